"""Mentions along noun phrases: where they begin and end, what a number counts, arms and places that the mention head passes over.

The encoder knows re3d's training documents by heart, so what its mention head does there says nothing; what is annotated there does.
Of arms, vehicles and places with a number in front 34 leave it out and 3 take it in; of phrases of persons and bodies with "of" 54 are
one mention and 3 end before it; 345 take the article in front in and 30 leave it out; "I" is a mention 18 times in 18, "its", "their" and
"our" 11 times in 88; a town with its land behind the comma is one in 15 cases, two in 2; of 310 names inside mentions 13 are
mentions too. On re3d dev
each rule by itself gives 0.2 to 2 points of strict F1 (65.5 to 76.5 together). What is left are mostly places, times and descriptions
that are annotated in one sentence and not in the next.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from reportedly.encoder.output import Output, Phrase, ScoredSpan
from reportedly.extract.lexicon import lexicon

_VALUES = frozenset(("time", "quantity", "money"))
_OWN_WORDS = _VALUES | {"nationality"}
_KEPT_WITHIN = frozenset(("organisation", "place", "quantity"))
_OWNERS = frozenset(("its", "their", "our", "my", "your"))
_PEOPLE = re.compile(
    r"\s(?:civilians|people|persons|soldiers|troops|fighters|militants|refugees|children|women|men|residents|workers|employees)\b"
)
_HEDGE = re.compile(r"(?:more than|at least|about|nearly|over|some|up to|around)\s+", re.IGNORECASE)
_LIST_ON = re.compile(r",? (?:and|or) |, [A-Z]")
_PARTIES = frozenset(("person", "organisation", "place"))
_NO_PARTIES = frozenset(("vehicle", "weapon", "place"))
_COUNTED = frozenset(("weapon", "vehicle", "place"))
_COUNT = re.compile(
    r"(?:(?:the|these|those|some|about|nearly|over|at\s+least|more\s+than|up\s+to)\s+)*"
    r"(?P<many>\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozens|hundreds|thousands)\s+(?:of\s+)?(?=[A-Za-z])",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"(?P<many>(?:(?:tens|dozens|scores|hundreds)\s+of\s+)?(?:tens|dozens|scores|hundreds|thousands|millions))\s+of\s+(?=[a-z])",
    re.IGNORECASE,
)
_ROW = re.compile(r"(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)\s+(?:and|or)\s+(?P<rest>(?!the\s)[a-z][^,;]*)")
_ARTICLE = re.compile(r"(?:the|an?|this|that|these|those)\s*\Z", re.IGNORECASE)
_OPENING = re.compile(r"(?:the|our|their|its|his|her|my)\s+|(?:(?:the|our|their|its|his|her)\s+)?(?:[a-z-]+\s+){1,2}", re.IGNORECASE)
# What no head of a phrase lies behind: another phrase, a clause, an owner, a second description.
_PARTED = re.compile(r"[,;:()]|\b(?:and|or|of|in|to|for|from|at|by|with|on|the|an?)\b|['’]s?\s")
_CLAUSED = re.compile(r"[,;:()]|\b(?:and|or|who|which|that|where|when|but)\b")
_MOST_OF = 7  # words behind a head that "of" begins
_NAMED_FROM = 0.85
_HEADED = re.compile(r"\s(?:of|on|for|in|to|at|from)\s")
_PRONOUNS = frozenset("i me my we us our he him his she her it its they them their you your".split())
_SPEAKER = frozenset(("i", "me"))
_MEMBER = frozenset(("member", "soldier", "officer", "fighter", "militant", "spokesman", "spokeswoman", "spokesperson", "commander"))
_GROUPS = frozenset("people civilians fighters refugees families victims residents forces militants soldiers troops children".split())
_WEAPONS = frozenset(
    "weapon weapons weaponry arms ammunition munition munitions bomb bombs rocket rockets missile missiles mortar mortars mine mines "
    "landmine landmines rifle rifles gun guns grenade grenades shell shells explosive explosives artillery hardware round rounds "
    "ied ieds vbied vbieds howitzer howitzers launcher launchers".split()
)
_VEHICLES = frozenset(
    "vehicle vehicles tank tanks aircraft plane planes helicopter helicopters jet jets warplane warplanes drone drones truck trucks "
    "car cars ship ships boat boats vessel vessels convoy convoys bus buses bulldozer bulldozers humvee humvees".split()
)
_UNTOUCHED = (("person", _SPEAKER), ("organisation", _GROUPS), ("weapon", _WEAPONS), ("vehicle", _VEHICLES))


def along_phrases(text: str, pieces: Sequence[ScoredSpan], output: Output) -> Iterable[ScoredSpan]:
    """The mentions in order with the ends, parts and kinds that the noun phrases and their heads tell; a mention lies in no other."""
    begun: dict[int, list[Phrase]] = {}
    ended: dict[int, list[Phrase]] = {}
    for phrase in output.phrases:
        begun.setdefault(phrase.start, []).append(phrase)
        ended.setdefault(output.words[phrase.head][1], []).append(phrase)
    opened = [_from_the_start(text, one, ended.get(one.end, ())) for one in _joined(text, pieces)]
    whole = [_to_the_end(text, one, begun.get(one.start, ()), output.words) for one in opened]
    parted = [part for one in _without_rests(whole) for part in _parted(text, one)]
    return _with_kinds(text, _with_bare(text, parted, output), output.names)


def bodies_within(text: str, whole: Sequence[ScoredSpan], pieces: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """What longer mentions took in: "State police" of "State police spokesman Ada Obi", who speaks for them. And whose something is."""
    inner = [one for one in pieces if one.label in _KEPT_WITHIN]
    within = [
        one for one in inner
        if any(other.start <= one.start and one.end <= other.end and (one.start, one.end) != (other.start, other.end) for other in whole)
    ]  # fmt: skip
    return [*within, *(one for one in pieces if _is_owner(text, one))]


def _is_owner(text: str, one: ScoredSpan) -> bool:
    return text[one.start : one.end].lower() in _OWNERS


def _joined(text: str, pieces: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The mentions without "its" and "their"; people go with their number, and a town with the land that is named behind its comma."""
    found: list[ScoredSpan] = []
    for one in pieces:
        before = found[-1] if found else None
        town = before is not None and before.label == one.label == "place" and text[before.end : one.start] == ", "
        if town and before is not None and text[before.start].isupper() and text[one.start].isupper() and not _listed(text, before, one):
            one = replace(one, start=found.pop().start)
        people = _PEOPLE.match(text, one.end) if one.label == "quantity" else None
        if people is not None:
            hedge = _HEDGE.match(text, one.start, one.end)
            one = replace(one, start=hedge.end() if hedge else one.start, end=people.end(), label="organisation")
        if not _is_owner(text, one):
            found.append(one)
    return found


