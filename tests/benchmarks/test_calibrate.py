"""What the command that fits scores writes can be read back."""

import xml.etree.ElementTree as ElementTree

import msgspec
import numpy as np
import yaml
from benchmarks.calibrate import constants, fitted, page
from benchmarks.reliability_figure import drawing

from reportedly.evaluation.calibration import Case, Cases, best_threshold
from reportedly.extract.calibration import Calibration


def made(names: tuple[str, ...], seed: int) -> Cases:
    rng = np.random.default_rng(seed)
    found = []
    for number in range(300):
        evidence = {name: float(rng.normal()) for name in names}
        right = bool(rng.random() < 1 / (1 + np.exp(-1 - 1.5 * evidence[names[0]])))
        found.append(Case("news" if number % 2 else "wire", f"d{number % 30}", evidence, right))
    return Cases(tuple(found), gold=320)


def test_constants_page_and_drawing() -> None:
    claims = fitted("claims", made(("found", "lexicon"), 1))
    voices = fitted("attributions", made(("cue", "source"), 2))
    sides = fitted("relations", made(("found",), 3))
    fits = (claims, sides, voices)
    threshold, _ = best_threshold(claims.crossed, claims.found.cases, claims.found.gold)
    read = msgspec.convert(yaml.safe_load(constants(fits, threshold)), Calibration)
    assert (read.claims, read.relations, read.attributions) == (claims.model, sides.model, voices.model)
    assert read.min_score == threshold
    text = page(fits, threshold)
    assert "| after, cross-fitted | 300 |" in text and "| after, news | 150 |" in text
    assert f"| {threshold:.2f} (default) |" in text
    root = ElementTree.fromstring(drawing([("Claims", claims.curve), ("A & B", voices.curve)]))
    circles = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(circles) == len(claims.curve) + len(voices.curve) == 20
