"""Whom an argument names: the noun phrases at its core, and the party to whom a request, threat or offer is made.

PropBank's arguments are whole constituents ("members of a family who had fled", "that the neighbours withdraw"). A claim's actor,
recipient or instrument is the phrase at its core, one argument for each that "and" joins; a clause is a topic, and the party that
it is about is the recipient where nobody else is.
"""

import bisect
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportedly.encoder.output import Output, ScoredSpan
from reportedly.extract.frames import SIDES, Filled, claim_words, short_of_head
from reportedly.extract.reach import whole_party, within_reach
from reportedly.extract.sides import of_another_verb
from reportedly.extract.tolls import amounts
from reportedly.schema import Role

VALUES = frozenset({"time", "quantity", "money"})
PARTIES = frozenset({"person", "organisation", "place", "nationality", "facility"})
PARTY_FROM = 0.4
LENT = 0.6  # of the score of the argument in which a party was found
FURTHER_ON = 0.3  # the score of a party that no argument of the verb names
_CORED = frozenset({"actor", "recipient", "instrument"})
_LEAD = re.compile(r"\s*(?:(?:the|a|an|its|their|his|her|some|several|other|all|both|many)\s+){0,2}", re.IGNORECASE)
_JOIN = re.compile(r"\s*,?\s+(?:and|or|as well as|along with)\s+|\s*,\s+", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_GLUE = re.compile(r"\s*-\s*|\s*['’]s\s+|\s*['’]\s+|\s+")
# What begins a phrase of its own, however close it stands ("gave the rebels two tanks").
_ANEW = re.compile(
    r"(?:the|an?|its|their|his|her|our|some|any|all|both|each|every|this|that|these|those|few|many|several|more|at least|about|up|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|dozens|scores|hundreds|thousands|\d+)\b",
    re.IGNORECASE,
)
_NAME_GOES_ON = re.compile(r"(?:[ ’'-]+(?:al-|el-|bin |ibn |de |von )?[A-Z][\w’'-]*)+")
# "Al-Qaeda-linked jihadists" are the jihadists.
_COMPOUND = re.compile(
    r"-(?:linked|backed|affiliated|aligned|allied|led|inspired|supported|sponsored|funded|trained|armed|controlled|run)\s+(?:[A-Za-z]+\s+){0,2}?"
    r"(?:[A-Za-z]+s|[a-z]*men|group|militia|army|force|coalition|alliance|government|administration)\b"
)
# Words that only begin a phrase ("Up to 1,000 people").
_BEGINNINGS = frozenset(("a", "an", "the", "up to", "at least", "more than", "as many as", "at most", "some"))
_NOBODY = frozenset("a an the its their his her our my your this that these those which who up".split())
# Types of which the place that they are done to is the party: a curfew on a town, troops sent to a country.
_AT_PLACES = frozenset({"MOBILIZE", "COERCE", "SANCTION", "THREATEN", "CONCEDE"})
_CLAUSE_WORDS = frozenset({"that", "to", "if", "whether", "how", "why", "what", "when"})
_HARMS = frozenset({"ASSAULT", "COERCE"})
_FROM = re.compile(r"from\b", re.IGNORECASE)
_LEADER = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){1,3}(?=[A-Z])")
_OWNER = re.compile(r"\w['’]s?\s")
# "His arrest": he was arrested.
_FATE = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:arrest|rearrest|detention|capture|death|killing|murder|assassination|execution|abduction|kidnapping|imprisonment)",
    re.IGNORECASE,
)
_MOST_PIECES = 8
_QUANTITY = re.compile(
    r"(?:at least\s+|about\s+|nearly\s+|more than\s+)?(?:several|most|some|many|few|a few|both|all|dozens|scores|hundreds|thousands|"
    r"half|members|one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)",
    re.IGNORECASE,
)
_LOYAL = re.compile(r"\b(?:loyal|allied|opposed|close|sympathetic|hostile|linked)\Z")
_TO_WHOM = re.compile(r"\s+to\s+")
_REST = 7  # words that may follow such a word in its argument
# What is done to whom it is told of, by others than they: PLOVER has who is to withdraw, or to be sanctioned, for the party that is asked.
_DONE_TO = re.compile(
    r"(?:(?:the|an?|their|his|her|its|immediate|unconditional|early|mass|targeted|summary)\s+)*"
    r"(?:killings?|murders?|executions?|arrests?|detention|release|assassination|abduction|kidnapping|capture|deportation|prosecution|eviction|"
    r"evacuation|dismissal|torture|extradition)\s+of\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:\b(?:its|their|his|her)\s+\Z)|(?:its|their|his|her)\s", re.IGNORECASE)
