"""How fast the desk is in a browser, on a record of a million claims.

    python -m benchmarks.desk [--record FILE] [--claims 1000000] [--seconds 5] [--page]

Serves the record as `reportedly serve` does (a generated one where none is named), and looks at it with headless Chromium without a GPU:
until rows are painted, scrolling, changing a facet, moving the map; then asks the API with 20 requests in flight. ``--page`` writes
docs/desk-benchmarks.md, with ``--only`` these parts of it anew. Wall time is what a person waits, and others may use the machine: so each
part has the load average and the time of a fixed loop beside it, which takes longer where somebody else computes.
"""

import argparse
import asyncio
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import numpy as np

from benchmarks.folders import PROJECT
from benchmarks.generated_record import generate
from benchmarks.record_queries import Values
from reportedly.store.sql import Store

PAGE = PROJECT / "docs" / "desk-benchmarks.md"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
CHROMIUM = "/usr/bin/chromium"
psutil: Any = import_module("psutil")  # which has no types of its own
SCREEN = {"width": 1366, "height": 768}
IN_FLIGHT = 20
MAPPED = 100_000
MIX = "4 are lists of 100 events, 2 facets, 2 an event with its evidence, 1 an event's claims, 1 a map of four degrees by four"
# What the page itself tells: requests under way, when the first rows were painted, frames.
WATCH = """
window.flying = 0; window.rows = null;
const before = window.fetch;
window.fetch = (...given) => { flying += 1; return before(...given).finally(() => { flying -= 1; }); };
const look = () => document.querySelector('.list .item') ? requestAnimationFrame(() => { window.rows = performance.now(); })
  : requestAnimationFrame(look);
requestAnimationFrame(look);
window.frames_of = (seconds) => new Promise((done) => {
  const times = []; const end = performance.now() + 1000 * seconds;
  const tick = (now) => { times.push(now); if (now < end) requestAnimationFrame(tick); else done(times); };
  requestAnimationFrame(tick);
});
window.settled = () => new Promise((done) => {
  let calm = 0;
  const tick = () => {
    calm = flying ? 0 : calm + 1;
    if (calm >= 3) done(); else requestAnimationFrame(tick);
  };
  tick();
});
"""


class Lines:
    """What is found, printed as it comes and kept for the page."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.said: list[str] = []

    def say(self, line: str) -> None:
        """Print and keep a line."""
        self.said.append(line)
        print(line, flush=True)

    def part(self, name: str, bar: str) -> None:
        """Begin a part: what it is held against, and how busy the machine is."""
        load = os.getloadavg()[0]
        self.say(f"\n{name} (bar: {bar}; load average {load:.1f}, the loop takes {loop():.0f} ms)")


def loop() -> float:
    """Milliseconds by the clock of a fixed piece of work, the middle of five."""
    times = []
    for _ in range(5):
        began, total = perf_counter(), 0
        for number in range(1_000_000):
            total += number & 7
        times.append(1000 * (perf_counter() - began))
    return float(np.median(times))


@contextmanager
def serving(record: str) -> Iterator[tuple[str, int]]:
    """The link of a desk that serves the record in a process of its own, and that process."""
    command = [sys.executable, "-c", "from reportedly.cli.main import run; run()", "serve", record, "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                yield found.group(), process.pid
                return
        raise SystemExit("The desk did not open.")
    finally:
        process.terminate()
        process.wait(20)


_COMING = 60  # seconds after which a desk has no readers


def wait_for_readers(desk: int) -> None:
    """Until the desk's readers have opened the record: they come one after the other beside what the desk does, and then are idle."""
    for _ in range(_COMING):  # the first comes when the desk has counted what a first visitor asks for
        sleep(1)
        if psutil.Process(desk).children(recursive=True):
            break
    sleep(5)
    while sum(one.cpu_percent(0.5) for one in psutil.Process(desk).children(recursive=True)) > 5:
        sleep(0.5)


def _at(times: Sequence[float], percent: float) -> float:
    return float(np.percentile(times, percent))


def visit(browser: Any, link: str) -> Any:
    """A page in a browser that knows nothing yet."""
    page = browser.new_context(viewport=SCREEN).new_page()
    page.set_default_timeout(60_000)
    page.add_init_script(WATCH)
    page.goto(link)
    _until(page, "window.rows !== null")
    return page


def _until(page: Any, true: str) -> None:
    """Wait for an expression to be true; the desk's policy lets no page evaluate words itself."""
    for _ in range(3_000):
        if page.evaluate(true):
            return
        page.wait_for_timeout(20)
    raise SystemExit(f"The desk did not come to: {true}")


