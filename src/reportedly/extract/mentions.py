"""Mention candidates from the encoder's heads: names, described mentions, base chunks, pronouns; and the times found by grammar."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import structs

from reportedly.codebooks.countries import peoples, plural_of_people
from reportedly.encoder.output import Output, ScoredSpan
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.inner_clauses import verb_at
from reportedly.extract.lexicon import lexicon
from reportedly.extract.titles import behind_titles
from reportedly.extract.whole_mentions import whole_word
from reportedly.schema import MENTION_KINDS, MentionKind

PRONOUNS = frozenset(
    "he him his himself she her hers herself they them their theirs themselves it its itself who whom whose which i me my we us our"
    .split()
)  # fmt: skip
# Chunks of these kinds become mentions; the rest (objects, abstractions) only where an argument needs them.
CHUNK_MENTIONS: dict[str, MentionKind] = {"person": "person", "organisation": "organisation", "place": "place"}
NAME_FROM = 0.5
MENTION_FROM = 0.4
CHUNK_FROM = 0.6
_TRAILING = " \t\n\r.,;:!?\"'“”‘’)]}"
_LEADING = " \t\n\r.,;:!?\"'“”‘’([{"
# A name with one of these words in it is a body's, whatever a head says: nobody is called Institute.
_BODIES = frozenset(
    "Institute University College Center Centre Council Ministry Agency Committee Party Front Brigade Army Movement Union Association "
    "Organization Organisation Foundation Commission Congress Parliament Department Corps Forces League Federation Network "
    "Observatory Group Authority Assembly Court Command Militia Alliance Coalition Bureau Office Society Guards Crescent".split()
)
_TITLED = re.compile(
    r"(?:^|\s)[a-z]{4,}\s+((?:[A-Z][\w’'-]+|al-[A-Z][\w-]+)(?:\s+(?:[A-Z][\w’'.-]*|al-[A-Z][\w-]+))*)$"
)
# What parts the pieces of a body's name ("Centre" + " for " + "Calm"), and what may stand before the first.
_BODY_JOINT = re.compile(r"\s+(?:for|of|on)\s+")
_WHERE = re.compile(r"\b(?:in|near|at|outside|around)\s+\Z", re.IGNORECASE)
_TOWN_OF = re.compile(r"\b(?:city|town|village|hamlet|suburb|port|district|province|municipality) of\s+\Z", re.IGNORECASE)
_SHORT_NAME = 5  # letters: people are called Finn, Dane and Greek
_ARTICLE = re.compile(r"(?:the|an?)\s+")
_KIND_BEHIND = re.compile(
    r"\s+(?:militia|group|movement|faction|network|organi[sz]ation|battalion|brigade|newspaper|agency|charity|party|alliance|coalition|cartel|gang)\Z"
)
_WHOSE_BODY = re.compile(r"(?P<body>(?:the|an?|this|that|its|their)\s+(?:[\w-]+\s+){0,2}(?P<head>[a-z]+))['’]s\s+[a-z]", re.IGNORECASE)
_CALLED = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:(?:of|the|for|and|de|del|al)\s+){0,2}[A-Z][\w’'-]*)*")
# Two words or more written large behind a small one, the last of them a word that names hold ("by Bread Across Borders").
_RUN_BEFORE = re.compile(r"\b[a-z]+\s+(?P<run>(?:[A-Z][a-z]+\s+){1,3}(?:Across|Without|For|Of|Against|Beyond|Under|With|To|In|On)\s+)\Z")
_ROW = re.compile(r"(?P<first>[A-Z][\w’'. -]*?)\s+and\s+(?P<second>[A-Z][\w’'. -]*)\Z")
# How the name of a body goes on behind what it is for: "Organization for Security" + " and Co-operation in Europe".
_BODY_GOES_ON = re.compile(
    r"\s+and\s+(?P<word>[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)(?:\s+in\s+(?:the\s+)?[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)?"
)
_BASED = re.compile(r"(?:the\s+|an?\s+)?(\S+)-based\s+", re.IGNORECASE)
# "The two" and the words from there to a head.
_COUNT = re.compile(
    r"(?:the\s+|all\s+|these\s+|those\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|both|several|\d{1,3})\s+(?=\S)", re.IGNORECASE
)
_UP_TO_HEAD = re.compile(r"(?:[\s-]+[\w’'-]+){1,3}")
_NO_HEADS = frozenset("about around nearly almost over some both all my own his own their own up only".split())
_DANGLING = re.compile(r"\s(?:of|in|for|to|by|at|with|from|the)\Z")  # "Shelling of" names nothing
_SENTENCE_ENDS = frozenset([*'.!?:"“”', ""])
_ARTICLES = ("the ", "a ", "an ")
# What is said is nobody ("that its fighters had fired"), nor is a deed ("assaulting her neighbour").
_CLAUSE = re.compile(
    r"(?:that|whether|if|how|why)\s+(?:an?|the|it|he|she|they|we|there|its|his|her|their|those|some|no|\d+)\s|"
    r"that\s[^,;]{1,60}\b(?:had|has|have|was|were|would|will|be)\b|[a-z]+ing\s+(?:the|an?|its|his|her|their)\s",
    re.IGNORECASE,
)
_NOBODY = frozenset({"no one", "no-one", "nobody", "none", "nothing"})  # whom no pronoun can stand for


def mention_candidates(
    text: str, output: Output, times: Iterable[tuple[int, int]] = (), more: Iterable[tuple[int, int]] = ()
) -> list[MentionCandidate]:
    """Every candidate once, in order of start, the longer first. ``times`` are time expressions, ``more`` arguments of claims.

    Spans may nest. A time that the model sees inside a grammar's time expression is that expression.
    """
    found: dict[tuple[int, int], MentionCandidate] = {}
    time_spans = list(times)
    for start, end in time_spans:
        found[start, end] = MentionCandidate(start, end, text[start:end], "time", "name", 1.0)

    def clear_of_times(start: int, end: int) -> bool:
        return not any(start < last and first < end for first, last in time_spans)

    names = [span for span in output.names if span.score >= NAME_FROM and span.label != "time"]
    described = [span for span in output.mentions if span.score >= MENTION_FROM]
    for span in names:
        if clear_of_times(span.start, span.end):
            _add(found, text, span, _level(text, span, names))
    for span in described:
        if span.label != "time" and clear_of_times(span.start, span.end):
            _add(found, text, span, _level(text, span, names))
    for span in output.chunks:
        kind = CHUNK_MENTIONS.get(span.label)
        if kind and span.score >= CHUNK_FROM and clear_of_times(span.start, span.end):
            if text[span.start : span.end].lower() in PRONOUNS:
                _add(found, text, ScoredSpan(span.start, span.end, kind, span.score), "pronoun")
            elif not any(other.start < span.end and span.start < other.end for other in described):
                _add(found, text, ScoredSpan(span.start, span.end, kind, span.score), _level(text, span, names))
    _count_to_the_head(found, text, output)
    _settle_places(found, text, output)
    _settle_peoples(found)
    _join_bodies(found, text)
    _part_seats(found, text)
    _bare_bodies(found, text)
    _whole_runs(found, text)
    _part_rows(found, text)
    _add_titled_names(found, text)
    _add_pronouns(found, text, output)
    _add_arguments(found, text, output, more)
    _add_possessors(found, text)
    _drop_bare_twins(found)
    return sorted(found.values(), key=lambda one: (one.start, -one.end))


def _settle_places(found: dict[tuple[int, int], MentionCandidate], text: str, output: Output) -> None:
    """A name of one word after "in" that the encoder takes for the place of an event is no person, nor is one after "the city of"."""
    places = {
        (one.start, one.end)
        for predicate in output.predicates
        for one in predicate.event
        if one.label in {"place", "origin", "destination"}
    }
    for span, one in found.items():
        if one.kind != "person" or one.level != "name":
            continue
        before = text[max(0, one.start - 20) : one.start]
        if _TOWN_OF.search(before) or (span in places and _WHERE.search(before)):
            found[span] = structs.replace(one, kind="place")


def _settle_peoples(found: dict[tuple[int, int], MentionCandidate]) -> None:
    """A word for a country's people is a nationality: the encoder knows "Syrian" for one, and takes "Malian" for a person."""
    known = _people_words()
    for span, one in found.items():
        if one.level == "name" and one.kind in {"person", "organisation", "place"} and one.text in known:
            found[span] = structs.replace(one, kind="nationality")


