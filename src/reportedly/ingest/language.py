"""Which language a text is in, so far as it can be told, and whether we read it.

Most input is English, and English is told by its function words without loading a model. Only a text that
fails that goes to py3langid, which names its language.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import import_module
from typing import Any

from reportedly.errors import NotEnglish
from reportedly.ingest.language_names import LANGUAGE_NAMES, SCRIPT_LANGUAGES

SAMPLE_CHARS = 20_000
"""Characters looked at: the language of a report shows in its first pages."""

ENGLISH_SHARE = 0.12
"""Function words among all words that make a text English."""

SURE = 0.9
"""Probability that py3langid must give to another language before a short text is refused."""

SHORT_WORDS = 12
"""Words below which a text is short: a headline or a list of names may hold no function word at all."""

_FUNCTION_WORDS = frozenset({
    "the", "of", "and", "to", "that", "with", "from", "by", "were", "has", "had", "have", "been", "which",
    "who", "they", "their", "this", "said", "says", "will", "would", "after", "its", "his", "her", "are", "it",
    "not", "but", "than", "when", "where", "while", "about", "against", "into", "between", "you", "your", "our",
    "she", "him", "them", "there", "being", "also", "more", "most", "during", "before", "because", "since",
    "could", "should", "may", "did", "does", "how", "these", "those", "such", "then", "only", "out", "down",
    "near", "until", "through", "what",
})  # fmt: skip
"""Frequent English words, without those that are frequent words of a neighbour too (in, is, was, on, an, for, he)."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def language_of(text: str) -> tuple[str, float]:
    """The ISO 639 code of the language that ``text`` is in, and how sure that is (0 to 1).

    ``("und", 0.0)``, ISO 639-2's code for undetermined, where the text has no letters.
    """
    sample = text[:SAMPLE_CHARS]
    words = _WORD.findall(sample.lower())
    if not words:
        return "und", 0.0
    script = main_script(sample)
    if script == "LATIN":
        share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
        if share >= ENGLISH_SHARE and len(words) >= SHORT_WORDS:
            return "en", min(1.0, 0.5 + 2 * share)
    return _guess(sample, script)


def check_english(text: str, name: str) -> None:
    """Raise NotEnglish, saying which language it looks like, where ``text`` is in another language than English.

    A short text in Latin letters is let through unless it is surely another language; so is one without letters.
    ``name`` is what the message calls the text.
    """
    code, sure = language_of(text)
    if code in ("en", "und"):
        return
    words = _WORD.findall(text[:SAMPLE_CHARS].lower())
    if main_script(text[:SAMPLE_CHARS]) == "LATIN" and _may_be_english(words, sure):
        return
    raise NotEnglish(
        f"{name} looks like {LANGUAGE_NAMES.get(code, code)}, not English.",
        'Only English can be read so far: translate it, or state its language as "en" to read it all the same.',
    )


def main_script(text: str) -> str:
    """The first word of the Unicode names of most letters of ``text`` (``LATIN``, ``ARABIC``, ``CYRILLIC``)."""
    scripts: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            scripts[_script(char)] += count
    return scripts.most_common(1)[0][0] if scripts else ""


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ")[0].split("-")[0]


def _may_be_english(words: list[str], sure: float) -> bool:
    english = sum(word in _FUNCTION_WORDS for word in words) / max(1, len(words))
    if len(words) < SHORT_WORDS:
        return sure < SURE or english >= ENGLISH_SHARE
    return sure < SURE and english > ENGLISH_SHARE / 2


def _guess(sample: str, script: str) -> tuple[str, float]:
    ranked = _identifier().rank(sample)
    possible = SCRIPT_LANGUAGES.get(script)
    if possible:
        ranked = [(code, score) for code, score in ranked if code in possible] or ranked
    code, score = ranked[0]
    return str(code), float(score)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    langid = import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(LANGUAGE_NAMES))
    return identifier
