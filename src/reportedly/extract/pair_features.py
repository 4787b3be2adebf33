"""What a pair of noun phrases says for and against being one entity, for all pairs of a report at once.

Every phrase has at most ``CANDIDATES`` earlier phrases to choose from; arrays over pairs are (phrases, candidates).
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.encoder.products import product
from reportedly.extract.noun_phrases import (
    FORMS,
    LABELS,
    LEVELS,
    OPENINGS,
    POSSESSIVES,
    REFLEXIVES,
    ROLES,
    NounPhrase,
)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CANDIDATES = 18
WINDOW = 240  # phrases back in which candidates are sought
# The features that come from the encoder's links: the first of ``context`` and the last of ``pair``.
LINK_CONTEXT = slice(0, 2)
LINK_PAIR = slice(-4, None)
_BLOCK = 256
_TOKENS = 6
_NEVER = np.float32(-1e4)
_SENTENCES = np.array([1, 2, 3, 4, 7, 13, 26])
_PHRASES = np.array([2, 3, 4, 7, 13, 31])
_HEAD_BONUS, _CALLED_BONUS, _NEAR_BONUS = 5.0, 3.0, 2.0
_NEAR = 5


@dataclass(frozen=True)
class Columns:
    """The phrases of a report in columns: one array per property, numbers in place of words (0: none)."""

    level: Ints
    form: Ints
    opening: Ints
    label: Ints
    number: Ints
    gender: Ints
    role: Ints
    sentence: Ints
    line: Ints
    quote: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints
    head: Ints
    called: Ints
    text: Ints
    count: Ints
    named: Ints
    meaning: Ints
    is_next: Ints
    classes: Bools
    score: Floats
    tokens: Ints
    rest: Ints


@dataclass(frozen=True)
class Pairs:
    """Which earlier phrases each phrase may mean, nearest first (-1 where there are fewer), and the features of all.

    ``own`` (phrases, features) describes a phrase, ``context`` (phrases, features) what stands before it, ``pair``
    (phrases, candidates, features) the two of a pair.
    """

    candidates: Ints
    own: Floats
    context: Floats
    pair: Floats


def columns_of(phrases: Sequence[NounPhrase], named: Sequence[int]) -> Columns:
    """The phrases in columns; ``named`` numbers the group of names that the rules put each phrase in, 0 for none."""
    ids: dict[Hashable, int] = {"": 0}

    def number(word: Hashable) -> int:
        return ids.setdefault(word, len(ids))

    def ints(of: Callable[[NounPhrase], int]) -> Ints:
        return np.fromiter(map(of, phrases), np.int64, len(phrases))

    def padded(of: Callable[[NounPhrase], Sequence[str]]) -> Ints:
        table = np.zeros((len(phrases), _TOKENS), np.int64)
        for row, phrase in enumerate(phrases):
            for place, token in enumerate(of(phrase)[:_TOKENS]):
                table[row, place] = number(token)
        return table

    return Columns(
        level=ints(lambda p: LEVELS.index(p.level)), form=ints(lambda p: p.form), opening=ints(lambda p: p.opening),
        label=ints(lambda p: LABELS.index(p.label)), number=ints(lambda p: p.number), gender=ints(lambda p: p.gender),
        role=ints(lambda p: ROLES.index(p.role)), sentence=ints(lambda p: p.sentence), line=ints(lambda p: p.line),
        quote=ints(lambda p: p.quote), start=ints(lambda p: p.start), end=ints(lambda p: p.end),
        first=ints(lambda p: p.first), last=ints(lambda p: p.last),
        head=ints(lambda p: 0 if p.form else number(p.head)), called=ints(lambda p: 0 if p.form else number(p.called)),
        text=ints(lambda p: number(p.text)), count=ints(lambda p: p.count), named=np.asarray(named, np.int64),
        meaning=ints(lambda p: p.meaning), is_next=ints(lambda p: p.is_next),
        classes=np.array([[label in p.kinds for label in LABELS] for p in phrases], np.bool_).reshape(-1, len(LABELS)),
        score=np.array([p.score for p in phrases], np.float32),
        tokens=padded(lambda p: () if p.form else p.tokens), rest=padded(lambda p: p.rest),
    )  # fmt: skip


def pairs_of(phrases: Sequence[NounPhrase], named: Sequence[int], links: Floats) -> Pairs:
    """The candidates of every phrase and all features. ``links`` (2, phrases, width): what each asks and offers."""
    columns = columns_of(phrases, named)
    candidates, scores = _candidates(columns, links)
    return Pairs(
        candidates=candidates,
        own=_own(columns, phrases),
        context=_context(columns, candidates, scores),
        pair=_pair(columns, candidates, scores),
    )


def _candidates(columns: Columns, links: Floats) -> tuple[Ints, Floats]:
    """The likeliest earlier phrases by the encoder's links, equal words and nearness; and their links, 0 where there are none."""
    total = len(columns.head)
    width = min(CANDIDATES, max(1, total - 1))
    candidates = np.full((total, width), -1, np.int64)
    scores = np.zeros((total, width), np.float32)
    for row in range(0, total, _BLOCK):
        end = min(total, row + _BLOCK)
        begin = max(0, row - WINDOW)
        rows, earlier = np.arange(row, end), np.arange(begin, end)
        link = product(links[0, row:end], links[1, begin:end].T) / np.float32(links.shape[2] ** 0.5 or 1.0)
        same_head = (columns.head[rows, None] == columns.head[earlier]) & (columns.head[rows, None] > 0)
        same_called = (columns.called[rows, None] == columns.called[earlier]) & (columns.called[rows, None] > 0)
        back = rows[:, None] - earlier
        worth = (
            link + _HEAD_BONUS * same_head + _CALLED_BONUS * same_called + _NEAR_BONUS * (back <= _NEAR) - back * 0.01
        )
        worth = np.where((back > 0) & (back <= WINDOW), worth, _NEVER)
        kept = min(width, worth.shape[1])
        top = np.argpartition(-worth, kept - 1, axis=1)[:, :kept]
        found = np.where(np.take_along_axis(worth, top, 1) > _NEVER / 2, top + begin, -1)
        found = -np.sort(-found, axis=1)
        candidates[row:end, :kept] = found
        scores[row:end, :kept] = np.where(found >= 0, np.take_along_axis(link, np.maximum(found - begin, 0), 1), 0)
    return candidates, scores


