"""Pairs of mentions made into numbers, for the learned relation head: what stands in, between and around the two.

A pair is two mentions of one sentence, in the order of the text (of two that start together, the longer first). Its
numbers are which kinds the two are and how they lie to each other, which words of a list stand where, and which slots of
one predicate they fill. Everything is counted over whole arrays: a report has hundreds of pairs.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from reportedly.encoder.output import Output, ScoredSpan
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.relation_words import relation_words
from reportedly.schema import MENTION_KINDS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Words that carry structure; each is a class of its own. A class that starts with "=" is filled from relations.yaml.
_FUNCTION_WORDS = (
    ", . ( ) [ ] - – — ' ’ s \" “ ” : ; / and or but as of for from in at on to by with against into over near around inside outside "
    "between including include such like is was were are be been being has have had who which that where when while after before "
    "during the a an its their his her our not no than also under through across both other all than north south east west called "
    "known said within among using use used led against one two several more support supported supporting alongside together met"
).split()
_LEVELS = ("name", "nominal", "pronoun")
_LISTS = ("member_of", "speaks_for", "leads", "ranks", "forces", "units", "against", "negations", "auxiliaries", "appoint")
_PHRASES = ("controls", "fighting", "allied_with", "member_of", "leads", "split_from", "speaks_for")
_SLOT = {
    "ARG0": 0, "actor": 0, "ARG1": 1, "recipient": 1, "ARG2": 2, "ARG3": 2, "ARG4": 2, "LOC": 3, "DIR": 3, "place": 3,
    "origin": 3, "destination": 3,
}  # fmt: skip
SLOTS = 5
# What a predicate may tell of that says something of a state between two parties.
_EVENTS = (
    "ASSAULT", "COERCE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "MOBILIZE", "DEFECT", "APPOINT", "ACCUSE",
    "THREATEN", "AGREE", "SANCTION", "REJECT", "PROTEST",
)  # fmt: skip
_EVENT_COLUMN = {name: number for number, name in enumerate(_EVENTS)}
_VERB_FROM = 0.5
_ARTICLE = 4  # characters of an article, which a mention may leave out
_JOINS = frozenset((",", "and", "or", "&", "the", "as", "well", "its", "a"))
_MOST_JOINS = 3
_FAMILIES = 2  # PropBank's arguments and the events'
_GAPS = (0, 1, 2, 3, 5, 8, 12, 18, 26, 40)
_CROWD = (1, 2, 3, 5, 8)
_RIVALS = (1, 2, 4)
_VALUES = frozenset(("time", "quantity", "money"))
_HEAD_STOPS = frozenset("of for in at to on with from who that which , ( [ based near".split())


@dataclass(frozen=True)
class Pairs:
    """The pairs of one report: numbers (pairs, features), and where in ``Output.vectors`` to look for the rest.

    ``one`` and ``two`` are mention indices. ``spans`` (mentions, 2) are the words of each mention, ``heads`` its head word; ``between``
    (pairs, 2) the words that part the two, empty where they nest; ``predicate`` the word of the predicate that binds the two best, -1
    for none; ``verb`` the first predicate that stands between them, -1 for none. All word ranges are half open.
    """

    one: Ints
    two: Ints
    numbers: Floats
    spans: Ints
    heads: Ints
    between: Ints
    predicate: Ints
    verb: Ints


@cache
def word_classes() -> tuple[Mapping[str, tuple[int, ...]], int]:
    """The classes of each word that has any, and how many classes there are."""
    words = relation_words()
    known: dict[str, list[int]] = {}
    names = tuple(dict.fromkeys(_FUNCTION_WORDS))
    for number, word in enumerate(names):
        known.setdefault(word, []).append(number)
    at = len(names)
    for name in _LISTS:
        listed = [w for w, t in words.roles.items() if t == name] if name in _LISTS[:3] else getattr(words, name)
        for word in listed:
            known.setdefault(word, []).append(at)
        at += 1
    for name in _PHRASES:
        for phrases in words.phrases.values():
            for phrase in phrases:
                if phrase.type == name:
                    known.setdefault(max(phrase.words, key=len), []).append(at)
        at += 1
    return {word: tuple(dict.fromkeys(classes)) for word, classes in known.items()}, at


def make_pairs(
    text: str, output: Output, mentions: Sequence[MentionCandidate], groups: Sequence[Sequence[int]],
    stated: Mapping[tuple[int, int], int], verdicts: int,
) -> Pairs:  # fmt: skip
    """The pairs of one report. ``stated`` says which verdict, below ``verdicts``, rules give an ordered pair of mentions."""
    starts = np.array([start for start, _ in output.words], np.int64)
    ends = np.array([end for _, end in output.words], np.int64)
    first = np.searchsorted(ends, [one.start for one in mentions], "right")
    last = np.maximum(np.searchsorted(starts, [one.end for one in mentions], "left"), first + 1)
    spans = np.minimum(np.stack([first, last], 1), len(starts)) if mentions else np.zeros((0, 2), np.int64)
    lows = [text[start:end].lower() for start, end in output.words]
    heads = np.array([_head(lows, a, b) for a, b in spans.tolist()], np.int64)
    one, two = _same_sentence(output, mentions, spans)
    lists = _lists(lows, mentions, spans)
    low, high = spans[one, 1], np.maximum(spans[two, 0], spans[one, 1])
    apart = lists[one, 2] != lists[two, 2]
    core = np.stack([np.where(apart, np.minimum(lists[one, 1], high), high), np.where(apart, np.maximum(lists[two, 0], low), high)], 1)
    core[:, 1] = np.maximum(core[:, 0], core[:, 1])
    telling = _telling(output)
    order = {pair: at for at, pair in enumerate(zip(one.tolist(), two.tolist(), strict=True))}
    slots, kinds, predicate = _predicates(output, mentions, telling, spans, order)
    told, verb = _told_between(output, telling, low, high)
    group = -1 - np.arange(len(mentions))
    for number, members in enumerate(groups):
        group[list(members)] = number
    rules = np.zeros((len(one), 2 * verdicts), np.float32)
    for (subject, other), verdict in stated.items():
        if (subject, other) in order:
            rules[order[subject, other], verdict] = 1
        elif (other, subject) in order:
            rules[order[other, subject], verdicts + verdict] = 1
    numbers = np.concatenate(
        [
            _shapes(mentions, spans, one, two),
            np.stack([group[one] == group[two], ~apart, verb >= 0], 1).astype(np.float32),
            _words_around(lows, spans, heads, (one, two), core),
            slots, kinds, told, rules,
        ],
        axis=1,
    )  # fmt: skip
    return Pairs(one, two, numbers.astype(np.float32), spans, heads, core, predicate, verb)


def _head(lows: Sequence[str], first: int, last: int) -> int:
    """The last word of a mention before a preposition or a mark follows."""
    for at in range(first + 1, last):
        if lows[at] in _HEAD_STOPS:
            return at - 1
    return max(first, last - 1)


def _same_sentence(output: Output, mentions: Sequence[MentionCandidate], spans: Ints) -> tuple[Ints, Ints]:
    """All pairs of mentions that start in one sentence, in the order of the text."""
    sentence_starts = np.array([start for start, _ in output.sentences], np.int64)
    sentence = np.searchsorted(sentence_starts, [one.start for one in mentions], "right")
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].start, -mentions[n].end))
    members: dict[int, list[int]] = {}
    for number in order:
        if spans[number, 0] < spans[number, 1]:
            members.setdefault(int(sentence[number]), []).append(number)
    pairs = [pair for inside in members.values() for pair in combinations(inside, 2)]
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _shapes(mentions: Sequence[MentionCandidate], spans: Ints, one: Ints, two: Ints) -> Floats:
    """Kinds and levels of both, their pair of kinds, whether one is inside the other, and how far apart they are."""
    kind = np.array([MENTION_KINDS.index(m.kind) for m in mentions], np.int64)
    level = np.array([_LEVELS.index(m.level) for m in mentions], np.int64)
    many, grades = len(MENTION_KINDS), len(_LEVELS)
    gap = spans[two, 0] - spans[one, 1]
    nested = spans[two, 1] <= spans[one, 1]
    edges = np.stack([nested, nested & (spans[one, 0] == spans[two, 0]), nested & (spans[one, 1] == spans[two, 1])], 1)
    crowd, rivals_one, rivals_two = _crowd(kind, spans, one, two)
    return np.concatenate(
        [
            np.eye(many)[kind[one]], np.eye(many)[kind[two]], np.eye(many * many)[kind[one] * many + kind[two]],
            np.eye(grades)[level[one]], np.eye(grades)[level[two]], edges,
            gap[:, None] >= np.array(_GAPS), crowd[:, None] >= np.array(_CROWD),
            rivals_one[:, None] >= np.array(_RIVALS), rivals_two[:, None] >= np.array(_RIVALS),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def _crowd(kind: Ints, spans: Ints, one: Ints, two: Ints) -> tuple[Ints, Ints, Ints]:
    """How many mentions start between the two, how many of them are of the first's kind, and how many of the second's.

    Times and amounts don't count to the crowd.
    """
    between = np.zeros((3, len(one)), np.int64)
    for number in range(len(MENTION_KINDS)):
        starts = np.sort(spans[kind == number, 0])
        many = np.searchsorted(starts, spans[two, 0], "left") - np.searchsorted(starts, spans[one, 1], "left")
        many = np.maximum(many, 0)
        between[0] += many if MENTION_KINDS[number] not in _VALUES else 0
        between[1] += np.where(kind[one] == number, many, 0)
        between[2] += np.where(kind[two] == number, many, 0)
    return between[0], between[1], between[2]


def _lists(lows: Sequence[str], mentions: Sequence[MentionCandidate], spans: Ints) -> Ints:
    """For each mention the first word and the end of the list that it is in ("France, Chad and Mali"), and the list's number."""
    lists = np.concatenate([spans, np.arange(len(mentions))[:, None]], 1)
    starting = {int(first): n for n, (first, _) in reversed(list(enumerate(spans.tolist())))}
    for number in np.argsort(spans[:, 0], kind="stable").tolist():
        end = int(spans[number, 1])
        at = end
        while at < len(lows) and at - end < _MOST_JOINS and lows[at] in _JOINS:
            at += 1
            follower = starting.get(at)
            if follower is not None and mentions[follower].kind == mentions[number].kind:
                lists[follower, 0], lists[follower, 2] = lists[number, 0], lists[number, 2]
                same = lists[:, 2] == lists[number, 2]
                lists[same, 1] = max(int(lists[number, 1]), int(spans[follower, 1]))
                break
    return lists


