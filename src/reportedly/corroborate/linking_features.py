"""What two claims have in common and what parts them: the features of a pair, and the conflicts that forbid it.

A feature is a number, a level, or absent: what one of the two claims does not say is no evidence either way.
"""

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

from reportedly.corroborate.linking_meanings import alike
from reportedly.corroborate.linking_stories import Stories
from reportedly.corroborate.linking_views import View, cosine, days_between, kilometres, overlap
from reportedly.corroborate.linking_words import rarity, stem
from reportedly.schema.linkable import Linkable, LinkToll

Value = float | str
TOWN_KM = 30.0  # farther apart than this, two named towns are not two parts of one
NEAR_KM = 12.0
SAME_KM = 1.0
WEEK, MONTH = 7, 31
LOOSE_DAYS = 366  # more than this between a vague time and another: they can't be one
PART_OF_COUNTRY = 5  # UCDP where_prec of "northeastern Nigeria", whose point is that of all Nigeria
RELATED_PREFIX = 5
# Of MAVERICK's rows of days that follow each other and of places that may be one, those with one number from 4 on are of one event
# 18 times, of two events 2 times; with a smaller number or none 58 and 300 times. Where the name of the place is the same, one number from
# 3 on is of one event 22 times and of two once, two numbers of which none is more than twice the other 16 times and 6.
MANY, SOME = 4, 3
SPELLED = 0.7  # of the letters of two names in the same order (``difflib``): one name in two spellings
TELLS = 0.5  # of the rarity of a word
SURELY = 0.9  # how far two parties are named alike from which they are one
# Days from an event to the day of publication: who tells of it while it is news, who soon after, and who looks back.
AT_ONCE, IN_A_WEEK, IN_TWO_MONTHS = 2, 7, 60
HISTORIC_DAYS = 120  # from a claim's time to the day of publication of one that is undated: no longer the same news


def compare(one: View, two: View, stories: Stories | None = None) -> dict[str, Value]:
    """The features of a pair, the same in either order; ``stories`` compares their reports in company of others."""
    found: dict[str, Value] = {}
    _add(found, "story", _story(one, two, stories))
    _add(found, "sentence", _cosine(one.words, two.words))
    _words(found, one, two)
    _add(found, "type", _type(one, two))
    for role in ("actor", "recipient"):
        _add(found, role, overlap(one.roles.get(role, ()), two.roles.get(role, ())))
    _add(found, "anyone", _anyone(one, two))
    _add(found, "time", _time(one, two))
    _add(found, "published", _published(one, two))
    _add(found, "place", _place(one, two))
    _place_and_time(found)
    _add(found, "days shared", _days_shared(one, two))
    _add(found, "toll", _toll(one, two))
    denied = _denied(found, one, two)
    if denied is None:  # what is denied is told as something that was not
        found["modality"] = _pair(one.one.modality, two.one.modality)
    else:
        found["denied"] = denied
    if "unknown" not in (one.one.polarity, two.one.polarity):
        found["polarity"] = _pair(one.one.polarity, two.one.polarity)
    if one.vector is not None and two.vector is not None:
        found["vector"] = float(one.vector @ two.vector)
    if not one.story or not two.story:
        _coded(found, one, two)
    return found


