"""PDFs to reports. The reports are invented; those of ``data/`` were printed by programs that people use, the others are made here."""

import sys
from pathlib import Path

import pytest
import yaml
from tests.ingest.samples import SENTENCES, TITLE, Text, column, pdf_of, pdf_sample, wrapped

from reportedly.errors import EmptyReport, InputError, MissingExtra, NotEnglish, NotText, TooLarge
from reportedly.ingest import pdf_worker
from reportedly.ingest.given import Given
from reportedly.ingest.pdf import report_from_pdf
from reportedly.ingest.pdf_text import PdfText, Refused
from reportedly.ingest.pdf_worker import text_of

DATA = Path(__file__).parent / "data"
REPORTS = yaml.safe_load((Path(__file__).parents[2] / "benchmarks" / "invented_reports.yaml").read_text(encoding="utf-8"))
BY_TITLE = {report["title"]: [" ".join(text.split()) for text in report["paragraphs"]] for report in REPORTS}
ARABIC = [
    "Officials in the field office at Tal Amara said on Friday that the Northern Front had named two commanders, Khalid al-Harrasi"
    " (خالد الحراسي) and Omar Bin Sufyan (عمر بن سفيان), after a river attack that killed 14 people.",
    "The group's leaflet calls the first of them الشيخ سالم بن عبد الله and the second أبو إسلام, names that residents had not heard"
    " before.",
    "A spokeswoman, Dr. Amal Qasimi (أمل القاسمي), promised an inquiry into what she called a difficult affair for officers and"
    " firefighters alike.",
]


def stored(name: str) -> bytes:
    return (DATA / name).read_bytes()


def text(pages: list[list[Text]]) -> PdfText:
    read = text_of(pdf_of(pages))
    assert isinstance(read, PdfText)
    return read


def paragraphs(*pages: list[Text]) -> list[str]:
    return text(list(pages)).text().split("\n\n")


def test_two_columns_printed_by_a_browser() -> None:
    report = report_from_pdf(stored("columns_browser.pdf"))
    assert (report.byline, report.published, report.language) == ("Miriam Haddoun", "2021-03-14", "en")
    assert report.text.split("\n\n") == BY_TITLE[report.title or ""]


def test_running_heads_and_page_numbers_are_left_out_and_listed() -> None:
    report = report_from_pdf(stored("heads_weasyprint.pdf"))
    flood, parliament = REPORTS[4]["title"], REPORTS[5]["title"]
    assert report.title == flood
    assert report.text.split("\n\n") == BY_TITLE[flood] + BY_TITLE[parliament]
    read = text_of(stored("heads_weasyprint.pdf"))
    assert isinstance(read, PdfText)
    heads = [(line.page, line.left_out) for line in read.lines if line.text.startswith("DELTA OBSERVER")]
    feet = [(line.text, line.left_out) for line in read.lines if line.text.startswith("Page ")]
    assert heads == [(page, "running head") for page in range(1, read.pages + 1)]
    assert feet == [(f"Page {page} of {read.pages}", "page number") for page in range(1, read.pages + 1)]


@pytest.mark.parametrize("name", ["arabic_weasyprint.pdf", "arabic_browser.pdf"])
def test_arabic_names_stand_in_the_order_in_which_they_are_read(name: str) -> None:
    report = report_from_pdf(stored(name))
    assert report.text.split("\n\n") == ARABIC


def test_a_word_processors_pdf() -> None:
    report = report_from_pdf(stored("report_libreoffice.pdf"))
    assert (report.title, report.byline, report.published) == (REPORTS[3]["title"], "Farid Qureishan", "2016-05-19")
    assert report.text.split("\n\n")[:-1] == BY_TITLE[REPORTS[3]["title"]]
    assert report.text.endswith("The list that the council keeps has the name سلمى الأمين first.")


def test_the_sample() -> None:
    report = report_from_pdf(pdf_sample())
    assert (report.title, report.byline, report.published) == (TITLE, "Lena Marwan", "2016-12-07")
    first = " ".join((*SENTENCES[:2], SENTENCES[3]))
    assert report.text.startswith(first) and report.text.endswith(SENTENCES[1]) and not report.text.endswith("1")


def test_what_is_given_wins() -> None:
    report = report_from_pdf(pdf_sample(), Given(title="T", published="2020-01-01", publisher="P"))
    assert (report.title, report.published, report.publisher) == ("T", "2020-01-01", "P")