def paint(browser: Any, link: str, lines: Lines) -> None:
    """How long until rows are there to be read."""
    lines.part("First useful paint", "1.5 s until rows of the list are painted")
    found = []
    for number in range(6):
        page = visit(browser, link)
        found.append(page.evaluate("rows"))
        if number == 0:
            page.evaluate("settled()")
        page.context.close()
    first, then = found[0], found[1:]
    lines.say(f"just after the desk was opened {first:.0f} ms; then the median {_at(then, 50):.0f} ms, the slowest {max(then):.0f} ms")


def transfer(browser: Any, link: str, lines: Lines) -> None:
    """What goes over the wire, as it is compressed."""
    lines.part("Transfer", "600 KB before the map opens")
    page = browser.new_context(viewport=SCREEN).new_page()
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    page.goto(link)
    for view in ("events", "timeline", "actors", "network", "review", "log", "add", "map"):
        page.click(f"nav a[href^='/{view}']")
        page.wait_for_timeout(300)
        page.evaluate("settled()")
        page.wait_for_timeout(300)
        lines.say(f"{'after ' + view:<16}{sum(sizes) / 1000:8.0f} KB in {len(sizes)} answers")
    page.context.close()


def frames(page: Any, seconds: float, act: Callable[[], None]) -> tuple[float, float]:
    """Frames a second, and the milliseconds that 95 of 100 frames take at most, while ``act`` is done again and again."""
    page.evaluate("(seconds) => { window.counted = null; frames_of(seconds).then((one) => { window.counted = one; }); }", seconds)
    while page.evaluate("window.counted === null"):
        act()
    times = np.array(page.evaluate("window.counted"))
    return 1000 * (len(times) - 1) / (times[-1] - times[0]), _at(np.diff(times).tolist(), 95)


def scroll(browser: Any, link: str, seconds: float, lines: Lines) -> None:
    """Frames while the list is scrolled by the wheel, with more pages coming in."""
    lines.part("Scrolling the list", "50 frames/s")
    page = visit(browser, link)
    page.evaluate("settled()")
    page.hover(".list")
    rate, slow = frames(page, seconds, lambda: page.mouse.wheel(0, 240))
    far = page.evaluate("document.querySelector('.list').scrollTop")
    lines.say(f"{rate:.1f} frames/s, 95 of 100 within {slow:.0f} ms, over {far:,.0f} pixels")
    page.context.close()


def facets(browser: Any, link: str, lines: Lines) -> None:
    """From a click on a facet until list and counts are there, each asked for the first time."""
    lines.part("Changing a facet", "300 ms from the click to list and counts")
    page = visit(browser, link)
    page.evaluate("settled()")
    found: dict[str, list[float]] = {}
    for name in ("Grade", "What", "Country", "Year", "Disputed"):
        count = min(4, page.locator(f"section[aria-label='{name}'] li a").count())
        for number in range(count):
            pick = page.locator(f"section[aria-label='{name}'] li a").nth(number)
            found.setdefault(name, []).append(_click(page, pick))
            page.click("a:has-text('Clear all')")
            page.evaluate("settled()")
    for number in range(3):  # one upon another
        for name in ("Grade", "What", "Country"):
            links = page.locator(f"section[aria-label='{name}'] li:not(.on) a")
            if links.count() > number:
                found.setdefault("upon others", []).append(_click(page, links.nth(number)))
        page.click("a:has-text('Clear all')")
        page.evaluate("settled()")
    for name, times in found.items():
        lines.say(f"{name:<12} {len(times):>3} clicks, median {_at(times, 50):5.0f} ms, slowest {max(times):5.0f} ms")
    every = [one for times in found.values() for one in times]
    lines.say(f"{'all':<12} {len(every):>3} clicks, median {_at(every, 50):5.0f} ms, p95 {_at(every, 95):5.0f} ms")
    page.context.close()


def _click(page: Any, pick: Any) -> float:
    handle = pick.element_handle()
    script = "(link) => { const began = performance.now(); link.click(); return new Promise((done) => setTimeout(() => settled().then("
    return float(page.evaluate(script + "() => done(performance.now() - began)), 0)); }", handle))


def scattered(number: int = MAPPED) -> str:
    """So many events each at a point of its own, as the API gives them: the worst that a map of that size can be."""
    rng = np.random.default_rng(5)
    lat, lon = rng.uniform(-35, 60, number).round(5), rng.uniform(-15, 110, number).round(5)
    rows = [
        {"lat": a, "lon": b, "place": f"Place {i}", "geonames": i, "where_prec": 1 + i % 6, "events": 1, "disputed": int(i % 9 == 0),
         "killed": None, "event": f"v{i}"}
        for i, (a, b) in enumerate(zip(lat.tolist(), lon.tolist(), strict=True), 1)
    ]  # fmt: skip
    return json.dumps({"rows": rows, "notes": [], "next": None})


