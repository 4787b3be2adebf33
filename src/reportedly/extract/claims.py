"""Claims: every trigger of the codebook's types, with its arguments, time, place, toll, voices and factuality."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.codebooks.trigger_types import SentenceTypes
from reportedly.encoder.output import Output, Predicate
from reportedly.extract.accusations import accused_in
from reportedly.extract.agents import heed_small_words
from reportedly.extract.agreement import agreeing
from reportedly.extract.anchoring import Site, claim_place, claim_time, claim_tolls, claimed_elsewhere, nearest_first
from reportedly.extract.attributions import judging_voice, voices_over
from reportedly.extract.blame import settle_blamed
from reportedly.extract.calibration import claim_score
from reportedly.extract.cautions import is_caution
from reportedly.extract.certainties import certainty_of
from reportedly.extract.compounds import backing, is_compound
from reportedly.extract.counts import counts_of, is_count, says_the_same
from reportedly.extract.described import settle_described
from reportedly.extract.doers import before_verb, is_noun, no_doer, reports, same_doers
from reportedly.extract.doubles import cut_participles, names_the_hurt, without_doubles
from reportedly.extract.elsewhere import of_what_was_answered
from reportedly.extract.fought_battles import through_battles
from reportedly.extract.frames import (
    Filled,
    arguments_of,
    claim_words,
    with_row,
)
from reportedly.extract.going_on import with_settings
from reportedly.extract.idle_words import tells_of_nothing
from reportedly.extract.intents import find_intents
from reportedly.extract.natural_causes import by_nature, is_obituary, without_violence
from reportedly.extract.opponents import opposed
from reportedly.extract.participants import from_participants, give_parts
from reportedly.extract.participials import lend_subjects
from reportedly.extract.parties import Phrases, phrases_of, settled, without_towns
from reportedly.extract.purposes import share_purposes
from reportedly.extract.relative_deeds import settle_relative
from reportedly.extract.responsibility import settle_owned
from reportedly.extract.row_tolls import of_either_fate
from reportedly.extract.senses import other_sense
from reportedly.extract.shared_subjects import go_on
from reportedly.extract.sharing import share
from reportedly.extract.sides import put_right
from reportedly.extract.spoken_of import without_spoken_of
from reportedly.extract.stances import stance_over
from reportedly.extract.taken import settle_taken
from reportedly.extract.triggers import Trigger
from reportedly.extract.unnamed import without_tellers
from reportedly.extract.victims import count_the_hurt
from reportedly.extract.wiki_sections import without_telling
from reportedly.schema import Argument, Attribution, Claim, ClaimPlace, ClaimTime, Mention, Role, span_of
from reportedly.schema.codebook import Codebook, TypeCandidate

# "Will be called the Movement" gives a name; "was called for" and "was called off" don't.
_NAMED = re.compile(r"\b(?:be|is|are|was|were|been|being|now|formerly|previously|originally|so)\s+\Z", re.IGNORECASE)
_CALLED_FOR = re.compile(r"\s+(?:for|on|upon|off|to|in|out|by|up)\b", re.IGNORECASE)
# "Who heads the hospital" goes nowhere.
_HEADS = re.compile(r"head(?:s|ed|ing)?", re.IGNORECASE)
_WHAT_IS_LED = re.compile(r"\s+(?:the|an?|its|their|his|her|(?!North|South|East|West)[A-Z]|\w+['’]s?\s)")

_CLOCK = re.compile(r"(?:about |around )?\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b", re.IGNORECASE)  # "a curfew from 6 p.m."

_SETTING: Mapping[str, Role] = {"TMP": "time", "LOC": "place"}

EntityAt = Callable[[int, int], str | None]

# How a trigger is chosen. WikiEvents alone (benchmarks/event_roles.py) would put ACCEPTED_FROM at 0.7; it marks few of
# our types, so less is asked.
LEXICON_SHARE = 0.6
ACCEPTED_FROM = 0.5
UNSEEN_PREDICATE = 0.25
# Of the types that the head was well taught, it must hold the word at least this likely to be a trigger (benchmarks/triggers.py).
TRIGGER_FROM = 0.02
SURE_ALONE = 0.85  # the weight of a noun that counts though the head took it for no predicate; phrases always do, verbs never
EMBEDDED = 0.85
DEEPEST = 3
SURE_WORD = 0.7
_NAME_LINKS = frozenset(("for", "of", "and", "in", "on", "the"))
_TAKING = frozenset({None, "arrest", "seize", "censor"})
AGREED_FROM = 0.6  # the head and the lexicon hold the same type of a word
LEARNED_ALONE_TRIGGER = 0.6
LEARNED_ALONE_TYPE = 0.7


class TypeSource(Protocol):
    """What was taught the types of a codebook by examples."""

    def triggers(self, text: str, output: Output) -> Mapping[int, TypeCandidate]:
        """First character of a word -> the type it is a trigger of; the candidate's weight is the probability of that."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What claims are made from: the report's text, the encoder's output, its mentions (resolved) and its attributions."""

    text: str
    output: Output
    mentions: Sequence[Mention]
    attributions: Sequence[Attribution]
    entity_at: EntityAt


