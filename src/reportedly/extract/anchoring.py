"""When, where and how many: the times, places and amounts in a claim's arguments become its interval, its place and its tolls."""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.encoder.output import Predicate
from reportedly.extract.claim_days import day_is_guessed, is_long_after, is_of_saying, is_row, joined_days
from reportedly.extract.datelines import dateline_end
from reportedly.extract.elsewhere import (
    goes_there,
    is_speakers,
    is_their_own,
    leads_there,
    of_next_deed,
    of_what_was_answered,
)
from reportedly.extract.frames import Filled
from reportedly.extract.row_tolls import (
    COUNTED_ELSEWHERE,
    EACH_TIME,
    NO_TOLL,
    SHARE,
    THINGS,
    is_age,
    is_one_person,
    is_time,
    row_toll,
)
from reportedly.extract.tolls import AMOUNT, amounts, suffered, with_hedge
from reportedly.extract.triggers import Trigger
from reportedly.schema import ClaimPlace, ClaimTime, Mention, Toll, span_of

# Where what one clause counts ends: "killing a driver and abducting six people" is one dead.
_INCLUDING = re.compile(
    rf"\b(?:including|among them|aged?)\b|\s(?:and|or|before)\s(?:[a-z]+ly\s)?[a-z]+ing\s(?=(?:at|the|an?)\s|{AMOUNT})|"
    rf"(?:\b(?:at least|about|some|nearly|more than)\s+)?"
    rf"(?:\b(?:{AMOUNT}|most|many|all|both|several)\s+)?\bof\s+(?:whom|them)\b",
    re.IGNORECASE,
)
# "Four people, two of them children": the two are among those who are told of before.
_PART_OF_THEM = re.compile(rf"(?:{AMOUNT}|most|many|several|some)\s+of\s+(?:them|whom)\s+\w", re.IGNORECASE)
# "since Monday", "since the coup on Monday", "since the war broke out in 2014".
_OPEN_SINCE = re.compile(r"\bsince\s+(?:(?:[\w’'-]+\s+){1,6}(?:on|in|of|at)\s+)?(?:the\s+)?$", re.IGNORECASE)
_SINCE_WITHIN = 60  # characters in front of a time in which its "since" stands
# "The deadliest attack since 2 January" was none of that day.
_MOST = re.compile(r"\b(?:first|second|third|fourth|fifth|worst|[a-z]+est|most\s+[a-z]+)\s+(?:[\w-]+\s+){0,3}\Z")
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?\Z")
_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:the\s+)?$", re.IGNORECASE)
# Between a trigger and the time that is its own, whatever other times its clause has.
_RIGHT_BEHIND = re.compile(r"\s+(?:(?:late|early|only)\s+)?(?:(?:on|in|at|since|by)\s+)?(?:the\s+)?")
# What parts a time that ends its sentence from what was told ("..., 90 km south of it, on Sunday.").
_TRAILING = re.compile(r",\s+(?:late\s+|early\s+)?(?:on|in|at|last)?\s*$")
_TRAILING_END = re.compile(r"\s*(?:[.;]|$|,\s+[a-z]+ing\b|,\s+[^,]{1,60}\b(?:said|says|reported|told|added)\b)")
_CLAUSE_EDGE = re.compile(
    r"[,;:](?!\d)|\s[–—-]\s|\b(?:who|whom|which|that|while|whereas|after|before|because|although|when|where)\b",
    re.IGNORECASE,
)
_OPENS_WITHIN = 20
_PLACE_OPENS_WITHIN = 50
# A time that says which one is meant: "Monday's attack", "the 2014 accord".
_WHOSE = re.compile(r"['’]s?\s+\w")
_OVER_YEAR = re.compile(r"\b(?:over|for|about|after|following|against)\s+\d{4}\Z")  # "convicted over 2019 market attack"
_DETERMINER = re.compile(r"\b(?:the|an?|its|their|his|her|that|this)\s+\Z", re.IGNORECASE)
_NOUN_BEHIND = re.compile(
    r"\s+(?!(?:in|on|at|of|to|for|from|by|with|and|or|but|that|which|who|when|where|while|after|before|as|until|since|near|against|"
    r"under|over|during|through|between|into|about|the|an?|is|was|were|are|has|had|have|will|would|[a-z]+ed)\b)[a-z]"
)
_BESIDE = re.compile(
    r"(?<!hours )(?<!minutes )\b(?:after|over|for|before|of|to|on|about|from|despite|against|at|with|following)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_IN_DEED = re.compile(r"\b(?:in|during|amid|by)\s+(?:the\s+)?\Z", re.IGNORECASE)  # "died in last night's attack"
_TO_ITS_NOUN = re.compile(
    r"(?:['’]s?)?\s+(?:(?!(?:in|on|at|of|to|for|by|with|and|or|that|which|who|is|was|were|are|has|had|have|be|been|being|will)\b)"
    r"[\w.’'-]+\s+){0,5}"
)
# Between what opens a sentence and what somebody tells in it.
_TOLD_THEN = re.compile(
    r"\b(?:said|says|told|ruled|found|concluded|announced|claimed|admitted|acknowledged|recalled|testified|wrote|declared|confirmed|"
    r"shows?|confirms?|suggests?|agreed|ordered|promised|vowed|pledged|accused|threatened|decided|asked|urged|demanded|warned)\b"
)
_ENDED = re.compile(
    r"(?:\s+(?:in|of|between|on)\s[^,.;]{1,60}?)?\s+(?:ended|ends|ceased|stopped|was over)\s+(?:on\s|in\s|at\s)?[^,.;]{0,30}\Z"
)
_COARSE = 4  # UCDP GED where_prec of a first-level division and of all that is wider
_LONGEST_LEAD = 30  # characters in front of the trigger in the subject of a verb that says it took place
# "A memorial for those killed in the strike will be held": what is held is no strike.
_UNDER = re.compile(
    r"\b(?:for|(?<!couple )(?<!number )(?<!series )(?<!wave )(?<!spate )(?<!string )of|in|after|over|about|against|to|by|on|with|from|at|"
    r"who|that|which)\b"
)

_OF_THEM = re.compile(
    r"\b(?:(?:tens|hundreds)\s+of\s+thousands|dozens|scores|hundreds|thousands|\d[\d,]*|\w+)\s+of\s+(?:the\s+|its\s+|their\s+)?\Z",
    re.IGNORECASE,
)
_ACTING = re.compile(r"\s+(?:has|have|had|is|was|were|are|will|would|may|could|also|said|says|[a-z]+ed|[a-z]+s)\b")
_AT = re.compile(r"\b(?:in|at|near|from|of|to|outside|inside|around|into|for|on|off|across|through)\s+(?:the\s+)?\Z", re.IGNORECASE)
# "In neighbouring Tarn," and "Meanwhile, near the town of Tarn,".
_IN_FRONT = re.compile(
    r"\W*(?:(?:[Mm]eanwhile|[Ee]lsewhere|[Aa]lso|[Ll]ater),?\s+)?(?:[Ss]peaking\s+)?(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross)\s+"
    r"(?:[a-z-]+\s+){0,4}"
)
_OPENED = re.compile(r"(?:\s+(?:on|in)\s+[\w-]+)?(?:\s+[a-z]+)?(?:,\s+[A-Z][\w’'-]+(?:\s[\w’'-]+){0,2})?,\s")
_NO = re.compile(r"\bno\s\Z", re.IGNORECASE)  # "no one" is none
_WHEN = re.compile(r",?\s+when\b")
# "The hall, which was built in 1973, was hit": what two commas hold says nothing of when it was hit.
_ASIDE = re.compile(r",\s+(?:which|who|whom|whose|where|when)\s[^,;]*,")
_COORDINATE = re.compile(r",\s+(?:and|but)\s+(?:on\s+|in\s+|by\s+)?\Z")  # "Forty were hurt, and on Monday two of them died"
_OTHER_CLAUSE = re.compile(r",\s+(?:which|who|whom|whose|where|when|while|after|before)\s")
# Verbs that say of an event no more than that it took place, or what it struck: "an air strike hit the market on Wednesday".
_TAKING_PLACE = frozenset(
    "resume erupt break open convene begin hold start occur happen take continue end last come follow unfold flare escalate intensify "
    "rage stop cease resumed began broke took came".split()
)
_STRIKING = frozenset(
    "hit strike struck target rock rip tear tore shake shook destroy damage leave left cause claim kill wound injure".split()
)
# Verbs of speaking: the place behind them is that of what is spoken of ("condemned the attack in Tarn"), not of who speaks.
_JUDGING = frozenset(
    "condemn denounce criticise criticize blame accuse deplore decry slam welcome praise hail reject demand urge call warn threaten "
    "promise vow pledge support back investigate probe oppose lash".split()
)
_PRAISED = re.compile(
    r"\b(?:condemn|denounc|criticis|criticiz|deplor|welcom|prais|hail|apologis|apologiz|mourn|slamm)(?:ed|es|s)\s+(?:for\s+)?[^,;:]{0,40}\Z"
)
_WORD = re.compile(r"\w+")
_DIRECTLY = re.compile(r"\s+(?:in|at|near)\s+(?:the\s+)?")
_SPOKE_AT = re.compile(
    r"\b(?:speech|statement|rally|meeting|conference|summit|interview|address|hearing|session|ceremony|debate|sermon|visit)\s+"
    r"(?:in|at|to)\s+(?:[a-z]+\s+){0,3}\Z"
)


_CARRYING = frozenset("launch mount stage hold carry conduct begin start open wage commit perpetrate unleash".split())
_ITS_OBJECT = re.compile(
    r"\s+(?:out\s+|up\s+)?(?:(?!(?:of|on|in|for|against|to|that|and|or|with|from|by|at|as|after|during)\b)[\w.’'-]+\s+){0,5}"
)
_WERE = re.compile(r"\s+(?:were|was|are|is|have been|has been|had been)\s+(?:also\s+)?")
_SEEN = frozenset(
    "reported recorded heard seen observed documented registered carried declared imposed announced launched staged mounted held signed "
    "reached".split()
)


def took_place(text: str, predicate: Predicate, trigger: tuple[int, int]) -> bool:
    """Whether the trigger heads the subject of a verb that says only that it took place ("Clashes in Tarn resumed on Sunday")."""
    subjects = [
        one for one in predicate.propbank
        if one.label in {"ARG0", "ARG1"} and one.start <= trigger[0] and trigger[1] <= one.end <= predicate.start
        and trigger[0] - one.start <= _LONGEST_LEAD and not _UNDER.search(text, one.start, trigger[0])
    ]  # fmt: skip
    short = any(one.end - one.start <= trigger[1] - trigger[0] + _LONGEST_LEAD for one in subjects)
    verb = text[predicate.start : predicate.end]
    lemmas = {lemma for lemma, _ in candidate_lemmas(verb)}
    beside = short or _WERE.fullmatch(text, trigger[1], max(trigger[1], predicate.start)) or text[trigger[1] : predicate.start].isspace()
    struck = beside and (verb in _SEEN or not lemmas.isdisjoint(_STRIKING))
    return bool(struck) or (bool(beside or subjects) and not lemmas.isdisjoint(_TAKING_PLACE))


def _carries(text: str, predicate: Predicate, trigger: tuple[int, int]) -> bool:
    """Whether a verb of little meaning has the trigger for its object: "launched an operation on 4 July"."""
    if predicate.end > trigger[0] or _ITS_OBJECT.fullmatch(text, predicate.end, trigger[0]) is None:
        return False
    return not _CARRYING.isdisjoint(lemma for lemma, _ in candidate_lemmas(text[predicate.start : predicate.end]))


def nearest_first(filled: Sequence[Filled], trigger: tuple[int, int]) -> list[Filled]:
    """The arguments in order of their distance from the trigger."""
    return sorted(filled, key=lambda one: (max(one.start - trigger[1], trigger[0] - one.end, 0), one.start))


class Site(Struct, frozen=True):
    """Where a claim stands: its sentence and trigger as (start, end), and the spans that other predicates' arguments hold.

    ``taken`` has for each such span its (start, end) and where its predicate begins.
    """

    text: str
    sentence: tuple[int, int]
    trigger: tuple[int, int]
    taken: tuple[tuple[int, int, int], ...]

    def free(self, mention: Mention) -> bool:
        """Whether no other predicate holds the mention; one outside the trigger's clause can't hold what stands in it."""
        first, last = clause_of(self)
        ours = first <= mention.start and mention.end <= last
        return not any(
            start < mention.end and mention.start < end and (not ours or first <= owner < last)
            for start, end, owner in self.taken
        )


def claimed_elsewhere(
    span: tuple[int, int], triggers: Sequence[Trigger], predicates: Sequence[Predicate], text: str
) -> list[tuple[int, int, int]]:
    """The time and place arguments that other predicates than the one at ``span`` have in its sentence: no claim borrows those.

    Each is (start, end, predicate). A verb that says of the one at ``span`` only that it took place is no other.
    """
    roles = {"time", "place", "origin", "destination"}
    held = [
        (one.start, one.end, other.start)
        for other in triggers
        if (other.start, other.end) != span
        for one in other.filled
        if one.role in roles
    ]
    for predicate in predicates:
        if not span[0] <= predicate.start < span[1] and not took_place(text, predicate, span) and not _carries(text, predicate, span):
            held += [
                (one.start, one.end, predicate.start)
                for one in predicate.propbank
                if one.label in {"TMP", "LOC", "DIR"}
            ]
    return held


def claim_time(site: Site, filled: Sequence[Filled], times: Sequence[Mention]) -> ClaimTime | None:
    """The interval of a claim: the dated time in its own time argument, else its clause's only one.

    A time that stands in another claim's argument is that claim's.
    """
    dated = [one for one in times if one.time is not None and (one.time.start or one.time.end)]
    dated = joined_days(site.text, [one for one in dated if not day_is_guessed(site.text, one, dated)])
    dated = [one for one in dated if not (_of_noun(site, one) or _of_judging(site, one) or is_of_saying(site.text, site.trigger[1], one))]
    if _MOST.search(site.text, max(site.sentence[0], site.trigger[0] - 40), site.trigger[0]):
        dated = [one for one in dated if not _SINCE.search(site.text, max(site.trigger[1], one.start - 12), one.start)]
    late = [one.start for one in filled if one.role == "time" and is_long_after(site.text, one.start, one.end)]
    dated = [
        one for one in dated
        if not of_what_was_answered(site.text, site.trigger[1], one.start)
        and not any(one.end < start and site.text[one.end : start].strip() != "," for start in late)
    ]  # fmt: skip
    first, last = clause_of(site)
    for argument in sorted(filled, key=lambda one: _nearness(one, site, first, last)):
        if argument.role in {"time", "place"} and not _in_other_clause(site, argument):
            near = [one for one in dated if argument.start - 12 <= one.start < argument.end]
            near = [one for one in near if one.end <= argument.end + 1 or is_row(one)]
            own = [one for one in near if argument.start < one.end and site.sentence[0] <= one.start]
            if argument.role == "place":  # "a massacre in 1984"
                own = [one for one in own if one.start == argument.start]
            if own:
                return _time(site, own[0])
    behind = [one for one in dated if _RIGHT_BEHIND.fullmatch(site.text, site.trigger[1], max(site.trigger[1], one.start))]
    behind = behind or [
        one for one in dated
        if site.sentence[0] <= one.start and _WHEN.fullmatch(site.text, one.end, max(one.end, first))
    ]  # fmt: skip
    return _time(site, behind[0]) if behind else _only_one(site, dated)


def _nearness(one: Filled, site: Site, first: int, last: int) -> int:
    """First what stands in the trigger's clause, then the nearest of what was told before it, then what follows."""
    before = one.start < site.trigger[0]
    return 0 if first <= one.start < last else site.trigger[0] - one.start if before else site.sentence[1]


def _of_judging(site: Site, one: Mention) -> bool:
    """Whether a time right behind the trigger may be that of a word of praise or blame: "apologised for the deaths on Friday"."""
    if _RIGHT_BEHIND.fullmatch(site.text, site.trigger[1], max(site.trigger[1], one.start)) is None:
        return False
    return _PRAISED.search(site.text, clause_of(site)[0], site.trigger[0]) is not None


def _judges(text: str, start: int) -> bool:
    """Whether the word at ``start`` is a verb of speaking of what others did or should do."""
    word = _WORD.match(text, start)
    return word is not None and not _JUDGING.isdisjoint(lemma for lemma, _ in candidate_lemmas(word[0].lower()))


def _of_noun(site: Site, one: Mention) -> bool:
    """Whether a time tells a noun beside what the trigger tells of: "condemned Monday's attack", "under the 2014 accord"."""
    whose = _WHOSE.match(site.text, one.end)
    before = _DETERMINER.search(site.text, max(0, one.start - 8), one.start)
    before = before or _OVER_YEAR.search(site.text, max(0, one.start - 12), one.end)
    named = whose or (before and _NOUN_BEHIND.match(site.text, one.end))
    its = one.end <= site.trigger[0] and _TO_ITS_NOUN.fullmatch(site.text, one.end, site.trigger[0])
    day = one.time is not None and one.time.start == one.time.end
    if day and one.end <= site.trigger[0] and not _BESIDE.search(site.text, max(0, one.start - 24), one.start):
        return False  # "Monday's blast killed six"
    within = _IN_DEED.search(site.text, max(site.sentence[0], one.start - 12), one.start)
    return bool(named) and not its and not within


def _in_other_clause(site: Site, argument: Filled) -> bool:
    """Whether an argument stands in a relative clause that the trigger is outside of: what stands there is that clause's."""
    if _OTHER_CLAUSE.search(site.text, site.trigger[1], argument.start) or _COORDINATE.search(site.text, site.trigger[1], argument.start):
        return True
    for one in _ASIDE.finditer(site.text, *site.sentence):
        within = one.start() <= argument.start < one.end()
        if within != (one.start() <= site.trigger[0] < one.end()):
            return True
    return False


def _only_one(site: Site, dated: Sequence[Mention]) -> ClaimTime | None:
    """The only free time of the trigger's clause, else one that opens the sentence ("On Monday, ...") where it is the only one."""
    free = [one for one in dated if site.free(one)]
    start, end = clause_of(site)
    near = [one for one in free if start <= one.start and one.end <= end]
    if len(near) == 1:
        return _time(site, near[0])
    first, last = _part_of_sentence(site)
    first = max(first, dateline_end(site.text, first))
    if not any(first <= one.start and one.end <= last for one in dated):
        first, last = dateline_end(site.text, site.sentence[0]), site.sentence[1]
    inside = [one for one in dated if first <= one.start and one.end <= last]
    # Times of clauses that follow say nothing of when the first thing was done: "On Monday rebels took Tarn, and on Friday they fled".
    heard = [one for one in inside if one.start < site.trigger[0] or start <= one.start < end]
    if not near and len(heard) == 1 and heard[0] in free and _opens(site, heard[0], first):
        return _time(site, heard[0])
    outer = [one for one in inside if one in free and (_opens(site, one, first) or _trails(site, one))]
    return _time(site, outer[0]) if not near and len(inside) == len(outer) == 1 else None


def _part_of_sentence(site: Site) -> tuple[int, int]:
    """The part of the sentence around the trigger between semicolons."""
    before = site.text.rfind(";", site.sentence[0], site.trigger[0])
    behind = site.text.find(";", site.trigger[1], site.sentence[1])
    return (before + 1 if before >= 0 else site.sentence[0]), (behind if behind >= 0 else site.sentence[1])


def _opens(site: Site, one: Mention, first: int) -> bool:
    """Whether a time or place opens what is told, and nobody says of the trigger only then or there: "In 2004 a court ruled that"."""
    within = _OPENS_WITHIN if one.kind == "time" else _PLACE_OPENS_WITHIN
    return one.start - first <= within and not _TOLD_THEN.search(site.text, one.end, max(one.end, site.trigger[0]))


def _trails(site: Site, one: Mention) -> bool:
    """Whether a time stands between a comma and the end of its sentence, by itself."""
    before = site.text[max(site.sentence[0], one.start - 12) : one.start]
    return _TRAILING.search(before) is not None and _TRAILING_END.match(site.text, one.end, site.sentence[1]) is not None


def clause_of(site: Site) -> tuple[int, int]:
    """The part of the sentence around a trigger between commas, dashes, and words that begin a clause."""
    return _clause_around(site.text, site.sentence, site.trigger)


# Asked again for every time and place that a claim may have.
@lru_cache(maxsize=16)
def _clause_around(text: str, sentence: tuple[int, int], trigger: tuple[int, int]) -> tuple[int, int]:
    start, end = sentence
    for match in _CLAUSE_EDGE.finditer(text, *sentence):
        if match.end() <= trigger[0]:
            start = match.end()
        elif match.start() >= trigger[1]:
            end = match.start()
            break
    return start, end


def _time(site: Site, one: Mention) -> ClaimTime:
    text, found = site.text, one.time
    if found is None:
        raise ValueError(f"mention {one.id} has no time")
    span = span_of(text, one.start, one.end)
    lead = max(0, one.start - _SINCE_WITHIN)
    since = _OPEN_SINCE.search(text, lead, one.start)
    if _WHEN.match(text, one.end) and site.trigger[0] >= one.end:  # "since July, when the army attacked": the attack was in July
        return ClaimTime(value=found.value, start=found.start, end=found.end, precision=found.precision, span=span)
    if _ENDED.match(text, site.trigger[1], max(site.trigger[1], one.start)):
        return ClaimTime(value=found.value, start=None, end=found.end, precision="open", span=span)
    # The coup itself, in "since the coup in May", took place then.
    if since is not None and not since.start() < site.trigger[0] < one.start:
        return ClaimTime(value=found.value, start=found.start, end=None, precision="open", span=span)
    if _UNTIL.search(text, lead, one.start):
        return ClaimTime(value=found.value, start=None, end=found.end, precision="open", span=span)
    return ClaimTime(value=found.value, start=found.start, end=found.end, precision=found.precision, span=span)


def claim_place(
    site: Site, filled: Sequence[Filled], places: Sequence[Mention], origin_first: bool
) -> ClaimPlace | None:
    """The place of a claim: the finest resolved place in its place arguments, else its clause's only one.

    A place that stands in another claim's argument is that claim's. ``origin_first``: leaving began there.
    """
    order = ("origin", "place", "destination") if origin_first else ("place", "destination", "origin")
    coarse: Mention | None = None
    resolved = [one for one in places if one.place is not None and one.kind in {"place", "facility"}]
    resolved = [one for one in resolved if not of_what_was_answered(site.text, site.trigger[1], one.start)]
    if _judges(site.text, site.trigger[0]):
        resolved = [one for one in resolved if one.end <= site.trigger[0] or _spoke_there(site, one)]
    for role in (*order, "recipient"):
        inside = [
            (one.place.precision if one.place else 9, rank, one.start, one)
            for rank, argument in enumerate(filled)
            if argument.role == role and not _beyond_aside(site, argument)
            for one in resolved
            if argument.start <= one.start and one.end <= argument.end
            and (role in {"destination", "origin"} or not leads_there(site.text, site.sentence[0], one.start))
        ]  # fmt: skip
        if inside:
            precision, _, _, best = min(inside, key=lambda one: one[:3])
            if role == "recipient" and coarse is not None and coarse.place and precision >= coarse.place.precision:
                continue
            if role != "recipient" and precision >= _COARSE:
                coarse = coarse or best  # "captured the village of Tarn on the Azov coast": the village, if it is found
            elif role != "recipient" or precision < 6:
                return _place(site.text, best)
    if coarse is not None:
        return _place(site.text, coarse)
    start, end = clause_of(site)
    near = [one for one in resolved if start <= one.start and one.end <= end and one.place and one.place.precision < 6]
    free = [one for one in near if site.free(one) and not _acts(site, one, filled) and not _goal(site, one)]
    if len({one.place.name for one in near if one.place}) == 1 and free:
        return _place(site.text, free[0])
    opening = _opening_place(site, resolved) if not near else None
    return _place(site.text, opening) if opening is not None else None


def _beyond_aside(site: Site, argument: Filled) -> bool:
    """Whether the trigger's clause between two commas ends in front of an argument: "Tarn, which sent troops in 2011, met in Ulm"."""
    asides = _ASIDE.finditer(site.text, site.sentence[0], argument.start)
    within = any(one.start() <= site.trigger[0] < one.end() <= argument.start for one in asides)
    return within or of_next_deed(site.text, site.trigger[1], argument.start)


def _spoke_there(site: Site, one: Mention) -> bool:
    """Whether somebody spoke at a place behind a verb of speaking: nothing that is spoken of stands between them, or a speech does."""
    between = (site.text, site.trigger[1], one.start)
    return _SPOKE_AT.search(*between) is not None or _DIRECTLY.fullmatch(*between) is not None


def _opening_place(site: Site, resolved: Sequence[Mention]) -> Mention | None:
    """The place that opens the part of the sentence ("In Tarn, gunmen burned down two banks"), no country and no continent."""
    first, _ = _part_of_sentence(site)
    inside = [
        one for one in resolved
        if first <= one.start and one.end <= site.trigger[0] and one.place and one.place.precision < 6 and _opens(site, one, first)
        and _IN_FRONT.fullmatch(site.text, first, one.start) and _OPENED.match(site.text, one.end)
    ]  # fmt: skip
    return min(inside, key=lambda one: (one.place.precision if one.place else 9, one.start), default=None)


def _acts(site: Site, one: Mention, filled: Sequence[Filled]) -> bool:
    """Whether a place stands for those who act there ("Kyiv was preparing an attack"): it opens its clause before the trigger."""
    if any(each.role == "actor" and each.start <= one.start and one.end <= each.end for each in filled):
        return True
    return one.end <= site.trigger[0] and _ACTING.match(site.text, one.end, site.trigger[0]) is not None and not _AT.search(
        site.text, max(site.sentence[0], one.start - 12), one.start
    )


def _goal(site: Site, one: Mention) -> bool:
    """Whether a place is where somebody goes, a road leads or the next deed was, or whose people act: "a convoy bound for Tarn"."""
    going = leads_there(site.text, site.sentence[0], one.start) or goes_there(site.text, site.trigger[1], one.start)
    going = going or is_speakers(site.text, (one.start, one.end), site.trigger)
    return going or is_their_own(site.text, one.end, site.trigger) or of_next_deed(site.text, site.trigger[1], one.start)


def _place(text: str, one: Mention) -> ClaimPlace:
    found = one.place
    if found is None:
        raise ValueError(f"mention {one.id} has no place")
    return ClaimPlace(
        name=found.name, geonames=found.geonames, lat=found.lat, lon=found.lon, country=found.country,
        precision=found.precision, score=found.score, span=span_of(text, one.start, one.end),
    )  # fmt: skip


def claim_tolls(text: str, what: str | None, filled: Sequence[Filled], mentions: Sequence[Mention]) -> tuple[Toll, ...]:
    """How many suffered what the trigger names; a named person, or one person with an article, is one."""
    if what is None:
        return ()
    for argument in filled:
        if argument.role not in {"recipient", "toll"} or _PART_OF_THEM.match(text, argument.start, argument.end):
            continue
        stop = _INCLUDING.search(text, argument.start, argument.end)
        end = stop.start() if stop and stop.start() > argument.start else argument.end
        row = _OF_THEM.search(text, max(0, argument.start - 30), argument.start)  # "scores of" in front of "insurgents"
        together = row_toll(text, (row.start() if row else argument.start, end), what, mentions)
        if together is not None:
            return (together,)
        counted = [
            one
            for one in amounts(text, with_hedge(text, row.start() if row else argument.start), end)
            if not is_time(one.start, one.end, mentions) and not COUNTED_ELSEWHERE.match(text, one.end)
            and not _NO.search(text, max(0, one.start - 4), one.start) and not NO_TOLL.search(text, argument.start, one.start)
            and not SHARE.match(text, one.end) and not THINGS.match(text, one.end) and not is_age(text, argument.start, one)
            and not EACH_TIME.match(text, one.end, argument.end)
        ]
        if counted:
            ends = [one.start for one in counted[1:]] + [end]
            return tuple(
                Toll(
                    what=suffered(text, one.end, until, what),
                    low=one.low, best=one.best, high=one.high, span=span_of(text, one.start, one.end),
                )
                for one, until in zip(counted, ends, strict=True)
            )  # fmt: skip
        if argument.role == "recipient" and is_one_person(text, argument, mentions):
            return (Toll(what=what, low=1, best=1, high=1, span=span_of(text, argument.start, argument.end)),)
    return ()
