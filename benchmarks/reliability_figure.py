"""The reliability curve as a drawing: mean score to the right, share of right ones upwards, a perfect score on the diagonal."""

from collections.abc import Sequence
from html import escape

from reportedly.evaluation.calibration import Bin

SIDE, LEFT, TOP, GAP = 240, 46, 34, 70
INK, GRID, LINE = "#222", "#ccc", "#1f5fa8"
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def drawing(curves: Sequence[tuple[str, Sequence[Bin]]]) -> str:
    """An SVG with one square per curve, side by side; a dot's area goes with the number of its cases."""
    width = LEFT + len(curves) * (SIDE + GAP)
    height = TOP + SIDE + 48
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="11" fill="{INK}" role="img">',
        f"<title>{escape(', '.join(name for name, _ in curves))}: share of right ones by score</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (name, bins) in enumerate(curves):
        parts += _panel(LEFT + number * (SIDE + GAP), name, bins)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(left: int, name: str, bins: Sequence[Bin]) -> list[str]:
    parts = [f'<text x="{left + SIDE / 2:g}" y="{TOP - 14}" text-anchor="middle" font-size="13">{escape(name)}</text>']
    for step in STEPS:
        x, y = _point(left, step, step)
        parts += [
            f'<line x1="{x:g}" y1="{TOP}" x2="{x:g}" y2="{TOP + SIDE}" stroke="{GRID}"/>',
            f'<line x1="{left}" y1="{y:g}" x2="{left + SIDE}" y2="{y:g}" stroke="{GRID}"/>',
            f'<text x="{x:g}" y="{TOP + SIDE + 15}" text-anchor="middle">{step:g}</text>',
            f'<text x="{left - 6}" y="{y + 4:g}" text-anchor="end">{step:g}</text>',
        ]
    parts += [
        f'<line x1="{left}" y1="{TOP + SIDE}" x2="{left + SIDE}" y2="{TOP}" stroke="{INK}" stroke-dasharray="4 4"/>',
        f'<text x="{left + SIDE / 2:g}" y="{TOP + SIDE + 34}" text-anchor="middle">score</text>',
    ]
    points = [_point(left, one.score, one.right) for one in bins]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="1.5"/>')
    most = max((one.cases for one in bins), default=1)
    for (x, y), one in zip(points, bins, strict=True):
        radius = 2 + 3 * (one.cases / most) ** 0.5
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{LINE}"/>')
    return parts


def _point(left: int, x: float, y: float) -> tuple[float, float]:
    return left + SIDE * x, TOP + SIDE * (1 - y)
