"""What one trigger of a sentence lends another: who mounted an assault, the attack in which people died, what struck when they did."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output, Predicate
from reportedly.extract.anchoring import took_place
from reportedly.extract.apart import phrase_at
from reportedly.extract.frames import Filled, argument_words, claim_words, subject_before
from reportedly.extract.triggers import Trigger
from reportedly.schema import Role

# Between a verb and the noun of the same occurrence: "killed in a U.S. drone strike", "wounded by heavy shelling".
_LINKED = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,5}?(?:in(?!\s+(?:\w+\s+)?(?:reprisal|retaliation|revenge|retribution|response|reaction|answer|return)\b)|by|during|amid)\s+"
    r"(?:an?|the|several|recent)?\s*(?:[\w.’'-]+\s+){0,3}",
    re.IGNORECASE,
)

_JOINT = re.compile(r"\s(?:in|by|during|amid)\s", re.IGNORECASE)

# Between a support verb and its noun: "mounted a slow assault", "carried out two attacks".
_DIRECT_OBJECT = re.compile(
    r"\s+(?:out\s+|off\s+|up\s+)?(?:(?!(?:of|on|in|for|against|to|that|and|or|with|from|by|at|as)\b)[\w.’'-]+\s+){0,5}",
    re.IGNORECASE,
)

# Between people hurt and what hurt them: "were killed on Monday when a convoy opened fire"; "hours after" was another time.
_OCCASION = re.compile(
    r"(?![^.]*,\s+(?:and|but)\s)[^.;]*?(?:\bwhen\b|(?<!hours )(?<!days )(?<!weeks )(?<!months )(?<!years )(?<!minutes )(?<!day )(?<!week )"
    r"(?<!month )(?<!year )(?<!shortly )(?<!soon )(?<!long )\b(?:after|as)\b)(?!\s+(?:being|having|well|part|he|she)\b)[^,.;]*\Z"
)
_DONE_BY = re.compile(r"\s+by\s+(?:the\s+|an?\s+)?")
_NEAR_TIME = 10  # characters behind the place: "in Tarn last Thursday"
_MADE = re.compile(
    r"\s+(?:(?:that|which)\s+(?:was|were|has been|had been)\s+|)(?:signed|agreed|reached|announced|declared|brokered|held|concluded)\s+"
    r"(?:in|at|near)\s+"
)
_SETTING: Mapping[str, Role] = {"TMP": "time", "LOC": "place"}
_SPOKEN = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE"})
_HARM = frozenset({"killed", "injured", "missing"})


def share(triggers: list[Trigger], text: str, output: Output) -> None:
    """Arguments that one trigger of a sentence lends another: support verbs, and an attack in which somebody was killed."""
    words = claim_words()
    for trigger in triggers:
        actors = [one for one in trigger.filled if one.role == "actor"]
        if all(_apart(one, trigger, text) for one in actors):
            _from_support_verb(trigger, text, output, words.support_verbs, words.undergoing_verbs)
            if sum(one.role == "actor" for one in trigger.filled) > len(actors):
                trigger.filled = [one for one in trigger.filled if one not in actors]
        _from_taking_place(trigger, text, output)
        _from_clause(trigger, text, output)
    for trigger in triggers:
        if trigger.predicate is None:
            continue
        for other in triggers:
            same = other is not trigger and other.sentence == trigger.sentence and other.type == trigger.type
            if same and (
                _holds(trigger.predicate, other)
                or _takes(text, trigger, other)
                or _LINKED.fullmatch(text, trigger.end, max(trigger.end, other.start))
            ):
                trigger.filled = [kept for one in trigger.filled if (kept := _without(text, one, other)) is not None]
                _lend(trigger, other)
    hurt = [one for one in triggers if one.candidate is not None and one.candidate.toll in _HARM]
    for trigger in hurt:
        behind = (one for one in triggers if one.sentence == trigger.sentence and one.start > trigger.end)
        struck = next((one for one in behind if _struck(text, trigger, one)), None)
        if struck is not None:
            _lend_occasion(trigger, struck)


def _apart(one: Filled, trigger: Trigger, text: str) -> bool:
    """Whether an actor stands behind its noun, but did not do it: "a strike against abuses by the army" is not the army's."""
    noun = trigger.candidate is not None and trigger.candidate.entry.pos == "noun"
    return noun and one.start >= trigger.end and _DONE_BY.fullmatch(text, trigger.end, one.start) is None


def _from_taking_place(trigger: Trigger, text: str, output: Output) -> None:
    """The place and time of a verb that says of a noun only that it took place: "Fighting broke out near the dam on Sunday"."""
    has = {one.role for one in trigger.filled}
    for verb in output.predicates:
        if verb.sentence != trigger.sentence or not took_place(text, verb, (trigger.start, trigger.end)):
            continue
        for span in verb.propbank:
            role: Role | None = {"LOC": "place", "TMP": "time"}.get(span.label)  # type: ignore[assignment]
            if role is not None and role not in has and span.start >= verb.end:
                start, end = argument_words(text, span.start, span.end)
                if start < end:
                    trigger.filled.append(Filled(role, start, end, round(span.score, 4)))


