"""Who acts and who undergoes a deed, by the small words around it, where a frame has it the wrong way round.

"Men arrested by police" arrested nobody, "opened fire on a convoy" is no deed of the convoy's, and "the workers they had kidnapped" did
not kidnap anybody.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.encoder.output import Output, Predicate
from reportedly.extract.apart import phrase_at
from reportedly.extract.frames import Filled, claim_words, subject_before
from reportedly.extract.lexicon import lexicon
from reportedly.extract.subjects import BEING
from reportedly.extract.triggers import Trigger
from reportedly.schema import Role

SCORE = 0.6
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_UNDERGONE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REJECT"})
_PARTIES = frozenset({"actor", "recipient"})
_AGENTS = frozenset({"person", "organisation", "nationality"})
_WHEN = (
    r"(?:(?:last|this)\s+(?:week|month|year)\s+|(?:early|late)?\s*(?:on\s+)?[A-Z][a-z]+day\s+|in\s+(?:[A-Z][a-z]+\s+)?\d{4}\s+|"
    r"yesterday\s+|today\s+|earlier\s+|later\s+)?"
)
_BY = re.compile(rf"\s+{_WHEN}by\s+(?:the\s+|an?\s+)?")
_OF_BY = re.compile(r"\s+of\s+(?P<whom>(?:(?!\b(?:by|that|which|who|on|in|at|after|during)\b)[^,.;:]){3,60}?)\s+by\s+(?:the\s+|an?\s+)?")
_HAVE = re.compile(r"\b(?:has|have|had|having)\s+(?:[a-z]+ly\s+)?\Z")
_AIMED = re.compile(r"\b(?:on|against|at|upon|towards?)\s+(?:the\s+|an?\s+|its\s+|their\s+)?\Z")
_PRONOUN = re.compile(
    r"(?P<whom>\w)\s+(?P<who>they|he|she|we|I)\s+(?:(?:had|have|has|would|will|also|later|then|allegedly|reportedly|first|now|[a-z]+ly)\s+)*\Z"
)
_SUBJECT = re.compile(r"\b(?P<who>[Tt]hey|[Hh]e|[Ss]he|[Ww]e|I)\s+(?:(?:had|have|has|also|later|then|still|even|just|[a-z]+ly)\s+)*\Z")
_WHO = re.compile(r",\s+who\s+(?:(?:has|have|had|also|later|then|is|are|was|were|been|being|[a-z]+ly)\s+)*\Z")
_LOOSE = re.compile(r"\b(?:of|to|by|with|from|and|under|for)\s")  # "soldiers loyal to Colonel Adan Brenn, who": who follows the colonel
_COURT = re.compile(
    r"\b(?P<who>(?:[Aa]n?|[Tt]he)\s+(?:[\w’'-]+\s+){0,3}(?:court|tribunal|jury|judge|magistrate|panel))\s+(?:in|of)\s+(?:the\s+)?(?:[\w’'-]+[\s-])?\Z"
)
_AND_BEFORE = re.compile(r"\b(?:and|but|then)\s+(?:[a-z]+ly\s+|then\s+|later\s+)?\Z")
_WITH = re.compile(r"\bwith\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+)?(?:[a-z]+\s+)?\Z")
_MUTUAL = re.compile(r"(?:clash|skirmish|battl|fight|fought|exchang|trad)", re.IGNORECASE)  # what is done with somebody
_SET_FIRE = re.compile(r"\b(?:set|sets|setting)\s+(?:fire|light)\s+to\s+(?:[\w’'-]+\s+){0,3}\Z")
_MEANS = re.compile(r"(?:by\s+)?(?:the\s+)?(?:tele)?phone|(?:by\s+)?e-?mail|video(?:\s+link)?|radio|letter", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|before|until|because|although|though|while|whereas)\s")
_AGENT_BEFORE = re.compile(r"\bby\s+(?:[\w’'.-]+\s+){0,3}\Z")
_BEING = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:[a-z]+ly\s+)?\Z")
_NOMINATIVE = frozenset({"they", "he", "she", "we", "i"})
_ACTIVE = re.compile(r"\s+(?:(?:has|have|had|would|will|could|may|might|must|should|can|did|do|does|not|also|later|then|[a-z]+ly)\s+)*")
_CAME_UNDER = re.compile(r"\b(?:came|comes?|coming)\s+under\s+(?:[a-z]+\s+){0,2}(?:fire|attack|shelling|bombardment|gunfire|assault)\Z")
_ON_TRIAL = re.compile(r"\b(?:(?:went|goes|go|gone|going)\s+on|stood|stands?|faces?|faced)\s+trial\Z")
_FROM = re.compile(r"\s+(?:from|by)\s+(?:the\s+)?")
_NOBODY = re.compile(
    r"\b(?:nobody|no\s+one|none\s+of\s+(?:the\s+|them\b)?[a-z]*)\s+(?:(?:has|have|had|ever|was|were)\s+)*\Z", re.IGNORECASE
)


def heed_small_words(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Put the arguments of triggers right by the small words around each."""
    for trigger in triggers:
        trigger.filled = by_small_words(text, trigger, output)


