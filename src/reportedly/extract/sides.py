"""Actors that are none: who was hit, where it happened, and whom a clause beside the subject names."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Output
from reportedly.extract.apart import RELATIVE
from reportedly.extract.doers import is_noun
from reportedly.extract.frames import Filled, claim_words
from reportedly.extract.lexicon import lexicon
from reportedly.extract.noun_phrases import singular
from reportedly.extract.subjects import BEING
from reportedly.extract.triggers import Trigger
from reportedly.extract.voices import voice_words

_DEEDS = frozenset({"ASSAULT", "COERCE"})
_UNDERGONE = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION"})
# A name in capitals that opens a sentence and an unbroken verb behind it: "IS has been trying to fortify". A model reads some of them
# ("IS", "IT") as other words, and then sees no subject.
_OPENS = re.compile(
    r"(?P<name>[A-Z][A-Z&-]+)\s+(?:(?:has|have|had|is|was|are|were|been|being|also|now|still|reportedly|allegedly)\s+)+"
    r"(?P<to>(?:attempting|trying|preparing|planning|seeking|working|continuing)\s+to\s+)?\Z"
)
# The agent is that of the second verb, unless both are joined.
_OTHERS_AGENT = re.compile(r"(?<!\band)(?<!\bor)(?<!,)\s(?!carried)\w+(?:ed|wn|en|ilt|ade)\s+by\s+(?:the\s+|an?\s+)?\Z")
_WHERE_OR_WHOM = frozenset({"recipient", "place", "destination"})
_MEDIUM = re.compile(
    r"Telegram|Twitter|X|Facebook|WhatsApp|Instagram|YouTube|TikTok|social media"
    r"|(?:(?:state|national|local)\s+)?(?:television|TV|radio|media)"
)
_BY = re.compile(r"\s+by\s+\Z")
_PASSIVE_BY = re.compile(r"\b(?:was|were|been|being|be)\s+[a-z]+(?:ed|en|wn|ught)\s+by\s+(?:the\s+)?\Z")
_TOWARDS = re.compile(r"\b(?:to|into|towards?)\s+\Z", re.IGNORECASE)
_FROM_TO = 80  # characters between an argument and what is looked for in front of it
_NAMES = re.compile(r"(?:The\s+|the\s+)?(?:[A-Z][\w.&’'-]*(?<!’s)(?<!'s)\s+){1,4}")
_CUT = re.compile(r"\s[a-z’'-]+(?:\s[a-z’'-]+)?")
_LED_BY = re.compile(r",?\s+(?:led|backed|headed|commanded|supported|run|dominated|formed)\s+by\s+(?:the\s+|an?\s+)?\Z")
# What stands beside a subject: "Greece, like most of them, plans", "aircraft using guided missiles killed".
_BESIDE = re.compile(r",\s+(?:like|unlike|along with|together with)\s+(?:most\s+|all\s+|many\s+|some\s+)?(?:of\s+)?(?:the\s+|its\s+)?\Z")
_UNDER = re.compile(r"\s+(?:[a-z]+\s+){0,4}under\s+(?:an?\s+|the\s+)?(?:[a-z]+\s+)?\Z")
_WHO = re.compile(
    r"\s+(?:that|who)\s+(?:(?:has|have|had|is|are|was|were|been|be|being|also|later|then|would|will|could|may|might|[a-z]+ly)\s+)*\Z"
)
_UP_TO_VERB = re.compile(
    r"(?:\s+(?:(?:early|late|earlier)\s+)?(?:(?:on\s+)?[A-Z][a-z]+day|yesterday|today|has|have|had|also|later|then|[a-z]+ly))*\s+"
)
_BEING = re.compile(r"\b(?:is|are|was|were|been|be|being)\s")
_SUBJECTS = frozenset({"person", "organisation", "place", "nationality", "facility"})
_SUBJECT_SCORE = 0.5
_AT = re.compile(r"\b(?:in|at|near|outside|inside|across|around)\s+(?:the\s+)?\Z", re.IGNORECASE)


def put_right(text: str, trigger: Trigger, filled: Sequence[Filled], output: Output) -> list[Filled]:
    """The arguments of a trigger, less the actors that the words around them show to be none.

    Who stands right before "were killed" was killed. In "clashes in Tarn killed 13" Tarn is where. In "the separatists, whom the Emirates
    back, seized it" the Emirates seized nothing. Who is part of a victim is no actor. "Held by rebels fighting the regime" does nothing to
    the regime, and nobody left the city that he headed to.
    """
    whole = [_made_whole(text, _rather(text, trigger, one, output), output) for one in filled]
    whole = [one for one in whole if not _anothers_agent(text, trigger, one)]
    made = [_undergone(text, trigger, one) for one in whole if not of_another_verb(text, (trigger.start, trigger.end), one, whole)]
    if all(one.role != "actor" for one in made):
        made += _opening_name(text, trigger, output)
    start, _ = output.sentences[trigger.sentence]
    made = [_come_from(text, trigger, one) for one in made if not _done_by(text, start, trigger, one, made)]
    made = [_suffered(text, trigger, _aimed(text, trigger, one, output)) for one in made if not _above_passive(text, start, trigger, one)]
    actors = [one for one in made if one.role == "actor"]
    clause = RELATIVE.search(text, start, trigger.start)
    outside = clause is not None and any(one.end <= clause.start() for one in actors)
    kept: list[Filled] = []
    for one in made:
        if one.role == "place" and _is_no_place(text, one, output):
            continue
        on = text[max(0, one.start - 3) : one.start].lower() == "on "
        if on and one.role in _WHERE_OR_WHOM and _MEDIUM.fullmatch(text, one.start, one.end):
            continue  # "in a statement on Telegram"
        if one.role in ("origin", "destination") and _leads_nowhere(text, one, made, trigger.start, output):
            continue
        if one.role == "actor":
            if outside and clause is not None and clause.start() < one.start and one.end <= trigger.start:
                continue
            if any(other.role == "recipient" and other.start <= one.start and one.end <= other.end for other in made):
                continue
            at = _AT.search(text, max(start, one.start - 14), one.start) if _is_place(one, output) else None
            subject = at is not None and not is_noun(trigger, text) and _UP_TO_VERB.fullmatch(text, one.end, trigger.start) is not None
            seated = _seated(start, one, at.start(), output, subject=subject) if at is not None and one.end <= trigger.start else None
            if seated is not None:
                kept += [replace(one, role="place")] if trigger.type in _DEEDS else []  # "police in Tarn arrested": there
                one = seated
            elif trigger.type in _DEEDS and at is not None:
                one = replace(one, role="place")
        if not any(one.role == other.role and (one.start, one.end) == (other.start, other.end) for other in kept):
            kept.append(one)
    return kept


def _rather(text: str, trigger: Trigger, one: Filled, output: Output) -> Filled:
    """Who acts where a frame took somebody beside: the head of "a coalition led by X", and who stands before "that had fled"."""
    if one.role not in ("actor", "recipient") or one.end > trigger.start:
        return one
    start, _ = output.sentences[trigger.sentence]
    led = _LED_BY.search(text, start, one.start) or _beside(text, start, one, trigger)
    relative = _WHO.search(text, start, trigger.start)
    end = led.start() if led else relative.start() if relative and one.end < relative.start() else None
    if end is None or (relative and not led and _BEING.search(text, relative.start(), trigger.start) and one.role == "actor"):
        return one
    before = [
        span for span in (*output.mentions, *output.names, *output.chunks)
        if span.end == end and span.start >= start and span.label in _SUBJECTS
    ]  # fmt: skip
    best = min(before, key=lambda span: span.start, default=None)
    return one if best is None else replace(one, start=best.start, end=best.end)


def _beside(text: str, start: int, one: Filled, trigger: Trigger) -> re.Match[str] | None:
    """What leads from a subject to somebody named beside it, where a comma closes that in front of the trigger."""
    return _BESIDE.search(text, start, one.start) if "," in text[one.end : trigger.start] else None


def _made_whole(text: str, one: Filled, output: Output) -> Filled:
    """The argument with the rest of its party ("The two IS" of "The two IS leaders", "officials" of "Red Cross officials")."""
    if one.role not in ("actor", "recipient"):
        return one
    named = [
        phrase.start for phrase in output.phrases
        if phrase.start < one.start and output.words[phrase.head][1] == one.end and _NAMES.fullmatch(text, phrase.start, one.start)
    ]  # fmt: skip
    if named and text[one.start].islower():
        return replace(one, start=min(named))
    heads = (output.words[phrase.head][1] for phrase in output.phrases if phrase.start == one.start)
    ends = [end for end in heads if end > one.end and text[one.end - 1].isupper() and _CUT.fullmatch(text, one.end, end)]
    return replace(one, end=min(ends)) if ends else one


def of_another_verb(text: str, trigger: tuple[int, int], one: Filled, filled: Sequence[Filled]) -> bool:
    """Whether an argument belongs to a verb further on: behind the agent of a passive, or where somebody went, not whence."""
    if one.role == "recipient":
        agents = (other for other in filled if other.role == "actor" and _BY.fullmatch(text, trigger[1], other.start))
        return any(agent.start < one.start for agent in agents)
    return one.role == "origin" and _TOWARDS.search(text, max(0, one.start - _FROM_TO), one.start) is not None


def _anothers_agent(text: str, trigger: Trigger, one: Filled) -> bool:
    """Whether the actor of a verb is that of a participle behind it: "shot down 41 of the drones launched by"."""
    behind = one.role == "actor" and one.start > trigger.end and not is_noun(trigger, text)
    return behind and _OTHERS_AGENT.search(text, trigger.end, one.start) is not None


def _come_from(text: str, trigger: Trigger, one: Filled) -> Filled:
    """The argument, as an origin where the trigger's own words end with "from" in front of it ("withdraw from")."""
    behind = text[trigger.start : trigger.end].lower().endswith(" from") and not text[trigger.end : one.start].strip(" the")
    return replace(one, role="origin") if behind and one.role in ("destination", "place") and one.start >= trigger.end else one


