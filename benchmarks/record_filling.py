"""A record of very many reports, without the days that adding each would take: folded days, copied in bulk to later days.

    python -m benchmarks.record_filling TARGET [--reports N] [--folded FILE]

The first generated reports, days of them, are added as any. Then their rows are copied, moved by so many reports, claims and days, until
there are as many as wanted: the tables and indexes are as large as if each had been added, and as full of the same actors, places and
words. The copies of the last days are made whole: their facts, supports, keys and standings are those of their own days, so that what is
added next meets them as it would meet reports that had been added. In the older ones, which nothing added later can be like in time, keys
of their text and of their week are others by chance, and what is packed still names the first days. Only for SQLite.
"""

import argparse
import datetime
import json
import shutil
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
from sqlalchemy import text

from benchmarks.generated_readings import REPORTS_A_DAY, reading, readings
from benchmarks.generated_record import _put_aside
from reportedly.corroborate.linking_blocks import _story_keys, blocks, key
from reportedly.record.adding import Adding
from reportedly.record.contributions import facts_of, packed_facts, packed_support, support_in
from reportedly.record.holding import Held
from reportedly.record.standings import Standings
from reportedly.record.steps import Wanted
from reportedly.store import tables
from reportedly.store.keys import kind_number
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

FOLDED = 2_000  # reports, ten days of them: what is added next meets claims of the last two weeks
_REPORT, _CLAIM, _EVENT = {"report_id": "report_id + :reports"}, {"claim_id": "claim_id + :claims"}, {"event_id": "event_id + :claims"}


def _day(*names: str) -> dict[str, str]:
    return {name: f"date({name}, :later)" for name in names}


# What differs in a copy of a row; ``:own`` is the number of rows that were folded.
MOVED: dict[str, dict[str, str]] = {
    "blob": {"hash": "hash || '-' || :copy"},
    "capture": {"id": "id + :own", "hash": "hash || '-' || :copy", **_REPORT},
    "report": {"id": "id + :reports", "key": "key || '-' || :copy", "text_hash": "text_hash || '-' || :copy", **_day("published")},
    "reading": {"id": "id + :own", **_REPORT},
    "claim": {"id": "id + :claims", **_REPORT, **_day("when_start", "when_end")},
    "log": {"seq": "seq + :own", "ref": "ref + :reports"},
    "reprint": {**_REPORT, "root": "root + :reports", "of": '"of" + :reports'},
    "credit": _REPORT, "entity_actor": _REPORT, "claim_event": _CLAIM | _EVENT, "voice": _CLAIM, "participant": _CLAIM,
    "link": _CLAIM | {"other_id": "other_id + :claims"},
    "event": {"id": "id + :claims", **_day("when_start", "when_end", "first_published", "last_published")},
    "event_actor": _EVENT, "standing": _EVENT | _day("known_from", "known_until"),
}  # fmt: skip


class Filled(msgspec.Struct, frozen=True):
    """How many reports and claims a record has, and the number of the first generated reading of the day after its last."""

    reports: int
    claims: int
    next: int


class _All:
    """Gives each report its generated reading."""

    def read_all(self, items: Any) -> Any:
        for item in items:
            yield msgspec.structs.replace(reading(int(item.given_id or 0)), report=item)


def fold(target: Path) -> None:
    """Make a record of FOLDED reports in a file, added as any."""
    with Store.open(target, create=True) as store, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.jsonl"
        lines = (
            {"id": str(number), "text": one.report.text, "title": one.report.title, "publisher": one.report.publisher,
             "published": one.report.published} for number, one in enumerate(readings(FOLDED))
        )  # fmt: skip
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        Adding(store, _All(), Wanted(paths=(str(path),))).run()
        store.tidy()
    _say("folded")