def find_triggers(text: str, output: Output, codebook: Codebook, taught: TypeSource | None = None) -> list[Trigger]:
    """The triggers of a report with their arguments, in order; each character belongs to at most one.

    ``taught`` finds triggers of the types that the codebook's examples taught; at their words it goes before the lexicon.
    """
    predicates = {predicate.start: predicate for predicate in output.predicates}
    own = taught.triggers(text, output) if taught is not None else {}
    found: list[Trigger] = []
    word, small = 0, text.islower()
    calm, obituary, untold = without_violence(text), is_obituary(text, output.sentences), without_telling(text)
    for number, (start, end) in enumerate(output.sentences):
        first = word
        while word < len(output.words) and output.words[word][0] < end:
            word += 1
        spans = output.words[first:word]
        words = [text[a:b] for a, b in spans]
        types = SentenceTypes(codebook, words)
        here: list[Trigger] = []
        for place, (a, b) in enumerate(spans):
            trigger = _trigger(types, words, spans, place, predicates.get(a)) or _compound(text, types, (a, b, place, number), output)
            if a in own:
                trigger = Trigger(
                    a, b, place, 0, own[a].type, None, own[a].weight, own[a], predicates.get(a), taught=True
                )
            if trigger is None:
                continue
            if words[place].lower() == "called" and _NAMED.search(text, start, a) and not _CALLED_FOR.match(text, b):
                continue
            if _HEADS.fullmatch(words[place]) and _WHAT_IS_LED.match(text, b):
                continue
            if names_the_hurt(words, place) or any(first <= a < last for first, last in untold):
                continue
            if words[place][:1].isupper() and (
                _opens_name(text, a, b, output) if not place else _inside_name(a, b, output) or _amid_capitals(words, place)
            ):
                continue
            if small and _inside_body(a, b, output):
                continue
            if not trigger.taught and tells_of_nothing(text, trigger.type, (trigger.start, trigger.end), (start, end)):
                continue
            if trigger.type == "ASSAULT" and not trigger.taught and by_nature(
                text, (trigger.start, trigger.end), (start, end), calm=calm, obituary=obituary
            ):
                continue
            trigger.sentence = number
            if not trigger.taught and (other_sense(text, trigger, words, (start, end)) or is_caution(text, trigger, (start, end))):
                continue
            if is_compound(text, trigger) and not backing(text, trigger, output):
                continue
            if codebook.event_type(trigger.type) is not None:
                here.append(trigger)
        here = _without_overlap(here)
        for trigger in here:
            trigger.filled = arguments_of(
                text, (trigger.start, trigger.end), trigger.predicate, trigger.candidate, (start, end), output
            )
            if trigger.type in {"ASSAULT", "COERCE"}:
                trigger.filled = from_participants(
                    trigger.filled, text, (trigger.start, trigger.end), (start, end), output
                )
            count_the_hurt(text, trigger, (start, end))
            trigger.filled = [
                with_row(one, text, (trigger.start, trigger.end), (start, end), output) for one in trigger.filled
            ]
        found += without_doubles(text, here, words)
    share(found, text, output)
    return _completed(text, found, output, codebook)