def by_small_words(text: str, trigger: Trigger, output: Output) -> list[Filled]:
    """The arguments of a trigger, put right by the prepositions, pronouns and auxiliaries around it."""
    start, end = output.sentences[trigger.sentence]
    made = [one for one in trigger.filled if not (_no_party(text, trigger, one) or _next_verbs(text, trigger, one, output))]
    made = [_with_court(text, one, start) if one.end <= trigger.start else one for one in made]
    made = _with_agent(text, trigger, made, output, (start, end))
    made = [
        replace(one, role="recipient")
        if one.role == "actor" and trigger.type in _DEEDS and one.start >= trigger.end and _AIMED.search(text, trigger.start, one.start)
        else one
        for one in made
    ]
    made = [_with_what(text, trigger, one, output) for one in made if not _sent(text, trigger, one, start)]
    made = _with_pronoun(text, trigger, made, output, start)
    made = _with_who(text, trigger, made, output, start)
    made = _relative(text, trigger, made, start)
    made += _whose_fate(text, trigger, made, start)
    made += _whose_arms(text, trigger, made, output)
    made = _by_its_shape(text, trigger, made, output, (start, end))
    return _own_clause(text, trigger, made, output, start)


def _no_party(text: str, trigger: Trigger, one: Filled) -> bool:
    """Whether an actor is a means of speaking or of harm, or is first named in a clause of time or reason behind the trigger."""
    if one.role != "actor":
        return False
    if _MEANS.fullmatch(text, one.start, one.end) or text[one.start : one.end].lower() in {"tear gas", "pepper spray", "rubber bullets"}:
        return True
    if one.end <= trigger.start:
        subject = _NOBODY.search(text, max(0, trigger.start - 40), trigger.start)
        return subject is not None and one.end <= subject.start()
    return _SINCE.search(text, trigger.end, one.start) is not None and _AGENT_BEFORE.search(text, trigger.end, one.start) is None


def _with_court(text: str, one: Filled, start: int) -> Filled:
    """The court where only its seat was taken for who acts ("A tribunal in Lomas sentenced")."""
    court = _COURT.search(text, start, one.start) if one.role == "actor" else None
    return one if court is None else replace(one, start=court.start("who"))


def _next_verbs(text: str, trigger: Trigger, one: Filled, output: Output) -> bool:
    """Whether a recipient is another verb's that "and" joins: of "fired tear gas and arrested 30" the 30 were arrested."""
    if one.role != "recipient" or one.start < trigger.end or trigger.predicate is None:
        return False
    return any(
        trigger.end < verb.start and verb.end <= one.start and verb.propbank_score > 0.5
        and len(text[trigger.start : verb.start].split()) > 2
        and (_AND_BEFORE.search(text, trigger.end, verb.start) or _hangs_on(text, verb))
        and any(span.label in ("ARG1", "ARG2") and span.start <= one.start and one.end <= span.end for span in verb.propbank)
        for verb in output.predicates
        if verb.sentence == trigger.sentence
    )  # fmt: skip


def _hangs_on(text: str, verb: Predicate) -> bool:
    """Whether a verb is a participle behind a comma: of "attacked a school, abducting eleven pupils" the pupils were abducted."""
    return text[verb.start : verb.end].endswith("ing") and text[: verb.start].endswith(", ")


