"""The words around a place name that say what kind of place is meant, and how near to it something happened."""

import re
from typing import Final, Literal

from reportedly.resolve.timex_numbers import read_number

WantedKind = Literal["first", "second", "settlement", "water", "country"]

_WORDS_FOR_KIND: Final[dict[WantedKind, str]] = {
    "first": r"provinces?|governorates?|oblasts?|states?|muhafaza[ht]?|wilaya[ths]*|prefectures?|voivodeships?|krai|"
    r"regional state|regions?",
    "second": r"districts?|count(?:y|ies)|co|parish(?:es)?|boroughs?|raions?|sub-?districts?|municipalit(?:y|ies)|"
    r"departments?|arrondissements?|cercles?|tehsils?|agenc(?:y|ies)|woredas?|local government areas?",
    "settlement": r"cit(?:y|ies)|towns?|villages?|hamlets?|suburbs?|capital|townships?|neighbou?rhoods?|settlements?|"
    r"port city|refugee camps?|camps?",
    "water": r"rivers?|creek|lakes?|seas?|gulf|bay|straits?|channel|ocean|canal",
    "country": r"republic",
}
_KIND_OF: Final = {
    kind: re.compile(rf"(?:{words})", re.IGNORECASE) for kind, words in _WORDS_FOR_KIND.items()
}  # fmt: skip
_ANY_KIND: Final = "|".join(_WORDS_FOR_KIND.values())
_AFTER: Final = re.compile(rf"[ \u00a0](?P<word>{_ANY_KIND})\b(?!')", re.IGNORECASE)
_AFTER_LIST: Final = re.compile(
    r"(?:,? (?:and|or)|,) (?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:,? and |, ))*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? "
    r"(?P<word>provinces|governorates|oblasts|states|districts|counties|parishes|regions)\b",
)
_BEFORE: Final = re.compile(rf"\b(?P<word>{_ANY_KIND}) (?:of|in) (?:the )?$", re.IGNORECASE)
# "The regions of Puno and Cusco": the word stands before the first of them.
_BEFORE_LIST: Final = re.compile(
    r"\b(?P<word>provinces|governorates|oblasts|states|regions|districts|counties|parishes|departments|cities|towns|villages) of (?:the )?"
    r"(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}(?:, | and |, and ))+$"
)
_TITLED_BEFORE: Final = re.compile(rf"\b(?P<word>{_ANY_KIND}) $", re.IGNORECASE)
_LEADING: Final = re.compile(rf"^(?:[\w'’-]+ ){{0,4}}?(?P<word>{_ANY_KIND}) of (?:the )?(?=\w)", re.IGNORECASE)
_TRAILING: Final = re.compile(rf"(?<=\w)[ \u00a0](?P<word>{_ANY_KIND})$", re.IGNORECASE)

