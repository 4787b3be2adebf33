"""A small map as SVG: where the rows of an answer put their events, as exactly as the words do and no more exactly.

It needs no tiles and no outlines: a grid, names, and a scale bar. An exact place is a point, "near" a ring of 25 km to scale, a district or
a region a dashed square that has no size of its own, since its outline is not known here. What is known by its country only is not
on the map but named below it.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportedly.export.html_words import escape
from reportedly.export.phrases import PLACE_PRECISION, count_words

WIDTH, HEIGHT = 460, 300
"""Pixels of the map, without the line of words below it."""
MARGIN = 34
SPAN_KM = 60.0
"""The least that a map shows across, so that one point is not all of it."""
NEAR_KM = 25.0
"""The radius that UCDP's ``where_prec`` 2 means."""
KM_PER_DEGREE = 111.195
LABELLED = 14
"""Places that are named on the map: the ones with the most rows."""
_LETTER = 6.1
_TALL = 12.0
_SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_GRIDS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)


class Spot(NamedTuple):
    """The rows of one point: its name, degrees, the finest ``where_prec`` of them, and how many they are."""

    name: str
    lat: float
    lon: float
    precision: int
    rows: int


class _Frame(NamedTuple):
    """From degrees to pixels: the middle of the map, and pixels for a kilometre."""

    lat: float
    lon: float
    scale: float

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """The pixel of a place."""
        east = _turned(lon - self.lon) * KM_PER_DEGREE * math.cos(math.radians(self.lat))
        return WIDTH / 2 + east * self.scale, HEIGHT / 2 - (lat - self.lat) * KM_PER_DEGREE * self.scale


def map_svg(rows: Iterable[Any]) -> str:
    """The map of rows that have ``place``, ``lat``, ``lon`` and ``where_prec``; empty where none has a point.

    A row may say in ``events`` that it stands for so many. What has no point, or a country's at most, is named below.
    """
    rows = list(rows)
    placed = [row for row in rows if row.lat is not None and row.lon is not None and (row.where_prec or 1) <= 5]
    if not placed:
        return ""
    spots = _spots(placed)
    frame = _frame(spots)
    marks = "".join(_mark(spot, frame) for spot in sorted(spots, key=lambda one: -one.rows))
    said = _unplaced(rows)
    words = f"Map of {count_words(len(spots), 'place')}: {', '.join(spot.name for spot in spots[:LABELLED])}"
    below = f'<text class="soft" x="4" y="{HEIGHT + 15}">{escape(said)}</text>' if said else ""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT + (22 if said else 0)}" width="{WIDTH}" role="img" aria-label="{escape(words)}">'
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" fill="rgba(128,128,128,.06)" stroke="rgba(128,128,128,.5)"/>'
        f"{_grid(frame)}{marks}{_labels(spots, frame)}{_scale_bar(frame)}{below}</svg>"
    )


def _turned(degrees: float) -> float:
    """The same turn between -180 and 180, so that a map may lie across the date line."""
    return (degrees + 180.0) % 360.0 - 180.0


def _spots(rows: Sequence[Any]) -> list[Spot]:
    found: dict[tuple[float, float], Spot] = {}
    for row in rows:
        key = (row.lat, row.lon)
        number, precision = getattr(row, "events", 1) or 1, row.where_prec or 1
        before = found.get(key)
        name = row.place or f"{row.lat:.2f}, {row.lon:.2f}"
        if before is None:
            found[key] = Spot(name, row.lat, row.lon, precision, number)
        else:
            found[key] = before._replace(precision=min(before.precision, precision), rows=before.rows + number)
    return sorted(found.values(), key=lambda one: (-one.rows, one.name))


def _frame(spots: Sequence[Spot]) -> _Frame:
    lats = [spot.lat for spot in spots]
    # Longitudes are measured from the first place, so that points on both sides of the date line lie side by side.
    turns = [_turned(spot.lon - spots[0].lon) for spot in spots]
    lat, lon = (min(lats) + max(lats)) / 2, spots[0].lon + (min(turns) + max(turns)) / 2
    tall = (max(lats) - min(lats)) * KM_PER_DEGREE
    wide = (max(turns) - min(turns)) * KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat)))
    reach = NEAR_KM * any(spot.precision == 2 for spot in spots)
    wide, tall = max(SPAN_KM, wide + 2 * reach), max(SPAN_KM * HEIGHT / WIDTH, tall + 2 * reach)
    return _Frame(lat, _turned(lon), min((WIDTH - 3 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall))


def _mark(spot: Spot, frame: _Frame) -> str:
    x, y = frame.point(spot.lat, spot.lon)
    size = min(15.0, 4.0 + 1.7 * math.sqrt(spot.rows - 1))
    title = f"<title>{escape(spot.name)}: {spot.rows}, {escape(PLACE_PRECISION.get(spot.precision, ''))}</title>"
    if spot.precision >= 3:
        half = size + 5
        shape = (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}" fill="rgba(0,158,115,.18)" '
            'stroke="rgb(0,158,115)" stroke-width="1.4" stroke-dasharray="4 3"/>'
        )
        return f"<g>{title}{shape}</g>"
    point = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="rgba(0,158,115,.6)" stroke="rgb(0,158,115)" stroke-width="1.2"/>'
    if spot.precision == 1:
        return f"<g>{title}{point}</g>"
    ring = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{max(size + 2, NEAR_KM * frame.scale):.1f}" fill="rgba(0,158,115,.12)" '
        'stroke="rgb(0,158,115)" stroke-width="1.2" stroke-dasharray="4 3"/>'
    )
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="rgb(0,158,115)"/>'
    return f"<g>{title}{ring}{dot}</g>"


