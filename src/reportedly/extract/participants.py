"""Who took part in the attacks that a report brings as news: perpetrators, victims, targets and weapons, each as a whole phrase.

The participants head marks words and may stop short of a phrase's end; ``participant_phrases`` makes whole phrases of them. What begins
or ends another is one participant with it, and so is a surname in the middle of a longer name.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportedly.encoder.output import Output, ScoredSpan
from reportedly.extract.frames import Filled, add_argument, claim_words
from reportedly.extract.lexicon import lexicon
from reportedly.extract.noun_phrases import singular
from reportedly.extract.participant_phrases import up_to_verb, verbs_behind, whole_phrases
from reportedly.extract.triggers import Trigger
from reportedly.schema import Part, Role

PARTICIPANT_FROM = 0.2
ALONE_FROM = 0.5  # of the only one in a sentence that fits a role
ATTACKS = frozenset({"ASSAULT", "COERCE"})
NEAREST = 1  # sentences from a participant to the attack that it takes part in: of 1, 2 and 4 the best on MUC-4 dev
# What the head holds less likely takes part in no attack of another sentence, nor beside another in its part (0.4 to 0.6 were tried).
SURE_FROM = 0.5
AFAR = 0.5  # of its score, where that attack is told in another sentence
PROPBANK_FROM = 0.5
SPEAKER_FROM = 0.5  # of a cue and its source: who tells of an attack has not suffered it
SHORTEST_SURNAME = 4  # letters
LONGEST_NAME = 4  # words of a name that a surname may stand in the middle of
_TOWN = re.compile(r"(?:the\s+)?(?:[\w-]+\s+){0,3}(?:city|town|village|province|district|region|state|capital|port)\s+of\s+[A-Z]")
_THERE = re.compile(r"\b(?:in|at|near|outside|around)\s+\Z")
_SITE = re.compile(
    r"\b(?:in|at|on|near|outside|inside|behind|around|beside)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+)?(?:[a-z]+\s+)?\Z"
)
_AT = re.compile(r"\b(?:(?P<in>in)|at|near|outside|inside|around)\s+(?:the\s+)?(?:[a-z]+\s+)?\Z")
_SUBJECT_OF = re.compile(r"(?:\s+(?:has|have|had|also|later|then|[a-z]+ly))*\s+")
_PEOPLE_OF = re.compile(
    r"(?:[\w’'-]+\s+){0,3}(?:workers|members|men|officers|guards|staff|employees|soldiers|fighters|leaders|drivers|volunteers|"
    r"officials|journalists|supporters)\s+(?:of|from|with|at)\s+(?:the\s+)?(?:[A-Z]+\s+)?"
)
_BARE_WORDS = re.compile(r"[ -](?:[\w’'-]+ )*")
_GOES_ON = re.compile(
    r" (?:[a-z]+ )?(?:workers?|guards?|officers?|drivers?|owners?|managers?|employees?|staff|students?|officials?|engineers?|leaders?|"
    r"residents?|commanders?|chiefs?|members?|customers|passengers|patients|inmates|prisoners|soldiers?|men|man|woman|women|teachers?)"
)
_HURT = frozenset(("victim", "target"))
PARTICIPANT_ROLE: Mapping[str, Role] = {
    "perpetrator": "actor", "perpetrator-organisation": "actor", "victim": "recipient", "target": "recipient", "weapon": "instrument",
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")


class Participant(Struct, frozen=True):
    """Characters ``start`` to ``end`` name somebody or something in an attack; ``entity`` numbers the participants of a report."""

    start: int
    end: int
    part: Part
    score: float
    entity: int


def participants_of(text: str, output: Output) -> list[Participant]:
    """The participants of a report, in the order of the text."""
    spans = sorted(
        (one for one in output.participants if one.score >= PARTICIPANT_FROM), key=lambda one: (one.start, one.end)
    )
    if not spans:
        return []
    whole = list(whole_phrases(text, spans, output))
    known: list[tuple[str, int, tuple[str, ...]]] = []
    found: list[Participant] = []
    for one in whole:
        words = tuple(plain_words(text[one.start : one.end]))
        number = next((n for part, n, other in known if part == one.label and same_participant(words, other)), len(known))
        if (
            found
            and number == len(known)
            and text[found[-1].end : one.start].strip() == "("
            and found[-1].part == one.label
        ):
            number = found[-1].entity  # "the Harbour League (HL)"
        known.append((one.label, number, words))
        found.append(Participant(one.start, one.end, _PART[one.label], one.score, number))
    return found


_PART: Mapping[str, Part] = {
    "perpetrator": "perpetrator", "perpetrator-organisation": "perpetrator-organisation", "target": "target", "victim": "victim",
    "weapon": "weapon",
}  # fmt: skip


def give_parts(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Mark the arguments of attacks that are participants, and give those that no argument names to the nearest attack."""
    attacks = [one for one in triggers if one.type in ATTACKS and not (one.candidate and one.candidate.entry.source == "counts")]
    if not attacks:
        return
    times = [(one.start, one.end) for one in (*output.names, *output.mentions, *output.chunks) if one.label == "time"]
    towns = [
        (one.start, one.end) for one in output.mentions
        if one.label == "place" and _TOWN.match(text, one.start, one.end) and _THERE.search(text, max(0, one.start - 12), one.start)
    ]  # fmt: skip
    speakers = [
        (one.start, one.end) for cue in output.cues for one in cue.arguments
        if one.label == "source" and one.score >= SPEAKER_FROM and cue.score >= SPEAKER_FROM
    ]  # fmt: skip
    for participant in participants_of(text, output):
        role = PARTICIPANT_ROLE[participant.part]
        filled = Filled(role, participant.start, participant.end, round(participant.score, 4), participant.part)
        holders = [one for one in attacks if _taken_in(text, one.arguments, filled)]
        held = [(one.start, one.end) for trigger in attacks for one in trigger.arguments if one.role == role]
        beside = any(start < filled.end and filled.start < end for start, end in (*held, *times))
        inside = any(start <= filled.start and filled.end <= end for start, end in towns)  # "a market in the Sudanese city of Kassala"
        speaks = participant.part == "victim" and any(start <= filled.start and filled.end <= end for start, end in speakers)
        thing = role == "recipient" and text[filled.start : filled.end].lower().split()[-1] in claim_words().arms
        if not (holders or beside or inside or speaks or thing or _is_known(text, filled, triggers)):
            _attach(text, filled, attacks, output)


