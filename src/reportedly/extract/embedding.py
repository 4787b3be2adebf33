"""The verbs that an event stands under in its sentence ("failed to prevent a massacre"), from the encoder's frames."""

import re

from msgspec import Struct
from msgspec.structs import replace

from reportedly.encoder.output import Output, Predicate, ScoredSpan

EMBEDDED_FROM = 0.4
_EMBEDDING = frozenset({"ARG1", "ARG2", "ARG3", "ARG4", "PRD", "PRP", "GOL"})
_APART = re.compile(
    r"\b(?:who|which|whom|whose|where|when|while|after|before|because|since|although|though|if|unless|as)\b|[;:]|\s[–—-]\s"
    r"|\bthat\s+(?:had|has|have|was|were)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|about|into|over|on|against|for|in|at|by|with|from|to|during|amid|between|under|upon|through)\b",
    re.IGNORECASE,
)
# What stands before a verb, and not before a noun that is told of in passing ("an end to the shelling").
_VERB_NEXT = re.compile(
    r"\A\s*,?\s*(?:that|whether)\s|(?:\bto|\bhad|\bhas|\bhave|\bbeen|\bbeing|\bwas|\bwere|\bwill|\bwould|\bcould|\bmay|\bmight)\s+(?:[a-z]+ly\s+)?\Z",
    re.IGNORECASE,
)
_ATTEMPT = re.compile(
    r"(?:[\w’'-]+\s+){0,3}(?:attempts?|plots?|plans?|bids?|efforts?|moves?)\s+(?:by\s+[^,.;]{2,40}\s+)?to\s+(?:[a-z]+ly\s+)?", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:also\s+|not\s+|[a-z]+ly\s+)*\Z")
_FINITE = re.compile(r"\s(?:was|were|is|are|had|has)\s")
_PARTICIPLE = re.compile(
    r"[a-z-]+ed|shot|held|(?:over)?taken|beaten|driven|sent|hit|torn|thrown|slain|caught|brought|bought|built|made|given|hidden|stolen|struck|hurt|overrun|"
    r"won|lost|sold|fought|led|kept|laid|broken|left|(?:gunned|shot|struck|burned|brought|torn|cut|laid)\s+down|set\s+\w+"
)
_NO_OBJECT = re.compile(
    r"\s*(?:[,.;:)”\"]|\Z)|\s+(?:in|at|on|by|near|during|from|since|for|to|after|before|last|over|with|under|inside|outside|as|when|while|earlier|without|"
    r"and|or|across|along|around|between|against|because|is|are|was|were|had|has|have|will|would|could|[a-z]+ly)\b"
)
# What happens of itself has the form of a participle in the past too ("feared that the tower collapsed").
_HAPPENS = re.compile(
    r"died|perished|collapsed|exploded|erupted|fell|broke|began|started|ended|failed|blew|burn|crashed|drowned|vanished|disappeared|detonated|returned|left|"
    r"fled|escaped|surrendered|withdrew|resigned|met|joined|marched"
)
# "Wants the men freed", "had him arrested".
_TO_BE_SO = re.compile(
    r"(?:want|order|see|saw|have|has|had|get|got|keep|kept|find|found|leave|left|hear|watch|demand|like|let)(?:s|ed|ing|en)?\s+"
    r"(?:(?:the|a|an|all|any|his|her|their|its)\s+)?(?:[\w’'-]+\s+){0,2}",
    re.IGNORECASE,
)
_PARTICIPLE_NEXT = re.compile(r"\b(?:from|of|at)\s+(?:[a-z]+ly\s+)?\Z", re.IGNORECASE)


class Governor(Struct, frozen=True):
    """A verb above an event: its words, its place among the words of the sentence, and whether it is negated itself.

    ``behind`` verbs stand behind the event that is their subject in the passive ("the raid was called off").
    """

    word: str
    place: int
    negated: bool
    behind: bool = False


