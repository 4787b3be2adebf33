"""What a PDF's or Word file's own description says about its report, where it can be believed.

Programs fill these fields with templates' titles, the name of whoever owns the computer, and the day of the last printing. So a title
is believed where the first page has it too, an author where it is a person's or an agency's name, and a date where the text names its
month and year.
"""

import re

from reportedly.ingest.byline import byline_of
from reportedly.ingest.page import Page
from reportedly.ingest.published import MONTHS, dates_in

FIRST_CHARS = 4_000
"""Characters of the first page or so."""

_FILE_NAME = re.compile(r"\.(?:docx?|pdf|rtf|odt|indd|qxp|pptx?|html?|txt)$", re.I)
_PROGRAM_WORDS = re.compile(
    r"\b(?:microsoft|word|user|admin|administrator|owner|unknown|author|office|windows|mac|pc|laptop|scanner|acrobat|adobe|libreoffice"
    r"|openoffice|default|guest|root|editor|intern|desktop|test|hp|dell|lenovo|ibm|python-docx|reportlab|anonymous|unspecified)\b",
    re.I,
)
_DAY = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]+")


def believed_title(stated: str, text: str) -> str | None:
    """The title that the file states, where the beginning of the text has the same words; None where not."""
    title = " ".join(_CONTROL.sub(" ", stated).split())
    if len(title.split()) < 2 or len(title) > 300 or _FILE_NAME.search(title):
        return None
    words = f" {_words(title)} "
    return title if any(words in f" {_words(line)} " for line in text[:FIRST_CHARS].split("\n")) else None


def believed_author(stated: str) -> str | None:
    """The author that the file states, where it reads as names of people; None where not."""
    author = " ".join(_CONTROL.sub(" ", stated).replace(";", ",").split())
    if not author or _PROGRAM_WORDS.search(author) or any(char.isdigit() for char in author):
        return None
    byline = byline_of("By " + author)
    return author if byline is not None and byline.names and len(byline.names.split()) >= 2 else None


def believed_date(created: str, text: str) -> str | None:
    """The day on which the file says it was made, as an ISO date, where the beginning of the text names its month and year."""
    match = _DAY.match(created.strip())
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    year, month, day = match.groups()
    start = text[:FIRST_CHARS]
    named = re.search(rf"\b{MONTHS[int(month) - 1]}[a-z]*\.?,?\s+(?:\d\d?(?:st|nd|rd|th)?,?\s+)?{year}\b", start, re.I)
    stated = f"{year}-{month}-{day}"
    if named is None and not any((found.value or "")[:7] == stated[:7] for found in dates_in(start)):
        return None
    found_day = dates_in(stated)
    return found_day[0].value if found_day else None


def described(page: Page, author: str, created: str, text: str) -> Page:
    """The page with the author and the date that the file states, where the page has none and they can be believed."""
    return Page(
        body=page.body, title=page.title, byline=page.byline or believed_author(author), publisher=page.publisher,
        published=page.published or believed_date(created, text), url=page.url,
    )  # fmt: skip


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