def _one_hot(values: Ints, size: int) -> Floats:
    return np.asarray(values[..., None] == np.arange(size), np.float32)


def _own(columns: Columns, phrases: Sequence[NounPhrase]) -> Floats:
    """What a phrase by itself says, (phrases, features)."""
    total = len(phrases)
    possessive = np.fromiter((p.text in POSSESSIVES for p in phrases), np.float32, total)
    reflexive = np.fromiter((p.text in REFLEXIVES for p in phrases), np.float32, total)
    flags = [
        possessive, reflexive, columns.quote > 0, (columns.rest > 0).any(1), columns.count > 1, columns.named > 0,
        np.diff(columns.sentence, prepend=-1) > 0, np.log1p((columns.tokens > 0).sum(1)), columns.score,
        np.log1p((columns.rest > 0).sum(1)), *_recurrence(columns.head), *_recurrence(columns.called),
    ]  # fmt: skip
    parts = [
        _one_hot(columns.level, len(LEVELS)), _one_hot(columns.form, len(FORMS) + 1),
        _one_hot(columns.opening, len(OPENINGS) + 1), _one_hot(columns.label, len(LABELS)),
        _one_hot(columns.number, 3), _one_hot(columns.gender, 3), _one_hot(columns.role, len(ROLES)),
        np.stack([np.asarray(flag, np.float32) for flag in flags], 1),
    ]  # fmt: skip
    return np.concatenate(parts, 1)