def _listed(text: str, before: ScoredSpan, one: ScoredSpan) -> bool:
    """Whether two places are of a list: "Syria, Iraq, and Jordan"."""
    return text[: before.start].endswith((", ", "and ")) or _LIST_ON.match(text, one.end) is not None


def _from_the_start(text: str, one: ScoredSpan, phrases: Sequence[Phrase]) -> ScoredSpan:
    """The mention from the beginning of the noun phrase whose head it ends with, where an article or plain words alone stand there."""
    if one.label not in _PARTIES:
        return one
    for phrase in phrases:
        before = text[phrase.start : one.start]
        if phrase.start < one.start and _OPENING.fullmatch(before) and (text[one.start].islower() or _ARTICLE.match(before)):
            return replace(one, start=phrase.start)
    return one


def _to_the_end(text: str, one: ScoredSpan, phrases: Sequence[Phrase], words: Sequence[tuple[int, int]]) -> ScoredSpan:
    """The mention up to the head of the noun phrase that it begins, and with what "of" adds behind the head."""
    if one.label in _OWN_WORDS or text[one.start : one.end].lower() in _PRONOUNS:
        return one
    for phrase in phrases:
        end = words[phrase.head][1]
        if phrase.label not in _PARTIES:
            continue
        if one.end < end and not _PARTED.search(text, one.end, end):
            alone = phrase.label == "person" and one.label == "organisation" and text[end - 1] != "s"
            one = replace(one, end=end, label="person" if alone else one.label)
        of_it = one.label in _PARTIES and one.end < phrase.end and text.startswith(" of ", one.end)
        if of_it and len(text[one.end : phrase.end].split()) <= _MOST_OF and not _CLAUSED.search(text, one.end, phrase.end):
            one = replace(one, end=phrase.end)
    return one