def _coded(found: dict[str, Value], one: View, two: View) -> None:
    """What only tells of claims without a text, of which no story says whether they are the same news."""
    if one.published is not None and two.published is not None:
        found["news"] = float(min(abs(one.published - two.published), 60))
        found.pop("published", None)  # says the same
    if one.exact_place and two.exact_place and one.point is not None and two.point is not None:
        found["kilometres"] = min(kilometres(one.point, two.point), TOWN_KM)
    for exact, vague in ((one, two), (two, one)):
        if exact.exact_time and not vague.exact_time and exact.days is not None and vague.days is not None:
            day, until = exact.days[1], vague.days[1]
            if day is not None and until is not None:
                found["told later"] = float(max(-1, min(until - day, 31)))
    _add(found, "topic", overlap(one.roles.get("topic", ()), two.roles.get("topic", ())))
    _add(found, "named place", _named_place(one, two))
    found["numbers and place"] = f"{found.get('toll', 'no numbers')}, {found.get('named place', 'no place')}"
    if one.one.outlet is not None and two.one.outlet is not None:
        found["outlet"] = "same" if one.one.outlet == two.one.outlet else "other"
    first, second = _told(one), _told(two)
    if first is not None and second is not None:
        found["told"] = " / ".join(sorted((first, second)))
    found["sides"] = " / ".join(sorted((_sides(one), _sides(two))))
    if one.stems and two.stems:
        found["words shared"] = len(one.stems & two.stems) / min(len(one.stems), len(two.stems))
    harm = {_harm(one), _harm(two)}
    if harm != {"none"}:
        found["harm"] = " / ".join(sorted(harm))
    counts = [(a.best, b.best) for a in one.one.tolls for b in two.one.tolls if a.what == b.what and a.best and b.best]
    if found.get("time") == "next day":
        found["next day"] = f"{found.get('named place', 'no place')}, {found.get('toll', 'no numbers')}"
    far = min((math.log2(max(count) / min(count)) for count in counts), default=None)
    if far == 0:
        found["same number"] = float(max(first for first, second in counts if first == second))
    elif far is not None:
        found["numbers apart"] = far


def _told(one: View) -> str | None:
    """How soon after its last day a claim is told."""
    if one.published is None or one.days is None or one.days[1] is None:
        return None
    days = one.published - one.days[1]
    return "at once" if days <= AT_ONCE else "in a week" if days <= IN_A_WEEK else "in two months" if days <= IN_TWO_MONTHS else "later"


def _sides(one: View) -> str:
    """How many did it: one side struck, or two clashed."""
    return ("nobody", "one", "several")[min(2, len(one.roles.get("actor", ())))]


def _harm(one: View) -> str:
    """The worst that a claim counts."""
    kinds = {toll.what for toll in one.one.tolls}
    return "killed" if "killed" in kinds else "less" if kinds else "none"


def _named_place(one: View, two: View) -> str | None:
    """How the names of the places go together, town and quarter as one name."""
    if not one.place_words or not two.place_words:
        return None
    if one.place_words == two.place_words:
        return "same"
    if one.place_words <= two.place_words or two.place_words <= one.place_words:
        return "part"
    return "shared" if one.place_words & two.place_words else "other"


def conflict(one: View, two: View) -> str | None:
    """What makes it impossible that two claims are of one occurrence, in words; None where nothing does.

    A denial is no conflict: it is about what it denies.
    """
    first, second = one.one, two.one
    if first.report == second.report and first.group is not None and second.group is not None and first.group != second.group:
        return "one report tells of them as two occurrences"
    if rows_of_one_account(first, second):
        return "two rows of one report are two occurrences"
    if one.days is not None and two.days is not None:
        gap = days_between(one.days, two.days)
        if gap > 0 and one.exact_time and two.exact_time and not (gap == 1 and _coded_slip(one, two)):
            return "they name different days"
        if gap > (LOOSE_DAYS if one.loose_time or two.loose_time else MONTH):
            return "their times lie far apart"
    for dated, undated in ((one, two), (two, one)):
        if _historic(dated, undated):
            return "one is of the past, the other is news"
    if _other_names(one, two):
        return "they name different places"
    if one.exact_place and two.exact_place and first.where and second.where and one.point and two.point:
        known = first.where.geonames is not None
        if known and first.where.geonames == second.where.geonames:
            return None
        apart = kilometres(one.point, two.point)
        if apart > TOWN_KM and (known or second.where.geonames is not None):
            return f"{first.where.name} and {second.where.name} are {apart:.0f} km apart"
        if apart > TOWN_KM:
            return f"the places are {apart:.0f} km apart"
    return None


def rows_of_one_account(one: Linkable, two: Linkable) -> bool:
    """Whether both are coded rows of one report, which its coders told apart."""
    return one.account is not None and (one.account, one.outlet) == (two.account, two.outlet) and one.report != two.report