def _done_by(text: str, start: int, trigger: Trigger, one: Filled, made: Sequence[Filled]) -> bool:
    """Whether a recipient only is who did it: the actor's very words, or the agent of a verb in the passive ("dispersed by police")."""
    if one.role != "recipient":
        return False
    same = any(other.role == "actor" and (other.start, other.end) == (one.start, one.end) for other in made)
    return (same and trigger.type in _DEEDS) or (one.start > trigger.end and _PASSIVE_BY.search(text, start, one.start) is not None)


def _seated(start: int, one: Filled, at: int, output: Output, *, subject: bool) -> Filled | None:
    """Who sits in a place that was taken for who acts: "A court in Belgrade sentenced", and "gunmen in Belgrade shot"."""
    fitting = [
        span for span in (*output.mentions, *output.names, *output.chunks)
        if span.start >= start and span.end in (at, at - 1) and span.label in ("person", "organisation")
    ]  # fmt: skip
    best = min(fitting, key=lambda span: span.start, default=None)
    if best is None or (best.start != start and not subject):
        return None
    return replace(one, start=best.start) if best.start == start else replace(one, start=best.start, end=best.end)


def _opening_name(text: str, trigger: Trigger, output: Output) -> list[Filled]:
    """The name in capitals that opens the sentence, where it is the subject of an active verb that the trigger is."""
    start, _ = output.sentences[trigger.sentence]
    found = _OPENS.match(text, start, trigger.start)
    if found is None or trigger.predicate is None:
        return []
    active = found["to"] or (text[trigger.start : trigger.end].split()[0].endswith("ing") and not text[: trigger.start].endswith("being "))
    return [Filled("actor", found.start("name"), found.end("name"), _SUBJECT_SCORE)] if active else []


