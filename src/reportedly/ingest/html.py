"""Web pages to Reports: trafilatura for the article and what the page says about it, tags alone where that fails."""

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

from msgspec import Struct, field, structs

from reportedly.codebooks.agencies import agency_named
from reportedly.errors import EmptyReport, TooLarge
from reportedly.ingest.byline import byline_of
from reportedly.ingest.decode import decode
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.html_head import PageLine, Stated, head_of, lines_in, stated_in, title_on_page
from reportedly.ingest.html_pruning import prune
from reportedly.ingest.limits import MAX_BYTES, check_size
from reportedly.ingest.page import Page, page_of
from reportedly.ingest.published import MAX_DATE_LINE, dates_in
from reportedly.ingest.tags import text_between_tags
from reportedly.ingest.text import report_of
from reportedly.ingest.title import same_words
from reportedly.schema import Report

MAX_DEPTH = 200
"""Open elements within each other: libxml2 cuts a page off at 256, and trafilatura returns nothing on deep pages."""

MAX_ELEMENTS = 20_000
"""Elements of a page whose article is looked for, at 0.2 ms each: a live blog of 2,000 entries. Of a larger one the tags alone tell."""

MAX_ANCESTORS = 400_000
"""Elements that the elements of such a page stand in, added up: trafilatura looks through those of each. 20,000 elements 20 deep."""

MANY_CHILDREN = 500

MAX_JOINED = 100_000_000
"""Characters between the children of one element times their number, at 15 ns each: trafilatura joins what is left again for each that it
takes out. Lines that end in ``br`` do not count."""

MAX_TAGS = 200_000
"""Tags of a page, at 15 µs each where the tags alone tell: ten times a long live blog."""

_DATE_CONFIG = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
"""htmldate refuses dates after today unless told otherwise, so the same page would read differently on another day."""

_PARAGRAPHS = ("p", "li", "blockquote", "h2", "h3", "h4", "td")
_MARKS = 0xF0000
"""The first of 64 private-use characters that number the copies of a paragraph, since trafilatura drops a third copy."""

_MARK = re.compile("[\U000f0000-\U000f003f]")


class _Article(Struct, frozen=True, kw_only=True):
    text: str = ""
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    stated: Stated = field(default_factory=Stated)
    lines: list[PageLine] = []


def report_from_html(
    data: bytes | str, given: Given = NOTHING_GIVEN, *, name: str = "The page", allow_any_language: bool = False
) -> Report:
    """The report that a web page holds.

    Broken markup is read as browsers read it. Title, author, site, date and canonical address come from the page's
    linked data and metadata, else from what stands between its title and its text, else from its text. Other stories, comments,
    advertisements and appeals are cut out (``html_pruning.py``). Raises TooLarge above MAX_BYTES, EmptyReport where the page has no
    text, NotText and NotEnglish as the other readers do.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name} has {len(data):,} bytes; one page may have {MAX_BYTES:,}.", "Save the article alone.")
    markup = decode(data, name) if isinstance(data, bytes) else data
    if (tags := markup.count("<")) > MAX_TAGS:
        raise TooLarge(f"{name} has {tags:,} tags; one page may have {MAX_TAGS:,}.", "Save the article alone.")
    article = _extracted(markup)
    if not article.text.strip():
        text, title = text_between_tags(markup)
        article = structs.replace(article, text=text, **({} if article.title else _title_and_site(title, text)))
    if not article.text.strip():
        raise EmptyReport(
            f"{name} has no text between its tags.", "The page may build its text by script: save it as text."
        )
    check_size(article.text, name)
    title, site = title_on_page(article.lines, article.title or article.stated.title)
    article = structs.replace(article, title=title, publisher=article.publisher or site)
    page = page_of(article.text, given.title or title)
    page = structs.replace(page, body=_without_title(page.body, title))
    return report_of(_merged(page, article), given, name, allow_any_language)


def _extracted(markup: str) -> _Article:
    """What the page states and what trafilatura takes from it; no text where it finds no article, nothing where it can't read it."""
    reader = _reader()
    article = _Article()
    try:
        tree = reader.load_html(markup)
        if tree is None:
            return article
        if _is_too_much(tree):
            return _head_alone(tree, reader)
        article = _Article(stated=stated_in(tree), lines=lines_in(tree))
        prune(tree)
        _tell_copies_apart(tree)
        found = reader.bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=_DATE_CONFIG
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, reader.LxmlError):
        return article  # the library's own faults on broken pages; the tags alone are left
    if found is None or found.body is None:
        return article
    text = "\n\n".join(_paragraphs(found.body))
    return structs.replace(_described(found), text=text, stated=article.stated, lines=article.lines)


def _described(found: Any) -> _Article:
    """What the page's metadata state."""
    return _Article(
        title=_clean(found.title),
        byline=_clean(found.author),
        publisher=_clean(found.sitename),
        published=found.date or None,
        url=_clean(found.url),
    )


