"""Places in a mail: a part of the message, and characters of its words."""

from bisect import bisect_right

from msgspec import Struct

from reportedly.ingest.layout_html import HtmlOriginal
from reportedly.ingest.mail import Body, body_of


class MailPlace(Struct, frozen=True, kw_only=True, tag="mail"):
    """Words of one part of a message: characters ``start`` to ``end`` of its text once its coding is undone.

    ``part`` is the part's number as IMAP counts them (RFC 3501, 6.4.5): "1", "2.1". ``line`` counts from 1 in a plain text and is None
    in a page, of which ``element`` is an XPath and ``start`` and ``end`` count in its text, as ``HtmlPlace`` has it.
    """

    part: str
    line: int | None
    element: str | None
    start: int
    end: int
    text: str


class MailOriginal:
    """A message that was read again; see ``layout.Original``."""

    def __init__(self, data: bytes, where: str) -> None:
        """Raises what ``report_from_mail`` raises."""
        self._body: Body = body_of(data, where)
        self._page = None if self._body.page is None else HtmlOriginal(self._body.page.text)
        self._starts: list[int] = []
        if self._page is not None:
            self.text = self._page.text
            return
        self.text = ""
        for part in self._body.plain:
            self._starts.append(len(self.text))
            self.text += part.unquoted + "\n\n"

    def places(self, start: int, end: int) -> list[MailPlace]:
        """One place for each part that the words stand in."""
        if self._page is not None and self._body.page is not None:
            return [
                MailPlace(
                    part=self._body.page.number, line=None, element=place.element, start=place.start, end=place.end, text=place.text
                )
                for place in self._page.places(start, end)
            ]  # fmt: skip
        found = []
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._starts) and self._starts[at] < end:
            part = self._body.plain[at]
            first, last = max(0, start - self._starts[at]), min(len(part.text), end - self._starts[at])
            words = part.unquoted[first:last]
            first += len(words) - len(words.lstrip())
            words = words.strip()
            if words:
                line = part.text.count("\n", 0, first) + 1
                found.append(
                    MailPlace(part=part.number, line=line, element=None, start=first, end=first + len(words), text=words)
                )
            at += 1
        return found