def _without_rests(whole: Iterable[ScoredSpan]) -> Iterable[ScoredSpan]:
    """The mentions without those that a longer one before them has swallowed."""
    end = -1
    for one in whole:
        if one.end > end:
            yield one
            end = one.end


def _parted(text: str, one: ScoredSpan) -> Iterable[ScoredSpan]:
    """The mention, or the number in front of it and what it counts, or the name and the group that a row joins to it."""
    counts = _COUNT if one.label in _COUNTED else _CROWD if one.label in _PARTIES else None
    count = counts.match(text, one.start, one.end) if counts is not None else None
    row = _ROW.fullmatch(text, one.start, one.end)
    if count is not None and count.end() < one.end:
        yield replace(one, start=count.start("many"), end=count.end("many"), label="quantity")
        one = replace(one, start=count.end())
    elif row is not None:
        yield replace(one, end=row.end("name"))
        one = replace(one, start=row.start("rest"))
    yield one


def _with_bare(text: str, found: Sequence[ScoredSpan], output: Output) -> list[ScoredSpan]:
    """The mentions in order, with the noun phrases of arms, vehicles, places and groups that no mention touches."""
    more: list[ScoredSpan] = []
    for phrase in output.phrases:
        end = output.words[phrase.head][1]
        head = text[output.words[phrase.head][0] : end].lower()
        kind = next((kind for kind, heads in _UNTOUCHED if head in heads), "place" if phrase.label == "place" else None)
        if kind is None or (head in _PRONOUNS and head not in _SPEAKER) or text.startswith(" of ", end):
            continue
        if not any(one.start < end and phrase.start < one.end for one in (*found, *more)):
            more.append(ScoredSpan(phrase.start, end, kind, phrase.score))
    return sorted([*found, *(part for one in more for part in _parted(text, one))], key=lambda one: (one.start, -one.end))


def _with_kinds(text: str, found: Sequence[ScoredSpan], names: Sequence[ScoredSpan]) -> Iterable[ScoredSpan]:
    """The mentions with the kind that their head word tells, names with that of the head for names or of most mentions of the name."""
    named = {(one.start, one.end): one.label for one in names if one.score >= _NAMED_FROM and one.label in ("person", "organisation")}
    said: dict[str, Counter[str]] = {}
    for one in found:
        said.setdefault(_without_article(text, one), Counter())[one.label] += 1
    for one in found:
        kinds = said[_without_article(text, one)].most_common(2)
        told = _told_kind(_without_article(text, one), one.label)
        if told is None and one.label in _NO_PARTIES:
            told = named.get((one.start, one.end))
        if told is None and text[one.end - 1 : one.end].isalnum() and len(kinds) > 1 and kinds[0][1] > kinds[1][1]:
            told = kinds[0][0] if _without_article(text, one)[:1].isupper() else None
        yield one if told is None else replace(one, label=told)


def _told_kind(name: str, label: str) -> str | None:
    """The kind that the head word of a mention tells against its label; None where it tells nothing."""
    last, head = name.rsplit(" ", 1)[-1], _HEADED.split(name, maxsplit=1)[0].rsplit(" ", 1)[-1].lower()
    if label == "organisation" and last in _VEHICLES | _WEAPONS | _MEMBER:
        return "vehicle" if last in _VEHICLES else "weapon" if last in _WEAPONS else "person"
    body = "organisation" in lexicon().head_kinds.get(head, ())
    return "organisation" if body and (label == "vehicle" or (label == "person" and name[:1].isupper())) else None


def _without_article(text: str, one: ScoredSpan) -> str:
    words = text[one.start : one.end]
    return words[4:] if words[:4] in ("the ", "The ") else words
