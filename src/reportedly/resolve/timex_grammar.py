"""The shapes of English time expressions, as rules over the symbols of ``timex_tokens``.

A rule is written with the names of symbols; ``(?P<name>...)`` marks what its builder reads. The longest rule wins, an
earlier rule before a later one of the same length. Every repetition is bounded.
"""

# A rule is one line: a table that wraps can't be read down its columns.
# ruff: noqa: E501

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportedly.resolve.timex_tokens import SYMBOL, Tokens

_MACROS: Final = {
    "DAYN": "[N12 N24 N31]",
    "DAYO": "(?:[ORD_DAY SECOND_]|TENS_ HYPHEN? [ORD_DAY SECOND_])",
    "DAYX": "(?:DAYN|DAYO)",
    "MONX": "(?:MONTH_|MONTH_MAYBE|MONTH_ABBR DOT?)",
    "WDX": "(?:WEEKDAY_|WEEKDAY_ABBR DOT?)",
    "SPELT": "(?:SMALL_ TENS_ (?:HYPHEN? [SMALL_ ONE_])?|SMALL_ SCALE_ (?:AND? [SMALL_ ONE_])?|TENS_ SMALL_|TENS_ TENS_ (?:HYPHEN? [SMALL_ ONE_])?)",
    "YRX": "(?:YEAR4|YEAR_ODD|YY|SPELT)",
    "INT": "[N12 N24 N31 N59 NBIG YEAR4 YEAR_ODD NDEC CLOCK_DOT]",
    "WORDN": "(?:(?:A_ SCALE_|[ONE_ SMALL_ TENS_])(?:(?:HYPHEN|AND)?[ONE_ SMALL_ TENS_ SCALE_]){0,4})",
    "NUM": "(?:INT (?:HYPHEN? FRACTION|SCALE_)?|FRACTION|WORDN)(?:HYPHEN? AND HYPHEN? A_ HYPHEN? HALF)?",
    "QTY": "(?:NUM|A_? [QUANT] OF? |A_)",
    "ANYUNIT": "[UNIT_ YEAR_UNIT QUARTER_ WEEKEND_ NIGHT_ SECOND_]",
    "ANYUNITS": "[UNITS_ QUARTERS_ NIGHTS_ WEEKEND_ SEASONS_]",
    "BOTHUNIT": "[UNIT_ YEAR_UNIT QUARTER_ WEEKEND_ NIGHT_ SECOND_ UNITS_ QUARTERS_ NIGHTS_]",
    "SEAS": "[SEASON_ SEASON_FALL]",
    "PARTX": "[DAYPART_ NIGHT_ NOON_ OVERNIGHT_]",
    "APPROX": "(?:NO? (?:MORE|LESS) THAN|NEARLY|ABOUT|AT LEAST|AT MOST|UP TO|JUST? OVER|JUST UNDER|A_ LITTLE (?:MORE|LESS) THAN)",
    "ZONES": "(?:ZONE|LOCAL TIME_)",
    "DEICT": "[LAST THIS NEXT PAST COMING PREVIOUS FOLLOWING CURRENT SAME THAT LATEST]",
}  # fmt: skip


def _compile(pattern: str) -> str:
    for _ in range(4):
        pattern = re.sub(r"\b[A-Z]{2,9}\b", lambda m: _MACROS.get(m[0], m[0]), pattern)
    named = re.sub(r"\b[A-Z][A-Z0-9_]+\b", lambda m: SYMBOL[m[0]], pattern)
    return named.replace(" ", "")