def map_moves(browser: Any, link: str, seconds: float, lines: Lines) -> None:
    """Frames while the map is dragged and zoomed."""
    lines.part(f"Map of {MAPPED:,} events", "pan and zoom at 30 frames/s without a GPU")
    for what, body in (("the newest of the record", None), ("each at a point of its own", scattered())):
        page = visit(browser, link)
        page.evaluate("settled()")
        if body is not None:
            page.route("**/api/v1/map?*", lambda route, _, body=body: route.fulfill(content_type="application/json", body=body))
        began = perf_counter()
        page.click("nav a[href^='/map']")
        _until(page, "/^[1-9]/.test(document.querySelector('aside [role=status]')?.textContent ?? '')")
        opened = perf_counter() - began
        page.evaluate("settled()")
        page.wait_for_timeout(1500)
        lines.say(f"{what}: {page.inner_text('aside [role=status]')}, opened in {opened:.1f} s")
        box = page.locator("canvas").bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for zoom in (0, 4, 8):
            page.mouse.move(*middle)
            for _ in range(zoom):
                page.mouse.wheel(0, -200)
            page.wait_for_timeout(800)
            rate, slow = frames(page, seconds, _drag(page, middle))
            lines.say(f"  dragged, {zoom / 2:g} steps closer: {rate:5.1f} frames/s, 95 of 100 within {slow:.0f} ms")
        rate, slow = frames(page, seconds, _wheel(page))
        lines.say(f"  zoomed out and in: {rate:5.1f} frames/s, 95 of 100 within {slow:.0f} ms")
        page.context.close()


def _drag(page: Any, middle: tuple[float, float]) -> Callable[[], None]:
    """Drags the map to and fro, some steps of the way each time it is called."""

    def act() -> None:
        page.mouse.move(*middle)
        page.mouse.down()
        for step in range(1, 31):
            page.mouse.move(middle[0] - 9 * step, middle[1] - 5 * step)
        for step in range(30, -1, -1):
            page.mouse.move(middle[0] - 9 * step, middle[1] - 3 * step)
        page.mouse.up()

    return act


def _wheel(page: Any) -> Callable[[], None]:
    """Zooms in and out by turns, one notch each time it is called."""
    notches = itertools.cycle([-60] * 40 + [60] * 80 + [-60] * 40)
    return lambda: page.mouse.wheel(0, next(notches))


def questions(record: str, number: int) -> list[str]:
    """What a desk asks while it is used, each time with other values."""
    with Store.open(record) as store, store.reading() as snapshot:
        v = Values(snapshot.connection)

        def box() -> str:
            row = v.event()
            lat, lon = (row.lat, row.lon) if row.lat is not None else (20.0, 40.0)
            return f"{max(-180, lon - 2):.3f},{lat - 2:.3f},{min(180, lon + 2):.3f},{lat + 2:.3f}"

        makers: tuple[Callable[[], str], ...] = (
            lambda: f"events?limit=100&type={v.type()}&country={v.country()}&since={v.day()[:7]}",
            lambda: f"events?limit=100&place={v.place()}",
            lambda: f"events?limit=100&actor={v.actor()}",
            lambda: f"events?limit=100&grade={v.one(('contested', 'corroborated', 'confirmed'))}&country={v.country()}&until={v.day()}",
            lambda: f"events/facets?type={v.type()}&country={v.country()}&since={v.day()[:4]}",
            lambda: f"events/facets?place={v.place()}",
            lambda: f"events/v{v.event().id}", lambda: f"events/v{v.event().id}", lambda: f"claims?limit=100&event=v{v.event().id}",
            lambda: f"map?box={box()}",
        )  # fmt: skip
        return [makers[i % len(makers)]().replace(" ", "%20") for i in range(number)]


