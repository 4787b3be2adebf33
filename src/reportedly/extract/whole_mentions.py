"""Whole mentions: the pieces that the mention head breaks a phrase into, put together along the base chunks and the capitals.

The head marks word by word and may leave an article alone ("the" before "World Monuments Fund"), cut a rank from its name, a name at
the nickname in it ("Col. John “J.D.” Dorrian"), or stop before the noun ("ISIL" of "ISIL tanks"). On re3d dev: strict F1 63.1 before,
65.5 after, 76.5 with what noun phrases say (``mention_phrases``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace as replace_fields

from msgspec.structs import replace

from reportedly.encoder.output import Output, ScoredSpan
from reportedly.extract.mention_phrases import along_phrases, bodies_within

_BARE = re.compile(r"(?:the|an?|this|that|these|those|and|or|of|in|at|on|to|for|from|by|with)\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?|this|that|these|those)\Z", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:of|in|at|on|to|for|from|by|with|and|or|the|an?)\Z", re.IGNORECASE)
_NICKNAME = re.compile(r"[”\"’']?[ \t](?:[“\"‘'][^”\"’'\n]{1,20}[”\"’'],?[ \t])?")
_VALUES = frozenset(("time", "quantity", "money"))
_UNJOINED = _VALUES | {"nationality"}  # "Syrian" stands for itself in "Syrian President Assad"
_POSSESSIVE = ("'", "’")
# "U.S.-backed" is no party, but "U.S." is one; "Abu" is the beginning of a name.
_HYPHENED = re.compile(
    r"[-–](?:backed|led|held|allied|aligned|funded|trained|supported|controlled|sponsored|based|linked|affiliated|dominated|occupied|ruled|run|born|"
    r"made|armed|appointed|mediated|brokered|friendly|inspired)\Z",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['’]s ")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\Z")
_BEGUN = re.compile(r"(?:.*\s)?(?:Abu|Abou|Ibn|Bin|Umm|Abd|Abdul|Mullah|Sheikh)\Z", re.DOTALL)
# Letters on both sides of an apostrophe are one word, but for "they're" and "Omar's".
_REST_OF_WORD = re.compile(r"['’ʼ‘`ʿʾ](?!(?:s|t|d|m|re|ve|ll)\b)[^\W\d_]+", re.IGNORECASE)
_LONGEST_WORD = 30
_FRONT_OF_WORD = re.compile(r"[^\W\d_]{2,}(?:['’ʼ‘`ʿʾ][^\W\d_]+)*['’ʼ‘`ʿʾ]\Z")
_GOES_ON = re.compile(r"[ -](?:al-|el-|ad-|as-|ar-|Al-|El-)?[A-Z][\w’']+(?:[ -](?:al-|el-|Al-|El-)[A-Z][\w’']+)*")


def with_whole_mentions(text: str, output: Output) -> Output:
    """The output with its mentions made whole, and its names; the same output where all are."""
    output = _whole_words(text, output)
    pieces = _pieced(text, output)
    mentions = tuple(_once([*(whole := _whole(text, pieces, output)), *bodies_within(text, whole, pieces)]))
    mentions = tuple(sorted(mentions, key=lambda one: (one.start, -one.end)))
    names = tuple(_once(_name(text, one) for one in output.names))
    return output if mentions == output.mentions and names == output.names else replace_fields(output, mentions=mentions, names=names)


def _whole_words(text: str, output: Output) -> Output:
    """The output with names that end or begin within a word given all of it; what begins within a word of another is a part of that."""
    found = [_whole_word(text, one) for one in output.mentions]
    wide = [(one.start, one.end) for one, given in zip(found, output.mentions, strict=True) if one.start == given.start]
    kept = tuple(
        one
        for one, given in zip(found, output.mentions, strict=True)
        if one.start == given.start or not any(start <= one.start and one.end <= end for start, end in wide)
    )
    names = tuple(_whole_word(text, one) for one in output.names)
    same = kept == output.mentions and names == output.names
    return output if same else replace_fields(output, mentions=kept, names=names)


def _whole_word(text: str, one: ScoredSpan) -> ScoredSpan:
    start, end = whole_word(text, one.start, one.end)
    return one if one.label in _VALUES or (start, end) == (one.start, one.end) else replace(one, start=start, end=end)


def whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, wider where it begins or ends within a word with an apostrophe ("Ma'arrat al-Nu" of "Ma'arrat al-Nu'man")."""
    while text[end - 1 : end].isalpha() and (rest := _REST_OF_WORD.match(text, end)) is not None:
        end = rest.end()
    front = _FRONT_OF_WORD.search(text, max(0, start - _LONGEST_WORD), start) if _REST_OF_WORD.match(text, max(0, start - 1)) else None
    return front.start() if front is not None else start, end


