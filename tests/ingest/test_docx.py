"""Word files to reports. The reports are invented; ``data/report_word.docx`` was written by python-docx, the others are made here."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from tests.ingest.samples import SENTENCES, TITLE, W, docx_of, docx_paragraph, docx_sample

from reportedly.errors import EmptyReport, MissingExtra, NotText, TooLarge
from reportedly.ingest import docx_text as module
from reportedly.ingest.docx import report_from_docx
from reportedly.ingest.docx_text import docx_text
from reportedly.ingest.given import Given

DATA = Path(__file__).parent / "data"
REPORTS = yaml.safe_load((Path(__file__).parents[2] / "benchmarks" / "invented_reports.yaml").read_text(encoding="utf-8"))


def run(words: str, properties: str = "") -> str:
    described = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{described}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraphs(body: str, **more: str) -> list[str]:
    return [paragraph.text() for paragraph in docx_text(docx_of(body, **more), "a.docx").paragraphs]


def test_the_sample() -> None:
    report = report_from_docx(docx_sample())
    assert (report.title, report.byline, report.published) == (TITLE, "Lena Marwan", "2016-12-07")
    assert report.text.split("\n\n") == [*SENTENCES, "Tal Amara 9 wounded"]


def test_a_file_that_a_program_wrote() -> None:
    report = report_from_docx((DATA / "report_word.docx").read_bytes())
    expected = REPORTS[3]
    assert (report.title, report.byline, report.published) == (expected["title"], expected["byline"], "2016-05-19")
    assert report.text.split("\n\n")[:-1] == [" ".join(text.split()) for text in expected["paragraphs"]]
    assert report.text.endswith("سلمى الأمين first.") and "Sumar Review" not in report.text


def test_tracked_changes_are_accepted() -> None:
    inserted = f'<w:ins w:id="1" w:author="A">{run("not ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="A"><w:r><w:delText>never </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{run("away ")}</w:moveFrom><w:moveTo w:id="4">{run("home ")}</w:moveTo>'
    assert paragraphs(f"<w:p>{run('They did ')}{inserted}{deleted}{run('go ')}{moved}{run('at once.')}</w:p>") == [
        "They did not go home at once."
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("They went ")}</w:p>'
    assert paragraphs(first + docx_paragraph("home at once.") + docx_paragraph("Then they slept.")) == [
        "They went home at once.",
        "Then they slept.",
    ]


def test_hidden_words_fields_and_tables_of_contents_are_no_text() -> None:
    hidden = run("secret ", "<w:vanish/>") + run("shown ", '<w:vanish w:val="false"/>')
    field = f'<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r><w:fldSimple w:instr="DATE">{run("9")}</w:fldSimple>'
    assert paragraphs(docx_paragraph("1 The town 3", "TOC1") + f"<w:p>{hidden}{field}</w:p>") == ["shown 9"]


def test_tabs_breaks_and_hyphens() -> None:
    marks = "<w:r><w:t>Tal</w:t><w:tab/><w:t>Amara, al</w:t><w:noBreakHyphen/><w:t>Hafira</w:t><w:softHyphen/><w:br/><w:t>end</w:t></w:r>"
    assert paragraphs(f"<w:p>{marks}</w:p>") == ["Tal Amara, al-Hafira\nend"]


def test_content_controls_links_and_nested_tables() -> None:
    link = f"<w:p><w:hyperlink>{run('a link')}</w:hyperlink><w:smartTag>{run(' and a tag')}</w:smartTag></w:p>"
    inner = f"<w:tbl><w:tr><w:tc>{docx_paragraph('inner')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:sdt><w:sdtContent><w:tc>{inner}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:tbl><w:tr><w:tc>{docx_paragraph('outer')}</w:tc>{cell}</w:tr></w:tbl>"
    assert paragraphs(f"<w:sdt><w:sdtContent>{link}</w:sdtContent></w:sdt>{row}") == ["a link and a tag", "outer inner"]


def test_a_table_that_lays_out_a_page_gives_paragraphs() -> None:
    left = docx_paragraph(SENTENCES[0]) + docx_paragraph(SENTENCES[1])
    table = f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{docx_paragraph(SENTENCES[2])}</w:tc></w:tr></w:tbl>"
    assert paragraphs(table) == list(SENTENCES[:3])


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{docx_paragraph('In the box.')}</w:txbxContent>"
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
    drawing = f"<w:r>{choice}<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    assert paragraphs(f"<w:p>{run('Before the box.')}{drawing}</w:p>" + docx_paragraph("After it.")) == [
        "Before the box.",
        "In the box.",
        "After it.",
    ]


def test_notes_that_the_text_refers_to_come_last_in_its_order() -> None:
    def note(number: int, words: str, kind: str = "") -> str:
        return f'<w:footnote w:id="{number}"{kind}>{docx_paragraph(words)}</w:footnote>'

    notes = note(0, "a line", ' w:type="separator"') + note(1, "Second.") + note(2, "First.") + note(3, "Nobody refers to it.")
    first = f"<w:p>{run('One.')}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
    second = f"<w:p>{run('Two.')}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
    read = docx_text(docx_of(first + second, footnotes=notes), "a.docx")
    assert read.text() == "One.\n\nTwo.\n\nFirst.\n\nSecond."
    assert [(f.part, f.number) for p in read.paragraphs for f in p.fragments] == [
        ("document", 1), ("document", 2), ("footnotes", 3), ("footnotes", 2),
    ]  # fmt: skip


def test_what_the_file_states_is_believed_where_the_text_bears_it_out() -> None:
    body = docx_paragraph(TITLE) + docx_paragraph("In April 2023 this was said. " + " ".join(SENTENCES))
    stated = {"title": TITLE, "author": "Lena Marwan", "created": "2023-04-05T10:00:00Z"}
    report = report_from_docx(docx_of(body, **stated))
    assert (report.title, report.byline, report.published) == (TITLE, "Lena Marwan", "2023-04-05")
    stated = {"title": "Letter template", "author": "Office User", "created": "2012-04-05T10:00:00Z"}
    report = report_from_docx(docx_of(body, **stated))
    assert (report.title, report.byline, report.published) == (TITLE, None, None)


def test_what_is_given_wins() -> None:
    assert report_from_docx(docx_sample(), Given(title="T", byline="B")).title == "T"


def test_a_file_without_words() -> None:
    with pytest.raises(EmptyReport):
        report_from_docx(docx_of(""))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 and nothing", docx_sample()[:700], docx_of("<w:p>"), docx_of("&bomb;")],
    ids=["nothing", "no archive", "cut off", "broken markup", "an entity that nobody declared"],
)
def test_damaged_files_say_so(data: bytes) -> None:
    with pytest.raises(NotText, match=r"a\.docx is a damaged Word document") as caught:
        report_from_docx(data, name="a.docx")
    assert caught.value.cure


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The Word file with another part of that name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", ["word/media/image1.png", "word/other.xml"])
def test_a_bomb_is_refused_before_it_is_unpacked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "UNPACKED_FREE", 1_000_000)
    with pytest.raises(TooLarge, match="swells to"):
        report_from_docx(changed(docx_sample(), name, b"\0" * 42_000_000))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE w:document [<!ENTITY e0 "ha">{nested}<!ENTITY file SYSTEM "file://{secret}">]>'
    body = f"<w:p>{run('He said &e8; and &file; twice.')}</w:p>"
    document = f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    try:
        report = report_from_docx(changed(docx_sample(), "word/document.xml", document.encode()))
    except NotText:
        return
    assert "SECRET" not in report.text and "haha" not in report.text


def test_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CHARS", 100)
    with pytest.raises(TooLarge, match="100 characters"):
        report_from_docx(docx_sample())


def test_without_the_library_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra) as caught:
        report_from_docx(docx_sample())
    assert caught.value.cure == "pip install 'reportedly[formats]'"


def test_a_style_without_a_name_does_no_harm() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="Titel"><w:name/></w:style></w:styles>'
    assert SENTENCES[0] in report_from_docx(changed(docx_sample(), "word/styles.xml", styles.encode())).text