def _labels(spots: Sequence[Spot], frame: _Frame) -> str:
    """Names beside their points, where they cover no other name and leave the map nowhere; the rest can be read by pointing."""
    taken: list[tuple[float, float, float, float]] = [(0, HEIGHT - 26, 150, HEIGHT)]
    made = []
    for spot in spots[:LABELLED]:
        x, y = frame.point(spot.lat, spot.lon)
        text = f"{spot.name} {spot.rows}" if spot.rows > 1 else spot.name
        wide, away = len(text) * _LETTER, min(15.0, 4.0 + 1.7 * math.sqrt(spot.rows - 1)) + (9 if spot.precision >= 3 else 4)
        for left, base in (
            (x + away, y + 4), (x - away - wide, y + 4), (x - wide / 2, y - away - 3), (x - wide / 2, y + away + 10),
        ):  # fmt: skip
            box = (left, base - _TALL, left + wide, base + 3)
            if box[0] < 2 or box[2] > WIDTH - 2 or box[1] < 2 or box[3] > HEIGHT - 2 or any(_cross(box, one) for one in taken):
                continue
            taken.append(box)
            made.append(f'<text x="{left:.1f}" y="{base:.1f}">{escape(text)}</text>')
            break
    return "".join(made)


def _cross(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grid(frame: _Frame) -> str:
    """Lines of latitude and longitude, about four of each, with their degrees at the edge."""
    tall = HEIGHT / frame.scale / KM_PER_DEGREE
    wide = WIDTH / frame.scale / KM_PER_DEGREE / max(0.05, math.cos(math.radians(frame.lat)))
    parts = []
    step = next((one for one in _GRIDS if tall / one <= 4), _GRIDS[-1])
    for number in range(math.ceil((frame.lat - tall / 2) / step), math.floor((frame.lat + tall / 2) / step) + 1):
        lat = number * step
        if abs(lat) > 90:
            continue
        y = frame.point(lat, frame.lon)[1]
        parts.append(_line(0, y, WIDTH, y))
        if 12 < y < HEIGHT - 30:
            parts.append(f'<text class="soft" x="4" y="{y - 3:.1f}">{_degrees(lat, "N", "S")}</text>')
    step = next((one for one in _GRIDS if wide / one <= 5), _GRIDS[-1])
    for number in range(math.ceil((frame.lon - wide / 2) / step), math.floor((frame.lon + wide / 2) / step) + 1):
        x = WIDTH / 2 + (number * step - frame.lon) * KM_PER_DEGREE * math.cos(math.radians(frame.lat)) * frame.scale
        parts.append(_line(x, 0, x, HEIGHT))
        if 20 < x < WIDTH - 40:
            parts.append(f'<text class="soft" x="{x + 3:.1f}" y="12">{_degrees(_turned(number * step), "E", "W")}</text>')
    return "".join(parts)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="rgba(128,128,128,.3)"/>'


def _degrees(value: float, above: str, below: str) -> str:
    number = f"{abs(value):.1f}".removesuffix(".0")
    return f"{number}°{above if value > 0 else below if value < 0 else ''}"


def _scale_bar(frame: _Frame) -> str:
    km = next((one for one in reversed(_SCALES) if one * frame.scale <= 110), _SCALES[0])
    long, y = km * frame.scale, HEIGHT - 9
    return (
        f'<path d="M8 {y - 5} V{y} H{8 + long:.1f} V{y - 5}" fill="none" stroke="currentColor"/>'
        f'<text x="{13 + long:.1f}" y="{y}">{km:,} km</text>'
    )


def _unplaced(rows: Sequence[Any]) -> str:
    wide: dict[str, int] = {}
    nowhere = 0
    for row in rows:
        number = getattr(row, "events", 1) or 1
        if (row.where_prec or 1) > 5:
            wide[row.place or "?"] = wide.get(row.place or "?", 0) + number
        elif row.lat is None or row.lon is None:
            nowhere += number
    parts = [f"{name} as a whole: {number}" for name, number in sorted(wide.items())[:3]]
    if len(wide) > 3:
        parts.append(f"{len(wide) - 3} other countries as a whole: {sum(number for _, number in sorted(wide.items())[3:])}")
    if nowhere:
        parts.append(f"without a point: {nowhere}")
    return "Not on the map: " + "; ".join(parts) if parts else ""