def _title_and_site(title: str | None, text: str) -> dict[str, str | None]:
    """A browser's title without the site's name after it, where the text has the rest as a line of its own."""
    head, mark, site = re.match(r"(.*?)(?:\s+([-–—|·•»])\s+(.*))?$", title or "", re.DOTALL).groups()  # type: ignore[union-attr]
    if mark and any(same_words(line, head) for line in text.split("\n")):
        return {"title": head, "publisher": site}
    return {"title": title}


class _Reader(Struct, frozen=True, kw_only=True):
    load_html: Any
    bare_extraction: Any
    extract_metadata: Any
    LxmlError: Any


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    """trafilatura, imported when the first page comes: it takes longer to load than a plain text to read."""
    trafilatura = import_module("trafilatura")
    return _Reader(
        load_html=trafilatura.load_html,
        bare_extraction=trafilatura.bare_extraction,
        extract_metadata=trafilatura.extract_metadata,
        LxmlError=import_module("lxml.etree").LxmlError,
    )


def _is_too_much(tree: Any) -> bool:
    """Whether the page is too deep or too large for its article to be looked for: elements level by level, counted."""
    level, elements, ancestors = [tree], 0, 0
    for depth in range(MAX_DEPTH):
        elements += len(level)
        ancestors += depth * len(level)
        if elements > MAX_ELEMENTS or ancestors > MAX_ANCESTORS or any(_joins_much(element) for element in level):
            return True
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _joins_much(element: Any) -> bool:
    """Whether words between the children of one element would be copied too often when the children are taken out one by one."""
    if len(element) < MANY_CHILDREN:
        return False
    tails = [len(child.tail or "") for child in element if child.tag != "br"]
    return len(tails) * sum(tails) > MAX_JOINED


def _head_alone(tree: Any, reader: "_Reader") -> _Article:
    """What the page's head states, where the page is too large to look for more."""
    for body in list(tree.iter("body")):
        body.clear()
    return structs.replace(_described(reader.extract_metadata(tree, date_config=_DATE_CONFIG)), stated=stated_in(tree))


def _tell_copies_apart(tree: Any) -> None:
    """Number every further copy of a paragraph, so that all are kept; in a block of paragraphs each is a paragraph."""
    seen: dict[str, int] = {}
    for element in tree.iter(*_PARAGRAPHS):
        if next(element.iterdescendants(*_PARAGRAPHS), None) is not None:
            continue
        words = " ".join("".join(element.itertext()).split())
        copies = seen.get(words, 0)
        if words and copies:
            number = "".join(chr(_MARKS + (copies >> shift) % 64) for shift in range(0, copies.bit_length(), 6))
            element.text = number + (element.text or "")
        seen[words] = copies + 1


def _paragraphs(body: Any) -> list[str]:
    """The article's paragraphs, headings, list items and table rows, in order."""
    parts: list[str] = []
    for event, element in import_module("lxml.etree").iterwalk(body, events=("start", "end")):
        block = element.tag in ("p", "head", "item", "quote", "row", "list", "table", "body", "lb", "code", "fw", "div")
        if event == "start":
            parts.extend(("\n" if block else "", element.text or ""))
        else:
            parts.extend((" " if element.tag == "cell" else "\n" if block else "", element.tail or ""))
    lines = (" ".join(_MARK.sub("", line).split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _clean(value: str | None) -> str | None:
    words = " ".join(_MARK.sub("", value or "").split())
    return words or None


def _merged(page: Page, article: _Article) -> Page:
    """What the page's metadata states, else what stands above its text, else what its text says.

    trafilatura joins several authors by "; ". The day that htmldate found by searching is taken where nothing else says one; not beside
    a printed "05/04/2021", which has two readings, and not where the page prints it as that of a later change.
    """
    stated = article.stated
    head = head_of(article.lines, article.title, page.body)
    publisher = stated.publisher or article.publisher
    publisher = publisher and re.sub(r"^(?:https?://)?www\.", "", publisher)
    printed = [one.update for line in article.lines for one in dates_in(line.text[:MAX_DATE_LINE]) if one.value == article.published]
    doubtful = bool(head.unclear) or (bool(printed) and all(printed))
    return Page(
        body=page.body,
        title=article.title or page.title,
        byline=_without_lead(stated.byline or (article.byline or "").replace("; ", ", ")) or head.byline or page.byline,
        publisher=(agency_named(publisher) or publisher if publisher else None) or page.publisher,
        published=stated.published or head.published or page.published or (None if doubtful else article.published),
        url=stated.url or article.url or page.url,
        language=stated.language,
    )


def _without_title(body: str, title: str | None) -> str:
    """The body without lines that are the title again: trafilatura may put it behind the first paragraph."""
    paragraphs = body.split("\n\n")
    kept = [paragraph for paragraph in paragraphs if not (title and same_words(paragraph, title))]
    return "\n\n".join(kept or paragraphs)


def _without_lead(byline: str) -> str | None:
    """The names of a byline that was stated with its lead ("By Lena Marwan for The Hill Post"), or as it is."""
    said = byline_of(byline) if byline else None
    return said.names or byline if said is not None else byline or None
