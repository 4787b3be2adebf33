"""A record made up by chance, as large as wished, straight into the tables: for measuring queries, not for reading.

    python -m benchmarks.generated_record TARGET [--claims N]

TARGET is a file, or a postgresql:// URL of an empty database. What is skewed in real records is skewed here: a few stories that
thousands of claims tell and a long tail told once, a few places, actors and sources that are everywhere, years with much news and
with little, dates and places that are vague or missing. Names are invented; the same seed gives the same record.
"""

import argparse
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from time import perf_counter, process_time
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import Table, text

from reportedly.resolve.folding import fold as fold_anew
from reportedly.schema import MadeBy, Reading, Report
from reportedly.schema.standing import (
    FieldStanding,
    FieldValue,
    RecordStanding,
    Reliability,
    TollStanding,
    TollValue,
)
from reportedly.store import tables
from reportedly.store.packing import pack_small
from reportedly.store.sql import Store

FIRST, DAYS = date(2011, 1, 1), 5_600
TYPES = ("ASSAULT", "COERCE", "CONSULT", "PROTEST", "RETREAT", "MOBILIZE", "ACCUSE", "SUPPORT", "AID", "REQUEST", "THREATEN", "REJECT",
         "SANCTION", "AGREE", "CONCEDE", "COOPERATE")  # fmt: skip
MODES: dict[str, tuple[str, ...]] = {
    "ASSAULT": ("aerial", "heavy-weapons", "firearms", "explosives", "suicide-attack"), "COERCE": ("arrest", "seize", "curfew"),
    "PROTEST": ("demo", "riot", "strike"), "RETREAT": ("withdraw", "ceasefire"),
}  # fmt: skip
COUNTRIES = ("SY", "IQ", "UA", "YE", "LY", "SD", "LB", "PS", "AF", "ML", "NG", "SO", "ET", "CD", "MM")
SYLLABLES = "ka ra ba ta mi so lu ne du fa ri zo ha le mo sha gi pe ru wa ti no be sa".split()
fold = lru_cache(maxsize=None)(fold_anew)
MOST_CLAIMS = 4_000  # of one story
HISTORY = 3  # versions of a standing that are kept beside the present one
BATCH = 20_000
MADE_BY = MadeBy(reportedly="0.0.0", model="sha256:" + "0" * 64, codebook="plover@sha256:" + "0" * 64)


@dataclass(frozen=True)
class Cast:
    """Who and what the record is about."""

    places: list[dict[str, Any]]
    actors: list[str]
    sources: list[str]
    outlets: list[str]
    words: list[str]


@dataclass
class Story:
    """One event and its claims, as they are drawn."""

    kind: str
    mode: str | None
    place: int | None
    start: str | None
    end: str | None
    precision: str | None
    actors: tuple[int, ...]
    killed: int | None
    modality: str
    claims: list[int] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    published: list[str | None] = field(default_factory=list)
    reports: set[int] = field(default_factory=set)
    title: str = ""


def name_of(number: int, syllables: int = 3) -> str:
    """An invented name, another one for each number."""
    parts = []
    for _ in range(syllables):
        number, rest = divmod(number * 7 + 3, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).capitalize()


