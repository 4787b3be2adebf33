"""Bytes to text. The texts are invented."""

import gzip
import io
import zipfile

import pytest

from reportedly.errors import NotText
from reportedly.ingest.decode import decode

TEXT = "Rebels left the town – “we fled at night”, said Zoë Müller; the café burned. Don’t return, she said.\n" * 3


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "mac_roman",
    ],
)
def test_english_in_any_usual_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "f") == TEXT


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"])
def test_a_byte_order_mark_before_other_bytes_is_a_wrong_encoding(mark: bytes) -> None:
    with pytest.raises(NotText, match="wrong encoding"):
        decode(mark + b"Rebels left the town of Tal Amara before dawn.", "f")


def test_a_mark_alone_is_an_empty_text() -> None:
    assert decode(b"\xef\xbb\xbf", "f") == ""
    assert decode(b"\xff\xfe", "f") == ""


def test_latin_1_names() -> None:
    assert (
        decode("Señor Núñez met Mr. Åström in Málaga.".encode("latin-1"), "f")
        == "Señor Núñez met Mr. Åström in Málaga."
    )


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "По меньшей мере десять человек погибли в результате обстрела, сообщили власти города."),
        ("cp1256", "قتل عشرة أشخاص على الأقل في الهجوم على المدينة بحسب مصادر محلية في المدينة."),
        ("gb18030", "警方称，至少有十人在袭击中丧生，另有二十人受伤，目前调查仍在进行。"),
    ],
)
def test_other_scripts_keep_their_letters(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "f") == text


def test_a_page_says_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Київ and the rest is English.</p></body></html>'
    assert decode(page.encode("cp1251"), "f") == page
    page = page.replace("windows-1251", "no-such-charset")
    with pytest.raises(NotText):
        decode(b"\x81\x8d" + page.encode("cp1251"), "f")


@pytest.mark.parametrize(
    "data",
    [
        "Rebels left – “we fled”, said Zoë.".encode() + b"\xff and the rest",
        "Rebels left – said Zoë.".encode() + b"\xe2\x80",
        b"Rebels left \x81\x8d\x8f\x90\x9d the town",
        b"Rebels left \x80\x81\xfe the town",
    ],
)
def test_broken_text_is_a_wrong_encoding_and_not_mojibake(data: bytes) -> None:
    with pytest.raises(NotText, match="wrong encoding") as caught:
        decode(data, "f")
    assert "UTF-8" in caught.value.cure


def test_the_place_of_a_broken_byte_is_named() -> None:
    good = "Zoë – left".encode()
    with pytest.raises(NotText, match=f"byte at {len(good)}"):
        decode(good + b"\xff rest", "f")


def _zip(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (_zip("word/document.xml"), "Word document"),
        (_zip("readme.txt"), "ZIP archive"),
        (_zip("xl/workbook.xml"), "Excel"),
        (gzip.compress(b"text"), "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"{\\rtf1\\ansi Rebels left}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "old Office"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
    ids="pdf word zip excel gzip png jpeg rtf office mp4 sqlite".split(),
)
def test_a_binary_format_is_named_with_a_next_step(data: bytes, says: str) -> None:
    with pytest.raises(NotText, match=says) as caught:
        decode(data, "f.bin")
    assert "f.bin" in caught.value.message
    assert caught.value.cure


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\x00" * 100, b"abc\x00def" * 9, b"\x01\x02\x03\x04 text" * 9]
)
def test_other_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(NotText, match="binary"):
        decode(data, "f")


def test_words_that_begin_like_a_signature_are_text() -> None:
    for text in ("BZh is a village.", "PK is a party.", "GIF is a format.", "MZ left.", "ID3 is a district."):
        assert decode(text.encode(), "f") == text
