"""How far people who judge the same claims agree: Krippendorff's alpha, and what each has judged."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import select

from reportedly.store.tables import judgement, undone
from reportedly.views.gate import Ask, view

_VERDICTS = ("right", "wrong")


class Reviewer(Struct, frozen=True, kw_only=True):
    """One person: how many judgements that hold, and of these how many claims found right and wrong."""

    who: str
    judgements: int
    right: int
    wrong: int


class Agreement(Struct, frozen=True, kw_only=True):
    """``alpha`` is 1 where all agree, 0 where they agree as by chance, below 0 where they agree less; None where nothing was judged twice.

    ``shared`` counts the claims that two people or more found right or wrong; a person's last verdict on a claim counts.
    """

    alpha: float | None
    shared: int
    reviewers: tuple[Reviewer, ...]


@view
def agreement(ask: Ask) -> Agreement:
    """Who judged how much, and how far verdicts on the same claims agree."""
    query = (
        select(judgement.c.who, judgement.c.kind, judgement.c.subject)
        .outerjoin(undone, undone.c.judgement_id == judgement.c.id)
        .where(undone.c.by_id.is_(None), judgement.c.kind != "undo")
        .order_by(judgement.c.id)
    )
    verdicts: dict[str, dict[str, str]] = {}
    made: Counter[str] = Counter()
    for row in ask.connection.execute(query):
        made[row.who] += 1
        if row.kind in _VERDICTS:
            verdicts.setdefault(row.subject, {})[row.who] = row.kind
    told = Counter((who, kind) for by in verdicts.values() for who, kind in by.items())
    reviewers = tuple(
        Reviewer(who=who, judgements=number, right=told[who, "right"], wrong=told[who, "wrong"]) for who, number in sorted(made.items())
    )
    shared = [list(by.values()) for by in verdicts.values() if len(by) > 1]
    return Agreement(alpha=alpha(shared), shared=len(shared), reviewers=reviewers)


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values; each unit holds the values that its judges gave (Krippendorff 2018, chapter 12).

    Units with fewer than two values tell nothing. None where there are none, or only one value was ever given: nothing could disagree.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals: Counter[str] = Counter(value for unit in pairable for value in unit)
    number = sum(totals.values())
    if not pairable or len(totals) < 2:
        return None
    observed = sum(_disagreeing(Counter(unit)) / (len(unit) - 1) for unit in pairable)
    expected = _disagreeing(totals) / (number - 1)
    return 1 - observed / expected


def _disagreeing(counts: Mapping[str, int]) -> int:
    """The ordered pairs of different values."""
    number = sum(counts.values())
    return number * number - sum(one * one for one in counts.values())
