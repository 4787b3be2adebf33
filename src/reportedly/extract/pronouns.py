"""Coreference of pronouns: he, she, it, they, who, which; "I" and "we" only within one quotation."""

import math
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from reportedly.extract.clustering import Clustering
from reportedly.extract.lexicon import load_data
from reportedly.extract.profiles import Profile

_RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_PERSONAL = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_NEUTER = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_POSSESSIVE = frozenset(["his", "her", "its", "their", "whose", "my"])
_MOST_EARLIER = 60
_SENTENCES = {"personal": 4, "neuter": 2, "plural": 2}
_NEVER = frozenset(("time", "quantity", "money", "nationality"))
_SPEAKERS = _FIRST | frozenset(("we", "us", "our", "ours", "you", "your", "yours"))
_INDEFINITE = frozenset(("a", "an", "some", "any", "no", "each", "every", "another"))
_COPULAS = frozenset(("is", "was", "'s", "’s", "seems", "seemed", "remains", "became", "would", "will", "may", "might"))


class Candidate(NamedTuple):
    """A mention that a pronoun may mean, with what speaks for and against it."""

    mention: int
    features: dict[str, float]


@cache
def _weights() -> dict[str, dict[str, float]]:
    """The weights by form; fitted to GUM train by ``benchmarks/fit_pronouns.py``."""
    weights: dict[str, dict[str, float]] = load_data("pronouns.yaml")
    return weights


def join_pronouns(clustering: Clustering, decided: Collection[int] = ()) -> None:
    """Join each pronoun of the third person with the best earlier mention that agrees with it, if good enough.

    Of the mentions ``decided`` something better has spoken: only their relative pronouns and those of one speaker are joined.
    """
    for place, n in enumerate(clustering.order):
        p = clustering.profiles[n]
        if p.level != "pronoun":
            continue
        earlier = clustering.order[max(0, place - _MOST_EARLIER) : place]
        if p.head in _FIRST:
            _join_first(clustering, p, earlier)
        elif p.head in _RELATIVE and _join_relative(clustering, p, earlier):
            continue
        elif n not in decided and (form := form_of(p)) is not None:
            _join_third(clustering, p, earlier, form)


def form_of(p: Profile) -> str | None:
    """Which of the three forms of the third person a pronoun has: personal, neuter or plural; None for any other."""
    if p.head in _PERSONAL:
        return "personal"
    return "neuter" if p.head in _NEUTER else "plural" if p.head in _PLURAL else None


def _join_first(clustering: Clustering, p: Profile, earlier: list[int]) -> None:
    quote = clustering.wording.quote(p.start)
    for m in reversed(earlier):
        q = clustering.profiles[m]
        if q.level == "pronoun" and q.head in _FIRST and clustering.wording.quote(q.start) == quote:
            clustering.join(m, p.index, "one speaker", sure=True)
            return


def _join_relative(clustering: Clustering, p: Profile, earlier: list[int]) -> bool:
    """Join "who" and "which" with the mention that ends right before, the longest where several do.

    "Members of the guild who …": where the mention before "of" is people and the one after it is not, it is they.
    """
    before = p.first - (1 if clustering.wording.low(p.first - 1) == "," else 0)
    ending = {n: clustering.profiles[n] for n in earlier if clustering.profiles[n].level != "pronoun"}
    nearest = next((q for q in ending.values() if q.last == before), None)
    if nearest is None:
        return False
    if p.head in ("who", "whom") and nearest.kind != "person":
        start = nearest.first - (clustering.wording.low(nearest.first - 1) in ("the", "its"))
        people = (q for q in ending.values() if q.last == start - 1 and q.kind == "person")
        whole = next(people, None) if clustering.wording.low(start - 1) == "of" else None
        nearest = whole or nearest
    return _relative_fits(p, nearest) and clustering.join(nearest.index, p.index, "relative pronoun", sure=True)


def _relative_fits(p: Profile, q: Profile) -> bool:
    if p.head == "which":
        return q.kind not in ("person", "time", "quantity", "money")
    if p.head in ("that", "whose"):
        return True
    return q.kind == "person" or (q.level == "nominal" and q.kind in ("organisation", "nationality", "other"))


