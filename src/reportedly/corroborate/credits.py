"""The agency or outlet whose work a report prints, as its byline, dateline, closing lines and sentences say.

A report credited to an agency speaks with the agency's voice wherever it speaks in its own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from reportedly.codebooks.agencies import Agency, agencies, agency_of, slug_of
from reportedly.schema import Claim, Reading, Report, Span, span_of
from reportedly.schema.voice import Credit, CreditPlace

HEAD = 600
"""Characters in which a dateline stands; a page's own lines may go before it."""

LONGEST_CREDIT = 300
"""Characters of a byline or a closing line that are looked at; a longer one is a paragraph."""

_DASH = r"(?:--?|–|—|:|\x96|\x97)"  # the last two are dashes of a text that was read in a wrong encoding
_BRACKETS = re.compile(rf"\(([^()\n]{{2,40}})\)\s*{_DASH}\s|(?<=[A-Z]{{3}})\s\(([A-Z]{{2,5}})\)\s")
_DASHED = re.compile(rf"^[^\n]{{3,60}}?,\s*([^\n,()]{{2,30}}?)\s*{_DASH}\s", re.M)
_NAME = r"(?P<name>(?:[Tt]he\s+)?[^\W\d_a-z][^\n.;()]{1,80}?)"
_WHOLE_LINES = (
    rf"(?i:(?:with|additional)\s+(?:additional\s+)?(?:reporting|inputs?|files?|material|information)\s*(?:by|from|:)\s+){_NAME}",
    rf"{_NAME}(?i:\s+contributed to (?:this|the) (?:report|story|article))",
    r"(?i:(?:this|the)\s+(?:report|story|article|piece|text|item|version)\s+(?:was\s+|is\s+|has\s+been\s+)?(?:first\s+|originally\s+"
    r"|previously\s+)?(?:published|appeared|posted|produced|provided|written)\s+(?:first\s+|originally\s+)?(?:by|in|on|at|with)\s+)"
    + _NAME,
    rf"(?i:(?:first|originally)\s+(?:published|appeared|posted)\s+(?:by|in|on|at)\s+){_NAME}",
    rf"(?i:(?:re(?:published|printed|posted)|reproduced)\s+(?:with permission\s+|courtesy\s+)?(?:from|of|by)\s+){_NAME}",
    rf"(?i:(?:source|sources|via|credit|courtesy)\s*:\s*){_NAME}",
    rf"(?:©|\([Cc]\)|(?i:copyright))\s*(?:(?:19|20)\d\d\s*)?(?:by\s+)?{_NAME}",
)
_LINE_END = r"(?:\.|[ \t]+(?:on|and was|under|all)\b|[)\]*_ \t\r]*$)"
_WHOLE = tuple(re.compile(rf"^[ \t(*_\[–—-]*{shape}{_LINE_END}", re.M) for shape in _WHOLE_LINES)
_ALONE = re.compile(r"^[ \t(\[*_–—-]*([^\s()\[\]][^\n()\[\]]{1,40}?)[ \t\r)\]*_.]*$", re.M)
_SEPARATORS = re.compile(r"\s*(?:,|/|;|\||\+|&|\band\b|\bfor\b|\bvia\b|\bat\b|\bof\b|\s[-–—]\s)\s*", re.I)
_OUTLET_NAME = re.compile(r"(?:[Tt]he\s+)?(?:[^\W\d_a-z][\w'’.&-]*(?:\s+(?:of|the|and|for|in|on)\b)?\s*){1,6}")
_PRINTED = re.compile(r"publish|appear", re.I)
_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november"
    r"|december",
    re.I,
)
_ASIDE = re.compile(r"(?:told|tells|telling|quoted by|cited by|carried by|citing|quoting|interview with|speaking to|according to"
                    r"|reported by|reports by|statement to|spoke (?:to|with)|via|published by|seen by)\s+(?:the\s+)?$")  # fmt: skip
_SAYS = re.compile(r"(?:'s correspondent|’s correspondent|\s+news agency|\s+correspondents?)?,?\s+(?:has\s+|had\s+|also\s+)?(?:reported"
                   r"|reports|quoted|cited|said|says|wrote|writes|has learned|confirmed)\b")  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[“\"‘(]?[A-Z])|\n")


def credits(report: Report, reading: Reading | None = None) -> tuple[Credit, ...]:
    """Every credit of a report, those for the whole report first, each agency once for the whole and once per sentence.

    ``reading`` may be left out; with it the sources of its attributions count as words that name an agency.
    """
    found: dict[tuple[str, int | None], Credit] = {}
    for credit in (*_of_head(report), *_of_lines(report.text), *_of_words(report.text, reading)):
        found.setdefault((credit.key, credit.start), credit)
    return tuple(sorted(found.values(), key=lambda one: (not one.whole, one.start or 0)))