def _sent(text: str, trigger: Trigger, one: Filled, start: int) -> bool:
    """Whether an actor stands in front of a passive verb that sends it ("commandos have been sent to Tarn"): it sends nobody."""
    before = one.role == "actor" and one.end <= trigger.start and trigger.type == "MOBILIZE"
    word = text[trigger.start : trigger.end].split()[0]
    return before and not word.endswith("ing") and BEING.fullmatch(text, one.end, trigger.start) is not None


def _with_what(text: str, trigger: Trigger, one: Filled, output: Output) -> Filled:
    """A thing behind "with" as instrument ("struck his cousin with a tyre iron"), what fire is set to as recipient."""
    if trigger.type not in _DEEDS or one.start < trigger.end:
        return one
    if one.role == "instrument" and _SET_FIRE.search(text, trigger.start, one.start):
        return replace(one, role="recipient")
    verb = trigger.candidate is not None and trigger.candidate.entry.pos == "verb"
    if one.role != "recipient" or not verb or _WITH.search(text, trigger.end, one.start) is None or _MUTUAL.match(text, trigger.start):
        return one
    spans = (*output.mentions, *output.names)
    person = any(span.label in _AGENTS and span.start < one.end and one.start < span.end for span in spans)
    return one if person else replace(one, role="instrument")


def _with_agent(text: str, trigger: Trigger, made: list[Filled], output: Output, sentence: tuple[int, int]) -> list[Filled]:
    """Who did it behind "by", right behind a participle or behind whom a noun's deed was done to ("the arrest of two men by the army")."""
    entry = trigger.candidate.entry if trigger.candidate is not None else None
    if entry is None:
        return made
    noun = entry.pos == "noun"
    by = (_OF_BY if noun else _BY).match(text, trigger.end, sentence[1])
    word = text[trigger.start : trigger.end].split()[-1]
    if by is None or (not noun and (not word.endswith(("ed", "t", "n", "d", "k", "g")) or word.endswith("ing"))):
        return made
    if _HAVE.search(text, sentence[0], trigger.start) or (noun and trigger.type not in _UNDERGONE):
        return made
    agent = phrase_at(by.end(), sentence[1], output)
    if agent is None or not is_agent(text, agent, output):
        return made
    known = next((one for one in made if one.role == "actor" and one.start == agent[0] and one.end > agent[1]), None)
    agent = (known.start, known.end) if known is not None else agent
    kept = [one for one in made if one.end <= agent[0] or agent[1] <= one.start or one.role not in _PARTIES]
    kept = [one for one in kept if one.role != "actor" or (one.end <= trigger.start and not noun)]
    if trigger.type in _UNDERGONE:
        kept = [replace(one, role="recipient") if one.role == "actor" else one for one in kept]
    return [*kept, Filled("actor", *agent, SCORE)]


def is_agent(text: str, phrase: tuple[int, int], output: Output) -> bool:
    """Whether a phrase names somebody: a person or body, or a country in the place of its government; no thing, and no time."""
    labels = {
        one.label for one in (*output.mentions, *output.names, *output.chunks) if one.end == phrase[1] and one.start >= phrase[0] - 1
    }
    head = text[slice(*phrase)].split()[-1]
    if "time" in labels or head.lower() in {*claim_words().arms, *lexicon().things}:
        return False
    return bool(labels & _AGENTS) or ("place" in labels and head[:1].isupper())


def _with_pronoun(text: str, trigger: Trigger, made: list[Filled], output: Output, start: int) -> list[Filled]:
    """Who acts where a pronoun stands right in front of an active verb; whom, where that clause hangs on a noun ("the men they shot")."""
    verb = trigger.candidate is not None and trigger.candidate.entry.pos == "verb"
    subject = _SUBJECT.search(text, start, trigger.start) if verb else None
    if subject is None or trigger.type not in _DEEDS:
        return made
    who = subject.span("who")
    mine = [one for one in made if one.start < who[1] and who[0] < one.end]
    behind = any(one.role == "recipient" and one.start >= trigger.end for one in made)
    relative = _PRONOUN.search(text, start, trigger.start)
    whom = [] if behind or relative is None or relative.start() < start else _phrase_before(text, relative.end("whom"), start, output)
    if not (behind or whom):
        return made  # "he died"
    kept = [one for one in made if one not in mine and not (one.role in _PARTIES and one.end <= who[0])]
    return [*(one for one in kept if one.role != "actor"), *whom, Filled("actor", *who, SCORE)]


