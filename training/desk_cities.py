"""Writes public/map/cities.json: the places that the desk's map names, from the packaged gazetteer (GeoNames, CC BY 4.0).

    python -m training.desk_cities

The MOST largest settlements, as [name, latitude, longitude, thousands of people], the largest first.
"""

import json
from pathlib import Path

import numpy as np

from reportedly.resolve.gazetteer import Gazetteer, precision_of_kind

MOST = 9_000


def main() -> None:
    """Write the file."""
    gazetteer = Gazetteer.open()
    order = np.argsort(-gazetteer.populations(np.arange(len(gazetteer))), kind="stable")
    rows, seen = [], set()
    for number in order.tolist():
        place = gazetteer.place(number)
        if place.lat is None or place.lon is None or precision_of_kind(place.kind) != 1 or (place.name, round(place.lat, 1)) in seen:
            continue
        seen.add((place.name, round(place.lat, 1)))
        rows.append([place.name, round(place.lat, 3), round(place.lon, 3), round(place.population / 1000)])
        if len(rows) == MOST:
            break
    target = Path(__file__).parents[1] / "web" / "public" / "map" / "cities.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
