"""What is no part of a page's article is cut out, and what is stays. The pages are invented; those of the benchmark are tests too."""

import pytest
from benchmarks.layouts import LaidOut
from benchmarks.layouts_more import pages
from tests.ingest.samples import SENTENCES, TITLE

from reportedly.ingest.html import report_from_html

BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
OTHER = "Floods in the Oru delta drove four thousand people from their homes on Monday, the emergency office said in the capital."


def text_of(inside: str = "", below: str = "", body: str = BODY) -> str:
    return report_from_html(
        f"<html><body><h1>{TITLE}</h1><div class='story'>{body}{inside}</div>{below}</body></html>"
    ).text


@pytest.mark.parametrize(
    "block",
    [
        f"<section><h2>More on this topic</h2><div><h3>Floods</h3><p>{OTHER}</p></div></section>",
        f"<div><h3>Related stories</h3><p>{OTHER}</p></div>",
        f"<td><b>Most read</b><p>{OTHER}</p></td>",
        f"<div class='comments-area'><p>{OTHER}</p></div>",
        f"<div id='comments'><ol><li><p>{OTHER}</p></li></ol></div>",
        f"<aside class='related-posts'><p>{OTHER}</p></aside>",
        f"<div class='ad-slot'><p>{OTHER}</p></div>",
        f"<div class='cookie-consent'><p>{OTHER}</p></div>",
        f"<div><a href='/1'>{OTHER}</a> <a href='/2'>Two</a> <a href='/3'>Three</a></div>",
    ],
)
@pytest.mark.parametrize("where", ["inside", "below"])
def test_blocks_that_are_cut(block: str, where: str) -> None:
    assert text_of(**{where: block}).split("\n\n") == list(SENTENCES)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='paywall subscriber-content'>{BODY}</div>",
        f"<div class='related-content comments'>{BODY}</div>",
        f"<section><h2>More on the siege</h2>{BODY}</section>",
        f"<div class='share'><h1>{TITLE}</h1>{BODY}</div>",
        "".join(f"<p><a href='/{n}'>{sentence[:40]}</a>{sentence[40:]}</p>" for n, sentence in enumerate(SENTENCES)),
    ],
)
def test_articles_that_look_like_such_blocks_stay(body: str) -> None:
    found = text_of(body=body)
    assert all(sentence in found for sentence in SENTENCES)


def test_what_stands_behind_a_block_that_is_cut_stays() -> None:
    body = (
        f"<div>{SENTENCES[0]}<div class='ad'>Half price sheds</div>{SENTENCES[1]} {SENTENCES[2]} {SENTENCES[3]}</div>"
    )
    found = text_of(body=body)
    assert "Half price" not in found and all(sentence in found for sentence in SENTENCES)


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page.layout} {page.published}")
def test_layouts_of_the_benchmark(page: LaidOut) -> None:
    report = report_from_html(page.markup)
    lines = report.text.split("\n\n")
    assert [line for line in lines if line not in page.neutral] == list(page.body)
    names = (report.byline or "").replace(",", " and").title() == (
        page.byline or ""
    ).title() or page.byline == report.byline
    assert names and (report.title, report.published, report.publisher, report.url) == (
        page.title,
        page.published,
        page.publisher,
        page.url,
    )
