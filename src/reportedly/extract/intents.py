"""Acts done by speaking of the future: who promises, threatens, refuses or asks with a modal ("said it would", "is ready to", "must").

PLOVER files what somebody says they will do under the saying: a deed of cooperation is agreed to, a hostile one threatened, a
cooperative one that will not be done rejected, and what another must do requested. The deed itself stays a claim of its own, planned.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output, Predicate, ScoredSpan
from reportedly.extract.frames import Filled, argument_words, claim_words
from reportedly.extract.parties import Phrases, is_own
from reportedly.extract.triggers import Trigger
from reportedly.schema.codebook import Codebook, LexicalEntry, TypeCandidate

WITH_A_KNOWN_DEED = 0.8  # the deed is an event of the codebook
WITH_A_DEED_WORD = 0.65  # only its verb is known to be friendly or hostile
REACH = 6  # words from a verb to the noun that names its deed ("impose new restrictions")
_SUBJECTS = frozenset({"it", "they", "he", "she", "we", "i"})
_SPEAKING = frozenset({"i", "we"})
_PRONOUN = re.compile(r"\b(?:it|they|he|she|we|i)\b", re.IGNORECASE)
_BETWEEN = frozenset("also then still soon now never not n't t ' ’ again only immediately be".split())
_LIGHT = frozenset({"have", "be", "do", "get"})
_ALREADY = frozenset({"THREATEN", "REJECT", "REQUEST"})
_SPOKEN = _ALREADY | {"AGREE"}
_GAP = re.compile(r"[\s,]*(?:(?:is|are|was|were|be|been|has|have|had|also|now|still|[a-z]+ly|says?|said)\s+)*")
_NOT = frozenset({"not", "never", "n't", "t", "no"})


class _Modal(NamedTuple):
    """Words ``first`` to ``last`` of a sentence (last exclusive) that speak of the future, the verb after them, and if they deny it."""

    first: int
    last: int
    verb: int
    asks: bool
    negated: bool


def find_intents(
    text: str, output: Output, triggers: Sequence[Trigger], codebook: Codebook, phrases: Sequence[Phrases]
) -> list[Trigger]:
    """The promises, threats, refusals and demands of a report that a modal makes; none where a trigger stands on the modal itself."""
    predicates = {predicate.start: predicate for predicate in output.predicates}
    sides = {
        one.code: "friendly" if one.quad.endswith("cooperation") else "hostile" for one in codebook.types if one.quad
    }
    found: list[Trigger] = []
    word = 0
    for number, sentence in enumerate(output.sentences):
        first = word
        while word < len(output.words) and output.words[word][0] < sentence[1]:
            word += 1
        spans = output.words[first:word]
        low = [text[a:b].lower() for a, b in spans]
        here = [one for one in triggers if one.sentence == number]
        for modal in _modals(low):
            verb = predicates.get(spans[modal.verb][0])
            start, end = spans[modal.first][0], spans[modal.last - 1][1]
            if verb is None or any(one.start <= start and end <= one.end and one.type in _ALREADY for one in here):
                continue
            if any(_holds(one, start, end) for one in here):
                continue
            made = _intent(text, output, modal, verb, _Scene(phrases[number], spans, low, here, sides))
            if made is not None:
                made.sentence = number
                found.append(made)
    return found


def _holds(one: Trigger, start: int, end: int) -> bool:
    """Whether a modal stands in what another word promises, threatens, refuses or asks: "vowed that it would" is one threat."""
    if one.type not in _SPOKEN or one.predicate is None or one.end > start:
        return False
    return any(span.start >= one.end and span.start <= start and end <= span.end for span in one.predicate.propbank)


class _Scene(NamedTuple):
    """The sentence of a modal: its phrases, words and triggers, and the side that each type of the codebook is on."""

    phrases: Phrases
    spans: Sequence[tuple[int, int]]
    low: Sequence[str]
    here: Sequence[Trigger]
    sides: Mapping[str, str]


def _modals(low: Sequence[str]) -> list[_Modal]:
    """The modals of a sentence's words that a verb follows."""
    words = claim_words()
    found: list[_Modal] = []
    place = 0
    while place < len(low):
        to = place + 1 < len(low) and low[place + 1] == "to"
        asks = low[place] in words.asking
        if asks or low[place] in words.future:
            last = place + 1
        elif to and low[place] in words.willing:
            last = place + 2
        else:
            place += 1
            continue
        verb = last
        while verb < len(low) and verb < last + 5 and low[verb] in _BETWEEN:
            verb += 1
        negated = bool(_NOT.intersection(low[last:verb])) or (
            to and bool(_NOT.intersection(low[max(0, place - 2) : place]))
        )
        past = low[verb : verb + 1] == ["have"] and low[verb + 1 : verb + 2] not in ([], ["to"], ["the"], ["a"], ["an"], ["no"])
        if verb < len(low) and low[verb].isalpha() and "be" not in low[last:verb] and not past:  # "would have killed" promises nothing
            found.append(_Modal(place, last, verb, asks, negated))
        place = last
    return found