def _completed(text: str, found: list[Trigger], output: Output, codebook: Codebook) -> list[Trigger]:
    """The triggers with counts and intents beside them, and all with the arguments that their claims show."""
    counts = counts_of(text, output, found)
    found = [
        one for one in found
        if not any((one.start < other.end and other.start < one.end) or says_the_same(text, one, other) for other in counts)
    ]  # fmt: skip
    found = sorted([*found, *counts], key=lambda one: (one.start, one.end))
    heed_small_words(text, found, output)
    go_on(text, found, output)
    lend_subjects(text, found, output)
    settle_described(text, found, output)
    settle_relative(text, found, output)
    settle_blamed(text, found, output)
    without_tellers(text, found, output)
    share_purposes(text, found, output)
    phrases = phrases_of(text, output)
    intents = find_intents(text, output, found, codebook, phrases) if codebook.event_type("THREATEN") else []
    found = [one for one in found if not any(one.start < other.end and other.start < one.end for other in intents)]
    found = sorted([*found, *intents], key=lambda one: (one.start, one.end))
    for trigger in found:
        settle_taken(text, trigger, phrases[trigger.sentence], codebook)
    _settle(text, found, phrases, output)
    give_parts(text, found, output)
    for trigger in found:
        trigger.arguments = backing(text, trigger, output) if is_compound(text, trigger) else agreeing(text, trigger)
        trigger.arguments = without_spoken_of(text, trigger, output)
    cut_participles(text, found)
    through_battles(text, found, output)
    return settle_owned(text, found, output)


def _settle(text: str, found: Sequence[Trigger], phrases: Sequence[Phrases], output: Output) -> None:
    """Give the triggers of a report their scores and the arguments that their claims will have."""
    for trigger in found:
        if not trigger.taught:
            trigger.score *= EMBEDDED ** min(_depth(trigger, text, output), DEEPEST)
        span = (trigger.start, trigger.end)
        starts = [other.start for other in found if other.sentence == trigger.sentence]
        trigger.filled = put_right(text, trigger, trigger.filled, output)
        trigger.filled = _without_adjectives(trigger.filled, phrases[trigger.sentence], starts)
        beside = [other for other in found if other.sentence == trigger.sentence and other is not trigger]
        trigger.filled = [before_verb(text, one, trigger, beside) for one in trigger.filled]
        trigger.filled = [one for one in trigger.filled if not (one.role == "actor" and no_doer(text, one, trigger, beside, output))]
        trigger.filled = [one for one in trigger.filled if not of_what_was_answered(text, trigger.end, one.start)]
        trigger.filled += same_doers(text, trigger, beside)
        if trigger.type == "DEFECT":
            trigger.filled = [_left(one, phrases[trigger.sentence]) for one in trigger.filled]
        accused = accused_in(text, trigger, output)
        arguments = settled(text, trigger.type, trigger.filled, span, phrases[trigger.sentence], output)
        arguments = opposed(text, trigger, arguments, phrases[trigger.sentence], output)
        arguments = [one for one in arguments if accused is None or one.role != "recipient" or one.start < accused[1]]
        hurts = trigger.candidate is not None and trigger.candidate.toll is not None
        trigger.arguments = without_towns(arguments, phrases[trigger.sentence]) if hurts else arguments


def _without_adjectives(filled: Sequence[Filled], phrases: Phrases, triggers: Sequence[int]) -> list[Filled]:
    """The arguments less the places that only modify a noun; one that tells whose deed it was is the actor where there is none."""
    acted = any(one.role == "actor" for one in filled)
    kept = [one for one in filled if not phrases.modifies(one)]
    return [
        replace(one, role="actor") if phrases.whose(one, triggers) else one
        for one in kept
        if not (acted and phrases.whose(one, triggers))
    ]


