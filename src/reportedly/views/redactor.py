"""Putting █ in the place of withheld words, however they are written; as many as there were characters, so offsets stay true.

A name is found without regard to case, accents, hyphens, apostrophes, line breaks, the Arabic article and a possessive ending;
also where its words are run together, as addresses and file names do.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import unquote_to_bytes

from msgspec import Struct

BLOCK = "█"

RuleKind = Literal["person", "source", "phrase"]

# Words of English that a name may be spelled like ("IS"): withheld only where it is written exactly so.
ORDINARY = frozenset(
    "a am an and are as at be but by can do for go had has have he her him his how i if in is it its may me my no not now of "
    "off on or our out own per she so some than that the their them then there they this to too up us was way we were what "
    "when who why will with you your".split()
)
_ARTICLES = "al|el|ul|ar|as|ash|ad|adh|at|ath|az|an|ibn|bin|ben|abu|abou|umm|de|van|von|der|den|la|le|da|dos"
_APOSTROPHES = "'’‘ʼʿʾʻʹ`´"
_MARK = "\ue000"  # of private use: no name has it
# Letters that a decomposition leaves alone although people write them plainly.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ß": "ss",
          "ى": "ي", "ة": "ه", "ٱ": "ا", "ё": "е"}  # fmt: skip
_BETWEEN = r"[\W_]{0,8}"
_NOT_AFTER_LETTER, _NOT_BEFORE_LETTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_POSSESSIVE = rf"(?:[{_APOSTROPHES}]?s)?"
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class Rule(Struct, frozen=True, kw_only=True):
    """What one judgement withholds: its number, kind, and every name of it that is known.

    ``actors`` and ``sources`` are the identities that the words name in the record; ``geonames`` the places of that name.
    """

    number: int
    kind: RuleKind
    names: tuple[str, ...]
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    geonames: tuple[int, ...] = ()


def folded(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """The text without case, accents and invisible characters, and for each of its characters from where to where it came.

    None in the place of the list means that every character stayed where it was.
    """
    if text.isascii() and "%" not in text:
        return text.lower(), None
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end, letter in _letters(text):
        if _unseen(letter):
            continue
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not _unseen(part):
                plain = _PLAIN.get(part, part)
                letters.append(plain)
                places += [(start, end)] * len(plain)
    return "".join(letters), places


def _unseen(letter: str) -> bool:
    """Accents, and soft hyphens, joiners, direction marks: what changes no name."""
    return bool(unicodedata.combining(letter)) or letter == "\u0640" or unicodedata.category(letter) == "Cf"


def _letters(text: str) -> Iterator[tuple[int, int, str]]:
    """Each character with its place; the escapes of an address as what they stand for."""
    at = 0
    for found in _ESCAPES.finditer(text):
        yield from ((place, place + 1, text[place]) for place in range(at, found.start()))
        start = found.start()
        for letter in unquote_to_bytes(found.group()).decode("utf-8", "replace"):
            end = min(found.end(), start + 3 * (1 if letter == "\ufffd" else len(letter.encode("utf-8"))))
            yield start, end, letter
            start = end
        at = found.end()
    yield from ((place, place + 1, text[place]) for place in range(at, len(text)))


def words_of(name: str) -> list[str]:
    """The folded words of a name, apostrophes gone."""
    return [word.replace(_MARK, "") for word in _marked_words(name)]


def _marked_words(name: str) -> list[str]:
    """The folded words of a name with a mark where an apostrophe stands: addresses have a hyphen there, or nothing."""
    bare, _ = folded("".join(_MARK if letter in _APOSTROPHES else letter for letter in name))
    return [word for part in re.findall(rf"(?:[^\W_]|{_MARK})+", bare) if (word := part.strip(_MARK))]


class Redactor:
    """Finds and blocks what a set of rules withholds. Pure; made once and used for many strings."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)
        loose: dict[str, None] = {}
        exact: dict[str, None] = {}
        for rule in self.rules:
            for name in rule.names:
                marked, words = _marked_words(name), words_of(name)
                if len(words) == 1 and (words[0] in ORDINARY or len(words[0]) < 2):
                    exact[re.escape(name.strip())] = None
                elif words:
                    loose[_pattern(marked)] = None
                if rule.kind == "person" and surname(words) is not None:
                    loose[_pattern(marked[-1:])] = None
        longest = sorted(loose, key=len, reverse=True)
        self._loose = re.compile(f"{_NOT_AFTER_LETTER}(?:{'|'.join(longest)}){_POSSESSIVE}{_NOT_BEFORE_LETTER}") if loose else None
        self._exact = re.compile(rf"(?<!\w)(?:{'|'.join(exact)})(?!\w)") if exact else None

    def __bool__(self) -> bool:
        return self._loose is not None or self._exact is not None

    def redact(self, text: str) -> str:
        """The text with █ for each character of what is withheld; the text itself where there is nothing."""
        spans = self._spans(text)
        if not spans:
            return text
        letters = list(text)
        for start, end in spans:
            letters[start:end] = BLOCK * (end - start)
        return "".join(letters)

    def hides(self, text: str) -> bool:
        """Whether the text holds something withheld."""
        return bool(self._spans(text))

    def _spans(self, text: str) -> list[tuple[int, int]]:
        spans = [found.span() for found in self._exact.finditer(text)] if self._exact else []
        if self._loose is not None:
            plain, places = folded(text)
            for found in self._loose.finditer(plain):
                start, end = found.span()
                spans.append((start, end) if places is None else (places[start][0], _end(text, places[end - 1][1])))
        return spans


def surname(words: list[str]) -> str | None:
    """The last word of a person's name of several words; None for a name of one word, or one that ends in an initial."""
    return words[-1] if len(words) > 1 and len(words[-1]) > 2 and words[-1] not in ORDINARY else None


def _pattern(words: list[str]) -> str:
    spelled = _BETWEEN.join(_word(word) for word in words)
    return rf"(?:(?:{_ARTICLES})[\W_]{{1,3}})?{spelled}" if len(words) == 1 else spelled


def _word(word: str) -> str:
    """A word, with room for an apostrophe between its letters, and for any sign where its name has one ("O'Neil", "Sana'a")."""
    made = ""
    for letter, following in zip(word, f"{word[1:]} ", strict=True):
        if letter != _MARK:
            made += re.escape(letter) + ("" if following == " " else r"[\W_]?" if following == _MARK else f"[{_APOSTROPHES}]?")
    return made


def _end(text: str, end: int) -> int:
    """Where a match ends, with the accents that follow its last letter."""
    while end < len(text) and _unseen(text[end]):
        end += 1
    return end
