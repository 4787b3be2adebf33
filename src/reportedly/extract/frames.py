"""The arguments of one trigger: PropBank's labels read through the codebook's role map, and what stands beside a noun."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reportedly.encoder.output import Output, Predicate, ScoredSpan
from reportedly.extract.apart import ARMED, BOUND, BREAKS, DOERS, name_before, over_clause, phrase_at
from reportedly.extract.inner_clauses import told_apart
from reportedly.extract.lexicon import lexicon, load_data
from reportedly.extract.mentions import trimmed
from reportedly.extract.reach import within_reach
from reportedly.extract.subjects import first_word, on_both_sides, timed, undergone
from reportedly.schema import Part, Role
from reportedly.schema.codebook import TypeCandidate

PROPBANK_FROM = 0.3
PREDICATE_FROM = 0.5
EVENT_HEAD_FROM = 0.5
_PREPOSITION = re.compile(
    r"(?!at (?:least|most)\b|as (?:many|few|much) as\b|between\s+(?:\d|\w+\s+and\s+\w+\s+[a-z]))"
    r"(?:(?:out|because|outside|inside|ahead|instead|on behalf|in front) of|according to|"
    r"in|on|at|by|from|to|into|of|with|against|near|"
    r"over|under|upon|after|before|during|since|until|towards?|through|across|within|around|between|among|for|as|onto|off|via|along|about)\s+",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:\s+(?:and|or|but|of|in|on|at|to|by|for|from|with|the|a|an|as))+\s*\Z", re.IGNORECASE)
_WHEN_BEHIND = re.compile(r"\s+(?:(?:last|this|earlier this)\s+(?:week|month|year)|on\s+[A-Z][a-z]+day|yesterday|today|earlier|recently)\Z")
_CLAUSE = re.compile(
    r",?\s+(?:who|which|that|whom|whose)\s|\s(?:they|he|she|we|I)\s+(?:had|have|has|would|will)\s|\s[–—-]\s|;\s|,\s+(?:replacing|including|citing|saying|according)\s",
    re.IGNORECASE,
)
_AUXILIARIES = frozenset("has have had is are was were be been will would can could may might must shall should did does do".split())
_PASSIVE = frozenset({"was", "were", "been", "be", "being", "is", "are", "got"})
_SUBJECT_GAP = re.compile(
    r"(?:,?\s+(?:who|which|that))?(?:\s+(?:has|have|had|is|are|was|were|be|been|being|got|will|would|could|may|might|must|can|shall|should|"
    r"did|does|do|not|also|then|still|now|never|again|since|once|[a-z]+ly|(?:this|last)\s+(?:week|month|year)|on\s+[A-Z][a-z]+day))*\s+"
)
# A short subject that opens the sentence, up to an auxiliary ("U.S. jets have bombed").
_OPENING_SUBJECT = re.compile(
    r"((?:[\w.’'-]+\s+){0,4}[\w.’'-]+)\s+(?:has|have|had|was|were|is|are|will|would|could|may|might)(?:\s+(?:been|also|not|[a-z]+ly))*\s+"
)
SIDES = re.compile(r"\b(?:(?:both|all|the two|the warring|the rival|the opposing)\s+(?:sides|parties|factions|camps)|the sides)\b")
_WITH_TOPICS = frozenset({"SANCTION", "SUPPORT", "REJECT", "CONCEDE"})  # what is done in words as well as in deeds
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_BEHIND = re.compile(r"\s+(?:the\s+)?")
_WITH = re.compile(r"\s+(?:[a-z]+ly\s+)?with\s+")
_DESCRIBED = re.compile(r"(?:['’]s?)?(?:[ -]\w[\w’'-]*){1,3}")
_NO_DESCRIPTION = frozenset(
    "has have had is are was were be been to of in on at by for from with and or but who which that as not already now".split()
)
_WORD_BEHIND = re.compile(r" ([a-z]+)\b")
_WHOSE_CRAFT = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,3}\Z")  # "U.S. " in front of "jets"
_JOINT_BEFORE = re.compile(r"\s+and\s+(?:the\s+|at least\s+|an?\s+)?\Z")
_SHORT_ROW = re.compile(r"[\w’'.-]+(?:,?\s[\w’'.-]+){0,7}")
_SITES = frozenset({"place", "facility"})
_SITE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|around|through)\s+(?:the\s+)?(?:[a-z]+\s+)?"
    r"(?:(?:city|town|village|district|province|region|port|capital)\s+(?:of\s+)?)?\Z",
    re.IGNORECASE,
)
_TIMES_IN_ING = frozenset(("during", "following", "morning", "evening", "beginning", "starting", "ending", "spring"))
_AGENT = re.compile(r"\s+by\s+(?:the\s+)?")
_BODIES = frozenset({"person", "organisation", "nationality"})
_OBJECT_GAP = re.compile(r"\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+|his\s+|her\s+)?")
_EMPTY = frozenset(
    "the a an in on at by of to from with for and or as that this these those there two one some all any no not into who which where when "
    "over after before while against about near under between among through across around during".split()
)


class ClaimWords(Struct, frozen=True):
    """The word lists of ``data/claims.yaml``."""

    support_verbs: frozenset[str]
    undergoing_verbs: frozenset[str]
    owning: frozenset[str]
    noun_prepositions: dict[str, Role]
    directions: dict[str, Role]
    spoken_types: frozenset[str]
    planned_types: frozenset[str]
    reporting: frozenset[str]
    origin_first: frozenset[str]
    well_taught: frozenset[str]
    families: tuple[frozenset[str], ...]
    addressed_types: frozenset[str]
    future: frozenset[str]
    willing: frozenset[str]
    asking: frozenset[str]
    friendly_deeds: frozenset[str]
    hostile_deeds: frozenset[str]
    ending: frozenset[str]
    harmed: frozenset[str]
    accidental: frozenset[str]
    natural_causes: frozenset[str]
    violent: frozenset[str]
    offers: frozenset[str]
    refusing: frozenset[str]
    arms: frozenset[str]


@lru_cache(maxsize=1)
def claim_words() -> ClaimWords:
    """The packaged word lists, read once."""
    return msgspec.convert(load_data("claims.yaml"), ClaimWords)


class Filled(Struct, frozen=True):
    """A role's words: characters ``start`` to ``end`` (exclusive), the score of what found them, and their part in an attack."""

    role: Role
    start: int
    end: int
    score: float
    part: Part | None = None


