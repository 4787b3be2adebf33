"""Chains of noun phrases brought to the mentions of a report: which mention a description or a pronoun stands for."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from reportedly.encoder.output import Output
from reportedly.extract.antecedents import Choice
from reportedly.extract.chains import Chains
from reportedly.extract.clustering import Clustering
from reportedly.extract.profiles import Profile

# How sure the choice of an antecedent must be before entities are joined by it (chosen on GUM train, see training/README.md).
LEAST_SURE = {"pronoun": 0.35, "nominal": 0.4, "name": 0.6}
_PERSONS = frozenset(("he", "him", "his", "himself", "she", "her", "hers", "herself"))
_WHY = {"pronoun": "pronoun", "nominal": "description", "name": "named after it was described"}
_NEVER = frozenset(("time", "quantity", "money"))


def join_chains(clustering: Clustering, found: Chains, output: Output) -> frozenset[int]:
    """Join every pronoun and description with the mention that its noun phrase refers back to, names with what described them.

    A chain never makes two names one: that is for the rules. What comes between two mentions of a chain and is no mention itself
    is passed over. Returns the mentions about which the learned choice has
    spoken, be it that they have no antecedent.
    """
    phrase_of = phrases_of(clustering.profiles, found, output)
    mentions_of: dict[int, list[int]] = {}
    for n in clustering.order:
        if n in phrase_of:
            mentions_of.setdefault(phrase_of[n], []).append(n)
    decided = set()
    for n in clustering.order:
        p = clustering.profiles[n]
        if n not in phrase_of or p.kind in _NEVER:
            continue
        if p.level == "nominal" and found.phrases[phrase_of[n]].level == "pronoun":
            continue  # "its hold" is not what "its" stands for
        at, sure = _before(found.choice, phrase_of[n], mentions_of)
        if p.level == "pronoun" and at >= 0 and _unseen_before(clustering, p, found, at):
            continue
        joined = (
            at >= 0
            and sure >= LEAST_SURE[p.level]
            and any(
                _may_join(clustering, m, n) and clustering.join(m, n, _WHY[p.level], same_name=True)
                for m in mentions_of[at]
            )
        )
        # A person was named before he is "he"; "it" may stand for nothing that is a mention.
        if joined or (at < 0 and p.head not in _PERSONS):
            decided.add(n)
    return frozenset(decided)


def _unseen_before(clustering: Clustering, p: Profile, found: Chains, at: int) -> bool:
    """Whether a body's name opens the pronoun's sentence that no noun phrase shows, while the choice lies sentences back.

    "IS is fighting for its hold": the encoder took the name for a verb, so it could not choose it; the rules can.
    """
    if p.head in _PERSONS or clustering.wording.sentence(found.phrases[at].start) == p.sentence:
        return False
    for n in clustering.order:
        q = clustering.profiles[n]
        if q.sentence == p.sentence and q.start < p.start and q.level == "name" and q.kind == "organisation":
            seen = any(phrase.start <= q.start < phrase.end for phrase in found.phrases)
            return not seen
    return False


def _before(choice: Choice, at: int, mentions_of: Mapping[int, object]) -> tuple[int, float]:
    """The nearest phrase back along the chain that is a mention (-1: none), and the least sure step on the way."""
    sure = 1.0
    while at >= 0:
        sure = min(sure, float(choice.chances[at]))
        at = int(choice.antecedents[at])
        if at in mentions_of:
            break
    return at, sure


def _may_join(clustering: Clustering, earlier: int, n: int) -> bool:
    """Whether no two names would become one, nor a name that is told stand for another."""
    one, two = clustering.profiles[earlier], clustering.profiles[n]
    if clustering.find(earlier) == clustering.find(n) or one.kind in _NEVER:
        return False
    if two.level == "name" and one.level == "name":
        return False
    things = clustering.lists.things
    if (one.head in things) != (two.head in things) and "pronoun" not in (one.level, two.level):
        return False
    return not (clustering.known(earlier).names and clustering.known(n).names)


def phrases_of(profiles: Sequence[Profile], found: Chains, output: Output) -> dict[int, int]:
    """The noun phrase of each mention: of those whose head lies in it the shortest that covers it, else the longest inside."""
    heads = [output.words[phrase.word][1] for phrase in found.phrases]
    result: dict[int, int] = {}
    for p in profiles:
        inside = range(bisect_right(heads, p.start), bisect_left(heads, p.end + 1))
        best: tuple[bool, int] | None = None
        for number in inside:
            phrase = found.phrases[number]
            covers = phrase.start <= p.start
            rank = (covers, (phrase.start - phrase.end) if covers else (phrase.end - phrase.start))
            if best is None or rank > best:
                best = rank
                result[p.index] = number
    return result