def whole_mentions(text: str, output: Output) -> tuple[ScoredSpan, ...]:
    """The mentions in order, each span once: articles with their nouns, ranks and nicknames with their names, heads with their chunks."""
    return _whole(text, _pieced(text, output), output)


def _whole(text: str, pieces: Sequence[ScoredSpan], output: Output) -> tuple[ScoredSpan, ...]:
    return tuple(_once(_name(text, one) for one in along_phrases(text, pieces, output)))


def _pieced(text: str, output: Output) -> list[ScoredSpan]:
    """The mention head's pieces put together, before noun phrases are asked."""
    found: list[ScoredSpan] = []
    for one in _with_articles(text, output.mentions, output.chunks):
        if found and _continues(text, found[-1], one):
            one = replace(one, start=found.pop().start)
        end = _to_the_head(text, one, output.chunks)
        found.append(one if end == one.end else replace(one, end=end))
    return _named_once(text, found)


def _once(spans: Iterable[ScoredSpan]) -> Iterable[ScoredSpan]:
    """The first of the spans of the same characters."""
    once: dict[tuple[int, int], ScoredSpan] = {}
    for one in spans:
        once.setdefault((one.start, one.end), one)
    return once.values()


def _name(text: str, one: ScoredSpan) -> ScoredSpan:
    """The span without "-backed" at its end, and a name that has only begun ("Abu") with what follows it."""
    hyphened = _HYPHENED.search(text, one.start, one.end)
    if hyphened and hyphened.start() > one.start:
        return replace(one, end=hyphened.start())
    if one.label == "person" and _BEGUN.match(text, one.start, one.end):
        further = _GOES_ON.match(text, one.end)
        return replace(one, end=further.end()) if further else one
    return one


def _with_articles(text: str, mentions: Sequence[ScoredSpan], chunks: Sequence[ScoredSpan]) -> Iterable[ScoredSpan]:
    """The mentions, an article alone being the beginning of the next one or of its chunk, and no preposition at any end."""
    starts = {one.start for one in mentions}
    before = {one.end + 1: one.start for one in mentions if _ARTICLE.match(text, one.start, one.end)}
    for one in mentions:
        if _BARE.match(text, one.start, one.end):
            chunk = next((c for c in chunks if c.start == one.start and c.end > one.end), None)
            if chunk is not None and one.end + 1 not in starts and _ARTICLE.match(text, one.start, one.end):
                yield replace(one, end=chunk.end)
            continue
        if _OWNED.match(text, one.start, one.end) and (owner := next((o for o in mentions if o.end == one.start), None)):
            one = replace(one, start=owner.start)
        tail = _TAIL.search(text, one.start, one.end)
        end = tail.start() if tail and tail.start() > one.start else one.end
        end += one.label == "time" and _MONTH.search(text, one.start, end) is not None and text.startswith(".", end)
        start = before.get(one.start, one.start)
        yield one if (start, end) == (one.start, one.end) else replace(one, start=start, end=end)


def _continues(text: str, before: ScoredSpan, one: ScoredSpan) -> bool:
    """Whether a capitalised mention is right behind another, so that the two are one name ("Navy" and "Chief Petty Officer Lane")."""
    joined = text[before.end : one.start] == " " and text[one.start].isupper()
    if not joined or before.label in _UNJOINED or one.label in _VALUES:
        return False
    return before.label != "place" or one.label == "place"  # "in Raqqa Islamic State ..."


def _to_the_head(text: str, one: ScoredSpan, chunks: Sequence[ScoredSpan]) -> int:
    """The end of the base chunk that the mention stops in: its noun stands there. What owns the noun stays what it is."""
    end = one.end
    if one.label in _UNJOINED:
        return end
    for chunk in chunks:
        if chunk.start < end < chunk.end and not text.startswith(_POSSESSIVE, end):
            end = chunk.end
    return end


def _named_once(text: str, mentions: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """The mentions, those of one person that only a nickname parts being one."""
    found: list[ScoredSpan] = []
    for one in mentions:
        if found and found[-1].label == one.label == "person" and text[one.start].isupper():
            gap = text[found[-1].end : one.start]
            if gap and _NICKNAME.fullmatch(gap):
                one = replace(one, start=found.pop().start)
        found.append(one)
    return found
