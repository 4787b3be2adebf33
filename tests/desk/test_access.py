"""Each view is clean under axe, in light and dark, wide and at 360 pixels."""

from pathlib import Path
from typing import Any

import pytest
from desk_browser import VIEWS, visiting

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Any, link: str, scheme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is missing: cd web && npm ci")
    found: list[str] = []
    with visiting(
        browser, link, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    ) as visit:
        event = visit.page.evaluate("fetch('/api/v1/events?sort=origins').then(one => one.json())")["rows"][0]["id"]
        actor = visit.page.evaluate("fetch('/api/v1/actors').then(one => one.json())")["rows"][0]["id"]
        for address in (*VIEWS, f"events/{event}", "reports/r1", f"actors/{actor}"):
            visit.open(f"/{address}")
            visit.page.evaluate(AXE.read_text(encoding="utf-8"))
            for one in visit.page.evaluate("axe.run().then(one => one.violations)"):
                found.append(
                    f"/{address}: {one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
                )
    assert not found, "\n".join(found)