_OWN_WORDS = frozenset({"THREATEN", "AGREE"})
# "The rebels would pay" is said to them, "the army would retake it" of one's own.
_TO_DO = re.compile(r"\s+(?:will|would|shall)\s+(?:[a-z]+ly\s+)?(?!(?:be|pay|face|suffer|regret|bear|lose|get|not|never)\b)")
# What parts a party from the verb in front of it: another clause, a full stop of a kind; and what makes a place of it.
_AWAY = re.compile(
    r"[;:]|,\s+(?:and|but|while|whereas|although|though|as|who|which|where|when)\s|"
    r"\s(?:and|but)\s+(?:also\s+|then\s+|[a-z]+ly\s+)?(?:[a-z]+ed|said|told|has|have|had|is|are|was|were|will|would)\b"
)
# What leads on from a verb's own words to a clause, a time or a comparison in which others are named.
_ANOTHERS = re.compile(
    r"[,;:(]|\b(?:who|whom|whose|which|where|when|while|after|before|during|because|although|though|unless|than|like|as|made|makes)\b"
    r"|\bat the (?:inception|beginning|start|end|time|site|headquarters) of\b|\bcould\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"(?:some|any|no|every)(?:one|body)|me|us|ourselves|themselves|one", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:i|we|you|he|she|it|they)\b", re.IGNORECASE)
_WITH = re.compile(r"\bwith\b")  # "called it off after talks with the ministry"
_SITE = re.compile(r"\b(?:in|at|near|outside|inside|across|around|from)\s+(?:the\s+)?\Z", re.IGNORECASE)
_BEING_BY = re.compile(r"\b(?:was|were|been|being|be)\s+[a-z]+(?:ed|en|wn|ught)\s+by\s+(?:the\s+)?\Z")


def phrases_of(text: str, output: Output) -> list["Phrases"]:
    """The noun phrases of a report, sentence by sentence."""
    inside: list[list[ScoredSpan]] = [[] for _ in output.sentences]
    starts = [start for start, _ in output.sentences]
    for group in (output.mentions, output.names, output.chunks):
        for span in group:
            number = bisect.bisect_right(starts, span.start) - 1
            if number >= 0 and span.end <= output.sentences[number][1]:
                inside[number].append(span)
    for sides in SIDES.finditer(text):
        number = bisect.bisect_right(starts, sides.start()) - 1
        if number >= 0:
            inside[number].append(ScoredSpan(*sides.span(), "organisation", 0.5))
    bases: list[list[ScoredSpan]] = [[] for _ in output.sentences]
    for phrase in output.phrases:
        number = bisect.bisect_right(starts, phrase.start) - 1
        head = output.words[phrase.head]
        if number >= 0 and phrase.start < head[0] and head[1] <= output.sentences[number][1]:
            bases[number].append(ScoredSpan(phrase.start, head[1], phrase.label, phrase.score))
    return [Phrases(text, spans, wider) for spans, wider in zip(inside, bases, strict=True)]


