# ruff: noqa: E501 (mark-up)
"""Pages of invented reports in the styles of common news layouts, each with what a reader should take from it.

The mark-up is our own, written after what themes and sites of these kinds do: metadata in several dialects, menus, teasers of other
stories in full sentences, notices, comments, words that are hidden.
"""

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import yaml

REPORTS = Path(__file__).parent / "invented_reports.yaml"


@dataclass(frozen=True)
class Story:
    """An invented report."""

    title: str
    byline: str
    day: date
    paragraphs: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return "-".join(self.title.lower().replace(",", "").split()[:6])

    @property
    def long_day(self) -> str:
        """The day as British pages print it."""
        return f"{self.day.day} {self.day:%B %Y}"

    @property
    def us_day(self) -> str:
        """The day as American pages print it."""
        return f"{self.day:%B} {self.day.day}, {self.day.year}"


@dataclass(frozen=True)
class LaidOut:
    """A page, and what stands on it. ``neutral`` may be in the body or not: captions, headings, times, the title itself."""

    layout: str
    markup: str
    body: tuple[str, ...]
    title: str
    published: str | None
    byline: str | None
    publisher: str | None
    url: str | None
    neutral: tuple[str, ...] = field(default=())


def stories() -> list[Story]:
    """The invented reports."""
    stored = yaml.safe_load(REPORTS.read_text(encoding="utf-8"))
    return [
        Story(one["title"], one["byline"], one["published"], tuple(" ".join(text.split()) for text in one["paragraphs"])) for one in stored
    ]


def paragraphs_of(paragraphs: Sequence[str], attributes: str = "") -> str:
    """Paragraphs as elements."""
    return "\n".join(f"<p{attributes}>{html.escape(text, quote=False)}</p>" for text in paragraphs)


def teaser(other: Story) -> str:
    """The first sentence of another story."""
    return other.paragraphs[0].split(". ")[0] + "."


def quoted(text: str) -> str:
    """Words as they stand in mark-up."""
    return html.escape(text, quote=True)


def wordpress(story: Story, others: Sequence[Story]) -> LaidOut:
    """A blog program's news theme: a graph of JSON-LD, widgets, related posts, a comment form."""
    url = f"https://harbourtimes.example/{story.day:%Y/%m/%d}/{story.slug}/"
    later = story.day + timedelta(days=9)
    graph = [
        {"@type": "WebSite", "name": "The Harbour Times", "url": "https://harbourtimes.example/"},
        {"@type": "Person", "@id": "#a", "name": story.byline, "description": "Writes for The Harbour Times"},
        {"@type": "NewsArticle", "headline": story.title, "datePublished": f"{story.day}T08:12:00+00:00", "author": {"@id": "#a"},
         "dateModified": f"{later}T21:00:00+00:00", "mainEntityOfPage": url},
    ]  # fmt: skip
    widgets = "".join(f'<li><a href="/p{n}">{quoted(o.title)}</a> <span class="post-date">{o.us_day}</span></li>' for n, o in enumerate(others))
    related = "".join(f'<article class="related"><h3><a href="/r{n}">{quoted(o.title)}</a></h3><p>{quoted(teaser(o))}</p></article>'
                      for n, o in enumerate(others[:3]))  # fmt: skip
    markup = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8"><title>{quoted(story.title)} - The Harbour Times</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{quoted(story.title)} - The Harbour Times">