async def _ask(host: str, port: int, token: str, paths: Iterator[str], took: list[tuple[str, float, int]]) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for path in paths:
        began = perf_counter()
        writer.write(
            f"GET /api/v1/{path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.I)
        await reader.readexactly(int(length.group(1)) if length else 0)
        took.append((path, 1000 * (perf_counter() - began), int(head.split()[1])))
    writer.close()


def spent(desk: int) -> float:
    """Seconds of processor that the desk and its readers have taken."""
    processes = [psutil.Process(desk), *psutil.Process(desk).children(recursive=True)]
    return float(sum(one.cpu_times().user + one.cpu_times().system for one in processes))


def api(record: str, link: str, desk: int, lines: Lines) -> None:
    """How long answers take with IN_FLIGHT requests at any time."""
    wait_for_readers(desk)
    lines.part(f"API, {IN_FLIGHT} requests in flight", "p95 150 ms")
    lines.say(f"the desk with {len(psutil.Process(desk).children())} processes beside it; of ten questions {MIX}")
    host, port = "127.0.0.1", int(link.split(":")[2].split("/")[0])
    token = link.split("token=")[1]
    new = questions(record, 1_000)
    rng = np.random.default_rng(3)
    weights = 1 / np.arange(1, len(new) + 1) ** 0.9
    again = [new[i] for i in rng.choice(len(new), 2_000, p=weights / weights.sum())]
    for what, asked in (("every question a new one", new), ("as a team asks: some questions often, all asked before", again)):
        took: list[tuple[str, float, int]] = []
        began, before = perf_counter(), spent(desk)

        async def together(asked: list[str] = asked, took: list[tuple[str, float, int]] = took) -> None:
            waiting = iter(asked)
            await asyncio.gather(*(_ask(host, port, token, waiting, took) for _ in range(IN_FLIGHT)))

        asyncio.run(together())
        times = [one for _, one, _ in took]
        wrong = sum(status not in (200, 400) for _, _, status in took)
        lines.say(
            f"{what}: {len(took):,} answers, {len(took) / (perf_counter() - began):.0f} a second, p50 {_at(times, 50):.0f} ms, "
            f"p95 {_at(times, 95):.0f} ms, {wrong} failed; {1000 * (spent(desk) - before) / len(took):.1f} ms of processor for each"
        )
        kinds: dict[str, list[float]] = {}
        for path, one, _ in took:
            kinds.setdefault(re.sub(r"v\d+", "ID", path.split("?")[0]), []).append(one)
        for kind, some in sorted(kinds.items()):
            lines.say(f"  {kind:<20} {len(some):>5}  p50 {_at(some, 50):5.0f} ms  p95 {_at(some, 95):5.0f} ms")


def measured(record: str, seconds: float, lines: Lines, only: Sequence[str] = ()) -> None:
    """Measure all parts, or these."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where a browser is wanted

    browsing: dict[str, Callable[[Any, str], None]] = {
        "paint": lambda browser, link: paint(browser, link, lines), "transfer": lambda browser, link: transfer(browser, link, lines),
        "scroll": lambda browser, link: scroll(browser, link, seconds, lines), "facets": lambda browser, link: facets(browser, link, lines),
        "map": lambda browser, link: map_moves(browser, link, seconds, lines),
    }  # fmt: skip
    for name, run in browsing.items():
        if not only or name in only:
            with serving(record) as (link, _), sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
                run(browser, link)
                browser.close()
    if not only or "api" in only:
        with serving(record) as (link, desk):
            api(record, link, desk, lines)


HEAD = """# Benchmarks of the desk

Written by `python -m benchmarks.desk --page`; don't edit by hand. A record of generated claims, served as `reportedly serve` does; Debian's
Chromium, headless, without a GPU; browser, server and all else on the same two cores. Each part is measured at a desk that was just opened.
"""
TAIL = """
Before answers came from readers and statements were made once, the same 1,000 new questions had a p50 of 268 ms and a p95 of 649 ms (62
answers a second; one process, 12.9 ms of processor for each answer without HTTP), on the same machine with the loop at 95 ms.
"""


def main() -> None:
    """Measure and print, and write the page where asked."""
    parser = argparse.ArgumentParser(description="How fast the desk is.")
    parser.add_argument("--record", help="a record that is there already")
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each movement")
    parser.add_argument("--only", action="append", default=[], choices=["paint", "transfer", "scroll", "facets", "map", "api"])
    parser.add_argument("--page", action="store_true", help="write docs/desk-benchmarks.md")
    given = parser.parse_args()
    lines = Lines()
    with tempfile.TemporaryDirectory(prefix="reportedly-") as folder:
        record = given.record or str(Path(folder) / "record.db")
        if given.record is None:
            with Store.open(record, create=True) as store:
                generate(store, given.claims)
        with Store.open(record) as store, store.reading() as snapshot:
            counts = [snapshot.connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in ("claim", "event")]
        lines.say(f"{counts[0]:,} claims, {counts[1]:,} events")
        measured(record, given.seconds, lines, given.only)
    if given.page:
        day = datetime.now(UTC).date().isoformat()
        said = parts_of("\n".join(lines.said))
        if given.only:
            said = parts_of(PAGE.read_text(encoding="utf-8").split("```")[1].strip("\n")) | said
        PAGE.write_text(f"{HEAD}\n{day}.\n\n```\n" + "\n\n".join(said.values()) + f"\n```\n{TAIL}", encoding="utf-8")


def parts_of(said: str) -> dict[str, str]:
    """The parts of what was said, by their names."""
    return {part.split(" (bar:")[0] if " (bar:" in part else "": part for part in said.split("\n\n")}


if __name__ == "__main__":
    main()