def arguments_of(
    text: str, trigger: tuple[int, int], predicate: Predicate | None, candidate: TypeCandidate | None, sentence: tuple[int, int],
    output: Output,
) -> list[Filled]:  # fmt: skip
    """The arguments of a trigger: roles from PropBank, then from what stands beside a noun, then from the event head."""
    found: list[Filled] = []
    links = {link.argument: link.role for link in candidate.roles} if candidate else {}
    spoken = candidate is not None and candidate.type in claim_words().spoken_types | _WITH_TOPICS
    if predicate is not None:
        for part in on_both_sides(text, trigger, undergone(text, trigger, timed(text, predicate.propbank))):
            if part.score >= PROPBANK_FROM and not _is_crumb(text, part, predicate):
                span = _whole(text, part, trigger, sentence, output)
                if span.label == "ARG1" and span.end <= trigger[0] and links.get("ARG1") == "origin":
                    # Nobody stands in front of "fled" but who fled: the place that is left comes behind.
                    if any(other.label == "ARG0" for other in predicate.propbank):
                        continue
                    span = ScoredSpan(span.start, span.end, "ARG0", span.score)
                given = _role(text, span, links, _swallowed(text, trigger, span))
                if given is not None and not _of_another(text, replace(span, label=given), trigger, candidate, output):
                    for each, words in told_apart(text, (given, span), predicate, output, spoken=spoken):
                        add_argument(found, text, each, words, trigger)
    if candidate is None or candidate.entry.pos == "noun":
        _beside_noun(found, text, trigger, links, sentence, output)
    elif candidate.entry.pos == "verb":
        if candidate.type != "ASSAULT":  # "a car exploded", "a mortar hit": what harms is no party
            found = _doers(found, text, trigger)
        if candidate.type in claim_words().origin_first:
            _whither(found, text, trigger, sentence, output)
        _beside_verb(found, text, trigger, links, sentence, output)
        if candidate.type in _TOGETHER:
            _with_whom(found, text, trigger, sentence, output)
    if predicate is not None:
        taken = {one.role for one in found}
        moves = candidate is not None and candidate.type in claim_words().origin_first and "actor" not in taken
        for part in predicate.event:
            # Who is moved is the one who moves where nobody moves them: training read the frames of flight so, too.
            role = "actor" if moves and part.label == "recipient" else part.label
            if part.score < EVENT_HEAD_FROM or role in taken or (
                role == "recipient" and part.start >= trigger[1] and candidate is not None
                and candidate.type in claim_words().addressed_types - {"PROTEST"}
                and not within_reach(text, candidate.type, trigger, (part.start, part.end), output)
            ):
                continue
            if not _of_another(text, replace(part, label=role), trigger, candidate, output):
                add_argument(found, text, cast(Role, role), _whole(text, part, trigger, sentence, output), trigger)
    return found


