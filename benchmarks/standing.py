"""What the benchmarks found, row by row: each figure with its interval, its bar, and what others have published beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PAGE = Path(__file__).parent / "page.yaml"
MAIN = {"f1": "%", "percent": "%", "r": "r", "mae": "points"}  # the figure of a mapping, and its unit


@dataclass(frozen=True)
class Row:
    """One figure. ``bar`` is reached from above, or from below where ``at_most``; ``published`` says by whom and on what."""

    task: str
    figure: str
    value: float | None
    unit: str = "%"
    between: tuple[float, float] | None = None
    bar: float | None = None
    stretch: float | None = None
    at_most: bool = False
    published: str = ""
    gold: int | None = None  # how many gold items the figure is of

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None where there is no bar or no value."""
        if self.bar is None or self.value is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def page_of(path: Path = PAGE) -> dict[str, Mapping[str, Any]]:
    """What page.yaml says of each set, by its name."""
    return {entry["set"]: entry for entry in yaml.safe_load(path.read_text(encoding="utf-8"))}


def rows_of(name: str, figures: Mapping[str, Any], page: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """The rows of one set: those that the page names, or one for each F1 in its figures."""
    entry = page.get(name)
    if entry is None:
        return [_row(name, " · ".join(path), found, {}) for path, found in _every_f1(figures, ())]
    return [_row(entry["title"], one["measure"], _found(figures, one["at"]), one) for one in entry["rows"]]


def _found(figures: Mapping[str, Any], path: Iterable[str]) -> Any:
    """The figure at the end of this path; None where a key is not there (a type without gold in few documents)."""
    value: Any = figures
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value


def _every_f1(figures: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, float]]]:
    for key, value in figures.items():
        if isinstance(value, Mapping):
            if "f1" in value:
                yield (*path, str(key)), value
            else:
                yield from _every_f1(value, (*path, str(key)))


def _row(task: str, measure: str, found: Any, said: Mapping[str, Any]) -> Row:
    value, unit, between, gold = found, said.get("unit", "%"), None, None
    if isinstance(found, Mapping):
        main = next(key for key in MAIN if key in found)
        value, unit = found[main], MAIN[main]
        between = (found["low"], found["high"]) if "low" in found else None
        gold = int(found["gold"]) if "gold" in found else None
    rest = {key: said[key] for key in ("bar", "stretch", "at_most", "published") if key in said}
    return Row(task, measure, value, unit, between, gold=gold, **rest)


def written(value: float | None, unit: str) -> str:
    """A figure as the tables print it; a count has no digits after the point."""
    if value is None:
        return "not measured"
    digits = {"r": 3, "points": 3, "s": 2, "MB": 0, "count": 0}.get(unit, 1)
    return f"{value:,.{digits}f}" + (f" {unit}" if unit not in ("count", "r", "points", "%") else "")


def interval_of(row: Row) -> str:
    """The interval; empty where there is none."""
    return " to ".join(written(one, row.unit) for one in row.between) if row.between else ""


def bar_of(row: Row) -> str:
    """The bar and whether it is reached, in words; empty where there is none."""
    if row.bar is None:
        return ""
    verdict = {True: "reached", False: "missed", None: "not measured"}[row.reached]
    if row.reached and row.stretch is not None and row.value is not None and row.value >= row.stretch:
        verdict = f"reached, and {row.stretch:g} too"
    return f"{'≤' if row.at_most else '≥'} {row.bar:g}: {verdict}"


def as_text(rows: Sequence[Row]) -> str:
    """The table for a terminal: a heading per task, then its figures."""
    width = max((len(row.figure) for row in rows), default=0)
    lines: list[str] = []
    task = None
    for row in rows:
        if row.task != task:
            task = row.task
            lines.append(task)
        cells = f"{written(row.value, row.unit):>14}  {interval_of(row):>16}  {bar_of(row)}"
        lines.append(f"  {row.figure:<{width}}  {cells}".rstrip())
    return "\n".join(lines)


def as_markdown(rows: Sequence[Row]) -> str:
    """One task's rows as a Markdown table, with the published figures beside."""
    lines = ["| measure | gold | here | 95 % interval | bar | stretch | published |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        stretch = "" if row.stretch is None else f"{row.stretch:g}"
        gold = "" if row.gold is None else f"{row.gold:,}"
        cells = (row.figure, gold, written(row.value, row.unit), interval_of(row), bar_of(row), stretch, row.published)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
