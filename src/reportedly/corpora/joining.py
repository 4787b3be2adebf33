"""Sentences given as tokens become running text again, with the characters of every token known."""

from collections.abc import Iterable, Sequence

_NO_SPACE_BEFORE = {
    ",",
    ".",
    ";",
    ":",
    "!",
    "?",
    ")",
    "]",
    "}",
    "%",
    "'s",
    "n't",
    "'re",
    "'ve",
    "'ll",
    "'d",
    "'m",
    "'",
    "’",
}
_NO_SPACE_AFTER = {"(", "[", "{", "$", "£", "€", "#", "“", "‘"}


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text of some tokens and each token's character offsets; punctuation is set as in print."""
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    length = 0
    for number, token in enumerate(tokens):
        joined = not parts or token in _NO_SPACE_BEFORE or tokens[number - 1] in _NO_SPACE_AFTER
        if not joined:
            parts.append(" ")
            length += 1
        offsets.append((length, length + len(token)))
        parts.append(token)
        length += len(token)
    return "".join(parts), offsets


def pack(lengths: Iterable[int], most: int) -> list[range]:
    """Ranges of consecutive items whose lengths add up to at most ``most`` (an item alone may be longer)."""
    packs: list[range] = []
    start = total = 0
    number = -1
    for number, length in enumerate(lengths):
        if number > start and total + length > most:
            packs.append(range(start, number))
            start, total = number, 0
        total += length
    if number >= start:
        packs.append(range(start, number + 1))
    return packs
