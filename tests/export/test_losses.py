"""What each format loses: every export is read again by its ids, and held against the record; the table in the docs says the same."""

import io
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.export.records import make_record
from tests.export.told import AT, units_of

import reportedly
from reportedly.export.base import Format
from reportedly.export.formats import FORMATS
from reportedly.record.exporting import exported
from reportedly.schema.dossier import ClaimDossier, EventDossier
from reportedly.store.sql import Store
from reportedly.views.dossiers import RecordDossiers

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
MADE_AT = "2031-05-01T12:00:00Z"
GENERATED = 40
"""Reports beside the one read by hand: so many that a tie, and a place, has several claims."""
STEP = 25
"""Of the generated reports every so manieth: their days differ, so a tie has several."""
TIES = {"graphml", "gexf"}
"""Formats whose rows are ties of two known actors."""
WHOLE = {"readings", "evidence-pack"}
"""Formats that come back as the same record."""
MAPPED = {"acled-like", "ucdp-like"}
"""Formats that come back by a mapping, as far as their columns go."""
each = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


PARTIES = ("actor", "recipient", "subject", "object")
Wanted = str | tuple[str, ...]
"""A value, or the wordings of one."""


def _killed(claim: ClaimDossier) -> Iterator[str]:
    for toll in claim.tolls:
        if toll.what == "killed" and toll.best is not None:
            yield str(toll.best)


OF_CLAIM: dict[str, Callable[[ClaimDossier], Sequence[Wanted]]] = {
    "id and report": lambda one: [one.id, one.report],
    "offsets": lambda one: [str(one.sentence.start), str(one.sentence.end)],
    "quotation": lambda one: [one.sentence.text],
    "type": lambda one: [one.type],
    "trigger": lambda one: [one.trigger.text] if one.trigger else [],
    "who": lambda one: [(of.name, of.span.text) for of in one.fillers if of.span and of.role in PARTIES],
    "day": lambda one: [one.when.start] if one.when and one.when.start else [],
    "place": lambda one: [one.where.name] if one.where else [],
    "point": lambda one: [str(one.where.lat)] if one.where and one.where.lat is not None else [],
    "killed": lambda one: list(_killed(one)),
    "voices": lambda one: [(of.name, of.attribution.source.text) for of in one.voices if of.attribution and of.attribution.source],
    "how sure": lambda one: [one.stance, one.factuality.certainty, one.factuality.modality],
    "standing": lambda one: [one.grade] if one.grade else [],
}  # fmt: skip
OF_EVENT: dict[str, Callable[[EventDossier], Sequence[Wanted]]] = {
    "id and report": lambda one: [one.id, *(of.id for of in one.claims)],
    "offsets": lambda one: [str(of.sentence.end) for of in one.claims],
    "quotation": lambda one: [one.title.removesuffix(" …")],
    "type": lambda one: [one.type],
    "trigger": lambda one: [of.trigger.text for of in one.claims if of.trigger],
    "who": lambda one: [of.name for of in one.parties if of.role in ("actor", "recipient")],
    "day": lambda one: [one.start] if one.start else [],
    "place": lambda one: [one.place] if one.place else [],
    "point": lambda one: [str(one.lat)] if one.lat is not None else [],
    "killed": lambda one: [str(one.killed_best)] if one.killed_best is not None else [],
    "voices": lambda one: list(one.standing.reasons[:1]),
    "how sure": lambda one: [one.modality],
    "standing": lambda one: [one.grade, str(one.standing.origins_for)],
}  # fmt: skip
FACETS = tuple(OF_EVENT)


def _ends(claim: ClaimDossier) -> list[str]:
    """The known actors of a claim, as many as make a tie."""
    found = [one.actor for one in claim.fillers if one.actor and one.role in PARTIES]
    return found[:2]


def _has(values: list[str], wanted: Sequence[Wanted], apart: Iterable[str] = ()) -> bool:
    """Whether each value wanted, in one of its wordings, is told, or stands as words in one that is; spaces and upper case aside.

    What holds a quotation (``apart``) says no more than the quotation: a figure in it is not told as a figure.
    """
    quoted = list(apart)
    told = " \x1f ".join(_plain(one) for one in values if not any(words in one for words in quoted))
    return all(any(_stands(words, told) for words in ([one] if isinstance(one, str) else one)) for one in wanted)


def _stands(words: str, told: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(_plain(words))}(?!\w)", told) is not None


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("losses") / "record.db", number=GENERATED, step=STEP)


@pytest.fixture(scope="module")
def data_of(made: Path) -> Callable[[str], bytes]:
    known: dict[str, bytes] = {}

    def find(name: str) -> bytes:
        if name not in known:
            out = io.BytesIO()
            with Store.open(made) as store:
                exported(store, name, out, made_at=MADE_AT)
            known[name] = out.getvalue()
        return known[name]

    return find