<meta property="og:site_name" content="The Harbour Times"><meta property="article:published_time" content="{story.day}T08:12:00+00:00">
<meta property="article:modified_time" content="{later}T21:00:00+00:00"><meta name="author" content="{quoted(story.byline)}">
<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": graph})}</script>
<style>.entry-content p{{margin:1em}}</style></head><body class="post-template-default single">
<a class="skip-link" href="#content">Skip to content</a><header id="masthead"><p class="site-title">The Harbour Times</p>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/opinion">Opinion</a></li></ul></nav></header>
<main id="content"><article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">{quoted(story.title)}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="{story.day}T08:12:00+00:00">
{story.us_day}</time></span><span class="byline"> by <a class="url fn n" href="/author/x">{quoted(story.byline)}</a></span></div></header>
<div class="entry-content">{paragraphs_of(story.paragraphs[:3])}
<div class="wp-block-newsletter"><p>Sign up for our newsletter and get the week's best stories in your inbox.</p></div>
{paragraphs_of(story.paragraphs[3:])}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">X</a></li></ul></div></div>
<footer class="entry-footer">Posted in <a href="/c">World</a> Tagged <a href="/t">conflict</a></footer></article>
<section class="related-posts"><h2>Related posts</h2>{related}</section>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><p>Your email address will not be published.
Required fields are marked *</p><form><textarea></textarea></form></div></main>
<aside class="widget-area"><h2>Recent Posts</h2><ul>{widgets}</ul></aside>
<footer><p>Copyright {later.year} The Harbour Times. Proudly powered by a program.</p></footer></body></html>"""
    return LaidOut("WordPress theme", markup, story.paragraphs, story.title, str(story.day), story.byline, "The Harbour Times", url)


def wire(story: Story, others: Sequence[Story]) -> LaidOut:
    """An agency's page: short blocks in divs, a time with its zone, a sign-off and a standards line."""
    url = f"https://www.unitedwire.example/world/{story.slug}-{story.day}/"
    blocks = "".join(f'<div class="text__text body__p" data-testid="paragraph-{n}">{quoted(p)}</div>' for n, p in enumerate(story.paragraphs))
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title, "datePublished": f"{story.day}T17:44:03Z",
            "author": [{"@type": "Person", "name": name} for name in story.byline.split(" and ")],
            "publisher": {"@type": "NewsMediaOrganization", "name": "United Wire"}, "url": url}  # fmt: skip
    more = "".join(f'<li><a href="/s{n}"><span>{quoted(o.title)}</span></a><time datetime="{o.day}">{o.long_day}</time></li>'
                   for n, o in enumerate(others))  # fmt: skip
    markup = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{quoted(story.title)} | United Wire</title>
<meta property="og:title" content="{quoted(story.title)}"><meta property="og:site_name" content="United Wire">
<meta property="og:url" content="{url}"><link rel="canonical" href="{url}">
<script type="application/ld+json">{json.dumps(data)}</script></head><body><div id="app"><header><nav aria-label="Main"><a href="/">World</a>
<a href="/b">Business</a><a href="/m">Markets</a><a href="/s">Sustainability</a></nav></header>
<main><article><header><div><a href="/world">World</a></div><h1 data-testid="Heading">{quoted(story.title)}</h1>
<div class="info"><address>By <a href="/authors/x" rel="author">{quoted(story.byline)}</a></address>
<time datetime="{story.day}T17:44:03Z">{story.us_day}5:44 PM UTC</time><span>Updated 3 hours ago</span></div></header>
<figure><img src="a.jpg"><figcaption>A street in the old town after the events of this week. United Wire/Staff</figcaption></figure>
<div class="body">{blocks}<div class="signoff">Our Standards: <a href="/standards">The United Wire Trust Principles.</a></div>
<div class="toolbar"><button>Share</button><button>Purchase Licensing Rights</button></div></div></article>
<section aria-label="Read Next"><h2>Read Next</h2><ul>{more}</ul></section></main>
<footer><p>All quotes delayed a minimum of 15 minutes.</p><p>© {story.day.year} United Wire. All rights reserved</p></footer></div></body></html>"""
    neutral = ("A street in the old town after the events of this week. United Wire/Staff",)
    return LaidOut("wire agency", markup, story.paragraphs, story.title, str(story.day), story.byline, "United Wire", url, neutral)


def tabloid(story: Story, others: Sequence[Story]) -> LaidOut:
    """A tabloid: a summary list, teasers in the middle of the text, a side bar that is longer than the report."""
    url = f"https://www.dailybeacon.example/news/article-{abs(hash_of(story.slug))}/{story.slug}.html"
    aside = "".join(
        f'<li class="puff"><a href="/{n}"><img src="{n}.jpg"><strong>{quoted(o.title.upper())}</strong> {quoted(teaser(o))}</a></li>'
        for n, o in enumerate([*others, *others])
    )
    inline = f'<div class="read-more"><a href="/x">READ MORE: {quoted(others[0].title)}</a></div>'
    box = f'<div class="related-carousel"><h3>RELATED ARTICLES</h3><ul><li><a href="/y">{quoted(others[1].title)}</a></li></ul></div>'
    markup = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{quoted(story.title)} | Daily Beacon Online</title>
<meta property="og:title" content="{quoted(story.title)}"><meta property="og:site_name" content="Daily Beacon">
<link rel="canonical" href="{url}"><meta name="author" content="By {quoted(story.byline)} For Daily Beacon">
<meta property="article:published_time" content="{story.day}T22:31:00+0100"></head><body>
<div id="cookie-banner" role="dialog"><p>We and our 823 partners use cookies to store and access personal data such as browsing data.</p>
<button>Accept all</button></div><div class="page-header"><a href="/">Daily Beacon</a> <a href="/showbiz">Showbiz</a> <a href="/sport">Sport</a></div>
<div class="alpha"><div id="js-article-text"><h2>{quoted(story.title)}</h2>
<ul class="mol-bullets"><li><strong>Click here to sign up to our breaking news e-mail</strong></li></ul>
<p class="author-section byline-plain">By <a class="author" href="/a">{quoted(story.byline.upper())} FOR DAILY BEACON</a></p>
<p class="byline-section"><span class="article-timestamp-published">Published: <time datetime="{story.day}T22:31:00+0100">22:31, {story.long_day}
</time></span> | <span>Updated: 09:12, {(story.day + timedelta(days=1)).day} {story.day + timedelta(days=1):%B %Y}</span></p>
<div class="shareBox"><ul><li>e-mail</li><li>214 shares</li></ul></div><div itemprop="articleBody">
{paragraphs_of(story.paragraphs[:2], ' class="mol-para-with-font"')}{inline}{paragraphs_of(story.paragraphs[2:4], ' class="mol-para-with-font"')}{box}
{paragraphs_of(story.paragraphs[4:], ' class="mol-para-with-font"')}</div>
<div class="comments"><h3>Comments 2</h3><div class="comment"><p>Nobody will ever be held to account for this, mark my words.</p></div>
<div class="comment"><p>My thoughts are with the families who have lost somebody.</p></div></div></div></div>
<div class="beta"><h3>TODAY'S HEADLINES</h3><ul>{aside}</ul></div><div class="footer">Published by Beacon Newspapers Ltd</div></body></html>"""
    return LaidOut("tabloid", markup, story.paragraphs, story.title, str(story.day), story.byline, "Daily Beacon", url)