def test_columns_are_read_one_after_the_other_below_a_headline_over_both() -> None:
    left, right = column(" ".join(SENTENCES * 2), 60, 700, 220), column(" ".join(SENTENCES[::-1] * 2), 315, 695, 220)
    head: list[Text] = [(60, 760, 22, "A headline that runs over both columns")]
    assert paragraphs([*head, *right, *left]) == [head[0][3], " ".join(SENTENCES * 2), " ".join(SENTENCES[::-1] * 2)]


def test_three_columns_of_different_lengths() -> None:
    columns = [column(" ".join(SENTENCES[n:]), 60 + n * 170, 700, 145) for n in range(3)]
    found = paragraphs([line for lines in columns for line in lines])
    assert " ".join(found) == " ".join(" ".join(SENTENCES[n:]) for n in range(3))


def test_a_table_is_read_row_by_row() -> None:
    rows: list[Text] = []
    for number in range(8):
        rows += [(60, 700 - 14 * number, 10, f"Village {number}"), (315, 700 - 14 * number, 10, f"{number} wounded")]
    assert " ".join(paragraphs(rows)).startswith("Village 0 0 wounded Village 1 1 wounded Village 2")


def test_paragraphs_are_told_by_gaps() -> None:
    first = column(SENTENCES[0] + " " + SENTENCES[1], 60, 700, 300)
    second = column(SENTENCES[2], 60, first[-1][1] - 20, 300)
    assert paragraphs([*first, *second]) == [f"{SENTENCES[0]} {SENTENCES[1]}", SENTENCES[2]]


def test_paragraphs_are_told_by_indents() -> None:
    lines: list[Text] = []
    for sentence in SENTENCES:
        for number, line in enumerate(wrapped(sentence + " " + sentence, 285, 10)):
            lines.append((60 if number else 75, 700 - 12 * len(lines), 10, line))
    assert paragraphs(lines) == [f"{sentence} {sentence}" for sentence in SENTENCES]


def test_a_paragraph_goes_on_over_the_page_and_past_a_note_at_its_foot() -> None:
    words = column(" ".join(SENTENCES), 60, 120, 300)
    first, second = words[:3], [(left, 780 - 12 * number, size, line) for number, (left, _, size, line) in enumerate(words[3:])]
    note: list[Text] = [(60, 45, 7, "* The town of Tal Amara is invented, as is all else here.")]
    assert not words[2][3].endswith(".") and second[0][3][0].islower()
    found = paragraphs([*first, *note], second)
    assert " ".join(SENTENCES) in found and any("invented" in each for each in found)


def test_hyphens_at_line_ends() -> None:
    lines = [
        "The govern-", "ment said that the anti-", "aircraft gun of the self-", "styled Front, a 50-", "year-old machine, stood at al-",
        "Hafira. A cease-", "fire was near; the ceasefire of May, a cease-fire in name, held. Reinforce-", "ments came by the well-",
        "known road and met inter-", "national observers.",
    ]  # fmt: skip
    made: list[Text] = [(60, 700 - 12 * number, 10, line) for number, line in enumerate(lines)]
    assert paragraphs(made) == [
        "The government said that the anti-aircraft gun of the self-styled Front, a 50-year-old machine, stood at al-Hafira. A cease-fire"
        " was near; the ceasefire of May, a cease-fire in name, held. Reinforcements came by the well-known road and met international"
        " observers."
    ]


