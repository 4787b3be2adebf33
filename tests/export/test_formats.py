"""What holds for every format: the same bytes again, an account, nothing withheld, a line in the docs."""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers
from tests.export.records import make_record
from tests.views.test_withhold import TRACES

import reportedly
from reportedly.errors import BadOption
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.formats import FORMATS, format_named
from reportedly.record.exporting import exported
from reportedly.store.sql import Store
from reportedly.views.dossiers import RecordDossiers
from reportedly.views.filters import Filters
from reportedly.views.redactor import folded

NAMES = [one.name for one in FORMATS]
MADE_AT = "2031-05-01T12:00:00Z"
each = pytest.mark.parametrize("form", FORMATS, ids=NAMES)
RULES = {
    "person": ("Tarek Ouldin", TRACES), "source": ("The Invented Post", re.compile(r"inventedpost|exampleorg|adaquill")),
    "phrase": ("Murzuq", re.compile(r"murzuq|2214432|2592\D{0,20}1392|1392\D{0,20}2592")),
}  # fmt: skip


class Forward(io.RawIOBase):
    """A stream that can only be written to, as a pipe is."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)
        return len(bytes(data))

    def seek(self, *_: Any) -> int:
        raise AssertionError("an export must not seek")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("formats") / "record.db")


@pytest.fixture(scope="module")
def data_of(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str | None], bytes]:
    """The bytes of a format, from the record as it is or with a rule of a kind; each made once."""
    folder = tmp_path_factory.mktemp("withheld")
    known: dict[tuple[str, str | None], bytes] = {}

    def find(name: str, rule: str | None) -> bytes:
        if (name, rule) not in known:
            path = made
            if rule is not None:
                path = folder / f"{rule}.db"
                if not path.exists():
                    shutil.copy(made, path)
                    with reportedly.open(path) as record:
                        record.withhold(rule, RULES[rule][0], who="ada", reason="asked for")
            out = io.BytesIO()
            with Store.open(path) as store:
                exported(store, name, out, made_at=MADE_AT)
            known[name, rule] = out.getvalue()
        return known[name, rule]

    return find


def words_in(data: bytes) -> str:
    """All that can be read in an export, whatever it is packed in."""
    if data[:4] == b"PAR1":
        table = parquet.read_table(io.BytesIO(data))
        return f"{table.to_pylist()} {table.schema.metadata}"
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return " ".join(f"{name} {words_in(packed.read(name))}" for name in packed.namelist())
    return data.decode("utf-8")


def letters_of(words: str) -> str:
    """The letters and digits alone, folded: whatever is put between, before or after them. JSON's and XML's escapes are undone."""
    words = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), words)
    words = re.sub(r"&#x?([0-9a-fA-F]+);", " ", words)
    plain, _ = folded(words)
    return re.sub(r"[\W_]+", "", plain)


# The list


def test_names_are_unique_and_plain() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 10
    for one in FORMATS:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", one.name) and re.fullmatch(r"(\.[a-z]+)+", one.suffix) and "/" in one.media_type
        assert one.about and "\n" not in one.about and not one.about.endswith(".")


def test_a_format_is_found_by_its_name_in_any_case() -> None:
    assert format_named("GeoJSON").name == "geojson"
    with pytest.raises(BadOption, match=r"no export format 'geojso'\. Did you mean geojson\?"):
        format_named("geojso")
    with pytest.raises(BadOption, match="The formats are claims, events"):
        format_named("zzz")


@each
def test_the_docs_say_what_each_format_carries_and_loses(form: Format) -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith(f"| `{form.name}` |") and 4 < line.count("|") < 10]
    assert len(rows) == 1
    carries, loses, read_by = (part.strip() for part in rows[0].strip("|").split("|")[1:4])
    assert len(carries) > 10 and len(loses) > 10 and len(read_by) > 4


# The bytes


@each
def test_the_same_record_gives_the_same_bytes(form: Format, made: Path, data_of: Callable[[str, str | None], bytes]) -> None:
    again = Forward()
    with Store.open(made) as store:
        exported(store, form, again, made_at=MADE_AT)  # type: ignore[arg-type]
    assert not again.closed
    assert bytes(again.data) == data_of(form.name, None)


@pytest.mark.parametrize("name", ["claims", "events", "parquet-events", "acled-like", "plover-json", "geojson", "graphml", "gexf"])
def test_every_place_that_an_export_names_is_where_the_sentence_stands(
    name: str, made: Path, data_of: Callable[[str, str | None], bytes]
) -> None:
    with Store.open(made) as store, store.reading() as snapshot:
        dossiers = RecordDossiers(snapshot.connection)
        texts = {one.id: one.text or "" for one in dossiers.reports(text=True)}
        claims = {one.id: one for one in dossiers.claims()}
    words = words_in(data_of(name, None))
    if name == "claims":
        rows = csv.DictReader(io.StringIO(words.removeprefix("\ufeff"), newline=""))
        found = [(row["claim"], row["report"], row["quotation_start"], row["quotation_end"]) for row in rows]
    else:
        found = re.findall(r"(c\d+)@(r\d+):(\d+)\.\.(\d+)", words)
    assert len(found) > 10
    for claim, report, start, end in found:
        assert claims[claim].report == report
        assert texts[report][int(start) : int(end)] == claims[claim].sentence.text


@each
def test_the_account_says_what_was_written(form: Format, made: Path) -> None:
    with Store.open(made) as store:
        written = exported(store, form, io.BytesIO(), made_at=MADE_AT)
    assert isinstance(written, Written)
    assert sum(number for _, number in written.counts) + sum(number for *_, number in written.left_out) > 0
    assert all(number > 0 for _, _, number in written.left_out)
    assert all(note.endswith((".", "!")) for note in written.notes)


@each
def test_an_empty_record_is_an_empty_export(form: Format, tmp_path: Path) -> None:
    out = io.BytesIO()
    with Store.open(tmp_path / "empty.db", create=True) as store:
        written = exported(store, form, out, made_at=MADE_AT)
    assert all(number == 0 for what, number in written.counts if what in ("events", "claims", "reports", "actors"))
    words_in(out.getvalue())


@each
def test_what_no_format_may_choke_on(form: Format) -> None:
    """Made by hand: formulas, tags, prompts, Arabic, signs beyond the first plane, a claim without place, day or trigger."""
    out = io.BytesIO()
    written = form.write(made_dossiers(), out)
    assert sum(number for _, number in written.counts) + sum(number for *_, number in written.left_out) > 0
    assert words_in(out.getvalue())


@each
def test_an_event_alone_is_an_export_of_it(form: Format, made: Path) -> None:
    out = io.BytesIO()
    with Store.open(made) as store:
        written = exported(store, form, out, Filters.parse(event=4), made_at=MADE_AT)
    assert dict(written.counts).get("events", 1) <= 1
    assert dict(written.counts).get("reports", 1) <= 1


# What is withheld


@pytest.mark.parametrize("rule", RULES)
@each
def test_nothing_withheld_is_in_the_bytes(form: Format, rule: str, data_of: Callable[[str, str | None], bytes]) -> None:
    assert RULES[rule][1].findall(letters_of(words_in(data_of(form.name, rule)))) == []


@pytest.mark.parametrize("rule", RULES)
def test_without_the_rule_most_formats_show_it(rule: str, data_of: Callable[[str, str | None], bytes]) -> None:
    """Or else the test above would show nothing."""
    showing = [one.name for one in FORMATS if RULES[rule][1].search(letters_of(words_in(data_of(one.name, None))))]
    assert {"claims", "parquet", "readings"} <= set(showing) and len(showing) >= len(FORMATS) // 2


@each
def test_the_account_of_a_record_with_rules_says_so(form: Format, made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "record.db")
    with reportedly.open(tmp_path / "record.db") as record:
        record.withhold("person", "Tarek Ouldin", who="ada")
        written = record.export(form.name, io.BytesIO())
    assert any("withholds words" in note for note in written.notes)
    assert TRACES.findall(letters_of(str(written))) == []


def test_a_ledger_counts_in_the_order_of_coming() -> None:
    ledger = Ledger()
    ledger.wrote("events", 0)
    for reason in ("b", "a", "b"):
        ledger.left_out("events", reason)
    ledger.note("One.")
    ledger.note("One.")
    assert ledger.written() == Written(counts=(("events", 0),), left_out=(("events", "b", 2), ("events", "a", 1)), notes=("One.",))
    assert replace(ledger.written(), notes=()) != ledger.written()