def _phrase_before(text: str, end: int, start: int, output: Output) -> list[Filled]:
    """The longest phrase of people or things that ends here, as a recipient."""
    spans = (*output.mentions, *output.names, *output.chunks)
    ending = [one for one in spans if one.end == end and one.start >= start and one.label != "time"]
    best = min(ending, key=lambda one: one.start, default=None)
    return [Filled("recipient", best.start, best.end, SCORE)] if best is not None else []


def _with_who(text: str, trigger: Trigger, made: list[Filled], output: Output, start: int) -> list[Filled]:
    """Who acts in a clause that begins with "who": the person named right in front of it, and nobody further off."""
    who = _WHO.search(text, start, trigger.start)
    persons = [one for one in output.names if who is not None and one.label == "person" and one.end == who.start() and one.start >= start]
    if who is None or not persons:
        return made
    person = min(persons, key=lambda one: one.start)
    role: Role = "recipient" if _BEING.search(text, who.start(), trigger.start) else "actor"
    mine = [one for one in made if one.role == role and one.end <= who.start()]
    stray = [one for one in mine if not (one.start < person.end and person.start < one.end)]
    over = [
        one for one in made
        if one.role == role and one.start < person.start < one.end and _LOOSE.search(text, one.start, person.start)
    ]  # fmt: skip
    if not stray and not over:
        return made
    return [*(one for one in made if one not in stray and one not in over), Filled(role, person.start, person.end, SCORE)]


def _relative(text: str, trigger: Trigger, made: list[Filled], start: int) -> list[Filled]:
    """Who stands in front of "who" and the verb acts alone; who stands in front of "whom" is acted upon."""
    actors = [one for one in made if one.role == "actor" and one.end <= trigger.start]
    who = _RELATIVE_WHO.search(text, start, trigger.start)
    mine = [one for one in actors if who is not None and one.end == who.start()]
    if mine and _BEING.search(text, mine[0].end, trigger.start) is None:
        return [one for one in made if one not in actors or one in mine]
    whom = [one for one in actors if len(actors) > 1 and _WHOM.match(text, one.end, trigger.start)]
    has = any(one.role == "recipient" for one in made)
    turned = [replace(one, role="recipient") for one in whom if not has]
    return [*(one for one in made if one not in whom), *turned]


_RELATIVE_WHO = re.compile(r",?\s+who\s+(?:(?:has|have|had|also|later|then|would|will|[a-z]+ly)\s+)*\Z")
_WHOM = re.compile(r",?\s+whom\s")


def _whose_fate(text: str, trigger: Trigger, made: list[Filled], start: int) -> list[Filled]:
    """Whose arrest or killing a noun names right behind "his" or "their", where no frame has them ("a warrant for his arrest")."""
    noun = trigger.candidate is not None and trigger.candidate.entry.pos == "noun" and trigger.type in _DEEDS
    fate = noun and trigger.candidate is not None and (trigger.candidate.toll is not None or trigger.mode == "arrest")
    whose = _HIS.search(text, max(start, trigger.start - 24), trigger.start) if fate else None
    if whose is None or any(one.role == "recipient" for one in made) or _OF_WHOM.match(text, trigger.end):
        return []
    return [Filled("recipient", *whose.span("who"), SCORE)]


