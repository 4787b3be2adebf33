"""Where noun phrases end: what is added behind a comma belongs to them, further names of a list do not."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from reportedly.extract.noun_phrases import NounPhrase

_CLAUSE = re.compile(
    r", (?:(?:(?:some|many|most|one|all|both|two) )?(?:of|in|to|for|from|with|by|on|at) )?(who|whose|whom|where|which)\b"
)
_CLAUSE_END = re.compile(r"[,.?!;:\n\"”)—]|\s[–-]\s")
_PERSONS = frozenset(("who", "whom"))
_DETERMINED = re.compile(r"(?:a|an|the|my|our|his|her|its|their)\b|[\w'’]+['’]s\b", re.IGNORECASE)
_GOES_ON = re.compile(r",? (?:and|or)\b|, [A-Z]")
_COMMA_NAME = re.compile(r", (?=[A-Z])")
_ENDS = frozenset((",", ".", ";", ")", "", "\n"))


def with_tails(text: str, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases with the ends that apposition, relative clauses and lists give them; nothing else of them changes."""
    opening: dict[int, NounPhrase] = {}
    outermost: dict[int, int] = {}
    for one in phrases:
        if one.start not in opening or one.end > opening[one.start].end:
            opening[one.start] = one
        outermost[one.end] = min(one.start, outermost.get(one.end, one.start))
    found = []
    for one in phrases:
        end = one.end
        if not one.form and outermost[end] == one.start:
            end = _list_cut(text, one) or _apposition(text, one, opening) or _clause(text, one) or end
        found.append(one if end == one.end else replace(one, end=end))
    return found


def appositions(text: str, phrases: Sequence[NounPhrase]) -> set[int]:
    """The numbers of the phrases that only say again, behind a comma, what the phrase before them is."""
    opening: dict[int, NounPhrase] = {}
    for one in phrases:
        if one.start not in opening or one.end > opening[one.start].end:
            opening[one.start] = one
    starts = {one.end + 2 for one in phrases if not one.form and _apposition(text, one, opening)}
    return {number for number, one in enumerate(phrases) if one.start in starts and opening[one.start] is one}


def _apposition(text: str, one: NounPhrase, opening: Mapping[int, NounPhrase]) -> int | None:
    """The end of a name with the description behind its comma, or of a description with the name: "Ada, his aunt,"."""
    said = opening.get(one.end + 2) if text[one.end : one.end + 2] == ", " else None
    if said is None or said.form or said.label != one.label or said.level == one.level:
        return None
    described = text[said.start : said.end] if one.level == "name" else text[one.start : one.end]
    inside_list = text[max(0, one.start - 2) : one.start] == ", " or _GOES_ON.match(text, said.end)
    if inside_list or text[said.end : said.end + 1] not in _ENDS or not _DETERMINED.match(described):
        return None
    return said.end


def _clause(text: str, one: NounPhrase) -> int | None:
    """The end of a phrase with the relative clause behind its comma: "the bridge, which was rebuilt"."""
    opens = _CLAUSE.match(text, one.end)
    if opens is None or (opens[1] in _PERSONS and one.label not in ("person", "organisation")):
        return None
    closes = _CLAUSE_END.search(text, opens.end())
    return closes.start() if closes else None


def _list_cut(text: str, one: NounPhrase) -> int | None:
    """The end of the first name of a list that was taken for one: "Basel, Heidelberg" before ", and Strasbourg"."""
    further = _COMMA_NAME.search(text, one.base, one.end) if one.level == "name" else None
    return further.start() if further and _GOES_ON.match(text, one.end) else None