def test_soft_hyphens_go() -> None:
    assert paragraphs([(60, 700, 10, "The wounded were mov\xad"), (60, 688, 10, "ed out of the school at last.")]) == [
        "The wounded were moved out of the school at last."
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side(turn: int) -> None:
    read = text_of(pdf_of([column(" ".join(SENTENCES), 60, 500, 300)], turn=turn))
    assert isinstance(read, PdfText)
    assert read.text() == " ".join(SENTENCES)
    width, height = (842, 595) if turn % 180 else (595, 842)
    assert all(0 <= line.box[0] < line.box[2] <= width and 0 <= line.box[1] < line.box[3] <= height for line in read.lines)


def test_a_title_that_a_program_made_up_is_not_believed() -> None:
    head: list[Text] = [(60, 780, 18, TITLE), (60, 750, 10, "By Lena Marwan")]
    info = {"Title": "Microsoft Word - final v3.doc", "Author": "HP User", "CreationDate": "D:20230405101500Z"}
    report = report_from_pdf(pdf_of([[*head, *column(" ".join(SENTENCES), 60, 700, 400)]], info=info))
    assert (report.title, report.byline, report.published) == (TITLE, "Lena Marwan", None)


def test_what_the_file_states_is_believed_where_the_page_bears_it_out() -> None:
    body = column(TITLE + ".", 60, 760, 400) + column("In April 2023 this was said. " + " ".join(SENTENCES), 60, 700, 400)
    info = {"Title": TITLE, "Author": "Lena Marwan; Tom Roe", "CreationDate": "D:20230405101500+02'00'"}
    report = report_from_pdf(pdf_of([body], info=info))
    assert (report.title, report.byline, report.published) == (TITLE, "Lena Marwan, Tom Roe", "2023-04-05")


def test_the_day_in_a_newspapers_running_head_is_its_date() -> None:
    pages = [[(60, 815, 9, "HILL POST, Friday, 29 July 2022"), *column(" ".join(SENTENCES), 60, 700, 400)] for _ in range(2)]
    assert report_from_pdf(pdf_of(pages)).published == "2022-07-29"


def test_the_day_of_printing_is_no_date() -> None:
    page = [(20, 825, 8, "7/29/23, 10:33 AM"), *column(" ".join(SENTENCES), 60, 700, 400), (20, 12, 8, "https://hill.example/a 1/1")]
    report = report_from_pdf(pdf_of([page]))
    assert (report.text, report.published) == (" ".join(SENTENCES), None)


@pytest.mark.parametrize(
    ("data", "error", "reason", "cure"),
    [
        (pdf_of([[], []], image=True), NotText, "scanned PDF: 2 of its 2 pages are images", "ocrmypdf"),
        (pdf_of([[(290, 30, 9, "1")], [(290, 30, 9, "2")]], image=True), NotText, "scanned PDF", "ocrmypdf"),
        (pdf_of([[]]), EmptyReport, "without any text", "sentence"),
        (stored("encrypted.pdf"), NotText, "encrypted PDF: it opens only with a password", "qpdf --decrypt"),
        (b"%PDF-1.4\nthis is none\n%%EOF", NotText, "damaged PDF", "again"),
        (b"", NotText, "damaged PDF", "again"),
    ],
    ids=["scanned", "scanned with page numbers", "no text", "encrypted", "no PDF", "nothing"],
)
def test_a_pdf_that_gives_no_report_says_why(data: bytes, error: type[InputError], reason: str, cure: str) -> None:
    with pytest.raises(error, match=reason) as caught:
        report_from_pdf(data, name="a.pdf")
    assert caught.value.message.startswith("a.pdf ") and cure in caught.value.cure


def test_one_page_of_many_may_be_a_picture() -> None:
    page = column(" ".join(SENTENCES), 60, 700, 400)
    assert report_from_pdf(pdf_of([page, page, page], image=True)).text.count(SENTENCES[0]) == 3


def test_another_language() -> None:
    words = "Les forces gouvernementales ont repris le village mardi, a dit la police, et les habitants sont partis vers le nord."
    with pytest.raises(NotEnglish, match="French"):
        report_from_pdf(pdf_of([column(words, 60, 700, 400)]))
    report = report_from_pdf(pdf_of([column(words, 60, 700, 400)]), allow_any_language=True)
    assert (report.text, report.language) == (words, "fr")


def test_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_worker, "MAX_CHARS", 100)
    read = text_of(pdf_sample())
    assert isinstance(read, Refused) and read.kind == "TooLarge" and "100 characters" in read.reason


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.ingest.pdf.MAX_DOCUMENT_BYTES", 100)
    with pytest.raises(TooLarge, match="one PDF may have 100"):
        report_from_pdf(pdf_sample())


def test_without_the_library_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    read = text_of(pdf_sample())
    assert isinstance(read, Refused) and read.kind == "MissingExtra"
    monkeypatch.setattr("reportedly.ingest.pdf.pdf_process", lambda: _Answers(read))
    with pytest.raises(MissingExtra) as caught:
        report_from_pdf(pdf_sample())
    assert caught.value.cure == "pip install 'reportedly[formats]'"


class _Answers:
    def __init__(self, answer: Refused) -> None:
        self._answer = answer

    def text_of(self, data: bytes, *, edges: bool) -> Refused:
        return self._answer
