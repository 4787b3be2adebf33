"""What the words around a time expression say about it: the publication date, the dates named before, the tense."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from reportedly.resolve.intervals import Period
from reportedly.resolve.timex_tokens import SYMBOL, Tokens
from reportedly.schema.time import DatePrecision

Kind = Literal["date", "time", "duration", "set"]
Tense = Literal["past", "future"]


NO_PUBLICATION: Final = "no publication date to anchor"  # the words themselves are added where the text is at hand


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means; ``period`` is the calendar period that later words may lean on."""

    kind: Kind
    value: str | None
    precision: DatePrecision
    start: date | None = None
    end: date | None = None
    reason: str | None = None
    period: Period | None = None


def words_of(text: str) -> frozenset[str]:
    """Give the set of the words of a line."""
    return frozenset(text.split())


_FUTURE: Final = words_of(
    "will shall 'll expected expects expect scheduled due plan plans planned planning intends intend upcoming payable "
    "effective expire expires aims hopes hope prepares preparing slated poised going would could may might should "
    "next starting beginning likely forthcoming anticipates anticipated projected maturing matures reopens "
    "resumes ahead tentatively deadline promised vowed pledged"
)
_STRONG_FUTURE: Final = words_of(
    "will shall 'll expected scheduled due payable slated upcoming tomorrow expire expires"
)
_PAIRS_AHEAD: Final = frozenset(
    (first, second)
    for first, seconds in {
        "plan": "to", "plans": "to", "planned": "to planning for", "planning": "to", "set": "for to", "going": "to", "soon": "as",
        "early": "as", "ready": "to", "preparing": "to", "slated": "for to", "expects": "to", "hopes": "to", "agreed": "to",
        "vowed": "to", "vows": "to", "pledged": "to", "promised": "to", "threatened": "to", "threatens": "to", "due": "to",
        "prepared": "to", "intends": "to", "wants": "to",
    }.items()
    for second in seconds.split()
)  # fmt: skip
_PAST: Final = words_of(
    "said was were had did went came took met fell rose left fled began made told saw lost won held sent gave sold "
    "bought led hit struck shot broke became got found kept put ran wrote spoke stood grew knew brought thought taught "
    "felt dealt sought fought caught blew drew flew threw withdrew overthrew since ago has have having been been's "
    "far did didn't wasn't weren't after following swept sank split paid rode chose drove ate hid bid quit cut set shut "
    "spread beat underwent undertook reached posted showed earned late"
)
_NOT_PAST: Final = words_of(
    "need speed feed indeed hundred red bed led proceed exceed succeed seed weed breed united embed"
)
_ABBREVIATIONS: Final = words_of(
    "mr mrs ms dr prof gen col capt lt maj sgt cmdr adm sen rep gov st inc corp co ltd no vs jr sr"
)
_LEFT_REACH: Final = 14
_RIGHT_REACH: Final = 8
_SENTENCE: Final = 40
_WOULD_REACH: Final = 10
_DAY_HOLDS: Final = 60  # words, some two sentences, behind a day within which "at 9 p.m." is told of it
_NEXT_MONTH: Final = re.compile(
    "(?:{AND}|{TO}|{OR}|{COMMA}|{THROUGH})(?:{MONTH_}|{MONTH_MAYBE}|{MONTH_ABBR}{DOT}?){YEAR4}".format_map(SYMBOL)
)
_BOUNDS: Final = SYMBOL["DOT"] + SYMBOL["STOP"] + SYMBOL["BREAK"]
_CLAUSE_BOUNDS: Final = _BOUNDS + SYMBOL["PAUSE"]