class Phrases:
    """The noun phrases of one sentence, by where they begin; made of the mentions, names and base phrases in it."""

    def __init__(self, text: str, spans: Sequence[ScoredSpan], bases: Sequence[ScoredSpan] = ()) -> None:
        """``bases`` are noun phrases up to their heads: they tell where a phrase ends that a span begins."""
        self._text = text
        self._by_start: dict[int, list[ScoredSpan]] = {}
        for span in spans:
            if span.label != "time" and text[span.start : span.end].lower() not in _BEGINNINGS:
                self._by_start.setdefault(span.start, []).append(span)
        for base in bases:
            begun = self._by_start.get(base.start)
            # Of "Mahan's permit" Mahan is the party; of "the militia's leader" the leader.
            owned = base.label not in PARTIES and _OWNER.search(text, base.start, base.end) is not None
            whole = begun and all(span.end < base.end for span in begun)
            if begun and whole and not owned and short_of_head(text, max(span.end for span in begun), base.end):
                begun.append(ScoredSpan(base.start, base.end, begun[0].label, base.score))
        self._spans = spans
        values = [(one.start, one.end) for one in spans if one.label in VALUES]
        self.parties = sorted(
            (
                span
                for span in spans
                if span.label in PARTIES
                and span.score >= PARTY_FROM
                and text[span.start : span.end].lower() not in _NOBODY
                and not text[span.start].isdigit()
                and not any(a <= span.start and span.end <= b for a, b in values)
            ),
            key=lambda span: (span.start, -span.end),
        )

    def at(self, start: int, end: int) -> tuple[int, int] | None:
        """The phrase that begins at ``start`` (after its article) and ends by ``end``: pieces that touch are one phrase."""
        match = _LEAD.match(self._text, start, end)
        first = match.end() if match else start
        reached = self._longest(start, end) or self._longest(first, end)
        if reached is None:
            return None
        while True:
            glue = _GLUE.match(self._text, reached, end)
            if glue is not None and _ANEW.match(self._text, glue.end(), end):
                break
            further = self._longest(glue.end(), end) if glue else None
            if further is None:
                break
            reached = further
        if self._text[start:reached].rsplit(maxsplit=1)[-1][:1].isupper():
            name = _NAME_GOES_ON.match(self._text, reached, end)
            reached = name.end() if name else reached
        compound = _COMPOUND.match(self._text, reached, end)
        reached = compound.end() if compound else reached
        of = _OF.match(self._text, reached, end)
        if of is not None:
            inner = self.at(of.end(), end)
            reached = inner[1] if inner is not None else reached
        return start, reached

    def modifies(self, one: Filled) -> bool:
        """Whether a place only tells what kind of thing another word names ("a U.S. drone strike" took place elsewhere)."""
        return one.role == "place" and any(
            span.start <= one.start and one.end < span.end and span.label not in {"place", "facility", "time"}
            and self._text[one.end] == " " and self._text[one.end + 1].islower() and " of " not in self._text[one.end : span.end]
            for span in self._spans
        )  # fmt: skip

    def whose(self, one: Filled, triggers: Sequence[int]) -> bool:
        """Whether a place tells whose deed it is ("a U.S. drone strike"): an abbreviated state that stands before a trigger's noun.

        Only abbreviations are used so: "a Gaza strike" is one in Gaza. ``triggers`` are where the sentence's triggers begin.
        """
        return (
            one.role == "place"
            and self._text[one.start : one.end] in _ADJECTIVE_STATES
            and any(one.end < start and _BARE_WORDS.fullmatch(self._text, one.end, start) for start in triggers)
            and not _AT_STATE.search(self._text, max(0, one.start - 12), one.start)
        )

    def is_place(self, start: int, end: int) -> bool:
        """Whether the longest phrase that begins here is a place."""
        match = _LEAD.match(self._text, start, end)
        begins = {start, match.end() if match else start}
        if self._text[max(0, start - 4) : start].lower() == "the ":
            begins.add(start - 4)
        found = [span for first in begins for span in self._by_start.get(first, ()) if span.end <= end]
        return bool(found) and max(found, key=lambda span: span.end).label == "place"

    def _longest(self, start: int, end: int) -> int | None:
        return max((span.end for span in self._by_start.get(start, ()) if span.end <= end), default=None)

    def _led(self, owner: ScoredSpan, end: int) -> ScoredSpan | None:
        """The person whom a party's name only describes: of "the party's leader Ada Brenn" it is she."""
        behind = _LEADER.match(self._text, owner.end, end)
        if behind is None:
            return None
        persons = (one for one in self.parties if one.label == "person" and one.start == behind.end() and one.end <= end)
        return max(persons, key=lambda one: one.end, default=None)

    def joined(self, start: int, end: int) -> list[tuple[int, int]]:
        """The phrases that make up the beginning of a span: one, or several that "and" joins; none where it begins otherwise."""
        found: list[tuple[int, int]] = []
        place, coordinated = start, False
        while len(found) < _MOST_PIECES:
            phrase = self.at(place, end)
            if phrase is None or phrase[1] <= place:
                break
            found.append(phrase)
            join = _JOIN.match(self._text, phrase[1], end)
            if join is None:
                break
            coordinated = coordinated or "," not in join.group().strip() or len(join.group().split()) > 1
            place = join.end()
        return found if coordinated else found[:1]

    def party_in(self, start: int, end: int, but: Sequence[tuple[int, int]]) -> ScoredSpan | None:
        """The first party between ``start`` and ``end`` that shares no characters with ``but``."""
        for span in self.parties:
            if start <= span.start and span.end <= end and not any(a < span.end and span.start < b for a, b in but):
                if (led := self._led(span, end)) is not None:
                    return led
                return max(
                    (one for one in self.parties if one.start == span.start and one.end <= end), key=lambda one: one.end
                )
        return None