@pytest.fixture(scope="module")
def record(made: Path) -> tuple[dict[str, ClaimDossier], dict[str, EventDossier]]:
    with Store.open(made) as store, store.reading() as snapshot:
        dossiers = RecordDossiers(snapshot.connection)
        return {one.id: one for one in dossiers.claims()}, {one.id: one for one in dossiers.events()}


def row_of(form: Format, data: bytes, record: tuple[dict[str, ClaimDossier], dict[str, EventDossier]]) -> list[str]:
    """The format's row in the docs: for each facet whether every claim has it, every event, or nothing that is written."""
    claims, events = units_of(form.name, data)
    cells = []
    for facet in FACETS:
        of_claim = _ends if form.name in TIES and facet == "who" else OF_CLAIM[facet]
        apart = facet != "quotation"
        if claims and all(
            _has(told, of_claim(record[0][name]), [record[0][name].sentence.text] * apart) for name, told in claims.items()
        ):
            cells.append("claim")
        elif events and all(
            _has(told, OF_EVENT[facet](record[1][name]), [of.sentence.text for of in record[1][name].claims] * apart)
            for name, told in events.items()
        ):
            cells.append("event")
        else:
            cells.append("–")
    comes = "whole" if form.name in WHOLE else "in part" if form.name in MAPPED else "–"
    return [f"`{form.name}`", *cells, comes]


def table_in_docs() -> dict[str, list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    return {row[0].strip("`"): row for row in rows if len(row) == len(FACETS) + 2}


@each
def test_the_docs_say_what_each_format_loses(
    form: Format, data_of: Callable[[str], bytes], record: tuple[dict[str, ClaimDossier], dict[str, EventDossier]]
) -> None:
    assert table_in_docs()["format"] == ["format", *FACETS, "comes back"]
    assert table_in_docs()[form.name] == row_of(form, data_of(form.name), record)


@each
def test_every_format_is_read_in_units_of_the_record(
    form: Format, data_of: Callable[[str], bytes], record: tuple[dict[str, ClaimDossier], dict[str, EventDossier]]
) -> None:
    """Or else the table would say nothing."""
    claims, events = units_of(form.name, data_of(form.name))
    assert len(claims) + len(events) > (0 if form.name == "ucdp-like" else 5)
    assert claims.keys() <= record[0].keys() and events.keys() <= record[1].keys()


@each
def test_every_row_has_the_records_ids_and_where_the_quotation_stands(
    form: Format, data_of: Callable[[str], bytes], record: tuple[dict[str, ClaimDossier], dict[str, EventDossier]]
) -> None:
    claims, events = units_of(form.name, data_of(form.name))
    for name, told in claims.items():
        claim = record[0][name]
        assert _has(told, [claim.report, str(claim.sentence.start), str(claim.sentence.end)]), name
    for name, told in events.items():
        for claim in record[1][name].claims:
            at = AT.findall(" ".join(told))
            named = (claim.id, claim.report, str(claim.sentence.start), str(claim.sentence.end)) in at
            linked = name not in claims and claim.id in claims and _has(told, [claim.id])
            assert named or linked, (name, claim.id)


@each
def test_what_comes_back_is_the_same_and_what_does_not_is_refused_whole(
    form: Format, made: Path, data_of: Callable[[str], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"export{form.suffix}"
    path.write_bytes(data_of(form.name))
    mapping = form.name if form.name in MAPPED else None
    with reportedly.open(tmp_path / "again.db", create=True) as again:
        account = again.add(path, mapping=mapping)
        told = account.words
        with again.store.reading() as snapshot:
            claims = list(RecordDossiers(snapshot.connection).claims())
        mark = again.store.fingerprint()
    with Store.open(made) as store, store.reading() as snapshot:
        before = list(RecordDossiers(snapshot.connection).claims())
        if form.name in WHOLE:
            assert claims == before and mark == store.fingerprint() and len(claims) > 20, told
            return
    if form.name in MAPPED:
        _, events = units_of(form.name, data_of(form.name))
        assert {one.type for one in claims} <= {one.type for one in before} and len(claims) >= len(events) > 0, told
        return
    assert claims == [] and account.stored == 0, told
    assert len(account.rejections) == 1, told
    assert "readings" in account.rejections[0].cure or "JSON Lines" in account.rejections[0].cure


def test_a_pack_with_withheld_words_comes_back_without_their_reports(made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "record.db")
    with reportedly.open(tmp_path / "record.db") as record:
        record.withhold("person", "Tarek Ouldin", who="ada")
        written = record.export("evidence-pack", tmp_path / "pack.zip")
    with reportedly.open(tmp_path / "again.db", create=True) as again:
        account = again.add(tmp_path / "pack.zip")
    stored = dict(written.counts)["reports"] - 1
    assert ("readings", "a word of the report is withheld", 1) in written.left_out
    assert account.words == f"read {stored} = {stored} stored + 0 duplicate + 0 rejected"