def _other_names(one: View, two: View) -> bool:
    """Whether two texts name two places that nobody could place: neither name is a spelling of the other, or what the other lies in."""
    if not one.unplaced or not two.unplaced:
        return False
    return not (_among(one.unplaced[0], two.unplaced) or _among(two.unplaced[0], one.unplaced))


def _among(name: str, others: Sequence[str]) -> bool:
    """Whether a name, in whatever spelling, or a telling word of it is among others; "town" and "north" tell nothing."""
    telling = {word for word in name.split() if rarity(stem(word)) >= TELLS}
    return any(not telling.isdisjoint(other.split()) or _spelled_alike(*sorted((name, other))) for other in others)


def _spelled_alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= SPELLED


def _denied(found: dict[str, Value], one: View, two: View) -> str | None:
    """Whether one claim denies a deed that the other may tell of: who did it, and where or to whom, are the same; None where not."""
    first, second = one.one, two.one
    if (first.stance == "denies") == (second.stance == "denies") or first.family is None or first.family != second.family:
        return None
    who, whom = (found.get(role, 0.0) for role in ("actor", "recipient"))
    if not isinstance(who, float) or who < SURELY:
        return None
    if found.get("place") in ("same", "close"):
        return "who and where"
    return "who and whom" if isinstance(whom, float) and whom >= SURELY else None


def _coded_slip(one: View, two: View) -> bool:
    """Whether a row and another claim count one kind of harm to the same number, no small one: then a day between is a slip, or a midnight.

    Where both name the place alike, less will do: a smaller number, or two of which one may be a later count. Then the score decides. Two
    texts are not let off so: reports of two days tell of two attacks with five dead each.
    """
    if one.story and two.story:
        return False
    here = bool(one.place_words) and one.place_words == two.place_words
    for first in one.one.tolls:
        for second in two.one.tolls:
            if first.what == second.what and first.best and second.best:
                small, large = sorted((first.best, second.best))
                if small == large and large >= (SOME if here else MANY):
                    return True
                if here and small < large <= 2 * small:
                    return True
    return False


def _historic(dated: View, undated: View) -> bool:
    """Whether a claim's time is long past when another, undated one is published that is told as news."""
    if dated.days is None or undated.days is not None or undated.published is None:
        return False
    end = dated.days[1]
    return end is not None and undated.published - end > HISTORIC_DAYS


def _add(found: dict[str, Value], name: str, value: Value | None) -> None:
    if value is not None:
        found[name] = value


def _pair(one: str, two: str) -> str:
    return "same" if one == two else " / ".join(sorted((one, two)))


def _cosine(one: dict[str, float] | object, two: dict[str, float] | object) -> float | None:
    return cosine(one, two) if isinstance(one, dict) and isinstance(two, dict) and one and two else None


def _story(one: View, two: View, stories: Stories | None) -> Value | None:
    if not one.story or not two.story:
        return None
    if one.one.report == two.one.report:
        return "one report"
    return stories.alike(one, two) if stories is not None else _cosine(one.story, two.story)


def _words(found: dict[str, Value], one: View, two: View) -> None:
    """The trigger words: ``same word`` by how rare it is, or else how they are related."""
    if not one.stems or not two.stems:
        return
    same = one.stems & two.stems
    if same:
        found["same word"] = max(rarity(word) for word in same)
    elif _related(one.stems, two.stems):
        found["word"] = "related"
    else:
        found["word"] = "other"
    near = [value for first in one.stems for second in two.stems if (value := alike(*sorted((first, second)))) is not None]
    if near:
        found["meaning"] = max(near)