# States whose short form does for their adjective.
_ADJECTIVE_STATES = frozenset({"U.S.", "US", "U.K.", "UK", "U.A.E.", "UAE", "USSR", "U.S.S.R."})
_BARE_WORDS = re.compile(
    r"(?:-led|-backed)?(?:\s(?!(?:and|or|but|on|in|at|as|has|have|had|was|were|is|are|will|would|to|for|of|by|with|from|after|before|that|"
    r"who|which|when|where)\s)[a-z-]+){0,2}\s"
)
_AT_STATE = re.compile(r"\b(?:in|within|inside|across|around|throughout|from|to|into|near|of)\s+(?:the\s+)?$", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:between|from)\s|[\d,]+\s+(?:and|or|to)\s+\d", re.IGNORECASE)
_OWNERS = frozenset({"its", "their", "his", "my", "our", "your"})


def settled(
    text: str, kind: str, filled: Sequence[Filled], trigger: tuple[int, int], phrases: Phrases, output: Output
) -> list[Filled]:  # fmt: skip
    """The arguments of a trigger of type ``kind`` as its claim shows them; ``phrases`` are its sentence's."""
    made: list[Filled] = []
    for one in filled:
        if kind == "REQUEST" and one.role == "recipient" and _is_deed(one, output):
            one = replace(one, role="topic")  # "ordered the arrest of two men" orders no arrest about
        made += _cored(text, one, phrases, output) if one.role in _CORED else (one,)
    if kind == "ASSAULT" and not any(one.role == "place" for one in made):
        # What is bombed, where it is a place, is also where.
        struck = [one for one in made if one.role == "recipient" and phrases.is_place(one.start, one.end)]
        made += [Filled("place", one.start, one.end, one.score) for one in struck]
    if kind in claim_words().addressed_types:
        # A curfew on a town: the town; but not where something was done to somebody, or something.
        places = ("place",) if kind in _AT_PLACES and not any(one.role == "recipient" for one in made) else ()
        roles: tuple[Role, ...] = ("destination", "topic", "instrument", *places)
        held = [(one.start, one.end) for one in made if one.role == "actor"] + [trigger]
        if not any(
            one.role == "recipient" and (text[one.start].isdigit() or phrases.party_in(one.start, one.end, held)) for one in made
        ):
            if kind in _OWN_WORDS:
                held += _own_doers(text, trigger, phrases)
            if kind == "REQUEST":  # "ordered the killing of a teacher" asks nothing of a teacher
                held += [(one.start, one.end) for one in made if one.role == "topic" and _DONE_TO.match(text, one.start, one.end)]
            searched = [one for role in roles for one in made if one.role == role]
            asked = _addressed(searched, phrases, held, _complements(text, trigger, output))
            asked = [
                one for one in asked
                if not of_another_verb(text, trigger, one, made) and not _out_of_reach(text, kind, trigger, one, searched)
            ]  # fmt: skip
            if kind in _OWN_WORDS:
                asked = [one for one in asked if not is_own(text, one.start)]
            asked = asked or _further_on(text, kind, trigger, made, phrases, output)
            asked = [replace(one, end=whole_party(text, (one.start, one.end), output)[1]) for one in asked]
            asked = [one for one in asked if within_reach(text, kind, trigger, (one.start, one.end), output)]
            made += [one for one in asked if not any(a <= one.start and one.end <= b for a, b in held)]
    doers = [one.end for one in made if one.role == "actor" and one.end <= trigger[0]]
    made = [one for one in made if not (one.role == "recipient" and one.end <= trigger[0] and _stands_by(text, one, doers))]
    hurt = [one for one in made if one.role == "recipient"]
    asked_of = {(one.start, one.end) for one in hurt}
    # "Urged both sides to talk": they are no topic.
    made = [one for one in made if one.role != "topic" or kind == "CONSULT" or (one.start, one.end) not in asked_of]
    # "fortify its hold": the owner is no argument of his own; "two suspects were questioned": nor are the suspects their questioners.
    return [
        one for one in _distinct(made)
        if (text[one.start : one.end].lower() not in _OWNERS or (one.role == "recipient" and _FATE.fullmatch(text, one.end, trigger[1])))
        and not (one.role == "actor" and kind in _HARMS and any(two.start < one.start and one.end == two.end for two in hurt))
    ]  # fmt: skip