def _undergone(text: str, trigger: Trigger, one: Filled) -> Filled:
    """The argument, as a recipient where it is an actor in front of a passive verb, or of what it is under ("put under investigation")."""
    if one.role == "actor" and one.end <= trigger.start and trigger.type in _UNDERGONE and _UNDER.fullmatch(text, one.end, trigger.start):
        return replace(one, role="recipient")
    passive = (
        one.role == "actor"
        and trigger.type in _DEEDS
        and one.end <= trigger.start
        and not text[trigger.start : trigger.end].endswith("ing")
        and BEING.fullmatch(text, one.end, trigger.start) is not None
    )
    return replace(one, role="recipient") if passive else one


_PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:also\s+|then\s+|[a-z]+ly\s+)?\Z")
_OF_WHAT = re.compile(r"\s+(?:of|with|by)\s")
_REDUCED = frozenset({"accused", "suspected", "convicted", "charged"})
_WHOSE_FATE = re.compile(r"(?:['’]s?)?\s+(?:alleged\s+|reported\s+|recent\s+|violent\s+|brutal\s+|illegal\s+|arbitrary\s+|own\s+)?")
_FATES = frozenset({"killed", "captured", "abducted", "missing", "injured", "displaced"})


_BODIES_OF_PEOPLE = frozenset("leadership ranks membership army government cabinet forces militia".split())


