"""A saved page taken apart: title, byline, publisher, date, and the body without the site's own lines.

The rule where a line is in doubt: it stays in the body. Only these go: furniture (``furniture.py``), what became the
title, byline or date, and short lines that stand before the title. A line of the tail that says who printed the report first stays as
the body's last: the report's origin is told from it.
"""

import re

from msgspec import Struct

from reportedly.codebooks.agencies import agency_named
from reportedly.ingest.byline import (
    Byline,
    byline_of,
    dateline_agency,
    dateline_date,
    has_dateline,
    is_sign_off,
    signed_by,
)
from reportedly.ingest.furniture import is_credit, is_furniture, is_tail_heading
from reportedly.ingest.limits import check_lines
from reportedly.ingest.lines import Line, ends_sentence, lines_of, text_of
from reportedly.ingest.published import dates_in, first_published, is_date_line
from reportedly.ingest.title import best_title, is_heading, same_words, site_beside

HEAD_LINES = 40
"""Lines among which a byline or a date is looked for: menus before an article can be long."""

MENU_LINES = 2_000
"""Lines among which running text begins, if there is any: the longest menus of a news site have some hundreds."""

TAIL_LINES = 2_000
"""Lines from the end among which the body ends: lists of other reports, comments and terms have some hundreds."""

FRONT_MATTER_LINES = 200
"""Lines among which front matter ends; a description in it may be long."""

MENU_WORDS = 6
"""Words of the longest line that is dropped for standing above a title, where no byline or date confirms the title."""

_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z _-]{0,24}?)\s*:\s*(?P<value>\S.*)")
_LABEL_FIELDS = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "by": "byline", "byline": "byline",
    "published": "published", "pubdate": "published", "publication date": "published", "date published": "published",
    "url": "url", "permalink": "url",
}  # fmt: skip
"""Labels of the lines that some savers write on top, and what each gives."""

_WEAK_LABEL_FIELDS = {
    "subject": "title", "date": "published", "source": "publisher", "publisher": "publisher", "newspaper": "publisher",
    "publication": "publisher", "outlet": "publisher", "link": "url",
}  # fmt: skip
"""Labels that a headline may begin with ("Source: talks have failed"); believed beside another label only."""


_NAME = re.compile(r"[A-Z][\w'’.-]+(?: (?:and )?[A-Z][\w'’.-]*| (?:al|el|bin|de|van|von)[ -][A-Z]?\w+){1,5}")
_LIST_ITEM = re.compile(r"[-*•▪·–—] |\d{1,2}[.)] ")


class Page(Struct, frozen=True, kw_only=True):
    """What a saved page says about its report, and ``body``, the report's text; None where it does not say.

    ``language`` is the ISO 639 code that a web page states, which may be its template's.
    """

    body: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


class _Head(Struct, kw_only=True):
    """What the lines before the body gave, and those of them that belong to the body after all."""

    kept: list[Line] = []
    found: dict[str, str] = {}

    def note(self, field: str, value: str | None) -> None:
        """Keep the first value that is found for ``field``."""
        if value and field not in self.found:
            self.found[field] = value

    def note_byline(self, byline: Byline) -> None:
        """Keep what a byline says."""
        self.note("byline", byline.names)
        self.note("publisher", byline.publisher)
        self.note("published", byline.published)


def page_of(text: str, title: str | None = None) -> Page:
    """Take a saved page's text apart; ``title`` is the title where it is known already.

    ``body`` may be empty where the page holds nothing but furniture.
    """
    lines = lines_of(text)
    check_lines(len(lines))
    head = _Head(kept=[], found={"title": title} if title else {})
    lines = _scattered_labels(_labels(lines, head), head)
    start = _read_head(lines, head)
    inner = lines[start:]
    end = _tail_start(inner)
    _read_tail(inner[end:], head)
    body = [*head.kept, *_without_furniture(inner[:end], head)]
    if body:
        body += [line for line in inner[end:] if is_credit(line.text)]
    if not body:  # nothing but headings and furniture: then the headings are the report
        body = [line for line in lines if not is_furniture(line.text, edge=True)]
        head.found.pop("title", None)
    if body:
        head.note("publisher", next((found for line in body[:3] if (found := dateline_agency(line.text))), None))
        head.note("published", dateline_date(body[0].text))
    return Page(body=text_of(body), **({"title": title} | head.found))


