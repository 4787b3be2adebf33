"""The gazetteer file: an index of folded names over the places of the world, read by mapping it into memory.

The file is a line of magic, the length of a JSON header, the header, and plain little-endian arrays. Names are looked
up by 48 bits of a hash, so the file holds no second copy of them: one lookup in 3e8 of an unknown name would answer
with a wrong place.
"""

import hashlib
import mmap
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportedly.errors import GazetteerError

MAGIC: Final = b"reportedly gazetteer 1\n"
PACKAGED: Final = Path(__file__).parent / "data" / "gazetteer.bin"
DTYPES: Final[Mapping[str, str]] = {
    "bucket": "<u4",  # 65,537 offsets into low and posting, by the first 16 bits of the hash
    "low": "<u4",  # the next 32 bits of the hash, sorted within a bucket
    "posting": "<u4",  # a place's number; the two top bits hold how the name is meant
    "lat": "<i4",  # 1e-5 degrees; NOWHERE where the place has no point
    "lon": "<i4",
    "population": "<u4",
    "fame": "u1",  # how many other names GeoNames has for a settlement, at most 255; 0 for areas
    "geonames": "<u4",  # 0 where there is none
    "kind": "u1",
    "country": "u1",  # number of the country's place; NO_COUNTRY where there is none
    "first_order": "<u2",  # number of the first-order area counted from the first one; NO_AREA where there is none
    "second_order": "<u2",  # the same for second-order areas
    "name_at": "<u4",
    "name_length": "u1",
    "names": "u1",  # UTF-8
    "codes": "u1",  # two ASCII letters for each country
}
NOWHERE: Final = -(2**31)
NO_COUNTRY: Final = 255
NO_AREA: Final = 65535
COUNTRY, FIRST_ORDER, SECOND_ORDER, SETTLEMENT, CAPITAL, REGION = 0, 1, 2, 3, 4, 10
"""Kinds; a region of precision p has the kind REGION + p."""
MAIN_NAME, OTHER_NAME, LOOSE_NAME = 0, 1, 2
"""How a name is meant: the name GeoNames shows, another name, a transliteration that only its loose key joins."""
_POSTING_BITS: Final = 30
_CURE: Final = "Install reportedly again, or build the file with `python -m training.gazetteer`."

Numbers = NDArray[np.int64]


class Header(Struct, frozen=True):
    """What stands before the arrays: size and CRC-32 of what follows, where each array is, where areas begin."""

    size: int
    crc32: int
    arrays: dict[str, tuple[int, int]]
    first_order_at: int
    second_order_at: int
    sources: list[str]


class GazetteerPlace(Struct, frozen=True):
    """One place as the gazetteer has it. ``precision`` is the UCDP where_prec of the place named by itself."""

    number: int
    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    population: int
    kind: int
    precision: int