def credits_for(claim: Claim, of_report: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """The credits that hold for one claim: those of its sentence, then those for the whole report."""
    sentence = claim.sentence
    near = [one for one in of_report if not one.whole and _overlap(one, sentence)]
    return (*near, *(one for one in of_report if one.whole))


def _overlap(credit: Credit, sentence: Span) -> bool:
    return credit.start is not None and credit.end is not None and credit.start < sentence.end and sentence.start < credit.end


def _of_head(report: Report) -> Iterator[Credit]:
    for agency in _agencies_in(report.byline or ""):
        yield _credit(agency, "byline", None)
    publisher = report.publisher or ""
    if agency_of(publisher) is None:
        for agency in _agencies_in(publisher):
            yield _credit(agency, "publisher", None)
    for match in _BRACKETS.finditer(report.text, 0, HEAD):
        words = match[1] or match[2]
        group = 1 if match[1] else 2
        for agency in _agencies_in(words):
            yield _credit(agency, "dateline", span_of(report.text, match.start(group), match.end(group)))
    for match in _DASHED.finditer(report.text, 0, HEAD):
        if (known := agency_of(match[1])) is not None:
            yield _credit(known, "dateline", span_of(report.text, match.start(1), match.end(1)))


def _of_lines(text: str) -> Iterator[Credit]:
    for pattern in _WHOLE:
        for match in pattern.finditer(text):
            span = span_of(text, match.start("name"), match.end("name"))
            known = list(_agencies_in(span.text))
            yield from (_credit(agency, "sign-off", span) for agency in known)
            named = _OUTLET_NAME.fullmatch(span.text)
            if not known and named and _PRINTED.search(match.group()) and not _DAY.match(span.text) and slug_of(span.text):
                yield Credit(name=span.text.strip(), key=f"outlet:{slug_of(span.text)}", kind="outlet",
                             place="sign-off", span=span)  # fmt: skip
    lines = [one for one in _ALONE.finditer(text) if one.group().strip()]
    for match in (*lines[:3], *lines[-2:]):
        if (alone := agency_of(match[1])) is not None:
            yield _credit(alone, "sign-off", span_of(text, match.start(1), match.end(1)))


def _of_words(text: str, reading: Reading | None) -> Iterator[Credit]:
    sentences = _Sentences(text)
    found: set[tuple[str, int]] = set()
    for match in _names().finditer(text):
        agency = agency_of(match.group())
        before = text[max(match.start() - 40, 0) : match.start()]
        if agency is not None and (_ASIDE.search(before) or _SAYS.match(text, match.end())):
            found.add((agency.key, match.start()))
            yield _credit(agency, "words", span_of(text, match.start(), match.end()), sentences.at(match.start()))
    for one in reading.attributions if reading is not None else ():
        if one.source is not None and (known := agency_of(one.source.text)) is not None:
            ends = [one.source, one.cue, *one.content]
            if any(key == known.key and one.source.start <= start < one.source.end for key, start in found):
                continue
            yield _credit(known, "words", one.source, (min(e.start for e in ends), max(e.end for e in ends)))


def _credit(agency: Agency, place: CreditPlace, span: Span | None, holds: tuple[int, int] | None = None) -> Credit:
    start, end = holds or (None, None)
    plain = None if span is None else Span(start=span.start, end=span.end, text=span.text)
    return Credit(
        name=agency.name, key=agency.key, kind=agency.kind, place=place, span=plain, whole=holds is None, start=start, end=end
    )


def _agencies_in(words: str) -> list[Agency]:
    """The agencies that a short credit names, alone or among others: "Ada Quill and agencies, AFP/Reuters"."""
    words = " ".join(words[:LONGEST_CREDIT].split())
    whole = agency_of(words)
    if whole is not None:
        return [whole]
    parts = (re.sub(r"\s+(?:staff|news agency|correspondents?|reporters?)$", "", part, flags=re.I) for part in _SEPARATORS.split(words))
    return [agency for part in parts if (agency := agency_of(part)) is not None]


class _Sentences:
    """The sentences of a text, roughly, looked for once."""

    def __init__(self, text: str) -> None:
        self._ends = [0, *(one.end() for one in _SENTENCE_END.finditer(text)), len(text)]

    def at(self, place: int) -> tuple[int, int]:
        """From where to where the sentence at ``place`` goes."""
        after = min(bisect_right(self._ends, place), len(self._ends) - 1)
        return self._ends[after - 1], self._ends[after]


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Any agency's name as written; short ones only in capitals, since they are words as well."""
    names = sorted({name for one in agencies() for name in one.names}, key=lambda one: (-len(one), one))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names) + r")(?![\w-])")
