"""The walk of five steps through the desk that the README shows: `python docs/desk_tour.py` takes its pictures anew into docs/images.

The record is that of examples/dune-road, whose reports, people and outlets are invented. tests/desk/test_tour.py performs the same steps.
It needs the extra dev (Playwright) and a chromium, which .ci/chromium installs.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = Path("/usr/bin/chromium")
SIZE = {"width": 1280, "height": 800}
ADDED = (
    ("examples/dune-road/agencies.jsonl", "examples/dune-road/pages"),
    ("examples/dune-road/radio", "--publisher", "Invented Radio South"),
    ("examples/dune-road/statements", "--publisher", "Copper Banner"),
)
"""The commands that make the record, as the tutorial has them."""
FROM_RIGHT_TO_LEFT = (
    {
        "title": "قصف مستودع في سبها (Depot shelled in Sabha)", "publisher": "وكالة الوادي", "published": "2032-10-12",
        "text": "Invented. Gunmen of the Copper Banner shelled a depot in Sabha on 11 October 2032, killing at least four people, "
        "the agency وكالة الوادي reported on Tuesday, citing residents.",
    },
    {
        "title": "Shells hit depot in Sabha", "publisher": "קול הדרום", "published": "2032-10-13",
        "text": "Invented. The market quarter woke to explosions. Gunmen of the Copper Banner shelled a depot in Sabha on 11 October 2032, "
        "killing six people, the mayor of the town told this paper. Elders went from house to house to count the wounded.",
    },
)  # fmt: skip
"""Two more reports, with names that are written from right to left."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Step(NamedTuple):
    """One step: what the reader does, what is seen, and what does it on a Playwright page."""

    title: str
    told: str
    perform: Callable[[Any], None]


def find(page: Any) -> None:
    """Search for a word and open the strike on the market."""
    page.get_by_role("searchbox", name="Search the words of claims").fill("market")
    with page.expect_response("**/api/v1/events?*text=market*"):
        page.keyboard.press("Enter")
    page.locator("section[aria-busy=false] mark.searched").first.wait_for()
    page.wait_for_load_state("networkidle")


def weigh(page: Any) -> None:
    """Open the event that is contested by the most voices: who says it, who passed it on, who denies it."""
    with page.expect_response("**/api/v1/events?*grade=contested*"):
        page.get_by_role("link", name="contested", exact=True).click()
    with page.expect_response("**/api/v1/events?*sort=origins*"):
        page.get_by_label("Order").select_option("origins")
    page.locator("section[aria-busy=false] .item a").first.wait_for()
    page.locator(".item a").first.click()
    page.locator("figure.voices").wait_for()
    page.locator("aside .words mark").first.wait_for()


def read(page: Any) -> None:
    """Open the words of the one who denies it."""
    page.locator(".told", has_text="denies").locator("blockquote a").first.click()
    page.wait_for_url(re.compile("claim="))
    page.locator("aside .words mark.cue").first.wait_for()


def back(page: Any) -> None:
    """Move the slider to the day on which the first report of it was out."""
    first = min(re.findall(r"\b20\d\d-\d\d-\d\d\b", page.locator("section", has_text="The reports that it rests on").last.inner_text()))
    slider = page.get_by_role("slider", name="As of, by days")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("as_of="))
    for _ in range(90):
        if f"as_of={first}" in page.url:
            break
        page.keyboard.press("ArrowRight")
    page.get_by_text("The record as it stood on").wait_for()
    page.locator(".trouble").wait_for(state="detached")  # the days before it, on which no report was out
    page.locator("figure.voices").wait_for()
    page.wait_for_load_state("networkidle")