_LEADING = re.compile(r"\b(?:to|into|onto|towards?|for|from|of|at|in|near)\s+(?:the\s+)?\Z")


def _leads_nowhere(text: str, one: Filled, made: Sequence[Filled], trigger: int, output: Output) -> bool:
    """Whether it is no place and no word leads to it ("who fled, Ada and Bo,"), or stands in front where another behind is meant."""
    behind = one.start > trigger and not _is_place(one, output)
    beside = text[: one.start].rstrip().endswith(",") or " as " in text[trigger : one.start]
    if behind and beside and not _LEADING.search(text, max(0, one.start - 24), one.start):
        return True
    return one.role == "destination" and one.end <= trigger and any(other.role == one.role and other.start >= trigger for other in made)


# "Was hit in the leg": a wound is no place.
_OF_THE_BODY = re.compile(
    r"(?:the|his|her|their|its|both|one|an?)?\s*(?:(?:left|right|upper|lower|back\s+of\s+the)\s+)?(?:legs?|arms?|head|chest|stomach|abdomen|neck|face|"
    r"back|shoulders?|thighs?|knees?|foot|feet|hands?|eyes?|hips?|groin|torso|throat|skull|buttocks?|ankles?|body)"
    r"(?:\s+and\s+(?:the\s+)?(?:legs?|arms?|head|chest|stomach|abdomen|neck|face|back|shoulders?))?",
    re.IGNORECASE,
)


def _is_no_place(text: str, one: Filled, output: Output) -> bool:
    """Whether what was taken for a place is people, a body or a document, and no place is in it: "defections in its leadership"."""
    if _OF_THE_BODY.fullmatch(text, one.start, one.end):
        return True
    spans = [span for span in (*output.mentions, *output.names, *output.chunks) if one.start <= span.start and span.end <= one.end]
    if any(span.label in ("place", "facility") for span in spans):
        return False
    head = text[one.start : one.end].split(" of ")[0].split()[-1]
    kinds = lexicon().head_kinds.get(singular(head.lower()), frozenset())
    if kinds & {"place", "facility"}:
        return False
    people = kinds == {"person"} or head.lower() in _BODIES_OF_PEOPLE
    return people or singular(head.lower()) in voice_words().documents or any(
        span.label == "person" and span.end == one.end for span in spans
    )