def _words_around(lows: Sequence[str], spans: Ints, heads: Ints, pair: tuple[Ints, Ints], core: Ints) -> Floats:
    """Which classes of words stand between the two, in each, at their heads, and right before and after each."""
    one, two = pair
    classes, many = word_classes()
    table = np.zeros((len(lows) + 1, many), np.float32)
    told = [(at, number) for at, word in enumerate(lows) for number in classes.get(word, ())]
    if told:
        rows, columns = zip(*told, strict=True)
        table[rows, columns] = 1
    summed = np.zeros((len(lows) + 1, many), np.float32)
    np.cumsum(table[:-1], axis=0, out=summed[1:])
    low, high = core[:, 0], core[:, 1]
    inside = np.minimum(summed[spans[:, 1]] - summed[spans[:, 0]], 1)
    parted = (high > low)[:, None]
    return np.concatenate(
        [
            np.minimum(summed[high] - summed[low], 1), table[low] * parted, table[high - 1] * parted,
            table[spans[one, 0] - 1], table[spans[one, 1]], table[spans[two, 0] - 1], table[spans[two, 1]], inside[one], inside[two],
            table[heads[one]], table[heads[two]],
        ],
        axis=1,
    )  # fmt: skip


def _telling(output: Output) -> tuple[list[int], Floats]:
    """For each predicate its word, and how probably it tells of each of ``_EVENTS``."""
    starts = [start for start, _ in output.words]
    table = np.zeros((len(output.predicates), len(_EVENTS)), np.float32)
    for number, frame in enumerate(output.predicates):
        for name, probability in frame.types:
            column = _EVENT_COLUMN.get(name)
            if column is not None:
                table[number, column] = probability * frame.trigger_score
    return [bisect_left(starts, frame.start) for frame in output.predicates], table