def without_towns(arguments: list[Filled], phrases: Phrases) -> list[Filled]:
    """The arguments of a deed whose people are counted, without a town beside them: "arrested two men in Kassala" arrests no town."""
    towns = [one for one in arguments if one.role == "recipient" and phrases.is_place(one.start, one.end)]
    people = any(one.role == "recipient" and one not in towns for one in arguments)
    return [one for one in arguments if one not in towns] if people else arguments


def _cored(text: str, one: Filled, phrases: Phrases, output: Output) -> list[Filled]:
    span = next(amounts(text, one.start, one.end), None)
    if span is not None and span.start == one.start and _NUMBERS.match(text, one.start, span.end):
        return [one]  # "between 150 and 200 fighters": the row is one number
    pieces = phrases.joined(one.start, one.end)
    if len(pieces) == 1 and _QUANTITY.fullmatch(text, *pieces[0]) and len(text[pieces[0][1] : one.end].split()) <= _REST:
        return [one]  # "several members of the Front", "most of the dead"
    if len(pieces) == 1 and (to := _TO_WHOM.match(text, pieces[0][1])) is not None and _LOYAL.search(text, *pieces[0]):
        whom = phrases.at(to.end(), one.end) if to.end() < one.end else None
        return [Filled(one.role, one.start, whom[1], one.score)] if whom is not None else [one]
    if pieces:
        return [Filled(one.role, start, end, one.score) for start, end in pieces]
    return [Filled("topic", one.start, one.end, one.score)] if _is_clause(text, one, output) else [one]


def _is_deed(one: Filled, output: Output) -> bool:
    """Whether an argument is the name of something that happens, by the noun phrase that it begins or is."""
    return any(
        phrase.label == "event" and phrase.start == one.start and output.words[phrase.head][1] <= one.end for phrase in output.phrases
    )


def _is_clause(text: str, one: Filled, output: Output) -> bool:
    """Whether an argument begins with a verb or a word that opens a clause, so that it names an act and no party."""
    words = text[one.start : one.end].split(maxsplit=1)
    if len(words) < 2:
        return False
    opens = words[0].lower() in _CLAUSE_WORDS
    return opens or any(
        each.start == one.start
        and each.propbank_score > 0.5
        and not text[each.start : each.end].endswith(("ed", "ing"))
        for each in output.predicates
    )


def _complements(text: str, trigger: tuple[int, int], output: Output) -> list[ScoredSpan]:
    """What the trigger's own frame has behind it, whatever the codebook makes of the label ("severed ties" has "with them").

    Nobody is addressed by what begins with "from": who "spoke from Sabha" was there.
    """
    return [
        ScoredSpan(max(span.start, trigger[1]), span.end, span.label, span.score)
        for predicate in output.predicates
        if trigger[0] <= predicate.start < trigger[1]
        for span in predicate.propbank
        if span.start >= trigger[0]
        and span.end > trigger[1]
        and span.label.startswith("ARG")
        and not _FROM.match(text, span.start, span.end)
    ]


