"""Places on LGL and GeoVirus with gold spans.

Every gold toponym with coordinates counts, found or not. "<161 km" takes the patches' point where a patch names the
toponym and the dataset's point; "own point" takes the dataset's as it is. LGL is read in two halves by a hash of the
document's number. Weights were tuned on LGL half 0 and half of GeoVirus. Half 1 is not wholly unseen: the list of LGL's
and GeoVirus's regions, seas and frequent names, with LGL's points, was looked at while regions.yaml was written.
"""

import hashlib
import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from reportedly.evaluation.bootstrap import bounds, interval, share
from reportedly.evaluation.command import needed
from reportedly.evaluation.measures import table
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


@dataclass
class Counts:
    """One document's toponyms, and how many of them are right by each measure."""

    toponyms: int = 0
    near: int = 0
    own_near: int = 0
    resolved: int = 0
    with_id: int = 0
    exact: int = 0


SHARES = {
    "within 161 km": ("near", "toponyms"), "own point within 161 km": ("own_near", "toponyms"),
    "resolved": ("resolved", "toponyms"), "exact id": ("exact", "with_id"),
}  # fmt: skip


def measure(resolver: PlaceResolver, documents: Sequence[Document], errors: list[str]) -> dict[str, dict[str, float]]:
    """Each share of all gold toponyms in percent, with its interval, and the median error in kilometres."""
    rows: list[Counts] = []
    distances: list[float] = []
    for document in documents:
        mentions = [PlaceMention(start=g.start, end=g.end, text=g.phrase) for g in document.golds]
        counts = Counts()
        for gold, answer in zip(document.golds, resolver.resolve(document.text, mentions), strict=True):
            place = answer.place
            counts.toponyms += 1
            counts.with_id += gold.geonames is not None
            counts.resolved += place is not None
            distance = math.inf
            if place is not None and place.lat is not None and place.lon is not None:
                distance = kilometres((gold.lat, gold.lon), (place.lat, place.lon))
                counts.own_near += kilometres(gold.own, (place.lat, place.lon)) <= NEAR_KM
                counts.exact += gold.geonames is not None and place.geonames == gold.geonames
            distances.append(distance)
            counts.near += distance <= NEAR_KM
            if distance > NEAR_KM:
                got = f"{place.name} {place.country}, {distance:.0f} km off" if place else f"nothing: {answer.unresolved}"
                around = document.text[max(0, gold.start - 50) : gold.end + 40]
                errors.append(f"{gold.phrase!r} at {gold.lat:.2f}, {gold.lon:.2f} got {got} || {around!r}")
        rows.append(counts)
    figures: dict[str, dict[str, float]] = {}
    for name, (right, every) in SHARES.items():
        pairs = [(getattr(one, right), getattr(one, every)) for one in rows]
        hits, total = (sum(column) for column in zip(*pairs, strict=True)) if pairs else (0, 0)
        if total:
            share_of = {"gold": total, "right": hits, "percent": 100 * hits / total}
            figures[name] = share_of | bounds(interval(pairs, share))
    middle = median(distances) if distances else math.inf
    return figures | ({"median error": {"km": middle}} if math.isfinite(middle) else {})


def run(data_root: Path, limit: int | None = None, model: Path | None = None) -> dict[str, Any]:
    """The figures of LGL's halves, LGL and GeoVirus; no model is used."""
    folder = data_root / "geoparsing"
    needed(folder / "lgl.xml", folder / "GeoVirus.xml", folder / "patches")
    resolver = PlaceResolver.open()
    local, virus = list(lgl(folder))[:limit], list(geovirus(folder))[:limit]
    errors: list[str] = []
    corpora = {
        "LGL": measure(resolver, local, errors), "GeoVirus": measure(resolver, virus, errors),
        "LGL half 0 (tuned on)": measure(resolver, [d for d in local if d.half == 0], []),
        "LGL half 1": measure(resolver, [d for d in local if d.half == 1], []),
    }  # fmt: skip
    return {"documents": {"LGL": len(local), "GeoVirus": len(virus)}, "corpora": corpora, "errors": errors}


def shown(result: Mapping[str, Any]) -> str:
    """The table as text."""
    rows = {f"{corpus}, {name}": row for corpus, figures in result["corpora"].items() for name, row in figures.items()}
    return "places, gold spans\n" + table(rows, ("gold", "right", "percent", "low", "high", "km"))
