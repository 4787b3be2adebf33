"""Whose words those of a source are who is only described, where the report has told it: "The monitor", "NAME, a charity,", "it said".

Such a voice is no second one beside the named: counted apart, one monitor's word would corroborate itself.
"""

import re
from bisect import bisect_left

from reportedly.schema import Mention, Reading, SourceSpan

_AGAIN = re.compile(r"(?:the|this|that)\s+((?:[^\W\d_]+[\s-]+){0,2}?)([^\W\d_]+)", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\s*(?:[,(]|\s(?:of|in|on|at|from|for|with|by|to|who|which|that|near|against)\s).*", re.DOTALL)
_APPOSED = re.compile(r"(?:the|an?|one of)\s", re.IGNORECASE)
_PRONOUNS = {"it": False, "he": True, "she": True}
NEAR = 600  # characters behind a source in which a pronoun means it
_SEVERAL = re.compile(r"\s(?:and|or)\s|&")
_POSSESSIVE = re.compile(r"['’]s?$")
# What calls an organisation by its kind, where no name says more: who was named last is meant.
_BODIES = frozenset(
    """monitor watchdog observatory charity organisation organization group agency institute network newspaper broadcaster ministry
    association union foundation committee commission council movement body centre center""".split()
)


class Referring:
    """The sources and the named organisations of one report, in their order."""

    def __init__(self, reading: Reading) -> None:
        """Look up once what all voices ask for."""
        self._text = reading.report.text
        self._sources = sorted(
            (one.source for one in reading.attributions if one.source is not None and one.source.text.strip()),
            key=lambda source: source.start,
        )  # fmt: skip
        self._starts = [source.start for source in self._sources]
        self._kinds = {one.id: one.kind for one in reading.entities}
        self._named = sorted(
            (one for one in reading.mentions if one.kind == "organisation" and one.level == "name"), key=lambda one: one.start
        )

    def meant(self, start: int, end: int, shown: str) -> SourceSpan | None:
        """The words that name whom these words describe: a source's, or what they stand beside; None where they are its first ones.

        ``shown`` is what coreference knows of it: a pronoun where it knows nobody.
        """
        return self._beside(start, end) or self._before(start, end) or self._by_pronoun(start, shown)

    def _by_pronoun(self, start: int, shown: str) -> SourceSpan | None:
        """The last source before "it", "he" or "she" that coreference found nobody for: a body or a person."""
        person = _PRONOUNS.get(shown.strip().lower())
        earlier = self._sources[: bisect_left(self._starts, start)]
        if person is None or not earlier or _SEVERAL.search(earlier[-1].text):
            return None
        kind, head = self._kinds.get(earlier[-1].entity or ""), _head(earlier[-1].text)
        fits = kind == "person" if person else kind not in (None, "person") and not head.endswith("s")
        return earlier[-1] if fits and start - earlier[-1].end <= NEAR else None

    def _beside(self, start: int, end: int) -> SourceSpan | None:
        """The name that a description follows between commas: "Amber Aid, a charity in Orsk, said"."""
        words = self._text[start:end]
        if not _APPOSED.match(words) or not (self._text.startswith(",", end) or words.endswith(",")):
            return None
        before = self._text[:start].rstrip()
        if not before.endswith(","):
            return None
        return next((_source(one) for one in self._named if one.end == len(before) - 1), None)

    def _before(self, start: int, end: int) -> SourceSpan | None:
        """The last source before that the words repeat by its head, or, by a word for its kind, the organisation named last."""
        again = _AGAIN.fullmatch(" ".join(self._text[start:end].split()))
        if again is None or any(word[:1].isupper() for word in again[1].split()):
            return None
        head, said = again[2].lower(), again.string.lower()
        earlier = self._sources[: bisect_left(self._starts, start)]
        last = next((one for one in reversed(self._named) if one.end <= start), None)
        for source in reversed(earlier):
            if last is not None and source.end < last.start:
                break  # the name between may be meant
            told = " ".join(source.text.split()).lower()
            more = set(again[1].lower().split()) <= set(told.split())
            if told != said and more and _head(source.text) == head and not _SEVERAL.search(source.text):
                return source
        if head not in _BODIES or last is None:
            return None
        return _source(last) if any(one.start <= last.start and last.end <= one.end for one in earlier) else None


def _source(name: Mention) -> SourceSpan:
    return SourceSpan(start=name.start, end=name.end, text=name.text, entity=name.entity)


def _head(words: str) -> str:
    """The last word of a description before what it is of."""
    found = _HEAD_ENDS.sub("", " ".join(words.split())).split()
    return _POSSESSIVE.sub("", found[-1].lower()) if found else ""
