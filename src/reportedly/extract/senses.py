"""Words of the lexicon in another sense: a released report is no captive, a beaten rival was not struck, an emptied building no retreat.

The lexicon's own conditions are words at some distance. What a verb is done to, and by whom, says more: ``data/senses.yaml`` lists
the heads of objects and subjects that make another type of a word, or none.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import ScoredSpan
from reportedly.extract.lexicon import load_data
from reportedly.extract.noun_phrases import singular
from reportedly.extract.triggers import Trigger, become

_CLOSE = 5  # words behind a trigger
_BEHIND_HEAD = re.compile(
    r"\s(?:of|in|at|to|on|for|from|with|by|near|over|about|around|inside|outside|against|after|before|during|under|beneath|behind|planted|hidden|left|found|that|which|who|whose|where|and|or|as)\s|[,;:(–—]"
)
_OBJECT, _SUBJECT = "ARG1", "ARG0"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Rule(Struct, frozen=True):
    """One rule of ``data/senses.yaml``: empty lists ask for nothing."""

    type: str | None
    words: frozenset[str]
    objects: frozenset[str]
    subjects: frozenset[str]
    after: frozenset[str]
    after_at_once: frozenset[str]
    before_at_once: frozenset[str]
    beside: frozenset[str]
    unless: frozenset[str]
    becomes: str | None
    mode: str | None
    toll: str | None


def other_sense(text: str, trigger: Trigger, words: Sequence[str], sentence: tuple[int, int]) -> bool:
    """Whether a trigger has a sense that is no event of the codebook; one that has another event's is made a trigger of that.

    ``words`` are those of its ``sentence``, which is (start, end) in characters.
    """
    lemma = _lemmas(text, trigger)
    for rule in _rules():
        if (rule.type in (None, trigger.type)) and not rule.words.isdisjoint(lemma) and _holds(rule, text, trigger, words, sentence):
            if rule.becomes is None:
                return True
            become(trigger, rule.becomes, rule.mode, rule.toll)
            return False
    return False


def _lemmas(text: str, trigger: Trigger) -> frozenset[str]:
    """What a trigger may be a form of: the lexicon's phrase, or any lemma of a single word."""
    if trigger.candidate is not None and len(trigger.candidate.entry.words) > 1:
        return frozenset({trigger.candidate.entry.lemma})
    return frozenset(lemma for lemma, _ in candidate_lemmas(text[trigger.start : trigger.end]))


def _holds(rule: Rule, text: str, trigger: Trigger, words: Sequence[str], sentence: tuple[int, int]) -> bool:
    low = [word.lower() for word in words]
    if not rule.unless.isdisjoint(low[: trigger.word] + low[trigger.word + 1 :]):
        return False
    behind = [word.lower() for word in _WORD.findall(text[trigger.end : sentence[1]])]
    before = [word.lower() for word in _WORD.findall(text[sentence[0] : trigger.start])]
    asked = (
        (rule.after, behind[:_CLOSE]), (rule.after_at_once, behind[:1]), (rule.before_at_once, before[-1:]), (rule.beside, low),
    )  # fmt: skip
    if any(wanted and wanted.isdisjoint(found) for wanted, found in asked):
        return False
    return all(
        not wanted or not wanted.isdisjoint(_heads(text, trigger, label))
        for wanted, label in ((rule.objects, _OBJECT), (rule.subjects, _SUBJECT))
    )


def _heads(text: str, trigger: Trigger, label: str) -> frozenset[str]:
    """The last words, in the singular, of what stands in one of a trigger's PropBank arguments; "of" names the object of a noun."""
    every = trigger.predicate.propbank if trigger.predicate is not None else ()
    spans: list[ScoredSpan] = [one for one in every if one.label == label]
    if not spans and label == _OBJECT:  # "the school was evacuated": where it was is the object too
        spans = [one for one in every if one.label == "ARG2" and one.end <= trigger.start]
    if not spans and label == _SUBJECT:  # "crews evacuated 120 people": of who moves others the frame knows no doer
        spans = [one for one in every if one.label == "ARG2" and one.end == trigger.start - 1]
    phrases = [text[one.start : one.end] for one in spans]
    if label == _OBJECT and text.startswith(" of ", trigger.end):
        phrases.append(text[trigger.end + 4 : trigger.end + 64])
    return frozenset(head for phrase in phrases if (head := _head(phrase)))


def _head(phrase: str) -> str:
    cut = _BEHIND_HEAD.search(phrase)
    words = _WORD.findall(phrase[: cut.start() if cut is not None else len(phrase)].lower())
    return singular(words[-1]) if words else ""


@cache
def _rules() -> tuple[Rule, ...]:
    """The packaged rules, read once; ``$name`` stands for a list of the file."""
    raw = load_data("senses.yaml")
    lists = {name: frozenset(map(str, words)) for name, words in raw["lists"].items()}

    def words(rule: Mapping[str, Any], key: str) -> frozenset[str]:
        found = rule.get(key, ())
        return lists[found[1:]] if isinstance(found, str) else frozenset(map(str, found))

    return tuple(
        Rule(
            type=rule.get("type"), words=words(rule, "words"), objects=words(rule, "objects"), subjects=words(rule, "subjects"),
            after=words(rule, "after"), after_at_once=words(rule, "after_at_once"), before_at_once=words(rule, "before_at_once"),
            beside=words(rule, "beside"), unless=words(rule, "unless"), becomes=rule.get("becomes"), mode=rule.get("mode"),
            toll=rule.get("toll"),
        )
        for rule in raw["rules"]
    )  # fmt: skip
