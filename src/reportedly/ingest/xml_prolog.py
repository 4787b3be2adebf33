"""What stands before the root of an XML file, read in one pass: none of it needs a parser, and all of it can be hostile."""

import re
from typing import NamedTuple

_NAME = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,40})[\s/>]")
_SPACE = re.compile(r"[\ufeff\s]*")


class Prolog(NamedTuple):
    """The root element's name without its prefix (None where there is none), and whether a document type declares entities before it."""

    root: str | None
    declares_entities: bool


def prolog_of(text: str) -> Prolog:
    """The prolog of an XML file by its beginning."""
    place, entities = 0, False
    while True:
        space = _SPACE.match(text, place)
        place = space.end() if space else place
        if text.startswith("<?", place):
            place = _behind(text, "?>", place)
        elif text.startswith("<!--", place):
            place = _behind(text, "-->", place)
        elif text[place : place + 9].upper() == "<!DOCTYPE":
            opens, closes = text.find("[", place), text.find(">", place)
            if 0 <= opens < closes or closes < 0 <= opens:
                end = _behind(text, "]", opens)
                entities = entities or "<!ENTITY" in text[opens:end].upper()
                place = _behind(text, ">", end)
            else:
                place = _behind(text, ">", place)
        else:
            name = _NAME.match(text, place)
            return Prolog(name[1] if name else None, entities)


def _behind(text: str, mark: str, place: int) -> int:
    """Behind the next ``mark``; the end of the text where there is none."""
    found = text.find(mark, place)
    return len(text) if found < 0 else found + len(mark)
