"""Bylines and datelines: who wrote it, for whom, from where."""

import re
from typing import NamedTuple

from reportedly.codebooks.agencies import agency_named
from reportedly.ingest.published import FoundDate, dates_in, first_published, without_dates

_LEAD = re.compile(
    r"(?:(?:written|reported|posted|published|edited|compiled|words|story|text|report|analysis)\s+by|by"
    r"|author|authors|byline"
    r"|reporter)(?:\s*:\s*|\s+)",
    re.I,
)
_NAME_WORD = re.compile(
    r"(?:(?:al|el|as|ash|at|ad|an|ar|az|us)-)?[^\W\d_a-z][\w'’.&-]*|[A-Z]\.|(?:al|el|bin|ibn|bint|abu|de"
    r"|del|della|da|dos|der|den"
    r"|van|von|la|le|du|di|ter|ten|y|e)(?=$)",
)
_LINK = re.compile(r"and|in|for|of|at|with|from|the|&", re.I)
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+|https?://\S+")
_NOT_NAMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november"
    r"|december|early|late|mid|noon|dawn|nightfall|midnight|then|contrast|comparison|law|all|far|now|its"
    r"|his|her|their|this|that",
    re.I,
)
_PREPOSITION = re.compile(r"(?:on|in|by|at|since|from|until|after|before|as|the)\b", re.I)
MAX_BYLINE_WORDS = 16
MAX_BYLINE_CHARS = 1_000
"""Characters of the longest line that is looked at: one of 20,000 commas would take seconds."""

_ROLE = re.compile(
    r"\b(?:staff|senior|chief|special|foreign|diplomatic|political|defen[cs]e|security|world|our|guest"
    r"|contributing|international"
    r"|middle east|regional)?\s*\b(?:writers?|correspondents?|reporters?|editors?|journalists?"
    r"|contributors?|columnist|analyst)\b"
    r"|\bspecial to\b",
    re.I,
)
# A byline that names nobody: "By Our Correspondent", "Staff Report", "By our reporters and agencies".
_DESK = (
    r"(?:(?:our|an?|the|own|staff|special|senior|news|web|city|foreign|national|international|monitoring|wire)\s+)*"
    r"(?:correspondents?|reporters?|writers?|staff|desk|newsdesk|bureau|reports?|agencies|services?)"
)
_NAMES_NOBODY = re.compile(rf"{_DESK}(?:\s+(?:and|with|&)\s+{_DESK})?", re.I)
_ALONE = re.compile(r"(?:our|staff)(?:\s+\w+)?\s+(?:correspondents?|reporters?)|staff\s+report", re.I)
_AND_AGENCIES = re.compile(r"\s+(?:and|with|&)\s+(?:news\s+|wire\s+)?(?:agencies|services|wires)\Z", re.I)
_STAMP = re.compile(
    r"\b(?:first |last )?(?:published|posted|updated|modified|issued|on)\b.*$|\bt?\d\d?[:.]\d\d\b.*$"
    r"|\b\d+[- ]min(?:ute)?s? read\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$",
    re.I,
)
_SPLIT = re.compile(r"\s*[|•·/–—]\s*|\s+-\s+|\s*,\s*|\s{2,}")

_DATELINE = re.compile(
    r"""(?P<place>[^\W\d_a-z][\w'’.-]*
    (?:[ /][^\W\d_a-z][\w'’.-]*|[ /](?:al|de|el)-?[\w'’-]*){0,3}(?:,\s[^\W\d_a-z][\w.'’ -]{1,30}?){0,2})
    (?:,?\s(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec)
    [a-z]*\.?\s\d\d?)?
    (?:,?\s(?:19|20)\d\d)?,?\s*
    (?:\((?P<agency>[^()]{2,40})\)\s*(?:--?|–|—|:)?|\s(?:--?|–|—))\s""",
    re.X,
)
_SIGN_OFF = re.compile(
    r"[(\[]?\s*(?P<role>(?:additional |with )?(?:reporting|writing|reported|written|compiled|editing|edited)) by"
    r" (?P<names>[^;.()]{3,120})[^\n]*",
    re.I,
)
_MAIN_ROLES = ("reporting", "writing", "reported", "written", "compiled")


class Byline(NamedTuple):
    """What a byline says; each part None where it is not said."""

    names: str | None
    publisher: str | None
    published: str | None


