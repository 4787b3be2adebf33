"""A saved page's lines: white space in order, wrapped paragraphs joined."""

import re

from msgspec import Struct

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\ufeff\u200b\u2060\u00ad\u200e\u200f\u202a-\u202e]")
_SPACES = re.compile(r"[^\S\n]+")

WRAP_WIDTH = 100
"""Characters of the longest line of a text that may be wrapped: mail and terminals wrap at 65 to 80."""

WRAPPED_SHARE = 0.5
"""Lines that stop in mid-sentence, among those followed by another line of their block, that make a text wrapped."""

_SENTENCE_END = re.compile(r"[.?!…:]['\"”’)\]]*(?:\s?\[\w{1,3}\])*$")


class Line(Struct, frozen=True, kw_only=True):
    """One line of text without white space around it; ``gap``: an empty line stood before it."""

    text: str
    gap: bool


def normalised(text: str) -> str:
    r"""``text`` with "\n" as its only line end, single spaces, and no invisible characters."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that hold something; the lines of a wrapped paragraph come as one."""
    blocks = [_block(block) for block in re.split(r"\n(?: *\n)+", normalised(text).strip())]
    blocks = [block for block in blocks if block]
    if _is_wrapped(blocks):
        blocks = [_joined(block) for block in blocks]
    return [Line(text=line, gap=number == 0) for block in blocks for number, line in enumerate(block)]


def text_of(lines: list[Line]) -> str:
    """The lines as a text: an empty line wherever one stood."""
    parts = [("\n\n" if line.gap else "\n") + line.text for line in lines]
    return "".join(parts).lstrip("\n")


def ends_sentence(line: str) -> bool:
    """Whether ``line`` ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))


def _block(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    inner = [line for block in blocks for line in block[:-1]]
    longest = max((len(line) for block in blocks for line in block), default=0)
    if len(inner) < 3 or longest > WRAP_WIDTH:
        return False
    full = [line for line in inner if len(line) > 0.6 * longest]
    return len(full) >= WRAPPED_SHARE * len(inner) and sum(
        not ends_sentence(line) for line in full
    ) > WRAPPED_SHARE * len(full)


def _joined(block: list[str]) -> list[str]:
    """A block's wrapped lines as one; a line much shorter than the next one's room ends its own."""
    joined: list[str] = []
    width = max(len(line) for line in block)
    open_line = False
    for line in block:
        if open_line:
            joined[-1] += " " + line
        else:
            joined.append(line)
        open_line = len(line) > 0.6 * width and width > WRAP_WIDTH / 2
    return joined
