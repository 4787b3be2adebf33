"""What every export format is: a name, what it writes, and an account of what it wrote and left out."""

from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

from msgspec import Struct

from reportedly.schema.dossier import Dossiers


class Written(Struct, frozen=True, kw_only=True):
    """What an export came to.

    ``counts`` say how many of what were written (``("events", 12)``). ``left_out`` says how many of what were asked for and not written,
    with the reason in words (``("events", "nobody says that it happened", 3)``). ``notes`` are whole sentences on what the format loses.
    """

    counts: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str, int], ...] = ()
    notes: tuple[str, ...] = ()


class Format(Struct, frozen=True, kw_only=True):
    """One format. ``name`` is what people ask for, ``suffix`` begins with a dot, ``extra`` is the extra that it needs, if any.

    ``about`` is one line: what it carries and who reads it. ``binary`` formats are no text for a terminal. ``write`` streams the
    dossiers to ``out``, which it neither seeks in nor closes, and returns the account; the same dossiers give the same bytes.
    """

    name: str
    suffix: str
    media_type: str
    about: str
    write: Callable[[Dossiers, BinaryIO], Written]
    extra: str | None = None
    binary: bool = False


class Ledger:
    """Counts what an export writes and leaves out, for its account."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._notes: dict[str, None] = {}

    def wrote(self, what: str, number: int = 1) -> None:
        """Count something written, in the plural (``events``); 0 makes sure that it is named."""
        self._counts[what] += number

    def left_out(self, what: str, reason: str) -> None:
        """Count something that was asked for and is not written."""
        self._left_out[what, reason] += 1

    def note(self, sentence: str) -> None:
        """Say something once."""
        self._notes[sentence] = None

    def written(self) -> Written:
        """The account, in the order in which things first came."""
        return Written(
            counts=tuple(self._counts.items()), left_out=tuple((*key, number) for key, number in self._left_out.items()),
            notes=tuple(self._notes),
        )  # fmt: skip