def _told_between(output: Output, telling: tuple[list[int], Floats], low: Ints, high: Ints) -> tuple[Floats, Ints]:
    """What the predicates between the two tell of, and the first of them (-1 where there is none)."""
    places, events = telling
    many = len(output.words)
    table = np.zeros((many + 1, len(_EVENTS)), np.float32)
    np.add.at(table, np.minimum(np.array(places, np.int64) + 1, many), events)
    np.cumsum(table, axis=0, out=table)
    verbs = [
        at for at, frame in zip(places, output.predicates, strict=True) if frame.propbank_score >= _VERB_FROM
    ]
    sorted_verbs = np.array([*sorted(verbs), many], np.int64)
    first = sorted_verbs[np.searchsorted(sorted_verbs[:-1], low, "left")]
    return np.minimum(table[high] - table[low], 1), np.where(first < high, first, -1)


def _predicates(
    output: Output, mentions: Sequence[MentionCandidate], telling: tuple[list[int], Floats], spans: Ints,
    order: Mapping[tuple[int, int], int],
) -> tuple[Floats, Floats, Ints]:  # fmt: skip
    """The slots that the two fill of one predicate, what that predicate tells of, and its word (-1 where none binds them).

    A mention fills a slot wholly (1) where it starts the argument, in part (0.4) where it only stands in it.
    """
    slots = np.zeros((len(order), _FAMILIES * SLOTS * SLOTS), np.float32)
    kinds = np.zeros((len(order), 4 + len(_EVENTS)), np.float32)
    best = [0.0] * len(order)
    predicate = np.full(len(order), -1, np.int64)
    by_start = sorted((m.start, m.end, n) for n, m in enumerate(mentions))
    words = spans.tolist()
    for frame, at, events in zip(output.predicates, *telling, strict=True):
        for family, arguments in enumerate((frame.propbank, frame.event)):
            filled = _filled(arguments, by_start) if arguments else {}
            for (a, (slot_a, weight_a)), (b, (slot_b, weight_b)) in permutations(filled.items(), 2):
                row = order.get((a, b))
                if row is None:
                    continue
                weight = weight_a * weight_b
                cell = (family * SLOTS + slot_a) * SLOTS + slot_b
                slots[row, cell] = max(slots[row, cell], weight)
                if weight > best[row]:
                    best[row], predicate[row] = weight, at
                    kinds[row, :4] = (
                        frame.trigger_score, at < words[a][0], words[a][1] <= at < words[b][0], at >= words[b][1]
                    )  # fmt: skip
                    kinds[row, 4:] = events
    return slots, kinds, predicate


def _filled(
    arguments: Sequence[ScoredSpan], by_start: Sequence[tuple[int, int, int]]
) -> dict[int, tuple[int, float]]:
    """The mentions that stand in some arguments: mention -> slot and weight, the best slot of each."""
    found: dict[int, tuple[int, float]] = {}
    for argument in arguments:
        slot = _SLOT.get(argument.label, SLOTS - 1)
        at = bisect_left(by_start, (argument.start, 0, 0))
        while at < len(by_start) and by_start[at][0] < argument.end:
            start, end, number = by_start[at]
            at += 1
            if end > argument.end + 1:
                continue
            weight = 1.0 if start <= argument.start + _ARTICLE else 0.4
            if number not in found or found[number][1] < weight:
                found[number] = (slot, weight)
    return found
