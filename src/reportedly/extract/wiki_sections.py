"""Sections of wiki pages: their headings, and the lists at the foot that only name other pages, tell of nothing."""

import re

_HEADING = re.compile(r"={2,4}[ \t]*(?P<title>[^=\n]{1,80}?)[ \t]*={2,4}")
_LISTS = frozenset(
    ("see also", "references", "external links", "further reading", "sources", "other sources", "notes", "footnotes", "bibliography")
)
_ITEM = re.compile(r"\s*\*")


def without_telling(text: str) -> list[tuple[int, int]]:
    """The headings between equals signs, and the lists of pages and works under headings such as "See also", as (start, end) in order.

    Such a list begins with an asterisk right behind its heading and goes to the next heading or the end.
    """
    headings = list(_HEADING.finditer(text)) if "==" in text else []
    if not headings:
        return []
    found = []
    ends = [one.start() for one in headings[1:]] + [len(text)]
    for one, end in zip(headings, ends, strict=True):
        listed = one["title"].lower() in _LISTS and _ITEM.match(text, one.end())
        found.append((one.start(), end if listed else one.end()))
    return found