def _labels(lines: list[Line], head: _Head) -> list[Line]:
    """Read the "Title: …", "Author: …" lines that some savers write on top; returns the lines after them.

    Between two lines of dashes (YAML front matter) all lines are the saver's, known label or not; prose between dashes is none.
    """
    if lines and lines[0].text == "---":
        end = next((place for place, line in enumerate(lines[1:FRONT_MATTER_LINES], 1) if line.text == "---"), 0)
        others = [line for line in lines[1:end] if not _LABEL.fullmatch(line.text)]
        if _first_prose(others) < len(others):
            return lines
        for line in lines[1:end]:
            match = _LABEL.fullmatch(line.text)
            if match:
                _read_label(match["label"], match["value"].strip("'\" "), head)
        return lines[end + 1 :] if end else lines
    labelled = []
    for line in lines[:HEAD_LINES]:
        match = _LABEL.fullmatch(line.text)
        if match is None or _field(match["label"]) is None:
            break
        labelled.append((match["label"], match["value"]))
    if len(labelled) == 1 and _key(labelled[0][0]) not in _LABEL_FIELDS:
        return lines
    for label, value in labelled:
        _read_label(label, value, head)
    return lines[len(labelled) :]


def _scattered_labels(lines: list[Line], head: _Head) -> list[Line]:
    """Read "HEADLINE: …", "BYLINE: …" lines among the lines before the body, as news archives print them."""
    stop = min(_first_prose(lines), HEAD_LINES)
    kept: list[Line] = []
    for line in lines[:stop]:
        match = _LABEL.fullmatch(line.text)
        if match and match["label"].isupper() and _key(match["label"]) in _LABEL_FIELDS:
            _read_label(match["label"], match["value"], head)
        else:
            kept.append(line)
    return kept + lines[stop:]


def _key(label: str) -> str:
    return re.sub(r"[\s_-]+", " ", label).strip().lower()


def _field(label: str) -> str | None:
    return _LABEL_FIELDS.get(_key(label)) or _WEAK_LABEL_FIELDS.get(_key(label))


def _read_label(label: str, value: str, head: _Head) -> None:
    field = _field(label)
    if field is None:
        return
    if field == "published":
        head.note(field, first_published(dates_in(value)))
    elif field == "publisher":
        head.note(field, agency_named(value) or value)
    elif field == "byline":
        byline = byline_of("By " + value)
        head.note_byline(byline if byline else Byline(value, None, None))
    else:
        head.note(field, value)


def _read_head(lines: list[Line], head: _Head) -> int:
    """Read the lines before the body into ``head``; returns where the body starts."""
    prose = _first_prose(lines)
    credit = _credit_at(lines, prose)
    if prose == len(lines):  # no running text: only what a byline or a date stands under can be told from the body
        prose = 0
    stop = prose if credit is None else max(prose, credit + 1)
    known = head.found.get("title")
    if known:
        at = next((place for place in range(stop) if same_words(lines[place].text, known)), None)
    else:
        texts = [line.text for line in lines[:stop]]
        at = best_title(texts, _candidates(lines[:stop], credit), stop if credit is None else credit)
        if at is not None:
            head.note("title", texts[at].strip("#*_ "))
    for place, line in enumerate(lines[:stop]):
        if at is not None and place > at and _is_name_beside_date(lines, place):
            head.note("byline", line.text)
            continue
        if place == at or _read_head_line(line, head, after_title=at is not None and place > at):
            continue
        above_title = at is not None and place < at and (credit is not None or len(line.text.split()) <= MENU_WORDS)
        if not above_title or _is_prose(line.text) or line.text.endswith((".", ".”", '."')):
            head.kept.append(line)
    return stop


def _is_name_beside_date(lines: list[Line], place: int) -> bool:
    """Whether a line is a person's name alone, right above or below a date."""
    beside = [lines[near].text for near in (place - 1, place + 1) if 0 <= near < len(lines)]
    if not _NAME.fullmatch(lines[place].text) or byline_of(lines[place].text) is not None:
        return False
    return any(is_date_line(text) for text in beside)


def _candidates(lines: list[Line], credit: int | None) -> list[int]:
    """The lines that could be the title."""
    found: list[int] = []
    for place, line in enumerate(lines):
        before_credit = credit is not None and place < credit
        if is_heading(line.text, before_credit=before_credit) and not _is_site_line(line.text, first=not found):
            found.append(place)
    return found