def hash_of(words: str) -> int:
    """A number for an address, the same on every machine."""
    return sum((number + 7) * ord(char) for number, char in enumerate(words))


def live_blog(story: Story, others: Sequence[Story]) -> LaidOut:
    """A live blog: entries with times, the newest first, key events beside, a paging bar."""
    url = f"https://live.northernpost.example/world/live/{story.day:%Y/%b/%d}/{story.slug}".lower()
    shown = list(enumerate(story.paragraphs))[::-1]
    times = [f"{9 + n}.{17 + n}" for n, _ in shown]
    entries = "".join(
        f'<article class="block" id="b{n}"><header><a href="#b{n}"><time datetime="{story.day}T{9 + n:02d}:{17 + n}:00.000Z">{time} GMT</time></a>'
        f"</header><div class='block-elements'><p>{quoted(words)}</p></div><div class='block-share'><a href='#'>Share</a></div></article>"
        for (n, words), time in zip(shown, times, strict=True)
    )
    data = {"@context": "http://schema.org", "@type": "LiveBlogPosting", "headline": story.title, "url": url,
            "datePublished": f"{story.day}T08:55:02.000Z", "dateModified": f"{story.day + timedelta(days=1)}T01:00:00.000Z",
            "author": [{"@type": "Person", "name": story.byline.split(' and ')[0]}], "publisher": {"@type": "Organization", "name": "Northern Post"},
            "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Summary", "datePublished": f"{story.day}T12:00:00Z"}]}  # fmt: skip
    keys = "".join(f"<li><time>{o.day.day}h ago</time> <a href='#k{n}'>{quoted(o.title)}</a></li>" for n, o in enumerate(others))
    markup = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{quoted(story.title)} – live | Northern Post</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="Northern Post"><meta property="og:title" content="{quoted(story.title)}">
<script type="application/ld+json">{json.dumps(data)}</script></head><body>
<div class="header"><a href="/">News</a><a href="/o">Opinion</a><a href="/s">Sport</a></div><main>
<div data-gu-name="headline"><h1>{quoted(story.title)}</h1></div><div class="meta"><a rel="author" href="/p">{quoted(story.byline.split(' and ')[0])}</a>
<details><summary>{story.day:%a} {story.long_day} 18.02 GMT</summary>First published on {story.day:%a} {story.long_day} 08.55 GMT</details></div>
<aside class="key-events"><h2>Key events</h2><ul>{keys}</ul></aside><div class="filter">Show key events only</div>
<p class="toast">Please turn on JavaScript to use this feature</p><div id="liveblog-body">{entries}</div>
<nav class="pagination"><a href="?p=1">Newest</a> <a href="?p=2">Next</a> 1 of 4</nav></main>
<footer>© {story.day.year} Northern Post. All rights reserved. (dcr)</footer></body></html>"""
    body = tuple(words for _, words in shown)
    return LaidOut("live blog", markup, body, story.title, str(story.day), story.byline.split(" and ")[0], "Northern Post", url,
                   tuple(f"{time} GMT" for time in times))  # fmt: skip


def amp(story: Story, others: Sequence[Story]) -> LaidOut:
    """A page for telephones: amp elements, a canonical address that is another page's, ads between paragraphs."""
    url = f"https://www.gulfledger.example/{story.slug}"
    parts = "".join(
        f'<p>{quoted(words)}</p><amp-ad width="300" height="250" type="x"><div fallback>Advertisement</div></amp-ad>' for words in story.paragraphs
    )
    data = {"@context": "http://schema.org", "@type": "NewsArticle", "mainEntityOfPage": url, "headline": story.title,
            "datePublished": f"{story.day}T05:00:00+03:00", "dateModified": f"{story.day}T09:30:00+03:00",
            "author": {"@type": "Person", "name": story.byline}, "publisher": {"@type": "Organization", "name": "Gulf Ledger"}}  # fmt: skip
    more = "".join(f'<a class="amp-related" href="/{n}"><amp-img src="{n}.jpg" width="1" height="1"></amp-img><h4>{quoted(o.title)}</h4></a>'
                   for n, o in enumerate(others))  # fmt: skip
    markup = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><script async src="https://cdn.example/v0.js"></script>