# name, pattern; the builder of the same name is in timex_values or timex_relative.
_RULES: Final = (
    ("iso_date", "(?P<iso>ISO_DATE)"),
    ("iso_month", "(?P<iso>ISO_MONTH)"),
    ("slash_date", "(?P<slash>SLASH_DATE|DOT_DATE)"),
    # Days of months, with or without weekday and year.
    ("month_day", "(?:THIS COMING?|LAST|NEXT)? (?:(?P<wd>WDX) COMMA?)? (?P<mon>MONX) THE? (?P<day>DAYX) (?![PERCENT NDEC] | HYPHEN DAYN) (?:[COMMA OF IN]? (?P<yr>YRX))?"),
    ("month_day", "(?:(?P<wd>WDX) COMMA?)? (?P<mon>MONX) (?P<day>DAYX) COMMA? (?P<rel>LAST|THIS|NEXT|THAT) YEAR_UNIT"),
    ("month_day", "(?:(?P<wd>WDX) COMMA? (?:ON|THE){0,2})? (?P<day>DAYX) OF? (?P<mon>MONX) (?:[COMMA OF IN]? (?P<yr>YRX)|(?P<rel>LAST|THIS|NEXT|THAT) YEAR_UNIT)?"),
    ("month_day", "(?P<day>DAYN) [HYPHEN SLASH] (?P<mon>MONX|MONTH_SHORT) [HYPHEN SLASH] (?P<yr>YEAR4)"),
    ("month_day", "(?P<mon>MONX|MONTH_SHORT) [HYPHEN SLASH] (?P<day>DAYN) [HYPHEN SLASH] (?P<yr>YEAR4)"),
    ("month_day", "(?P<yr>YEAR4) [HYPHEN SLASH] (?P<mon>MONX|MONTH_SHORT) [HYPHEN SLASH] (?P<day>DAYN)"),
    ("month_day", "(?P<day>DAYX) OF? (?P<mon>MONTH_SHORT) DOT? (?:COMMA? (?P<yr>YRX|N59))?"),
    ("month_day", "(?P<mon>MONTH_SHORT) DOT? (?P<day>DAYX) (?:COMMA? (?P<yr>YEAR4|YY))?"),
    ("nth_day", "THE? (?P<day>DAYO) (?P<unit>UNIT_) OF (?P<mon>MONX) (?:COMMA? (?P<yr>YEAR4))?"),
    ("week_of_day", "THE (?P<unit>UNIT_) (?:OF|[BEGINNING STARTING] ON?) THE? (?P<mon>MONX) (?P<day>DAYX) (?:COMMA? (?P<yr>YEAR4))?"),
    ("week_of_day", "THE (?P<unit>UNIT_) (?:OF|[BEGINNING STARTING] ON?) THE? (?P<day>DAYX) OF? (?P<mon>MONX) (?:COMMA? (?P<yr>YEAR4))?"),
    ("week_number", "THE? (?P<unit>UNIT_) (?P<num>N12|N24|N31|N59) (?:(?:OF|COMMA|IN)? (?P<yr>YEAR4)|OF (?P<rel>LAST|THIS|NEXT) YEAR_UNIT)?"),
    ("nth_week", "THE? (?P<ord>[ORD_DAY SECOND_]) (?P<unit>UNIT_) (?:OF|IN) (?:(?P<mon>MONX) (?:COMMA? OF? (?P<yr>YEAR4))?|(?P<rel>LAST|THIS|NEXT) YEAR_UNIT)"),
    ("nth_week", "THE? (?P<ord>[ORD_DAY SECOND_]) (?P<unit>UNIT_) (?:OF|IN) (?P<yr>YEAR4)"),
    ("month_day", "THE? (?P<day>DAYO) OF (?P<mon>MONX|MONTH_LOW) (?:COMMA? (?P<yr>YRX))?"),
    ("month_day", "(?P<day>DAYX) (?P<mon>MONTH_LOW) COMMA? (?P<yr>YEAR4)"),
    ("month_day", "(?P<mon>MONTH_LOW) (?P<day>DAYX) COMMA? (?P<yr>YEAR4)"),
    ("weekday_of_month", "(?P<wd>WDX) COMMA? THE (?P<day>DAYO)(?! OF)"),
    ("day_of_month", "THE (?P<day>DAYO) (?=OF (?:THE|THIS|LAST|NEXT) UNIT_) OF (?P<det>THE|THIS|LAST|NEXT) (?P<unit>UNIT_)"),
    ("day_alone", "(?<=[ON BY UNTIL SINCE]) THE (?P<day>ORD_DAY) (?!OF)"),
    ("day_range", "(?P<day>DAYX) (?:HYPHEN|TO|THROUGH|UNTIL) (?P<day2>DAYX) OF? (?P<mon>MONX) (?:COMMA? (?P<yr>YRX))?"),
    ("day_range", "(?<=ON) (?P<day>DAYX) (?P<and>AND) (?P<day2>DAYX) OF? (?P<mon>MONX) (?:COMMA? (?P<yr>YRX))?"),
    ("day_range", "(?<=BETWEEN) (?P<day>DAYX) AND (?P<day2>DAYX) OF? (?P<mon>MONX) (?:COMMA? (?P<yr>YRX))?"),
    ("day_range", "(?P<mon>MONX) (?P<day>DAYX) (?:HYPHEN|TO|THROUGH|(?P<and>AND)) (?P<day2>DAYX) (?!DOT? MONX) (?:COMMA (?P<yr>YRX)|(?P<yr2>YEAR4))?"),
    ("month_year", "(?P<mon>MONX|MONTH_LOW) COMMA? (?:OF|IN)? (?P<yr>YRX) (?!PERCENT)"),
    ("month_year", "(?P<mon>MONX) COMMA? OF? (?P<rel>LAST|THIS|NEXT|THAT|THE SAME|THE FOLLOWING|THE PREVIOUS) YEAR_UNIT"),
    ("month_range", "(?P<mon>MONX) (?:HYPHEN|TO|THROUGH) (?P<mon2>MONX) (?:OF? (?P<yr>YRX))?"),
    ("month_bare", "(?P<mon>MONX)"),
    ("month_bare", "THE UNIT_ OF (?P<mon>MONX)"),
    ("month_relative", "(?P<rel>LAST|THIS|NEXT|THIS PAST|THIS COMING|THE FOLLOWING|THE PREVIOUS|FOLLOWING|PREVIOUS|THAT|THE SAME) (?P<mon>MONX)"),
    # Years and more.
    ("year_bare", "(?P<yr>YEAR4|YEAR_ODD)"),
    ("year_bare", "THE YEAR_UNIT (?P<yr>YRX)"),
    ("year_spelt", "(?P<yr>SPELT)"),
    ("year_bc", "(?P<yr>YEAR4|YEAR_ODD|NBIG|N59|N31|N24|N12) (?P<bc>BC|BCDOT)"),
    ("year_range", "(?P<range>YEARRANGE)"),
    ("fiscal_year", "THE? FISCAL YEAR_UNIT? (?P<yr>YEAR4|YY)"),
    ("fiscal_year", "(?P<fy>FYTOKEN)"),
    ("fiscal_year", "FY HYPHEN? (?P<yr>YEAR4|YY|N12|N24|N31|N59)"),
    ("fiscal_this", "(?P<det>THE|THIS|LAST|NEXT|CURRENT){1,2} (?:LATEST|FULL|CURRENT)? [FISCAL CALENDAR]  YEAR_UNIT"),
    ("fiscal_this", "(?P<det>THE|THIS) FULL YEAR_UNIT"),
    ("fiscal_this", "(?P<det>THE) (?P<rel>CURRENT|LATEST|PREVIOUS|FOLLOWING) YEAR_UNIT"),
    ("decade", "THE? (?P<dec>DECADE_NUM|DECADE_YY)"),
    ("decade", "THE (?:SMALL_)? (?P<dec>DECADE_WORD)"),
    ("century", "THE? (?P<ord>[ORD_DAY]|TENS_ HYPHEN? ORD_DAY) HYPHEN? (?P<unit>UNIT_) (?P<bc>BC|BCDOT)?"),
    ("nth_unit", "THE? (?P<ord>[ORD_DAY SECOND_]|TENS_ HYPHEN? ORD_DAY) (?P<num>SMALL_)? (?P<unit>UNIT_)"),
    ("first_units", "THE? (?P<ord>ORD_DAY) (?P<num>NUM|QUANT)? (?P<unit>UNITS_|QUARTERS_)"),
    ("first_units", "THE? (?P<ord>[ORD_DAY LAST]) (?P<num>NUM|QUANT)? (?P<unit>UNITS_|QUARTERS_) OF (?:(?P<yr>YEAR4)|(?P<rel>THE|THIS|LAST|NEXT) YEAR_UNIT)"),
    ("quarter", "(?:THE|A_)? (?P<which>CURRENT)? FISCAL? HYPHEN? (?P<ord>[ORD_DAY SECOND_]) HYPHEN? QUARTER_ (?:OF? FISCAL? (?P<yr>YEAR4)|OF (?P<rel>LAST|THIS|NEXT|THE|THAT) FISCAL? YEAR_UNIT)?"),
    ("quarter", "THE? FISCAL? (?P<yr>YEAR4) FISCAL? HYPHEN? (?P<ord>[ORD_DAY SECOND_]) HYPHEN? QUARTER_"),
    ("quarter", "(?P<rel>LAST|THIS|NEXT) YEAR_UNIT APOS? (?P<ord>[ORD_DAY SECOND_]) HYPHEN? QUARTER_"),
    ("quarter", "THE? (?P<rel>YEAR_UNIT HYPHEN? [EARLIER AGO]) FISCAL? (?P<ord>[ORD_DAY SECOND_]) HYPHEN? QUARTER_"),
    ("quarter", "(?P<qt>QTOKEN) (?:OF? FISCAL? (?P<yr>YEAR4|YY|FYTOKEN)|OF? (?P<rel>LAST|THIS|NEXT) YEAR_UNIT)?"),
    ("quarter", "(?P<yr>YEAR4) HYPHEN? (?P<qt>QTOKEN)"),
    ("half", "THE? (?P<ord>[ORD_DAY SECOND_ LAST LATE]) HYPHEN? HALF (?:OF (?P<yr>YEAR4)|OF (?P<rel>LAST|THIS|NEXT|THE|THAT) YEAR_UNIT | OF (?P<dec>THE? [DECADE_NUM DECADE_YY]))?"),
    ("half", "(?P<ht>HTOKEN) (?P<yr>YEAR4)"),
    ("last_quarter", "(?:THE|A_)? (?P<rel>LATEST|LAST|THIS|NEXT|CURRENT|PREVIOUS|FOLLOWING|SAME|THAT|RECENT|COMING|MOST RECENT) (?P<unit>QUARTER_|PERIOD)"),
    ("last_quarter", "THE (?P<unit>QUARTER_)"),
    ("last_quarter", "THE? (?P<yr>YEAR4) (?P<unit>QUARTER_|PERIOD)"),
    ("last_quarter", "(?P<rel>LAST|THIS|NEXT) YEAR_UNIT APOS (?P<unit>QUARTER_|PERIOD)"),
    ("last_quarter", "THE (?:OTHER_) (?P<unit>PERIOD|QUARTER_) (?:IN|OF)? (?P<rel>LAST YEAR_UNIT|A_ YEAR_UNIT [AGO EARLIER])"),
    ("year_earlier", "YEAR_UNIT HYPHEN (?P<rel>EARLIER|AGO)"),
    ("year_earlier", "(?:THE OTHER_?)? YEAR_UNIT HYPHEN (?P<rel>EARLIER|AGO) (?P<unit>PERIOD|QUARTER_)"),
    ("year_earlier_units", "THE YEAR_UNIT HYPHEN? [EARLIER AGO] (?P<num>NUM) (?P<unit>UNITS_)"),
    ("year_end", "THE? YEAR_UNIT (?:HYPHEN|APOS)? END"),
    ("year_end", "(?P<yr>YEAR4) (?:HYPHEN|APOS) END"),
    ("season", "(?:THE|LAST)? (?P<sea>SEAS) (?:OF|COMMA)? (?:OF? (?P<yr>YRX|YEARRANGE)|OF? (?P<rely>LAST|THIS|NEXT) YEAR_UNIT)"),
    ("season", "THE? (?P<yr>YEAR4) (?P<sea>SEAS)"),
    ("season", "(?P<rel>THE|LAST|THIS|NEXT|THAT|THIS PAST|THIS COMING|THE PREVIOUS|THE FOLLOWING|PREVIOUS|FOLLOWING) (?P<sea>SEAS)"),
    ("season", "(?<=[EARLY LATE MID HYPHEN IN SINCE BY UNTIL DURING]) (?P<sea>SEAS)"),
    # Weekdays and parts of days.
    ("weekday", "(?P<wd>WEEKDAY_|WEEKDAY_ABBR DOT?)"),
    ("weekday_relative", "(?P<rel>LAST|THIS|NEXT|THIS PAST|THIS COMING|THE FOLLOWING|THE PREVIOUS|COMING|PAST|FOLLOWING|PREVIOUS|THAT|THE NEXT|THE LAST) (?P<wd>WDX)"),
    ("weekday_week", "(?P<wd>WDX) (?:OF)? (?P<rel>LAST|THIS|NEXT|THE FOLLOWING|THE PREVIOUS) UNIT_"),
    ("weekday_of_week", "(?P<rel>LAST|THIS|NEXT) (?P<unit>UNIT_) (?:ON|COMMA|HYPHEN)? (?P<wd>WDX)"),
    ("day_word", "(?P<word>TODAY|YESTERDAY|TOMORROW)"),
    ("day_word", "THE UNIT_ (?P<shift>BEFORE|AFTER) (?P<word>YESTERDAY|TOMORROW)"),
    ("day_part", "(?P<day>TODAY|YESTERDAY|TOMORROW|(?:LAST|THIS|NEXT|THE FOLLOWING|THE PREVIOUS)? WDX|THAT|LAST|THIS|(?:THE|THAT) SAME|THE PREVIOUS|THE FOLLOWING|THE NEXT) [EARLY LATE]? (?:MID HYPHEN?)? (?P<part>PARTX)"),
    ("day_part", "(?P<day>TODAY|YESTERDAY|TOMORROW|WDX) (?:IN THE|AT) (?P<part>DAYPART_|NIGHT_)"),
    ("day_part", "(?P<tonight>TONIGHT)"),
    ("day_part", "(?:THE)? (?:MID HYPHEN?)? (?P<part>PARTX) (?:OF|ON|COMMA)? (?P<day>TODAY|YESTERDAY|TOMORROW|WDX)"),
    ("part_bare", "(?:THE|MID HYPHEN?) (?P<part>DAYPART_|NIGHT_)"),
    ("part_bare", "(?P<part>NOON_|OVERNIGHT_)"),
    ("part_bare", "(?<=[AT BEFORE AFTER BY SINCE UNTIL]) (?P<part>DAYPART_)"),
    ("clock", "(?:ABOUT)? (?P<clock>CLOCK|CLOCK_DOT|N12|HOUR_AMPM) (?P<ampm>AMPM)? (?:COMMA? (?P<zone>ZONES))? (?P<paren>LPAREN [NBIG YEAR4 YEAR_ODD CLOCK CLOCK_DOT N12] AMPM? ZONES RPAREN)?"),
    ("clock", "(?:ABOUT)? (?P<clock>N12|SMALL_|ONE_) OCLOCK (?:(?:IN THE|THIS|THAT|AT) (?P<part>[DAYPART_ NIGHT_]))?"),
    ("clock", "(?<=AT) (?P<clock>N12|CLOCK|SMALL_|ONE_) IN THE (?P<part>DAYPART_)"),
    ("clock", "(?P<clock>NBIG|YEAR4|YEAR_ODD|CLOCK) (?P<zone>ZONES)"),
    # Weeks, months, years seen from publication or from the last date.
    ("relative_unit", "THE? (?P<rel>DEICT|THIS PAST|THIS COMING|THAT SAME) (?P<unit>UNIT_|YEAR_UNIT|WEEKEND_)"),
    ("ended_unit", "(?P<rel>THE) FISCAL? (?P<unit>YEAR_UNIT) (?=ENDED)"),
    ("the_unit", "(?P<rel>THE) (?P<unit>UNIT_|YEAR_UNIT|WEEKEND_)"),
    ("day_before", "THE (?P<unit>UNIT_|YEAR_UNIT|NIGHT_) (?P<dir>BEFORE|AFTER|EARLIER|LATER)"),
    ("units_ago", "(?P<approx>APPROX)? (?P<num>QTY) MORE? (?:HYPHEN)? (?P<unit>BOTHUNIT) (?:OR SO|OR ONE_|AND A_ HALF|OR MORE)? (?P<dir>AGO|EARLIER|LATER|BEFORE|HENCE|FROM NOW)"),
    ("units_ago", "(?P<unit>UNITS_) (?P<dir>AGO|EARLIER|LATER)"),
    ("units_window", "(?:AT LEAST|NEARLY|EACH OF)? (?:THE|THESE)? (?P<rel>LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|LATEST) (?P<num>NUM (?:TO|OR|HYPHEN) NUM|NUM|QUANT (?:OF)?|A_ QUANT OF?) (?:MORE|KIND_OF)? (?P<unit>BOTHUNIT|SEASONS_) (?:OR SO)?"),
    ("units_window", "THE? (?P<rel>LAST|PAST|PREVIOUS|NEXT|COMING) (?P<long>UNIT_)"),
    ("units_window", "(?P<rel>THE UNITS_ AHEAD)"),
    ("recent_units", "(?:THE|THESE)? (?:MORE|MOST)? (?P<rel>RECENT|PAST|COMING|THESE|LAST|PREVIOUS) (?P<unit>UNITS_|QUARTERS_) (?:(?:AND|OR) UNITS_)?"),
    # Durations.
    ("duration", "(?P<approx>APPROX)? (?:THE|THOSE|THESE|ANOTHER)? (?P<num>QTY) MORE? KIND_OF? (?P<unit>BOTHUNIT) (?P<half>AND A_ HALF)? (?:OR SO)?"),
    ("duration", "(?P<approx>APPROX)? (?P<num>QTY) HYPHEN (?:KIND_OF HYPHEN?)? (?P<unit>BOTHUNIT)"),
    ("duration", "(?P<approx>APPROX)? (?P<num>NUM) (?:TO|OR|HYPHEN) (?P<num2>NUM) HYPHEN? (?P<unit>BOTHUNIT)"),
    ("duration", "(?P<approx>APPROX)? (?P<num>HALF) (?:A_|HYPHEN) (?P<unit>BOTHUNIT)"),
    ("duration_vague", "(?:THE|THOSE)? (?P<unit>UNITS_) (?:(?:AND|OR) UNITS_)?"),
    ("duration_vague", "(?P<unit>UNIT_|YEAR_UNIT|UNITS_) HYPHEN (?P<long>LONG)"),
    ("duration_vague", "(?P<some>ABOUT TIME_|A_ WHILE)"),
    # Frequencies.
    ("every", "EACH (?P<other>OTHER)? (?:(?P<num>NUM) (?P<units>UNITS_)|(?P<unit>UNIT_|YEAR_UNIT|QUARTER_|WEEKEND_|NIGHT_)|(?P<wd>WDX) (?P<part>PARTX)?|(?P<mon>MONX)|(?P<sea>SEAS)|(?P<part2>DAYPART_))"),
    ("frequency", "(?P<word>FREQ_)"),
    ("per_unit", "(?:ONCE|TWICE|(?:NUM|QUANT) TIMES)? (?P<per>A_|PER|EACH) (?P<unit>UNIT_|YEAR_UNIT|QUARTER_|NIGHT_)"),
    ("weekdays", "(?P<wd>WEEKDAYS_)"),
    ("weekdays", "(?P<wd>WDX) (?P<part>NIGHTS_)"),
    # Words of reference.
    ("present", "(?P<word>NOW|CURRENTLY|RIGHT NOW|THESE UNITS_|AT THIS MOMENT|AT THIS TIME_|AT THE MOMENT|AT THE CURRENT TIME_)"),
    ("present_adjective", "(?P<word>CURRENT)"),
    ("past_word", "(?:MORE|MOST)? (?P<word>RECENTLY)"),
    ("past_word", "(?P<word>THE RECENT? PAST)"),
    ("past_word", "(?P<word>PREVIOUSLY)"),
    ("future_word", "(?P<word>SOON)"),
    ("future_word", "(?:THE NEAR? FUTURE)"),
    ("holiday", "(?P<name>HOLIDAY1 (?:UNIT_|EVE|WEEKDAY_)?|NEWYEAR YEAR_UNIT APOS (?:UNIT_|EVE)?|GOOD WEEKDAY_|[INDEPENDENCE LABOR MEMORIAL VALENTINES VETERANS COLUMBUS BOXING BASTILLE WOMENS] UNIT_|EID (?:HYPHEN? AL HYPHEN? FEAST)?|ST DOT? SAINT UNIT_|PALM WEEKDAY_|MONTH_MAYBE UNIT_) (?P<yr>YEAR4)?"),
    ("fourth_of_july", "THE? (?P<day>ORD_DAY) OF (?P<mon>MONTH_) UNIT_?"),
    ("nine_eleven", "(?P<word>FRACTION)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape and the name of the builder that gives it a meaning."""

    name: str
    written: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The rule as a regular expression over the symbols of tokens."""
        return _compiled(self.written)


# A report needs a few of the rules: to compile them all takes as long as to read a report of 200 words.
@cache
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written)


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match over the tokens: its named groups as words."""

    rule: str
    tokens: Tokens
    match: re.Match[str]

    @property
    def first(self) -> int:
        """The place of the first token."""
        return self.match.start()

    @property
    def behind(self) -> int:
        """The place behind the last token."""
        return self.match.end()

    def words(self, name: str) -> list[str]:
        """Give the words of a group; none where the group is absent from the rule or the match."""
        if name not in self.match.re.groupindex:
            return []
        start, end = self.match.span(name)
        return self.tokens.words[start:end] if start >= 0 else []

    def word(self, name: str) -> str:
        """Give the first word of a group, or nothing."""
        words = self.words(name)
        return words[0] if words else ""

    def has(self, name: str) -> bool:
        """Whether the group took part in the match."""
        return bool(self.words(name))

    def symbol(self, place: int) -> str:
        """Give the symbol at a place, or nothing outside of the tokens."""
        return self.tokens.symbols[place] if 0 <= place < len(self.tokens.symbols) else ""


RULES: Final = tuple(Rule(name, _compile(pattern)) for name, pattern in _RULES)

# "early", "the end of", "later": they narrow the period that the words behind them name.
MODIFIER: Final = Rule(
    "modifier",
    _compile(
        "(?:(?:THE|AT)? (?P<mod>EARLY|LATE|MID|EARLIER|LATER) (?:HYPHEN|IN|ON|TO HYPHEN LATE|TO HYPHEN MID)?"
        "|(?:THE)? (?P<of>BEGINNING|MIDDLE|END|TURN) OF"
        "|THE? (?P<edge>[ORD_DAY LAST] QUANT? [UNIT_ UNITS_]) OF)"
    ),
)

_GROUP_NAME = re.compile(r"\(\?P<\w+>")


# No expression begins with one of these: to look at them alone first spares the search most of the text.
_NEVER_FIRST = _compile("(?![OTHER_ BREAK DOT STOP COMMA RPAREN MONEY PERCENT OF AND TO IN BY OR FROM])")


def _any_of(rules: Iterable[Rule]) -> str:
    branches = "|".join(f"(?:{_GROUP_NAME.sub('(?:', rule.written)})" for rule in rules)
    return f"{_NEVER_FIRST}(?:{branches})"


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Some rules, and one pattern that says whether any of them matches: most groups are passed by at a glance."""

    written: str
    rules: tuple[Rule, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The rules as one regular expression without named groups."""
        return _compiled(self.written)


_GROUP_SIZE = 8
GROUPS: Final = tuple(
    RuleGroup(_any_of(RULES[place : place + _GROUP_SIZE]), RULES[place : place + _GROUP_SIZE])
    for place in range(0, len(RULES), _GROUP_SIZE)
)

# Where any rule at all may begin: one search that runs in C over the symbols.
ANY: Final = re.compile(_any_of((*RULES, MODIFIER)))
