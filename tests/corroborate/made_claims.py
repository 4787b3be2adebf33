"""Claims of an invented report, made by hand: its sentences, and in each the words that tell of events."""

from typing import Any

from reportedly.corroborate.within_report import occurrences
from reportedly.schema import Argument, Claim, ClaimPlace, ClaimTime, Factuality, Span, Toll

ACTUAL = Factuality(certainty="certain", polarity="positive", modality="actual")


class Made:
    """A report that grows sentence by sentence."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self._end = 0

    def sentence(self, text: str) -> "Made":
        """Add a sentence."""
        self._start, self._text, self._end = self._end, text, self._end + len(text) + 1
        return self

    def tells(self, trigger: str, kind: str = "ASSAULT", mode: str | None = None, **more: Any) -> "Made":
        """Add a claim of the last sentence: its trigger, type and mode, ``when``, ``where``, ``killed`` or ``injured``, and roles."""
        start = self._start + self._text.index(trigger)
        when, where = more.pop("when", None), more.pop("where", None)
        nowhere = Span(start=0, end=0, text="")
        tolls = tuple(
            Toll(what=what, low=more[what], best=more[what], high=more.pop(what), span=nowhere)
            for what in ("killed", "injured")
            if what in more
        )
        days = when.split("..") if when else None
        self.claims.append(
            Claim(
                id=f"c{len(self.claims)}", kind="event", type=kind, mode=mode, factuality=ACTUAL, score=0.9, toll=tolls,
                trigger=Span(start=start, end=start + len(trigger), text=trigger),
                sentence=Span(start=self._start, end=self._start + len(self._text), text=self._text),
                when=None if days is None else ClaimTime(
                    value=when, start=days[0], end=days[-1] or None, precision="open" if not days[-1] else "day", span=nowhere
                ),
                where=None if where is None else ClaimPlace(name=str(where), geonames=where, precision=1, score=1.0, span=nowhere),
                arguments=tuple(
                    Argument(role=role, start=self._start + self._text.index(words), end=self._start + self._text.index(words) + len(words),
                             text=words, entity=None)
                    for role, words in more.items()
                ),
            )
        )  # fmt: skip
        return self

    def together(self) -> list[set[str]]:
        """The triggers of each occurrence."""
        return [{claim.trigger.text for claim in group if claim.trigger} for group in occurrences(self.claims, {})]
