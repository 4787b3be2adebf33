"""Cells that no spreadsheet takes for a formula, and the way back to the words that they hold.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also in full width, after blanks or quotation marks), or with a tab
or a line break; and where it takes ``;`` or a tab for the end of a cell, what follows one. Each such place gets an apostrophe,
the spreadsheet's own sign for "this is text". Plain numbers stay as they are.
"""

import re
import unicodedata

_ENDS = re.compile(r"([;\t])")  # what a spreadsheet with other settings takes for the end of a cell
_FORMULA = frozenset("=+-@\u2212\ufe62\ufe63\ufe66\ufe6b")
_QUOTES = frozenset("\"'`´‘’‚‛“”„‟«»‹›「」")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*")
_BREAK = re.compile(r"'*[\t\r\n]")
_MARK = "'"


def safe_cell(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run; ``cell_words`` gives the text again."""
    if text[:1].isalnum() and ";" not in text and "\t" not in text:
        return text  # most are so, and this is quicker
    guarded = "".join(_MARK + part if _runs(part) else part for part in _ENDS.split(text))
    return _MARK + guarded if _BREAK.match(text) else guarded


def cell_words(cell: str) -> str:
    """The text that ``safe_cell`` made a cell of; a cell without its apostrophes is its own text."""
    if cell[:1] == _MARK and _BREAK.match(cell[1:]):
        cell = cell[1:]
    return "".join(part[1:] if part[:1] == _MARK and _runs(part[1:]) else part for part in _ENDS.split(cell))


def _runs(part: str) -> bool:
    """Whether the part of a cell begins as a formula does, whatever blanks, quotation marks and invisible signs come first."""
    for place, letter in enumerate(part):
        if letter.isspace() or letter in _QUOTES or unicodedata.category(letter) in ("Cf", "Cc"):
            continue
        sign = letter in _FORMULA or unicodedata.normalize("NFKC", letter)[:1] in _FORMULA
        return sign and not _NUMBER.fullmatch(part, place)
    return False