def correct(page: Any) -> None:
    """Back in the present, put a field right with words of the report, and say why."""
    page.get_by_role("link", name="Show the present").click()
    page.get_by_role("navigation").get_by_role("link", name="Review").click()
    for _ in range(8):  # down the queue to the first sentence that names a day of the week
        page.locator("section.page article").first.wait_for()
        told = [one.split() for one in page.locator("[role=listbox]").all_inner_texts()]
        if any(set(DAYS) & set(words) for words in told):
            break
        page.keyboard.press("j")
        page.wait_for_timeout(500)
    page.locator("[name=field]").select_option("when")
    page.locator("[name=reason]").fill("the day is in the words")
    page.locator("aside h1").click()
    number = next(at for at, words in enumerate(told) if set(DAYS) & set(words))
    for _ in range(number):
        page.keyboard.press("n")
    page.keyboard.press("f")
    for _ in range(min(told[number].index(one) for one in DAYS if one in told[number]) + 1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => /^\\d{4}-/.test(document.querySelector('[name=value]').value)")


def judge(page: Any) -> None:
    """Write the correction into the log."""
    page.get_by_role("button", name="Put right").click()
    page.locator("section.page [role=status]", has_text="Press u to take it back").wait_for()
    page.wait_for_load_state("networkidle")


STEPS = (
    Step(
        "Find", "Search the words of thirty reports; narrow by grade, kind, place or time. Every list is a link.", find
    ),
    Step(
        "Weigh",
        "One event on one screen: why its grade is what it is, who told whom, who printed it again, and who denies it.",
        weigh,
    ),
    Step(
        "Read",
        "Each claim opens the report at its words, marked by the part they play, with the original's bytes and hash beside it.",
        read,
    ),
    Step(
        "Go back", "The slider shows the record as it stood on a day: what was known then, and from whom.", back
    ),
    Step(
        "Put right",
        "Mark words with mouse or keys: they become the field's value. A reason goes into the log, and `u` takes it back.",
        correct,
    ),
)


def build(record: Path) -> None:
    """Make the record of the thirty invented reports."""
    for more in ADDED:
        add(record, *more)


def add(record: Path, *more: str) -> None:
    """Add reports to a record, as the command does."""
    command = [sys.executable, "-c", "from reportedly.cli.main import run; run()", "add", *more, "--record", str(record)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603  our own command


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The link of a desk on the record, as long as the block lasts."""
    command = [
        sys.executable,
        "-c",
        "from reportedly.cli.main import run; run()",
        "serve",
        str(record),
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603  our own command
        try:
            assert running.stdout is not None
            found = re.search(r"http\S+", running.stdout.readline())
            if found is None:
                raise SystemExit("The desk printed no link.")
            yield found.group(0)
        finally:
            running.terminate()


def main() -> None:
    """Take the pictures: one of each step, and the map, the line of time and the network."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only for taking pictures

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(Path(folder) / "record.db")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        with served(Path(folder) / "record.db") as link:
            page = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light").new_page()
            page.goto(link)
            page.wait_for_load_state("networkidle")
            for number, step in enumerate(STEPS, 1):
                step.perform(page)
                shoot(page, f"desk-{number}-{step.title.lower().replace(' ', '-')}")
            for name in ("map", "timeline", "network"):
                page.get_by_role("navigation").get_by_role("link", name=name.capitalize()).click()
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(600)  # a canvas says nothing when it is painted
                shoot(page, f"desk-{name}")
            page.get_by_role("navigation").get_by_role("link", name="Events").click()
            original(page)
        from_right_to_left(browser, Path(folder))
        browser.close()


def original(page: Any) -> None:
    """The picture of where a claim stands in what was captured, beside its words."""
    weigh(page)
    page.locator("aside details summary", has_text="stands in the original").click()
    page.locator("aside details li").first.wait_for()
    box = page.locator("aside").first.bounding_box()
    shoot(page, "desk-original", {**box, "height": min(box["height"], 320)})


def from_right_to_left(browser: Any, folder: Path) -> None:
    """The picture of an event that outlets with Arabic and Hebrew names tell."""
    reports = folder / "more.jsonl"
    reports.write_text("".join(f"{json.dumps(one)}\n" for one in FROM_RIGHT_TO_LEFT), encoding="utf-8")
    add(folder / "right-to-left.db", str(reports))
    with served(folder / "right-to-left.db") as link:
        page = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light").new_page()
        page.goto(f"{link}")
        page.wait_for_load_state("networkidle")
        page.get_by_label("Order").select_option("origins")
        page.wait_for_load_state("networkidle")
        page.locator(".item a").first.click()
        page.locator("figure.voices").wait_for()
        page.locator("aside .words mark").first.wait_for()
        shoot(page, "desk-right-to-left")


def shoot(page: Any, name: str, clip: Any = None) -> None:
    """A picture of what the window, or a part of it, shows, in few colours where that can be done: a tenth of the bytes."""
    file = IMAGES / f"{name}.png"
    page.screenshot(path=str(file), clip=clip)
    try:
        from PIL import Image  # noqa: PLC0415  only for taking pictures
    except ImportError:
        return
    with Image.open(file) as taken:
        few = taken.convert("RGB").quantize(colors=96, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


if __name__ == "__main__":
    main()