def _is_known(text: str, participant: Filled, triggers: Sequence[Trigger]) -> bool:
    """Whether somebody has a role already that speaks against the part: the other one in an attack, or any in a deed that is none."""
    if participant.role == "instrument":
        return False
    words = plain_words(text[participant.start : participant.end])
    for trigger in triggers:
        for one in trigger.arguments:
            if one.role not in ("actor", "recipient"):
                continue
            if trigger.type not in ATTACKS:
                if one.start <= participant.start and participant.end <= one.end:
                    return True
            elif one.role != participant.role and (
                (one.start < participant.end and participant.start < one.end)
                or same_participant(words, plain_words(text[one.start : one.end]))
            ):
                return True
    return False


def from_participants(
    found: list[Filled], text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output
) -> list[Filled]:
    """The arguments with victims, targets, perpetrators and weapons of the sentence where that role is empty and one span alone fits."""
    made = list(found)
    for role in ("actor", "recipient", "instrument"):
        if any(one.role == role for one in made):
            continue
        fitting = [
            span for span in output.participants
            if PARTICIPANT_ROLE[span.label] == role and span.score >= ALONE_FROM
            and sentence[0] <= span.start and span.end <= sentence[1]
            and not any(span.start < one.end and one.start < span.end for one in made)
        ]  # fmt: skip
        if len(fitting) == 1 and (whole := _no_crumb(text, up_to_verb(fitting[0], verbs_behind(output)), trigger, output)) is not None:
            add_argument(made, text, role, whole, trigger)
    return made


def _no_crumb(text: str, span: ScoredSpan, trigger: tuple[int, int], output: Output) -> ScoredSpan | None:
    """The participant, as the whole phrase that it begins ("a farm worker"); None where it only describes another deed or thing."""
    if span.label == "weapon":
        return span
    for phrase in output.phrases:
        head = output.words[phrase.head]
        front = phrase.start <= span.start and span.end < head[0]
        if not front or phrase.start <= trigger[0] < phrase.end or not _BARE_WORDS.fullmatch(text, span.end, head[0]):
            continue
        if phrase.label in ("event", "abstract") or span.label not in _HURT:
            return None if phrase.label in ("event", "abstract", "object") else span
        return replace(span, start=phrase.start, end=head[1])
    return span


def _taken_in(text: str, arguments: list[Filled], participant: Filled) -> bool:
    """Whether one of the arguments holds the participant, or is a piece of it; the argument of its role then is the participant."""
    for number, one in enumerate(arguments):
        holds = one.start <= participant.start and participant.end <= one.end
        piece = participant.start <= one.start and one.end <= participant.end
        if holds and one.role == participant.role and not one.part and _inner(text, one, participant):
            arguments[number] = replace(one, part=participant.part)  # "two aid workers of the Harbour League": the workers
            return True
        if holds and one.role == participant.role and participant.part == "target" and _GOES_ON.fullmatch(text, participant.end, one.end):
            return True  # "a farm worker" is no farm
        if (holds or piece) and one.role == participant.role and not one.part:
            arguments[number] = Filled(one.role, participant.start, participant.end, one.score, participant.part)
            return True
    return False


