"""Coded rows: what of a human-coded table becomes claims, how far its reports agree, and how fast rows are read.

    python -m benchmarks.coded_rows [--data FOLDER] [--limit N]

MAVERICK (the half of it that is given) is read by the packaged mapping. First: rows read, what of each column is in the claims, and
what in the report's text only. Then the standing of each event by the coders' own ids, with each row a voice of its own: how often
a field differs as written, how often it is disputed once values that differ only in precision are no dispute, beside the figures
that was published of all of MAVERICK, as written. A missing value is no vote in either. Then a sweep of the distance within which two
places leave room for each other. Last: rows a minute on a generated table.
"""

import csv
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean, median
from time import perf_counter, process_time
from typing import Any

from msgspec.structs import replace

from benchmarks.folders import Options, options_of
from reportedly.codebooks.load import load_codebook
from reportedly.corroborate.field_values import distance_km
from reportedly.corroborate.origins import origins_of
from reportedly.corroborate.record_standing import standing_of
from reportedly.corroborate.standing import stand
from reportedly.corroborate.supports import support_of
from reportedly.corroborate.toll_standing import figure_of
from reportedly.corroborate.voices import voices_of
from reportedly.errors import MissingCorpus
from reportedly.ingest.coded import given_event, readings_from_rows
from reportedly.ingest.coded_mapping import load_mapping
from reportedly.ingest.coded_table import Row, Table
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Reading
from reportedly.schema.origin import Origin, Telling
from reportedly.schema.standing import RecordStanding, TollStanding
from reportedly.schema.support import Support

RADII_KM = (1, 2, 5, 10, 25, 40)
ROWS_TIMED = 20_000
PUBLISHED = {"first-named actor": 52, "place": 45, "first day": 43, "killed": 57}
"""Shares of events in which two reports or more give the value and differ, in %, of all of MAVERICK."""


FIELDS = {
    "first-named actor": "actor", "place": "where", "first day": "when", "type": "type", "mode": "mode",
    "killed": "toll:killed", "injured": "toll:injured",
}  # fmt: skip
COLUMNS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "first-named actor": lambda row: row["actor1"],
    "place": lambda row: f"{row['city']}, {row['location']}".strip(", "),
    "first day": lambda row: row["date_start"],
    "killed": lambda row: row["deaths_best"].strip("0") and row["deaths_best"],
}
"""What the table's own columns say, without any of our code: the check of the figures that our standing gives."""


def table_of(data: Path) -> Path:
    """MAVERICK's table; raises MissingCorpus where it is absent."""
    path = data / "maverick" / "reports.csv"
    if not path.exists():
        raise MissingCorpus(f"{path} is not there.", "Name the folder of the corpora with --data.")
    return path


def each_a_voice(tellings: Sequence[Telling]) -> tuple[Origin, ...]:
    """Each report an origin of its own, as in the published figures."""
    return tuple(
        Origin(key=one.claim, kind="report", name=one.claim, stance="for", tellings=(one.claim,)) for one in tellings
    )


def supports_by_event(readings: Iterable[Reading]) -> dict[str, list[Support]]:
    """The supports of each event that the coders name, in order of the rows."""
    found: dict[str, list[Support]] = {}
    for number, reading in enumerate(readings):
        event = given_event(reading)
        for claim in reading.claims:
            telling = Telling(
                claim=f"r{number}{claim.id}", report=number, reprint_root=number, publisher=reading.report.publisher,
                published=reading.report.published, voices=voices_of(claim, reading),
            )  # fmt: skip
            if event is not None:
                found.setdefault(event, []).append(support_of(reading, claim, telling, {}))
    return found


def first_named(support: Support) -> Support:
    """The support with the first-named of its actors only, a description taken for a name, as the coders' column has it."""
    actors = [replace(one, named=True) for one in support.parties if one.role == "actor"]
    return replace(support, parties=tuple(actors[:1]))


def first_day(support: Support) -> Support:
    """The support with the first of its possible days only."""
    when = support.when
    return support if when is None else replace(support, when=replace(when, end=when.start))


