"""What a page says of its report outside of the article's text: in linked data, in metadata, between its title and its first paragraph."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from msgspec import Struct

from reportedly.errors import BadOption
from reportedly.ingest.byline import byline_of
from reportedly.ingest.given import iso_date
from reportedly.ingest.published import FoundDate, dates_in
from reportedly.ingest.title import same_words, site_beside

HEAD_LINES = 40
"""Lines between the title and the first paragraph in which a byline or a date is looked for."""

SHORT_LINE = 24
"""Words of the longest line that may be a byline or a date, and is no running text."""

_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|PressRelease)$")
_DATE_NAMES = frozenset((
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "dcterms.issued", "dcterms.created",
    "dc.date.issued", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "article.published", "rnews:datepublished",
))  # fmt: skip
"""Names of metadata that state the day of publication, in lower case."""

_COPYRIGHT = re.compile(r"copyright|©|all rights reserved", re.I)
_LATER = re.compile(r"updat|modif|revis|edit", re.I)
_BLOCKS = frozenset((
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "table", "section", "article", "header",
    "footer", "main", "aside", "nav", "blockquote", "figure", "figcaption", "address", "hr", "summary", "details",
))  # fmt: skip
_NOT_SHOWN = frozenset(("script", "style", "template", "head", "noscript", "svg", "select", "textarea", "iframe"))


class Stated(Struct, kw_only=True):
    """What linked data and metadata state; None where they do not."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


class PageLine(NamedTuple):
    """A line as a reader sees it, and the days that ``time`` elements in it state; ``is_h1`` of a main heading."""

    text: str
    times: tuple[str, ...]
    is_h1: bool


class Head(NamedTuple):
    """What stands between the title and the text; ``unclear`` are printed days whose day and month can't be told apart."""

    byline: str | None
    published: str | None
    unclear: tuple[str, ...]


def stated_in(tree: Any) -> Stated:
    """What the page's linked data (JSON-LD), its ``meta`` elements, its canonical address and its language state."""
    found = Stated()
    canonical = (link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    found.url = next((address.strip() for address in canonical if re.match(r"\s*https?://[^\s/]", address)), None)
    for node in _articles(tree):
        found.title = found.title or _words(node.get("headline")) or _words(node.get("name"))
        found.byline = found.byline or _names(node.get("author"))
        found.publisher = found.publisher or _names(node.get("publisher"))
        found.published = found.published or _day(node.get("datePublished"))
    dates = [
        (element, _day(element.get("content") or element.get("datetime") or "".join(element.itertext())))
        for element in tree.iter("meta", "time", "span", "abbr")
        if (element.get("property") or element.get("name") or element.get("itemprop") or "").lower() in _DATE_NAMES
    ]
    found.published = found.published or next((day for _, day in dates if day), None)
    language = next((element.get("lang") for element in tree.iter("html") if element.get("lang")), None)
    if language and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_].*)?", language.strip()):
        found.language = re.split(r"[-_]", language.strip().lower())[0]
    return found


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The nodes of the linked data that are articles, references among them resolved, in their order."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue  # the reader of the metadata tries what it can make of it
        nodes = list(_nodes(data))
        known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
        for node in nodes:
            kinds = node.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE.search(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield {key: _resolved(value, known) for key, value in node.items()}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (node for node in graph if isinstance(node, dict))


def _resolved(value: Any, known: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_resolved(one, known) for one in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return known.get(value["@id"], value)
    return value


def _names(value: Any) -> str | None:
    """The names of people or of an organisation, joined by commas."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        name = _words(one.get("name") if isinstance(one, dict) else one)
        if name and not re.match(r"https?://", name) and name not in names:
            names.append(name)
    return ", ".join(names) or None


def _words(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) or None if isinstance(value, str) and len(value) < 1_000 else None


def _day(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return iso_date(value)
    except BadOption:
        found = dates_in(value[:60])
        return found[0].value if found else None


def lines_in(tree: Any) -> list[PageLine]:
    """The page's lines in their order, as a reader sees them."""
    lines: list[PageLine] = []
    parts: list[str] = []
    times: list[str] = []
    state = {"hidden": 0, "h1": 0}

    def end_line() -> None:
        text = " ".join("".join(parts).split())
        if text:
            lines.append(PageLine(text, tuple(times), state["h1"] > 0))
            times.clear()
        parts.clear()

    for event, element in import_module("lxml.etree").iterwalk(tree, events=("start", "end")):
        tag, starts = element.tag, event == "start"
        if tag in _BLOCKS:
            end_line()
        state["h1"] += (1 if starts else -1) * (tag == "h1")
        state["hidden"] += (1 if starts else -1) * (tag in _NOT_SHOWN)
        if starts and tag == "time" and not state["hidden"]:
            day = _day(element.get("datetime"))
            about = f"{element.get('class', '')} {''.join(element.itertext())} {''.join(parts[-3:])[-30:]}"
            if day and not _LATER.search(about):
                times.append(day)
        text = element.text if starts else element.tail
        if text and not state["hidden"]:
            parts.append(text)
    end_line()
    return lines


def title_on_page(lines: list[PageLine], title: str | None) -> tuple[str | None, str | None]:
    """The title without the site's name, as a line of the page has it, and the site's name; the title as it is where none has it."""
    if title is None:
        return None, None
    if any(same_words(line.text, title) for line in lines):
        return title, None
    for line in sorted(lines, key=lambda line: not line.is_h1):
        site = site_beside(title, line.text) if len(line.text.split()) >= 2 else None
        if site is not None:
            return line.text, site
    site, colon, rest = title.partition(": ")
    if colon and any(same_words(line.text, rest) for line in lines):
        signed = any(_COPYRIGHT.search(line.text) and site.lower() in line.text.lower() for line in lines)
        return rest, site if signed else None  # "Syria: rebels leave" names no site
    return title, None


def head_of(lines: list[PageLine], title: str | None, body: str) -> Head:
    """What the lines between the title and the first paragraph of the body say, and the first after the title where that is not found."""
    first = body.split("\n", 1)[0].strip()
    at = [number for number, line in enumerate(lines) if title and same_words(line.text, title)]
    ends = [
        number
        for number, line in enumerate(lines)
        if first and (line.text.startswith(first[:60]) or first.startswith(line.text[:60]))
    ]
    end = next((number for number in ends if not at or number > at[0]), None)
    before = [number for number in at if end is None or number < end]
    if not before:
        return Head(None, None, ())
    start = before[-1] + 1
    between = lines[start : min(start + HEAD_LINES, len(lines) if end is None else end)]
    byline = None
    found: list[FoundDate] = []
    times: list[str] = []
    for line in between:
        dates = [one for one in dates_in(line.text) if not one.update]
        if byline is None and len(line.text.split()) <= SHORT_LINE:
            parts = [line.text, *re.split(r"\s*[|•·]\s*", line.text)]
            byline = next((said.names for part in parts if (said := byline_of(part)) and said.names), None)
        if dates and len(line.text.split()) > SHORT_LINE:
            continue  # running text
        times.extend(line.times)
        found.extend(dates)
    published = next(iter(times), None) or next((one.value for one in found if one.value), None)
    return Head(
        byline, published, tuple(line.text for line in between if any(one.value is None for one in dates_in(line.text)))
    )
