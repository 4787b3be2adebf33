"""The independent origins of an event: its tellings with reprints, agencies and quoted voices folded, and why.

Voices are counted, not links: residents whom a monitoring group quotes, whom an agency quotes, which forty sites print, are
one. A telling joins the first origin whose first telling has the same speaker; so each joins for a reason of its own, and
two origins are never chained by a third. Where it is unsure whether two are one, they are counted as one only if the words
say so: the same name, the same agency, the same text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from reportedly.corroborate.speakers import BODY, Speaker, Spokesmen, credited, own_speaker, speakers_of
from reportedly.schema.origin import Folding, FoldingKind, Origin, Side, Telling

_UNDATED = "9999-99-99"
SIDES: tuple[Side, ...] = ("for", "against", "doubts")


class _Growing:
    """An origin while tellings join it."""

    def __init__(self, speaker: Speaker, telling: Telling) -> None:
        self.speaker = speaker
        self.tellings = {telling.claim: telling}
        self.first = telling
        self.foldings: list[Folding] = []
        self.roots = {telling.reprint_root: telling}
        self.reports = {telling.report: telling}

    def takes(self, speaker: Speaker) -> bool:
        """Whether a speaker with a mark of this one's is this one: two actors never are."""
        one, two = self.speaker.actor, speaker.actor
        return one is None or two is None or one == two

    def add(self, speaker: Speaker, telling: Telling) -> None:
        """Join a telling and say why."""
        into, kind, reason = self._why(speaker, telling)
        self.foldings.append(Folding(claim=telling.claim, into=into.claim, kind=kind, reason=reason))
        self.tellings[telling.claim] = telling
        self.roots.setdefault(telling.reprint_root, telling)
        self.reports.setdefault(telling.report, telling)

    def _why(self, speaker: Speaker, telling: Telling) -> tuple[Telling, FoldingKind, str]:
        if telling.report in self.reports:
            return self.reports[telling.report], "same-report", f"report r{telling.report} says it more than once"
        if telling.reprint_root in self.roots:
            return self.roots[telling.reprint_root], "reprint", _reprint_reason(telling, self.roots[telling.reprint_root])
        first = self.first
        if speaker.own and speaker.kind == "outlet":
            return first, "outlet", f"both are {self.speaker.name}'s own words"
        if speaker.own:
            return first, "agency", f"credits {speaker.name}, as r{first.report} does"
        common = set(speaker.marks) & set(self.speaker.marks)
        if common and all(mark.startswith(BODY) for mark in common):
            return first, "voice", f"{speaker.name} and {self.speaker.name} are one body, for nobody names another of the kind"
        if speaker.described is not None:
            return first, "voice", f"quotes {speaker.described} with the same words as {self.speaker.name}"
        if speaker.key.startswith("unnamed:") and speaker.key != self.speaker.key:
            return first, "voice", f"prints the same words of {speaker.name} as r{first.report} does"
        if speaker.key.startswith("unnamed:"):
            return first, "agency", f"both are what {speaker.relay} heard from {telling.voices[0].name}"
        if speaker.spokesman != self.speaker.spokesman and (speaker.spokesman or self.speaker.spokesman):
            person = speaker.spokesman or self.speaker.spokesman
            return first, "spokesman", f"{person} speaks for {speaker.name if speaker.spokesman else self.speaker.name}"
        other = "" if speaker.name == self.speaker.name else f" (there as {self.speaker.name})"
        return first, "voice", f"both quote {speaker.name}{other}"


def origins_of(tellings: Iterable[Telling]) -> tuple[Origin, ...]:
    """The independent origins for an event, against it and in doubt of it, in this order; on each side the earliest first.

    A telling whose source names two voices counts for both. A report's own voice is one more origin, as is hearsay
    ("reportedly"); ``beside`` says to whom the same text also attributes the event. The order of the tellings doesn't matter.
    """
    ordered = sorted(tellings, key=_order)
    spokesmen = Spokesmen(ordered)
    texts: dict[int, list[Telling]] = {}
    for telling in ordered:
        texts.setdefault(telling.reprint_root, []).append(telling)
    owns = {root: own_speaker(of_text) for root, of_text in texts.items()}
    found: list[Origin] = []
    for side in SIDES:
        joined = _Side()
        for telling in ordered:
            if telling.side == side:
                own = owns[telling.reprint_root]
                if not telling.voices:
                    own = credited(telling) or own
                for speaker in speakers_of(telling, spokesmen, own):
                    joined.join(speaker, telling)
        found += joined.origins(side)
    return tuple(found)


class _Side:
    """The origins of one side of an event while tellings join them, each to be found by the marks of its first speaker."""

    def __init__(self) -> None:
        self._growing: list[_Growing] = []
        self._marked: dict[str, list[int]] = {}

    def join(self, speaker: Speaker, telling: Telling) -> None:
        """Join a telling to the earliest origin that is its speaker's, or begin one."""
        for place in sorted({place for mark in speaker.marks for place in self._marked.get(mark, ())}):
            if self._growing[place].takes(speaker):
                if telling.claim not in self._growing[place].tellings:
                    self._growing[place].add(speaker, telling)
                return
        for mark in dict.fromkeys(speaker.marks):
            self._marked.setdefault(mark, []).append(len(self._growing))
        self._growing.append(_Growing(speaker, telling))

    def origins(self, side: Side) -> list[Origin]:
        """The origins, in the order in which they began."""
        quoted: dict[int, list[str]] = {}
        heard: dict[int, list[str]] = {}
        for one in self._growing:
            if not one.speaker.own:
                for root in one.roots:
                    (heard if one.speaker.hearsay else quoted).setdefault(root, []).append(one.speaker.label)
        told = heard | quoted  # hearsay is beside a text's own voice where the text quotes nobody else
        return [_origin(one, side, told if one.speaker.own else quoted) for one in self._growing]


def _order(telling: Telling) -> tuple[str, int, int, str]:
    return telling.published or _UNDATED, telling.report, len(telling.claim), telling.claim


def _reprint_reason(telling: Telling, of: Telling) -> str:
    why = telling.reprint_reason or of.reprint_reason
    if why is None:
        return f"the same text as r{of.report}"
    if re.search(r"\br\d", why):
        return why if f"r{of.report}" in why else f"{why}; r{of.report} is the same text"
    return f"reprint of r{of.report} ({why})"


def _origin(one: _Growing, side: Side, quoted: Mapping[int, Sequence[str]]) -> Origin:
    """``quoted`` are the voices to which each text (by its root) attributes the event on this side."""
    restates = one.speaker.own or one.speaker.hearsay
    beside = [name for root in one.roots for name in quoted.get(root, ())] if restates else []
    chains = dict.fromkeys(_chain(telling, one.speaker) for telling in one.tellings.values())
    return Origin(
        key=one.speaker.key, kind=one.speaker.kind, name=one.speaker.label, stance=side,
        tellings=tuple(one.tellings), chains=tuple(chains), foldings=tuple(one.foldings),
        beside=tuple(dict.fromkeys(beside)),
    )  # fmt: skip


def _chain(telling: Telling, speaker: Speaker) -> tuple[str, ...]:
    names = [" and ".join((voice.name, *(one.name for one in voice.beside))) for voice in telling.voices]
    names += [credit.name for credit in telling.credits]
    names.append(telling.publisher or f"report r{telling.report}")
    return tuple(name for place, name in enumerate(names) if name not in names[:place])
