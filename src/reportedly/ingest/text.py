"""Plain text to a Report."""

import re

from msgspec import structs

from reportedly.errors import EmptyReport
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.language import SURE, check_english, language_of
from reportedly.ingest.limits import check_size
from reportedly.ingest.page import Page, page_of
from reportedly.schema import Report, report_id

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def report_from_text(
    text: str,
    given: Given = NOTHING_GIVEN,
    *,
    verbatim: bool = False,
    name: str = "The text",
    allow_any_language: bool = False,
) -> Report:
    """The report that ``text`` is.

    ``verbatim`` takes the text as it is, character for character, and every field from ``given``. Otherwise the text
    is a saved page: its title, byline, publisher and date are looked for, and the site's own lines left out of the
    body (``page.py``). Either way a lone surrogate, which no encoding can write, becomes U+FFFD in its place.
    ``name`` is what messages call the text. Raises EmptyReport, TooLarge, or NotEnglish unless
    ``allow_any_language``.
    """
    check_size(text, name)
    if not text.strip():
        raise EmptyReport(f"{name} is empty.", "Give a report with at least one sentence.")
    text = without_halves(text)
    return report_of(Page(body=text) if verbatim else page_of(text, given.title), given, name, allow_any_language)


def without_halves(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which no encoding can write."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _writable(given: Given) -> Given:
    """What is given without halves of surrogate pairs: a name on the command line may hold them, and a record could not."""
    said = {name: without_halves(value) for name, value in structs.asdict(given).items() if isinstance(value, str)}
    return structs.replace(given, **said)


def _language(page: Page) -> str:
    """The language that the text is in; where that can't be told for sure, the one that the page states."""
    code, sure = language_of(page.body)
    return code if sure >= SURE or page.language is None else page.language


def report_of(page: Page, given: Given, name: str, allow_any_language: bool) -> Report:
    """The report of a page that was taken apart; what is given wins over what was found."""
    if not page.body.strip():
        raise EmptyReport(f"{name} has no report in it, only a site's own lines.", "Give the article's text.")
    given = _writable(given)
    if given.language != "en" and not allow_any_language:
        check_english(page.body, name)
    return Report(
        id=report_id(page.body),
        text=page.body,
        title=given.title or page.title,
        byline=given.byline or page.byline,
        publisher=given.publisher or page.publisher,
        published=given.published or page.published,
        language=given.language or (_language(page) if allow_any_language else "en"),
        url=given.url or page.url,
        given_id=given.given_id,
    )
