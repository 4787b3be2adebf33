"""Time lines as SVG: events or claims along the days that their words leave open, and figures for a toll by who gives them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from reportedly.export.html_words import escape
from reportedly.export.phrases import count_words
from reportedly.notebook.markup import figures
from reportedly.schema.standing import TollStanding

WIDTH = 640
LANES = 12
"""Events that are drawn above one another at most; what is over is counted."""
LANE, TOP, EDGE = 15, 6, 12
LABELS = 230
"""Pixels at the left of a toll's figures for the voices that give them."""
FIGURES = 24
"""Figures of one toll that are drawn, the ones that most voices give."""
_TINTS = {
    "confirmed": "rgb(0,158,115)", "corroborated": "rgb(60,150,220)", "contested": "rgb(230,130,0)", "denied": "rgb(213,70,40)",
}  # fmt: skip
_PLAIN = "rgb(128,128,128)"
_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_TICKS = 8


class _Bar(NamedTuple):
    """One row's days as ordinals, whether a side is open, and what it is called."""

    first: int
    last: int
    open_left: bool
    open_right: bool
    tint: str
    words: str


class _Axis(NamedTuple):
    """From days (ordinals) to pixels."""

    first: int
    last: int
    left: float
    right: float

    def at(self, day: float) -> float:
        """The pixel at which a day begins."""
        return self.left + (day - self.first) / (self.last + 1 - self.first) * (self.right - self.left)


def timeline_svg(rows: Iterable[Any]) -> str:
    """The time line of rows that have ``start`` and ``end`` (ISO dates, inclusive, None: open); empty where none has a date.

    Each row lies over the days on which it may have been, no finer than its words; an open side ends in an arrow. The colour is the
    grade's, where a row has one. A row may begin before year 1 or after 9999 no more than ISO dates do.
    """
    rows = list(rows)
    bars = [bar for row in rows if (bar := _bar(row)) is not None]
    if not bars:
        return ""
    axis = _axis(bars)
    lanes, over = _lanes(sorted(bars), axis)
    height = TOP + max(1, len(lanes)) * LANE + 34
    drawn = "".join(_drawn(bar, TOP + number * LANE, axis) for number, lane in enumerate(lanes) for bar in lane)
    base = TOP + max(1, len(lanes)) * LANE + 4
    said = _left_out(len(rows) - len(bars), over)
    below = f'<text class="soft" x="4" y="{height + 10}">{escape(said)}</text>' if said else ""
    words = f"Time line of {count_words(len(bars), 'row')} from {_iso(axis.first)} to {_iso(axis.last)}"
    return (
        f'<svg viewBox="0 0 {WIDTH} {height + (16 if said else 0)}" width="{WIDTH}" role="img" aria-label="{escape(words)}">'
        f"{_ticks(axis, base)}{drawn}{below}</svg>"
    )


def toll_svg(toll: TollStanding) -> str:
    """The figures for one toll, a line for each with who gives it, the ones that most independent voices give first.

    A line goes from the lowest to the highest number that the words allow; "at least" ends in an arrow. Empty where nobody gives one.
    """
    told = sorted(toll.values, key=lambda one: -one.votes)
    told = [one for one in told if any(bound is not None for bound in (one.low, one.best, one.high))][:FIGURES]
    if not told:
        return ""
    top = max(bound for one in told for bound in (one.low, one.best, one.high) if bound is not None)
    step = _round_step(top / 5)
    most = max(step * -(-top // step), 1)
    axis = _Axis(0, most - 1, LABELS, WIDTH - 40)
    base = TOP + len(told) * (LANE + 3) + 4
    ticks = "".join(
        f'<line x1="{axis.at(number):.1f}" y1="{TOP}" x2="{axis.at(number):.1f}" y2="{base}" stroke="rgba(128,128,128,.3)"/>'
        f'<text class="soft" x="{axis.at(number):.1f}" y="{base + 13}" text-anchor="middle">{number:,}</text>'
        for number in range(0, most + 1, step)
    )
    lines = "".join(_figure(one, TOP + number * (LANE + 3), axis) for number, one in enumerate(told))
    words = f"Figures for {toll.what.replace('_', ' ')}: {figures(toll.low, toll.best, toll.high)}"
    return f'<svg viewBox="0 0 {WIDTH} {base + 20}" width="{WIDTH}" role="img" aria-label="{escape(words)}">{ticks}{lines}</svg>'


def _figure(one: Any, top: float, axis: _Axis) -> str:
    low = one.low if one.low is not None else one.best if one.best is not None else 0
    high = one.high if one.high is not None else None
    y, x1 = top + 8, axis.at(low)
    x2 = axis.at(high) if high is not None else axis.right + 14
    voices = ", ".join(one.voices) or "?"
    short = voices if len(voices) <= 36 else voices[:35].rstrip(" ,") + "…"
    arrow = "" if high is not None else f'<path d="M{x2:.1f} {y} l-6 -4 v8 z" fill="rgb(213,70,40)"/>'
    strength = 0.9 if one.votes > 0 else 0.35
    return (
        f"<g><title>{escape(f'{figures(one.low, one.best, one.high)}: {voices} ({one.votes:g} independent)')}</title>"
        f'<text x="{LABELS - 12}" y="{y + 4}" text-anchor="end">{escape(short)}</text>'
        f'<g opacity="{strength}"><line x1="{x1:.1f}" y1="{y}" x2="{x2:.1f}" y2="{y}" stroke="rgb(213,70,40)" stroke-width="2"/>{arrow}'
        f'<circle cx="{axis.at(one.best if one.best is not None else low):.1f}" cy="{y}" r="4.5" fill="rgb(213,70,40)"/></g></g>'
    )


def _round_step(about: float) -> int:
    step = 1
    while step < about:
        for factor in (2, 5, 10):
            if step * factor >= about:
                return step * factor
        step *= 10
    return step


def _bar(row: Any) -> _Bar | None:
    first, last = _ordinal(row.start), _ordinal(row.end)
    if first is None and last is None:
        return None
    left, right = first is None, last is None
    near = first if first is not None else last or 0
    far = last if last is not None else near
    name = getattr(row, "title", None) or getattr(row, "sentence", None) or ""
    words = " · ".join(part for part in (getattr(row, "id", ""), row.start or "", row.end if row.end != row.start else "", name) if part)
    return _Bar(min(near, far), max(near, far), left, right, _TINTS.get(getattr(row, "grade", ""), _PLAIN), words)


def _ordinal(day: str | None) -> int | None:
    try:
        return None if day is None else date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def _iso(ordinal: int) -> str:
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal()))).isoformat()


