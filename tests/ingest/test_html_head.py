"""What pages state of their reports, and what stands above their text. The pages are invented."""

import json

import pytest
from tests.ingest.samples import SENTENCES, TITLE

from reportedly.ingest.html import report_from_html

BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


NAMED = '{"@type": "NewsArticle", "author": [[1]], "publisher": 2}'
BROKEN = ['{"@type": "NewsArticle", "datePublished": ', "[[[", '{"@graph": 3}', '{"@type": 7}', NAMED, ""]


def page(head: str = "", above: str = "", below: str = "", heading: str = f"<h1>{TITLE}</h1>", lang: str = "") -> str:
    attribute = f' lang="{lang}"' if lang else ""
    return f"<!doctype html><html{attribute}><head>{head}</head><body><article>{heading}{above}{BODY}</article>{below}</body></html>"


def linked(*nodes: object) -> str:
    data = nodes[0] if len(nodes) == 1 else {"@context": "https://schema.org", "@graph": list(nodes)}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_linked_data_as_a_graph_with_references() -> None:
    head = linked(
        {"@type": "WebPage", "datePublished": "2001-01-01"},
        {"@type": ["Article", "NewsArticle"], "headline": TITLE, "author": [{"@id": "#a"}, {"@id": "#b"}], "publisher": {"@id": "#p"},
         "datePublished": "2016-12-07T23:30:00-05:00", "dateModified": "2019-01-01"},
        {"@type": "Person", "@id": "#a", "name": "Lena Marwan"}, {"@type": "Person", "@id": "#b", "name": "Tom Roe"},
        {"@type": "Organization", "@id": "#p", "name": "The Hill Post"},
    )  # fmt: skip
    report = report_from_html(page(head))
    assert (report.byline, report.published, report.publisher) == (
        "Lena Marwan, Tom Roe",
        "2016-12-07",
        "The Hill Post",
    )


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_linked_data_do_no_harm(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script><meta property="article:published_time" content="2016-12-07">'
    report = report_from_html(page(head))
    assert (report.text.split("\n\n"), report.published) == (list(SENTENCES), "2016-12-07")


@pytest.mark.parametrize(
    "head",
    ['<meta name="DC.date.issued" content="2016-12-07">', '<meta name="pubdate" content="December 7, 2016">',
     '<meta itemprop="datePublished" content="2016-12-07T09:00">',
     '<meta property="article:published_time" content="2016-12-07T09:00:00+02:00">'],
)  # fmt: skip
def test_days_of_metadata(head: str) -> None:
    assert (
        report_from_html(page(f'<meta property="article:modified_time" content="2019-01-01">{head}')).published
        == "2016-12-07"
    )


@pytest.mark.parametrize(
    ("above", "byline", "published"),
    [
        ("<div>By Lena Marwan | Published 7 December 2016</div>", "Lena Marwan", "2016-12-07"),
        ("<p>Words by Lena Marwan</p><p>December 7, 2016</p>", "Lena Marwan", "2016-12-07"),
        ('<div><time datetime="2016-12-07T10:00">this morning</time></div>', None, "2016-12-07"),
        (
            '<div>Updated <time datetime="2019-01-01">1 January 2019</time></div><div>First published 7 December 2016</div>',
            None,
            "2016-12-07",
        ),
        ("<div>Published 05/04/2016</div>", None, None),
        ("<div>Published 25/04/2016</div>", None, "2016-04-25"),
    ],
)
def test_what_stands_between_title_and_text(above: str, byline: str | None, published: str | None) -> None:
    report = report_from_html(page(above=above, below="<footer><p>Last modified: 2020-02-02</p></footer>"))
    assert (report.byline, report.published) == (byline, published)
    assert report.text.split("\n\n") == list(SENTENCES)


@pytest.mark.parametrize("title", [f"{TITLE} - The Hill Post", f"{TITLE} | The Hill Post", f"The Hill Post: {TITLE}"])
def test_the_sites_name_is_no_part_of_the_title(title: str) -> None:
    below = "<p>Copyright 2016 The Hill Post</p>"
    report = report_from_html(
        page(
            f'<title>{title}</title><meta property="og:title" content="{title}">',
            below=below,
            heading=f"<h2>{TITLE}</h2>",
        )
    )
    assert (report.title, report.publisher) == (TITLE, "The Hill Post")


def test_a_country_before_a_colon_is_no_publisher() -> None:
    report = report_from_html(page(f"<title>Tal Amara: {TITLE}</title>", heading=f"<h2>{TITLE}</h2>"))
    assert report.publisher is None


def test_the_canonical_address() -> None:
    head = '<meta property="og:url" content="https://hill.example/amp/1"><link rel="canonical" href="https://hill.example/1">'
    assert report_from_html(page(head)).url == "https://hill.example/1"


def test_the_language_that_a_page_states_counts_where_the_text_does_not_tell() -> None:
    short = '<html lang="de-AT"><body><p>Tal Amara. Deir Hafira. Qasr Benna.</p></body></html>'
    assert report_from_html(short, allow_any_language=True).language == "de"
    assert report_from_html(page(lang="ar"), allow_any_language=True).language == "en"
