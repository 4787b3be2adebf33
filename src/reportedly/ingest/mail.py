"""Mails: the body as a report with what the headers state, attachments as parts of their own."""

import base64
import email
import re
from collections import Counter
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO

from msgspec import Struct

from reportedly.errors import BrokenFile, EmptyReport, InputError, NotText
from reportedly.ingest.decode import decode
from reportedly.ingest.given import Given
from reportedly.ingest.html import report_from_html
from reportedly.ingest.item import MOST_NAME, Item, NotReport, Told, joined, name_of_part, stated
from reportedly.ingest.limits import MAX_MAIL_BYTES
from reportedly.ingest.source import Source
from reportedly.ingest.tags import text_between_tags
from reportedly.ingest.text import report_from_text
from reportedly.schema import Report

MAX_PARTS = 1_000
"""Parts of one mail that are looked at."""

STUB = 200
"""Characters of a plain body that may be no more than "Your program does not show HTML", where the page beside it has twice as much."""

MAX_FIELD = 8_000
"""Bytes of a field that says what a part is, and characters that are read of any other: parsing takes the square of their number."""

_PARAMETERS = re.compile(rb"^(content-(?:type|disposition))[ \t]*:", re.I | re.M)
_FIELD_END = re.compile(rb"\n(?![ \t])")
_Message = Message
_FAULTS = (MessageError, HeaderParseError, RecursionError, ValueError, LookupError, TypeError, AttributeError)
"""What the standard library raises on mails that are none."""

_NOT_REPORTS = {
    "image": "images", "audio": "recordings", "video": "recordings", "font": "fonts",
    "application/pgp-signature": "signatures", "application/pgp-keys": "signatures", "application/pkcs7-signature": "signatures",
    "application/x-pkcs7-signature": "signatures", "text/calendar": "calendar entries", "application/ics": "calendar entries",
    "text/vcard": "address cards", "text/x-vcard": "address cards", "message/delivery-status": "delivery notices",
    "message/disposition-notification": "delivery notices", "text/rfc822-headers": "delivery notices",
}  # fmt: skip
"""Attachments that are no reports by their nature: main types and whole types."""

_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
_SIGNATURE = re.compile(r"\n-- \r?\n.*\Z", re.S)
_QUOTED = re.compile(r"^(?:> ?)+", re.M)
_LIST_NAME = re.compile(r'\s*"?([^"<]*?)"?\s*<[^>]*>\s*')


class _Parts(Struct, kw_only=True):
    """A mail's parts by what they are for."""

    plain: list[_Message] = []
    pages: list[_Message] = []
    attached: list[_Message] = []
    not_reports: Counter[str] = Counter()
    encrypted: bool = False
    count: int = 0


def parts_of_mail(source: Source) -> Iterator[Source | Item | NotReport]:
    """A mail's own words as one item (the whole message's bytes, so that headers and signatures can be checked), then what is attached."""
    data = source.whole(MAX_MAIL_BYTES, "one mail", "Save its attachments apart and add them.")
    message = _parsed(data, source.name)
    try:
        parts = _sorted(message)
        told = _stated(message)
    except _FAULTS as error:
        raise _broken(source.name, error) from None
    has_words = any(_payload(part).strip() for part in (*parts.plain, *parts.pages))
    if has_words or parts.encrypted or not parts.attached:
        yield source.item(data, "mail")
    else:
        yield NotReport(where=source.name, what="mails without words of their own")
    met: Counter[str] = Counter()
    for number, part in enumerate(parts.attached, start=1):
        name = name_of_part(_filename(part) or f"attachment {number}")
        met[name] += 1
        where = f"{source.name}!/{name}" + (f" ({met[name]})" if met[name] > 1 else "")
        yield source.part(BytesIO(_attached_bytes(part)), where, _told_of(part, told))
    for what, count in sorted(parts.not_reports.items()):
        yield NotReport(where=source.name, what=what, count=count)


def report_from_mail(data: bytes, given: Given, name: str, allow_any_language: bool) -> Report:
    """The report that a mail's body is: the plain text, or the page where there is no such text or next to none.

    Title, byline, publisher, date and id are Subject, the name (never the address) in From, the mailing list's name, Date and
    Message-ID. White space at line ends is undone as RFC 3676 has it, the marks of quoted lines are left out, and so is what stands
    after the line that begins a signature. Raises NotText where the body is encrypted, EmptyReport, and what the readers raise.
    """
    message = _parsed(data, name)
    body = _body(message, name)
    try:
        told = joined(given, _stated(message))
    except _FAULTS as error:
        raise _broken(name, error) from None
    if body.page is not None:
        return report_from_html(body.page.text, told, name=name, allow_any_language=allow_any_language)
    return report_from_text(body.words(), told, name=name, allow_any_language=allow_any_language)


