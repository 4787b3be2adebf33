"""Plain text to reports. The example texts are invented, but for the seed, which is read from beside the project."""

from pathlib import Path

import msgspec
import pytest

from reportedly.errors import EmptyReport, NotEnglish, TooLarge
from reportedly.ingest.given import Given
from reportedly.ingest.limits import MAX_CHARS
from reportedly.ingest.text import report_from_text
from reportedly.schema import report_id

SHARED = Path(__file__).parents[2].parent / "shared"
SENTENCE = (
    "Fighters left the town of Tal Amara before dawn, and residents said that the bridge was blown up behind them."
)


@pytest.mark.corpora
def test_the_seed_report_loses_its_sites_lines() -> None:
    seed = SHARED / "seed" / "report.txt"
    if not seed.exists():
        pytest.skip("../shared/seed is absent")
    report = report_from_text(seed.read_text(encoding="utf-8"))
    assert report.title == "2 Top IS Commanders Reportedly Flee Raqqa"
    assert report.byline == "Sirwan Kajjo"
    assert report.published == "2016-12-07"
    assert report.text.startswith("The Islamic State group is seeing some defections")
    assert report.text.endswith("near the Syrian town of al-Bab in late August.")
    assert "\n\nNoteworthy defections\n\n" in report.text
    for gone in ("UNITED24", "Weapons of Mass Destruction", "mailing list", report.title, "Kajjo"):
        assert gone not in report.text


def test_verbatim_keeps_every_character() -> None:
    text = "  TITLE\r\n\r\nBy Ann Lee\x0c December 7, 2016\n\nShare\n\n" + SENTENCE + " \n"
    report = report_from_text(text, verbatim=True)
    assert report.text == text
    assert (report.title, report.byline, report.published) == (None, None, None)
    assert report.id == report_id(text)


def test_verbatim_takes_its_fields_from_what_is_given() -> None:
    given = Given(
        title="A title", byline="A name", published="2016-12-07T10:00:00Z", given_id="a1", url="u", publisher="P"
    )
    report = report_from_text(SENTENCE, given, verbatim=True)
    assert (report.title, report.byline, report.publisher) == ("A title", "A name", "P")
    assert (report.published, report.given_id, report.url, report.language) == ("2016-12-07", "a1", "u", "en")


def test_what_is_given_wins_over_what_the_page_says() -> None:
    page = f"Fighters leave Tal Amara after a night of shelling\n\nBy Ann Lee\n\nMay 3, 2021\n\n{SENTENCE}"
    report = report_from_text(page, Given(published="2020-01-01", byline="Tom Roe"))
    assert (report.published, report.byline) == ("2020-01-01", "Tom Roe")
    assert report.title == "Fighters leave Tal Amara after a night of shelling"
    assert report.text == SENTENCE


def test_lone_surrogates_keep_their_place() -> None:
    report = report_from_text("\ud800" + SENTENCE, verbatim=True)
    assert report.text == "\ufffd" + SENTENCE
    report.text.encode("utf-8")


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2028"])
def test_nothing_is_no_report(text: str) -> None:
    with pytest.raises(EmptyReport, match="empty"):
        report_from_text(text)
    with pytest.raises(EmptyReport):
        report_from_text(text, verbatim=True)


def test_a_page_of_furniture_only_is_no_report() -> None:
    with pytest.raises(EmptyReport, match="site's own lines"):
        report_from_text(
            "Share this article\n\nSubscribe to our newsletter\n\n© 2021 Example Post. All rights reserved."
        )


def test_too_much_text_is_refused() -> None:
    with pytest.raises(TooLarge, match="2,000,000"):
        report_from_text("word " * (MAX_CHARS // 5 + 1))


def test_another_language_is_named() -> None:
    arabic = "قتل عشرة أشخاص على الأقل في الهجوم على المدينة بحسب مصادر محلية."
    with pytest.raises(NotEnglish, match="Arabic"):
        report_from_text(arabic)
    assert report_from_text(arabic, allow_any_language=True).language == "ar"
    assert report_from_text(arabic, Given(language="en")).language == "en"


def test_prose_between_dashes_is_body() -> None:
    sentence = "Rebels left the town before dawn on Sunday, and residents said so."
    assert sentence in report_from_text(f"---\n{sentence}\n---\nBy Ann Lee").text


def test_half_a_surrogate_pair_in_what_is_given_can_be_written_down() -> None:
    known = Given(title="Tal\ud800", byline="\udfff", publisher="P\udcff", url="https://a.example/\ud800", given_id="\ud83d1")
    report = report_from_text("The army shelled Tal Amara on Tuesday, police said.", known, verbatim=True)
    assert (report.title, report.byline, report.publisher, report.given_id) == ("Tal\ufffd", "\ufffd", "P\ufffd", "\ufffd1")
    msgspec.json.encode(report)