_AND_BEFORE = re.compile(r"\s(?:and|but|then)\s+(?:[a-z]+ly\s+|later\s+|also\s+|then\s+)?\Z")
_OWN_WORDS = frozenset({"THREATEN", "AGREE"})


def _of_another(text: str, part: ScoredSpan, trigger: tuple[int, int], candidate: TypeCandidate | None, output: Output) -> bool:
    """Whether a party (its role as label) is another verb's: an object in front of this one, or who is to do what is threatened.

    In "met the envoy and rejected the plan" the envoy is not rejected; "threatened that Ardenia would attack" does not threaten Ardenia.
    """
    if part.label not in ("actor", "recipient") or candidate is None or candidate.entry.pos != "verb":
        return False
    verbs = [one for one in output.predicates if one.propbank_score > PREDICATE_FROM]
    own = [span for one in verbs if one.start == trigger[0] for span in one.propbank]
    if part.end <= trigger[0]:
        # Who is called upon to do something is to do it, though an object there.
        if part.label == "actor" and not _AND_BEFORE.search(text, part.end, trigger[0]):
            return False
        if text[trigger[0] : trigger[1]].split()[0].endswith("ing") or _PASSIVE.intersection(text[part.end : trigger[0]].lower().split()):
            return False
        owner = any(
            one.end <= part.start
            and any(span.label != "ARG0" and span.start <= part.start < span.end < trigger[0] for span in one.propbank)
            and any(span.label == "ARG0" and span.end <= one.start for span in own)
            for one in verbs
        )
        return owner and any(span.label.startswith("ARG") and span.start >= trigger[1] for span in own)
    return part.label == "recipient" and candidate.type in _OWN_WORDS and any(
        one.start >= part.end and any(span.label == "ARG0" and span.start <= part.start and part.end <= span.end for span in one.propbank)
        for one in verbs
    )


def _is_crumb(text: str, part: ScoredSpan, predicate: Predicate) -> bool:
    """Whether a span is an article alone beside another of its label: "ordered the" before "the arrest of its leader"."""
    alone = (part.start >= predicate.end or part.label != "ARG0") and text[part.start : part.end].lower() in ("the", "a", "an")
    return alone and any(other.label == part.label and other is not part and other.end - other.start > 3 for other in predicate.propbank)


def _whole(text: str, span: ScoredSpan, trigger: tuple[int, int], sentence: tuple[int, int], output: Output) -> ScoredSpan:
    """The span, wider where it cuts a name or mention in two ("Bilal" of "Bilal al-Shawwash"), but never over the trigger."""
    start, end = span.start, span.end
    for one in (*output.names, *output.mentions, *output.chunks):
        inside = sentence[0] <= one.start and one.end <= sentence[1]
        if inside and (one.start < end < one.end or one.start < start < one.end):
            first, last = min(start, one.start), max(end, one.end)
            if last <= trigger[0] or first >= trigger[1]:
                start, end = first, last
    start, end = _to_the_head(text, start, end, trigger, output)
    return ScoredSpan(start, end, span.label, span.score)


def with_row(one: Filled, text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output) -> Filled:
    """A subject with the phrase that "and" joins in front of it where both open the sentence ("17 rebels and four boys were killed")."""
    joint = _JOINT_BEFORE.search(text, sentence[0], one.start)
    if one.role not in ("actor", "recipient") or one.end > trigger[0] or joint is None:
        return one
    before = text[sentence[0] : joint.start()]
    if not _SHORT_ROW.fullmatch(before) or any(
        sentence[0] <= verb.start < one.start and verb.propbank_score > 0.5 for verb in output.predicates
    ):
        return one
    return Filled(one.role, sentence[0], one.end, one.score, one.part)