class BodyPart(Struct, frozen=True, kw_only=True):
    """A part with words: its number as IMAP counts, its text once its coding is undone, and whether lines flow (RFC 3676)."""

    number: str
    text: str
    flowed: bool = False
    delsp: bool = False

    @property
    def unquoted(self) -> str:
        """The text with spaces for the marks of quoted lines and for what follows a signature's line, character by character."""
        text = _QUOTED.sub(lambda mark: " " * len(mark[0]), self.text)
        return _SIGNATURE.sub(lambda end: " " * len(end[0]), "\n" + text)[1:]

    def words(self) -> str:
        """The words as they come into the report."""
        text = _SIGNATURE.sub("\n", "\n" + self.text.replace("\r\n", "\n"))
        if self.flowed:
            text = re.sub(r" \n(?!\n)", "" if self.delsp else " ", text)
        return _QUOTED.sub("", text).strip("\n")


class Body(Struct, frozen=True, kw_only=True):
    """The parts of a mail that its report is made of: its plain texts, or one page."""

    plain: tuple[BodyPart, ...]
    page: BodyPart | None

    def words(self) -> str:
        """The plain texts as one."""
        return "\n\n".join(part.words() for part in self.plain).strip()


def body_of(data: bytes, name: str) -> Body:
    """What the report of a mail is made of; raises what ``report_from_mail`` raises."""
    return _body(_parsed(data, name), name)


def _body(message: _Message, name: str) -> Body:
    try:
        parts = _sorted(message)
    except _FAULTS as error:
        raise _broken(name, error) from None
    if parts.encrypted and not parts.plain and not parts.pages:
        raise _encrypted(name)
    numbers = _numbers(message)

    def part(found: _Message) -> BodyPart:
        flowed = str(found.get_param("format", "")).lower() == "flowed"
        delsp = str(found.get_param("delsp", "")).lower() == "yes"
        return BodyPart(number=numbers.get(id(found), "1"), text=_text_of(found, name), flowed=flowed, delsp=delsp)

    body = Body(plain=tuple(map(part, parts.plain)), page=part(parts.pages[0]) if parts.pages else None)
    text = body.words()
    if text.startswith("-----BEGIN PGP MESSAGE-----"):
        raise _encrypted(name)
    page = body.page.text if body.page is not None else ""
    if page and (not text or (len(text) < STUB and len(text_between_tags(page)[0]) > 2 * len(text))):
        return Body(plain=(), page=body.page)
    if not text:
        raise EmptyReport(f"{name} is a mail without words.", "Add what was attached to it, or leave it out.")
    return Body(plain=body.plain, page=None)


def _numbers(message: _Message) -> dict[int, str]:
    """The number of each part, by its identity."""
    found: dict[int, str] = {}
    waiting: list[tuple[_Message, str]] = [(message, "")]
    while waiting:
        part, number = waiting.pop()
        inside = part.get_payload()
        found[id(part)] = number or "1"
        if part.is_multipart() and isinstance(inside, list) and part.get_content_type() != "message/rfc822":
            above = f"{number}." if number else ""
            waiting.extend((one, f"{above}{place}") for place, one in enumerate(inside, start=1) if isinstance(one, Message))
    return found


def _parsed(data: bytes, name: str) -> _Message:
    """The message; raises BrokenFile where it is none, or has a field over which the standard library would sit for minutes."""
    for field in _PARAMETERS.finditer(data):
        end = _FIELD_END.search(data, field.end())
        if (end.start() if end else len(data)) - field.start() > MAX_FIELD:
            reason = f"{name} is a mail with a {field.group(1).decode()} of more than {MAX_FIELD:,} bytes."
            raise BrokenFile(reason, "Save its text as .txt (UTF-8).")
    try:
        return email.message_from_bytes(data)
    except _FAULTS as error:
        raise _broken(name, error) from None


def _broken(name: str, error: Exception) -> InputError:
    reason = "its parts stand too deep in each other" if isinstance(error, RecursionError) else f"{error}".rstrip(".")
    return BrokenFile(f"{name} is a mail that can't be read: {reason}.", "Save its text as .txt (UTF-8).")