def _join_third(clustering: Clustering, p: Profile, earlier: list[int], form: str) -> None:
    """Join a pronoun with the candidate that scores best, if it scores at least what the form asks for."""
    weights = _weights()[form]
    scored = [
        (sum(weights.get(name, 0.0) * value for name, value in candidate.features.items()), -place, candidate.mention)
        for place, candidate in enumerate(candidates(clustering, p, earlier, form))
    ]
    if scored and max(scored)[0] >= weights["least"]:
        clustering.join(max(scored)[2], p.index, "pronoun", same_name=True, sure=form == "plural")


def candidates(clustering: Clustering, p: Profile, earlier: list[int], form: str) -> list[Candidate]:
    """The earlier mentions that agree with a pronoun, nearest first, with their features."""
    if form == "neuter" and _says_nothing(clustering, p):
        return []
    found: list[Candidate] = []
    leftmost: dict[int, int] = {}
    fitting = [m for m in earlier if _admits(clustering, p, clustering.profiles[m], form)]
    for m in fitting:
        leftmost.setdefault(clustering.profiles[m].sentence, m)
    for m in reversed(fitting):
        q = clustering.profiles[m]
        if p.sentence - q.sentence <= _SENTENCES[form]:
            features = _features(clustering, p, q)
            features["rank"] = math.log1p(len(found))
            features["first in its sentence"] = float(leftmost[q.sentence] == m)
            found.append(Candidate(m, features))
    return found


def _says_nothing(clustering: Clustering, p: Profile) -> bool:
    """Whether "it" only opens a clause: "it is important to", "it was clear that"."""
    wording = clustering.wording
    if p.head != "it" or wording.low(p.last) not in _COPULAS:
        return False
    ahead = [wording.low(at) for at in range(p.last + 1, p.last + 6)]
    stop = next((n for n, low in enumerate(ahead) if low in (",", ".", ";", "")), len(ahead))
    return any(low in ("to", "that", "for", "time") for low in ahead[:stop])


def _admits(clustering: Clustering, p: Profile, q: Profile, form: str) -> bool:
    """Whether mention ``q`` could be what the pronoun means: kind, number, gender, and not around the pronoun."""
    if q.start <= p.start < q.end or q.kind in _NEVER or (q.level == "pronoun" and q.head in _SPEAKERS):
        return False
    known = clustering.known(q.index)
    if form == "personal":
        return known.kinds == {"person"} and clustering.agrees(p.index, q.index)
    if form == "neuter":
        return "person" not in known.kinds and "plural" not in known.numbers
    return "plural" in known.numbers or "organisation" in known.kinds


def _features(clustering: Clustering, p: Profile, q: Profile) -> dict[str, float]:
    """What speaks for and against ``q``: where it stands, how it is said, how much is spoken of it."""
    known = clustering.known(q.index)
    back = p.sentence - q.sentence
    possessive = p.head in _POSSESSIVE
    features = {
        f"role {q.role}": 1.0,
        f"{back} sentences back": 1.0,
        f"level {q.level}": 1.0,
        "words between": math.log1p(max(0, p.first - q.last)),
        "spoken of": math.log1p(len(known.members)),
        "named": float(bool(known.names)),
        "same pronoun": float(q.level == "pronoun" and q.head[:2] == p.head[:2]),
        "another quotation": float(clustering.wording.quote(p.start) != clustering.wording.quote(q.start)),
        "subjects both": float(p.role == q.role == "subject"),
        "own subject": float(back == 0 and possessive and q.role == "subject"),
        "own clause": float(back == 0 and not possessive and q.role != "subject"),
        "indefinite": float(q.determiner in _INDEFINITE),
        "definite": float(q.determiner in ("the", "this", "that", "these", "those")),
        "inside another": float(any(clustering.around(q.index))),
        "gender told": float(bool(known.genders)),
        "plural told": float("plural" in known.numbers),
    }
    for kind in known.kinds or {"other"}:
        features[f"kind {kind}"] = 1.0
    return features