def _intent(text: str, output: Output, modal: _Modal, verb: Predicate, scene: _Scene) -> Trigger | None:
    start, end = scene.spans[modal.first][0], scene.spans[modal.last - 1][1]
    phrases = scene.phrases
    subject = _subject(text, start, verb, phrases)
    speaker = _speaker(start, end, output)
    side, known = _side_of_deed(modal, scene)
    if subject is None:
        return None
    pronoun = text[slice(*subject)].lower() in _SUBJECTS
    if text[slice(*subject)].lower() in _SPEAKING and speaker is None:  # an interview: nobody is known to promise
        return None
    if modal.asks:
        if speaker is None or pronoun or _same(text, subject, speaker):
            return None
        actor, kind = speaker, "REQUEST"
    else:
        kind_of_deed = _kind(side, modal, scene)
        if kind_of_deed is None:
            return None
        actor, kind = speaker if pronoun and speaker is not None else subject, kind_of_deed
    score = WITH_A_KNOWN_DEED if known or modal.asks else WITH_A_DEED_WORD
    plain = scene.low[modal.verb] not in _LIGHT and not scene.low[modal.verb].endswith("ed")
    if plain and not any(one.start < scene.spans[modal.verb][1] and end < one.end for one in scene.here):
        end = scene.spans[modal.verb][1]  # "would respond": the verb makes no claim of its own
    made = Trigger(start, end, modal.first, 0, kind, None, score, _as_entry(text[start:end], kind, modal, score), None)
    made.filled = [Filled("actor", *argument_words(text, *actor), score)]
    deed = (verb.start, max([verb.end, *(span.end for span in verb.propbank if span.label.startswith("ARG"))]))
    recipient = subject if modal.asks else _target(text, (deed, actor, subject), phrases, scene.here)
    if recipient is not None:
        made.filled.append(Filled("recipient", *argument_words(text, *recipient), score))
    made.filled.append(Filled("topic", *deed, score))
    return made


def _as_entry(words: str, kind: str, modal: _Modal, weight: float) -> TypeCandidate:
    """The modal as an entry of the lexicon, since its type too was chosen by words."""
    entry = LexicalEntry(lemma=words.lower(), pos="verb", type=kind, weight=weight, source="intents")
    return TypeCandidate(
        type=kind, mode=None, weight=weight, roles=(), toll=None, entry=entry, start=modal.first, end=modal.last,
        mode_word=None,
    )  # fmt: skip


def _kind(side: str | None, modal: _Modal, scene: _Scene) -> str | None:
    if side is None:
        return None
    if modal.negated:
        return "REJECT" if side == "friendly" else None
    return "THREATEN" if side == "hostile" or "unless" in scene.low[modal.verb :] else "AGREE"