_HIS = re.compile(r"\b(?P<who>his|her|their)\s+(?:[a-z]+\s+)?\Z", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+of\s")


def _whose_arms(text: str, trigger: Trigger, made: list[Filled], output: Output) -> list[Filled]:
    """Whose weapon did it, where a people's or body's name opens the weapon's phrase in front of the verb: "A Russian missile hit"."""
    if trigger.type != "ASSAULT" or any(one.role == "actor" for one in made):
        return []
    arms = [one for one in made if one.role == "instrument" and one.end <= trigger.start]
    for one in arms:
        names = [
            span for span in (*output.names, *output.mentions)
            if span.label in ("nationality", "organisation", "place") and one.start <= span.start <= one.start + 4 and span.end <= one.end
            and text[span.start].isupper() and _ARMS_BEHIND.match(text, span.end, trigger.start)
        ]  # fmt: skip
        if names:
            best = min(names, key=lambda span: (span.start, -span.end))
            return [Filled("actor", best.start, best.end, SCORE)]
    return []


_ARMS_BEHIND = re.compile(
    r" (?:[a-z-]+ ){0,3}(?:missiles?|rockets?|drones?|shells?|bombs?|jets?|warplanes?|aircraft|artillery|tanks?|gunfire|fire|mortars?)\b"
)


def _by_its_shape(text: str, trigger: Trigger, made: list[Filled], output: Output, sentence: tuple[int, int]) -> list[Filled]:
    """Who "came under fire" or "went on trial" undergoes it; a pronoun like "they" in front of an active verb acts."""
    if trigger.type not in _DEEDS:
        made = [_nominative(text, one, trigger, made) for one in made]
    words = text[sentence[0] : trigger.end]
    under, tried = _CAME_UNDER.search(words), _ON_TRIAL.search(words)
    shape = under or tried
    if shape is None or sentence[0] + shape.end() < trigger.end or sentence[0] + shape.start() > trigger.start:
        return made
    at = sentence[0] + shape.start()
    told = [
        span for verb in output.predicates if verb.start == at for span in verb.propbank
        if span.label in ("ARG0", "ARG1") and span.end <= at
    ]  # fmt: skip
    subject = subject_before(text, (at, trigger.end), sentence, output) or next(iter(told), None)
    actors = [one for one in made if one.role == "actor" and one.end <= at]
    subject_filled = [Filled("recipient", subject.start, subject.end, SCORE)] if subject is not None else []
    whom = [replace(one, role="recipient") for one in actors] or subject_filled
    kept = [one for one in made if one not in actors]
    kept = [one for one in kept if one.role != "recipient" or one.end <= trigger.start]
    source = _FROM.match(text, trigger.end, sentence[1]) if under is not None else None
    if source is not None and not any(one.role == "actor" for one in kept):
        phrase = phrase_at(source.end(), sentence[1], output)
        kept += [Filled("actor", *phrase, SCORE)] if phrase is not None and is_agent(text, phrase, output) else []
    has = any(one.role == "recipient" for one in kept)
    return kept if has else [*kept, *whom]


def _nominative(text: str, one: Filled, trigger: Trigger, made: Sequence[Filled]) -> Filled:
    """A recipient as the actor where it is a pronoun of the subject in front of an active verb: "they would appeal"."""
    if one.role != "recipient" or text[one.start : one.end].lower() not in _NOMINATIVE or _is_passive(text, one, trigger):
        return one
    active = _ACTIVE.fullmatch(text, one.end, trigger.start) is not None
    return replace(one, role="actor") if active and all(other.role != "actor" for other in made) else one


def _is_passive(text: str, one: Filled, trigger: Trigger) -> bool:
    """Whether a pronoun may have undergone what the trigger tells: it stands behind it, or a form of "be" or a noun parts them."""
    return one.start >= trigger.end or _ACTIVE.fullmatch(text, one.end, trigger.start) is None


def _own_clause(text: str, trigger: Trigger, made: list[Filled], output: Output, start: int) -> list[Filled]:
    """The recipients without those of a clause that "and" joins: of "three were killed and two men were arrested" three were killed."""
    if trigger.type not in _DEEDS or not _BEING.search(text, max(start, trigger.start - 24), trigger.start):
        return made
    kept = [
        one for one in made
        if not (
            one.role == "recipient" and one.start >= trigger.end and _NEXT_SUBJECT.match(text, one.end)
            and _ANOTHER.search(text, trigger.end, one.start)
        )
    ]  # fmt: skip
    before = [one for one in kept if one.role == "recipient" and one.end <= trigger.start]
    last = max((one.start for one in before), default=0)
    parted = [one for one in before if one.start < last and _FINITE_AND.match(text, one.end, last)]
    return [one for one in kept if one not in parted]


_NEXT_SUBJECT = re.compile(r"(?:,[^,.;]{3,50})?,?\s+(?:was|were|is|are|has|have|had)\b")
_ANOTHER = re.compile(r"\band\s+(?:[\w’'-]+\s+){0,2}\Z")
_FINITE_AND = re.compile(r"\s*(?!,)[^,]*\b(?:was|were|is|are|had|has|have)\s.*(?:\band|,)\s", re.DOTALL)
