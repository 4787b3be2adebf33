"""Admiralty letters and numbers: what an analyst says of sources, and what the grade says of the event."""

from collections.abc import Mapping, Sequence

from reportedly.corroborate.fields import Heard
from reportedly.schema import Grade
from reportedly.schema.standing import Credibility, Letter, Reliability

WORTH: Mapping[Letter, int] = {"A": 100, "B": 75, "C": 50, "D": 25, "E": 0}
"""Letters as numbers, for means (MISP taxonomies, admiralty-scale). F, reliability can't be judged, has none: the 50 that MISP
writes there would count the unknown as fairly reliable."""
UNKNOWN_LETTER: Letter = "F"
UNKNOWN_NUMBER: Credibility = 6
_ORDER: Sequence[Letter] = ("A", "B", "C", "D", "E")

CREDIBILITY: Mapping[Grade, Credibility] = {
    "confirmed": 1, "corroborated": 2, "single-source": 3, "contested": 4, "denied": 5,
}  # fmt: skip
"""The number that a grade stands for until an analyst sets one. Confirmed by other sources is 1; agreement of voices that nobody
has confirmed is kept at 2, probably true; a lone voice is possibly true, a contested event doubtful, a denied one improbable."""


def reliability_of(heard: Sequence[Heard]) -> Reliability:
    """The reliability of the origins of an event. Where claims of one origin have several letters, the least reliable known one counts."""
    letters: dict[str, Letter] = {}
    for one in heard:
        letter = one.support.reliability
        if letter is not None:
            letters[one.origin] = _lesser(letters.get(one.origin), letter)
    known = [letter for letter in letters.values() if letter != UNKNOWN_LETTER]
    origins = len({one.origin for one in heard})
    return Reliability(
        letters=tuple(letters.items()),
        best=min(known, key=_ORDER.index) if known else None,
        mean=round(sum(WORTH[letter] for letter in known) / len(known), 6) if known else None,
        known=len(known),
        unknown=origins - len(known),
    )


def credibility_of(grade: Grade, happened: bool, given: Credibility | None) -> Credibility:
    """The Admiralty number: the analyst's where there is one; 6, can't be judged, where nobody says that it happened."""
    if given is not None:
        return given
    return CREDIBILITY[grade] if happened else UNKNOWN_NUMBER


def mean_worth(letters: Sequence[Letter | None]) -> float | None:
    """The mean of letters as numbers (0 to 100), F and missing ones left out; None where no letter is known."""
    known = [WORTH[letter] for letter in letters if letter is not None and letter != UNKNOWN_LETTER]
    return sum(known) / len(known) if known else None


def mean_credibility(numbers: Sequence[Credibility | None]) -> float | None:
    """The mean of Admiralty numbers (1 best to 5), 6 and missing ones left out; None where none is known."""
    known = [number for number in numbers if number is not None and number != UNKNOWN_NUMBER]
    return sum(known) / len(known) if known else None


def _lesser(one: Letter | None, two: Letter) -> Letter:
    known = [letter for letter in (one, two) if letter is not None and letter != UNKNOWN_LETTER]
    return max(known, key=_ORDER.index) if known else two
