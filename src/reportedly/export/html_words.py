"""Escaping, and stretches of a report as marked HTML."""

import html
from collections.abc import Iterable, Mapping

from reportedly.export.marks import Segment

# Characters that HTML or UTF-8 can't hold; each becomes one U+FFFD so that nothing moves.
_UNHOLDABLE: Mapping[int, str] = dict.fromkeys(
    (
        *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000),
        *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF,
    ),
    "\ufffd",
)  # fmt: skip


def escape(words: str) -> str:
    """The words for an element's content or a quoted attribute."""
    return html.escape(words.translate(_UNHOLDABLE), quote=True)


def tag(name: str, words: str, *, cls: str) -> str:
    """An element with escaped content, its direction taken from the words."""
    return f'<{name} class="{escape(cls)}" dir="auto">{escape(words)}</{name}>'


def marked(text: str, parts: Iterable[Segment], anchors: Mapping[int, list[str]]) -> str:
    """The segments of ``text`` as HTML: each marked one says which cards it serves, and as what.

    ``anchors`` says which cards' links lead to which start. A trigger is a link to its claim, so that the keyboard
    and a browser without scripts get there.
    """
    pieces: list[str] = []
    for segment in parts:
        pieces += (f'<span id="w-{key}"></span>' for key in anchors.get(segment.start, ()))
        words = escape(text[segment.start : segment.end])
        if not segment.marks:
            pieces.append(words)
            continue
        keys = dict.fromkeys(f"{mark.key}:{mark.part}" for mark in segment.marks)
        attributes = f'class="s {segment.marks[0].part}" data-k="{" ".join(keys)}"'
        trigger = next((mark for mark in segment.marks if mark.part == "trigger" and mark.key[0] == "c"), None)
        if trigger is not None and trigger is segment.marks[0]:
            pieces.append(f'<a {attributes} href="#{trigger.key}">{words}</a>')
        else:
            pieces.append(f"<span {attributes}>{words}</span>")
    return "".join(pieces)


def quoted(text: str, parts: Iterable[Segment]) -> str:
    """The segments of ``text`` as HTML, coloured by part and serving no card."""
    pieces = []
    for segment in parts:
        words = escape(text[segment.start : segment.end])
        pieces.append(f'<span class="{segment.marks[0].part}">{words}</span>' if segment.marks else words)
    return "".join(pieces)