def _left(one: Filled, phrases: Phrases) -> Filled:
    """Who is broken with is a party, not where it began: "split from the Front" has the Front for recipient."""
    return replace(one, role="recipient") if one.role == "origin" and not phrases.is_place(one.start, one.end) else one


def _depth(trigger: Trigger, text: str, output: Output) -> int:
    """How many verbs, other than of saying, the trigger stands under: what is asked, feared or told in passing is told less surely."""
    words = claim_words()
    return sum(
        any(span.start <= trigger.start and trigger.end <= span.end for span in verb.propbank)
        for verb in output.predicates
        if verb.sentence == trigger.sentence
        and verb.propbank_score > 0.5
        and not trigger.start <= verb.start < trigger.end
        and not {lemma for lemma, _ in candidate_lemmas(text[verb.start : verb.end])} & words.reporting
    )


def _inside_name(start: int, end: int, output: Output) -> bool:
    """Whether a word is part of a longer name ("Raqqa Is Being Slaughtered Silently" tells of no slaughter)."""
    return any(
        one.start <= start and end <= one.end and one.end - one.start > end - start
        for one in (*output.names, *output.mentions)
    )


def _inside_body(start: int, end: int, output: Output) -> bool:
    """Whether a word goes on a body's name in a text without capitals ("national liberation front" tells of no liberation)."""
    bodies = ("organisation", "perpetrator-organisation")
    spans = (*output.names, *output.participants)
    return any(one.label in bodies and one.start < start and end <= one.end for one in spans)


def _opens_name(text: str, start: int, end: int, output: Output) -> bool:
    """Whether the first word of a sentence begins a name whose next word is written large too ("Amnesty International")."""
    return text[end + 1 : end + 2].isupper() and any(
        one.start == start and one.end > end + 1 and one.label == "organisation" for one in output.names
    )


def _amid_capitals(words: Sequence[str], place: int) -> bool:
    """Whether a capitalised word stands between capitalised words of a sentence that is no headline: it is part of a name."""
    letters = [word for word in words if word[:1].isalpha()]
    if sum(word[:1].isupper() for word in letters) > 0.6 * len(letters):
        return False
    beside = (_past_links(words, place, -1), _past_links(words, place, 1))
    if all(0 <= near < len(words) and near != 0 and words[near][:1].isupper() for near in beside):
        return True  # "the Organization for Security and Co-operation in Europe"
    return any(0 <= near < len(words) and words[near].istitle() for near in (place - 1, place + 1) if near != 0)


def _past_links(words: Sequence[str], place: int, step: int) -> int:
    """The next word before or behind one that is none of "for Security and ... in"."""
    near = place + step
    while 0 <= near < len(words) and words[near] in _NAME_LINKS:
        near += step
    return near