def _related(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two words begin alike, as "acquire" and "acquisition" do, or one ends the other, as in "earthquake"."""
    for first in one:
        for second in two:
            short = min(len(first), len(second))
            least = RELATED_PREFIX if short >= RELATED_PREFIX else max(short, 4)
            if first[:least] == second[:least]:
                return True
            if short >= RELATED_PREFIX and (first.endswith(second) or second.endswith(first)):
                return True
    return False


def _type(one: View, two: View) -> str | None:
    first, second = one.one, two.one
    if first.type is None or second.type is None or (first.account is not None and second.account is not None):
        return None  # of two rows: one coder's riot is another's killing
    if first.type == second.type:
        if first.mode is None or second.mode is None:
            return "same"
        return "same mode" if first.mode == second.mode else "other mode"
    return "same family" if first.family == second.family else "other"


def _place_and_time(found: dict[str, Value]) -> None:
    """Both together: one town on one day says more than the town and the day alone."""
    time, place = found.get("time"), found.get("place")
    if time is not None and place is not None:
        found["time and place"] = f"{time}, {place}"


def _anyone(one: View, two: View) -> float | None:
    """How much of the rarest words of all who take part is shared, whatever their roles."""
    if not one.everyone or not two.everyone:
        return None
    both = sum(0.2 + rarity(word) for word in sorted(one.everyone & two.everyone))
    return both / min(one.everyone_weighs, two.everyone_weighs)


def _time(one: View, two: View) -> str | None:
    if one.days is None or two.days is None:
        return None
    gap = days_between(one.days, two.days)
    if gap > 0:
        return "next day" if gap == 1 else "within a week" if gap <= WEEK else "far apart"
    if one.loose_time or two.loose_time:
        return "may be"
    if one.exact_time and two.exact_time:
        return "same days" if one.days == two.days else "days that overlap"
    return "one in the other" if one.exact_time or two.exact_time else "stretches that overlap"


def _days_shared(one: View, two: View) -> float | None:
    """The days that both times have, of all that either has."""
    if one.days is None or two.days is None:
        return None
    (start, end), (first, last) = one.days, two.days
    if start is None or end is None or first is None or last is None:
        return None
    return max(0, min(end, last) - max(start, first) + 1) / (max(end, last) - min(start, first) + 1)


def _published(one: View, two: View) -> float | None:
    """Days between the reports; only asked where a claim is undated, for a date says more."""
    if one.published is None or two.published is None or (one.days is not None and two.days is not None):
        return None
    if one.one.report == two.one.report:
        return None
    return float(min(abs(one.published - two.published), 60))


def _place(one: View, two: View) -> str | None:
    first, second = one.one.where, two.one.where
    if first is None or second is None:
        return None
    coarse = first.precision >= PART_OF_COUNTRY or second.precision >= PART_OF_COUNTRY
    if first.country is not None and second.country is not None and first.country != second.country:
        return "another country"
    if (first.geonames is not None and first.geonames == second.geonames) or first.name == second.name:
        return "same country" if coarse else "same"
    if coarse:
        return "one in the other" if first.country is not None and first.country == second.country else None
    if one.point is None or two.point is None:
        return None
    apart = kilometres(one.point, two.point)
    if one.exact_place and two.exact_place and first.precision != second.precision and (not one.story or not two.story):
        return "spot of it" if apart <= NEAR_KM else "spot near it" if apart <= TOWN_KM else "apart"
    if one.exact_place and two.exact_place:
        return "same" if apart <= SAME_KM else "close" if apart <= NEAR_KM else "near" if apart <= TOWN_KM else "apart"
    return "about there" if apart <= 4 * TOWN_KM else "apart"


def _toll(one: View, two: View) -> str | None:
    """How two counts of one kind of harm agree: the best of the kinds that both give."""
    levels = [_counts(first, second) for first in one.one.tolls for second in two.one.tolls if first.what == second.what]
    known = [level for level in levels if level is not None]
    return min(known, key=TOLL_LEVELS.index) if known else None


TOLL_LEVELS = ("equal", "compatible", "alike", "unlike")


def _counts(one: LinkToll, two: LinkToll) -> str | None:
    first, second = (toll.best if toll.best is not None else toll.low for toll in (one, two))
    if first is None or second is None:
        return None
    if first == second:
        return "equal"
    if _reach(one, second) or _reach(two, first):
        return "compatible"
    small, large = sorted((first, second))
    return "alike" if large <= 2 * small else "unlike"


def _reach(toll: LinkToll, number: int) -> bool:
    """Whether a number lies in the words' bounds ("at least 12" may be 15)."""
    low, high = toll.low, toll.high
    if low is None and high is None:
        return False
    wide = low != high
    return wide and (low is None or low <= number) and (high is None or number <= high) and number <= 2 * (low or number)