def losses(path: Path, readings: Sequence[Reading]) -> dict[str, Any]:
    """For each column: filled cells, and whether the mapping reads it; for what it reads, what did not become part of a claim."""
    mapping = load_mapping("maverick")
    filled: Counter[str] = Counter()
    forms: Counter[int] = Counter()
    with Table(path, mapping.columns) as table:
        header = table.header
        for row in table.rows():
            if isinstance(row, Row):
                filled.update(name for name, cell in zip(header, row.cells, strict=True) if cell.strip())
                kinds = {
                    form.strip()
                    for name, cell in zip(header, row.cells, strict=True)
                    if name.endswith("_violence")
                    for form in cell.split(";")
                    if form.strip() not in ("", "Unknown")
                }
                forms[len(kinds)] += 1
    claims = [claim for reading in readings for claim in reading.claims]
    unresolved = Counter(
        f"{mention.kind}: {_kind_of_reason(mention.unresolved)}"
        for reading in readings
        for mention in reading.mentions
        if mention.unresolved
    )
    no_role = sum(
        mention.entity is not None
        and mention.kind == "organisation"
        and mention.entity not in {one.entity for claim in reading.claims for one in claim.arguments}
        and mention.entity not in {one.source.entity for one in reading.attributions if one.source}
        for reading in readings
        for mention in reading.mentions
    )
    return {
        "text only": {name: filled[name] for name in header if name not in mapping.columns},
        "read": {name: filled[name] for name in header if name in mapping.columns},
        "claims": len(claims),
        "with": {
            "type": sum(bool(one.type) for one in claims), "mode": sum(one.mode is not None for one in claims),
            "day": sum(one.when is not None for one in claims), "place": sum(one.where is not None for one in claims),
            "point": sum(one.where is not None and one.where.lat is not None for one in claims),
            "actor": sum(any(a.role == "actor" for a in one.arguments) for one in claims),
            "recipient": sum(any(a.role == "recipient" for a in one.arguments) for one in claims),
            "killed": sum(any(t.what == "killed" for t in one.toll) for one in claims),
            "injured": sum(any(t.what == "injured" for t in one.toll) for one in claims),
            "voice": sum(bool(one.according_to) for one in claims),
        },
        "rows of several forms of violence (one type is kept, and a mode they agree on)": sum(
            count for kinds, count in forms.items() if kinds > 1
        ),
        "participants without a role (kept as mentions)": no_role,
        "unresolved, with a reason": dict(unresolved),
    }  # fmt: skip


def _kind_of_reason(reason: str) -> str:
    reason = re.sub(r"(a point of) .+ (only)\Z", r"\1 … \2", reason)
    return "".join("#" if char.isdigit() else char for char in reason).replace("####-##-##", "a day").replace("##", "#")


def disputes(by_event: Mapping[str, Sequence[Support]]) -> dict[str, dict[str, float]]:
    """For each field of events of two rows or more: in how many two give it, in what share it differs as written and is disputed.

    ``origins`` is the share disputed where rows of one publisher are one voice.
    """
    several = [supports for supports in by_event.values() if len(supports) > 1]
    as_written = {
        "first-named actor": [
            standing_of([first_named(one) for one in supports], each_a_voice) for supports in several
        ],
        "first day": [standing_of([first_day(one) for one in supports], each_a_voice) for supports in several],
    }
    plain = [standing_of(supports, each_a_voice) for supports in several]
    folded = [standing_of(supports, origins_of) for supports in several]
    found = {}
    for name, field in FIELDS.items():
        differ = [_values(one, field) > 1 for one in as_written.get(name, plain) if _origins(one, field) > 1]
        disputed = [field in one.disputed for one in plain if _origins(one, field) > 1]
        of_origins = [field in one.disputed for one in folded if _origins(one, field) > 1]
        found[name] = {
            "events": len(differ), "differ": 100 * mean(differ), "disputed": 100 * mean(disputed),
            "events of origins": len(of_origins), "origins": 100 * mean(of_origins),
        }  # fmt: skip
    ratios = [
        toll.informative / toll.conservative
        for one in plain
        for toll in one.tolls
        if toll.what == "killed" and toll.origins > 1 and toll.conservative and toll.informative != toll.conservative
    ]
    found["killed"]["median high/low"] = median(ratios)
    return found


