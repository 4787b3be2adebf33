"""Items: what a file gives, each the bytes of one report as they came, before anything is read."""

import re
from datetime import date, datetime
from typing import Literal

from msgspec import Struct, structs

from reportedly.errors import BadOption
from reportedly.ingest.given import NOTHING_GIVEN, Given, iso_date

Method = Literal["file", "line", "row", "member", "message", "attachment", "entry", "record", "url"]
"""How an item came: a whole file, a line of JSON Lines, a row of a table, a member of an archive, a mail, what is attached to one,
an entry of a feed, a record of a web archive, an answer from the web."""

MOST_STATED = 2_000
"""Characters of a title, a name or an address that a container states; what is longer is none of these."""

MOST_NAME = 300
"""Characters of a part's name that messages and records show."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OF_SYSTEMS = frozenset(("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"))
"""Names that macOS and Windows give what they leave in folders; a name that begins with ``~$`` is the lock of a document that is open."""

_NUMBER = re.compile(r"[:#](\d{1,18})(?: \(summary\))?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Cut(Struct, frozen=True, kw_only=True):
    """What a source is that is a piece of a larger file, cut between two of its parts.

    ``first`` is the number, from 1, that its first part has in the whole file. Of a table in Parquet the source is the whole file, and
    ``groups`` are the row groups of the piece, first and last (exclusive).
    """

    first: int = 1
    groups: tuple[int, int] | None = None


class Told(Struct, frozen=True, kw_only=True):
    """What a container tells about one of its parts.

    ``kind`` is a document kind (``kinds.py``), believed where the content shows none, and of a piece (``cut``) always. ``charset`` is the
    encoding that it states.
    ``given`` goes before what the document says of itself, ``otherwise`` fills what neither the user, the container nor the document
    says (the address that a page was fetched from, while the page names its own).
    """

    method: Method = "file"
    kind: str | None = None
    charset: str | None = None
    given: Given = NOTHING_GIVEN
    otherwise: Given = NOTHING_GIVEN
    cut: Cut | None = None


class Item(Struct, frozen=True, kw_only=True):
    """One report's bytes as they came: a whole file, a line or a row of one, a part of an archive or of a mail.

    ``where`` reads like a path that a person can follow: ``a.zip!/dir/b.html``, ``mail.mbox#12``, ``rows.csv:14``. ``line`` is the
    line's number (from 1) where the item is a line of JSON Lines; ``kind`` is its document kind, None where it is told by the content.
    The other fields are those of ``Told``.
    """

    where: str
    data: bytes
    kind: str | None = None
    line: int | None = None
    method: Method = "file"
    charset: str | None = None
    given: Given = NOTHING_GIVEN
    otherwise: Given = NOTHING_GIVEN


class NotReport(Struct, frozen=True, kw_only=True):
    """Parts of a container that are no reports by their nature, counted: ``what`` in the plural ("images"), ``where`` the container."""

    where: str
    what: str
    count: int = 1


def stated(**fields: object) -> Given:
    """What a container states, as far as it can be believed: ``title``, ``byline``, ``publisher``, ``published``, ``url``, ``given_id``.

    Values that are no text, empty, too long, or no date are left out; white space is put in order. ``published`` is a datetime, a
    date, or text that begins with an ISO date.
    """
    known: dict[str, str] = {}
    for name, value in fields.items():
        if name == "published":
            value = _day(value)
        if isinstance(value, str) and (words := " ".join(_CONTROL.sub(" ", value).split())) and len(words) <= MOST_STATED:
            known[name] = words
    return Given(**known)


def joined(first: Given, second: Given) -> Given:
    """Each field of ``first``, and of ``second`` where ``first`` says nothing."""
    if second == NOTHING_GIVEN:
        return first
    return Given(**{name: getattr(first, name) or getattr(second, name) for name in structs.asdict(first)})


def name_of_part(name: str) -> str:
    """A part's name as it may be shown: control characters replaced, and cut where it is endless."""
    shown = _CONTROL.sub("\ufffd", name)
    return shown if len(shown) <= MOST_NAME else shown[:MOST_NAME] + "…"


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is one that systems hide or put there by themselves: no report of anybody's."""
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name.casefold() in _OF_SYSTEMS


def number_in(where: str) -> int | None:
    """The number that ends an item's name: of a row, a line, an entry, a message; None where none does."""
    found = _NUMBER.search(where)
    return None if found is None else int(found[1])


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which no encoding can write."""
    return _SURROGATE.sub("\ufffd", text)


def _day(value: object) -> str | None:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    try:
        return iso_date(value)
    except BadOption:
        return None
