"""Places on LGL and GeoVirus with gold spans: ``python -m reportedly.evaluation.places``.

Every gold toponym with coordinates counts, found or not. "<161 km" takes the patches' point where a patch names the
toponym and the dataset's point; "own point" takes the dataset's as it is. LGL is read in two halves by a hash of the
document's number. Weights were tuned on LGL half 0 and half of GeoVirus. Half 1 is not wholly unseen: the list of LGL's
and GeoVirus's regions, seas and frequent names, with LGL's points, was looked at while regions.yaml was written.
"""

import hashlib
import math
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from reportedly.resolve.places import PlaceMention, PlaceResolver

NEAR_KM = 161.0


class Gold(NamedTuple):
    """One gold toponym."""

    start: int
    end: int
    phrase: str
    lat: float
    lon: float
    own: tuple[float, float]
    geonames: int | None


class Document(NamedTuple):
    """One text with its gold toponyms; ``half`` is 0 for tuning and 1 for looking."""

    text: str
    golds: list[Gold]
    half: int


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points given as latitude and longitude in degrees."""
    (la, lo), (lb, ln) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ln - lo) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def patches(path: Path) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Corrected points by toponym and the dataset's own point, as written."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        name, old, new = (part.strip() for part in line.split("\t"))
        lat, lon = (part.strip() for part in old.split(","))
        corrected = tuple(float(part) for part in new.split(","))
        found[name, lat, lon] = (corrected[0], corrected[1])
    return found


def half_of(number: str) -> int:
    """The half of the documents that this one is in."""
    return hashlib.sha256(number.encode()).digest()[0] % 2


def lgl(folder: Path) -> Iterator[Document]:
    """LGL's documents."""
    corrected = patches(folder / "patches" / "lgl_patches.tsv")
    for article in ElementTree.parse(folder / "lgl.xml").getroot():
        text, golds = article.findtext("text") or "", []
        for toponym in article.iter("toponym"):
            tag, phrase = toponym.find("gaztag"), toponym.findtext("phrase") or ""
            if tag is None or not tag.findtext("lat"):
                continue
            lat, lon = tag.findtext("lat") or "", tag.findtext("lon") or ""
            point = corrected.get((phrase, lat, lon), (float(lat), float(lon)))
            start, end = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
            golds.append(
                Gold(
                    start,
                    end,
                    text[start:end],
                    *point,
                    (float(lat), float(lon)),
                    int(tag.get("geonameid") or 0) or None,
                )
            )
        yield Document(text, golds, half_of(article.get("docid") or ""))


def geovirus(folder: Path) -> Iterator[Document]:
    """GeoVirus's documents; its offsets count from 1."""
    corrected = patches(folder / "patches" / "GeoVirus_patches.tsv")
    for article in ElementTree.parse(folder / "GeoVirus.xml").getroot():
        text, golds = article.findtext("text") or "", []
        for location in article.iter("location"):
            lat, lon = location.findtext("lat") or "", location.findtext("lon") or ""
            point = corrected.get((location.findtext("name") or "", lat, lon), (float(lat), float(lon)))
            start, end = int(location.findtext("start") or 1) - 1, int(location.findtext("end") or 1) - 1
            golds.append(Gold(start, end, text[start:end], *point, (float(lat), float(lon)), None))
        yield Document(text, golds, half_of(article.findtext("source") or ""))


def measure(resolver: PlaceResolver, documents: list[Document]) -> dict[str, Any]:
    """The figures over these documents; shares are of all gold toponyms."""
    errors, own, resolved, exact, with_id, total = [], 0, 0, 0, 0, 0
    for document in documents:
        mentions = [PlaceMention(start=g.start, end=g.end, text=g.phrase) for g in document.golds]
        for gold, answer in zip(document.golds, resolver.resolve(document.text, mentions), strict=True):
            total += 1
            with_id += gold.geonames is not None
            place = answer.place
            resolved += place is not None
            if place is None or place.lat is None or place.lon is None:
                errors.append(math.inf)
                continue
            errors.append(kilometres((gold.lat, gold.lon), (place.lat, place.lon)))
            own += kilometres(gold.own, (place.lat, place.lon)) <= NEAR_KM
            exact += gold.geonames is not None and place.geonames == gold.geonames
    return {
        "toponyms": total,
        "within_161km": sum(error <= NEAR_KM for error in errors) / max(total, 1),
        "own_point_within_161km": own / max(total, 1),
        "resolved": resolved / max(total, 1),
        "median_km": median(errors) if errors else None,
        "exact_id": exact / with_id if with_id else None,
    }


def run(data_root: Path) -> dict[str, Any]:
    """The figures of LGL's halves, LGL and GeoVirus; ``data_root`` is the folder that holds ``geoparsing``."""
    folder = data_root / "geoparsing"
    if not folder.is_dir():
        return {"skipped": f"{folder} is not there"}
    resolver = PlaceResolver.open()
    local, virus = list(lgl(folder)), list(geovirus(folder))
    return {
        "LGL half 0 (tuned on)": measure(resolver, [d for d in local if d.half == 0]),
        "LGL half 1": measure(resolver, [d for d in local if d.half == 1]),
        "LGL": measure(resolver, local),
        "GeoVirus": measure(resolver, virus),
    }


def main() -> None:
    """Print the table."""
    result = run(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
    if "skipped" in result:
        print(f"skipped: {result['skipped']}")
        return
    print(f"{'set':24}{'toponyms':>9}{'<161 km':>9}{'own point':>11}{'resolved':>10}{'median km':>11}{'exact id':>10}")
    for name, row in result.items():
        exact = "" if row["exact_id"] is None else f"{row['exact_id']:10.1%}"
        print(
            f"{name:24}{row['toponyms']:9}{row['within_161km']:9.1%}{row['own_point_within_161km']:11.1%}"
            f"{row['resolved']:10.1%}{row['median_km']:11.1f}{exact}"
        )


if __name__ == "__main__":
    main()
