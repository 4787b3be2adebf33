"""Bytes to text, or a clear refusal: never text that is not what was written."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from reportedly.errors import NotText
from reportedly.ingest.signatures import format_of

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, the 4-byte ones before the 2-byte ones that begin them."""

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_DECLARED_WITHIN = 4096
"""Bytes that may hold a page's declaration: browsers look at 1,024, real pages put it later now and then."""

_SINGLE_BYTE = ("cp1252", "mac_roman")
"""The encodings of English text that is not UTF-8, likelier first."""

FOREIGN_SHARE = 0.5
"""High bytes among all high bytes and ASCII letters above which a text is no English in a Western encoding."""

_ASCII_LETTER = re.compile(rb"[A-Za-z]")

PLAUSIBLE_SHARE = 0.95
"""High characters in a place that fits them, among all high characters, that make a single-byte encoding believable."""

CONTROL_SHARE = 0.005
"""Control characters among all characters above which bytes that happen to be ASCII or UTF-8 are binary."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_QUOTES = "‘’“”‚„‹›«»–—…•·′″"
_SIGNS = "£€¥¢©®™°§¶±½¼¾¿¡º²³µ×÷†‡\u00a0"
_ESCAPE = "Save the file as UTF-8 text and read it again."


def decode(data: bytes, name: str) -> str:
    """The text that ``data`` encodes, without a byte order mark; ``name`` is what a message calls it.

    Tried in order: byte order mark, known binary formats, UTF-16 and UTF-32 without a mark, UTF-8, the charset that an
    HTML page declares, Windows-1252 and Mac Roman where every high character stands where it could, charset-normalizer.
    Raises NotText where no encoding is believable.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name)
    looks_like = format_of(data)
    if looks_like:
        raise NotText(f"{name} looks like {looks_like.name}, a format that is not read yet.", looks_like.cure)
    if b"\0" in data:
        return _with_nulls(data, name)
    text = _strict(data, "utf-8")
    if text is None:
        text = _not_utf8(data, name)
    if len(_CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise _binary(name)
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _binary(name: str) -> NotText:
    return NotText(f"{name} is not text: its bytes are binary data.", "Give a plain text, HTML or JSON Lines file.")


def _marked(data: bytes, encoding: str, name: str) -> str:
    text = _strict(data, encoding)
    if text is None:
        raise NotText(
            f"{name} has a wrong encoding: its mark says {encoding.upper()}, its bytes do not fit.",
            _ESCAPE,
        )
    if len(text) > 16 and encoding != "utf-8" and not _wide_is_text(text, data):
        raise NotText(f"{name} has a wrong encoding: it is marked as UTF-16 but is not that.", _ESCAPE)
    if "\0" in text:
        raise _binary(name)
    return text


def _wide_is_text(text: str, data: bytes) -> bool:
    """Whether a UTF-16 or UTF-32 reading is believable: ASCII read as UTF-16 has no space and every byte printable."""
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in data)
    return printable < 0.9 * len(data) or any(char in " \n" for char in text)


def _with_nulls(data: bytes, name: str) -> str:
    """Text in UTF-16 or UTF-32 without a mark: its NUL bytes fall in every second, or three of every four, places."""
    head = data[: 4096 - 4096 % 4]
    for encoding, width, letter in (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1)):
        places = [head[place::width] for place in range(width)]
        empty = [bytes_.count(0) / max(1, len(bytes_)) for bytes_ in places]
        if empty[letter] < 0.05 and all(share > 0.7 for place, share in enumerate(empty) if place != letter):
            text = _strict(data, encoding)
            if text is not None and "\0" not in text:
                return text
    raise _binary(name)


def _not_utf8(data: bytes, name: str) -> str:
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared:
        text = _strict(data, _web_encoding(declared.group(1).decode("ascii")))
        if text is not None:
            return text
    high = sum(byte >= 0x80 for byte in data)
    western = high <= FOREIGN_SHARE * (high + len(_ASCII_LETTER.findall(data)))
    broken_at = _broken_utf8(data, western)
    if broken_at is not None:
        raise NotText(f"{name} has a wrong encoding: it is UTF-8 but for the byte at {broken_at:,}.", _ESCAPE)
    if western:
        for encoding in _SINGLE_BYTE:
            text = _strict(data, encoding)
            if text is not None and _plausible(text, encoding):
                return text
    best = from_bytes(data).best()
    if best is None or western:
        raise NotText(f"{name} has a wrong encoding: which one can't be told from its bytes.", _ESCAPE)
    return str(best)


def _web_encoding(declared: str) -> str:
    """The codec a browser takes: it reads Latin-1 and ASCII as Windows-1252 (WHATWG Encoding Standard, section 4.2)."""
    label = declared.lower()
    return "cp1252" if label in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else label


def _broken_utf8(data: bytes, western: bool) -> int | None:
    """Where the first bad byte stands in data that is UTF-8 otherwise; None where it is not UTF-8 at all.

    It is UTF-8 otherwise where at least as many characters of two or more bytes decode as runs of bytes fail, since
    Western encodings hardly ever form one; Chinese ones do now and then, so text full of high bytes needs ten times
    as many.
    """
    decoded = data.decode("utf-8", "surrogateescape")
    runs = [match.start() for match in re.finditer(r"[\udc80-\udcff]+", decoded)]
    good = len(re.findall(r"[^\x00-\x7f\udc80-\udcff]", decoded))
    if not runs or good < len(runs) * (1 if western else 10):
        return None
    return len(decoded[: runs[0]].encode("utf-8"))


def _plausible(text: str, encoding: str) -> bool:
    """Whether the high characters of ``text`` stand where they could; Mac Roman needs quotes besides."""
    high = list(_high_characters(text))
    fits = sum(_fits(before, char, after) for before, char, after in high)
    quotes = sum(char in _QUOTES for _, char, _ in high)
    return fits >= PLAUSIBLE_SHARE * len(high) and (encoding != "mac_roman" or quotes >= len(high) / 2)


def _high_characters(text: str) -> Iterator[tuple[str, str, str]]:
    """Each character beyond ASCII, between its neighbours."""
    for match in re.finditer(r"[^\x00-\x7f]", text):
        place = match.start()
        yield text[place - 1 : place] if place else "", match.group(), text[place + 1 : place + 2]


def _fits(before: str, char: str, after: str) -> bool:
    """Whether ``char`` could stand between its neighbours in English text with foreign names."""
    if char in _QUOTES or char in _SIGNS:
        return True
    if not char.isalpha() or (before > "\x7f" and before.isalpha() and after > "\x7f" and after.isalpha()):
        return False
    if char.isupper() and before.islower():
        return False
    return before.isalpha() or after.isalpha()
