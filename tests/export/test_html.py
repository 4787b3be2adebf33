import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reportedly.export.html import render_html
from reportedly.schema import MadeBy, Mention, Reading, Report, report_id

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """The page as a browser's parser sees it: elements, attributes, the text of the report's column."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.lines: list[str] = []
        self.blocks: dict[str, str] = {}
        self.in_report = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag in VOID:
            return
        self.open.append(tag)
        if found.get("class") == "body":
            self.in_report = len(self.open)
        if self.in_report and tag == "p":
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1:]}>"
        self.open.pop()
        if len(self.open) < self.in_report:
            self.in_report = 0

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.blocks[self.open[-1]] = data
        if self.in_report and self.lines:
            self.lines[-1] += data


def hash_of(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_page_is_well_formed_and_shows_the_report_word_for_word(reading: Reading) -> None:
    page = Page(render_html(reading))
    assert page.open == []
    assert page.lines == [line for line in reading.report.text.split("\n") if line.strip()]


def test_nothing_is_fetched_and_the_policy_allows_only_the_pages_own_style_and_script(reading: Reading) -> None:
    source = render_html(reading)
    page = Page(source)
    for name, attributes in page.elements:
        assert name not in ("link", "img", "iframe", "object", "embed", "base", "form", "video", "audio", "source")
        assert "src" not in attributes and "style" not in attributes
        assert not any(attribute.startswith("on") for attribute in attributes)
    assert "url(" not in page.blocks["style"] and "@import" not in page.blocks["style"]
    assert not re.search(r"fetch|XMLHttp|import\(|innerHTML|eval", page.blocks["script"])
    [policy] = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert f"style-src '{hash_of(page.blocks['style'])}'" in policy
    assert f"script-src '{hash_of(page.blocks['script'])}'" in policy


def test_links_inside_the_page_lead_somewhere(reading: Reading) -> None:
    page = Page(render_html(reading))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for name, a in page.elements if name == "a" and a["href"].startswith("#")}
    assert {"c1", "c5", "w-c1", "w-c5"} <= targets
    assert targets <= set(ids)


def test_every_marked_word_leads_to_a_card_and_every_card_to_its_words(reading: Reading) -> None:
    page = Page(render_html(reading))
    served = {pair.split(":")[0] for _, a in page.elements for pair in a.get("data-k", "").split()}
    cards = {a["data-key"] for _, a in page.elements if "data-key" in a}
    assert cards == served == {*(f"c{n}" for n in range(1, 6)), "r1", "r2", "q1", *(f"e{n}" for n in range(1, 7))}


def test_cards_can_be_reached_by_keyboard(reading: Reading) -> None:
    page = Page(render_html(reading))
    assert all(a.get("tabindex") == "0" for _, a in page.elements if "data-key" in a)


def test_overlapping_words_are_shown_with_both_parts(reading: Reading) -> None:
    source = render_html(reading)
    pairs = re.findall(r'data-k="([^"]*)"[^>]*>([^<]*)<', source)
    [murzuq] = [keys.split() for keys, words in pairs if words == "Murzuq"]
    assert {"c1:place", "c1:recipient", "e4:mention"} <= set(murzuq)
    assert murzuq.index("c1:place") < murzuq.index("c1:recipient")


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;</style></title>\x00\x1b\ud800"


def test_hostile_words_stay_words_wherever_they_stand(reading: Reading) -> None:
    report = replace(
        reading.report, title=HOSTILE, byline=HOSTILE, publisher=HOSTILE, published=HOSTILE,
        url="javascript:alert(1)//" + HOSTILE, language=HOSTILE, given_id=HOSTILE,
    )  # fmt: skip
    entities = tuple(replace(e, name=HOSTILE, names=(HOSTILE, "x" + HOSTILE)) for e in reading.entities)
    claims = tuple(replace(c, type=HOSTILE, mode=HOSTILE) for c in reading.claims)
    mentions = tuple(replace(m, unresolved=HOSTILE) for m in reading.mentions)
    made_by = MadeBy(reportedly=HOSTILE, model=HOSTILE, codebook=HOSTILE)
    hostile = replace(
        reading, report=report, entities=entities, claims=claims, mentions=mentions, made_by=made_by
    )
    source = render_html(hostile)
    page = Page(source)
    assert page.open == []
    assert [name for name, _ in page.elements].count("script") == 1
    assert not any(name == "img" or "onerror" in attributes for name, attributes in page.elements)
    assert not any(a.get("href", "").startswith("javascript:") for _, a in page.elements)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]", source)


@given(st.text(max_size=120), st.data())
def test_any_text_is_shown_character_for_character(text: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 4))
    mentions = []
    for number in range(count):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        mentions.append(Mention(start=start, end=end, text=text[start:end], id=f"m{number}", kind="other"))
    made_by = MadeBy(reportedly="0", model="m", codebook="c")
    reading = Reading(
        report=Report(id=report_id(text), text=text), mentions=tuple(mentions), entities=(), attributions=(), claims=(),
        events=(), made_by=made_by,
    )  # fmt: skip
    page = Page(render_html(reading))
    unholdable = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    expected = [re.sub(unholdable, "\ufffd", line) for line in text.split("\n") if line.strip()]
    # The HTML parser turns a carriage return into a line feed; white space is all that it may change.
    assert [line.replace("\r", "\n") for line in page.lines] == [line.replace("\r", "\n") for line in expected]


def test_a_reading_without_anything_says_so(reading: Reading) -> None:
    report = replace(reading.report, title=None, byline=None, publisher=None, published=None, url=None)
    empty = replace(reading, report=report, mentions=(), entities=(), attributions=(), claims=(), events=())
    source = render_html(empty)
    for words in ("(no title found)", "no byline found", "no date of publication found", "No claim"):
        assert words in source


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=2", "http://example.org"])
def test_a_web_address_is_a_link_that_tells_the_site_nothing(reading: Reading, url: str) -> None:
    page = Page(render_html(replace(reading, report=replace(reading.report, url=url))))
    [link] = [a for name, a in page.elements if name == "a" and a["href"] == url]
    assert "noreferrer" in link["rel"]
