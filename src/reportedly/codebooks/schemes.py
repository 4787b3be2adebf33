"""Other schemes of events: how an event of this codebook is given in them, and the words by which reports describe the sides."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from reportedly.codebooks.parsed import digest_of, parse_yaml, read_parsed
from reportedly.errors import CodebookError

_FOLDER = Path(__file__).parent / "schemes"

Side = Literal["state", "external", "rebels", "armed", "civilians", "protesters", "rioters", "unknown"]
"""What a side is: forces of the state where it happened, those of another one or of an intergovernmental body, rebels, another armed
group, people who don't fight; ``unknown`` where nobody can tell."""


class SchemeRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: an event of ``type`` and ``mode`` (``any``; ``none`` where it has none), done by and to such sides, is ``give`` there.

    ``by`` and ``against`` are lists of sides, any of which will do; empty for all. With ``harmed`` somebody was killed or injured.
    A rule without ``give`` says in ``left_out`` why such an event has no place in the scheme. With ``swap`` the scheme names first whom
    we name second. ``reason`` says why, where it is not obvious.
    """

    type: str
    mode: str = "any"
    by: tuple[Side, ...] = ()
    against: tuple[Side, ...] = ()
    harmed: bool | None = None
    give: Mapping[str, str] = {}
    left_out: str | None = None
    swap: bool = False
    reason: str | None = None

    def fits(self, type: str, mode: str | None, sides: tuple[Side, Side], harmed: bool) -> bool:
        """Whether the rule is for such an event; ``sides`` are who acts and whom it befalls."""
        by, against = sides
        return (
            self.type in ("any", type)
            and self.mode in ("any", mode or "none")
            and (not self.by or by in self.by)
            and (not self.against or against in self.against)
            and (self.harmed is None or self.harmed == harmed)
        )


class Scheme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scheme: its rules, of which the first that fits holds; ``codes`` are its codes for sides; ``names`` how it writes the unnamed."""

    name: str
    about: str
    rules: tuple[SchemeRule, ...]
    codes: Mapping[Side, str] = {}
    names: Mapping[str, str] = {}

    def rule(self, type: str, mode: str | None, sides: tuple[Side, Side], harmed: bool) -> SchemeRule | None:
        """The rule for such an event; None where no rule fits."""
        return next((one for one in self.rules if one.fits(type, mode, sides, harmed)), None)


def scheme(name: str) -> Scheme:
    """The packaged scheme of that name (``acled-like``); raises CodebookError where its file is not valid."""
    found: Scheme = _read(f"{name}.yaml", Scheme)
    return found


class SideWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words, in lower case, by which reports describe each side, and those in a group's name that tell what it is."""

    words: Mapping[Side, tuple[str, ...]]
    names: Mapping[Side, tuple[str, ...]]


def side_words() -> SideWords:
    """The packaged words for sides."""
    found: SideWords = _read("sides.yaml", SideWords)
    return found


@lru_cache(maxsize=8)
def _read(name: str, kind: Any) -> Any:
    data = (_FOLDER / name).read_bytes()
    try:
        return msgspec.convert(read_parsed().get(digest_of(data)) or parse_yaml(name, data), kind)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{name} is no valid scheme: {error}.", "Correct it.") from error
