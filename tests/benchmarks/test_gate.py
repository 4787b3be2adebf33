"""The gate: floors hold, rise, and are not lowered without a reason. All figures are made up."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.gate import FLOORS, Floor, Floors, Lowered, Measured, RefusedToLower, Sample

from benchmarks import gate
from reportedly.evaluation.sets import SETS

DAY = datetime.date(2031, 4, 8)
SOURCE = Floor("source", ("product", "source"), 80.0)
ERROR = Floor("error", ("claims",), 5.0, at_most=True)
FITS = Floor("fits", ("r",), 0.75, unit="r")
FLOORS_HERE = Floors((Sample("attribution", 5, (SOURCE, ERROR)), Sample("predicates", None, (FITS,))))


def measured(values: Mapping[str, float | None], fits: float | None = 0.8) -> list[Measured]:
    one, two = FLOORS_HERE.samples
    return [Measured(one, values), Measured(two, {"fits": fits})]


def test_a_figure_under_its_floor_shuts_the_gate() -> None:
    assert gate.verdicts(measured({"source": 80.0, "error": 5.0}))[1] == []
    assert len(gate.verdicts(measured({"source": 79.9, "error": 5.0}))[1]) == 1
    assert "WORSE" in gate.verdicts(measured({"source": 80.0, "error": 5.1}))[1][0]
    assert "0.700" in gate.verdicts(measured({"source": 80.0, "error": 5.0}, 0.7))[1][0]


def test_a_figure_that_is_gone_shuts_the_gate() -> None:
    _, failed = gate.verdicts(measured({"source": None, "error": 1.0}))
    assert failed == ["attribution: source: no such figure at product / source"]


def test_a_missing_corpus_is_said_and_lets_pass() -> None:
    lines, failed = gate.verdicts([Measured(FLOORS_HERE.samples[0], {}, skipped="polnear is not there.")])
    assert failed == [] and lines == ["attribution: not checked, polnear is not there."]


def test_without_any_corpus_the_gate_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.yaml"
    file.write_text(gate.written(FLOORS_HERE))
    assert gate.main(["--data", str(tmp_path), "--floors", str(file), "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert said.count("not checked") == 2 and said.endswith("the gate is open\n")


def test_pinning_raises_floors_and_lowers_none() -> None:
    pinned = gate.repinned(FLOORS_HERE, measured({"source": 90.0, "error": 2.0}, 0.755), {}, DAY)
    floors = {floor.name: floor.floor for sample in pinned.samples for floor in sample.floors}
    assert floors == {"source": 88.5, "error": 3.5, "fits": 0.75}
    worse = gate.repinned(FLOORS_HERE, measured({"source": 50.0, "error": 30.0}, 0.1), {}, DAY)
    assert worse == FLOORS_HERE


def test_what_was_not_measured_keeps_its_floor() -> None:
    assert gate.repinned(FLOORS_HERE, [], {}, DAY) == FLOORS_HERE


def test_a_new_floor_is_filled_in() -> None:
    fresh = Floors((Sample("attribution", 5, (replace(SOURCE, floor=None),)),))
    assert gate.verdicts([Measured(fresh.samples[0], {"source": 10.0})])[1] == []
    pinned = gate.repinned(fresh, [Measured(fresh.samples[0], {"source": 71.26})], {}, DAY)
    assert pinned.samples[0].floors[0].floor == 69.8


def test_lowering_takes_a_reason_and_keeps_it() -> None:
    values = measured({"source": 70.0, "error": 5.0})
    name = "attribution: source"
    pinned = gate.repinned(FLOORS_HERE, values, {name: "gold was corrected"}, DAY)
    assert pinned.samples[0].floors[0].floor == 68.5
    assert pinned.lowered == (Lowered(name, 80.0, 68.5, "gold was corrected", "2031-04-08"),)
    again = gate.repinned(pinned, measured({"source": 90.0, "error": 5.0}), {}, DAY)
    assert again.lowered == pinned.lowered and again.samples[0].floors[0].floor == 88.5
    for asked in ({name: " "}, {"attribution: nothing": "so"}, {"predicates: fits": "no need"}):
        with pytest.raises(RefusedToLower):
            gate.repinned(FLOORS_HERE, measured({"source": 70.0, "error": 5.0}, 0.9), asked, DAY)


def test_the_command_refuses_to_lower_without_a_reason(tmp_path: Path) -> None:
    for arguments in (["--lower", "x", "--because", "y"], ["--repin", "--lower", "x"], ["--repin", "--because", "y"]):
        with pytest.raises(SystemExit):
            gate.main([*arguments, "--data", str(tmp_path)])


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.yaml"
    held = replace(FLOORS_HERE, lowered=(Lowered("attribution: source", 80.0, 68.5, 'why: it\'s "so"', "2031-04-08"),))
    file.write_text(gate.written(held))
    assert gate.load(file) == held
    file.write_text(gate.written(held).replace("at_most: true", "at_mots: true"))
    with pytest.raises(ValueError, match="at_mots"):
        gate.load(file)
    file.write_text(gate.written(held).replace("name: error", "name: source"))
    with pytest.raises(ValueError, match="one name"):
        gate.load(file)


def test_the_committed_floors_are_of_sets_that_there_are_and_are_pinned() -> None:
    floors = gate.load(FLOORS)
    assert {sample.set for sample in floors.samples} <= {"seed", *(one.name for one in SETS)}
    assert [name for name, floor in zip(floors.names, _every(floors), strict=True) if floor.floor is None] == []
    assert FLOORS.read_text(encoding="utf-8") == gate.written(floors)


def _every(floors: Floors) -> list[Floor]:
    return [floor for sample in floors.samples for floor in sample.floors]
