# ruff: noqa: E501 (mark-up)
"""More layouts (see ``layouts.py``): institutions, a local paper, a magazine, and pages as they were written before there were themes."""

import json
from collections.abc import Sequence
from datetime import timedelta

from benchmarks.layouts import (
    LaidOut,
    Layout,
    Story,
    amp,
    live_blog,
    paragraphs_of,
    paywall,
    quoted,
    stories,
    tabloid,
    teaser,
    wire,
    wordpress,
)


def government(story: Story, others: Sequence[Story]) -> LaidOut:
    """A ministry's press release: no byline, the day in words, a reference number, a contact box."""
    url = f"https://interior.gov.example/newsroom/press-releases/{story.slug}"
    more = "".join(f'<li><a href="/{n}">{quoted(o.title)}</a><br><span>{o.long_day}</span></li>' for n, o in enumerate(others))
    markup = f"""<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{quoted(story.title)} | Ministry of the Interior</title>
<link rel="canonical" href="{url}"><meta name="dcterms.issued" content="{story.day}"><meta name="dcterms.creator" content="Ministry of the Interior">
<meta property="og:site_name" content="Ministry of the Interior"></head><body><a href="#main" class="visually-hidden">Skip to main content</a>
<div class="gov-banner"><p>An official website of the government. Here's how you know</p></div>
<header><div class="site-name">Ministry of the Interior</div><nav><ul><li><a href="/about">About us</a></li><li><a href="/topics">Topics</a></li>
<li><a href="/newsroom">Newsroom</a></li></ul></nav></header><div class="breadcrumb"><a href="/">Home</a> / <a href="/newsroom">Newsroom</a> /
Press releases</div><main id="main"><div class="region-content"><h1 class="page-title">{quoted(story.title)}</h1>
<div class="field field--date">{story.long_day}</div><div class="field field--ref">Press release no. {story.day:%j}/{story.day.year}</div>
<div class="field field--name-body">{paragraphs_of(story.paragraphs)}</div>
<div class="contact"><h2>Media enquiries</h2><p>Press office, telephone 0800 555 010, weekdays from 9 to 17.</p></div>
<div class="feedback"><h2>Is this page useful?</h2><button>Yes</button><button>No</button></div></div>
<aside><h2>Latest press releases</h2><ul>{more}</ul></aside></main>
<footer><ul><li>Accessibility</li><li>Privacy notice</li></ul><p>Last updated: {(story.day + timedelta(days=400)).isoformat()}</p></footer></body></html>"""
    neutral = (f"Press release no. {story.day:%j}/{story.day.year}",)
    return LaidOut("government release", markup, story.paragraphs, story.title, str(story.day), None, "Ministry of the Interior", url, neutral)


def ngo(story: Story, others: Sequence[Story]) -> LaidOut:
    """A rights group's page: a summary on top, headings, a pull quotation that repeats the text, an appeal for gifts."""
    url = f"https://valleyrecords.example/en/reports/{story.slug}"
    quote = story.paragraphs[2].split(". ")[0]
    cards = "".join(f'<div class="card"><span class="type">Report</span><h3>{quoted(o.title)}</h3><p>{quoted(teaser(o))}</p></div>' for o in others[:4])
    markup = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{quoted(story.title)} - Valley Records</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{quoted(story.title)}"><meta property="og:site_name" content="Valley Records">
