"""A record, open: what programs add to it, ask of it and judge in it."""

import getpass
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, TypedDict, TypeVar, Unpack

from reportedly.config import Settings, load_settings
from reportedly.dataset.dataset import Dataset, is_dataset
from reportedly.errors import BadOption
from reportedly.fetch.address import is_address
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.rejection import Rejection
from reportedly.record import judging
from reportedly.record.account import Account, Progress
from reportedly.record.adding import Adding
from reportedly.record.fetching import Fetches, fetcher_of
from reportedly.record.fold import Folding
from reportedly.record.hands import Hands
from reportedly.record.loading import Loading
from reportedly.record.originals import ClaimOriginal, original_of
from reportedly.record.rebuild import rebuild, rebuilt_fingerprint
from reportedly.record.rows import coded_rows
from reportedly.record.steps import Outcome, Wanted
from reportedly.schema import Report
from reportedly.schema.judgement import Judgement
from reportedly.store.base import Limits
from reportedly.store.sql import Store
from reportedly.store.verify import Verification
from reportedly.views.actors import ActorRow, actors
from reportedly.views.answer import Answer
from reportedly.views.claims import ClaimRow, claims
from reportedly.views.events import EventRow, events
from reportedly.views.filters import Filters
from reportedly.views.gate import released
from reportedly.views.log import LogRow, log
from reportedly.views.places import PlaceRow, places
from reportedly.views.reports import ReportRow, reports
from reportedly.views.shown import Page, show
from reportedly.views.sources import SourceRow, sources
from reportedly.views.withhold import withheld_in

Shown = TypeVar("Shown")


class Paging(TypedDict, total=False):
    """Which page of an answer, and in what order; see ``views``."""

    sort: str | None
    limit: int | None
    cursor: str | None


class Watch(TypedDict, total=False):
    """How an export is watched: ``told`` hears how far it has come (what, how many, of how many); ``made_at`` is the time it gives."""

    told: Callable[[str, int, int], None] | None
    made_at: str | None


class Signed(TypedDict, total=False):
    """Why a judgement is made, and by whom where it is not the account that runs the program."""

    reason: str
    who: str | None