def straight(path: Path) -> dict[str, float]:
    """The share of events whose rows differ, straight from the columns; a missing value is no vote."""
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["event_id"], []).append(row)
    found = {}
    for name, value in COLUMNS.items():
        told = [[value(row) for row in several if value(row)] for several in rows.values()]
        found[name] = 100 * mean(len(set(one)) > 1 for one in told if len(one) > 1)
    return found


def _one(standing: RecordStanding, field: str) -> Any:
    every = {**{one.field: one for one in standing.fields}, **{f"toll:{one.what}": one for one in standing.tolls}}
    return every.get(field)


def _values(standing: RecordStanding, field: str) -> int:
    found = _one(standing, field)
    if isinstance(found, TollStanding):
        return len({figure_of(one) for one in found.values})
    return 0 if found is None else len(found.values)


def _origins(standing: RecordStanding, field: str) -> int:
    found = _one(standing, field)
    return 0 if found is None else found.origins


def radii(readings: Sequence[Reading]) -> list[dict[str, float]]:
    """How far apart two reports put an event, by where_prec, in the share of pairs within each of RADII_KM.

    ``same`` are pairs of reports of one event, ``other`` pairs of two events of one day.
    """
    placed = [
        (given_event(one), one.claims[0].when, one.claims[0].where)
        for one in readings
        if one.claims and one.claims[0].where is not None and one.claims[0].where.lat is not None
    ]
    pairs: dict[tuple[str, bool], list[float]] = {}
    for (event, when, where), (event2, when2, where2) in combinations(placed, 2):
        if event == event2 or (when is not None and when2 is not None and when.start == when2.start):
            kinds = sorted((where.precision, where2.precision))
            if kinds[1] <= 2:
                kind = "two spots" if kinds == [1, 1] else "two towns" if kinds == [2, 2] else "a spot and a town"
                pairs.setdefault((kind, event == event2), []).append(distance_km(where, where2) or 0.0)
    return [
        {
            "pair": kind, "km": radius,
            "same": 100 * mean(apart <= radius for apart in pairs[kind, True]),
            "other": 100 * mean(apart <= radius for apart in pairs[kind, False]),
        }
        for kind in ("two spots", "a spot and a town", "two towns")
        if (kind, True) in pairs and (kind, False) in pairs
        for radius in RADII_KM
    ]  # fmt: skip


def generated(rows: int) -> Iterator[dict[str, str]]:
    """Invented rows with the columns of ACLED's exports."""
    chance = random.Random(4)
    towns = [("Murzuq", 25.9155, 13.9184), ("Sabha", 27.0377, 14.4283), ("Ubari", 26.5921, 12.7805)]
    for number in range(rows):
        town, lat, lon = chance.choice(towns)
        yield {
            "event_id_cnty": f"INV{number}", "event_date": f"2031-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            "year": "2031", "time_precision": chance.choice("1112"), "disorder_type": "Political violence",
            "event_type": "Battles", "sub_event_type": chance.choice(("Armed clash", "Attack", "Grenade", "Arrests")),
            "actor1": chance.choice(("Amber Front", "Unidentified Armed Group (Libya)")), "assoc_actor_1": "", "inter1": "2",
            "actor2": chance.choice(("", "Civilians (Libya)", "Southern Lantern Brigade")), "iso": "434", "region": "Northern Africa",
            "country": "Libya", "admin1": town, "admin2": "", "admin3": "", "location": town, "latitude": str(lat), "longitude": str(lon),
            "geo_precision": chance.choice("112"), "source": chance.choice(("Desert Wire", "Desert Wire; Southern Monitor")),
            "source_scale": "National", "notes": f"Invented. Fighters met near {town}; {number} shots were heard, said residents.",
            "fatalities": str(chance.randint(0, 5)), "tags": "", "timestamp": "1930000000",
        }  # fmt: skip