def _axis(bars: Sequence[_Bar]) -> _Axis:
    first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
    air = max(1, (last - first) // 40)
    return _Axis(max(1, first - air), min(date.max.toordinal(), last + air), EDGE, WIDTH - EDGE)


def _lanes(bars: Sequence[_Bar], axis: _Axis) -> tuple[list[list[_Bar]], int]:
    """The bars in as few lanes as hold them side by side, and how many found no room."""
    lanes: list[list[_Bar]] = []
    ends: list[float] = []
    over = 0
    for bar in bars:
        left, right = _sides(bar, axis)
        free = next((place for place, end in enumerate(ends) if end + 2 < left), None)
        if free is not None:
            lanes[free].append(bar)
            ends[free] = right
        elif len(lanes) < LANES:
            lanes.append([bar])
            ends.append(right)
        else:
            over += 1
    return lanes, over


def _sides(bar: _Bar, axis: _Axis) -> tuple[float, float]:
    left, right = axis.at(bar.first), axis.at(bar.last + 1)
    middle = (left + right) / 2
    left, right = min(left, middle - 3), max(right, middle + 3)
    return left - 8 * bar.open_left, right + 8 * bar.open_right


def _drawn(bar: _Bar, top: float, axis: _Axis) -> str:
    left, right = _sides(bar, axis)
    inner_left, inner_right = left + 8 * bar.open_left, right - 8 * bar.open_right
    heads = ""
    if bar.open_left:
        heads += f'<path d="M{left:.1f} {top + 5} l7 -5 v10 z" fill="{bar.tint}"/>'
    if bar.open_right:
        heads += f'<path d="M{right:.1f} {top + 5} l-7 -5 v10 z" fill="{bar.tint}"/>'
    return (
        f"<g><title>{escape(bar.words)}</title>{heads}"
        f'<rect x="{inner_left:.1f}" y="{top}" width="{inner_right - inner_left:.1f}" height="10" rx="2" fill="{bar.tint}" '
        f'fill-opacity=".55" stroke="{bar.tint}"/></g>'
    )


def _ticks(axis: _Axis, base: float) -> str:
    made = [f'<line x1="{EDGE}" y1="{base}" x2="{WIDTH - EDGE}" y2="{base}" stroke="currentColor" stroke-opacity=".6"/>']
    beyond = float(WIDTH)
    for day, words in reversed(_tick_days(axis)):
        x = axis.at(day)
        made.append(f'<line x1="{x:.1f}" y1="{TOP - 4}" x2="{x:.1f}" y2="{base + 4}" stroke="rgba(128,128,128,.3)"/>')
        if x + 6.2 * len(words) < beyond:
            made.append(f'<text class="soft" x="{x + 2:.1f}" y="{base + 14}">{words}</text>')
            beyond = x
    return "".join(made)


def _tick_days(axis: _Axis) -> list[tuple[int, str]]:
    """About six days at which lines stand, on whole months or years where the time line is long."""
    days = axis.last - axis.first + 1
    step = next((one for one in _STEPS if days / one <= _TICKS), None)
    first = date.fromordinal(axis.first)
    if step is not None:
        start = first if step < 7 else first + timedelta(days=-first.weekday() % 7)
        return [(number, _iso(number)) for number in range(start.toordinal(), axis.last + 1, step)]
    months = next((one for one in _MONTH_STEPS if days / 30.44 / one <= _TICKS), _MONTH_STEPS[-1])
    place = first.year * 12 + first.month - 1
    place += -place % months
    found = []
    while place // 12 <= date.max.year:
        day = date(place // 12, place % 12 + 1, 1)
        if day.toordinal() > axis.last:
            break
        found.append((day.toordinal(), f"{day.year:04d}" if months >= 12 else day.isoformat()[:7]))
        place += months
    return found


def _left_out(undated: int, over: int) -> str:
    parts = [count_words(undated, "row") + " without a date"] if undated else []
    parts += [count_words(over, "row") + " for want of room"] if over else []
    return "Not shown: " + "; ".join(parts) if parts else ""