def _recurrence(words: Ints) -> tuple[Floats, Floats]:
    """How often a word stood before, and how often it will, as log(1 + n); 0 where there is no word."""
    order = np.argsort(words, kind="stable")
    ordered = words[order]
    begin = np.searchsorted(ordered, ordered, "left")
    end = np.searchsorted(ordered, ordered, "right")
    place = np.arange(len(words))
    before, after = np.empty(len(words)), np.empty(len(words))
    before[order], after[order] = place - begin, end - place - 1
    told = words > 0
    return np.log1p(before * told).astype(np.float32), np.log1p(after * told).astype(np.float32)


def _context(columns: Columns, candidates: Ints, scores: Floats) -> Floats:
    """What the candidates of a phrase say together, (phrases, features)."""
    there = candidates >= 0
    best = np.where(there, scores, _NEVER).max(1)
    other = np.maximum(candidates, 0)
    head = there & (columns.head[other] == columns.head[:, None]) & (columns.head[:, None] > 0)
    called = there & (columns.called[other] == columns.called[:, None]) & (columns.called[:, None] > 0)
    named = there & (columns.named[other] == columns.named[:, None]) & (columns.named[:, None] > 0)
    flags = [np.clip(best, -10, 10) / 4, best > 0, head.any(1), called.any(1), named.any(1), there.sum(1) < 3]
    return np.stack([np.asarray(flag, np.float32) for flag in flags], 1)


def _pair(columns: Columns, candidates: Ints, scores: Floats) -> Floats:
    """What the two phrases of each pair say together, (phrases, candidates, features)."""
    there = candidates >= 0
    other = np.maximum(candidates, 0)
    one = np.arange(len(candidates))[:, None]
    features = [
        *_place_features(columns, one, other), *_word_features(columns, one, other),
        *_agreement_features(columns, one, other, there), *_link_features(scores, there),
    ]  # fmt: skip
    table = np.empty((*there.shape, len(features)), np.float32)
    for number, feature in enumerate(features):
        table[..., number] = feature
    return table


def _place_features(columns: Columns, one: Ints, other: Ints) -> Iterable[NDArray[np.generic]]:
    sentences = np.digitize(columns.sentence[one] - columns.sentence[other], _SENTENCES)
    back = np.digitize(one - other, _PHRASES)
    lines = columns.line[one] - columns.line[other]
    gap = columns.first[one] - columns.last[other]
    quote, other_quote = columns.quote[one], columns.quote[other]
    yield from (sentences == number for number in range(len(_SENTENCES) + 1))
    yield from (back == number for number in range(len(_PHRASES) + 1))
    yield from (lines == number for number in range(3))
    yield (quote == other_quote) & (quote > 0)
    yield (quote != other_quote) & (quote > 0) & (other_quote > 0)
    yield (quote > 0) != (other_quote > 0)
    yield (columns.start[other] <= columns.start[one]) & (columns.end[one] <= columns.end[other])
    yield (columns.start[one] <= columns.start[other]) & (columns.end[other] <= columns.end[one])
    near = (gap >= 0) & (columns.sentence[one] == columns.sentence[other])
    yield from (near & (gap == number) for number in range(3))
    yield near & (gap < 6)
    yield np.log1p(np.abs(gap)) / 4
    yield np.log1p(one - other) / 4
    yield (columns.role[one] == 0) & (columns.role[other] == 0)
    yield near & (columns.is_next[other] > 0) & (gap < 4)
    # Turns of talk: every second line is one speaker's, so "I" there is "you" here.
    talk = (columns.form[one] > 0) & (columns.form[other] > 0) & (lines > 0) & (lines < 7)
    same_form = columns.form[one] == columns.form[other]
    yield talk & same_form & (lines % 2 == 0)
    yield talk & same_form & (lines % 2 == 1)
    yield talk & ~same_form & (lines % 2 == 1)


