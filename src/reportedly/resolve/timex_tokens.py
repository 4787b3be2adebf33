"""Words, numbers and marks of a text, each with the one symbol that the time grammar reads.

The grammar's rules are regular expressions over symbols (one character a token), not over letters: a word that no rule
knows costs one dictionary look-up, and no rule ever sees more than a handful of symbols, so time grows with the length
of the text and nothing else.
"""

import re
from dataclasses import dataclass, field
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
            "saturday sat", "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SMALL_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: Final = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30}
DECADE_WORDS: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
UNITS: Final = (
    "second", "minute", "hour", "day", "night", "weekend", "week", "fortnight", "month", "quarter", "year", "decade",
    "century",
)  # fmt: skip

_PLURALS = {unit + "s": unit for unit in UNITS} | {"centuries": "century"}
_FREQUENCIES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "fortnightly": "P2W",
    "biweekly": "P2W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
_DAYPARTS = {
    "morning": "TMO", "mornings": "TMO", "afternoon": "TAF", "afternoons": "TAF", "evening": "TEV", "evenings": "TEV",
    "dawn": "TMO", "dusk": "TEV", "daybreak": "TMO", "sunrise": "TMO", "sunset": "TEV", "nightfall": "TNI",
    "lunchtime": "TMI", "midday": "T12:00", "noon": "T12:00", "midnight": "T24:00", "overnight": "TNI",
}  # fmt: skip
_ZONES = frozenset(
    [
        "est",
        "edt",
        "cst",
        "cdt",
        "mst",
        "mdt",
        "pst",
        "pdt",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "eet",
        "eest",
        "msk",
        "ist",
        "et",
        "pt",
    ]
)