def name_hash(key: str) -> int:
    """The 48-bit hash under which a key is filed."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def precision_of_kind(kind: int) -> int:
    """The UCDP where_prec of a place of this kind."""
    if kind >= REGION:
        return kind - REGION
    return {COUNTRY: 6, FIRST_ORDER: 4, SECOND_ORDER: 3}.get(kind, 1)


class Gazetteer:
    """The places and their index; read-only, safe to share between threads. Made by :meth:`open`."""

    def __init__(self, header: Header, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._bucket, self._low, self._posting = arrays["bucket"], arrays["low"], arrays["posting"]
        self._name_at, self._name_length, self._names = arrays["name_at"], arrays["name_length"], arrays["names"]
        self._first_order_at, self._second_order_at = header.first_order_at, header.second_order_at
        self._lat, self._lon = arrays["lat"], arrays["lon"]
        self._geonames, self._country = arrays["geonames"], arrays["country"]
        self._first_order, self._second_order = arrays["first_order"], arrays["second_order"]
        self._fame = arrays["fame"]
        self._population, self._kind = arrays["population"], arrays["kind"]
        codes = arrays["codes"].tobytes().decode("ascii")
        self.codes: tuple[str, ...] = tuple(codes[i : i + 2] for i in range(0, len(codes), 2))
        self.sources: tuple[str, ...] = tuple(header.sources)

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """Map the file at ``path``, the packaged one where None.

        Raises GazetteerError where it is missing or damaged; the whole file is read once for its checksum.
        """
        path = path or PACKAGED
        try:
            with path.open("rb") as file:
                view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except FileNotFoundError as error:
            raise GazetteerError(f"The place index {path} is missing.", _CURE) from error
        except (OSError, ValueError) as error:
            raise GazetteerError(f"The place index {path} can't be read: {error}.", _CURE) from error
        try:
            header, body = _split(view)
            arrays = {
                name: np.frombuffer(
                    body, dtype=DTYPES[name], count=header.arrays[name][1], offset=header.arrays[name][0]
                )
                for name in DTYPES
            }
        except (KeyError, ValueError, struct.error, msgspec.MsgspecError) as error:
            raise GazetteerError(f"The place index {path} is damaged ({error}).", _CURE) from error
        return cls(header, arrays)

    def __len__(self) -> int:
        return len(self._kind)

    def find(self, key: str) -> tuple[Numbers, Numbers]:
        """The numbers of the places filed under ``key``, and how each means the name; empty where there are none."""
        hashed = name_hash(key)
        start, end = int(self._bucket[hashed >> 32]), int(self._bucket[(hashed >> 32) + 1])
        found = self._posting[start:end][self._low[start:end] == (hashed & 0xFFFFFFFF)].astype(np.int64)
        return found & ((1 << _POSTING_BITS) - 1), found >> _POSTING_BITS

    def place(self, number: int) -> GazetteerPlace:
        """Everything known about the place of this number."""
        at, kind, country = int(self._name_at[number]), int(self._kind[number]), int(self._country[number])
        geonames = int(self._geonames[number])
        nowhere = int(self._lat[number]) == NOWHERE
        return GazetteerPlace(
            number=number,
            name=self._names[at : at + int(self._name_length[number])].tobytes().decode("utf-8"),
            geonames=geonames or None,
            lat=None if nowhere else int(self._lat[number]) / 1e5,
            lon=None if nowhere else int(self._lon[number]) / 1e5,
            country=None if country == NO_COUNTRY else self.codes[country],
            population=int(self._population[number]),
            kind=kind,
            precision=precision_of_kind(kind),
        )

    def points(self, numbers: Numbers) -> NDArray[np.float64]:
        """Latitude and longitude in degrees, one row for each place; NaN where a place has no point."""
        rows = np.stack([self._lat[numbers], self._lon[numbers]], axis=-1).astype(np.float64)
        rows[rows == NOWHERE] = np.nan
        return rows / 1e5

    def populations(self, numbers: Numbers) -> NDArray[np.float64]:
        """The number of people living in each place, 0 where it is not known."""
        return self._population[numbers].astype(np.float64)

    def fames(self, numbers: Numbers) -> NDArray[np.float64]:
        """How many other names each settlement has in the world's languages: the more, the likelier it is meant."""
        return self._fame[numbers].astype(np.float64)

    def kinds(self, numbers: Numbers) -> Numbers:
        """The kind of each place."""
        return self._kind[numbers].astype(np.int64)

    def parents(self, numbers: Numbers) -> Numbers:
        """The numbers of each place's country, first-order and second-order area, a row for each; -1 for none.

        An area is its own parent at its own order, so that a place "in" an area and the area itself compare equal.
        """
        numbers = np.asarray(numbers, dtype=np.int64)
        country = self._country[numbers].astype(np.int64)
        first = self._first_order[numbers].astype(np.int64)
        second = self._second_order[numbers].astype(np.int64)
        rows = np.stack(
            [
                np.where(country == NO_COUNTRY, -1, country),
                np.where(first == NO_AREA, -1, first + self._first_order_at),
                np.where(second == NO_AREA, -1, second + self._second_order_at),
            ],
            axis=-1,
        )
        return rows.astype(np.int64)


def _split(view: memoryview) -> tuple[Header, memoryview]:
    if bytes(view[: len(MAGIC)]) != MAGIC:
        raise ValueError("it does not start as one")
    (length,) = struct.unpack_from("<I", view, len(MAGIC))
    body_at = len(MAGIC) + 4 + length
    header = msgspec.json.decode(bytes(view[len(MAGIC) + 4 : body_at]), type=Header)
    body = view[body_at:]
    if len(body) != header.size:
        raise ValueError(f"{len(body)} bytes where {header.size} should be")
    if zlib.crc32(body) != header.crc32:
        raise ValueError("its checksum is another one")
    return header, body
