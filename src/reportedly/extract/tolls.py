"""How many: number words and their hedges, read as low, best and high."""

import re
from collections.abc import Iterator

from msgspec import Struct

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
# A bare plural gives a lower bound only: "dozens" is at least two dozen.
_PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000,
            "hundreds of thousands": 200_000, "millions": 2_000_000}  # fmt: skip
_VAGUE = {
    "several": (3, None),
    "a few": (2, None),
    "few": (2, None),
    "a couple": (2, 2),
    "a handful": (3, None),
    "many": (None, None),
}

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_WORD = "|".join((*_UNITS, *_TENS, *_SCALES, "a hundred", "a dozen", "a thousand", "half a dozen"))
AMOUNT = rf"(?:{_NUMBER})(?:\.\d+)?(?:\s+(?:hundred|thousand|million|dozen))?|(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD})){{0,5}}"
_LOW = r"at least|more than|over|no fewer than|not less than|no less than|upwards of|a minimum of|above|in excess of"
_HIGH = r"up to|at most|as many as|fewer than|less than|no more than|a maximum of|under|below"
_ABOUT = r"about|around|some|approximately|roughly|nearly|almost|an estimated|estimated|close to"
_FINDER = re.compile(
    rf"\b(?:(?P<low>{_LOW})\s+|(?P<high>{_HIGH})\s+|(?P<about>{_ABOUT})\s+)?"
    rf"(?:between\s+|from\s+)?(?:(?P<first>{AMOUNT})\s*(?:-|–|to|and)\s*(?P<second>{_NUMBER})"
    rf"|(?P<plural>(?:tens|hundreds)\s+of\s+thousands|dozens|scores|hundreds|thousands|millions)"
    rf"|(?P<vague>several|a\s+few|a\s+couple|a\s+handful|many)"
    rf"|(?P<one>{AMOUNT}))(?P<more>\s+or\s+more)?\b",
    re.IGNORECASE,
)
_HEDGE_BEFORE = re.compile(rf"\b(?:{_LOW}|{_HIGH}|{_ABOUT})\s+\Z", re.IGNORECASE)
_OF_THE = re.compile(r"\bof (?:the|those|its|their) \Z")  # "seven of the wounded died"
_TO_DEATH = re.compile(r"[^.;,]{0,40}?\s+to\s+death\b")  # "stabbed four colleagues to death"
_FATE = re.compile(
    r"\b(?:(?P<injured>injured|wounded|hurt)|(?P<missing>missing)|(?P<killed>dead|killed))\b", re.IGNORECASE
)


class Amount(Struct, frozen=True):
    """Characters ``start`` to ``end`` (exclusive) say a number: ``low`` ≤ ``best`` ≤ ``high``, None where they set no bound."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None


def amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """The amounts that the characters from ``start`` to ``end`` say; numbers that are part of a name or a date count too."""
    for match in _FINDER.finditer(text, start, len(text) if end is None else end):
        amount = _amount(match)
        if amount is not None:
            yield amount


def _amount(match: re.Match[str]) -> Amount | None:
    where = match.span()
    if match["plural"]:
        low = _PLURALS[" ".join(match["plural"].lower().split())]
        return Amount(*where, low, None, None)
    if match["vague"]:
        low, high = _VAGUE[" ".join(match["vague"].lower().split())]  # type: ignore[assignment]
        return Amount(*where, low, high, high)
    if match["first"]:
        one, two = number_of(match["first"]), number_of(match["second"])
        if one is None or two is None or one > two:
            return None
        return Amount(*where, one, None, two)
    number = number_of(match["one"])
    if number is None:
        return None
    if match["low"]:
        return Amount(*where, number, number, None)
    if match["more"]:
        return Amount(*where, number, number, None)
    if match["high"]:
        fewer = match["high"].lower() in {"fewer than", "less than", "under", "below"}
        high = max(0, number - fewer)
        return Amount(*where, None, None if fewer else high, high)
    if match["about"]:
        return Amount(*where, None, number, None)
    return Amount(*where, number, number, number)


def with_hedge(text: str, start: int) -> int:
    """Where the words begin that hedge an amount at ``start`` ("at least", "about"); ``start`` where there are none."""
    lead = _HEDGE_BEFORE.search(text, max(0, start - 24), start)
    return lead.start() if lead else start


def suffered(text: str, start: int, end: int, what: str) -> str:
    """What the counted suffered: the word behind them says it where one verb tells of several fates ("left 5 dead and 20 injured")."""
    if what == "injured" and _TO_DEATH.match(text, end):
        return "killed"
    comma = text.find(",", start, end)  # "killed seven guards, wounded others": the seven were killed
    told = _FATE.search(text, start, comma if comma >= 0 else end)
    if told is None or _OF_THE.search(text, start, told.start()):
        return what
    return "injured" if told["injured"] else "missing" if told["missing"] else "killed"


def number_of(words: str) -> int | None:
    """The number that digits or English number words say ("twenty-one", "a dozen", "1.5 million"), or None."""
    total = current = 0
    seen = False
    for token in re.split(r"[\s-]+", words.lower().replace(",", "")):
        if token in {"and", "a", "an", ""}:
            continue
        if token == "half":
            current, seen = 0, True
            return 6 if "dozen" in words.lower() else None
        if re.fullmatch(r"\d+(?:\.\d+)?", token):
            value = float(token)
            scale = next((_SCALES[word] for word in words.lower().split() if word in _SCALES), 1)
            return int(value * scale) if (value * scale).is_integer() else None
        if token in _UNITS:
            current += _UNITS[token]
        elif token in _TENS:
            current += _TENS[token]
        elif token in _SCALES:
            current = max(1, current) * _SCALES[token]
            if _SCALES[token] >= 1000:
                total, current = total + current, 0
        else:
            return None
        seen = True
    return total + current if seen else None
