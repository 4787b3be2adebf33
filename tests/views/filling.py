"""A small record to ask: invented reports of three events at two towns, with a person whose name stands in every kind of field."""

import zlib
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from tests.conftest import build_reading

from reportedly.resolve.folding import fold
from reportedly.schema import Reading, report_id
from reportedly.schema.judgement import Judgement
from reportedly.schema.standing import FieldStanding, FieldValue, RecordStanding, Reliability, TollStanding, TollValue
from reportedly.store import tables
from reportedly.store.base import Added, Capture, RunEnd
from reportedly.store.packing import pack_small
from reportedly.store.sql import Store
from reportedly.store.writer import Writer

WHEN = "2031-04-09T10:00:00Z"
NAME = "Tarek Ouldin"
ALIAS = "Abu Lantern"
SENTENCES = (
    "Fighters of the Amber Front shelled a grain depot near Murzuq on Sunday, Tarek Ouldin said.",
    "Ouldin's brigade shelled the depot at Murzuq, killing at least 12 people.",
    "The monitoring group denied that the depot was shelled.",
    "Government jets bombed the outskirts of Sabha in late March.",
    "Abu Lantern plans to leave the town next week.",
    "=2+3 Mr Ouldin leads the Southern Lantern Brigade.",
)
MURZUQ: dict[str, Any] = {"place": "Murzuq", "geonames": 2214432, "lat": 25.92, "lon": 13.92, "country": "LY", "where_prec": 1}
SABHA: dict[str, Any] = {"place": "Sabha", "geonames": 2212775, "lat": 27.04, "lon": 14.43, "country": "LY", "where_prec": 1}
SUNDAY = {"when_start": "2031-04-06", "when_end": "2031-04-06", "when_precision": "day"}
MARCH = {"when_start": "2031-03-21", "when_end": "2031-03-31", "when_precision": "part-of-month"}
PLANNED = {"when_start": "2031-04-14", "when_end": "2031-04-20", "when_precision": "week"}


def fill(store: Store) -> None:
    """Four reports, six claims, three events (v1 of c1 to c3, v4, v5), three actors, judgements j1 and j2 (undone by j3)."""
    with store.writing() as writer:
        run = writer.start_run(["inbox/tarek-ouldin.txt", "inbox"], WHEN)
        for number, published in enumerate(("2031-04-07", "2031-04-08", "2031-04-09", None), 1):
            _report(writer, run, number, published)
        writer.end_run(run, RunEnd(finished_at=WHEN, read=4, stored=4, duplicate=0, rejected=0))
        _actors(writer)
        _claims(writer)
        _events(writer)
        _judgements(writer)


def judge(store: Store, kind: str, subject: str, **more: str | None) -> Judgement:
    """Log a judgement of Ada's."""
    with store.writing() as writer:
        return writer.add_judgement(_judgement(kind, subject, **more))


def _judgement(kind: str, subject: str, **more: Any) -> Judgement:
    return Judgement(id=0, kind=kind, subject=subject, made_at=WHEN, **{"reason": "", "who": "ada", **more})  # type: ignore[arg-type]


def _reading(number: int, published: str | None) -> Reading:
    own = {1: (0, 1), 2: (2,), 3: (3, 4), 4: (5,)}[number]
    text = " ".join(SENTENCES[one] for one in own)
    base = build_reading()
    claims = []
    for place, one in enumerate(own):
        start = text.index(SENTENCES[one])
        sentence = replace(base.claims[0].sentence, start=start, end=start + len(SENTENCES[one]), text=SENTENCES[one])
        claims.append(_claim(base.claims[0], one, place + 1, sentence))
    report = replace(
        base.report, id=report_id(text), text=text, title=f"Report {number} on Tarek Ouldin", published=published,
        byline="Ada Quill and T. Ouldin", publisher=("The Invented Post", "Tarek Ouldin Press")[number == 3],
        url=f"https://example.org/{number}/tarek-ouldin%20speaks", given_id=f"tarek_ouldin_{number}",
    )  # fmt: skip
    return replace(base, report=report, mentions=(), entities=(), attributions=(), claims=tuple(claims), events=())


def _claim(base: Any, one: int, local: int, sentence: Any) -> Any:
    kinds = (("ASSAULT", "heavy-weapons"), ("ASSAULT", None), ("ASSAULT", None), ("ASSAULT", "aerial"), ("RETREAT", None), ("leads", None))
    when = (SUNDAY, SUNDAY, {}, MARCH, PLANNED, {})[one]
    where = (MURZUQ, MURZUQ, {}, SABHA, {}, {})[one]
    return replace(
        base, id=f"c{local}", kind="relation" if one == 5 else "event", type=kinds[one][0], mode=kinds[one][1], sentence=sentence,
        trigger=replace(sentence, end=sentence.start + 8, text=sentence.text[:8]),
        when=replace(base.when, start=when["when_start"], end=when["when_end"], precision=when["when_precision"]) if when else None,
        where=replace(
            base.where, name=where["place"], geonames=where["geonames"], lat=where["lat"], lon=where["lon"], precision=where["where_prec"]
        ) if where else None,
        stance="denies" if one == 2 else "reports", score=(0.9, 0.8, 0.7, 0.9, 0.5, 0.6)[one],
        factuality=replace(base.factuality, modality="planned" if one == 4 else "actual"),
    )  # fmt: skip