def short_of_head(text: str, end: int, head: int) -> bool:
    """Whether only words that describe stand between a phrase's front and the end of its head: no clause, and no other phrase."""
    words = _DESCRIBED.fullmatch(text, end, head)
    return words is not None and not _NO_DESCRIPTION.intersection(words.group().lower().split())


def _to_the_head(text: str, start: int, end: int, trigger: tuple[int, int], output: Output) -> tuple[int, int]:
    """The span up to the head of the noun phrase whose front it holds ("the mayor's" of "the mayor's office")."""
    for phrase in output.phrases:
        if phrase.start > start or phrase.start >= end:
            continue
        head = output.words[phrase.head]
        if text[slice(*head)].lower() in _AUXILIARIES or (start < head[0] and _is_verb_of(phrase.start, head, output)):
            continue  # the network took "Russia has" or "The army launched" for a phrase
        if end < head[1] and start < head[0] and short_of_head(text, end, head[1]):
            first = min(start, phrase.start) if start > phrase.start and head[0] - end <= 1 else start
            if head[1] <= trigger[0] or first >= trigger[1]:
                return first, head[1]
    craft = _WORD_BEHIND.match(text, end, trigger[0]) if end < trigger[0] else None
    if craft and craft[1] in lexicon().things:  # "Government" + "jets" are one, though two phrases
        return start, craft.end()
    return start, end


def _is_verb_of(start: int, head: tuple[int, int], output: Output) -> bool:
    """Whether a word is a verb whose subject begins at ``start`` and ends in front of it, if short of its last word."""
    return any(
        verb.start == head[0] and any(span.start == start and span.end < head[0] and span.label == "ARG0" for span in verb.propbank)
        for verb in output.predicates
    )


def _doers(found: list[Filled], text: str, trigger: tuple[int, int]) -> list[Filled]:
    """The arguments, an instrument right in front of an active verb as its actor where there is none: Peru "granted asylum"."""
    if any(one.role == "actor" for one in found):
        return found
    return [
        replace(one, role="actor")
        if one.role == "instrument" and one.end <= trigger[0] and _SUBJECT_GAP.fullmatch(text, one.end, trigger[0])
        and not _PASSIVE.intersection(text[one.end : trigger[0]].lower().split())
        else one
        for one in found
    ]  # fmt: skip


def _swallowed(text: str, trigger: tuple[int, int], span: ScoredSpan) -> str:
    """The preposition that the trigger's own words end with, where the argument stands right behind it ("withdrew from" its base)."""
    last = text[trigger[0] : trigger[1]].rsplit(maxsplit=1)
    return last[1].lower() if len(last) == 2 and 0 <= span.start - trigger[1] <= 1 else ""


def _role(text: str, span: ScoredSpan, links: Mapping[str, Role | None], before: str = "") -> Role | None:
    first = before if before in claim_words().directions and before in links else first_word(text, span)
    if first in ("at", "into", "on", "towards", "toward") and links.get(span.label) == "instrument":
        return links.get(first, "recipient")  # "fired tear gas at the crowd"
    if first in links:
        return links[first]
    if span.label in links:
        return links[span.label]
    words = claim_words()
    if span.label == "TMP":
        return None if first.endswith("ing") and first not in _TIMES_IN_ING else "time"  # "breaking a truce that was to last until May"
    if span.label == "LOC":
        return "place"
    if span.label in {"DIR", "ARG4", "ARG3", "ARG2"} and first in words.directions:
        return words.directions[first]
    if links:
        return None
    default: Mapping[str, Role] = {"ARG0": "actor", "ARG1": "recipient"}
    return default.get(span.label)


def add_argument(found: list[Filled], text: str, role: Role | None, span: ScoredSpan, trigger: tuple[int, int]) -> None:
    """Add a span's own words as an argument, where they are any and none has them; nothing of the trigger's own words."""
    if role is None:
        return
    start, end = argument_words(text, span.start, span.end)
    when = _WHEN_BEHIND.search(text, start, end) if role in ("actor", "recipient") else None
    end = when.start() if when is not None else end  # "Amnesty last month accused"
    if start >= end or (start < trigger[1] and trigger[0] < end) or text[start:end].lower() in _EMPTY:
        return
    if any(one.start == start and one.end == end for one in found):
        return
    found.append(Filled(role, start, end, round(span.score, 4)))