def _read_head_line(line: Line, head: _Head, *, after_title: bool) -> bool:
    """Whether the line is a byline, a date, a publisher or furniture, and not body."""
    text = line.text
    title = head.found.get("title", "")
    if is_date_line(text):
        head.note("published", first_published(dates_in(text)))
        return True
    byline = byline_of(text, lead_needed=not after_title)
    if byline:
        head.note_byline(byline)
        return True
    agency = agency_named(text)
    if agency:
        head.note("publisher", agency)
        return True
    site = _site_after_title(text, title)
    if site is not None:
        head.note("publisher", site or None)
        return True
    return is_furniture(text, edge=True) and not is_credit(text)


def _site_after_title(text: str, title: str) -> str | None:
    """The site in a line that is the title and a site ("Title | Site"), "" where it is the title only, else None."""
    if not title:
        return None
    if same_words(text, title):
        return ""
    site = site_beside(text, title)
    if site is not None and len(site.split()) <= 5:
        return agency_named(site) or site
    return None


def _is_site_line(text: str, *, first: bool) -> bool:
    """Whether a line of the head is no title; names with a date are a byline only below a ``first`` title."""
    if is_furniture(text, edge=True) or is_date_line(text) or agency_named(text) is not None:
        return True
    return byline_of(text, lead_needed=first) is not None


def _is_prose(text: str) -> bool:
    """Whether a line reads as running text: it ends as a sentence and isn't written as a heading."""
    words = text.split()
    if is_furniture(text, edge=False) or is_date_line(text) or byline_of(text) is not None:
        return False
    if len(words) >= 30 or has_dateline(text) or (_LIST_ITEM.match(text) and len(words) >= 5):
        return True
    lower = sum(word[:1].islower() for word in words)
    return ends_sentence(text) and len(words) >= 4 and (2 * lower >= len(words) - 1 or len(words) >= 12)


def _is_body(text: str) -> bool:
    """Whether a line below the body's start is body for sure; a short question may be another report's title."""
    return _is_prose(text) and not (text.endswith("?") and len(text.split()) < 12)


def _first_prose(lines: list[Line]) -> int:
    """The first line of running text; the number of lines where the first MENU_LINES hold none."""
    return next((place for place, line in enumerate(lines[:MENU_LINES]) if _is_prose(line.text)), len(lines))


def _credit_at(lines: list[Line], prose: int) -> int | None:
    """Where the first group of bylines and dates ends, with at most one prose line (the deck) before it."""
    last = None
    proses = 0
    for place, line in enumerate(lines[:HEAD_LINES]):
        if byline_of(line.text, lead_needed=place == 0) is not None or is_date_line(line.text):
            last = place
        elif _is_prose(line.text):
            proses += 1
            if proses > 1 or last is not None or len(line.text.split()) > 40:
                break
        elif last is not None and place > prose:
            break
    return last


def _tail_start(lines: list[Line]) -> int:
    """Where the lines after the body start: furniture to the end, or a list of other reports to the end."""
    end = len(lines)
    body_below = False  # among the lines from here to ``end``
    for place in range(len(lines) - 1, max(-1, len(lines) - TAIL_LINES - 1), -1):
        line = lines[place].text
        if is_furniture(line, edge=True) or _is_tail_credit(line):
            if place + 1 == end:
                end = place
            else:
                body_below = body_below or _is_body(line)
        elif is_tail_heading(line) and not body_below:
            end = place
        elif _is_body(line):
            break
    return end


def _is_tail_credit(line: str) -> bool:
    return is_date_line(line) or is_sign_off(line) or _source_line(line) is not None


def _source_line(line: str) -> str | None:
    """The agency in a closing "Source: Reuters and AP"; None where the line is none or names no agency that is known."""
    match = re.fullmatch(r"sources?\s*:\s*(.{2,60})", line, re.IGNORECASE)
    names = re.split(r",|/|\band\b", match[1]) if match else []
    return next((agency for name in names if (agency := agency_named(name))), None)


def _read_tail(lines: list[Line], head: _Head) -> None:
    for line in lines:
        head.note("byline", signed_by(line.text))
        head.note("publisher", _source_line(line.text))
        if is_date_line(line.text):
            head.note("published", first_published(dates_in(line.text)))


def _without_furniture(lines: list[Line], head: _Head) -> list[Line]:
    """The lines but for furniture among them; the gap of a line that goes passes to the next one."""
    kept: list[Line] = []
    gap = False
    for line in lines:
        if is_furniture(line.text, edge=False):
            gap = gap or line.gap
            continue
        kept.append(Line(text=line.text, gap=line.gap or gap))
        gap = False
    return kept
