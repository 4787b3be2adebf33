"""Rows as reports: which columns hold what, and the report that a row is."""

import json
import re
from collections.abc import Collection, Iterable, Mapping

import msgspec

from reportedly.errors import BadOption, BrokenRow, EmptyReport
from reportedly.ingest.given import Given, iso_date
from reportedly.ingest.html import report_from_html
from reportedly.ingest.item import joined, stated, without_surrogates
from reportedly.ingest.own_exports import CODED_CURE, is_exported_table
from reportedly.ingest.published import dates_in, first_published
from reportedly.ingest.tags import is_html
from reportedly.ingest.text import report_from_text
from reportedly.schema import Report

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "articletext", "articlebody", "fulltext", "maintext", "bodytext", "contenttext", "reporttext",
        "newstext", "article", "story", "report",
    ),
    "title": ("title", "headline", "heading", "subject", "articletitle"),
    "published": (
        "published", "publishedat", "publishedon", "publicationdate", "datepublished", "publisheddate", "publishdate", "pubdate",
        "articledate", "date", "datetime", "day",
    ),
    "url": ("url", "link", "permalink", "href", "articleurl", "sourceurl", "weburl", "canonicalurl"),
    "publisher": ("publisher", "publication", "outlet", "newspaper", "medium", "sitename", "sourcename", "site", "source"),
    "byline": ("byline", "author", "authors", "writer", "journalist", "creator"),
    "given_id": ("id", "articleid", "documentid", "docid", "guid", "uid", "reportid", "givenid"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
"""What a column's name says, letters and digits only, the surer name first: those of news data sets and of export functions."""

_EMPTY = frozenset(["", "nan", "none", "null", "n/a", "na", "nat"])
_UNSPOKEN = re.compile(r"[\W_]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)?|[Ee]nglish")


def columns_of(header: Collection[str]) -> dict[str, str]:
    """Which column holds what, ``text`` among them where there is one; a column holds one thing at most."""
    names = {_UNSPOKEN.sub("", column.casefold()): column for column in reversed(list(header))}
    found: dict[str, str] = {}
    for field, spoken in COLUMNS.items():
        column = next((names[name] for name in spoken if name in names and names[name] not in found.values()), None)
        if column is not None:
            found[field] = column
    if is_exported_table(set(header)):
        found.pop("text", None)  # "report" is the id of one there
    return found


def no_text_column(name: str, header: Collection[str]) -> BrokenRow:
    """What is wrong with a table in which no column holds texts."""
    if is_exported_table(header):
        return BrokenRow(f"{name} is a table that `reportedly export` wrote: it has no reports' texts.", CODED_CURE)
    shown = [repr(column[:40]) for column in header]
    more = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
    return BrokenRow(
        f"{name} is a table without a column of texts; it has {', '.join(shown[:12])}{more}.",
        "Name the column that holds the reports' words text; a table that people coded is added with --mapping (docs/coded-rows.md).",
    )


def row_item(header: Iterable[str], values: Iterable[object]) -> bytes:
    """A row as one JSON object, each value under its column's name, empty ones left out: what is archived of a row."""
    row = {column: value for column, value in zip(header, values, strict=False) if value not in (None, "")}
    try:
        return msgspec.json.encode(row)
    except UnicodeEncodeError:
        return json.dumps(row, ensure_ascii=True).encode("ascii")


def report_from_row(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    """The report that a row is; its text is taken as it is, except where it is HTML.

    Raises BrokenRow where the row has no text, or a date that can't be understood for sure; what is given goes before the row.
    """
    row = json.loads(data)
    columns = columns_of(row)
    text = _words(row, columns.get("text"))
    if text is None:
        raise EmptyReport(f"{name} has no text.", "Fill its text, or leave the row out.")
    language = _words(row, columns.get("language"))
    here = stated(
        **{field: _words(row, columns.get(field)) for field in ("title", "byline", "publisher", "url", "given_id")},
        published=given.published or _published(_words(row, columns.get("published")), name),
    )
    if language and _LANGUAGE.fullmatch(language):
        here = joined(Given(language=language), here)
    told = joined(given, here)
    if is_html(text):
        return report_from_html(text, told, name=name, allow_any_language=allow_any_language)
    return report_from_text(
        without_surrogates(text), told, verbatim=True, name=name, allow_any_language=allow_any_language
    )


def _words(row: Mapping[str, object], column: str | None) -> str | None:
    value = row.get(column) if column is not None else None
    if value is None or isinstance(value, bool | list | dict):
        return None
    words = str(value)
    return None if words.strip().casefold() in _EMPTY else words


def _published(words: str | None, name: str) -> str | None:
    """The day that a cell says; None where it is empty. Raises BrokenRow where it can be read in two ways, or in none."""
    if words is None:
        return None
    try:
        return iso_date(words)
    except BadOption:
        found = first_published(dates_in(words))
    if found is None:
        raise BrokenRow(
            f"{name} has a day of publication that can't be understood for sure: {words.strip()[:40]!r}.",
            "Write the days as year-month-day, for example 2016-12-07.",
        )
    return found