def governors(text: str, output: Output, trigger: tuple[int, int], sentence: int, first: int) -> list[Governor]:
    """The verbs in front of a trigger whose object, or "to" clause, holds it, innermost first.

    ``first`` is the number of the sentence's first word; ``place`` counts from there. A clause with a subject of its own
    that tells of another time ("who had", "after") is under none of them.
    """
    holding: list[tuple[int, Predicate]] = []
    described = described_by(text, output, trigger)
    for predicate in output.predicates:
        if predicate.sentence == sentence and predicate.end <= trigger[0]:
            if described is not None and predicate.end <= described and not _TO_BE_SO.fullmatch(text, predicate.start, described):
                continue
            lengths = [
                one.end - one.start for one in predicate.propbank
                if one.label in _EMBEDDING and one.score >= EMBEDDED_FROM and one.start <= trigger[0] and trigger[1] <= one.end
            ]  # fmt: skip
            if lengths:
                holding.append((min(lengths), predicate))
    holding.sort(key=lambda one: (one[0], -one[1].start))
    found: list[Governor] = []
    beneath = trigger
    for _, predicate in holding:
        if predicate.end <= beneath[0] and _reaches(text[predicate.end : beneath[0]], text[beneath[0] : beneath[1]]):
            found.append(_governor(text, output, predicate, first))
            beneath = (predicate.start, predicate.end)
    return found + _passives(text, output, trigger, sentence, first)


def described_by(text: str, output: Output, trigger: tuple[int, int]) -> int | None:
    """Where the noun begins that a participle right behind it describes ("refused to free medics captured in May"); else None.

    What so describes whom something is done to is a fact beside it, whatever becomes of that.
    """
    word = text[slice(*trigger)].lower()
    if not _PARTICIPLE.fullmatch(word) or _HAPPENS.fullmatch(word) or _NO_OBJECT.match(text, trigger[1]) is None:
        return None
    for verb in output.predicates:
        if verb.start == trigger[0]:
            nouns = [one for one in verb.propbank if one.label == "ARG1" and one.score >= EMBEDDED_FROM and one.end <= trigger[0]]
            return next((one.start for one in nouns if not text[one.end : trigger[0]].strip()), None)
    return None


def _passives(text: str, output: Output, trigger: tuple[int, int], sentence: int, first: int) -> list[Governor]:
    """The verbs behind an event that their subject names: "a massacre was averted", "an attempt to storm the post failed"."""
    found = []
    for predicate in output.predicates:
        if predicate.sentence != sentence or predicate.start < trigger[1]:
            continue
        subjects = [
            one for one in predicate.propbank
            if one.label in ("ARG0", "ARG1") and one.score >= EMBEDDED_FROM
            and one.start <= trigger[0] and trigger[1] <= one.end <= predicate.start
        ]  # fmt: skip
        before = [text[one.start : trigger[0]] for one in subjects]
        tried = any(_ATTEMPT.fullmatch(words) for words in before)
        named = tried or any(not _PREPOSITION.search(words) and not _APART.search(words) for words in before)
        passive = _PASSIVE.search(text, trigger[1], predicate.start) or (tried and text[predicate.start : predicate.end].startswith("fail"))
        if named and passive and not _APART.search(text, trigger[1], predicate.start):
            found.append(replace(_governor(text, output, predicate, first), behind=True))
    return found


def _reaches(between: str, trigger: str) -> bool:
    """Whether a verb bears on what stands behind these words: on a clause, on its own object, on nothing farther off."""
    if _APART.search(between):
        return False
    if not _PREPOSITION.search(between) or _VERB_NEXT.search(between):
        return True
    return trigger.endswith("ing") and _PARTICIPLE_NEXT.search(between) is not None


def _governor(text: str, output: Output, predicate: Predicate, first: int) -> Governor:
    place = next((n for n in range(first, len(output.words)) if output.words[n][0] >= predicate.start), first)
    negated = any(one.label == "NEG" for one in predicate.propbank)
    return Governor(text[predicate.start : predicate.end].lower(), place - first, negated)


def own_modifiers(text: str, predicate: Predicate) -> list[ScoredSpan]:
    """A predicate's arguments without a "not" or "could" in front of its finite verb ("those who could not were shot")."""
    return [
        one for one in predicate.propbank
        if one.label not in ("NEG", "MOD") or one.end > predicate.start or _FINITE.search(text, one.end, predicate.start) is None
    ]  # fmt: skip