def argument_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without its prepositions, the clause that hangs on it, and punctuation at its sides."""
    start, end = trimmed(text, start, end)
    match = _PREPOSITION.match(text, start, end)
    while match:
        start = match.end()
        match = _PREPOSITION.match(text, start, end)
    clause = _CLAUSE.search(text, start, end)
    if clause and clause.start() > start:
        end = clause.start()
    dangling = _DANGLING.search(text, start, end)
    if dangling and dangling.start() > start:
        end = dangling.start()
    return trimmed(text, start, end)


def _beside_noun(
    found: list[Filled],
    text: str,
    trigger: tuple[int, int],
    links: Mapping[str, Role | None],
    sentence: tuple[int, int],
    output: Output,
) -> None:
    """What a nominal trigger has beside it: a name in front ("U.S. airstrikes", "Assad's attack"), a preposition behind ("assault on")."""
    taken = {one.role for one in found}
    if "actor" not in taken:
        before = name_before(text, trigger, sentence, output)
        if before is not None:
            add_argument(found, text, "actor", before, trigger)
    position = trigger[1]
    for _ in range(3):
        match = re.compile(r"\s+([A-Za-z]+)\s+").match(text, position, sentence[1])
        if not match:
            return
        preposition = match.group(1).lower()
        role = links.get(preposition, claim_words().noun_prepositions.get(preposition))
        phrase = phrase_at(match.end(), sentence[1], output)
        if phrase is None or (
            role is None and preposition not in links and preposition not in claim_words().noun_prepositions
        ):
            return
        if role is not None and role not in {one.role for one in found}:
            add_argument(found, text, role, ScoredSpan(phrase[0], phrase[1], role, 0.6), trigger)
        position = phrase[1]


def _beside_verb(
    found: list[Filled],
    text: str,
    trigger: tuple[int, int],
    links: Mapping[str, Role | None],
    sentence: tuple[int, int],
    output: Output,
) -> None:
    """The subject right before a verb and the object right behind it, where the frame has neither actor nor recipient there."""
    subject, object_ = _neighbours(text, trigger, sentence, output)
    if subject is None and (bound := BOUND.search(text, sentence[0], trigger[0])) is not None:
        subject = subject_before(text, (bound.start(), bound.end(1)), sentence, output)
    taken = {one.role for one in found}
    if subject is not None:
        between = text[subject.end : trigger[0]].lower().split()
        passive = bool(_PASSIVE.intersection(between)) and not text[trigger[0] : trigger[1]].endswith("ing")
        label, usual = ("ARG1", "recipient") if passive else ("ARG0", "actor")
        role = links.get(label, cast(Role, usual))
        if (
            role is not None
            and role not in taken
            and not any(subject.start < one.end and one.start < subject.end for one in found)
        ):
            add_argument(found, text, role, subject, trigger)
            taken.add(role)
        if passive:
            _agent(found, text, trigger, sentence, output)
            return
    if object_ is not None:
        role = links.get("ARG1", "recipient")
        if (
            role is not None
            and role not in taken
            and not any(object_.start < one.end and one.start < object_.end for one in found)
        ):
            add_argument(found, text, role, object_, trigger)


def _agent(
    found: list[Filled], text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output
) -> None:
    """Who did it, right behind a passive verb and "by", where the frame has no actor; what did it is no party."""
    by = _AGENT.match(text, trigger[1], sentence[1])
    phrase = _missing(found, "actor", by, sentence, output)
    if by is None or phrase is None:
        return
    spans = (*output.mentions, *output.names, *output.chunks)
    label = {one.label for one in spans if one.end == phrase[1] and one.start >= by.end() - 1}
    things = {*claim_words().arms, *lexicon().things}
    if label & _BODIES and text[slice(*phrase)].lower().split()[-1] not in things:
        add_argument(found, text, "actor", ScoredSpan(*phrase, "actor", 0.6), trigger)


def _whither(found: list[Filled], text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output) -> None:
    """To whom or from where, right behind the preposition that the trigger ends with, where the frame says nothing ("defected to")."""
    role = claim_words().directions.get(text[trigger[0] : trigger[1]].split()[-1].lower())
    phrase = _missing(found, role, _BEHIND.match(text, trigger[1]), sentence, output) if role in ("origin", "destination") else None
    if phrase is not None and role is not None:
        add_argument(found, text, role, ScoredSpan(*phrase, role, 0.6), trigger)


def _with_whom(
    found: list[Filled], text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output
) -> None:
    """Whom somebody speaks or agrees with: the phrase right behind "with", where the frame has no recipient."""
    phrase = _missing(found, "recipient", _WITH.match(text, trigger[1], sentence[1]), sentence, output)
    if phrase is not None:
        add_argument(found, text, "recipient", ScoredSpan(*phrase, "recipient", 0.6), trigger)


def _missing(
    found: list[Filled], role: str, before: re.Match[str] | None, sentence: tuple[int, int], output: Output
) -> tuple[int, int] | None:
    """The phrase right behind the words ``before``, where no phrase has the role yet."""
    if before is None or any(one.role == role for one in found):
        return None
    return phrase_at(before.end(), sentence[1], output)


def subject_before(
    text: str, verb: tuple[int, int], sentence: tuple[int, int], output: Output
) -> ScoredSpan | None:
    """The phrase that is an active verb's subject where only auxiliaries part them; None in the passive or where there is none."""
    subject, _ = _neighbours(text, verb, sentence, output)
    return None if subject is None or _PASSIVE.intersection(text[subject.end : verb[0]].lower().split()) - {"is", "are", "be"} else subject


