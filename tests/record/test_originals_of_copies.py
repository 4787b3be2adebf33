"""What copies are called reprints of: the report that was published first, in whichever order they were added."""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from benchmarks.generated_readings import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select
from tests.store.server import new_database, server

from reportedly.ingest.rejection import Rejection
from reportedly.record.adding import Adding
from reportedly.record.rebuild import rebuild
from reportedly.record.steps import Wanted
from reportedly.schema import Reading, Report
from reportedly.store import tables
from reportedly.store.sql import Store
from reportedly.views.shown import ReportPage, show

__all__ = ["new_database", "server"]

SENTENCES = (
    "Shells fell on the grain depot of invented Ostrava Vale before dawn and set three silos alight.",
    "The mayor counted four wounded drivers and asked the Lantern Brigade to let fire engines through.",
    "Farmers had queued there since Monday because the mill at Karsk no longer buys their barley.",
    "A brigade officer answered that his gunners had aimed at an ammunition lorry beside the railway.",
    "Engineers expect the siding to stay closed until the twisted rails have been lifted and replaced.",
    "Last autumn the same depot burned for two days after a tanker overturned near its eastern gate.",
)
WHOLE = " ".join(SENTENCES)
LONGER = "A correspondent of another paper was on the road that morning and saw smoke above the poplars. " + WHOLE
TEXTS = {  # by who printed it: the day and the words, invented
    "agency": ("2031-04-03", WHOLE),
    "daily": ("2031-04-04", " ".join(SENTENCES[:4])),
    "weekly": ("2031-04-09", LONGER),
    "undated": (None, WHOLE),
}
OTHER = ("2031-04-01", "Nurses of invented Belmora went back to work after the council had promised them last winter's unpaid wages.")


class PlainReader:
    """Reads every report as one without claims."""

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        for item in items:
            empty = replace(reading(0), claims=(), mentions=(), entities=(), attributions=(), events=())
            yield item if isinstance(item, Rejection) else replace(empty, report=item)


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Store]:
    """Makes an empty record by name, in either database."""
    if request.param == "sqlite":
        return lambda name: Store.open(tmp_path / f"{name}.db", create=True)
    new: Callable[[str], str] = request.getfixturevalue("new_database")
    return lambda name: Store.open(new(name), create=True)


def add(store: Store, path: Path, names: Sequence[str], texts: dict[str, tuple[str | None, str]]) -> None:
    lines = [{"id": name, "text": texts[name][1], "published": texts[name][0], "publisher": name} for name in names]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    Adding(store, PlainReader(), Wanted(paths=(str(path),))).run()


def originals(store: Store) -> dict[str, tuple[str | None, str | None, float | None]]:
    """For each report what it is called a reprint of, how, and by what share of its words."""
    with store.reading() as snapshot:
        named = {row.id: row.given_id for row in snapshot.rows(select(tables.report.c.id, tables.report.c.given_id))}
        rows = snapshot.rows(select(tables.reprint))
    return {named[row.report_id]: (None if row.of is None else named[row.of], row.kind, row.share) for row in rows}


def test_the_original_is_what_was_published_first_in_whichever_order_it_was_added(made: Callable[[str], Store], tmp_path: Path) -> None:
    texts, orders = {**TEXTS, "other": OTHER}, list(permutations(TEXTS))
    found = set()
    for number, order in enumerate(orders[::8]):
        with made(f"order{number}") as store:
            add(store, tmp_path / "a.jsonl", order[:2], texts)  # in two transactions
            add(store, tmp_path / "b.jsonl", ("other", *order[2:]), texts)
            found.add(tuple(sorted(originals(store).items())))
            before = store.fingerprint()
            rebuild(store)
            assert store.fingerprint() == before
    (only,) = found
    assert {name for name, (of, _, _) in only if of is None} == {"agency", "other"}
    assert {of for name, (of, _, _) in only if name in ("daily", "weekly", "undated")} == {"agency"}
    assert dict(only)["daily"][1:] == ("near", 1.0) and dict(only)["undated"][1:] == ("exact", 1.0)


def test_of_one_day_the_one_that_was_added_first_is_the_original(made: Callable[[str], Store], tmp_path: Path) -> None:
    texts: dict[str, tuple[str | None, str]] = {"one": ("2031-04-03T18:00:00Z", WHOLE), "two": ("2031-04-03T06:00:00Z", WHOLE)}
    with made("day") as store:
        add(store, tmp_path / "a.jsonl", ("one", "two"), texts)
        assert originals(store) == {"one": (None, None, None), "two": ("one", "exact", 1.0)}


def test_a_page_lists_the_reprints_of_the_original(made: Callable[[str], Store], tmp_path: Path) -> None:
    with made("page") as store:
        add(store, tmp_path / "a.jsonl", ("weekly", "daily", "agency"), TEXTS)
        with store.reading() as snapshot:
            pages = [show(snapshot.connection, f"r{number}") for number in (1, 2, 3)]
    listed = [page.reprinted_in for page in pages if isinstance(page, ReportPage)]
    assert listed == [(), (), ("r1", "r2")]
    assert [page.report.reprint_of for page in pages if isinstance(page, ReportPage)] == ["r3", "r3", None]


@settings(max_examples=4)
@given(days=st.lists(st.integers(1, 9), min_size=2, max_size=6, unique=True), seed=st.integers(0, 99), cut=st.integers(1, 6))
def test_any_order_gives_the_same_rows(days: list[int], seed: int, cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    texts: dict[str, tuple[str | None, str]] = {f"d{day}": (f"2031-05-0{day}", " ".join(SENTENCES[day % 3 :])) for day in days}
    shuffled = sorted(texts)
    random.Random(seed).shuffle(shuffled)
    found = []
    for order in (sorted(texts), shuffled):
        folder = tmp_path_factory.mktemp("any")
        with Store.open(folder / "record.db", create=True) as store:
            for part in (order[:cut], order[cut:]):
                if part:
                    add(store, folder / f"{part[0]}.jsonl", part, texts)
            found.append(originals(store))
    assert found[0] == found[1]
    assert {name for name, (of, _, _) in found[0].items() if of is None} == {min(texts)}
