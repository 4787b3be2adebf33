"""Writes public/map/borders.json: the lines of the desk's map, from Natural Earth (public domain).

    python -m training.desk_borders FOLDER

FOLDER has these files of Natural Earth's 1:10m and 1:50m cultural vectors: ne_10m_admin_1_states_provinces_lines.shp,
ne_10m_admin_0_boundary_lines_land.shp and .dbf, ne_50m_admin_0_boundary_lines_disputed_areas.json (GeoJSON).

``countries`` are borders that both sides keep; ``disputed`` what Natural Earth calls disputed, indefinite, a line of control, a claim or
a breakaway's border; ``provinces`` are first-level borders. Each line is a list of whole numbers: longitude and latitude of its first
point in steps of 1/SCALE degree, then the steps to each next point.
"""

import argparse
import json
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

SCALE = 200
"""Steps of a degree, of 550 m each: half of what a line may leave its course."""
TOLERANCE = 0.01
"""Degrees (1.1 km) that a line may leave its course. Compressed: 344 KB at 0.005, 271 at 0.01, 206 at 0.02."""
KEPT, LEASED = "International boundary", "Lease limit"
Line = list[tuple[float, float]]


def polylines(path: Path) -> Iterator[list[Line]]:
    """The lines of each record of a shapefile of polylines, in degrees."""
    data = path.read_bytes()
    at = 100
    while at < len(data):
        length = 2 * struct.unpack_from(">i", data, at + 4)[0]
        body = data[at + 8 : at + 8 + length]
        at += 8 + length
        kind = struct.unpack_from("<i", body)[0]
        if kind == 0:
            yield []
            continue
        if kind != 3:
            raise SystemExit(f"{path} has shapes of kind {kind}, and lines (3) are wanted.")
        parts, points = struct.unpack_from("<ii", body, 36)
        starts = [*struct.unpack_from(f"<{parts}i", body, 44), points]
        flat = struct.unpack_from(f"<{2 * points}d", body, 44 + 4 * parts)
        pairs = list(zip(flat[::2], flat[1::2], strict=True))
        yield [pairs[a:b] for a, b in pairwise(starts)]


def column(path: Path, name: str) -> list[str]:
    """One column of a dBASE file, in the order of its records."""
    data = path.read_bytes()
    count, header, size = struct.unpack_from("<IHH", data, 4)
    at, place, width = 32, 1, 0
    while data[at] != 0x0D:
        if data[at : at + 11].split(b"\0")[0].decode().lower() == name.lower():
            width = data[at + 16]
            break
        place += data[at + 16]
        at += 32
    starts = (header + size * i + place for i in range(count))
    return [data[start : start + width].decode("utf-8", "replace").strip("\0 ") for start in starts]


def simplified(line: Sequence[tuple[float, float]], tolerance: float = TOLERANCE) -> Line:
    """The line with as few of its points as keep it within the tolerance (Douglas and Peucker 1973); both ends stay."""
    points = np.asarray(line, dtype=float)
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        start, along = points[first], points[last] - points[first]
        away = points[first + 1 : last] - start
        length = float(np.hypot(*along))
        if length == 0:
            far = np.hypot(away[:, 0], away[:, 1])
        else:
            share = np.clip(away @ along / length**2, 0, 1)
            off = away - share[:, None] * along
            far = np.hypot(off[:, 0], off[:, 1])
        most = int(np.argmax(far))
        if far[most] > tolerance:
            middle = first + 1 + most
            keep[middle] = True
            waiting += [(first, middle), (middle, last)]
    return [(float(x), float(y)) for x, y in points[keep]]


def joined(lines: Sequence[Line]) -> list[Line]:
    """The lines put together where just two of them end: Natural Earth cuts borders into pieces too short to be made simpler."""
    ends: dict[tuple[float, float], list[int]] = {}
    for number, line in enumerate(lines):
        for end in (line[0], line[-1]):
            ends.setdefault(end, []).append(number)
    used = [False] * len(lines)
    found: list[Line] = []
    for number, line in enumerate(lines):
        if used[number]:
            continue
        used[number] = True
        whole = list(line)
        for _ in range(2):  # onwards from its end, then from its beginning
            while (after := _only(ends[whole[-1]], used)) is not None:
                used[after] = True
                more = lines[after]
                whole += more[1:] if more[0] == whole[-1] else more[-2::-1]
            whole.reverse()
        found.append(whole)
    return found


def _only(here: Sequence[int], used: Sequence[bool]) -> int | None:
    """The one line that goes on from an end of two; None where none or several do."""
    left = [one for one in here if not used[one]]
    return left[0] if len(here) == 2 and len(left) == 1 else None


def packed(line: Sequence[tuple[float, float]]) -> list[int]:
    """The line as whole numbers: where it begins, then step by step; [] where it is shorter than a step."""
    steps: list[int] = []
    x = y = 0
    for lon, lat in simplified(line):
        east, north = round(lon * SCALE), round(lat * SCALE)
        if not steps or (east, north) != (x, y):
            steps += [east - x, north - y]
            x, y = east, north
    return steps if len(steps) > 2 else []


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="The lines of the desk's map.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    borders = folder / "ne_10m_admin_0_boundary_lines_land.shp"
    classes = column(borders.with_suffix(".dbf"), "featurecla")
    lines: dict[str, list[Line]] = {"countries": [], "disputed": [], "provinces": []}
    for kind, found in zip(classes, polylines(borders), strict=True):
        if not kind.startswith(LEASED):
            lines["countries" if kind.startswith(KEPT) else "disputed"] += found
    claims = json.loads((folder / "ne_50m_admin_0_boundary_lines_disputed_areas.json").read_text(encoding="utf-8"))
    for one in claims["features"]:
        shape = one["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
        lines["disputed"] += [[(lon, lat) for lon, lat in part] for part in parts]
    for found in polylines(folder / "ne_10m_admin_1_states_provinces_lines.shp"):
        lines["provinces"] += found
    written = {"scale": SCALE} | {name: [one for one in map(packed, joined(found)) if one] for name, found in lines.items()}
    target = Path(__file__).parents[1] / "web" / "public" / "map" / "borders.json"
    target.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
