"""What PostgreSQL searches texts by, made here for many texts at once: its own ``to_tsvector`` takes most of the time of a load.

A text whose words are letters of English or digits, with whatever marks between, is cut into words here, and PostgreSQL is asked only for
the stem of each word that is new. Every other text (accents, other scripts, letters and digits in one word, very long ones) is left to
PostgreSQL whole. Both give the same, which is tested.
"""

from collections.abc import Callable, Sequence
from typing import Any

from reportedly.extras import needed
from reportedly.store.binary_rows import big_endian, binary

Ask = Callable[[Sequence[str]], Sequence[str | None]]
AskWhole = Callable[[Sequence[str | None]], Sequence[bytes | None]]

ODD = "\x01"
_SPACE = ord(" ")

LONGEST = 100  # characters of a word; PostgreSQL leaves those out that are longer than 2,046 bytes
MOST_WORDS = 250  # of a text; PostgreSQL notes at most 255 places of a word
KEPT = 200_000  # stems
_TABLE = bytes(ord(ODD) if byte > 127 else ord(chr(byte).lower() if chr(byte).isalnum() else " ") for byte in range(256))


class Vectors:
    """``of`` gives the vectors of texts; stems that were asked for once are kept."""

    def __init__(self) -> None:
        """Knows no stem yet."""
        self._stems: dict[str, str | None] = {}

    def of(self, texts: Any, stems: Ask, whole: AskWhole) -> Any:
        """The vectors (``pyarrow.LargeBinaryArray``, as PostgreSQL's ``tsvectorsend`` writes them) of texts (``pyarrow.StringArray``).

        ``stems`` tells the stem of each of some words, ``whole`` the vector of each of some texts; of NULL it is asked too.
        """
        told = (texts.combine_chunks() if hasattr(texts, "chunks") else texts).dictionary_encode(null_encoding="encode")
        return self._of(told.dictionary, stems, whole).take(told.indices)  # several claims may stand in one sentence

    def _of(self, texts: Any, stems: Ask, whole: AskWhole) -> Any:
        """The vectors of texts that differ."""
        pa: Any = needed("pyarrow", "cluster")
        compute: Any = needed("pyarrow.compute", "cluster")
        numpy: Any = needed("numpy", "cluster")
        words = compute.ascii_split_whitespace(compute.ascii_trim_whitespace(_cleaned(pa, texts.fill_null(""))))
        each = words.flatten().dictionary_encode()
        told = self._stemmed(each.dictionary.to_pylist(), stems)
        ordered = sorted({stem for stem in told if stem is not None})
        rank = {stem: place for place, stem in enumerate(ordered)} | {None: -1}
        ranks = numpy.array([rank[stem] for stem in told], dtype=numpy.int64)[each.indices.to_numpy()]
        lengths = compute.list_value_length(words).to_numpy()
        text = numpy.repeat(numpy.arange(len(texts)), lengths)
        strange = lengths > MOST_WORDS
        strange[text[ranks < 0]] = True
        plain = ~strange[text]
        vectors = _vectors(len(texts), text[plain], (ranks[plain], ordered), _places(words)[plain])
        if not strange.any():
            return vectors
        asked = pa.array(whole(texts.filter(pa.array(strange)).to_pylist()), pa.large_binary())
        return compute.replace_with_mask(vectors, pa.array(strange), asked)

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
        told = _without_marks(told)
    return pa.StringArray.from_buffers(length, offsets, pa.py_buffer(told.translate(_TABLE)), offset=offset)


def _without_marks(data: bytes) -> bytes:
    """UTF-8 with spaces for signs that are no words to PostgreSQL either: spaces, quotes, dashes, dots.

    They are those from U+2000 to U+206F, the space that does not break, and the quotes of French.
    """
    numpy: Any = needed("numpy", "cluster")
    told = numpy.frombuffer(data, dtype=numpy.uint8).copy()
    one, two, three = told, numpy.append(told[1:], 0), numpy.append(told[2:], (0, 0))[: len(told)]
    of_three = numpy.flatnonzero((one == 0xE2) & ((two == 0x80) | (two == 0x81) & (three < 0xB0)))
    of_two = numpy.flatnonzero((one == 0xC2) & numpy.isin(two, (0xA0, 0xAB, 0xBB)))
    for starts, size in ((of_three, 3), (of_two, 2)):
        for place in range(size):
            told[starts + place] = _SPACE
    return bytes(told)


def _vectors(count: int, text: Any, stems: tuple[Any, list[str]], places: Any) -> Any:
    """The vectors of so many texts, of words that each have the number of its text, that of its stem in order, and its place in the text.

    A vector is how many stems it has, and each in order: its bytes, a NUL, how many places it has, and these.
    """
    pa: Any = needed("pyarrow", "cluster")
    compute: Any = needed("pyarrow.compute", "cluster")
    numpy: Any = needed("numpy", "cluster")
    ranks, ordered = stems
    key = text * len(ordered) + ranks
    order = numpy.argsort(key, kind="stable")
    key = key[order]
    first = numpy.flatnonzero(numpy.concatenate(([True], key[1:] != key[:-1]))[: len(key)])  # the first word of each stem of each text
    counts = numpy.diff(numpy.append(first, len(key)))
    numbers = numpy.insert(places[order], first, counts).astype(">u2")
    told = binary(numbers, numpy.append(0, numpy.cumsum(2 * (counts + 1))))
    bytes_of = numpy.frombuffer("".join(f"{stem}\0" for stem in ordered).encode(), dtype=numpy.uint8)
    names = binary(bytes_of, numpy.append(0, numpy.flatnonzero(bytes_of == 0) + 1)).take(pa.array(ranks[order][first]))
    none = pa.scalar(b"", pa.large_binary())
    parts = compute.binary_join_element_wise(names, told, none)
    each = numpy.bincount(text[order][first], minlength=count)
    ends = pa.array(numpy.append(0, numpy.cumsum(each)), pa.int32())
    return compute.binary_join_element_wise(big_endian(each, ">i4"), compute.binary_join(pa.ListArray.from_arrays(ends, parts), none), none)


def _places(words: Any) -> Any:
    """For each word of all lists, its place in its own, counted from 1."""
    numpy: Any = needed("numpy", "cluster")
    offsets = words.offsets.to_numpy()
    return numpy.arange(1, offsets[-1] - offsets[0] + 1) - numpy.repeat(offsets[:-1] - offsets[0], numpy.diff(offsets))