class Record:
    """Many reports and what they add up to; use it in a ``with``, or close it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Not for callers: Record.open makes it."""
        self.store = store
        self._settings = settings
        self._reader: _LateReader | None = None
        self.timed: Callable[[float], None] | None = None
        """Told the seconds that each report took to be read, from any thread; to be set before the first is added."""
        self.watched: Callable[[Progress], None] | None = None
        """Told how far a run of adding is, where whoever began it does not listen."""
        self.hands: Hands | None = None
        """Who derives beside this process what is loaded or rebuilt, such as ``distributed.derivation.EngineHands``; rows are the same."""

    @classmethod
    def open(
        cls, target: str | Path, *, create: bool = False, settings: Settings | None = None, read_from: str | None = None
    ) -> "Record":
        """The record at a path or a ``postgresql://`` URL; with ``create`` a new one where there is none.

        Raises NoRecord where there is none, and what ``Store.open`` raises. Settings None means reportedly.toml and the environment.
        ``read_from`` is the URL of a read replica, for a record that is asked much.
        """
        settings = settings or load_settings()
        usual = Limits()
        limits = Limits(
            connections=settings.connections or usual.connections, read_seconds=settings.read_timeout,
            write_wait=settings.write_wait or usual.write_wait,
        )  # fmt: skip
        return cls(Store.open(target, create=create, limits=limits, read_from=read_from), settings)

    def close(self) -> None:
        """Let go of the record."""
        self.store.close()

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Adding

    def add(
        self,
        *paths: str | Path,
        given: Given = NOTHING_GIVEN,
        mapping: str | Path | None = None,
        stdin: BinaryIO | None = None,
        progress: Callable[[Progress], None] | None = None,
        fetcher: Fetches | None = None,
    ) -> Account:
        """Add files, folders (``-`` is ``stdin``) and http addresses, and return the account: read = stored + duplicate + rejected.

        ``mapping`` reads the files as human-coded tables, by the name of a packaged mapping or a YAML file. What stands in the record
        already is not read again; a run that was cut off is taken up where it stopped. Addresses are fetched by ``fetcher``, without one
        as the settings say. Raises RecordLocked where another process adds, DiskFull and the like where the database refuses: what was
        committed stays.

        A dataset that ``reportedly run`` wrote (its folder, or its URL in an object store) is loaded: see ``load``.
        """
        if mapping is None and (datasets := [str(path) for path in paths if is_dataset(str(path))]):
            if len(datasets) < len(paths) or given != NOTHING_GIVEN:
                raise BadOption(
                    f"{datasets[0]} is a dataset of reports that were read already.",
                    "Add datasets by themselves, without --published, --publisher and --language.",
                )
            return self.load(*datasets, progress=progress)
        rows = None if mapping is None else coded_rows(mapping)
        names = tuple(str(path) for path in paths)
        if fetcher is None and rows is None and any(is_address(name) for name in names):
            fetcher = fetcher_of(self._settings)
        return self.add_wanted(Wanted(paths=names, given=given, stdin=stdin, rows=rows, fetcher=fetcher), progress)

    def add_wanted(self, wanted: Wanted, progress: Callable[[Progress], None] | None = None) -> Account:
        """As ``add``, for what a program has found itself."""
        if self._reader is None:
            self._reader = _LateReader(self._settings, self.timed)
        account = Adding(self.store, self._reader, wanted, progress or self.watched).run()
        self.store.tidy()
        return account

    def load(self, *urls: str, progress: Callable[[Progress], None] | None = None) -> Account:
        """Load datasets that ``reportedly run`` wrote: their readings are stored as they are, and nothing is read anew.

        The account is that of all shards, also of those that earlier loads brought in (``resumed``). Raises NotADataset where there is
        no dataset, several versions of one, or a broken manifest.
        """
        loading = Loading(self.store, [Dataset.open(url) for url in urls], progress or self.watched)
        loading.hands = self.hands
        account = loading.run()
        self.store.tidy()
        return account

    # Asking

    def events(self, *, paging: Paging | None = None, **filters: object) -> Answer[EventRow]:
        """The events that match, for example ``events(place="Raqqa", since="2016-12", as_of="2016-12-07")``."""
        with self.store.reading() as snapshot:
            return events(snapshot.connection, Filters.parse(filters), **(paging or {}))

    def claims(self, *, paging: Paging | None = None, **filters: object) -> Answer[ClaimRow]:
        """The claims that match."""
        with self.store.reading() as snapshot:
            return claims(snapshot.connection, Filters.parse(filters), **(paging or {}))

    def actors(self, *, paging: Paging | None = None, **filters: object) -> Answer[ActorRow]:
        """The actors that match, with their names and how often they are met."""
        with self.store.reading() as snapshot:
            return actors(snapshot.connection, Filters.parse(filters), **(paging or {}))

    def places(self, *, paging: Paging | None = None, **filters: object) -> Answer[PlaceRow]:
        """The places of the events that match."""
        with self.store.reading() as snapshot:
            return places(snapshot.connection, Filters.parse(filters), **(paging or {}))

    def sources(self, *, paging: Paging | None = None, **filters: object) -> Answer[SourceRow]:
        """Who is heard in the claims that match."""
        with self.store.reading() as snapshot:
            return sources(snapshot.connection, Filters.parse(filters), **(paging or {}))

    def reports(self, *, paging: Paging | None = None, **filters: object) -> Answer[ReportRow]:
        """The reports that match."""
        with self.store.reading() as snapshot:
            return reports(snapshot.connection, Filters.parse(filters), **(paging or {}))

    def show(self, name: str, *, as_of: str | None = None) -> Page:
        """What a name stands for, with its evidence: an event (v12), claim (c3), report (r5), actor, place, source or judgement (j3)."""
        with self.store.reading() as snapshot:
            return show(snapshot.connection, name, as_of=as_of)

    def original(self, claim: str) -> ClaimOriginal:
        """Where a claim's sentence stands in its original: page and box of a PDF, element of a web page, and so on."""
        with self.store.reading() as snapshot:
            return original_of(snapshot, claim)

    def log(self, *, limit: int | None = None, cursor: str | None = None) -> Answer[LogRow]:
        """What was added and judged, the latest first."""
        with self.store.reading() as snapshot:
            return log(snapshot.connection, limit=limit, cursor=cursor)

    def shown(self, value: Shown) -> Shown:
        """The value, such as an account or a judgement, without what is withheld; answers come without it already."""
        with self.store.reading() as snapshot:
            return released(value, withheld_in(snapshot.connection))

    # Giving

    def export(self, name: str, target: str | Path | BinaryIO, *, watch: Watch | None = None, **filters: object) -> Any:
        """Write the record in a format of the field (``geojson``) to a path, whole or not at all, or to a binary stream.

        Returns the account (``export.base.Written``): what was written, what was left out and why. ``reportedly.export.formats.FORMATS``
        lists the formats; filters are those of ``events``. Raises BadOption for an unknown format or filter, MissingExtra where a
        format's library is missing.
        """
        watched = watch or {}
        exporting: Any = importlib.import_module("reportedly.record.exporting")
        return exporting.exported(
            self.store, name, target, Filters.parse(filters), made_at=watched.get("made_at"), told=watched.get("told")
        )

    def to_arrow(self, rows: Literal["claims", "events"] = "claims", **filters: object) -> Any:
        """The claims, or events, that match as a ``pyarrow.Table``, a type and a description for each column."""
        return self._frames.arrow_table(self.store, rows, Filters.parse(filters))

    def to_pandas(self, rows: Literal["claims", "events"] = "claims", **filters: object) -> Any:
        """The claims, or events, that match as a ``pandas.DataFrame``, for example ``to_pandas("events", place="Raqqa")``."""
        return self._frames.pandas_frame(self.store, rows, Filters.parse(filters))

    def to_polars(self, rows: Literal["claims", "events"] = "claims", **filters: object) -> Any:
        """The claims, or events, that match as a ``polars.DataFrame``."""
        return self._frames.polars_frame(self.store, rows, Filters.parse(filters))

    def arrow_batches(self, rows: Literal["claims", "events"] = "claims", **filters: object) -> Iterator[Any]:
        """The claims, or events, that match as ``pyarrow.RecordBatch`` es, one at a time: for records larger than memory."""
        found: Iterator[Any] = self._frames.batches(self.store, rows, Filters.parse(filters))
        return found

    @property
    def _frames(self) -> Any:
        # Whoever adds and asks need not wait for what only exports need.
        return importlib.import_module("reportedly.record.frames")

    # Judging

    def merge(self, *names: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Judge that events (v3, v17), or actors, are one."""
        return self._judge(lambda writer, by: judging.merged(writer, names, by), signed)

    def split(self, *names: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Judge that the claims named after an event don't belong to it, or that the first actor is none of the others."""
        return self._judge(lambda writer, by: judging.split(writer, names, by), signed)

    def confirm(self, *names: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Judge that claims, or all claims of events, are right."""
        return self._judge(lambda writer, by: judging.verdict(writer, "right", names, by), signed)

    def reject(self, *names: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Judge that claims, or all claims of events, are wrong: they are set aside, not deleted."""
        return self._judge(lambda writer, by: judging.verdict(writer, "wrong", names, by), signed)

    def correct(self, name: str, field: str, value: str | None, **signed: Unpack[Signed]) -> list[Judgement]:
        """Judge that a field of a claim, or of all claims of an event, has another value; None empties it."""
        return self._judge(lambda writer, by: judging.correction(writer, name, field, value, by), signed)

    def rate(self, source: str, letter: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Give a source a letter of the Admiralty code, A to F; F says that its reliability can't be judged."""
        return self._judge(lambda writer, by: judging.reliability(writer, source, letter, by), signed)

    def withhold(self, rule: str, words: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Keep a person, a source or a phrase out of every view and export; the evidence itself is kept."""
        return self._judge(lambda _, by: judging.withholding(rule, words, by), signed)

    def undo(self, name: str, **signed: Unpack[Signed]) -> list[Judgement]:
        """Take a judgement (j3) back; both stay in the log."""
        return self._judge(lambda _, by: judging.undoing(name, by), signed)

    def _judge(self, made: Callable[[Any, judging.By], Sequence[Judgement]], signed: Mapping[str, Any]) -> list[Judgement]:
        by = judging.By(
            who=signed.get("who") or self._settings.who or getpass.getuser(),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            reason=signed.get("reason", ""),
        )
        with self.store.writing() as writer:
            folding = Folding(writer)
            stored = [writer.add_judgement(judgement) for judgement in made(writer, by)]
            for judgement in stored:
                folding.judgement(judgement)
            folding.finish()
        return stored

    # Keeping

    def rebuild(self, told: Callable[[int, int], None] | None = None) -> None:
        """Derive actors, events and standings anew; the same program makes the same rows."""
        rebuild(self.store, told, self.hands)
        self.store.tidy()

    def rebuilt(self, told: Callable[[int, int], None] | None = None) -> bool:
        """Whether ``rebuild`` would give just the rows that are there; the record stays as it is."""
        return rebuilt_fingerprint(self.store, told) == self.store.fingerprint()

    def verify(self) -> Verification:
        """Check every archived byte, every reading and the log."""
        return self.store.verify()


class _LateReader:
    """A reader that is opened when the first report has to be read: a run that finds only what it knows needs no model."""

    def __init__(self, settings: Settings, timed: Callable[[float], None] | None) -> None:
        self._settings, self._timed = settings, timed
        self._reader: Any = None

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Outcome]:
        """One outcome for each item, in order."""
        waiting = iter(items)
        for first in waiting:
            if self._reader is None:
                self._reader = importlib.import_module("reportedly.pipeline").Reader.open(self._settings)
                self._reader.timed = self._timed
            yield from self._reader.read_all(_again(first, waiting))


def _again(first: Report | Rejection, rest: Iterator[Report | Rejection]) -> Iterator[Report | Rejection]:
    yield first
    yield from rest