def _trigger(
    types: SentenceTypes,
    words: Sequence[str],
    spans: Sequence[tuple[int, int]],
    place: int,
    predicate: Predicate | None,
) -> Trigger | None:
    if not words[place][:1].isalpha():
        return None
    learned = dict(predicate.types) if predicate else {}
    sure = max(predicate.propbank_score, predicate.trigger_score) if predicate else UNSEEN_PREDICATE
    best: tuple[float, TypeCandidate] | None = None
    for candidate in types.at(place):
        score = candidate.weight
        if learned:
            chance = learned.get(candidate.type, 0.0)
            # The head takes many a raid and arrest for an assault: where the lexicon is sure, it only has to be either.
            taken = candidate.type == "COERCE" and candidate.mode in _TAKING and candidate.weight >= SURE_WORD
            either = chance + learned.get("ASSAULT", 0.0) if taken else chance
            score = LEXICON_SHARE * candidate.weight + (1 - LEXICON_SHARE) * either
            if candidate.type not in claim_words().well_taught:
                score = max(score, candidate.weight)
            if predicate and predicate.trigger_score >= AGREED_FROM and chance >= AGREED_FROM:
                score = max(score, predicate.trigger_score * chance, ACCEPTED_FROM)
        score *= 0.5 + 0.5 * sure
        if best is None or score > best[0]:
            best = (score, candidate)
    if best is not None:
        score, candidate = best
        if score < ACCEPTED_FROM or (len(candidate.entry.words) == 1 and _unlikely(candidate, predicate)):
            return None
        contiguous = candidate.end - candidate.start <= len(candidate.entry.words)
        first, last = (candidate.start, candidate.end - 1) if contiguous else (place, place)
        return Trigger(
            spans[first][0], spans[last][1], place, 0, candidate.type, candidate.mode, score, candidate, predicate
        )
    if predicate is None or not predicate.types or words[place].lower() in claim_words().reporting:
        return None
    kind, chance = predicate.types[0]
    if kind == "OTHER" or predicate.trigger_score < LEARNED_ALONE_TRIGGER or chance < LEARNED_ALONE_TYPE:
        return None
    if {lemma for lemma, _ in candidate_lemmas(words[place])} & claim_words().reporting:
        return None
    return Trigger(*spans[place], place, 0, kind, None, predicate.trigger_score * chance, None, predicate)


def _compound(text: str, types: SentenceTypes, at: tuple[int, int, int, int], output: Output) -> Trigger | None:
    """The second half of "Ardenia-backed rebels", which the head often takes for no predicate: both parties stand beside it."""
    start, end, place, sentence = at
    trigger = Trigger(start, end, place, sentence, "", None, 0.0, None, None)
    if not is_compound(text, trigger) or not backing(text, trigger, output):
        return None
    candidate = next(iter(types.at(place)), None)
    if candidate is None or len(candidate.entry.words) > 1:
        return None
    return Trigger(start, end, place, 0, candidate.type, candidate.mode, ACCEPTED_FROM, candidate, None)


def _unlikely(candidate: TypeCandidate, predicate: Predicate | None) -> bool:
    """Whether the head speaks against a single word of the lexicon: a verb that it took for no predicate is none here.

    "Twin bombs exploded", "in jail", "with pressure": of 21 such on WikiEvents dev 2 were marked. Of the types that it was well
    taught, it also speaks against nouns that the lexicon is not sure of, and words that it holds unlikely to be triggers.
    """
    if predicate is None and candidate.entry.pos == "verb":
        return True
    if candidate.type not in claim_words().well_taught:
        return False
    if predicate is None:
        return candidate.weight < SURE_ALONE
    return bool(predicate.types) and predicate.trigger_score < TRIGGER_FROM


def _without_overlap(triggers: list[Trigger]) -> list[Trigger]:
    """Of triggers that share characters the one with a frame stays, then the better one; the rest of a phrase is no second event."""
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda one: (one.predicate is None, -one.score, one.start)):
        if not any(trigger.start < other.end and other.start < trigger.end for other in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda one: one.start)


def make_claims(triggers: Sequence[Trigger], around: Surroundings) -> list[Claim]:
    """One claim per trigger, in order, without event ids."""
    told: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        told.setdefault(trigger.sentence, []).append(trigger)
    predicates: dict[int, list[Predicate]] = {}
    for predicate in around.output.predicates:
        predicates.setdefault(predicate.sentence, []).append(predicate)
    claims = []
    for number, trigger in enumerate(triggers):
        span = (trigger.start, trigger.end)
        held = claimed_elsewhere(span, told[trigger.sentence], predicates.get(trigger.sentence, ()), around.text)
        claims.append(_claim(number, trigger, around, held))

    def setting(verb: Predicate) -> tuple[ClaimTime | None, ClaimPlace | None]:
        span = (verb.start, verb.end)
        held = claimed_elsewhere(span, told.get(verb.sentence, ()), predicates[verb.sentence], around.text)
        site = Site(around.text, around.output.sentences[verb.sentence], span, tuple(held))
        filled = [
            Filled(_SETTING[one.label], one.start, one.end, one.score) for one in verb.propbank if one.label in _SETTING
        ]
        times = [one for one in around.mentions if one.kind == "time"]
        return claim_time(site, filled, times), claim_place(site, filled, around.mentions, origin_first=False)

    return with_settings(around.text, triggers, claims, around.output, setting)