def _addressed(
    searched: Sequence[Filled], phrases: Phrases, held: Sequence[tuple[int, int]], complements: Sequence[ScoredSpan]
) -> list[Filled]:
    """The party of whom something is asked, or to whom something is done or given, as a recipient."""
    places: tuple[Filled | ScoredSpan, ...] = (*searched, *complements)
    for one in places:
        party = phrases.party_in(one.start, one.end, held)
        if party is not None:
            return [Filled("recipient", party.start, party.end, round(LENT * one.score, 4))]
    return []


def _further_on(
    text: str, kind: str, trigger: tuple[int, int], made: Sequence[Filled], phrases: Phrases, output: Output
) -> list[Filled]:  # fmt: skip
    """The party that comes next behind the verb whose doer stands in front of it, where its frame names nobody.

    "Threatened to end the talks if the Republic goes ahead" is a threat to the Republic. Who tells of it all is no party to it, nor is
    where or when it was.
    """
    doers = [(one.start, one.end) for one in made if one.role == "actor"]
    if not any(end <= trigger[0] for _, end in doers):
        return []
    sentence = next((one for one in output.sentences if one[0] <= trigger[0] < one[1]), trigger)
    sources = [(one.start, one.end) for cue in output.cues for one in cue.arguments if one.label == "source"]
    beside = [
        (one.start, with_.start() if (with_ := _WITH.search(text, one.start, one.end)) else one.end)
        for one in made
        if one.role in ("place", "time", "origin")
    ]
    subjects = [found.span() for found in _SUBJECT.finditer(text, trigger[1], sentence[1])]
    own = _own_doers(text, trigger, phrases) if kind in _OWN_WORDS else []
    party = phrases.party_in(trigger[1], sentence[1], [*doers, *sources, *beside, *subjects, *own, trigger])
    if party is not None and kind in _OWN_WORDS and is_own(text, party.start):
        return []
    if party is not None and (_ANOTHERS.search(text, trigger[1], party.start) or _ANYBODY.fullmatch(text, party.start, party.end)):
        return []
    if party is None or _AWAY.search(text, trigger[1], party.start) or _BEING_BY.search(text, trigger[1], party.start) or (
        kind not in _AT_PLACES and _SITE.search(text, max(0, party.start - 12), party.start)
    ):
        return []
    return [Filled("recipient", party.start, party.end, FURTHER_ON)]


def _stands_by(text: str, one: Filled, doers: Sequence[int]) -> bool:
    """Whether a phrase only says who the doer in front of it is ("two commanders, Kavel and Tesh, fled")."""
    return text.startswith(",", one.end) and any(text[end : one.start].strip() == "," for end in doers if end < one.start)


def is_own(text: str, start: int) -> bool:
    """Whether what begins here belongs to somebody told before: "agreed to withdraw its fighters" agrees nothing with them."""
    return (_OWN.search(text, max(0, start - 6), start) or _OWN.match(text, start)) is not None


def _own_doers(text: str, trigger: tuple[int, int], phrases: Phrases) -> list[tuple[int, int]]:
    """Who is to do what is promised or threatened: "vowed that the army would retake the depot" is no vow to the army."""
    return [
        (one.start, one.end) for one in phrases.parties
        if one.start >= trigger[1] and _TO_DO.match(text, one.end) and not _AWAY.search(text, trigger[1], one.start)
    ]  # fmt: skip


def _out_of_reach(text: str, kind: str, trigger: tuple[int, int], one: Filled, searched: Sequence[Filled]) -> bool:
    """Whether a party that no argument of its own names stands in a clause that tells of something else, or is only where it is."""
    if kind not in _AT_PLACES and _SITE.search(text, max(0, one.start - 12), one.start):
        return True
    if any(other.role in ("destination", "place") and other.start <= one.start and one.end <= other.end for other in searched):
        return False
    return one.start >= trigger[1] and _ANOTHERS.search(text, trigger[1], one.start) is not None


def _distinct(filled: Sequence[Filled]) -> Iterator[Filled]:
    seen: set[tuple[Role, int, int]] = set()
    for one in filled:
        if (one.role, one.start, one.end) not in seen:
            seen.add((one.role, one.start, one.end))
            yield one