def speed(rows: int) -> dict[str, float]:
    """Rows a minute, by the clock and by processor time (other programs may hold the cores)."""
    mapping = load_mapping("acled-like")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            every = generated(rows)
            first = next(every)
            writer = csv.DictWriter(file, list(first))
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(every)
        started, used = perf_counter(), process_time()
        count = sum(isinstance(one, Reading) for one in readings_from_rows(path, mapping, stand))
        took, used = perf_counter() - started, process_time() - used
    assert count == rows
    return {"rows": rows, "a minute": 60 * rows / took, "a minute of processor time": 60 * rows / used}


def run(options: Options) -> dict[str, Any]:
    """All figures."""
    path = table_of(options.data)
    outcomes = list(readings_from_rows(path, load_mapping("maverick", load_codebook()), stand))[: options.limit]
    readings = [one for one in outcomes if isinstance(one, Reading)]
    rejected = [one for one in outcomes if isinstance(one, Rejection)]
    by_event = supports_by_event(readings)
    return {
        "rows": len(outcomes), "read": len(readings), "rejected": [f"{one.where}: {one.reason}" for one in rejected],
        "events": len(by_event), "losses": losses(path, readings), "disputes": disputes(by_event), "straight": straight(path),
        "radii": radii(readings),
        "speed": speed(ROWS_TIMED if options.limit is None else options.limit),
    }  # fmt: skip


def shown(figures: Mapping[str, Any]) -> str:
    """The figures as a page of text."""
    lost = figures["losses"]
    lines = [
        f"MAVERICK, the half given: {figures['rows']:,} rows = {figures['read']:,} read + {len(figures['rejected'])} rejected"
    ]
    lines += [f"  {reason}" for reason in figures["rejected"][:10]]
    has = ", ".join(f"{name} {count:,}" for name, count in lost["with"].items())
    lines.append(f"{figures['events']:,} events by the coders' ids, {lost['claims']:,} claims; with {has}")
    lines.append(
        f"columns that the mapping reads: {len(lost['read'])}; in the report's text only: {len(lost['text only'])}, filled cells:"
    )
    lines.append("  " + ", ".join(f"{name} {count:,}" for name, count in lost["text only"].items() if count))
    lines += [f"{name}: {value}" for name, value in list(lost.items())[4:]]
    lines.append("")
    lines.append(
        "what reports of one event say | events | differ as written | straight from the column | published, of all of it | disputed | "
        "disputed by origins (events)"
    )
    for name, one in figures["disputes"].items():
        raw = f"{figures['straight'][name]:.0f} %" if name in figures["straight"] else "–"
        anchor = f"{PUBLISHED[name]} %" if name in PUBLISHED else "–"
        lines.append(
            f"{name} | {one['events']} | {one['differ']:.0f} % | {raw} | {anchor} | {one['disputed']:.0f} % | "
            f"{one['origins']:.0f} % ({one['events of origins']})"
        )
    lines.append(
        "(an actor without a part in the violence is no actor of the claim: so the first line differs from its column)"
    )
    lines.append(
        f"killed, where they differ: median highest/lowest {figures['disputes']['killed']['median high/low']:.1f} (published 2.0)"
    )
    lines.append("how far apart reports put an event: within km | of one event | of two events of one day")
    lines += [f"  {one['pair']}: {one['km']} | {one['same']:.0f} % | {one['other']:.0f} %" for one in figures["radii"]]
    rate = figures["speed"]
    lines.append(
        f"speed: {rate['a minute']:,.0f} rows a minute by the clock, {rate['a minute of processor time']:,.0f} by processor time "
        f"({rate['rows']:,} generated rows; bar 100,000)"
    )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print."""
    try:
        print(shown(run(options_of(str(__doc__).split("\n")[0], arguments))))
    except MissingCorpus as error:
        print(f"skipped: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