# Each symbol class: its name in the rules → the words that are written so. A word stands in one class only.
_CLASSES: Final[dict[str, str]] = {
    "A_": "a an", "THE": "the", "THIS": "this", "THAT": "that", "THESE": "these", "THOSE": "those", "LAST": "last",
    "PAST": "past", "NEXT": "next", "PREVIOUS": "previous preceding prior", "FOLLOWING": "following ensuing",
    "COMING": "coming upcoming", "SAME": "same", "CURRENT": "current present", "LATEST": "latest",
    "RECENT": "recent", "MORE": "more", "LESS": "less fewer", "THAN": "than", "EACH": "each every", "OTHER": "other",
    "AGO": "ago", "EARLIER": "earlier", "LATER": "later",
    "EARLY": "early", "LATE": "late", "MID": "mid", "MIDDLE": "middle midst midpoint",
    "BEGINNING": "beginning start outset", "STARTING": "starting commencing",
    "END": "end close", "TURN": "turn", "OF": "of", "ON": "on", "IN": "in", "AT": "at", "TO": "to", "BY": "by",
    "SINCE": "since", "UNTIL": "until till", "FROM": "from", "DURING": "during", "THROUGH": "through thru throughout",
    "BETWEEN": "between", "AND": "and", "OR": "or", "BEFORE": "before", "AFTER": "after", "NEARLY": "nearly almost",
    "ABOUT": "about around roughly approximately some", "LEAST": "least", "MOST": "most", "UP": "up", "OVER": "over",
    "NO": "no", "JUST": "just only barely", "LITTLE": "little", "SO": "so", "ONCE": "once",
    "TWICE": "twice", "TIMES": "times", "PER": "per", "NOW": "now", "CURRENTLY": "currently presently nowadays",
    "RIGHT": "right", "RECENTLY": "recently lately", "SOON": "soon shortly", "FUTURE": "future",
    "NEAR": "near foreseeable",
    "PREVIOUSLY": "previously", "TODAY": "today", "YESTERDAY": "yesterday", "TOMORROW": "tomorrow",
    "TONIGHT": "tonight",
    "HALF": "half", "FISCAL": "fiscal financial", "CALENDAR": "calendar", "FULL": "full entire whole",
    "PERIOD": "period", "TIME_": "time", "MOMENT": "moment", "ENDED": "ended ending", "LOCAL": "local",
    "OCLOCK": "o'clock",
    "QUANT": "several few couple many numerous dozen", "AHEAD": "ahead", "HENCE": "hence",
    "EVE": "eve", "BC": "bc bce", "LONG": "long", "WHILE": "while",
    "HOLIDAY1": (
        "christmas xmas thanksgiving easter halloween ramadan ramadhan ramazan nowruz "
        "nawruz ashura arbaeen pentecost"
    ),
    "NEWYEAR": "new", "GOOD": "good", "INDEPENDENCE": "independence", "LABOR": "labor labour", "MEMORIAL": "memorial",
    "VALENTINES": "valentine's valentine’s valentines",
    "VETERANS": "veterans veterans' veterans’ armistice remembrance",
    "COLUMBUS": "columbus", "BOXING": "boxing", "BASTILLE": "bastille", "EID": "eid",
    "FEAST": "fitr adha", "AL": "al ul", "UNDER": "under", "ANOTHER": "another", "MULTIPLE": "multiple",
    "PALM": "palm",
    "KIND_OF": "trading working business consecutive straight additional further extra successive",
    "SAINT": "patrick's patrick’s", "ST": "st", "WOMENS": "women's women’s",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one stretch of text: lower-cased words, offsets, and one symbol character each."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    symbols: str = field(repr=False)


# Names of the classes whose members are not plain word lists, or need a number or the case of the letters.
_SHAPES = (
    "OTHER_", "BREAK", "DOT", "STOP", "PAUSE", "BCDOT", "COMMA", "HYPHEN", "APOS", "LPAREN", "RPAREN", "SLASH", "MONEY", "PERCENT",
    "MONTH_", "MONTH_MAYBE", "MONTH_LOW", "MONTH_ABBR", "MONTH_SHORT", "WEEKDAY_", "WEEKDAY_ABBR", "WEEKDAYS_", "SEASON_",
    "SEASON_FALL",
    "SEASONS_", "UNIT_", "UNITS_", "WEEKEND_", "NIGHT_", "NIGHTS_", "SECOND_", "QUARTER_", "QUARTERS_", "YEAR_UNIT",
    "ONE_", "SMALL_", "TENS_", "SCALE_", "ORD_DAY", "ORD_BIG", "N12", "N24", "N31", "N59", "NBIG",
    "NDEC", "FRACTION",
    "YEAR4", "YEAR_ODD", "YEARRANGE", "YY", "DECADE_NUM", "DECADE_YY", "DECADE_WORD", "ISO_DATE", "ISO_MONTH",
    "SLASH_DATE", "DOT_DATE",
    "CLOCK", "CLOCK_DOT", "AMPM", "HOUR_AMPM", "ZONE", "DAYPART_", "NOON_", "OVERNIGHT_", "FREQ_",
    "QTOKEN", "HTOKEN", "FYTOKEN", "FY",
)  # fmt: skip
_FIRST_SYMBOL = 0x2800  # Braille patterns: printable, and never part of a pattern's own syntax
SYMBOL: Final = {name: chr(_FIRST_SYMBOL + place) for place, name in enumerate((*_SHAPES, *_CLASSES))}

_TOKEN = re.compile(
    r"""
    (?P<brk>\n[^\S\n]*\n\s*)
  | (?P<bcdot>B\.C\.(?:E\.)?)
  | (?P<oclock>o['’]clock\b)
  | (?P<ampm>(?<![^\W\d_])(?:[ap]\.[ ]?m\.|[AP]\.[ ]?M\.|[ap]m\b|[AP]M\b))
  | (?P<q>(?<!\w)(?:[Qq][1-4]|[1-4]Q|[Hh][12]|[12]H)(?!\w))
  | (?P<fy>(?<!\w)FY['’]?(?:[12][0-9]{3}|[0-9]{2})(?!\w))
  | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)
  | (?P<iso>(?<![\w/.-])[12][0-9]{3}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?
      (?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?(?![\w/]|-[0-9]))
  | (?P<slash>(?<![\w/.-])(?:[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})(?![\w/]))
  | (?P<dots>(?<![\w/.-])[0-9]{1,2}\.[0-9]{1,2}\.[12][0-9]{3}(?![\w/]|\.[0-9]))
  | (?P<clock>(?<![\w:.,])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))
  | (?P<yrange>(?<![\w/.,-])[12][0-9]{3}[-–/](?:[12][0-9]{3}|[0-9]{2})(?![\w]|[-–/][0-9]))
  | (?P<decade>(?<!\w)(?:[12][0-9]{2}0|['’‘]?[0-9]0)['’]?s(?!\w))
  | (?P<yy>(?<!\w)['’‘][0-9]{2}(?!\w))
  | (?P<ord>(?<!\w)(?:0?[1-9]|[1-9][0-9]{1,2})(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w))
  | (?P<hampm>(?<![\w.:])[01]?[0-9](?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b))
  | (?P<num>[0-9]+(?:,[0-9]{3})*(?:[.,][0-9]+)*(?:/[0-9]+)?)
  | (?P<mark>[-–—.,;:!?'’‘"“”`()\[\]/%$£€¥#|•*½¼¾])
  | (?P<rest>[^\s])
    """,
    re.VERBOSE,
)


def _lexicon() -> dict[str, str]:
    table = {word: SYMBOL[name] for name, words in _CLASSES.items() for word in words.split()}
    for name, words in (
        ("UNIT_", UNITS), ("UNITS_", _PLURALS), ("SMALL_", SMALL_NUMBERS), ("TENS_", TENS), ("SCALE_", SCALES),
        ("ORD_DAY", ORDINALS), ("DECADE_WORD", DECADE_WORDS), ("FREQ_", _FREQUENCIES), ("DAYPART_", _DAYPARTS),
        ("SEASON_", SEASONS), ("ZONE", _ZONES),
    ):  # fmt: skip
        table.update(dict.fromkeys(words, SYMBOL[name]))
    special = {
        "second": "SECOND_", "weekend": "WEEKEND_", "weekends": "WEEKEND_", "night": "NIGHT_", "nights": "NIGHTS_",
        "quarter": "QUARTER_", "quarters": "QUARTERS_", "year": "YEAR_UNIT", "one": "ONE_", "fall": "SEASON_FALL",
        "noon": "NOON_", "midday": "NOON_", "midnight": "NOON_", "overnight": "OVERNIGHT_",
        "summers": "SEASONS_", "winters": "SEASONS_", "springs": "SEASONS_", "autumns": "SEASONS_", "fy": "FY",
    }  # fmt: skip
    table.update({word: SYMBOL[name] for word, name in special.items()})
    return table


_LEXICON: Final = _lexicon()
_MARKS: Final = {
    ".": "DOT", "!": "STOP", "?": "STOP", ";": "PAUSE", ":": "PAUSE", ",": "COMMA", "-": "HYPHEN", "–": "HYPHEN",
    "'": "APOS",
    "’": "APOS", "(": "LPAREN", "[": "LPAREN", ")": "RPAREN", "]": "RPAREN", "/": "SLASH", "$": "MONEY", "£": "MONEY", "€": "MONEY",
    "¥": "MONEY", "#": "MONEY",
    "%": "PERCENT", "½": "FRACTION",
}  # fmt: skip
_CAPITAL_ONLY = frozenset(["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"])
_GROUPS: Final = {
    "brk": "BREAK", "slash": "SLASH_DATE", "dots": "DOT_DATE", "clock": "CLOCK", "yrange": "YEARRANGE", "yy": "YY",
    "hampm": "HOUR_AMPM", "ampm": "AMPM", "fy": "FYTOKEN", "oclock": "OCLOCK", "bcdot": "BCDOT", "rest": "OTHER_",
}  # fmt: skip


def _number_symbol(text: str) -> str:
    if text.isdigit():
        value = int(text) if len(text) < 7 else 10**7
        if len(text) <= 2:
            return "N12" if 1 <= value <= 12 else "N24" if value <= 24 else "N31" if value <= 31 else "N59"
        if len(text) == 4 and 1000 <= value <= 2199:
            return "YEAR4" if 1900 <= value <= 2049 else "YEAR_ODD"
        return "NBIG"
    if "/" in text:
        return "FRACTION"
    return "CLOCK_DOT" if re.fullmatch(r"[0-2]?[0-9]\.[0-5][0-9]", text) else "NDEC" if "." in text else "NBIG"


def _month_symbol(text: str, word: str) -> str:
    if word in ("may", "march", "mar"):
        return "MONTH_MAYBE" if text[0].isupper() else "MONTH_LOW" if word != "mar" else "OTHER_"
    if len(word) > 4 or word in ("june", "july"):
        return "MONTH_"
    return "MONTH_ABBR" if text[0].isupper() else "MONTH_SHORT"


def _word_symbol(text: str, word: str) -> str:
    known = _LEXICON.get(word)
    if known is not None:
        return SYMBOL["OTHER_"] if known == SYMBOL["ZONE"] and not text.isupper() else known
    if word in MONTHS:
        return SYMBOL[_month_symbol(text, word)]
    if word in WEEKDAYS:
        if word in _CAPITAL_ONLY:
            return SYMBOL["WEEKDAY_ABBR" if text[0].isupper() else "OTHER_"]
        return SYMBOL["WEEKDAY_"]
    if word.endswith("days") and word[:-1] in WEEKDAYS:
        return SYMBOL["WEEKDAYS_"]
    return SYMBOL["OTHER_"]


def _possessive_of(text: str) -> int:
    """How many letters of a word stand before its possessive ``'s``, if the rest is a word of time."""
    if len(text) > 2 and text[-2] in "'’" and text[-1] in "sS":
        stem = text[:-2].lower()
        if (
            stem in MONTHS
            or stem in WEEKDAYS
            or stem in UNITS
            or stem in SEASONS
            or stem in ("today", "yesterday", "tomorrow", "weekend")
        ):
            return len(text) - 2
    return 0


def _symbol(group: str, text: str, word: str) -> str:
    if group == "word":
        return _word_symbol(text, word)
    if group == "num":
        return SYMBOL[_number_symbol(text)]
    if group == "mark":
        return SYMBOL[_MARKS.get(text, "OTHER_")]
    if group == "iso":
        return SYMBOL["ISO_MONTH" if len(text) == 7 else "ISO_DATE"]
    if group == "decade":
        return SYMBOL["DECADE_NUM" if text[0].isdigit() and len(text) > 4 else "DECADE_YY"]
    if group == "ord":
        number = int(text[:-2])
        return SYMBOL["ORD_DAY" if number <= 31 else "ORD_BIG"]
    if group == "q":
        return SYMBOL["HTOKEN" if "h" in word else "QTOKEN"]
    return SYMBOL[_GROUPS[group]]


def tokenise(text: str, start: int, end: int) -> Tokens:
    """Cut ``text[start:end]`` into tokens; offsets are those of the whole text.

    A possessive ``'s`` after a word of time is a token of its own, so that "Friday's" is found as "Friday".
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    symbols: list[str] = []
    cache: dict[tuple[str, str], str] = {}
    for match in _TOKEN.finditer(text, start, end):
        group = match.lastgroup or "rest"
        begin, finish = match.span()
        shown = match.group()
        cut = _possessive_of(shown) if group == "word" else 0
        if cut:
            shown = shown[:cut]
        word = shown.lower()
        key = (group, shown)
        symbol = cache.get(key)
        if symbol is None:
            symbol = cache[key] = _symbol(group, shown, word)
        if group == "num" and begin and text[begin - 1].isalpha():
            symbol = SYMBOL["OTHER_"]
        words.append(word)
        starts.append(begin)
        ends.append(begin + cut if cut else finish)
        symbols.append(symbol)
        if cut:
            words.append("'s")
            starts.append(begin + cut)
            ends.append(finish)
            symbols.append(SYMBOL["APOS"])
    return Tokens(words, starts, ends, "".join(symbols))


def frequency_value(word: str) -> str:
    """Give the TIMEX3 value of an adverb of frequency ("daily")."""
    return _FREQUENCIES[word]


def daypart_value(word: str) -> str:
    """Give the TIMEX3 ending of a part of the day ("morning" → "TMO")."""
    return "TNI" if word in ("night", "nights", "tonight") else _DAYPARTS[word]


def unit_of(word: str) -> str:
    """Give the singular of a unit of time as written ("weeks" → "week")."""
    return _PLURALS.get(word, word)