def _encrypted(name: str) -> NotText:
    return NotText(f"{name} is encrypted.", "Open it in your mail program, save the words, and add these.")


def _sorted(message: _Message) -> _Parts:
    parts = _Parts(plain=[], pages=[], attached=[], not_reports=Counter())
    _sort(message, parts)
    return parts


def _sort(message: _Message, parts: _Parts) -> None:
    """Put a part, and what is in it, where it belongs."""
    parts.count += 1
    if parts.count > MAX_PARTS:
        raise ValueError(f"it has more than {MAX_PARTS:,} parts")
    kind = message.get_content_type()
    inside = message.get_payload()
    what = _NOT_REPORTS.get(kind) or _NOT_REPORTS.get(kind.partition("/")[0])
    if kind in _ENCRYPTED:
        parts.encrypted = True
    elif kind == "message/rfc822":
        parts.attached.append(message)
    elif message.is_multipart() and isinstance(inside, list):
        for part in inside:
            if isinstance(part, Message):
                _sort(part, parts)
    elif what is not None:
        parts.not_reports[what] += 1
    elif kind.startswith("multipart/"):  # edges that are not stated, or never come: its words stand bare
        parts.plain.append(message)
    elif kind in ("text/plain", "text/html") and not _is_attached(message):
        (parts.plain if kind == "text/plain" else parts.pages).append(message)
    else:
        parts.attached.append(message)


def _is_attached(part: _Message) -> bool:
    return part.get_content_disposition() == "attachment" or _filename(part) is not None


def _filename(part: _Message) -> str | None:
    name = part.get_filename()
    return _decoded(name).strip() or None if name else None


def _told_of(part: _Message, mail: Given) -> Told:
    kind = part.get_content_type()
    document = {"text/html": "html", "message/rfc822": "mail"}.get(kind)
    return Told(method="attachment", kind=document, charset=_charset(part), otherwise=Given(published=mail.published))


def _attached_bytes(part: _Message) -> bytes:
    inside = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inside, list) and inside and isinstance(inside[0], Message):
        try:
            data = inside[0].as_bytes()
        except _FAULTS:
            data = str(inside[0]).encode("utf-8", "replace")
        return _uncoded(data) if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64" else data
    return _payload(part)


def _uncoded(data: bytes) -> bytes:
    """A message that was sent in base64, which RFC 2046 forbids and some programs do; as it is where it is none."""
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except ValueError:
        return data


def _payload(part: _Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _FAULTS:
        data = None
    if isinstance(data, bytes):
        return data
    raw = part.get_payload()
    return raw.encode("utf-8", "replace") if isinstance(raw, str) else b""


def _charset(part: _Message) -> str | None:
    try:
        return part.get_content_charset()
    except _FAULTS:
        return None


def _text_of(part: _Message, name: str) -> str:
    """A part's text by the charset that it states, else by its bytes."""
    data = _payload(part)
    charset = _charset(part)
    if charset is not None and charset not in ("us-ascii", "ascii", "utf-8"):
        try:
            return data.decode(charset)
        except (UnicodeError, LookupError, ValueError):
            pass
    return decode(data, name) if data else ""


def _decoded(header: object) -> str:
    """A header's words: encoded words undone where they can be."""
    words = str(header)[:MAX_FIELD]
    try:
        pieces = decode_header(words)
    except _FAULTS:
        return words
    text = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        try:
            text += piece.decode(charset or "utf-8")
        except (UnicodeError, LookupError, ValueError):
            text += piece.decode("utf-8", "replace")
    return text


def _stated(message: _Message) -> Given:
    """What the headers state; those of a page that a browser saved state when that was, and the page's address."""
    saved = str(message.get("Snapshot-Content-Location", "")).strip()
    if saved or str(message.get("From", "")).startswith("<Saved by "):
        return stated(url=saved)
    name, _ = parseaddr(_decoded(message.get("From", "")).replace("\n", " ")[:MOST_NAME])
    list_name = _LIST_NAME.fullmatch(_decoded(message.get("List-Id", ""))[:MOST_NAME])
    try:
        sent = parsedate_to_datetime(str(message.get("Date", ""))[:100])
    except (TypeError, ValueError, IndexError, OverflowError):
        sent = None
    return stated(
        title=_decoded(message.get("Subject", "")), byline=None if "@" in name else name, published=sent,
        publisher=list_name[1] if list_name else None, given_id=str(message.get("Message-ID", "")).strip().strip("<>"),
    )  # fmt: skip