def _claim(number: int, trigger: Trigger, around: Surroundings, taken: Sequence[tuple[int, int, int]]) -> Claim:
    text, output = around.text, around.output
    sentence = output.sentences[trigger.sentence]
    words = claim_words()
    span = (trigger.start, trigger.end)
    site = Site(text, sentence, span, tuple(taken))
    voices, spoken = _voices(trigger, around.attributions)
    times = [one for one in around.mentions if one.kind == "time"]
    dated = {(one.start, one.end) for one in times}
    arguments = tuple(
        Argument(
            role=one.role, start=one.start, end=one.end, text=text[one.start : one.end],
            entity=around.entity_at(one.start, one.end), score=one.score, part=one.part,
        )
        for one in sorted(trigger.arguments, key=lambda one: (one.start, one.end))
        if one.role == "time" or not _CLOCK.match(text, one.start, one.end)
        if one.role == "time" or (one.start, one.end) not in dated  # "shelled a depot on Sunday": Sunday is no target
        if not ((_is_deed(trigger, text) or _behind(one, trigger)) and _only_tells(one, trigger, voices))
    )  # fmt: skip
    innermost = judging_voice(voices) if voices and not spoken else None
    return Claim(
        id=f"c{number + 1}",
        kind="event",
        type=trigger.type,
        mode=trigger.mode,
        trigger=span_of(text, *span),
        arguments=arguments,
        when=None if is_count(trigger.candidate) else claim_time(site, trigger.filled, times),
        where=claim_place(site, trigger.filled, around.mentions, trigger.type in words.origin_first),
        toll=of_either_fate(
            text,
            span,
            claim_tolls(
                text,
                trigger.candidate.toll if trigger.candidate else None,
                nearest_first(trigger.filled, span),
                around.mentions,
            ),
        ),
        according_to=tuple(voice.id for voice in voices),
        stance=stance_over(trigger, innermost, text, output),
        factuality=certainty_of(trigger, text, output, voices[1:] if spoken else voices),
        sentence=span_of(text, *sentence),
        score=trigger.score if trigger.taught else claim_score(trigger),
    )


def _is_deed(trigger: Trigger, text: str) -> bool:
    """Whether a noun names an attack: who speaks of it has not done it by speaking, as one may promise or refuse."""
    return trigger.type == "ASSAULT" and is_noun(trigger, text)


def _behind(one: Filled, trigger: Trigger) -> bool:
    """Whether an actor stands behind its deed, as who tells of it often does: "..., wounding twenty, officials said"."""
    return trigger.type in {"ASSAULT", "COERCE"} and one.start >= trigger.end


def _only_tells(one: Filled, trigger: Trigger, voices: Sequence[Attribution]) -> bool:
    """Whether an actor only tells of the event, from outside of what is told: "She said the shelling ..." is not her shelling.

    Who says that it was theirs tells of a deed of their own.
    """
    return one.role == "actor" and not trigger.owned and any(
        voice.source is not None and one.start < voice.source.end and voice.source.start < one.end and reports(voice.cue.text)
        for voice in voices
    )  # fmt: skip


def _voices(trigger: Trigger, attributions: Sequence[Attribution]) -> tuple[tuple[Attribution, ...], bool]:
    """The chain of voices over a trigger; for an act done in words ("vowed", "claimed responsibility") it begins with the speaker's own."""
    over = voices_over(attributions, trigger.start, trigger.end)
    if trigger.owned or trigger.type in claim_words().spoken_types:
        for one in attributions:
            if one.cue.start < trigger.end and trigger.start < one.cue.end:
                return (one, *(voice for voice in over if voice is not one)), True
    return over, False