@lru_cache(maxsize=1)
def _people_words() -> frozenset[str]:
    words = [word for of_country in peoples().values() for word in of_country]
    words = [word for word in words if len(word) > _SHORT_NAME or word.endswith(("an", "i"))]
    return frozenset([*words, *filter(None, map(plural_of_people, words))])


def _count_to_the_head(found: dict[tuple[int, int], MentionCandidate], text: str, output: Output) -> None:
    """What is counted is the head of its noun phrase: "The two IS" of "The two IS leaders" is all four words, and "IS" the name in it."""
    for phrase in output.phrases:
        kind = CHUNK_MENTIONS.get(phrase.label)
        if kind is None or _COUNT.match(text, phrase.start) is None:
            continue
        head = output.words[phrase.head]
        short = [one for (start, end), one in found.items() if start == phrase.start and end < head[1]]
        for one in short:
            count = _COUNT.match(one.text)
            if count is None or not _UP_TO_HEAD.fullmatch(text, one.end, head[1]):
                continue
            del found[one.start, one.end]
            found.pop(head, None)
            found[one.start, head[1]] = MentionCandidate(
                one.start, head[1], text[one.start : head[1]], kind, "nominal", one.score
            )
            name = one.start + count.end()
            inner = "organisation" if one.kind == "person" else one.kind
            if text[name].isupper() and (name, one.end) not in found:
                found[name, one.end] = MentionCandidate(name, one.end, text[name : one.end], inner, "name", one.score)


