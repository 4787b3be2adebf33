"""Coreference of pronouns: he, she, it, they, who, which; "I" and "we" only within one quotation."""

from reportedly.extract.clustering import Clustering
from reportedly.extract.profiles import Profile

_RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_PERSONAL = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_NEUTER = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_POSSESSIVE = frozenset(["his", "her", "its", "their", "whose", "my"])
_MOST_EARLIER = 60
_SENTENCES = {"personal": 4, "neuter": 2, "plural": 2}
_ROLE_WEIGHT = {"subject": 2.0, "object": 0.8, "possessor": 0.8, "oblique": 0.0, "modifier": -1.0}
_SENTENCE_COST = 1.6
_WORD_COST = 0.02
_LEAST = {"personal": -5.0, "neuter": 0.0, "plural": 0.0}


def join_pronouns(clustering: Clustering) -> None:
    """Join each pronoun of the third person with the best earlier mention that agrees with it, if good enough."""
    for place, n in enumerate(clustering.order):
        p = clustering.profiles[n]
        if p.level != "pronoun":
            continue
        earlier = clustering.order[max(0, place - _MOST_EARLIER) : place]
        if p.head in _FIRST:
            _join_first(clustering, p, earlier)
        elif p.head in _RELATIVE and _join_relative(clustering, p, earlier):
            continue
        elif p.head in _PERSONAL:
            _join_third(clustering, p, earlier, "personal")
        elif p.head in _NEUTER:
            _join_third(clustering, p, earlier, "neuter")
        elif p.head in _PLURAL:
            _join_third(clustering, p, earlier, "plural")


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
    best: tuple[float, int] | None = None
    for m in reversed(earlier):
        q = clustering.profiles[m]
        if p.sentence - q.sentence > _SENTENCES[form]:
            break
        if not _admits(clustering, p, q, form):
            continue
        score = _score(clustering, p, q)
        if best is None or score > best[0]:
            best = (score, m)
    if best is not None and best[0] >= _LEAST[form]:
        clustering.join(best[1], p.index, "pronoun", same_name=True, sure=form == "plural")


def _admits(clustering: Clustering, p: Profile, q: Profile, form: str) -> bool:
    """Whether mention ``q`` could be what the pronoun means: kind, number, gender, and not around the pronoun."""
    if q.start <= p.start < q.end or q.kind in ("time", "quantity", "money", "nationality"):
        return False
    if q.level == "pronoun" and (q.head in _FIRST or q.head in ("we", "us", "our", "you", "your")):
        return False
    known = clustering.known(q.index)
    if form == "personal":
        return known.kinds <= {"person"} and clustering.agrees(p.index, q.index)
    if form == "neuter":
        return "person" not in known.kinds and "plural" not in known.numbers
    if "singular" in known.numbers and "organisation" not in known.kinds:
        return False
    return "plural" in known.numbers or "organisation" in known.kinds


def _score(clustering: Clustering, p: Profile, q: Profile) -> float:
    """How likely ``q`` is meant: near, a subject, a person where one is asked for, already spoken of."""
    known = clustering.known(q.index)
    score = _ROLE_WEIGHT[q.role] - _SENTENCE_COST * (p.sentence - q.sentence)
    score -= _WORD_COST * (p.first - q.last)
    score += 0.3 * min(len(known.members), 4)
    if q.level == "pronoun":
        score += 1.5 if q.head[:2] == p.head[:2] else 0.5
    elif q.level == "name":
        score += 0.5
    if p.head in _PERSONAL and "person" in known.kinds:
        score += 0.5
    if p.head in _PLURAL and "plural" in known.numbers:
        score += 1.0
    if p.sentence == q.sentence and p.head not in _POSSESSIVE and q.role == "object":
        score -= 0.5
    if clustering.wording.quote(p.start) != clustering.wording.quote(q.start):
        score -= 0.5
    return score