def _inner(text: str, one: Filled, participant: Filled) -> bool:
    """Whether a victim's name only tells to whom the people belong that an argument names."""
    people = _PEOPLE_OF.fullmatch(text, one.start, participant.start)
    return participant.part == "victim" and people is not None


def _attach(text: str, participant: Filled, attacks: Sequence[Trigger], output: Output) -> None:
    home = next(n for n, (start, end) in enumerate(output.sentences) if start <= participant.start < end)
    reach = NEAREST if participant.score >= SURE_FROM else 0
    near = [
        one for one in attacks
        if abs(one.sentence - home) <= reach and not one.start < participant.end <= one.end and _may_take(text, participant, one)
    ]  # fmt: skip
    near = _of_its_verbs(near, participant, home, output)
    if not near:
        return
    best = min(
        near,
        key=lambda one: (
            abs(one.sentence - home),
            any(each.role == participant.role for each in one.arguments),
            abs(one.start - participant.start),
        ),
    )
    # What stands behind "at" or "behind" is where it was done, if somebody or something else suffered it.
    suffered = any(each.role == "recipient" for each in best.arguments)
    if suffered and participant.part == "target" and _SITE.search(text, max(0, participant.start - 24), participant.start):
        participant = replace(participant, role="place")
    there = _AT.search(text, max(0, participant.start - 24), participant.start)
    if there is not None and (participant.role == "actor" or (participant.role == "recipient" and there["in"])):
        return  # "shot dead in Tarn": Tarn shot nobody, and is not who was shot
    score = participant.score if best.sentence == home else round(AFAR * participant.score, 4)
    best.arguments.append(Filled(participant.role, participant.start, participant.end, score, participant.part))


def _may_take(text: str, participant: Filled, attack: Trigger) -> bool:
    """Whether an attack may take a participant: a doubtful one only as its subject, where it has none; any number of weapons."""
    subject = participant.role == "actor" and _SUBJECT_OF.fullmatch(text, participant.end, max(participant.end, attack.start)) is not None
    alone = not any(one.role == participant.role for one in attack.arguments)
    return participant.score >= SURE_FROM or participant.role == "instrument" or (subject and alone)


def _of_its_verbs(attacks: list[Trigger], participant: Filled, home: int, output: Output) -> list[Trigger]:
    """The attacks that a verb whose subject or object the participant is tells of; all where it is neither.

    In "a third surrendered to the army" the third is nobody whom an attack told before has killed.
    """
    if participant.role == "instrument":
        return attacks
    verbs = [
        verb for verb in output.predicates
        if verb.sentence == home and verb.propbank_score > PROPBANK_FROM and not verb.start <= participant.start < verb.end
        and any(
            span.label in ("ARG0", "ARG1") and span.start <= participant.start and participant.end <= span.end for span in verb.propbank
        )
    ]  # fmt: skip
    return [
        one for one in attacks
        if any(
            one.start <= verb.start < one.end or any(span.start <= one.start < span.end for span in verb.propbank) for verb in verbs
        )
    ] if verbs else attacks  # fmt: skip


def plain_words(words: str) -> list[str]:
    """The words of a phrase in small letters, without articles and marks."""
    return [word for word in _WORDS.findall(words.lower()) if word not in {"the", "a", "an"}]


def same_participant(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two phrases name one participant: one begins or ends the other, is a surname in it, or the other with words left out.

    Ranks in front and the plural don't count; words are left out in the middle ("the Tarn pipeline" of "the Tarn oil pipeline").
    """
    short, long = sorted((_compared(one), _compared(two)), key=len)
    if not short:
        return False
    surname = len(short) == 1 and len(short[0]) >= SHORTEST_SURNAME and len(long) <= LONGEST_NAME and short[0] in long
    if surname or long[: len(short)] == short or long[-len(short) :] == short:
        return True
    rest = iter(long)
    return len(short) > 1 and (short[0], short[-1]) == (long[0], long[-1]) and all(word in rest for word in short)


def _compared(words: Sequence[str]) -> list[str]:
    """The words less a rank in front of a name, each in the singular."""
    behind = words[1:] if len(words) > 1 and words[0] in lexicon().titles else words
    return [singular(word) for word in behind]