<meta property="article:published_time" content="{story.day}"><meta name="citation_author" content="{quoted(story.byline)}"></head>
<body><div class="alert-bar">Donate before midnight and your gift will be doubled.</div>
<header><a class="logo" href="/">Valley Records</a><nav><a href="/what">What we do</a><a href="/where">Where we work</a><a href="/donate">Donate</a></nav>
</header><main><div class="hero"><p class="kicker">Report</p><h1>{quoted(story.title)}</h1><p class="meta">{story.long_day}</p>
<p class="authors">By {quoted(story.byline)}</p></div><div class="wysiwyg">{paragraphs_of(story.paragraphs[:3])}<h2>What witnesses said</h2>
<blockquote class="pullquote"><p>{quoted(quote)}</p></blockquote>{paragraphs_of(story.paragraphs[3:5])}<h2>What has to be done</h2>{paragraphs_of(story.paragraphs[5:])}
</div><div class="donate-block"><h2>Help us go on</h2><p>Your gift lets our researchers travel to where nobody else goes. Every amount counts.</p>
<a class="btn" href="/donate">Donate now</a></div><section class="downloads"><h2>Download</h2><a href="/r.pdf">Full report (PDF, 2.1 MB)</a></section>
<section class="cards"><h2>More on this topic</h2>{cards}</section></main><footer><form><label>Get our newsletter</label><input></form>
<p>Valley Records is a registered charity no. 00000.</p></footer></body></html>"""
    neutral = ("What witnesses said", "What has to be done", quote)
    return LaidOut("NGO report page", markup, story.paragraphs, story.title, str(story.day), story.byline, "Valley Records", url, neutral)


def local_paper(story: Story, others: Sequence[Story]) -> LaidOut:
    """A local paper: today's date and the weather on top, advertisements as paragraphs, many comments with days of their own."""
    url = f"https://www.selincourier.example/news/{story.slug}/"
    after = story.day + timedelta(days=2)
    said = (
        "I was there on the evening and it was much worse than your paper writes, there were children in the street.",
        "Typical of this council. They have known about it for years and nobody did anything until it was too late.",
        "Thank you for this report, the other papers do not care about towns like ours at all.",
        "Can the editor please say where the figures come from? My cousin works at the hospital and counted more.",
    )
    comments = "".join(
        f'<li class="comment"><cite>reader{n}</cite> <time datetime="{after}T1{n}:00:00">{after.day} {after:%b %Y}, 1{n}:00</time>'
        f'<div class="comment-body"><p>{words}</p></div><a href="#">Reply</a></li>'
        for n, words in enumerate(said)
    )
    advert = '<div class="ad-slot"><p>Half price on garden sheds this weekend only at Brandt &amp; Sons, Mill Road. Advertisement</p></div>'
    more = "".join(f'<div class="teaser"><h4><a href="/{n}">{quoted(o.title)}</a></h4><p>{quoted(teaser(o))} <a href="/{n}">Read more</a></p></div>'
                   for n, o in enumerate(others))  # fmt: skip
    markup = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{quoted(story.title)} | Selin Courier</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="Selin Courier"></head><body>
<div class="topbar"><span>{(story.day + timedelta(days=300)):%A, %d %B %Y}</span> <span>Selin 14°C, light rain</span> <a href="/login">Log in</a></div>
<div class="masthead"><a href="/">Selin Courier</a></div><ul class="menu"><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li>
<li><a href="/d">Deaths</a></li><li><a href="/j">Jobs</a></li></ul><div class="wrap"><div class="main-col"><h1>{quoted(story.title)}</h1>
<div class="article-info">Words by {quoted(story.byline)} | Published {story.day:%d/%m/%Y} | 4 comments</div>
<div class="story">{paragraphs_of(story.paragraphs[:2])}{advert}{paragraphs_of(story.paragraphs[2:5])}{advert}{paragraphs_of(story.paragraphs[5:])}
<p class="promo"><em>Support local journalism: become a member of the Selin Courier from 2 a month.</em></p></div>
<div class="tags">Tags: <a href="/t1">police</a> <a href="/t2">council</a></div>
<div id="comments"><h3>4 comments</h3><ol>{comments}</ol><p>Comments are closed on this article.</p></div></div>
<div class="side-col"><h3>Most read</h3>{more}</div></div><div class="foot">Selin Courier, Dock Street 4. Independent Press Standards member.</div>
</body></html>"""
    clear = str(story.day) if story.day.day > 12 else None  # 08/10/2020 has two readings, and nothing else on the page tells which
    return LaidOut("local paper, comments", markup, story.paragraphs, story.title, clear, story.byline, "Selin Courier", url)


def magazine(story: Story, others: Sequence[Story]) -> LaidOut:
    """A magazine's long read: a standfirst, drop capitals, section breaks, captions, notes about the author."""
    url = f"https://meridianreview.example/{story.day.year}/{story.slug}"
    standfirst = "A report from a place that few people could find on a map, and fewer have left unharmed."
    first, rest = story.paragraphs[0], story.paragraphs[1:]
    caption = "The view from the eastern road, photographed in spring for the Meridian Review."
    data = {"@context": "https://schema.org", "@type": ["Article", "ReportageNewsArticle"], "headline": story.title,
            "datePublished": f"{story.day}T06:00:00-05:00", "author": {"@type": "Person", "name": story.byline, "sameAs": "https://x.example/a"},
            "publisher": {"@type": "Organization", "name": "Meridian Review"}}  # fmt: skip
    more = "".join(f'<a class="next" href="/{n}"><h5>{quoted(o.title)}</h5><p>By {quoted(o.byline)}</p></a>' for n, o in enumerate(others[:3]))
    markup = f"""<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{quoted(story.title)} — Meridian Review</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{quoted(story.title)}"><meta property="og:site_name" content="Meridian Review">
<meta property="og:description" content="{standfirst}"><script type="application/ld+json">{json.dumps(data)}</script></head><body>
<header class="bar"><a href="/">Meridian Review</a><a href="/subscribe">Subscribe</a></header><article><header class="lede"><span class="rubric">
Letter from Abroad</span><h1>{quoted(story.title)}</h1><p class="dek">{standfirst}</p><p class="by">By {quoted(story.byline)}</p>
<p class="on">{story.us_day}</p></header><figure><img alt="" src="v.jpg"><figcaption>{caption}</figcaption></figure>
<section class="body"><p class="has-dropcap"><span class="dropcap">{first[0]}</span>{quoted(first[1:])}</p>{paragraphs_of(rest[:3])}
<div class="section-break">•••</div><div class="callout"><p>Sign up for the Meridian letter: one long read every Sunday.</p></div>{paragraphs_of(rest[3:])}
</section><footer class="author-note"><p><em>{quoted(story.byline)} is a writer who lives by the sea.</em></p></footer></article>
<section class="more"><h4>More from the Review</h4>{more}</section><div class="paywall-meter">You have read 1 of 3 free articles.</div>
<footer>Meridian Review, a quarterly. Terms. Privacy.</footer></body></html>"""
    neutral = (standfirst, caption, f"{story.byline} is a writer who lives by the sea.")
    return LaidOut("magazine long-read", markup, story.paragraphs, story.title, str(story.day), story.byline, "Meridian Review", url, neutral)


