"""What the caller states about a report."""

import re
from datetime import date

from msgspec import Struct, structs

from reportedly.errors import BadOption

_DATE_IN_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?", re.DOTALL)


class Given(Struct, frozen=True, kw_only=True):
    """What the caller states about a report; it wins over what is found in the text.

    ``published`` is an ISO date, or an ISO timestamp, of which the date as written is kept; anything else raises
    BadOption. ``language`` is an ISO 639-1 code; where it is given, the text's language is not guessed.
    """

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    given_id: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        """Check ``published`` and ``language``, and put them in their short forms."""
        if self.published is not None:
            structs.force_setattr(self, "published", iso_date(self.published))
        if self.language is not None:
            structs.force_setattr(self, "language", _language_code(self.language))


NOTHING_GIVEN = Given()
"""What a caller states who states nothing."""


def iso_date(stated: str) -> str:
    """The ISO date that ``stated`` is or begins with, as a timestamp does; raises BadOption where there is none."""
    match = _DATE_IN_TIMESTAMP.fullmatch(stated.strip())
    try:
        return date.fromisoformat(match.group(1) if match else "").isoformat()
    except ValueError:
        raise BadOption(
            f"The publication date {stated!r} is not a date.", "Write it as year-month-day, for example 2016-12-07."
        ) from None


def _language_code(stated: str) -> str:
    code = stated.strip().lower().replace("_", "-").split("-")[0]
    code = {"english": "en", "eng": "en"}.get(code, code)
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise BadOption(f"The language {stated!r} is not a language code.", "Write it as ISO 639-1, for example en.")
    return code
