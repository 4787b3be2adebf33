"""Small valid files of several formats, made byte by byte. Every report in them is invented."""

import io
import zipfile
import zlib
from collections.abc import Sequence

TITLE = "Rebels leave Tal Amara after a night of shelling"
SENTENCES = (
    "Rebels left the town of Tal Amara before dawn, and residents said that they had blown up the bridge behind them.",
    "The army took the hills by noon, a spokesman told reporters in the capital, where shops stayed closed all day.",
    "Nobody could say on Sunday how many families had fled to Deir Hafira, which lies forty kilometres to the north.",
    "Aid workers asked for a truce of two days so that the wounded could be moved out of the school.",
)
WIDTHS = (
    [278] * 32 + [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278] + [556] * 10
    + [278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722,
       667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
       222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584]
)  # fmt: skip
"""Widths of Helvetica's ASCII characters, in thousandths of the size (Adobe's metrics for its core fonts)."""

Text = tuple[float, float, float, str]
"""Left, baseline, size and words of a line on a page of 595 by 842 points."""


def width_of(words: str, size: float) -> float:
    return sum(WIDTHS[ord(char)] if ord(char) < len(WIDTHS) else 556 for char in words) * size / 1000


def wrapped(words: str, width: float, size: float) -> list[str]:
    """The words in lines of at most this width."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def column(words: str, left: float, top: float, width: float, size: float = 10) -> list[Text]:
    """A paragraph as lines from ``top`` down."""
    return [(left, top - number * 1.2 * size, size, line) for number, line in enumerate(wrapped(words, width, size))]


def pdf_of(pages: Sequence[Sequence[Text]], *, info: dict[str, str] | None = None, turn: int = 0, image: bool = False) -> bytes:
    """A PDF of these lines in Helvetica, turned on the page by ``turn`` degrees; with ``image`` a picture covers each page too."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    picture = 0
    if image:
        body = zlib.compress(b"\x80" * 64 * 64)
        head = b"<</Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        objects.append(head + b"/Length %d>>stream\n" % len(body) + body + b"\nendstream")
        picture = len(objects)
    kids = []
    for page in pages:
        shown = [b"q 595 0 0 842 0 0 cm /I Do Q\n"] if image else []
        for left, low, size, words in page:
            coded = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            matrix = {0: b"1 0 0 1 0 0", 90: b"0 1 -1 0 842 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 595"}[turn]
            shown.append(b"q %s cm BT /F %g Tf %g %g Td (%s) Tj ET Q\n" % (matrix, size, left, low, coded))
        body = b"".join(shown)
        objects.append(b"<</Length %d>>stream\n" % len(body) + body + b"endstream")
        pictures = b"/XObject<</I %d 0 R>>" % picture if image else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>%s>>>>"
            % (*((842, 595) if turn % 180 else (595, 842)), len(objects), pictures)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    trailer = b"/Root 1 0 R"
    if info:
        fields = b"".join(b"/%s(%s)" % (key.encode(), value.encode("latin-1")) for key, value in info.items())
        objects.append(b"<<" + fields + b">>")
        trailer += b"/Info %d 0 R" % len(objects)
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj" % number + each + b"endobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(made)


def pdf_sample() -> bytes:
    """A PDF of one page: title, byline, date, and two columns."""
    left = column(" ".join(SENTENCES[:2]) + " " + SENTENCES[3], 60, 700, 220)
    right = column(SENTENCES[2] + " " + " ".join(SENTENCES[:2]), 315, 700, 220)
    head: list[Text] = [(60, 780, 18, TITLE), (60, 750, 10, "By Lena Marwan"), (60, 735, 10, "7 December 2016")]
    return pdf_of([[*head, *left, *right, (290, 30, 9, "1")]])


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override'
    ' PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type='
    '"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
_PART_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
)
_STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
)


def docx_of(body: str, *, footnotes: str = "", title: str = "", author: str = "", created: str = "") -> bytes:
    """A Word file with this content of ``w:body``; the namespaces w, mc, wps and v are declared."""
    more = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    date = f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>' if created else ""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>{date}</cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "docProps/core.xml": core,
        "word/document.xml": f"<w:document {W} {more}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _PART_RELS, "word/styles.xml": _STYLES,
        "word/footnotes.xml": f"<w:footnotes {W}>{footnotes}</w:footnotes>",
    }  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content.encode("utf-8"))
    return file.getvalue()


def docx_paragraph(words: str, style: str = "") -> str:
    described = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{described}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def docx_sample() -> bytes:
    """A Word file: title, byline, date, paragraphs and a table."""
    row = "".join(f"<w:tc>{docx_paragraph(words)}</w:tc>" for words in ("Tal Amara", "9 wounded"))
    head = docx_paragraph(TITLE, "Titel") + docx_paragraph("By Lena Marwan") + docx_paragraph("7 December 2016")
    return docx_of(head + "".join(map(docx_paragraph, SENTENCES)) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")


def html_sample() -> bytes:
    """A web page with metadata, a menu, an article and a footer."""
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Hill Post</title>'
        '<meta property="og:site_name" content="The Hill Post"><meta name="author" content="Lena Marwan">'
        '<meta property="article:published_time" content="2016-12-07T10:00:00Z">'
        '<link rel="canonical" href="https://hill.example/news/rebels">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2016-12-07"}</script></head>'
        '<body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{TITLE}</h1>{body}</article><footer><p>Copyright 2016 The Hill Post.</p></footer></body></html>"
    ).encode()
