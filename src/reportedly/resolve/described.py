"""Mentions that describe a place instead of naming it: nouns without a name, names inside a description, coordinates."""

import re
from typing import Final

from reportedly.resolve.folding import fold

_DEGREES: Final = re.compile(
    r"(?P<d1>\d{1,2})°\s*(?:(?P<m1>\d{1,2})[′'’]\s*)?(?:(?P<s1>\d{1,2}(?:\.\d+)?)[″\"”]\s*)?(?P<ns>[NS])[\s,;]+"
    r"(?P<d2>\d{1,3})°\s*(?:(?P<m2>\d{1,2})[′'’]\s*)?(?:(?P<s2>\d{1,2}(?:\.\d+)?)[″\"”]\s*)?(?P<ew>[EW])"
)
_DECIMAL: Final = re.compile(
    r"(?P<lat>[-−+]?\d{1,2}\.\d{2,})\s*°?\s*(?P<ns>[NS])?\s*[\s,;]\s*(?P<lon>[-−+]?\d{1,3}\.\d{2,})\s*°?\s*(?P<ew>[EW])?"
)
_DETERMINER: Final = re.compile(
    r"^(?:the|this|that|these|those|their|its|our|his|her|my|your|a|an|some|many|several|two|three|other|both|all)\s+",
    re.IGNORECASE,
)
_CAPITALISED: Final = re.compile(r"(?:al|el|ar|as|ash|ad|an|az|ez|at)-[A-Z][\w'’-]*|[A-Z][\w'’-]*")
_PLACED_IN: Final = re.compile(r"\b(?:in|of|inside|within|across|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_MOST_NAMES: Final = 6  # looked at in one description: a longer one is none
_NOUNS: Final = frozenset(
    re.split(
        r"\s+",
        "air airbase airfield airport area areas army avenue bank barracks barrage base bases border bridge bridges "
        "building buildings camp camps canal capital castle cathedral center central centre checkpoint children's "
        "church cities city coast college complex compound consulate countries country countryside court crossing "
        "dam dams district districts east embassy factory field fleet force forces forest front frontline gate "
        "general governorate grand great hall harbor harbour headquarters here highway hills home homes hospital "
        "hospitals hotel house international island islands jail king lake lakes library location locations lower "
        "main market medical memorial military mosque mountain mountains museum national naval neighborhood "
        "neighborhoods neighbourhood neighbourhoods new north northeast northwest nowhere nuclear office oil old "
        "outskirts palace parish park place places plant plaza police port power presidential prison province "
        "provinces queen railway red refinery refugee region regional regions river road roads royal school schools "
        "sea shrine somewhere south southeast southwest square stadium state states station street streets suburb "
        "suburbs temple terminal terrain territories territory the there tower town towns township university upper "
        "village villages west where white world zone",
    )
)


def names_nothing(words: str, cased: bool) -> bool:
    """Whether words such as "the city" or "rebel-held areas" describe a place without naming it.

    ``cased`` says whether the report uses capital letters; where it doesn't, only known nouns are taken for descriptions.
    """
    rest = words
    while (shorter := _DETERMINER.sub("", rest, count=1)) != rest:
        rest = shorter
    folded = fold(rest)
    if not folded:
        return True
    if all(word in _NOUNS for word in folded.split(" ")) and (rest == rest.lower() or " " not in folded):
        return words not in {"the West", "West"}
    return cased and not any(letter.isalpha() and not letter.islower() for letter in rest)


def names_inside(words: str) -> list[tuple[str, bool]]:
    """The names that may stand in a description, in order, and whether "in" or "of" stands before each.

    A name is a whole run of capitalised words between nouns such as "Hospital" and other words, never a part of one:
    "Wadi" says nothing of where "Wadi Barada" is.
    """
    runs: list[list[re.Match[str]]] = []
    for token in _CAPITALISED.finditer(words):
        if fold(token.group()) in _NOUNS:
            continue
        if runs and not words[runs[-1][-1].end() : token.start()].strip():
            runs[-1].append(token)
        else:
            runs.append([token])
    found = [(run[0].start(), words[run[0].start() : run[-1].end()]) for run in runs[:_MOST_NAMES]]
    return [(name, bool(_PLACED_IN.search(words[:start]))) for start, name in found]


def coordinates(words: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees where the words are a pair of them; None where they are not, or out of range."""
    if found := _DEGREES.search(words):
        lat = _sixtieths(found["d1"], found["m1"], found["s1"]) * (-1 if found["ns"] == "S" else 1)
        lon = _sixtieths(found["d2"], found["m2"], found["s2"]) * (-1 if found["ew"] == "W" else 1)
    elif found := _DECIMAL.fullmatch(words.strip(" ()[]")):
        lat = float(found["lat"].replace("−", "-")) * (-1 if found["ns"] == "S" else 1)
        lon = float(found["lon"].replace("−", "-")) * (-1 if found["ew"] == "W" else 1)
    else:
        return None
    return (round(lat, 6), round(lon, 6)) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _sixtieths(degrees: str, minutes: str | None, seconds: str | None) -> float:
    return float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