def _from_clause(trigger: Trigger, text: str, output: Output) -> None:
    """The place of an accord or a meeting that a relative clause behind its noun gives: "the truce that was signed in Tarn"."""
    match = _MADE.match(text, trigger.end, output.sentences[trigger.sentence][1])
    if match is None or any(one.role == "place" for one in trigger.filled):
        return
    phrase = phrase_at(match.end(), output.sentences[trigger.sentence][1], output)
    if phrase is not None:
        trigger.filled.append(Filled("place", *phrase, 0.6))
        when = [
            one for one in (*output.mentions, *output.names, *output.chunks)
            if one.label == "time" and 0 <= one.start - phrase[1] <= _NEAR_TIME
        ]  # fmt: skip
        if when and not any(one.role == "time" for one in trigger.filled):
            first = min(when, key=lambda one: (one.start, -one.end))
            trigger.filled.append(Filled("time", first.start, first.end, 0.6))


def _struck(text: str, hurt: Trigger, other: Trigger) -> bool:
    """Whether the other trigger tells in which attack people were hurt ("were killed when shells hit a market")."""
    if other.type != hurt.type or other.predicate is None or (other.candidate is not None and other.candidate.entry.pos == "noun"):
        return False
    if other.candidate is not None and other.candidate.toll in _HARM:
        return False
    return _OCCASION.match(text[hurt.end : other.start]) is not None


def _lend_occasion(hurt: Trigger, struck: Trigger) -> None:
    """Who was killed when something struck was killed by it, then and there; the blow took place when they were killed."""
    for one, two, roles in ((hurt, struck, ("actor", "instrument", "place", "time")), (struck, hurt, ("place", "time"))):
        has = {filled.role for filled in one.filled}
        one.filled += [filled for filled in two.filled if filled.role in roles and filled.role not in has]
    hurt.mode = hurt.mode or struck.mode


def _holds(predicate: Predicate, other: Trigger) -> bool:
    """Whether the other trigger stands in one of the predicate's modifying arguments ("died in clashes")."""
    return any(
        span.label not in {"ARG0", "ARG1"} and span.start <= other.start and other.end <= span.end
        for span in predicate.propbank
    )


def _takes(text: str, verb: Trigger, other: Trigger) -> bool:
    """Whether a verb of speaking has the other's noun for its object: "signed a peace agreement" is one accord."""
    noun = other.candidate is not None and other.candidate.entry.pos == "noun"
    return (
        verb.type in _SPOKEN and noun and verb.end < other.start and _DIRECT_OBJECT.fullmatch(text, verb.end, other.start) is not None
    )


def _without(text: str, one: Filled, other: Trigger) -> Filled | None:
    """The argument without the other occurrence in it: a place that is an event is none, and a victim ends before "in a strike"."""
    if not one.start <= other.start < one.end:
        return one
    cut = [match.start() for match in _JOINT.finditer(text, one.start, other.start)]
    if one.role not in {"actor", "recipient"} or not cut:
        return None
    start, end = argument_words(text, one.start, cut[-1])
    return Filled(one.role, start, end, one.score) if start < end else None


def _lend(trigger: Trigger, other: Trigger) -> None:
    """What was killed "in a drone strike" was killed by its actor and in its mode; the strike had those victims."""
    for one, two in ((trigger, other), (other, trigger)):
        has = {filled.role for filled in one.filled}
        one.filled += [
            filled
            for filled in two.filled
            if filled.role not in has and filled.role in {"actor", "recipient", "instrument", "place", "time"}
        ]
    trigger.mode = trigger.mode or other.mode


def _from_support_verb(
    trigger: Trigger, text: str, output: Output, support: frozenset[str], undergoing: frozenset[str]
) -> None:
    for verb in output.predicates:
        if verb.sentence != trigger.sentence or verb is trigger.predicate:
            continue
        lemmas = {lemma for lemma, _ in candidate_lemmas(text[verb.start : verb.end])}
        suffers = bool(lemmas & undergoing)
        if not (suffers or lemmas & support):
            continue
        if _DIRECT_OBJECT.fullmatch(text, verb.end, max(verb.end, trigger.start)):
            frame = list(verb.propbank)
            if not any(span.label == "ARG0" for span in frame):
                beside = subject_before(text, (verb.start, verb.end), output.sentences[verb.sentence], output)
                frame += [replace(beside, label="ARG0")] if beside is not None else []
            for span in frame:
                if span.label == "ARG0":
                    role: Role = "recipient" if suffers else "actor"
                    trigger.filled.append(
                        Filled(role, *argument_words(text, span.start, span.end), round(span.score, 4))
                    )
                elif span.label in _SETTING and not any(one.role == _SETTING[span.label] for one in trigger.filled):
                    trigger.filled.append(Filled(_SETTING[span.label], span.start, span.end, round(span.score, 4)))
            return
