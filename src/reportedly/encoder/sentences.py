"""Sentences of a text as character offsets."""

import re

import sentencex

_BREAK = re.compile(r"\n[ \t\r]*\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")  # the splitter takes UTF-8, which has no lone surrogates
_WRAPPED_FROM = 50


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text (end exclusive), in order, without surrounding white space; together they hold every word.

    A blank line ends a sentence. A single line break does too, unless the line is long and the next begins in lower case
    (a text wrapped by hand).
    """
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        block = _SURROGATE.sub("\ufffd", text[start:end])
        boundaries = [(one["start_index"], one["end_index"]) for one in sentencex.get_sentence_boundaries("en", block)]
        covered = [0] + [last for _, last in boundaries]
        if covered[-1] != len(block) or any(
            first != before for (first, _), before in zip(boundaries, covered, strict=False)
        ):
            boundaries = [(0, len(block))]
        for first, last in boundaries:
            piece = block[first:last]
            bare = piece.strip()
            if bare:
                begin = start + first + piece.index(bare)
                found.append((begin, begin + len(bare)))
    return found


def _blocks(text: str) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    start = line = 0
    for match in _BREAK.finditer(text):
        wrapped = (
            match.group() == "\n"
            and match.start() - line >= _WRAPPED_FROM
            and text[match.end() : match.end() + 1].islower()
        )
        line = match.end()
        if not wrapped:
            blocks.append((start, match.start()))
            start = match.end()
    blocks.append((start, len(text)))
    return [(first, last) for first, last in blocks if text[first:last].strip()]
