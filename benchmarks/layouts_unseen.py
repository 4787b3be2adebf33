# ruff: noqa: E501 (mark-up)
"""Layouts that were written after the rules for pages were: a look at how these do on pages that did not steer them."""

import json
from collections.abc import Sequence
from datetime import timedelta

from benchmarks.layouts import LaidOut, Layout, Story, paragraphs_of, quoted, stories, teaser


def broadcaster(story: Story, others: Sequence[Story]) -> LaidOut:
    """A broadcaster: every block in a component, a list of linked data, a promotion between paragraphs, topics, video players."""
    url = f"https://www.chan7.example/news/articles/{story.slug}"
    data = [
        {"@context": "http://schema.org", "@type": "ReportageNewsArticle", "url": url, "headline": story.title,
         "publisher": {"@type": "NewsMediaOrganization", "name": "Channel Seven News"}, "datePublished": f"{story.day}T11:02:51.000Z",
         "author": {"@type": "NewsMediaOrganization", "name": story.byline}},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "World"}]},
    ]  # fmt: skip
    blocks = "".join(f'<div data-component="text-block" class="sc-18fde0d6-0"><p class="sc-eb7bd5f6-0">{quoted(text)}</p></div>' for text in story.paragraphs[:4])
    more = "".join(f'<div data-component="text-block" class="sc-18fde0d6-0"><p class="sc-eb7bd5f6-0">{quoted(text)}</p></div>' for text in story.paragraphs[4:])
    links = "".join(f'<div data-testid="card"><a href="/{n}"><h2>{quoted(o.title)}</h2><p>{quoted(teaser(o))}</p></a><span>{n + 2} hrs ago</span><span>World</span></div>' for n, o in enumerate(others))
    markup = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{quoted(story.title)} - Channel Seven News</title><link rel="canonical" href="{url}">
<meta property="og:title" content="{quoted(story.title)}"><meta property="og:site_name" content="Channel Seven News"><script type="application/ld+json">{json.dumps(data)}</script></head>
<body><div id="__next"><a href="#main-content">Skip to content</a><nav aria-label="Primary"><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/l">Live</a></li></ul></nav>
<main id="main-content"><article><div data-component="headline-block"><h1>{quoted(story.title)}</h1></div><div data-component="byline-block"><time datetime="{story.day}T11:02:51.000Z">{story.long_day}</time>
<div><span>{quoted(story.byline)}</span><span>World affairs correspondent</span></div><button>Share</button><button>Save</button></div>
<div data-component="video-block"><figure><div>This video can not be played</div><figcaption>Watch: Footage shows the aftermath</figcaption></figure></div>{blocks}
<div data-component="unordered-list-block"><ul><li><a href="/x1">{quoted(others[0].title)}</a></li><li><a href="/x2">{quoted(others[1].title)}</a></li></ul></div>{more}
<div data-component="tags"><a href="/t1">Conflict</a><a href="/t2">Europe</a></div></article>
<section data-analytics="bottom"><h2>More top stories</h2>{links}</section></main><footer>Copyright {story.day.year} Channel Seven. The station is not responsible for the content of external sites.</footer></div></body></html>"""
    neutral = (others[0].title, others[1].title, "Watch: Footage shows the aftermath", "World affairs correspondent", "This video can not be played")
    return LaidOut("broadcaster", markup, story.paragraphs, story.title, str(story.day), story.byline, "Channel Seven News", url, neutral)


def newsletter(story: Story, others: Sequence[Story]) -> LaidOut:
    """A newsletter's page on the web: an invitation to subscribe in the middle, likes, a discussion, posts of the same writer."""
    url = f"https://borderletters.example/p/{story.slug}"
    said = "".join(f'<div class="thread"><div class="name">Reader {n}</div><div class="meta">{story.us_day}</div><div class="text"><p>{words}</p></div></div>' for n, words in enumerate((
        "I have waited for somebody to write this down, thank you for going there.", "How do you know that the mayor said that? I was in the room and heard nothing.")))  # fmt: skip
    posts = "".join(f'<div class="post-preview"><a href="/p/{n}">{quoted(o.title)}</a><div>{quoted(teaser(o))}</div><time datetime="{o.day}">{o.day:%b} {o.day.day}</time></div>' for n, o in enumerate(others[:3]))
    markup = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{quoted(story.title)} - by {quoted(story.byline)}</title><link rel="canonical" href="{url}">