DIRECTION: Final = (
    r"(?:(?:north|south)[ -]?(?:east|west)(?:ern)?(?:most)?|(?:north|south|east|west)(?:ern)?(?:most)?|central|mid)"
)
_DIRECTION_BEFORE: Final = re.compile(rf"(?<!\w){DIRECTION}(?:[ -]| part of )(?:the )?$", re.IGNORECASE)
_PART_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:{DIRECTION}|remote|rural|coastal)"
    r" (?:(?:parts?|areas?|regions?|swathes?|tip|coast|border|corner|half|edge|end) )?of (?:the )?$",
    re.IGNORECASE,
)
_DIRECTION_LEADING: Final = re.compile(rf"^{DIRECTION}[ -](?=\w)", re.IGNORECASE)
_VAGUE_LEADING: Final = re.compile(
    r"^(?:the|greater|downtown|rural|occupied|central|old|nearby|neighbou?ring|mainland|coastal|rebel-held|"
    r"government-held|metropolitan|metro|inner|upstate|war-torn) (?=\w)",
    re.IGNORECASE,
)
_THE_CITY_OF: Final = r"(?:(?:\w+ )?(?:city|town|village|capital)(?: of)?,? )?$"
_SURROUNDINGS: Final = r"outskirts|suburbs?|countryside|environs|surroundings|hinterland|vicinity"
_NAMED_BY_DIRECTION: Final = re.compile(
    r"^(?:South (?:Africa|Sudan|Korea|Ossetia|Vietnam|Yemen)|North (?:Korea|Macedonia|Vietnam|Yemen)|East (?:Timor|Germany)|"
    r"West Germany|Western Sahara|Central African Republic)",
    re.IGNORECASE,
)
_NEAR_BEFORE: Final = re.compile(
    r"\b(?:near|nearby|outside|around|towards?|close to|next to|not far from|on the (?:way|road) to|surrounding|"
    r"bordering|adjacent to|overlooking|"
    rf"(?:{_SURROUNDINGS}|periphery|edges?|fringes|gates|entrances?|approaches|areas?|villages|farms|hills|woods|fields)"
    r" (?:of|near|around|outside|surrounding))"
    rf" (?:the )?(?:(?:{DIRECTION}|rebel-held|\w+i|\w+an|\w+ese|besieged|key|strategic|ancient|nearby|major) )?"
    + _THE_CITY_OF,
    re.IGNORECASE,
)
_DISTANCE_BEFORE: Final = re.compile(
    r"\b(?:kilomet(?:er|re)s?|kms?|miles?|mi|hours?|minutes?)(?: drive)?\)?,? (?:to the )?"
    rf"(?:{DIRECTION} )?(?:of|from|outside|away from|off) (?:the )?{_THE_CITY_OF}"
    rf"|\b(?:north|south|east|west|(?:north|south)-?(?:east|west)) of (?:the )?{_THE_CITY_OF}",
    re.IGNORECASE,
)
# "300 kilometres south-west of Khartoum", "two hours from Gao": how far, and in what.
_HOW_FAR: Final = re.compile(
    r"(?:(?P<digits>\d[\d.,]*)|(?P<words>(?:[a-z]+[ -]){0,3}?[a-z]+))[ -](?:or so )?"
    r"(?P<unit>kilomet(?:er|re)s?|kms?|miles?|mi|hours?|minutes?)(?: drive)?\)?,? (?:to the )?"
    rf"(?:{DIRECTION} )?(?:of|from|outside|away from|off) (?:the )?{_THE_CITY_OF}",
    re.IGNORECASE,
)
_KM_OF: Final = {"k": 1.0, "m": 1.609, "h": 80.0}
_NEAR_KM: Final = 25.0  # UCDP's bound for "near a known point"
_BETWEEN: Final = re.compile(
    r"\bbetween (?:the )?(?:(?:city|town|village|cities|towns|villages) (?:of )?)?"
    r"(?:[A-Z][\w'’-]*(?: [A-Za-z][\w'’-]*){0,3} and (?:the )?)?"
    + _THE_CITY_OF,
)
_PARTED_BY: Final = re.compile(
    r"\b(?:relations?|ties|talks|tensions?|war|conflict|fighting|clash(?:es)?|dispute|agreement|deal|match|border|frontier|boundary|peace|"
    r"alliance|truce|ceasefire|difference|distinction|choose|negotiations) between (?:the )?[^,.;]{0,40}$",
    re.IGNORECASE,
)
_BORDER: Final = re.compile(
    r"\b(?:border|frontier|borderlands?|boundary)(?: (?:area|region|zone|strip|crossing)s?)? (?:between|with|of|from|separating)"
    r" (?:the )?(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2} (?:and|from) (?:the )?)?$",
)
_NEAR_AFTER: Final = re.compile(
    rf"^(?:['’]s?)?(?: \w+)? (?:{_SURROUNDINGS})\b|^ (?:areas?|front ?lines?)\b", re.IGNORECASE
)
_REGION_AFTER: Final = re.compile(r"(?:^|\w) regions?\b", re.IGNORECASE)
_STATE_OWNED: Final = re.compile(r"-| (?:media|tv|television|news|department|police|run|owned|\w+ing)\b")
_WINDOW: Final = 90  # characters looked at on either side: a relational phrase is shorter


_PART_OF_TOWN: Final = re.compile(
    r"\s(?:neighbou?rhoods?|quarters?|Neighbou?rhoods?|Quarters?|(?:Road|Street|Avenue|Lane|Boulevard|Highway|Drive|Roundabout|Square)\b(?!\s+(?:and\s+)?[A-Z]))"
)
_STREET: Final = re.compile(r"\s(?:Road|Street|Avenue|Lane|Boulevard|Drive|Roundabout|Neighbou?rhood|Quarter)\Z")


def kind_of_word(word: str) -> WantedKind | None:
    """The kind of place that a word such as "province" or "towns" stands for."""
    for kind, pattern in _KIND_OF.items():
        if pattern.fullmatch(word):
            return kind
    return None


def strip_kind_words(name: str) -> tuple[str, WantedKind | None]:
    """A name without "province", "city of" and the like, and the kind that they ask for."""
    for pattern in (_TRAILING, _LEADING):
        found = pattern.search(name)
        rest = (name[: found.start()] + name[found.end() :]).strip() if found else ""
        if found and rest:
            return rest, kind_of_word(found["word"])
    return name, None


