"""Writing a record in a format of the field, whole or not at all, with an account of what was written and left out."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeVar

from msgspec.structs import replace

from reportedly.export.base import Format, Written
from reportedly.export.formats import format_named
from reportedly.export.whole_file import whole_file
from reportedly.schema import Reading
from reportedly.schema.dossier import ActorDossier, ClaimDossier, Dossiers, EventDossier, ReportDossier
from reportedly.schema.judgement import Judgement
from reportedly.store.sql import Store
from reportedly.views.dossiers import RecordDossiers
from reportedly.views.filters import Filters

T = TypeVar("T")
Told = Callable[[str, int, int], None]
"""Is told what is being read (``events``), how many so far, and how many there are in all."""


class Watched:
    """Dossiers that tell how far their readers have come."""

    def __init__(self, dossiers: Dossiers, told: Told) -> None:
        """``told`` is called for each event, claim and report that is given."""
        self._dossiers, self._told = dossiers, told
        self.about = dossiers.about

    def events(self) -> Iterator[EventDossier]:
        """See ``Dossiers``."""
        return self._watched(self._dossiers.events(), "events", self.about.events)

    def claims(self) -> Iterator[ClaimDossier]:
        """See ``Dossiers``."""
        return self._watched(self._dossiers.claims(), "claims", self.about.claims)

    def reports(self, *, text: bool = False) -> Iterator[ReportDossier]:
        """See ``Dossiers``."""
        return self._watched(self._dossiers.reports(text=text), "reports", self.about.reports)

    def actors(self) -> Iterator[ActorDossier]:
        """See ``Dossiers``."""
        return self._dossiers.actors()

    def judgements(self) -> Iterator[Judgement]:
        """See ``Dossiers``."""
        return self._dossiers.judgements()

    def original(self, report: str) -> bytes | None:
        """See ``Dossiers``."""
        return self._dossiers.original(report)

    def reading(self, report: str) -> Reading | None:
        """See ``Dossiers``."""
        return self._dossiers.reading(report)

    def _watched(self, given: Iterator[T], what: str, every: int) -> Iterator[T]:
        for number, one in enumerate(given, 1):
            self._told(what, number, every)
            yield one


def exported(
    store: Store, name: str | Format, target: str | Path | BinaryIO, filters: Filters | None = None, *,
    made_at: str | None = None, told: Told | None = None,
) -> Written:  # fmt: skip
    """Write the record in a format to a path or a binary stream; returns the account, with what the record itself has to say.

    One state of the record is written, whatever is added meanwhile. A path gets its content whole, or stays as it was. ``made_at``
    is the ISO time that formats with a time of their making give; without it they give none. Raises BadOption for an unknown
    format, filter or value, and where the path can't be written; MissingExtra where the format's library is missing.
    """
    form = name if isinstance(name, Format) else format_named(name)
    with store.reading() as snapshot:
        dossiers: Dossiers = RecordDossiers(snapshot.connection, filters, made_at=made_at)
        if told is not None:
            dossiers = Watched(dossiers, told)
        if isinstance(target, str | Path):
            with whole_file(Path(target)) as out:
                written = form.write(dossiers, out)
        else:
            written = form.write(dossiers, target)
    return replace(written, notes=(*written.notes, *dossiers.about.notes))


def account_of(written: Written) -> list[str]:
    """The account in lines: what was written, what was left out and why, and what a reader should know."""
    counts = ", ".join(f"{number:,} {what if number != 1 else _one(what)}" for what, number in written.counts)
    lines = [f"wrote {counts or 'nothing'}"]
    lines += [
        f"left out {number:,} {what if number != 1 else _one(what)}: {reason}" for what, reason, number in written.left_out
    ]
    return [*lines, *written.notes]


_SINGULAR: Mapping[str, str] = {"entities": "entity"}


def _one(what: str) -> str:
    """The singular of what is counted: ``event`` of ``events``."""
    first, _, rest = what.partition(" ")
    if rest in ("entities", "objects"):  # "Succession entities"
        return f"{first} {_one(rest)}"
    single = _SINGULAR.get(first, first.removesuffix("s") if not first.endswith("ss") else first)
    return f"{single} {rest}" if rest else single
