"""A desk that is served for real, and a browser that listens to all that it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
VIEWS = ("events", "map", "timeline", "actors", "network", "review", "log", "add")
WITHHELD = "Orsolya Venn (invented)"
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=2</script>'
ARABIC = "وكالة الوادي"


@dataclass
class Visit:
    """A page at the desk, and what happened while it was open."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to an address of the desk and wait until nothing more is asked for."""
        self.page.goto(self.base + address)
        self.page.wait_for_load_state("networkidle")

    def keep_answers(self) -> list[tuple[str, bytes]]:
        """From now on, what each answer of the API said, as it came."""
        kept: list[tuple[str, bytes]] = []

        def pass_on(route: Any) -> None:
            answer = route.fetch()
            kept.append((route.request.url, answer.body()))
            route.fulfill(response=answer)

        self.page.route("**/api/v1/**", pass_on)
        return kept

    def violations(self) -> list[str]:
        """What axe finds wrong with the page as it stands; for a visit whose page lets scripts in (``bypass_csp``)."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        address = self.page.url.removeprefix(self.base)
        return [
            f"{address}: {one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
            for one in self.page.evaluate("axe.run().then(one => one.violations)")
        ]

    def foreign(self) -> list[str]:
        """Requests to anywhere but this desk."""
        own = urlsplit(self.base).netloc
        return [
            one for one in self.asked if urlsplit(one).scheme not in ("data", "blob") and urlsplit(one).netloc != own
        ]


@contextmanager
def visiting(browser: Any, link: str, **context: Any) -> Iterator[Visit]:
    """A visit of its own: no cookie is shared with another."""
    held = browser.new_context(**context)
    try:
        visit = Visit(held.new_page(), link.split("/?")[0])
        page = visit.page
        page.set_default_timeout(15_000)
        page.on("console", lambda one: visit.complaints.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda one: visit.complaints.append(str(one)))
        page.on("dialog", lambda one: (visit.complaints.append(f"dialog: {one.message}"), one.dismiss()))
        page.on("request", lambda one: visit.asked.append(one.url))
        page.goto(link)
        page.wait_for_load_state("networkidle")
        yield visit
    finally:
        held.close()