def _above_passive(text: str, start: int, trigger: Trigger, one: Filled) -> bool:
    """Whether an actor stands in front of a passive verb, and not right there: "the police think that he was murdered"."""
    if one.role != "actor" or one.end > trigger.start or trigger.predicate is None:
        return False
    words = text[trigger.start : trigger.end]
    if words.split()[0].endswith("ing") or _PASSIVE_BEFORE.search(text, start, trigger.start) is None:
        return False
    by = _BY_BEFORE.search(text, start, one.start) is not None and "," not in text[one.end : trigger.start]
    return not by and BEING.fullmatch(text, one.end, trigger.start) is None


def _suffered(text: str, trigger: Trigger, one: Filled) -> Filled:
    """An actor who only suffered it as recipient: "two men accused of theft" accuse nobody, "her detention" was done to her."""
    if one.role != "actor" or one.end > trigger.start:
        return one
    word = text[trigger.start : trigger.end].lower()
    behind = _OF_WHAT.match(text, trigger.end) is not None
    if word.removesuffix(" of").removesuffix(" with") in _REDUCED and (behind or " " in word) and not text[one.end : trigger.start].strip():
        return replace(one, role="recipient")
    noun = trigger.candidate is not None and trigger.candidate.entry.pos == "noun"
    noun = noun and trigger.candidate is not None and (trigger.candidate.toll in _FATES or trigger.mode == "arrest")
    owns = text[one.start : one.end].lower() in _OWNING or text[one.end : one.end + 1] in {"'", "’"}
    if noun and owns and not behind and not word.endswith("s") and _WHOSE_FATE.fullmatch(text, one.end, trigger.start):
        return replace(one, role="recipient")
    return one


def _aimed(text: str, trigger: Trigger, one: Filled, output: Output) -> Filled:
    """What was fired as instrument, and people fired at as recipient ("fired tear gas at marchers", "lobbed grenades into a crowd")."""
    if trigger.type not in _DEEDS or one.start < trigger.end:
        return one
    first = {lemma for word in text[trigger.start : trigger.end].split()[:1] for lemma, _ in candidate_lemmas(word)}
    if one.role == "recipient" and text[one.start : one.end].lower().split()[-1] in claim_words().arms and first & _SENDING:
        return replace(one, role="instrument")
    if one.role == "place" and first & _SENDING and _AIMED_AT.search(text, trigger.end, one.start) and not _is_site(text, one, output):
        return replace(one, role="recipient")
    return one


def _is_site(text: str, one: Filled, output: Output) -> bool:
    """Whether an argument's head is a place or a building."""
    head = text[one.start : one.end].split()[-1]
    kinds = lexicon().head_kinds.get(singular(head.lower()), frozenset())
    if not kinds and head.islower() and head.endswith(_FOLK_ENDINGS):
        return False
    spans = (*output.mentions, *output.names, *output.chunks)
    return bool(kinds & {"place", "facility"}) or any(
        span.label in ("place", "facility") and span.start <= one.end - 1 and one.end <= span.end for span in spans
    )


_FOLK_ENDINGS = ("ers", "ors", "ists", "ants", "ees")  # marchers, mourners, deserters
_SENDING = frozenset("fire launch lob throw hurl drop plant lay detonate shoot toss".split())
_AIMED_AT = re.compile(r"\bat\s+(?:the\s+|an?\s+)?\Z")
_BY_BEFORE = re.compile(r"\bby\s+(?:the\s+|an?\s+)?\Z")
_OWNING = frozenset({"his", "her", "their", "its", "my", "our"})


def _is_place(one: Filled, output: Output) -> bool:
    return any(
        span.label == "place" and span.start <= one.start + 4 and span.end == one.end for span in (*output.names, *output.mentions)
    )