def old_tables(story: Story, others: Sequence[Story]) -> LaidOut:
    """A page of 2003: tables in tables, font tags, no metadata, paragraphs parted by breaks."""
    menu = "<br>".join(f'<a href="{n}.htm"><font size="1">{name}</font></a>' for n, name in enumerate(("Front page", "Politics", "Region", "Archive")))
    words = "<br><br>\n".join(quoted(text) for text in story.paragraphs)
    more = "<br>".join(f'<font size="1">&#8226; <a href="o{n}.htm">{quoted(o.title)}</a></font>' for n, o in enumerate(others))
    markup = f"""<HTML><HEAD><TITLE>The Sumar Gazette: {quoted(story.title)}</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"></HEAD><BODY BGCOLOR="#FFFFFF" LINK="#0000CC">
<TABLE WIDTH="760" BORDER="0" CELLPADDING="0"><TR><TD COLSPAN="3"><IMG SRC="banner.gif" ALT="The Sumar Gazette"></TD></TR>
<TR><TD WIDTH="120" VALIGN="top" BGCOLOR="#EEEEEE">{menu}</TD><TD WIDTH="480" VALIGN="top"><TABLE><TR><TD>
<FONT FACE="Verdana" SIZE="4"><B>{quoted(story.title)}</B></FONT><BR><FONT SIZE="1">By {quoted(story.byline)}<BR>{story.day:%A}, {story.us_day}</FONT></TD></TR>
<TR><TD><FONT FACE="Times" SIZE="3">{words}</FONT></TD></TR><TR><TD ALIGN="right"><FONT SIZE="1"><A HREF="javascript:print()">Print this page</A> |
<A HREF="mailto:x">E-mail this story</A></FONT></TD></TR></TABLE></TD><TD WIDTH="160" VALIGN="top"><B>Other stories</B><BR>{more}</TD></TR>
<TR><TD COLSPAN="3"><FONT SIZE="1">Copyright &copy; 2001-{story.day.year} The Sumar Gazette. All rights reserved.</FONT></TD></TR></TABLE>
</BODY></HTML>"""
    return LaidOut("old table layout", markup, story.paragraphs, story.title, str(story.day), story.byline, "The Sumar Gazette", None)


def plain_html4(story: Story, others: Sequence[Story]) -> LaidOut:
    """A hand-written page: headings and paragraphs, unclosed tags, a rule and a signature."""
    words = "\n<p>".join(quoted(text) for text in story.paragraphs)
    links = "\n".join(f'<li><a href="{n}.html">{quoted(o.title)}</a>' for n, o in enumerate(others[:3]))
    markup = f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><title>{quoted(story.title)}</title></head>
<body><p align=center><a href="index.html">Index</a> | <a href="about.html">About</a></p><h1>{quoted(story.title)}</h1>
<p><i>By {quoted(story.byline)}, {story.long_day}</i>
<p>{words}
<hr><h3>See also</h3><ul>{links}</ul><address>Last modified {(story.day + timedelta(days=30)).isoformat()} by webmaster</address></body></html>"""
    return LaidOut("plain HTML 4", markup, story.paragraphs, story.title, str(story.day), story.byline, None, None)


LAYOUTS: tuple[Layout, ...] = (
    wordpress, wire, tabloid, live_blog, amp, paywall, government, ngo, local_paper, magazine, old_tables, plain_html4,
)  # fmt: skip


def pages() -> list[LaidOut]:
    """Every report in every layout; the others are teased beside it."""
    told = stories()
    return [layout(story, [other for other in told if other is not story]) for layout in LAYOUTS for story in told]