def cast_of(rng: np.random.Generator, claims: int) -> Cast:
    """Places, actors and sources, as many as a record of that size has."""
    places = []
    for number in range(max(40, min(6_000, claims // 150))):
        country = COUNTRIES[min(int(rng.exponential(2.5)), len(COUNTRIES) - 1)]
        middle = 15 + COUNTRIES.index(country) * 2
        places.append({
            "place": f"{name_of(number)} {name_of(number * 31 + 5, 2)}", "geonames": 9_000_000 + number,
            "lat": round(float(middle + rng.normal(0, 1.5)), 5), "lon": round(float(2 * middle + rng.normal(0, 2)), 5),
            "country": country, "where_prec": int(rng.choice([1, 1, 1, 2, 3, 4, 6])),
        })  # fmt: skip
    actors = [f"{name_of(number + 11, 2)} {name_of(number, 3)} Front" for number in range(max(30, min(20_000, claims // 50)))]
    sources = [f"{name_of(number, 2)} {name_of(number + 77, 3)}" for number in range(max(30, min(80_000, claims // 12)))]
    outlets = [f"The {name_of(number, 3)} Post" for number in range(200)]
    words = [name_of(number, 2).lower() + SYLLABLES[number % 23] for number in range(6_000)]
    return Cast(places, actors, sources, outlets, words)


def _zipf(rng: np.random.Generator, size: int, count: int, bend: float = 1.1) -> "np.ndarray[Any, Any]":
    weights = 1.0 / np.arange(1, size + 1) ** bend
    return np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(count)).clip(0, size - 1)


def stories_of(rng: np.random.Generator, cast: Cast, claims: int) -> list[tuple[Story, int]]:
    """Stories with the number of their claims, until there are enough claims."""
    sizes: list[int] = []
    left = claims
    while left > 0:
        drawn = np.minimum(rng.zipf(2.35, 10_000), min(MOST_CLAIMS, max(20, claims // 50)))
        for size in drawn:
            sizes.append(min(int(size), left))
            left -= sizes[-1]
            if left <= 0:
                break
    number = len(sizes)
    kinds = _zipf(rng, len(TYPES), number, 0.9)
    places = _zipf(rng, len(cast.places), number)
    first, second = _zipf(rng, len(cast.actors), number), _zipf(rng, len(cast.actors), number)
    days = (DAYS * rng.beta(2.2, 1.6, number)).astype(int)
    chances = rng.random((number, 4))
    made = []
    for i, size in enumerate(sizes):
        kind = TYPES[kinds[i]]
        modes = MODES.get(kind, ())
        start, end, precision = _dates(days[i], chances[i, 0])
        killed = int(rng.geometric(0.2)) if kind == "ASSAULT" and chances[i, 1] < 0.5 else None
        actors = tuple(dict.fromkeys(int(one) for one in (first[i], second[i])[: 1 if chances[i, 1] < 0.3 else 2]))
        made.append((Story(
            kind, modes[int(chances[i, 2] * len(modes))] if modes else None, None if chances[i, 3] < 0.2 else int(places[i]),
            start, end, precision, actors if chances[i, 2] < 0.85 else (), killed, "planned" if chances[i, 3] > 0.95 else "actual",
        ), size))  # fmt: skip
    return made


def _dates(number: int, chance: float) -> tuple[str | None, str | None, str | None]:
    start = FIRST + timedelta(days=int(number))
    if chance < 0.16:
        return None, None, None
    if chance < 0.72:
        return start.isoformat(), start.isoformat(), "day"
    if chance < 0.86:
        return start.isoformat(), (start + timedelta(days=6)).isoformat(), "week"
    if chance < 0.93:
        return start.replace(day=1).isoformat(), (start.replace(day=28) + timedelta(days=4)).replace(day=1).isoformat(), "month"
    if chance < 0.97:
        return f"{start.year}-01-01", f"{start.year}-12-31", "year"
    return (start.isoformat(), None, "open") if chance < 0.985 else (None, start.isoformat(), "open")


_NAMES: dict[str, tuple[str, ...]] = {}


class Rows:
    """Rows waiting to be inserted, table by table."""

    def __init__(self, store: Store, connection: Any) -> None:
        self._database, self._connection = store._database, connection
        self._waiting: dict[str, list[tuple[object, ...]]] = {}

    def add(self, table: Table, **values: object) -> None:
        """One row; columns not named are NULL."""
        waiting = self._waiting.setdefault(table.name, [])
        names = _NAMES.get(table.name)
        if names is None:
            names = _NAMES[table.name] = tuple(column.name for column in table.columns)
        waiting.append(tuple(map(values.get, names)))
        if len(waiting) >= BATCH:
            self.close()

    def flush(self, name: str) -> None:
        """Insert what waits for a table."""
        rows = self._waiting.pop(name, [])
        if rows:
            self._database.insert(self._connection, tables.metadata.tables[name], rows)

    def close(self) -> None:
        """Insert all that waits, what is referred to before what refers to it."""
        for table in tables.metadata.sorted_tables:
            self.flush(table.name)


def generate(store: Store, claims: int, seed: int = 1) -> None:
    """Fill an empty record with so many claims. Indexes and triggers are put aside meanwhile and made again at the end."""
    rng = np.random.default_rng(seed)
    cast = cast_of(rng, claims)
    drawn = stories_of(rng, cast, claims)
    stories = [story for story, _ in drawn]
    told: list[tuple[int, int]] = []  # day of publication, story
    for number, (story, size) in enumerate(drawn):
        base = (date.fromisoformat(story.start or story.end or FIRST.isoformat()) - FIRST).days
        if story.start is None and story.end is None:
            base = int(rng.integers(0, DAYS))
        told += [(base + int(lag), number) for lag in rng.exponential(4, size)]
    told.sort()
    with store.writing() as writer:
        aside = _put_aside(writer.connection)
        rows = Rows(store, writer.connection)
        _claims(rows, rng, cast, stories, told)
        rows.close()
        _say("evidence is in")
        _derived(rows, cast, stories)
        rows.close()
        _say("derived rows are in")
        for statement in aside:
            writer.connection.exec_driver_sql(statement)
        if writer.dialect == "sqlite":
            for name in ("claim_words", "report_words"):
                writer.connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
            writer.connection.exec_driver_sql("INSERT INTO event_box SELECT id, lat, lat, lon, lon FROM event WHERE lat IS NOT NULL")
        _say("indexes are made")
    if store.dialect == "postgresql":  # as autovacuum does when it comes by
        database: Any = store._database
        with database._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _put_aside(connection: Any) -> list[str]:
    """Drop what inserting would keep up row by row, and return the statements that make it again."""
    if connection.dialect.name == "sqlite":
        query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
        found = [(kind, name, sql) for kind, name, sql in connection.exec_driver_sql(query)]
        for kind, name, _ in found:
            connection.exec_driver_sql(f'DROP {kind} "{name}"')
        return [sql for _, _, sql in found]
    query = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)"
    )
    indexes = [(name, sql) for name, sql in connection.exec_driver_sql(query)]
    for name, _ in indexes:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    return [sql for _, sql in indexes]


def _say(what: str) -> None:
    print(f"{what} ({process_time():.0f} s of processor time)", flush=True)


def _claims(rows: Rows, rng: np.random.Generator, cast: Cast, stories: Sequence[Story], told: Sequence[tuple[int, int]]) -> None:
    """Reports with their claims, in the order of publication."""
    count = len(told)
    speakers, outlets = _zipf(rng, len(cast.sources), count, 0.8), _zipf(rng, len(cast.outlets), count)
    words = _zipf(rng, len(cast.words), count * 12, 0.9).reshape(count, 12)
    lengths, chances = rng.integers(1, 8, count), rng.random((count, 3))
    blob = bytes(rng.integers(0, 256, 300, dtype=np.uint8))
    rows.add(tables.run, id=1, started_at="2031-04-09T10:00:00Z", reportedly="0.0.0", paths='["generated"]')
    rows.add(tables.blob, hash="sha256:" + "1" * 64, size=9, codec="none", bytes=b"generated")
    rows.flush("run")
    rows.flush("blob")
    number, report = 0, 0
    while number < count:
        report += 1
        mine = range(number, min(count, number + int(lengths[number])))
        day = (FIRST + timedelta(days=min(told[mine[-1]][0], DAYS + 400))).isoformat() if chances[number, 0] > 0.04 else None
        outlet = cast.outlets[outlets[number]]
        sentences = [_sentence(cast, stories[told[i][1]], words[i]) for i in mine]
        _report(rows, report, outlet, day, sentences)
        at = 0
        for local, i in enumerate(mine):
            story = stories[told[i][1]]
            source = f"voice:{fold(cast.sources[speakers[i]])}" if chances[i, 1] < 0.75 else f"outlet:{fold(outlet)}"
            speaker = cast.sources[speakers[i]] if chances[i, 1] < 0.75 else None
            _claim(rows, story, _Told(i + 1, report, local, sentences[local], at, cast, source, speaker, outlet, chances[i, 2]))
            story.claims.append(i + 1)
            story.sources.append(source)
            story.published.append(day)
            story.reports.add(report)
            story.title = story.title or sentences[local]
            at += len(sentences[local]) + 1
            rows.add(tables.claim_event, claim_id=i + 1, event_id=story.claims[0], origin=source, facts=blob, support=blob)
            if len(story.claims) > 1:
                rows.add(tables.link, claim_id=i + 1, other_id=story.claims[-2], score=0.9, body=_LINK)
        number = mine[-1] + 1


_LINK = pack_small(
    "link",
    b'{"features":[["same day",1.0,1.2],["same place",1.0,1.5],["shared words",0.4,2.0]],'
    b'"reason":"same day and place"}',
)


def _sentence(cast: Cast, story: Story, words: Sequence[int]) -> str:
    who = cast.actors[story.actors[0]] if story.actors else "Gunmen"
    where = f" in {cast.places[story.place]['place']}" if story.place is not None else ""
    return f"{who} {' '.join(cast.words[one] for one in words)}{where}, residents said."


def _report(rows: Rows, number: int, outlet: str, day: str | None, sentences: Sequence[str]) -> None:
    body = " ".join(sentences)
    identity = "sha256:" + hashlib.sha256(f"{number} {body}".encode()).hexdigest()
    title = sentences[0][:60]
    rows.add(tables.report, id=number, key=identity, text_hash=identity, title=title, publisher=outlet, published=day, language="en",
             url=f"https://example.org/{number}", words=len(body.split()))  # fmt: skip
    reading = Reading(report=Report(id=identity, text=body, title=title, publisher=outlet, published=day), mentions=(), entities=(),
                      attributions=(), claims=(), events=(), made_by=MADE_BY)  # fmt: skip
    rows.add(tables.reading, id=number, report_id=number, made_by="{}", body=zlib.compress(msgspec.json.encode(reading), 1))
    rows.add(tables.capture, id=number, run_id=1, hash="sha256:" + "1" * 64, source=f"generated:{number}", method="line",
             captured_at="2031-04-09T10:00:00Z", report_id=number)  # fmt: skip
    rows.add(tables.log, seq=number, what="report", ref=number)
    rows.add(tables.reprint, report_id=number, root=number)


@dataclass(frozen=True)
class _Told:
    number: int
    report: int
    local: int
    sentence: str
    at: int
    cast: Cast
    source: str
    speaker: str | None
    outlet: str
    chance: float


def _claim(rows: Rows, story: Story, told: _Told) -> None:
    place = told.cast.places[story.place] if story.place is not None and told.chance < 0.8 else {}
    dated = told.chance > 0.25
    rows.add(
        tables.claim, id=told.number, report_id=told.report, local_id=f"c{told.local + 1}", kind="event", type=story.kind, mode=story.mode,
        trigger="shelled", start=told.at + 5, end=told.at + 12, sentence=told.sentence, sentence_start=told.at,
        when_start=story.start if dated else None, when_end=story.end if dated else None, when_precision=story.precision if dated else None,
        stance="denies" if told.chance < 0.04 else "reports", certainty="certain", polarity="positive", modality=story.modality,
        score=round(0.3 + 0.7 * told.chance, 3), **place,
    )  # fmt: skip
    if told.speaker is not None:
        rows.add(tables.voice, claim_id=told.number, position=0, source_key=told.source, name=told.speaker)
    rows.add(tables.voice, claim_id=told.number, position=1, source_key=f"outlet:{fold(told.outlet)}", name=told.outlet)
    for number, one in enumerate(story.actors):
        rows.add(tables.participant, claim_id=told.number, number=number, role=("actor", "recipient")[number], name=told.cast.actors[one],
                 actor_id=_slug(told.cast.actors[one]))  # fmt: skip


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _derived(rows: Rows, cast: Cast, stories: Sequence[Story]) -> None:
    heard: dict[str, int] = {}
    slugs: dict[str, None] = {}
    for story in sorted((one for one in stories if one.claims), key=lambda one: one.claims[0]):
        _event(rows, cast, story)
        for source in story.sources:
            heard[source] = heard.get(source, 0) + 1
    for number, name in enumerate(cast.actors, 1):
        if _slug(name) in slugs:
            continue
        slugs[_slug(name)] = None
        body = msgspec.json.encode({"id": _slug(name), "name": name, "kind": "armed-group", "citation": "generated"})
        rows.add(tables.actor, id=_slug(name), number=number, name=name, kind="armed-group", sector="REB", body=body)
        rows.add(tables.actor_name, actor_id=_slug(name), name=name, folded=fold(name), kind="name", citation="generated")
    names = {f"voice:{fold(name)}": (name, "voice") for name in cast.sources}
    names |= {f"outlet:{fold(name)}": (name, "outlet") for name in cast.outlets}
    for key, count in sorted(heard.items()):
        rows.add(tables.source, key=key, name=names[key][0], kind=names[key][1], named=1, claims=count, reports=max(1, count // 2))


def _event(rows: Rows, cast: Cast, story: Story) -> None:
    number, origins = story.claims[0], len(set(story.sources))
    days = sorted(day for day in story.published if day is not None)
    disputed = origins > 2 and number % 3 == 0
    many = "contested" if disputed and number % 2 else "confirmed" if number % 19 == 0 else "corroborated"
    grade = "single-source" if origins == 1 else many
    place = cast.places[story.place] if story.place is not None else {}
    killed = story.killed
    rows.add(
        tables.event, id=number, type=story.kind, mode=story.mode, title=story.title, when_start=story.start, when_end=story.end,
        when_precision=story.precision, modality=story.modality, grade=grade, origins_for=origins, origins_against=int(disputed),
        disputed="when,toll:killed" if disputed else "", disagreement=0.4 if disputed else None, killed_low=killed,
        killed_best=killed, killed_high=killed and killed + 2, claims=len(story.claims), reports=len(story.reports),
        first_published=days[0] if days else None, last_published=days[-1] if days else None, **place,
    )  # fmt: skip
    for place_number, one in enumerate(story.actors):
        rows.add(tables.event_actor, event_id=number, actor_id=_slug(cast.actors[one]), role=("actor", "recipient")[place_number])
    for version, (since, until) in enumerate(_periods(days)):
        known = [i for i, day in enumerate(story.published) if since is None or (day is not None and day <= since)]
        stood = _standing(cast, story, known, grade if len(known) > 1 else "single-source")
        rows.add(
            tables.standing, event_id=number, version=version, known_from=since, known_until=until, grade=stood.grade,
            origins_for=stood.origins_for, origins_against=0, disputed=",".join(stood.disputed), claims=len(known),
            body=zlib.compress(msgspec.json.encode(stood), 1),
        )  # fmt: skip


def _periods(days: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    distinct = sorted(set(days))[-HISTORY:]
    for place, day in enumerate(distinct):
        yield day, distinct[place + 1] if place + 1 < len(distinct) else None
    if not distinct:
        yield None, None


def _standing(cast: Cast, story: Story, known: Sequence[int], grade: Any) -> RecordStanding:
    claims = tuple(f"c{story.claims[i]}" for i in known)
    origins = tuple(dict.fromkeys(story.sources[i] for i in known))
    more: dict[str, Any] = {"votes": float(len(origins)), "origins": origins, "claims": claims, "voices": origins}
    told: list[tuple[Any, str, str, float | None]] = [("type", story.kind, story.kind, None)]
    if story.place is not None:
        place = cast.places[story.place]
        told.append(("where", f"geonames:{place['geonames']}", place["place"], 0.0))
    if story.start or story.end:
        dates = f"{story.start or '..'}/{story.end or '..'}"
        told.append(("when", dates, dates, 0.2))
    fields = [
        FieldStanding(
            field=name, values=(FieldValue(value=value, label=label, **more),), origins=len(origins), disagreement=doubt
        )
        for name, value, label, doubt in told
    ]
    killed = story.killed
    toll = TollStanding(
        what="killed", low=killed, best=killed, high=killed, conservative=killed, informative=killed, representative=killed,
        origins=len(origins), disagreement=0.3, values=(TollValue(low=killed, best=killed, high=killed, **more),),
    )  # fmt: skip
    return RecordStanding(
        grade=grade, origins_for=len(origins), origins_against=0, reasons=(f"{len(origins)} voices report it",), occurrence="actual",
        fields=tuple(fields), tolls=(toll,) if killed else (), disputed=("when",) if len(origins) > 2 else (), disagreement=0.2,
        reliability=Reliability(), credibility=2, known_from=None, claims=len(known),
    )  # fmt: skip


def main() -> None:
    """Make a record from the command line."""
    parser = argparse.ArgumentParser(description="Make a record of made-up claims.")
    parser.add_argument("target", help="a file, or a postgresql:// URL of an empty database")
    parser.add_argument("--claims", type=int, default=50_000, metavar="N")
    given = parser.parse_args()
    began = perf_counter()
    with Store.open(given.target, create=True) as store:
        generate(store, given.claims)
        print(f"{given.claims:,} claims in {perf_counter() - began:.0f} s, {store.size() / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