def _side_of_deed(modal: _Modal, scene: _Scene) -> tuple[str | None, bool]:
    """Whether what the verb says is friendly or hostile, and whether a trigger of the codebook says so; to end one is the other."""
    words = claim_words()
    lemmas = {lemma for lemma, pos in candidate_lemmas(scene.low[modal.verb]) if pos == "verb"} | {
        scene.low[modal.verb]
    }
    first, last = scene.spans[modal.verb]
    edge = scene.spans[min(modal.verb + REACH, len(scene.spans) - 1)][1]
    at_verb = next((one for one in scene.here if one.start < last and first < one.end), None)
    behind = next((one for one in scene.here if last <= one.start < edge), None)
    # Who will ask, or appeal, threatens nobody with it.
    if at_verb is not None and at_verb.type in {"AGREE", "THREATEN", "REJECT", "REQUEST"}:
        return None, False
    if at_verb is not None and (at_verb.end > last or behind is None or not lemmas & words.ending):
        return (
            "hostile" if lemmas & words.hostile_deeds and at_verb.end <= last else scene.sides.get(at_verb.type)
        ), True
    if lemmas & words.ending and behind is not None:
        return {"friendly": "hostile", "hostile": "friendly"}.get(scene.sides.get(behind.type, "")), True
    for side, deeds in (("friendly", words.friendly_deeds), ("hostile", words.hostile_deeds)):
        if lemmas & deeds:
            return side, behind is not None
    return (
        (scene.sides.get(behind.type), True) if behind is not None and behind.candidate is not None else (None, False)
    )


def _subject(text: str, modal: int, verb: Predicate, phrases: Phrases) -> tuple[int, int] | None:
    """Who will do it: the verb's ARG0 before the modal where it is a party or a pronoun, else the party or pronoun right before it."""
    for span in verb.propbank:
        if span.label == "ARG0" and span.end <= modal:
            named = text[span.start : span.end].lower() in _SUBJECTS or phrases.party_in(span.start, span.end, ())
            if named:
                pieces = phrases.joined(span.start, span.end)
                return pieces[0] if len(pieces) == 1 else (span.start, span.end)
            return None
    before = [one for one in phrases.parties if one.end <= modal and _GAP.fullmatch(text, one.end, modal)]
    if before:
        longest = min(before, key=lambda one: one.start)
        return longest.start, longest.end
    pronouns = [
        one for one in _PRONOUN.finditer(text, max(0, modal - 40), modal) if _GAP.fullmatch(text, one.end(), modal)
    ]
    return pronouns[0].span() if pronouns else None


def _speaker(start: int, end: int, output: Output) -> tuple[int, int] | None:
    """The source of the innermost cue whose content holds the modal."""
    best: tuple[int, tuple[int, int]] | None = None
    for cue in output.cues:
        source = next((one for one in cue.arguments if one.label == "source"), None)
        for span in cue.arguments:
            if span.label == "content" and span.start <= start and end <= span.end and source is not None:
                size = span.end - span.start
                if best is None or size < best[0]:
                    best = (size, (source.start, source.end))
    return best[1] if best else None


def _same(text: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    return text[slice(*one)].lower() in text[slice(*two)].lower()


def _target(
    text: str, spans: tuple[tuple[int, int], tuple[int, int], tuple[int, int]], phrases: Phrases, here: Sequence[Trigger]
) -> tuple[int, int] | None:
    """To whom the deed is to be done: the recipient of its own trigger, else the first party that it speaks of; nobody of one's own.

    ``spans`` are the deed, who speaks of it, and who is to do it.
    """
    deed, actor, subject = spans
    for one in here:
        if deed[0] <= one.start < deed[1]:
            for filled in one.filled:
                named = filled.role == "recipient" and phrases.party_in(filled.start, filled.end, (actor, subject))
                if named and not is_own(text, filled.start):
                    return filled.start, filled.end
    party: ScoredSpan | None = phrases.party_in(*deed, (actor, subject))
    return (party.start, party.end) if party is not None and not is_own(text, party.start) else None
