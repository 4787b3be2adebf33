import re

import pytest
from msgspec.structs import replace

from reportedly.export.text import render_text
from reportedly.schema import Reading, Span

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [60, 73, 100, 160])
def test_no_line_is_wider_than_the_page(reading: Reading, width: int) -> None:
    lines = render_text(reading, colour=False, width=width).splitlines()
    assert max(len(line) for line in lines) <= width


@pytest.mark.parametrize(("asked", "got"), [(10, 60), (400, 160)])
def test_width_is_kept_between_60_and_160(reading: Reading, asked: int, got: int) -> None:
    page = render_text(reading, colour=False, width=asked)
    assert page == render_text(reading, colour=False, width=got)


def test_colour_changes_nothing_but_colour(reading: Reading) -> None:
    plain = render_text(reading, colour=False, width=100)
    coloured = render_text(reading, colour=True, width=100)
    assert "\x1b" not in plain
    without = [line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()]
    assert [line for line in without if "in the sentences:" not in line] == plain.splitlines()


def test_everything_of_a_claim_is_said(reading: Reading) -> None:
    page = " ".join(render_text(reading, colour=False, width=160).split())
    for words in (
        "Depot shelled near Murzuq",
        "By Ada Quill · The Invented Post · 8 April 2031",
        "5 claims about 4 events · 2 relations · 6 attributions · 6 entities",
        "corroborated · 2 independent origins",
        "Assault, artillery “shelled”",
        "Fighters of the Amber Front → a grain depot near Murzuq",
        "“Sunday” · 6 April 2031, to the day",
        "“near Murzuq” · Murzuq (LY), near the place",
        "at least 12 killed",
        "according to residents and a monitoring group",
        "Mira Sand → The monitoring group",
        "stated as fact · said not to have happened · denied",
        "Colonel Tarek Ouldin speaking for the Southern Lantern Brigade",
        "Amber Front, also Salt Road Movement · 3 mentions",
        "“Tin Adar”: no place of this name in the gazetteer",
        "2 of 5 claims give no time.",
        "Sand · said: “We <b>will</b> not be moved & will not be bought,”",
    ):
        assert words in page, words


def test_the_words_of_a_claim_are_coloured_in_its_sentence(reading: Reading) -> None:
    page = render_text(reading, colour=True, width=160)
    assert "\x1b[1;7mshelled\x1b[0m" in page
    assert "\x1b[36mnear Murzuq\x1b[0m" in page


def test_each_claims_sentence_is_quoted_whole(reading: Reading) -> None:
    page = render_text(reading, colour=False, width=80)
    quoted = " ".join(" ".join(line.strip()[1:] for line in page.splitlines() if line.strip().startswith("│")).split())
    for claim in reading.claims:
        if claim.kind == "event":
            assert claim.sentence.text in quoted


def test_terminal_commands_in_a_report_never_reach_the_terminal(reading: Reading) -> None:
    text = "Rebels \x1b[2J\x1b]0;owned\x07 \u202eshelled\u202c the town.\x9b31m"
    start = text.index("shelled")
    sentence = Span(start=0, end=len(text), text=text)
    claim = replace(
        reading.claims[0], trigger=Span(start=start, end=start + 7, text="shelled"), sentence=sentence, arguments=(),
        when=None, where=None, toll=(), according_to=(),
    )  # fmt: skip
    report = replace(reading.report, text=text, title="A \x1b[31mtitle", byline="B\x08C", url="\x1b]8;;x\x07")
    hostile = replace(reading, report=report, claims=(claim,), attributions=(), mentions=(), entities=())
    page = render_text(hostile, colour=False, width=100)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert "shelled" in page and "\ufffd" in page


def test_rich_markup_in_a_report_is_text(reading: Reading) -> None:
    titled = replace(reading, report=replace(reading.report, title="[bold]Not[/bold] :smile: [link=x]markup[/link]"))
    assert "[bold]Not[/bold] :smile: [link=x]markup[/link]" in render_text(titled, colour=False, width=100)


def test_a_reading_without_anything_says_so(reading: Reading) -> None:
    report = replace(reading.report, title=None, byline=None, publisher=None, published=None, url=None, given_id=None)
    empty = replace(reading, report=report, mentions=(), entities=(), attributions=(), claims=(), events=())
    page = render_text(empty, colour=False, width=80)
    for words in ("(no title found)", "no byline found", "no date of publication found", "No claim"):
        assert words in page
