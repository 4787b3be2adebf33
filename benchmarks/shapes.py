"""Large pages and texts whose shape, not their damage, makes readers slow: what somebody would build who wants a program to hang.

Each was found to take longer than its length explains, in a reader or in a library below it, and is kept so that it stays found.
"""

import random
from collections.abc import Callable, Mapping

SENTENCE = "The army shelled the town of Tal Amara on Tuesday, police said."

Shape = Callable[[int], str]
"""Makes a text or a page of about that many bytes."""


def _page(piece: Callable[[int], str], size: int, around: tuple[str, str] = ("", "")) -> str:
    head = "<html><head><title>Tal Amara shelled</title></head><body><h1>Tal Amara shelled</h1>"
    return f"{head}{around[0]}{_many(piece, size)}{around[1]}</body></html>"


def _many(piece: Callable[[int], str], size: int) -> str:
    parts, made, number = [], 0, 0
    while made < size:
        parts.append(piece(number))
        made += len(parts[-1])
        number += 1
    return "".join(parts)


PAGES: Mapping[str, Shape] = {
    "blocks in blocks": lambda size: _page(lambda _: "<div>" * 180 + f"<p>{SENTENCE}</p>" + "</div>" * 180, size),
    "deep paragraphs": lambda size: _page(lambda number: f"<p>{number} {SENTENCE}</p>", size, ("<div>" * 180, "</div>" * 180)),
    "paragraphs of a word": lambda size: _page(lambda number: f"<p>w{number}</p>", size),
    "the same paragraph": lambda size: _page(lambda _: f"<p>{SENTENCE}</p>", size),
    "words between blocks that go": lambda size: _page(lambda _: f"{SENTENCE}<ul class=share></ul>", size),
    "words between buttons": lambda size: _page(lambda _: f"{SENTENCE}<button></button>", size),
    "quotations in quotations": lambda size: _page(lambda _: "word ", size, ("<blockquote>" * 180, "</blockquote>" * 180)),
    "empty headings, then related": lambda size: _page(lambda number: "<b></b>" if number < size // 20 else "<b>Related</b>", size),
    "menus that other ends close": lambda size: _page(lambda number: "<nav>" if number < size // 13 else "</aside>", size),
    "comments that never end": lambda size: _page(lambda _: "<!--", size // 2, ("", "x" * (size // 2))),
    "sections that never end": lambda size: _page(lambda _: "<![a", size // 2, ("", "x" * (size // 2))),
    "ends that never end": lambda size: _page(lambda _: "</a", size // 2, ("", "x" * (size // 2))),
    "quotes that never end": lambda size: _page(lambda _: "<a b='", size // 2, ("", ">" + "x" * (size // 2))),
    "ampersands": lambda size: _page(lambda _: "&", size),
}
"""Pages by what they are made of."""

TEXTS: Mapping[str, Shape] = {
    "lines of a word": lambda size: _many(lambda number: f"w{number}\n\n", size) + SENTENCE,
    "lines that could be titles": lambda size: _many(lambda number: f"Word Number {number}\n\n", size) + SENTENCE,
    "lists of other reports": lambda size: SENTENCE + "\n\n" + _many(lambda _: "Related\n\nMore\n\n", size),
    "titles beside sites": lambda size: _many(lambda _: "a - ", size),
    "names": lambda size: _many(lambda _: "By Ann Lee, ", size),
    "days": lambda size: _many(lambda number: "Published 4 May 2021 " * 10 + "\n" * (number % 7 == 0), size),
    "empty lines": lambda size: _many(lambda _: " \n", size) + SENTENCE,
}
"""Texts by what they are made of."""

SIZES = (200_000, 1_000_000, 2_200_000)
SHAPES: Mapping[str, Mapping[str, Shape]] = {"html": PAGES, "text": TEXTS}
"""The shapes of each reader that has some."""


def shaped(reader: str, chance: random.Random) -> bytes:
    """A large file of one of the reader's shapes."""
    shapes = SHAPES[reader]
    return shapes[chance.choice(sorted(shapes))](chance.choice(SIZES)).encode()