@dataclass(slots=True)
class Context:
    """The state that reading a text from front to back builds up.

    ``narrative`` says that the text tells of a time long before its publication (or has no publication date), so that
    a bare "June" belongs to the year that was named last.
    """

    published: date | None
    narrative: bool
    last: Period | None = None
    last_day: Period | None = None
    last_quarter: Period | None = None
    explicit_year: int | None = None
    tokens: Tokens = field(default_factory=lambda: Tokens([], [], [], ""))
    first: int = 0
    behind: int = 0
    modified: bool = False
    text: str = ""
    year_place: int = -1
    day_place: int = -1
    place: int = -1

    def remember(self, reading: Reading, explicit_year: bool) -> None:
        """Let later words lean on this reading."""
        period = reading.period
        if period is None:
            return
        self.last, self.place = period, self.first
        if period.grain == "day":
            self.last_day = period
            self.day_place = self.first
        elif period.grain == "quarter":
            running = self.published is not None and period.end > self.published
            if self.last_quarter is None or not running:
                self.last_quarter = period
        if explicit_year or (self.narrative and not self._of_publication(period)):
            self.explicit_year = period.start.year
            self.year_place = self.first

    def _of_publication(self, period: Period) -> bool:
        return self.published is not None and abs(period.start.year - self.published.year) <= 1

    def tense(self, sure: bool = False) -> Tense | None:
        """Guess from the nearest verb of the sentence whether the expression lies before or after publication.

        ``sure`` hears only the strong words of the future ("will", "scheduled"), not "could" or "by".
        """
        left = self._cue(range(self.first - 1, max(self.first - 1 - _LEFT_REACH, -1), -1), sure)
        right = self._cue(self._right(joined=left is None), sure)
        found = left or right if left is None or right is None else left if left[1] <= right[1] + 3 else right
        if found is None and self.previous_word() in ("by", "until", "till"):
            return "future"
        return found[0] if found else None

    def _right(self, *, joined: bool) -> range:
        """The words behind the expression; up to an "and" where a verb stands before it: "visited on Thursday and promised to"."""
        last = min(self.behind + _RIGHT_REACH, len(self.tokens.words))
        ends = (place for place in range(self.behind, last) if not joined and self.tokens.words[place] in ("and", "but"))
        return range(self.behind, next(ends, last))

    def would(self) -> bool:
        """Whether "would" and a verb stand before the expression in its clause: "said that he would march on Sunday"."""
        for place in range(self.first - 1, max(self.first - 1 - _WOULD_REACH, -1), -1):
            word = self.tokens.words[place]
            if self.tokens.symbols[place] in _CLAUSE_BOUNDS or word in (",", "and", "but", "if", "that", "which", "who"):
                return False
            if word == "would":
                return self.tokens.words[place + 1] not in ("have", "be", "not", "like")
        return False

    def _cue(self, places: range, sure: bool) -> tuple[Tense, int] | None:
        words, symbols = self.tokens.words, self.tokens.symbols
        ahead = _STRONG_FUTURE if sure else _FUTURE
        for distance, place in enumerate(places):
            if symbols[place] in _CLAUSE_BOUNDS and self._ends_sentence(place):
                return None
            word = words[place]
            if word in ahead or self._looks_ahead(place):
                return "future", distance
            if word in _PAST or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST):
                return ("future" if self._after_be(place) else "past"), distance
            if word == "to" and place + 1 < len(words) and words[place + 1] == "be":
                return "future", distance
        return None

    def _ends_sentence(self, place: int) -> bool:
        """Whether a mark that may end a sentence does: not the stop of "Mr." or "Dec." or "U.S."."""
        if place < 1 or self.tokens.symbols[place] != SYMBOL["DOT"]:
            return True
        before = self.tokens.words[place - 1]
        return not (
            len(before) == 1 or before in _ABBREVIATIONS or self.tokens.symbols[place - 1] == SYMBOL["MONTH_ABBR"]
        )

    def _looks_ahead(self, place: int) -> bool:
        """Whether the words "planned to", "set for", "as soon as" stand here."""
        return tuple(self.tokens.words[place : place + 2]) in _PAIRS_AHEAD

    def _after_be(self, place: int) -> bool:
        return place > 0 and self.tokens.words[place - 1] == "be"

    def previous_word(self, back: int = 1) -> str:
        """Give the word ``back`` places before the expression, or nothing."""
        place = self.first - back
        return self.tokens.words[place] if place >= 0 else ""

    def next_word(self, ahead: int = 0) -> str:
        """Give the word ``ahead`` places after the expression's last, or nothing."""
        place = self.behind + ahead
        return self.tokens.words[place] if place < len(self.tokens.words) else ""

    def shown(self, place: int) -> str:
        """Give the token at a place as it is written, or nothing."""
        if not 0 <= place < len(self.tokens.words):
            return ""
        return self.text[self.tokens.starts[place] : self.tokens.ends[place]]

    def is_title(self, place: int) -> bool:
        """Whether the word at a place begins with a capital and goes on in small letters."""
        return self.shown(place).istitle()

    def begins_sentence(self, skipped: int = 0) -> bool:
        """Whether only a quotation mark stands between the end of a sentence and the expression.

        ``skipped`` words before the expression may stand there too.
        """
        place = self.first - 1 - skipped
        while place >= 0 and self.tokens.words[place] in "\"'“‘`(":
            place -= 1
        return place < 0 or (self.tokens.symbols[place] in _BOUNDS and self._ends_sentence(place))

    def glued(self) -> bool:
        """Whether the next token follows without a space."""
        place = self.behind
        return 0 < place < len(self.tokens.words) and self.tokens.starts[place] == self.tokens.ends[place - 1]

    def next_shown(self) -> str:
        """Give the next word as it is written."""
        return self.shown(self.behind)

    def sentence_year(self) -> int | None:
        """Give the year that was named before in the same sentence."""
        return self.explicit_year if self._same_sentence(self.year_place) else None

    def day_of_sentence(self) -> date | None:
        """Give the day that was named before in the same sentence or little before it, else that of publication."""
        if self.last_day is not None and (
            self.published is None or self.narrative or self._same_sentence(self.day_place) or self._just_named()
        ):
            return self.last_day.start
        return self.published

    def day_told(self) -> date | None:
        """Give the day before publication that was named last, which "the next day" follows."""
        told = self.last_day
        return told.start if told is not None and self.published is not None and told.start < self.published else None

    def day_just_named(self) -> Period | None:
        """Give the day that was named little before and is past by now, whatever months and years were named since."""
        return self.last_day if self._just_named() else None

    def only_wider(self) -> bool:
        """Whether the sentence has named a month or a year, and no day since: nobody says which day "the next day" follows."""
        wide = self.last is not None and self.last.grain in ("month", "quarter", "year", "decade", "century")
        return wide and self.place > self.day_place and self._same_sentence(self.place)

    def _just_named(self) -> bool:
        """Whether the last day stands little before, and is past by now: "on Sunday. The first shells fell at 9 p.m."."""
        past = self.last_day is not None and (self.published is None or self.last_day.start <= self.published)
        return past and 0 <= self.day_place < self.first <= self.day_place + _DAY_HOLDS

    def _same_sentence(self, place: int) -> bool:
        if not 0 <= place < self.first or self.first - place > _SENTENCE:
            return False
        symbols = self.tokens.symbols
        return not any(symbols[at] in _BOUNDS and self._ends_sentence(at) for at in range(place, self.first))

    def year_of_next_month(self) -> str | None:
        """Give the year word of "and August 1990" behind a month, which both months share."""
        found = _NEXT_MONTH.match(self.tokens.symbols, self.behind)
        return self.tokens.words[found.end() - 1] if found else None


def unanchored(kind: Kind, value: str | None, precision: DatePrecision) -> Reading:
    """Give a reading that lacks the publication date it would need."""
    return Reading(kind, value, precision, reason=NO_PUBLICATION)


def until_told(first: date, last: date, ctx: Context) -> date:
    """Give the last of some days, no later than publication where what is told of them is done ("Hours later, guards fired")."""
    if ctx.published is None or first > ctx.published or ctx.tense() == "future":
        return last
    return min(last, ctx.published)