def _word_features(columns: Columns, one: Ints, other: Ints) -> Iterable[NDArray[np.generic]]:
    told = (columns.called[one] > 0) & (columns.called[other] > 0)
    same = told & (columns.called[one] == columns.called[other])
    head = told & (columns.head[one] == columns.head[other])
    yield columns.text[one] == columns.text[other]
    yield (columns.text[one] == columns.text[other]) & ~told
    yield same
    yield head
    yield head & ~same
    sizes = (columns.tokens > 0).sum(1)
    found, held = _shared(columns.tokens, other)
    size, other_size = sizes[one], sizes[other]
    yield found / np.maximum(size, 1)
    yield held / np.maximum(other_size, 1)
    yield told & (found == size)
    yield told & (held == other_size)
    yield told & (found == 0)
    yield head & (found < size) & (held < other_size)
    last = np.take_along_axis(columns.tokens, np.maximum(sizes - 1, 0)[:, None], 1)[:, 0]
    yield told & ((columns.tokens[other] == last[one][:, :, None]).any(2))
    yield told & ((columns.tokens[one] == last[other][:, :, None]).any(2))
    shared = _shared(columns.rest, other)[0] > 0
    goes_on = np.asarray((columns.rest > 0).any(1), np.bool_)
    both = goes_on[one] & goes_on[other]
    yield shared
    yield both & ~shared
    yield (columns.count[one] > 0) & (columns.count[other] > 0) & (columns.count[one] != columns.count[other])
    yield (columns.named[one] == columns.named[other]) & (columns.named[one] > 0)
    yield (columns.named[one] != columns.named[other]) & (columns.named[one] > 0) & (columns.named[other] > 0)
    yield (columns.meaning[one] == columns.meaning[other]) & (columns.meaning[one] > 0) & ~head
    class_of = np.take_along_axis(columns.classes[one[:, 0]], columns.label[other], 1)
    name = columns.level[other] == LEVELS.index("name")
    yield class_of & name
    yield class_of & name & ((class_of & name).cumsum(1) == 1)
    # The nearest of those with the same head or words is the one that is meant, not one before it.
    yield head & (head.cumsum(1) == 1)
    yield same & (same.cumsum(1) == 1)


def _shared(tokens: Ints, other: Ints) -> tuple[Ints, Ints]:
    """How many words of each phrase its candidates have too, and how many words of a candidate the phrase has too."""
    by_place = np.ascontiguousarray(tokens.T)
    mine, theirs = by_place[:, :, None], by_place[:, other]
    found, met = np.zeros(other.shape, np.int64), np.zeros(theirs.shape, np.bool_)
    for word in mine:
        same = theirs == word
        found += same.any(0) & (word > 0)
        met |= same
    return found, np.asarray((met & (theirs > 0)).sum(0), np.int64)


def _agreement_features(columns: Columns, one: Ints, other: Ints, there: Bools) -> Iterable[NDArray[np.generic]]:
    number, other_number = columns.number[one], columns.number[other]
    gender, other_gender = columns.gender[one], columns.gender[other]
    numbers = (number > 0) & (other_number > 0)
    genders = (gender > 0) & (other_gender > 0)
    person, other_person = columns.label[one] == 0, columns.label[other] == 0
    form, other_form = columns.form[one], columns.form[other]
    yield numbers & (number == other_number)
    yield numbers & (number != other_number)
    yield genders & (gender == other_gender)
    yield genders & (gender != other_gender)
    yield columns.label[one] == columns.label[other]
    yield person != other_person
    same_form = (form == other_form) & (form > 0)
    yield same_form
    yield (form > 0) & (other_form > 0) & ~same_form
    clash = (numbers & (number != other_number)) | (genders & (gender != other_gender)) | (person != other_person)
    fits = ~clash & there
    yield fits
    rank = fits.cumsum(1) - fits
    yield fits & (rank == 0)
    yield fits & (rank == 1)
    yield np.log1p(rank) / 3
    yield same_form & (same_form.cumsum(1) == 1)
    spoken_of = np.log1p(np.bincount(columns.named)[columns.named]) * (columns.named > 0)
    yield spoken_of[other]


def _link_features(scores: Floats, there: Bools) -> Iterable[NDArray[np.generic]]:
    best = np.where(there, scores, _NEVER).max(1, keepdims=True)
    yield np.clip(scores, -10, 10) / 4
    yield scores > 0
    yield np.clip(scores - best, -10, 0) / 4
    yield (scores >= best) & there
