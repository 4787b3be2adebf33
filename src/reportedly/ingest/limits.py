"""How much one report may hold."""

from reportedly.errors import TooLarge

MAX_CHARS = 2_000_000
"""Characters of one report: about 330,000 words, three long books, more than any one report; above it sits a
concatenated archive or a data dump, which one reading would hold in memory and mix up."""

MAX_LINES = 100_000
"""Lines of one report that hold something: three long books have 33,000; above it sits a list of words or of names."""

MAX_BYTES = 4 * MAX_CHARS
"""Bytes of one file: every Unicode encoding that we read takes at most 4 bytes a character."""

MAX_LINE_BYTES = 6 * MAX_CHARS + 65_536
"""Bytes of one JSON line: a character may be escaped as ``\\uXXXX``, and the other fields need some room."""

MAX_READING_BYTES = 24 * MAX_CHARS
"""Bytes of one reading on a line: some 33 for each character of its report, so that a report may have about 1.4 million."""

MAX_DOCUMENT_BYTES = 256 * 1024 * 1024
"""Bytes of one PDF or Word document: a report of 500 pages with photographs has 100 MB."""

MAX_MAIL_BYTES = 64 * 1024 * 1024
"""Bytes of one mail with what is attached to it: most servers take 25 to 50 MB."""

MAX_FEED_BYTES = 32 * 1024 * 1024
"""Bytes of one feed, which is read at once: a feed of 1,000 full articles has 10 MB."""

MAX_JSON_BYTES = 64 * 1024 * 1024
"""Bytes of one JSON document, which is read at once: 10,000 articles have 50 MB."""

MAX_JSON_VALUES = 4_000_000
"""Values of one JSON document, some hundred bytes of memory each."""

MAX_DEPTH = 6
"""Containers in containers: a ZIP in a mail in a gzipped mailbox in a ZIP is four deep."""

UNPACKED_FREE = 100 * 1024 * 1024
"""Bytes that may come out of containers whatever their size was."""

MAX_RATIO = 200
"""How many times the bytes that were read may come out of the containers in them, above what is free. Text packs 3 to 10 times, logs that
repeat themselves 50 times, zeros 1,000 times a level; containers in containers add up."""


def check_size(text: str, name: str) -> None:
    """Raise TooLarge where ``text`` has more than MAX_CHARS characters; ``name`` is what the message calls it."""
    if len(text) > MAX_CHARS:
        raise TooLarge(
            f"{name} has {len(text):,} characters; one report may have {MAX_CHARS:,}.",
            "Split it into its reports, for example one JSON line each.",
        )


def check_lines(count: int) -> None:
    """Raise TooLarge where a text has more than MAX_LINES lines."""
    if count > MAX_LINES:
        raise TooLarge(
            f"The text has {count:,} lines; one report may have {MAX_LINES:,}.",
            "If it is a list of reports, give one JSON line or one row of a table for each.",
        )