<title>{quoted(story.title)}</title><link rel="canonical" href="{url}"><meta name="viewport" content="width=device-width">
<script type="application/ld+json">{json.dumps(data)}</script><style amp-custom>h1{{font:x}}</style></head><body>
<amp-sidebar id="s" layout="nodisplay"><ul><li><a href="/">Home</a></li><li><a href="/e">Economy</a></li></ul></amp-sidebar>
<header class="amp-header"><button on="tap:s.toggle">☰</button><a href="/">Gulf Ledger</a></header>
<main><h1>{quoted(story.title)}</h1><div class="amp-byline">{quoted(story.byline)}</div><div class="amp-date">{story.day:%d %b %Y} | 05:00 AM</div>
<amp-social-share type="email"></amp-social-share><amp-img src="a.jpg" width="1" height="1"></amp-img>
<div class="amp-body">{parts}</div><amp-consent id="c"><div id="ui">This site uses cookies to give you the best experience.
<button>Accept</button></div></amp-consent><section class="more"><h3>More from Gulf Ledger</h3>{more}</section></main>
<amp-analytics type="x"><script type="application/json">{{"vars": {{"title": "{story.slug}"}}}}</script></amp-analytics></body></html>"""
    return LaidOut("AMP", markup, story.paragraphs, story.title, str(story.day), story.byline, "Gulf Ledger", url)


def paywall(story: Story, others: Sequence[Story]) -> LaidOut:
    """A page behind a paywall: two paragraphs, then an offer; what is cut off is not on the page."""
    url = f"https://www.continental.example/content/{story.slug}"
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title, "isAccessibleForFree": "False",
            "datePublished": f"{story.day}T04:01:17.000Z", "author": [{"@type": "Person", "name": story.byline}],
            "publisher": {"@type": "Organization", "name": "The Continental"}, "mainEntityOfPage": url}  # fmt: skip
    offers = "".join(f'<div class="tier"><h3>{name}</h3><p>{words}</p><a href="/o">Select</a></div>' for name, words in (
        ("Trial", "Try unlimited access for four weeks, then 39 a month. Cancel any time during your trial."),
        ("Digital", "Essential digital access to quality journalism on any device."),
        ("Print", "Six days a week delivered to your door, plus complete digital access."),
    ))  # fmt: skip
    latest = "".join(f'<li><a href="/l{n}">{quoted(o.title)}</a></li>' for n, o in enumerate(others))
    markup = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{quoted(story.title)}</title><link rel="canonical" href="{url}">
<meta property="og:site_name" content="The Continental"><meta property="og:title" content="{quoted(story.title)}">
<script type="application/ld+json">{json.dumps(data)}</script></head><body><header><a href="/">The Continental</a><nav><a href="/w">World</a>
<a href="/c">Companies</a></nav></header><main><article><h1><span>{quoted(story.title)}</span></h1>
<p class="standfirst" style="display:none">Only subscribers see this line of the page.</p>
<div class="byline"><span>{quoted(story.byline)}</span> in the capital <time datetime="{story.day}T04:01:17.000Z">{story.us_day}</time></div>
<div class="article-body">{paragraphs_of(story.paragraphs[:2])}</div></article>
<section class="barrier"><h2>Subscribe to unlock this article</h2>{offers}<p>Check whether you already have access via your university or
organisation.</p><p>Why more than a million readers subscribe: clear, expert reporting and analysis every day.</p></section>
<aside><h2>Latest</h2><ul>{latest}</ul></aside></main><footer><p>Markets data delayed by at least 15 minutes. © The Continental Limited
{story.day.year}.</p></footer></body></html>"""
    return LaidOut("paywall with teaser", markup, story.paragraphs[:2], story.title, str(story.day), story.byline, "The Continental", url)


Layout = Callable[[Story, Sequence[Story]], LaidOut]