def _neighbours(
    text: str, trigger: tuple[int, int], sentence: tuple[int, int], output: Output
) -> tuple[ScoredSpan | None, ScoredSpan | None]:
    """The phrases that only auxiliaries, adverbs or a relative pronoun part from a verb: the one before and the one behind."""
    before: ScoredSpan | None = None
    behind: ScoredSpan | None = None
    participle = text[trigger[0] : trigger[1]].split()[0].endswith("ing")
    words = output.words[bisect_left(output.words, (sentence[0], 0)) : bisect_left(output.words, (sentence[1], 0))]
    acronyms = [
        ScoredSpan(start, end, "organisation", 0.5) for start, end in words if end - start > 1 and text[start:end].isupper()
    ]
    sides = [ScoredSpan(*one.span(), "organisation", 0.5) for one in SIDES.finditer(text, *sentence)]
    for span in (*output.mentions, *output.names, *output.chunks, *acronyms, *sides):
        if span.start < sentence[0] or span.end > sentence[1]:
            continue
        craft = span.label == "object" and text[span.start : span.end].split()[-1].lower() in lexicon().things
        if span.label not in DOERS and not craft:
            continue
        whose = _WHOSE_CRAFT.search(text, sentence[0], span.start) if craft else None
        span = replace(span, start=whose.start()) if whose else span
        if sentence[0] <= span.start and span.end <= trigger[0] and _SUBJECT_GAP.fullmatch(text, span.end, trigger[0]):
            if participle and span.label in _SITES and _SITE.search(text, max(sentence[0], span.start - 40), span.start):
                continue  # "marched in the city of Tarn on Sunday calling for": the city calls for nothing
            if before is None or (span.end, -span.start) > (before.end, -before.start):
                before = span
        elif (
            trigger[1] <= span.start and span.end <= sentence[1] and _OBJECT_GAP.fullmatch(text, trigger[1], span.start)
        ) and (behind is None or (-span.start, span.end) > (-behind.start, behind.end)):
            behind = span
    if before is None or ARMED.search(text, sentence[0], before.start):
        before = over_clause(text, trigger, sentence, output) or before
    if before is None:
        opening = _OPENING_SUBJECT.fullmatch(text, sentence[0], trigger[0])
        if opening and not BREAKS.intersection(opening.group(1).lower().split()):
            before = ScoredSpan(*opening.span(1), "organisation", 0.5)
    return before, behind


def texts_of(text: str, spans: Sequence[ScoredSpan]) -> list[tuple[str, str]]:
    """Labels and words of some spans."""
    return [(span.label, text[span.start : span.end]) for span in spans]
