"""What PostgreSQL searches texts by, made here for many texts at once: its own ``to_tsvector`` takes most of the time of a load.

A text whose words are letters of English or digits, with whatever marks between, is cut into words here, and PostgreSQL is asked only for
the stem of each word that is new. Every other text (accents, other scripts, letters and digits in one word, very long ones) is left to
PostgreSQL whole. Both give the same, which is tested.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from reportedly.extras import needed

Ask = Callable[[Sequence[str]], Sequence[str | None]]

ODD = "\x01"
MARKS = re.compile(b"(?:\xe2\x80[\x80-\xbf]|\xe2\x81[\x80-\xaf]|\xc2[\xa0\xab\xbb])+")
"""Signs beyond ASCII (U+2000 to U+206F, and three more) that are no words to PostgreSQL either: spaces, quotes, dashes, dots."""

LONGEST = 100  # characters of a word; PostgreSQL leaves those out that are longer than 2,046 bytes
MOST_WORDS = 250  # of a text; PostgreSQL notes at most 255 places of a word
KEPT = 200_000  # stems
_TABLE = bytes(ord(ODD) if byte > 127 else ord(chr(byte).lower() if chr(byte).isalnum() else " ") for byte in range(256))


class Vectors:
    """``of`` gives the vectors of texts; stems that were asked for once are kept."""

    def __init__(self) -> None:
        """Knows no stem yet."""
        self._stems: dict[str, str | None] = {}

    def of(self, texts: Any, stems: Ask, whole: Ask) -> Any:
        """The vectors (``pyarrow.Array`` of string, as ``tsvector`` is written) of texts (likewise); NULL for NULL.

        ``stems`` tells the stem of each of some words, ``whole`` the vector of each of some texts.
        """
        pa: Any = needed("pyarrow", "cluster")
        compute: Any = needed("pyarrow.compute", "cluster")
        texts = texts.combine_chunks() if hasattr(texts, "chunks") else texts
        words = compute.ascii_split_whitespace(compute.ascii_trim_whitespace(_cleaned(pa, texts.fill_null(""))))
        each = words.flatten().dictionary_encode()
        places = pa.array(_places(words), pa.int64()).cast(pa.string())
        told = pa.array(self._stemmed(each.dictionary.to_pylist(), stems), pa.string()).take(each.indices)
        lists = pa.ListArray.from_arrays(words.offsets, compute.binary_join_element_wise(told, places, ":"))
        vectors = compute.binary_join(lists, " ")  # NULL where a word has no stem
        many = compute.greater(compute.list_value_length(words), MOST_WORDS)
        strange = compute.or_(compute.is_null(vectors), many)
        if not compute.any(strange).as_py():
            return vectors
        return compute.replace_with_mask(vectors, strange, pa.array(whole(texts.filter(strange).to_pylist()), pa.string()))

    def _stemmed(self, words: Sequence[str], stems: Ask) -> list[str | None]:
        """The stem of each word; None for what is no plain word."""
        known = self._stems
        new = [word for word in words if word not in known and _is_plain(word)]
        if len(known) + len(new) > KEPT:
            known.clear()
            new = [word for word in words if _is_plain(word)]
        if new:
            known.update(zip(new, stems(new), strict=True))
        return [known.get(word) for word in words]


def _is_plain(word: str) -> bool:
    return word.isascii() and (word.isalpha() or word.isdigit()) and len(word) <= LONGEST


def _cleaned(pa: Any, texts: Any) -> Any:
    """The texts in lower case with spaces for whatever stands between words, and ODD for each byte of other characters.

    Done on the bytes of all at once, of which each stays where it is.
    """
    length, offset = len(texts), texts.offset
    _, offsets, data = texts.buffers()
    told = data.to_pybytes() if data is not None else b""
    if not told.isascii():
        told = MARKS.sub(lambda found: b" " * len(found.group()), told)
    return pa.StringArray.from_buffers(length, offsets, pa.py_buffer(told.translate(_TABLE)), offset=offset)


def _places(words: Any) -> Any:
    """For each word of all lists, its place in its own, counted from 1."""
    numpy: Any = needed("numpy", "cluster")
    offsets = words.offsets.to_numpy()
    return numpy.arange(1, offsets[-1] - offsets[0] + 1) - numpy.repeat(offsets[:-1] - offsets[0], numpy.diff(offsets))