<meta property="og:title" content="{quoted(story.title)}"><meta name="author" content="{quoted(story.byline)}"><script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
"datePublished": f"{story.day}T06:30:00+00:00", "dateModified": f"{story.day + timedelta(days=3)}T06:30:00+00:00", "author": [{"@type": "Person", "name": story.byline}], "publisher": {"@type": "Organization", "name": "Border Letters"}})}</script></head>
<body><div class="main-menu"><a href="/">Border Letters</a><button>Subscribe</button><button>Sign in</button></div><div class="single-post"><article class="newsletter-post post"><h1 class="post-title">{quoted(story.title)}</h1>
<div class="byline-wrapper"><a href="/@x">{quoted(story.byline)}</a><div>{story.us_day}</div></div><div class="available-content"><div class="body markup">{paragraphs_of(story.paragraphs[:4])}
<div class="subscription-widget-wrap"><p class="cta-caption">Border Letters is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.</p><form><input><button>Subscribe</button></form></div>
{paragraphs_of(story.paragraphs[4:])}</div></div><div class="post-ufi"><a>112</a><a>14</a><a>Share</a></div></article></div>
<div class="discussion"><h4>Discussion about this post</h4>{said}</div><div class="portable-archive"><div>Top</div><div>Latest</div>{posts}</div><div class="footer">© {story.day.year} Border Letters. Privacy, Terms</div></body></html>"""
    return LaidOut("newsletter", markup, story.paragraphs, story.title, str(story.day), story.byline, "Border Letters", url)


def old_blog(story: Story, others: Sequence[Story]) -> LaidOut:
    """A blog of 2009: the day as a heading, the title as an h3, the author below the text, an archive by months."""
    url = f"http://estuarywatch.blog.example/{story.day.year}/{story.day:%m}/{story.slug}.html"
    months = "".join(f"<li><a href='/{y}'>{y}</a> ({n})</li>" for n, y in enumerate(range(story.day.year - 4, story.day.year), 11))
    recent = "".join(f"<li><a href='/{n}'>{quoted(o.title)}</a></li>" for n, o in enumerate(others))
    words = "<br /><br />".join(quoted(text) for text in story.paragraphs)
    markup = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns='http://www.w3.org/1999/xhtml'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<link href='{url}' rel='canonical'/><title>Estuary Watch: {quoted(story.title)}</title></head><body><div id='outer-wrapper'><div id='header'><h1 class='title'><a href='/'>Estuary Watch</a></h1><p class='description'><span>Notes from the river's mouth since 2005</span></p></div>
<div id='main-wrapper'><div class='main section'><div class='widget Blog'><h2 class='date-header'>{story.day:%A}, {story.us_day}</h2><div class='post hentry'><h3 class='post-title entry-title'>{quoted(story.title)}</h3>
<div class='post-body entry-content'>{words}<div style='clear: both;'></div></div><div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn'>{quoted(story.byline)}</span></span> <span class='post-timestamp'>at <a class='timestamp-link' href='{url}'><abbr class='published' title='{story.day}T14:20:00Z'>2:20 PM</abbr></a></span>
<span class='post-labels'>Labels: <a href='/l'>river</a></span></div></div><div class='comments' id='comments'><h4>1 comment:</h4><dl><dt>Anonymous said...</dt><dd class='comment-body'>I do not believe a word of this, the soldiers were never there at all that night.</dd></dl></div></div></div></div>
<div id='sidebar-wrapper'><div class='widget'><h2>About Me</h2><p>I fish, I walk, I write down what I hear.</p></div><div class='widget'><h2>Recent posts</h2><ul>{recent}</ul></div><div class='widget'><h2>Blog Archive</h2><ul>{months}</ul></div></div></div></body></html>"""
    return LaidOut("old blog", markup, story.paragraphs, story.title, str(story.day), story.byline, "Estuary Watch", url)


UNSEEN: tuple[Layout, ...] = (broadcaster, newsletter, old_blog)


def unseen_pages() -> list[LaidOut]:
    """Every report in every one of these layouts."""
    told = stories()
    return [layout(story, [other for other in told if other is not story]) for layout in UNSEEN for story in told]