def names_part_of_town(text: str, start: int, end: int) -> bool:
    """Whether a name is that of a quarter or a street ("the Al-Wadi neighbourhood", "Mill Road"), which no town elsewhere is."""
    return _PART_OF_TOWN.match(text, end) is not None or _STREET.search(text[start:end]) is not None


def strip_direction(name: str) -> tuple[str, bool]:
    """A name without leading "northern", "rural", "the" and the like, and whether a direction was among them."""
    directed = False
    while True:
        shorter, count = _DIRECTION_LEADING.subn("", name, count=1)
        directed = directed or bool(count)
        if not count:
            shorter, count = _VAGUE_LEADING.subn("", name, count=1)
        if not count:
            return name, directed
        name = shorter


def wanted_kind(text: str, start: int, end: int) -> WantedKind | None:
    """The kind of place that the words directly around ``text[start:end]`` ask for."""
    after = text[end : end + _WINDOW]
    found = _AFTER.match(after) or _AFTER_LIST.match(after)
    if found:
        word = found["word"]
        if not (word.lower() in {"state", "states", "department", "departments", "agency", "co"} and word.islower()):
            return kind_of_word(word)
        if word.lower() == "state" and not re.match(
            r" \w+ing\b|-| (?:media|tv|television|news|department|police|run)\b", after[found.end() :]
        ):
            return "first"
    before = text[max(0, start - _WINDOW) : start]
    found = _BEFORE.search(before) or _BEFORE_LIST.search(before)
    if found and not re.search(r" in (?:the )?$", before):
        return kind_of_word(found["word"])
    found = _TITLED_BEFORE.search(before)
    if found and kind_of_word(found["word"]) == "water" and found["word"][:1].isupper():
        return "water"
    return None


def is_near(text: str, start: int, end: int) -> bool:
    """Whether the words around ``text[start:end]`` put something beside that place, not in it."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(
        _NEAR_BEFORE.search(before) or _DISTANCE_BEFORE.search(before) or _NEAR_AFTER.match(text[end : end + _WINDOW])
    )


def far_away(text: str, start: int, end: int) -> bool:
    """Whether the words around ``text[start:end]`` put something farther from that place than UCDP calls near.

    So they do with a distance of more than 25 km, with a way "between" it and another place, and with a border.
    """
    before = text[max(0, start - _WINDOW) : start]
    found = _HOW_FAR.search(before)
    if found:
        words = found["digits"] or found["words"].lower()
        number = read_number([words.rstrip(".,")] if found["digits"] else re.split(r"[ -]", words)[-3:])
        if number is None and not found["digits"]:
            number = read_number(re.split(r"[ -]", words)[-1:])
        unit = found["unit"].lower()
        scale = _KM_OF.get("1" if unit.startswith("min") else unit[0], 1.0)
        return (number if number is not None else 1.0) * scale > _NEAR_KM
    return is_border(text, start) or bool(_BETWEEN.search(before) and not _PARTED_BY.search(before))


def is_border(text: str, start: int) -> bool:
    """Whether the words before ``start`` speak of a border of the place that is named there."""
    return bool(_BORDER.search(text[max(0, start - _WINDOW) : start]))


def is_part(text: str, start: int, end: int) -> bool:
    """Whether only a part of the place is meant, named by direction: "northwestern Syria", "the east of Libya"."""
    before = text[max(0, start - _WINDOW) : start]
    if _DIRECTION_BEFORE.search(before) or _PART_BEFORE.search(before):
        return True
    words = text[max(0, start) : max(0, end)]
    return strip_direction(words)[1] and not _NAMED_BY_DIRECTION.match(words)


def place_precision_in_context(text: str, start: int, end: int, base_precision: int) -> int:
    """The UCDP where_prec of an event put at ``text[start:end]``, a place that by itself has ``base_precision``.

    "near Homs" and "20 km north of Homs" make 1 a 2; "300 km north of Homs", "between Homs and Hama" make it a 5, as
    "northern Syria" and "the border between Syria and Iraq" make a 6; "Homs province" and "Azaz district"
    make 1 a 4 and a 3. Words never make a place more exact than it is.
    """
    if base_precision == 6 and (is_part(text, start, end) or is_border(text, start)):
        return 5
    if base_precision not in (1, 2):
        return base_precision
    wanted = wanted_kind(text, start, end) or strip_kind_words(text[start:end])[1]
    if wanted == "first":
        return 5 if _REGION_AFTER.match(text[end : end + _WINDOW]) or _REGION_AFTER.search(text[start:end]) else 4
    if wanted == "second":
        return 3
    if wanted == "water":
        return 5
    if far_away(text, start, end):
        return 5
    return 2 if is_near(text, start, end) else base_precision
