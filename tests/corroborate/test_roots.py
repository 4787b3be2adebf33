"""Groups of copies, each around a root."""

from reportedly.corroborate.overlaps import Overlap
from reportedly.corroborate.roots import root_among


def overlap(share: float, *, copied: bool = True) -> Overlap:
    return Overlap(
        kind="near" if copied else "shared-passage", share_one=share, share_two=share, own_one=share, own_two=share,
        copied_one=copied, copied_two=copied, run=9, spans_one=(), spans_two=(), reason="",
    )  # fmt: skip


def found(overlaps: dict[int, Overlap | None], roots: dict[int, int]) -> int | None:
    root = root_among(overlaps, lambda report: roots.get(report, report), lambda report: overlaps.get(report))
    return None if root is None else root.report


def test_a_copy_joins_the_report_that_it_copies() -> None:
    assert found({1: overlap(0.9)}, {}) == 1


def test_a_report_that_copies_nobody_has_no_root() -> None:
    assert found({1: overlap(0.2, copied=False), 2: None}, {}) is None


def test_a_copy_of_a_copy_joins_the_root_that_holds_a_part_of_it() -> None:
    assert found({2: overlap(0.9), 1: overlap(0.25, copied=False)}, {2: 1}) == 1


def test_a_copy_of_a_copy_that_shares_nothing_with_the_root_has_the_copy_for_root() -> None:
    assert found({2: overlap(0.9), 1: None}, {2: 1}) == 2
    assert found({2: overlap(0.9), 1: overlap(0.1, copied=False)}, {2: 1}) == 2


def test_the_most_promising_candidate_decides() -> None:
    assert found({5: overlap(0.7), 3: overlap(0.9)}, {}) == 5
