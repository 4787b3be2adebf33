"""How sure it is that two claims are of one occurrence: a sum of points, each of which says where it comes from.

The points are log-odds, fitted by ``python -m training.linking`` to ECB+ and to coded rows; their sum with the prior is the
log-odds of the score, so the explanation is the score.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import msgspec
import yaml
from msgspec import Struct

from reportedly.codebooks.parsed import loader
from reportedly.corroborate.linking_features import Value, compare, conflict
from reportedly.corroborate.linking_stories import Stories
from reportedly.corroborate.linking_views import View, shared, view
from reportedly.schema.linkable import Linkable

WEIGHTS = "linking_weights.yaml"


class Slope(Struct, frozen=True):
    """The points of a number: given at ``knots``, straight between them, level beyond the ends."""

    knots: tuple[float, ...]
    points: tuple[float, ...]

    def at(self, value: float) -> float:
        """The points of a value."""
        place = bisect_right(self.knots, value)
        if place == 0 or place == len(self.knots):
            return self.points[min(place, len(self.knots) - 1)]
        low, high = self.knots[place - 1], self.knots[place]
        share = (value - low) / (high - low)
        return self.points[place - 1] * (1 - share) + self.points[place] * share


class Weights(Struct, frozen=True):
    """The prior and, by feature, the points of its numbers and of its levels; a level that is not listed has none."""

    prior: float
    numbers: Mapping[str, Slope]
    levels: Mapping[str, Mapping[str, float]]

    def points(self, name: str, value: Value) -> float:
        """The points of one feature's value."""
        if isinstance(value, str):
            return self.levels.get(name, {}).get(value, 0.0)
        slope = self.numbers.get(name)
        return slope.at(value) if slope is not None else 0.0


class Fitted(Struct, frozen=True):
    """The weights for two claims read from texts, for two whose triggers the encoder has ``seen``, and for pairs with a coded row."""

    texts: Weights
    seen: Weights
    rows: Weights

    def of(self, one: View, two: View) -> Weights:
        """The weights for a pair."""
        if not one.story or not two.story:
            return self.rows
        return self.texts if one.vector is None or two.vector is None else self.seen


class Evidence(Struct, frozen=True):
    """One feature of a pair: its value, the points that it adds to the log-odds, and what it says in words."""

    name: str
    value: float | str
    points: float
    words: str


class Explained(Struct, frozen=True, kw_only=True):
    """The score of a pair with its explanation.

    ``score`` is the probability that both claims are of one occurrence: the logistic function of ``prior`` and the
    ``points`` of all ``features``. ``forbidden`` says what makes it impossible, whatever the score, or is None.
    """

    score: float
    prior: float
    features: tuple[Evidence, ...]
    forbidden: str | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it and what against, weightiest first."""
        told = sorted(self.features, key=lambda one: (-abs(one.points), one.name))
        return tuple(one.words for one in told if abs(one.points) >= WORTH_SAYING)


WORTH_SAYING = 0.3


@lru_cache(maxsize=1)
def weights() -> Fitted:
    """The packaged weights, read once."""
    text = resources.files("reportedly.corroborate").joinpath("data", WEIGHTS).read_text("utf-8")
    return msgspec.convert(yaml.load(text, Loader=loader()), Fitted)  # noqa: S506 (a safe loader)


def pair_score(one: Linkable, two: Linkable) -> Explained:
    """How sure it is that two claims are of one occurrence, and why; the same in either order."""
    first, second = sorted((one, two), key=lambda linkable: linkable.claim)
    return score_views(view(first), view(second))


def score_views(one: View, two: View, stories: Stories | None = None) -> Explained:
    """The score of two claims that were made ready before; ``stories`` compares their reports in company of others."""
    fitted = weights().of(one, two)
    features = tuple(
        Evidence(name, value, fitted.points(name, value), _words(name, value, one, two))
        for name, value in compare(one, two, stories).items()
    )
    odds = fitted.prior + math.fsum(feature.points for feature in features)
    return Explained(
        score=probability(odds), prior=fitted.prior, features=features, forbidden=conflict(one, two)
    )


def log_odds(one: View, two: View, stories: Stories | None = None) -> float | None:
    """The log-odds of two claims without the words; None where a conflict forbids the pair. ``stories`` keeps what it was asked."""
    if stories is None:
        return _log_odds(one, two, None)
    pair = one.one.claim, two.one.claim
    if pair not in stories.odds:
        stories.odds[pair] = _log_odds(one, two, stories)
    return stories.odds[pair]


def _log_odds(one: View, two: View, stories: Stories | None) -> float | None:
    if conflict(one, two) is not None:
        return None
    fitted = weights().of(one, two)
    return fitted.prior + math.fsum(
        [fitted.points(name, value) for name, value in compare(one, two, stories).items()]
    )


def probability(odds: float) -> float:
    """The logistic function, never quite 0 or 1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def _words(name: str, value: Value, one: View, two: View) -> str:
    if isinstance(value, str):
        return _LEVEL_WORDS.get(name, "{name}: {value}").format(name=name, value=value)
    if name == "story":
        common = shared(one.story, two.story, 4)
        return f"their reports share {value:.0%} of their story" + (f" ({', '.join(common)})" if common else "")
    if name == "sentence":
        common = shared(one.words, two.words, 4)
        return f"their sentences share {value:.0%} of their words" + (f" ({', '.join(common)})" if common else "")
    if name == "same word":
        return f"the same word for it: {', '.join(sorted(one.stems & two.stems))}"
    if name == "published":
        return f"reported {value:.0f} days apart" if value else "reported on one day"
    return _NUMBER_WORDS[name].format(value=value)


_NUMBER_WORDS = {
    "actor": "who did it is named alike to {value:.0%}",
    "recipient": "whom it befell is named alike to {value:.0%}",
    "anyone": "of those named in both, {value:.0%} are the same",
    "meaning": "the words for it mean alike ({value:.2f})",
    "days shared": "{value:.0%} of their days are the same",
    "news": "told {value:.0f} days apart",
    "kilometres": "{value:.1f} km apart",
    "told later": "the day lies {value:.0f} days before the end of the other time",
    "topic": "what it was about is named alike to {value:.0%}",
    "words shared": "{value:.0%} of the words for it are the same",
    "numbers apart": "numbers {value:.1f} doublings apart",
    "same number": "the same number: {value:.0f}",
    "vector": "the words mean alike in their sentences ({value:.2f})",
}
_LEVEL_WORDS = {
    "story": "told in one report",
    "word": "{value} words for it",
    "type": "type of event: {value}",
    "time": "when: {value}",
    "place": "where: {value}",
    "next day": "a day apart; the place's names and the numbers: {value}",
    "harm": "what harm each counts: {value}",
    "named place": "names of the place: {value}",
    "time and place": "when and where together: {value}",
    "toll": "numbers: {value}",
    "numbers and place": "numbers, and names of the place: {value}",
    "outlet": "published by: the {value}",
    "told": "told after it: {value}",
    "sides": "how many did it: {value}",
    "denied": "one denies what the other may tell of: the same {value}",
    "modality": "did it happen: {value}",
    "polarity": "said or denied: {value}",
}