def fill(folded: Path, target: Path, reports: int) -> Filled:
    """Make a record of about so many reports from one to which generated ones were added, which stays as it is."""
    shutil.copy(folded, target)
    with Store.open(target) as store:
        with store.writing() as writer:
            own = {
                name: writer.connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in MOVED
            }
            copies = max(0, reports // own["report"] - 1)
            days = -(-own["log"] // REPORTS_A_DAY)
            if copies:
                _copy(writer, copies, own, days)
            counted = "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM claim)"
            there, claims = writer.connection.exec_driver_sql(counted).one()
        store.tidy()
    return Filled(there, claims, (copies + 1) * days * REPORTS_A_DAY)


def _copy(writer: Writer, copies: int, own: dict[str, int], days: int) -> None:
    connection = writer.connection
    story = {key(one) for row in writer.rows(tables.claim_event.select()) for one in _story_keys(facts_of(row.facts))}
    connection.exec_driver_sql("CREATE TEMP TABLE folded_key AS SELECT * FROM index_key")
    connection.exec_driver_sql("CREATE TEMP TABLE story_key (key INTEGER PRIMARY KEY)")
    connection.execute(text("INSERT INTO story_key VALUES (:key)"), [{"key": one} for one in sorted(story)])
    aside = _put_aside(connection)
    for name, moved in MOVED.items():
        names = [column.name for column in tables.metadata.tables[name].columns]
        rows = ", ".join(moved.get(one, f'"{one}"') for one in names)
        listed = ", ".join(f'"{one}"' for one in names)
        connection.exec_driver_sql(f'CREATE TEMP TABLE folded_rows AS SELECT * FROM "{name}"')
        copied = text(f'INSERT INTO "{name}" ({listed}) SELECT {rows} FROM folded_rows')
        for copy in range(1, copies + 1):
            moves = {"own": own[name] * copy, "reports": own["report"] * copy, "claims": own["claim"] * copy,
                     "later": f"+{days * copy} days", "copy": copy}  # fmt: skip
            used = {one: value for one, value in moves.items() if f":{one}" in rows}
            connection.execute(copied, used)
        connection.exec_driver_sql("DROP TABLE folded_rows")
    _say("rows are copied")
    _keys(writer, copies, own)
    connection.exec_driver_sql(f"UPDATE source SET claims = claims * {copies + 1}, reports = reports * {copies + 1}")
    for statement in aside:
        connection.exec_driver_sql(statement)
    for name in ("claim_words", "report_words"):
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    connection.exec_driver_sql("DELETE FROM event_box")
    connection.exec_driver_sql("INSERT INTO event_box SELECT id, lat, lat, lon, lon FROM event WHERE lat IS NOT NULL AND lon IS NOT NULL")
    _say("indexes are made")
    _last_days(writer, copies, own, days * copies)
    _say("the last days are whole")


def _keys(writer: Writer, copies: int, own: dict[str, int]) -> None:
    """Keys of the copies: of a story's words the same, of texts and weeks others; sorted, so that they are written one after another."""
    band, block = kind_number("band"), kind_number("block")
    writer.connection.exec_driver_sql(
        f"WITH RECURSIVE copy (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {copies}), "
        "moved AS (SELECT number, kind, key, ref, abs(number * 7046029254386353 % 9007199254740881) AS other, "
        f"kind = {block} AND key IN (SELECT key FROM story_key) AS story FROM copy, folded_key WHERE kind IN ({band}, {block})) "
        "INSERT OR IGNORE INTO index_key (kind, key, ref) "
        "SELECT kind, CASE WHEN story THEN key ELSE (key | other) - (key & other) END, "
        f"ref + number * CASE kind WHEN {band} THEN {own['report']} ELSE {own['claim']} END FROM moved "
        f"WHERE kind = {band} OR story OR number < {copies} ORDER BY 1, 2, 3"
    )
    _say("keys are copied")


def _last_days(writer: Writer, copies: int, own: dict[str, int], days: int) -> None:
    """Make the last copy whole: facts and supports of its own days and numbers, their keys, and the standings of its events."""
    reports, claims = own["report"] * copies, own["claim"] * copies

    def later(day: str | None) -> str | None:
        return None if day is None else (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()

    events = set()
    kept, changed, keys = tables.claim_event, [], []
    for claim, event, facts, support in writer.pick_among(
        kept, ("claim_id", "event_id", "facts", "support"), "claim_id", range(claims + 1, claims + own["claim"] + 1)
    ):
        one, told = facts_of(facts), support_in(support)
        when = None if one.when is None else msgspec.structs.replace(one.when, start=later(one.when.start), end=later(one.when.end))
        one = msgspec.structs.replace(one, claim=claim, report=one.report + reports, published=later(one.published), when=when)
        telling = msgspec.structs.replace(
            told.telling, claim=f"c{claim}", report=told.telling.report + reports, reprint_root=told.telling.reprint_root + reports,
            published=later(told.telling.published),
        )  # fmt: skip
        if told.when is not None:
            told = msgspec.structs.replace(
                told, when=msgspec.structs.replace(told.when, start=later(told.when.start), end=later(told.when.end))
            )
        told = msgspec.structs.replace(told, telling=telling)
        changed.append(({"claim_id": claim}, {"facts": packed_facts(one), "support": packed_support(told)}))
        keys += [(own_key, claim) for own_key in blocks(one)]
        events.add(event)
    writer.update_all(kept, changed)
    writer.put_all_keys("block", keys)
    standings = Standings(writer, Held(writer))
    standings.touch(events)
    standings.finish()


def _say(what: str) -> None:
    print(f"{what} ({process_time():.0f} s of processor time)", flush=True)


def main() -> None:
    """Fill a record from the command line."""
    parser = argparse.ArgumentParser(description="Make a record of very many reports by copying folded days.")
    parser.add_argument("target", type=Path)
    parser.add_argument("--folded", type=Path, default=None, help="a record that was folded before, or is to be kept for the next time")
    parser.add_argument("--reports", type=int, default=100_000, metavar="N")
    given = parser.parse_args()
    folded = given.folded or given.target.with_name(given.target.name + ".folded")
    if not folded.exists():
        fold(folded)
    print(fill(folded, given.target, given.reports))


if __name__ == "__main__":
    main()