def _report(writer: Writer, run: int, number: int, published: str | None) -> None:
    reading = _reading(number, published)
    data = f"{number} {reading.report.text}".encode()
    capture = Capture(run_id=run, hash=writer.archive(data), source=f"inbox/tarek-ouldin-{number}.txt", method="file", captured_at=WHEN)
    added = writer.add_report(reading.report, reading, capture)
    assert isinstance(added, Added)
    copied = {"of": 1, "kind": "near", "share": 0.9, "reason": "9 of 10 words are those of Tarek Ouldin's text"} if number == 2 else {}
    writer.insert(tables.reprint, [{"report_id": number, "root": 1 if copied else number, **copied}])


def _actors(writer: Writer) -> None:
    rows = [
        ("tarek-ouldin", NAME, "person", (NAME, ALIAS, "طارق ولدين")),
        ("amber-front", "Amber Front", "armed-group", ("Amber Front", "Salt Road Movement")),
        ("a3", "Southern Lantern Brigade", "armed-group", ("Southern Lantern Brigade",)),
    ]
    for number, (identity, name, kind, names) in enumerate(rows, 1):
        body = {"id": identity, "name": name, "kind": kind, "citation": f"first named as {NAME} by r1", "note": "led by Ouldin",
                "affiliations": [{"actor": "tarek-ouldin", "role": "led_by"}]}  # fmt: skip
        writer.insert(
            tables.actor,
            [{"id": identity, "number": number, "name": name, "kind": kind, "country": "LY", "sector": "REB",
              "body": msgspec.json.encode(body)}],
        )  # fmt: skip
        former = {"Salt Road Movement": {"since": "2029", "until": "2030-06"}}
        writer.insert(
            tables.actor_name,
            [{"actor_id": identity, "name": one, "folded": fold(one), "kind": "former" if one in former else "name",
              "citation": f"r1, as {NAME} has it", **former.get(one, {})} for one in names],
        )  # fmt: skip
    writer.insert(
        tables.suggestion,
        [{"id": 1, "kind": "actor", "subject": "a3", "object": "tarek-ouldin", "score": 0.4, "reason": f"{NAME} speaks for it"}],
    )


def _claims(writer: Writer) -> None:
    voices = {1: [("voice:tarek ouldin", NAME, "tarek-ouldin")], 2: [("unnamed:residents", "residents", None)],
              3: [("voice:monitoring group", "the monitoring group", None)]}  # fmt: skip
    outlets = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 4}
    for claim in range(1, 7):
        chain = voices.get(claim, [])
        name = "Tarek Ouldin Press" if outlets[claim] == 3 else "The Invented Post"
        chain = [*chain, (f"outlet:{fold(name)}", name, None)]
        writer.insert(
            tables.voice,
            [{"claim_id": claim, "position": place, "source_key": key, "name": told, "actor_id": who}
             for place, (key, told, who) in enumerate(chain)],
        )  # fmt: skip
    sources = [
        ("voice:tarek ouldin", NAME, "voice", "tarek-ouldin", 1, 1), ("unnamed:residents", "residents", "voice", None, 0, 1),
        ("voice:monitoring group", "the monitoring group", "voice", None, 1, 1),
        ("outlet:invented post", "The Invented Post", "outlet", None, 1, 4),
        ("outlet:tarek ouldin press", "Tarek Ouldin Press", "outlet", None, 1, 2),
    ]  # fmt: skip
    writer.insert(
        tables.source,
        [{"key": key, "name": name, "kind": kind, "actor_id": who, "named": named, "claims": count, "reports": count,
          "reliability": "B" if key == "voice:monitoring group" else None} for key, name, kind, who, named, count in sources],
    )  # fmt: skip
    parties = [
        (1, 0, "actor", "Fighters of the Amber Front", "amber-front"), (2, 0, "actor", "Ouldin's brigade", "a3"),
        (4, 0, "actor", "Government jets", None), (5, 0, "actor", ALIAS, "tarek-ouldin"), (6, 0, "subject", "Mr Ouldin", "tarek-ouldin"),
        (6, 1, "object", "the Southern Lantern Brigade", "a3"),
    ]  # fmt: skip
    writer.insert(
        tables.participant,
        [{"claim_id": one, "number": number, "role": role, "name": name, "actor_id": who} for one, number, role, name, who in parties],
    )
    for claim, event, origin in (
        (1, 1, "actor:tarek-ouldin"), (2, 1, "unnamed:residents"), (3, 1, "voice:monitoring group"), (4, 4, "outlet:tarek ouldin press"),
        (5, 5, "outlet:tarek ouldin press"),
    ):  # fmt: skip
        row = {"claim_id": claim, "event_id": event, "origin": origin, "facts": b"", "support": b""}
        writer.insert(tables.claim_event, [row])
    body = {"features": [["same day", 1.0, 1.2]], "reasons": ["same day", f"both name {NAME}"]}
    writer.insert(tables.link, [{"claim_id": 2, "other_id": 1, "score": 0.93, "body": pack_small("link", msgspec.json.encode(body))}])


