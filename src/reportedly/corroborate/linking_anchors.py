"""What two claims of different reports must have in common beside their words, before a record takes them for one occurrence.

A model that was fitted on news of a few dozen incidents takes "an offensive" here for "an offensive" there wherever the stories are
alike, and in a record of a war all stories are. So a time that allows it and somebody or somewhere in common are asked for first;
what lacks them stays apart, since a missed link can be made by a person and a wrong one makes a false record.
"""

from reportedly.corroborate.linking_views import View, cosine, days_between, kilometres, overlap
from reportedly.corroborate.linking_words import stem
from reportedly.schema.linkable import Participant

# Read off links of open texts, most of which were wrong without this (docs/open-record.md).
NEWS_DAYS = 3  # between the reports of one occurrence that neither dates
LATER_DAYS = 7  # after a day, in which a report may tell of it without the date
SAME_STORY_DAYS = 14  # between two reports of one story with the same people in it
LONGEST = 31  # days of a time that still says when
SHORT = 2  # days of a time that says on which day
NEAR_KM = 25.0
SAME_PARTY = 0.5
SURELY_SAME_PARTY = 0.9
SAME_STORY = 0.3
COUNTED_STORY = 0.4
LEAST_TOLL, LEAST_COUNT = 2, 5
SENTENCE = 5  # telling words of a sentence that is a copy's
ANYBODY = frozenset(
    stem(word)
    for word in (
        "people persons men man woman women children child boy girl civilians residents citizens victims bodies dead others least most "
        "about around nearly dozens dozen hundreds hundred thousands thousand several three four five six seven eight nine ten eleven "
        "twelve fifteen twenty thirty"
    ).split()
)  # by whom no party can be told
MOST_TIMES = 2  # by which a later count may be higher
AREA = 4  # UCDP where_prec of a first-order area; a country is no place to meet in


def anchored(one: View, two: View) -> bool:
    """Whether a time that allows it, and a place, a main party, a toll, the sentence, or the story with more, hold two claims together.

    With one story goes the same day, the place that a report gives for all that it tells of the kind, or a toll that may be a later
    count. Two coded rows need none of it: they are scored by weights that know their days, places and parties. The same in either order.
    """
    if one.one.account is not None and two.one.account is not None:
        return True
    if not _timely(one, two):
        return False
    if _same_place(one, two) or _same_party(one, two) or _same_toll(one, two) or _same_sentence(one, two):
        return True
    return cosine(one.story, two.story) >= SAME_STORY and (_same_day(one, two) or _near(one, two) or _later_count(one, two))


def _timely(one: View, two: View) -> bool:
    first, second = _when(one), _when(two)
    if first is not None and second is not None:
        return days_between(first, second) == 0
    if first is None and second is None:
        if one.published is None or two.published is None:
            return False
        apart = abs(one.published - two.published)
        if apart <= NEWS_DAYS or apart > SAME_STORY_DAYS:
            return apart <= NEWS_DAYS
        return _party(one, two) >= SURELY_SAME_PARTY and cosine(one.story, two.story) >= SAME_STORY
    dated, published = (first, two.published) if first is not None else (second, one.published)
    return dated is not None and published is not None and dated[0] <= published <= dated[1] + LATER_DAYS


def _when(one: View) -> tuple[int, int] | None:
    """The days of a time that says when; None where there is none, or it is a season or a year."""
    if one.days is None or one.days[0] is None or one.days[1] is None or one.days[1] - one.days[0] > LONGEST:
        return None
    return one.days[0], one.days[1]


def _same_party(one: View, two: View) -> bool:
    """Whether a main party is the same; where neither says when, all that both name, since a politician does much in a few days."""
    found = _parties(one, two)
    if not found:
        return False
    return (min(found) if _when(one) is None and _when(two) is None else max(found)) >= SAME_PARTY


def _parties(one: View, two: View) -> list[float]:
    """How far who did it, and whom it befell, are named alike, of those that both name; "people" or "at least two" name nobody."""
    found = [overlap(_named(one, role), _named(two, role)) for role in ("actor", "recipient")]
    return [score for score in found if score is not None]


def _named(one: View, role: str) -> tuple[Participant, ...]:
    return tuple(part for part in one.roles.get(role, ()) if part.actor is not None or any(map(_tells, part.words)))


def _tells(word: str) -> bool:
    return word not in ANYBODY and not word.isdigit()


def _party(one: View, two: View) -> float:
    return max(_parties(one, two), default=0.0)


def _same_place(one: View, two: View) -> bool:
    here, there = one.one.where, two.one.where
    if here is None or there is None or here.precision > AREA or there.precision > AREA:
        return False
    if here.geonames is not None and here.geonames == there.geonames:
        return True
    if one.unplaced and two.unplaced:
        return one.unplaced[0] == two.unplaced[0]
    if AREA in (here.precision, there.precision):
        return False  # what lies near the middle of a province is not where all of it is
    return one.point is not None and two.point is not None and kilometres(one.point, two.point) <= NEAR_KM


def _same_day(one: View, two: View) -> bool:
    """Whether both name the day, and it is the same: a later toll often comes without the place."""
    spans = [days[1] - days[0] for days in (_when(one), _when(two)) if days is not None]
    return len(spans) == 2 and max(spans) < SHORT


def _near(one: View, two: View) -> bool:
    """Whether one names no place, and its report puts all of the kind that it places where the other is, by its words or its report's.

    Not where both count one kind of harm and one counts more than twice as much: a town may see two attacks in a week.
    """
    if one.one.family is None or one.one.family != two.one.family or _far_apart(one, two):
        return False
    places = [claim.where or claim.near for claim in (one.one, two.one)]
    if any(place is None or place.precision > AREA for place in places):
        return False
    here, there = places
    return here is not None and there is not None and here.geonames is not None and here.geonames == there.geonames


def _far_apart(one: View, two: View) -> bool:
    """Whether the numbers of all kinds of harm that both count differ by more than a later count does."""
    counts = [
        (first.best, second.best)
        for first in one.one.tolls for second in two.one.tolls
        if first.what == second.what and first.best is not None and second.best is not None
    ]  # fmt: skip
    return bool(counts) and all(max(both) > MOST_TIMES * min(both) for both in counts)


def _later_count(one: View, two: View) -> bool:
    """Whether two reports of the same days count one kind of harm to alike numbers, so that one may be the later count."""
    if one.one.family is None or one.one.family != two.one.family or one.published is None or two.published is None:
        return False
    if abs(one.published - two.published) > NEWS_DAYS or cosine(one.story, two.story) < COUNTED_STORY:
        return False
    return any(
        first.what == second.what and first.best is not None and second.best is not None
        and min(first.best, second.best) >= LEAST_COUNT and max(first.best, second.best) <= MOST_TIMES * min(first.best, second.best)
        for first in one.one.tolls for second in two.one.tolls
    )  # fmt: skip


def _same_sentence(one: View, two: View) -> bool:
    """Whether a copy tells both: one word for it in one sentence, long enough that nobody writes it twice."""
    return len(one.words) >= SENTENCE and one.one.lemmas == two.one.lemmas and one.words == two.words


def _same_toll(one: View, two: View) -> bool:
    tolls = {(toll.what, toll.best) for toll in one.one.tolls if toll.best is not None and toll.best >= LEAST_TOLL}
    return any((toll.what, toll.best) in tolls for toll in two.one.tolls)
