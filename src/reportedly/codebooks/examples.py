"""Example sentences of a codebook's types: ``The river <burst> its banks``, with the trigger in angle brackets.

Every mistake is a CodebookError that names the file, the type and the line.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

import yaml

from reportedly.codebooks.parsed import loader
from reportedly.errors import CodebookError
from reportedly.schema.codebook import Mark, MarkedExample

EXAMPLES, COUNTER = "examples", "not"
Lines = Mapping[tuple[str, str, int], int]
_MARK = re.compile(r"<([^<>]*)>")
_LONGEST = 1_000


def lines_of(data: bytes) -> Lines:
    """(type, ``examples`` or ``not``, number from 0) -> the line, from 1, at which that sentence begins in a codebook file.

    Empty where the file has no types with examples; ``data`` must be valid YAML.
    """
    found: dict[tuple[str, str, int], int] = {}
    for code, body in _pairs(_value(yaml.compose(data, Loader=loader()), "types")):
        for key in (EXAMPLES, COUNTER):
            listed = _value(body, key)
            if isinstance(listed, yaml.SequenceNode):
                for number, item in enumerate(listed.value):
                    found[code, key, number] = item.start_mark.line + 1
    return found


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    return [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name == key), None)


def read_examples(types: Mapping[str, Any], name: str, lines: Lines, known: Collection[str]) -> tuple[MarkedExample, ...]:
    """The examples under a file's types, in order; ``known`` are the codes that a mark may name.

    An example marks at least one word; a counter-example may mark none, and then no word of it is a trigger. Raises CodebookError.
    """
    found: dict[str, MarkedExample] = {}
    for code, body in types.items():
        for key in (EXAMPLES, COUNTER):
            listed = body.get(key)
            if listed is None:
                continue
            if not isinstance(listed, list) or not listed:
                raise CodebookError(f"{name}, type {code}: {key} is not a list.", "Write one sentence a line, each after a dash.")
            for number, written in enumerate(listed):
                line = lines.get((code, key, number))
                where = f"{name}, type {code}, {key}, line {line}" if line else f"{name}, type {code}, {key}, number {number + 1}"
                text, marks = unmarked(written, None if key == COUNTER else code, where, known)
                if key == EXAMPLES and not any(mark.type == code for mark in marks):
                    raise CodebookError(
                        f"{where} marks no word: {_short(text)!r}.",
                        "Put the word that tells of the event in angle brackets: The river <burst> its banks.",
                    )
                if text in found:
                    raise CodebookError(
                        f"{where} stands already at {found[text].source}: {_short(text)!r}.",
                        f"Write every sentence once; where it tells of two events, mark both: <word> and <word|{code}>.",
                    )
                source = f"{name}, line {line}" if line else f"{name}, {code} {number + 1}"
                found[text] = MarkedExample(text=text, marks=marks, type=code, counter=key == COUNTER, source=source)
    return tuple(found.values())


def unmarked(written: object, code: str | None, where: str, known: Collection[str]) -> tuple[str, tuple[Mark, ...]]:
    """The sentence without its angle brackets, and what they held; ``<word>`` has the type ``code``, ``<word|TYPE>`` another."""
    if not isinstance(written, str) or not written.strip():
        raise CodebookError(
            f"{where} is no sentence: YAML reads {type(written).__name__} there.",
            'Put the sentence in quotes: a colon, or a bracket or a star at its beginning, means something else to YAML.',
        )
    sentence = " ".join(written.split())
    if len(sentence) > _LONGEST:
        raise CodebookError(f"{where} has {len(sentence):,} characters.", f"Write one sentence, of {_LONGEST:,} at most.")
    pieces: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for match in _MARK.finditer(sentence):
        pieces.append(sentence[at : match.start()])
        words, bar, named = match.group(1).partition("|")
        length += len(pieces[-1])
        if not any(character.isalnum() for character in words) or words != words.strip():
            raise CodebookError(f"{where} marks {match.group()!r}.", "Put the trigger's words, and no blanks, between < and >.")
        if bar and named not in known:
            raise CodebookError(f"{where} marks the unknown type {named!r}.", f"Use one of {', '.join(known)}.")
        marks.append(Mark(length, length + len(words), named if bar else code))
        pieces.append(words)
        length += len(words)
        at = match.end()
    pieces.append(sentence[at:])
    text = "".join(pieces)
    if "<" in text or ">" in text:
        raise CodebookError(
            f"{where} has an angle bracket without its pair: {_short(text)!r}.", "Mark words as <word>, and write no other < or >."
        )
    return text, tuple(marks)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