def _events(writer: Writer) -> None:
    rows: Sequence[dict[str, Any]] = (
        {"id": 1, "type": "ASSAULT", "mode": "heavy-weapons", "title": SENTENCES[0], **SUNDAY, **MURZUQ, "modality": "actual",
         "grade": "contested", "origins_for": 2, "origins_against": 1, "disputed": "when,toll:killed", "disagreement": 0.5,
         "killed_low": 12, "killed_best": 12, "claims": 3, "reports": 2, "first_published": "2031-04-07", "last_published": "2031-04-08"},
        {"id": 4, "type": "ASSAULT", "mode": "aerial", "title": SENTENCES[3], **MARCH, **SABHA, "modality": "actual",
         "grade": "single-source", "origins_for": 1, "origins_against": 0, "disputed": "", "claims": 1, "reports": 1,
         "first_published": "2031-04-09", "last_published": "2031-04-09"},
        {"id": 5, "type": "RETREAT", "title": SENTENCES[4], "modality": "planned", "grade": "single-source",
         "origins_for": 1, "origins_against": 0, "disputed": "", "claims": 1, "reports": 1, "first_published": "2031-04-09",
         "last_published": "2031-04-09"},
    )  # fmt: skip
    writer.insert(tables.event, rows)
    writer.insert(
        tables.event_actor,
        [{"event_id": 1, "actor_id": "amber-front", "role": "actor"}, {"event_id": 1, "actor_id": "a3", "role": "actor"},
         {"event_id": 5, "actor_id": "tarek-ouldin", "role": "actor"}],
    )  # fmt: skip
    first = _stood("single-source", 1, 0, ("c1",), (), ("amber-front",), 12)
    both = _stood("contested", 2, 1, ("c1", "c2", "c3"), ("when", "toll:killed"), ("amber-front", "a3"), 12)
    single = _stood("single-source", 1, 0, ("c4",), (), (), None)
    stood = [(1, 0, "2031-04-07", "2031-04-08", first), (1, 1, "2031-04-08", None, both), (4, 0, "2031-04-09", None, single),
             (5, 0, "2031-04-09", None, single)]  # fmt: skip
    writer.insert(
        tables.standing,
        [{"event_id": event, "version": version, "known_from": since, "known_until": until, "grade": one.grade,
          "origins_for": one.origins_for, "origins_against": one.origins_against, "disputed": ",".join(one.disputed),
          "claims": one.claims, "body": zlib.compress(msgspec.json.encode(one))} for event, version, since, until, one in stood],
    )  # fmt: skip


def _stood(
    grade: Any, origins: int, against: int, claims: tuple[str, ...], disputed: tuple[str, ...], actors: tuple[str, ...],
    killed: int | None,
) -> RecordStanding:  # fmt: skip
    told: dict[str, Any] = {"votes": 1.0, "origins": ("actor:tarek-ouldin",), "claims": claims, "voices": (NAME,)}
    fields = [
        FieldStanding(field=name, values=(FieldValue(value=value, label=label, **told),), origins=1, disagreement=None)  # type: ignore[arg-type]
        for name, value, label in (("when", "2031-04-06/2031-04-06", "6 April"), ("where", "geonames:2214432", "Murzuq"))
    ]
    named = tuple(FieldValue(value=one, label=one, **told) for one in (*actors, "tarek-ouldin"))
    fields.append(FieldStanding(field="actor", values=named, origins=1, disagreement=0.5))
    toll = TollStanding(
        what="killed", low=killed, best=killed, high=None, conservative=killed, informative=killed, representative=killed,
        origins=1, disagreement=None, values=(TollValue(low=killed, best=killed, high=None, **told),),
    )  # fmt: skip
    reasons = (f"{NAME} says so", "a monitoring group denies it")[: 1 + against]
    return RecordStanding(
        grade=grade, origins_for=origins, origins_against=against, reasons=reasons, occurrence="actual", fields=tuple(fields),
        tolls=(toll,) if killed else (), disputed=disputed, disagreement=0.5 if disputed else None,
        reliability=Reliability(letters=(("actor:tarek-ouldin", "D"),), best="D", mean=25.0, known=1), credibility=3,
        known_from="2031-04-07", claims=len(claims),
    )  # fmt: skip


def _judgements(writer: Writer) -> None:
    writer.add_judgement(_judgement("right", "c1", reason=f"the photographs of {NAME} show it"))
    writer.add_judgement(_judgement("not-same-actor", "tarek-ouldin", object="a3", reason="he speaks for it", who="tarek ouldin"))
    writer.add_judgement(_judgement("undo", "j2", reason="a mistake"))