def byline_of(line: str, *, lead_needed: bool = True) -> Byline | None:
    """What ``line`` says as a byline, or None where it is none.

    A byline is "By" (or "Written by", "Author:") and then nothing but names, places, agencies and dates. Without the
    lead it is names and then a date or an agency, taken only where ``lead_needed`` is False.
    """
    line = line.strip("*_ ")
    if len(line) > MAX_BYLINE_CHARS:
        return None
    lead = _LEAD.match(line)
    if lead is None and lead_needed:
        return None
    rest = line[lead.end() :] if lead else line
    found = dates_in(rest)
    bare = without_dates(rest, found).strip(" |,.:;-–—")
    if (_NAMES_NOBODY if lead else _ALONE).fullmatch(bare):
        return Byline(None, None, first_published(found))
    parts = _parts_of(_AND_AGENCIES.sub("", rest), found)
    if not parts or sum(len(part.split()) for part in parts) > MAX_BYLINE_WORDS:
        return None
    if lead and found and lead.group().lower().startswith(("posted by", "published by")) and not _only_names(parts[0]):
        return Byline(None, None, first_published(found))  # a site's "Posted by admin on …": a date, and no name
    if not all(_only_names(part) for part in parts) or _NOT_NAMES.fullmatch(parts[0].split()[0]):
        return None
    agency = next((agency for part in parts for agency in _agencies_of(part)), None)
    people = [part for part in parts if agency_named(part) is None]
    if lead is None and not (found or agency):
        return None
    if lead is None and (len(parts[0].split()) > 5 or (people and len(people[0].split()) < 2)):
        return None
    return Byline(", ".join(people) or None, agency, first_published(found))


def dateline_agency(paragraph: str) -> str | None:
    """The agency that a paragraph's dateline names in brackets: Reuters in "ALEPPO, Syria (Reuters) - Rebels …"."""
    match = _DATELINE.match(paragraph)
    if match is None or match["agency"] is None:
        return None
    agency = agency_named(match["agency"])
    if agency is None and match["place"].split(",")[0].isupper() and _only_names(match["agency"]):
        return " ".join(match["agency"].split())
    return agency


def dateline_date(paragraph: str) -> str | None:
    """The full date of a dateline: 2022-03-06 in "Tal Amara, 6 March 2022 – Gunmen …"; None where it has none."""
    found = dates_in(paragraph[:80])
    if not found:
        return None
    place, after = paragraph[: found[0].start].strip(" ,"), paragraph[found[0].end : 80]
    dash = re.match(r"\s*(?:\([^()]{2,40}\)\s*)?(?:--?|–|—|:)\s|\s*\([^()]{2,40}\)\s", after)
    if not place or not dash or _PREPOSITION.match(place):
        return None
    return found[0].value if all(_only_names(part) for part in _SPLIT.split(place) if part) else None


def has_dateline(paragraph: str) -> bool:
    """Whether ``paragraph`` begins with a dateline: a place in capitals or an agency in brackets, then a dash."""
    match = _DATELINE.match(paragraph)
    return match is not None and (dateline_agency(paragraph) is not None or match["place"].split(",")[0].isupper())


def is_sign_off(line: str) -> bool:
    """Whether ``line`` is a closing credit such as "(Reporting by Ann Lee; Editing by Tom Roe)"."""
    return _signed(line) is not None


def signed_by(line: str) -> str | None:
    """Who a closing credit says reported it; None where it names helpers and editors only, or is no credit."""
    signed = _signed(line)
    return signed[1] if signed and signed[0] in _MAIN_ROLES else None


def _signed(line: str) -> tuple[str, str] | None:
    match = _SIGN_OFF.fullmatch(line.strip())
    if match is None:
        return None
    names = " ".join(match["names"].split()).strip(" ,")
    if not all(_only_names(part) for part in _SPLIT.split(names) if part):
        return None
    return match["role"].lower(), names


def _parts_of(rest: str, found: list[FoundDate]) -> list[str]:
    pieces, place = [], 0
    for each in found:
        pieces.append(rest[place : each.start])
        place = each.end
    pieces.append(rest[place:])
    parts: list[str] = []
    for piece in pieces:
        for part in _SPLIT.split(_HANDLE.sub(" ", piece)):
            if without_dates(part, []):
                parts.append(_STAMP.sub("", _ROLE.sub(" ", part)).strip(" ,.:;-–—()"))
    return [" ".join(part.split()) for part in parts if part]


def _only_names(part: str) -> bool:
    words = part.strip("()").split()
    if not words or not (_NAME_WORD.fullmatch(words[0]) or _LINK.fullmatch(words[0]) or agency_named(part)):
        return False
    named = [word for word in words if not _LINK.fullmatch(word)]
    return bool(named) and all(_NAME_WORD.fullmatch(word.strip(",.()")) or word[1:] == "." for word in named)


def _agencies_of(part: str) -> list[str]:
    tries = [part, *re.split(r"\s+(?:and|for|of|at|with|/)\s+", part)]
    return [agency for words in tries if (agency := agency_named(words))]