def _add_titled_names(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """The name at the end of a described or titled person ("Heras" of "analyst Heras", "Omar Salt" of "President Omar Salt")."""
    for one in list(found.values()):
        bare = behind_titles(one.text) if one.kind == "person" and one.level == "name" else 0
        if bare:
            start = one.start + bare
            found.setdefault((start, one.end), MentionCandidate(start, one.end, text[start : one.end], "person", "name", one.score))
        match = _TITLED.search(one.text) if one.kind == "person" and one.level == "nominal" else None
        if match:
            start = one.start + match.start(1)
            found[one.start, one.end] = MentionCandidate(one.start, one.end, one.text, "person", "name", one.score)
            if (start, one.end) not in found:
                found[start, one.end] = MentionCandidate(
                    start, one.end, text[start : one.end], "person", "name", one.score
                )


def _join_bodies(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """One name of a body whose pieces stand apart: "Centre" and "Strategic Calm" of "the Tarn-based Centre for Strategic Calm".

    The pieces go, but a place or nationality in the name stays ("Parliament of Iraq"), and so does the seat.
    """
    names = {one.start: one for one in sorted(found.values(), key=lambda one: one.end) if one.level == "name"}
    for one in [one for one in found.values() if one.level == "name" and one.text.split()[-1] in _BODIES]:
        joint = _BODY_JOINT.match(text, one.end)
        if joint is None:
            continue
        article = _ARTICLE.match(text, joint.end())
        starts = [joint.end()] + ([article.end()] if article else [])
        rest = next((names[start] for start in starts if start in names and names[start].kind != "time"), None)
        if rest is None or (rest.start, rest.end) not in found or (one.start, one.end) not in found:
            continue
        based = _BASED.match(text, one.start, one.end)
        start = based.end() if based else one.start
        if based and text[based.start(1)].isupper():
            seat = based.span(1)
            found.setdefault(seat, MentionCandidate(*seat, based[1], "place", "name", one.score))
        for piece in (one, rest):
            if piece is one or piece.kind not in ("place", "nationality", "person"):
                del found[piece.start, piece.end]
        score = min(one.score, rest.score)
        end = _goes_on(found, text, rest.end)
        for span in [span for span, piece in found.items() if start <= span[0] and span[1] <= end and piece.kind == "organisation"]:
            del found[span]
        found[start, end] = MentionCandidate(start, end, text[start:end], "organisation", "name", score)


def _goes_on(found: Mapping[tuple[int, int], MentionCandidate], text: str, end: int) -> int:
    """Where the name of a body ends whose first purpose ends at ``end``: behind a second purpose that is no name by itself."""
    more = _BODY_GOES_ON.match(text, end)
    if more is None or any(one.level == "name" and one.start == more.start("word") and one.end <= more.end() for one in found.values()):
        return end
    return more.end()


def _part_seats(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """The seat in front of a body's name as a place of its own: "Tarn" of "the Tarn-based Institute", whose name is "Institute"."""
    for span, one in list(found.items()):
        based = _BASED.match(text, one.start, one.end)
        if based is None or not text[based.start(1)].isupper():
            continue
        found.setdefault(based.span(1), MentionCandidate(*based.span(1), based[1], "place", "name", one.score))
        if one.level == "name" and one.end > based.end() and text[based.end()].isupper():
            found.pop(span)
            found[based.end(), one.end] = structs.replace(one, start=based.end(), text=text[based.end() : one.end])


def _bare_bodies(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """The name of a body without the word for what it is: "Sword of the River" of "the Sword of the River militia"."""
    low = text.lower()
    for one in list(found.values()):
        bare = _KIND_BEHIND.search(text, one.start, one.end) if one.kind == "organisation" and one.level != "pronoun" else None
        article = _ARTICLE.match(low, one.start, one.end)
        start = article.end() if article else one.start
        if bare is not None and start < bare.start() and _CALLED.fullmatch(text, start, bare.start()) and (
            one.level == "name" or " " in text[start : bare.start()]
        ):
            found[one.start, one.end] = structs.replace(one, level="name")
            words = text[start : bare.start()]
            found.setdefault((start, bare.start()), MentionCandidate(start, bare.start(), words, "organisation", "name", one.score))


def _whole_runs(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """A name with the words written large in front of it that nobody else claims ("Bread Across" in front of "Borders")."""
    for span, one in list(found.items()):
        if one.level != "name" or one.kind not in ("organisation", "place") or not one.text[:1].isupper():
            continue
        run = _RUN_BEFORE.search(text, max(0, one.start - 60), one.start)
        if run is None or any(start < one.start and run.start("run") < end for start, end in found):
            continue
        words = run["run"].split()
        lists = lexicon()
        known = lists.titles | lists.nationality_words
        if any(word.lower().rstrip(".") in known or word.lower().endswith(lists.nationality_endings) for word in words):
            continue
        del found[span]
        start = run.start("run")
        found[start, one.end] = MentionCandidate(start, one.end, text[start : one.end], "organisation", "name", one.score)


def _part_rows(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """Two names that "and" joins are no third name ("Germany and France"), unless both pieces are one body's own words."""
    for span, one in list(found.items()):
        row = one.level == "name" and _ROW.match(text, one.start, one.end)
        if row and all(
            (part := found.get(row.span(side))) is not None and part.level == "name" and part.kind in ("place", "organisation", "person")
            for side in ("first", "second")
        ):
            found[span] = structs.replace(one, level="nominal")


def _add_possessors(found: dict[tuple[int, int], MentionCandidate], text: str) -> None:
    """The body in front of a possessive inside a described person or body: "The militia" of "The militia's leader"."""
    heads = lexicon().head_kinds
    for one in list(found.values()):
        whose = _WHOSE_BODY.match(text, one.start, one.end) if one.kind in ("person", "organisation") else None
        if whose is None or "organisation" not in heads.get(whose["head"].lower(), frozenset()):
            continue
        start, end = whose.span("body")
        if not any(first <= start and last <= end + 2 and last > start for first, last in found if last - first < one.end - one.start):
            found[start, end] = MentionCandidate(start, end, text[start:end], "organisation", "nominal", one.score)


def _drop_bare_twins(found: dict[tuple[int, int], MentionCandidate]) -> None:
    """Of two mentions that differ by an article alone only the one with the article stays, as a name where either is one."""
    for (start, end), one in list(found.items()):
        for article in _ARTICLES:
            bare = found.get((start + len(article), end)) if one.text.lower().startswith(article) else None
            if bare is not None and one.kind != "time":
                sure = bare if bare.level == "name" else one
                level = "name" if "name" in (bare.level, one.level) else one.level
                found[start, end] = MentionCandidate(start, end, one.text, sure.kind, level, max(one.score, bare.score))
                del found[bare.start, bare.end]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of whole words without white space and punctuation at its sides; a closing bracket or an abbreviation's last dot stays."""
    while start < end and (text[start] in _LEADING or text[start : start + 2] in ("- ", "– ", "— ", "• ")):
        start += 1
    if start > 0 and text[start - 1] in "'’" and text[start : start + 2] == "s " and start + 2 < end:  # "the mayor's office"
        start += 2
    while end > start and text[end - 1] in _TRAILING:
        inside = text[start:end]
        if inside[-1] == ")" and "(" in inside:
            break
        if inside[-1] == "." and len(inside) > 1 and "." in inside[:-1] and inside[-2].isupper():
            break
        end -= 1
    return whole_word(text, start, end) if start < end else (start, end)


def _outside_quotation(text: str, start: int, end: int) -> tuple[int, int]:
    """The span up to a quotation that opens in it and goes on behind it: nobody is named across its mark."""
    marks = [place for place in range(start, min(end + 1, len(text))) if text[place] in "\"“”"]  # one right behind closes "the "Lions""
    return trimmed(text, start, marks[-1]) if len(marks) % 2 and marks[-1] > start else (start, end)


def _add(found: dict[tuple[int, int], MentionCandidate], text: str, span: ScoredSpan, level: str) -> None:
    start, end = _outside_quotation(text, *trimmed(text, span.start, span.end))
    dangling = _DANGLING.search(text, start, end)
    if dangling is not None:
        return
    if start >= end or span.label not in MENTION_KINDS or not any(character.isalnum() for character in text[start:end]):
        return
    if text[start:end].lower() + " " in _ARTICLES or text[start:end].lower() in _NOBODY | _NO_HEADS:
        return
    kind = span.label
    if kind == "person" and _BODIES.intersection(text[start:end].split()):
        kind = "organisation"
    known = found.get((start, end))
    if known is not None and (known.score >= span.score or known.kind == "time"):
        return
    written = text[start:end]
    level = "pronoun" if written.lower() in PRONOUNS else level
    if known is not None and known.level == "name":
        level = "name"
    found[start, end] = MentionCandidate(start, end, written, kind, level, span.score)  # type: ignore[arg-type]


def _level(text: str, span: ScoredSpan, names: Sequence[ScoredSpan]) -> str:
    """A described mention is a name where a name fills it but for an article or a title in front.

    Words all in lower case are a description, unless the whole report is.
    """
    written = text[span.start : span.end]
    if written.islower() and not text.islower():
        return "nominal"
    bare = span.start + next((len(article) for article in _ARTICLES if written.lower().startswith(article)), 0)
    for name in names:
        if name.end >= span.end and name.start <= bare:
            return "name"
        if name.end == span.end and name.label == span.label == "person" and name.start > bare:
            return "name"
    alone = text[bare : span.end]
    if " " not in alone and alone[:1].isupper():
        return "name" if alone.isupper() or text[:bare].rstrip()[-1:] not in _SENTENCE_ENDS else "nominal"
    rest = [word for word in alone.split() if word[0].isalpha()]
    capital = [
        word for word in rest if word[0].isupper() or word.lower() in {"of", "the", "for", "and", "al", "de", "in"}
    ]
    return "name" if rest and len(capital) == len(rest) and len(rest) > 1 else "nominal"


def _add_pronouns(found: dict[tuple[int, int], MentionCandidate], text: str, output: Output) -> None:
    for start, end in output.words:
        low = text[start:end].lower()
        if low in PRONOUNS and (start, end) not in found and not text[start:end].isupper():
            kind: MentionKind = (
                "person" if low in {"he", "him", "his", "she", "her", "who", "i", "me", "my"} else "other"
            )
            found[start, end] = MentionCandidate(start, end, text[start:end], kind, "pronoun", 0.5)


def _add_arguments(
    found: dict[tuple[int, int], MentionCandidate], text: str, output: Output, more: Iterable[tuple[int, int]]
) -> None:
    """Arguments and sources that no head proposed: their kind is that of the chunk or mention at their head, if any."""
    appositions = _appositions(text, output)
    for start, end in more:
        start, end = trimmed(text, start, end)
        end = next((at for at in appositions if start < at < end), end)  # what follows describes the phrase anew
        if start >= end or (start, end) in found or len(text[start:end].split()) > 12:
            continue
        if text[start:end].lower() in _NOBODY or _CLAUSE.match(text, start, end) or verb_at(text, start, output):
            continue
        if any(one.kind == "time" and one.start < end and start < one.end for one in found.values()):
            continue
        kind = head_kind(text, start, end, output)
        if kind is not None:
            level = (
                "pronoun"
                if text[start:end].lower() in PRONOUNS
                else _level(text, ScoredSpan(start, end, kind, 0.5), output.names)
            )
            found[start, end] = MentionCandidate(start, end, text[start:end], kind, level, 0.5)  # type: ignore[arg-type]


def _appositions(text: str, output: Output) -> list[int]:
    """Where an apposition may begin, in order: at the comma, bracket or dash behind a mention, chunk or name."""
    ends = {span.end for span in (*output.names, *output.mentions, *output.chunks)}
    return sorted(at for at in ends if text[at : at + 2] in {", ", " (", " –", " —"})


def head_kind(text: str, start: int, end: int, output: Output) -> MentionKind | None:
    """The kind of a phrase by the first chunk or mention in it that isn't a possessor or a modifier of the next word."""
    inside = [
        span for span in (*output.mentions, *output.chunks, *output.names)
        if start <= span.start and span.end <= end and span.label != "time"
    ]  # fmt: skip
    for span in sorted(inside, key=lambda span: (span.start, -span.end)):
        after = text[span.end : min(end, span.end + 2)]
        if after[:1] in {"'", "’"} or (after[:1] in {"-", "–"} and span.end < end):
            continue
        kind = CHUNK_MENTIONS.get(span.label, span.label if span.label in MENTION_KINDS else None)
        if kind is not None:
            return kind
        if span.label == "object" and text.startswith(" of ", span.end):
            return None  # "the cameras of two reporters" are no reporters
    return None
