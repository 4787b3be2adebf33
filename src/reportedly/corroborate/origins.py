"""The independent origins of an event: its tellings with reprints, agencies and quoted voices folded, and why.

Voices are counted, not links: residents whom a monitoring group quotes, whom an agency quotes, which forty sites print, are
one. A telling joins the first origin whose first telling has the same speaker; so each joins for a reason of its own, and
two origins are never chained by a third. Where it is unsure whether two are one, they are counted as one only if the words
say so: the same name, the same agency, the same text.
"""

import re
from collections.abc import Iterable, Sequence

from reportedly.corroborate.speakers import Speaker, Spokesmen, credited, own_speaker, speakers_of
from reportedly.schema.origin import Folding, FoldingKind, Origin, Side, Telling

_UNDATED = "9999-99-99"
SIDES: tuple[Side, ...] = ("for", "against", "doubts")


class _Growing:
    """An origin while tellings join it."""

    def __init__(self, speaker: Speaker, telling: Telling) -> None:
        self.speaker = speaker
        self.tellings = [telling]
        self.foldings: list[Folding] = []
        self.roots = {telling.reprint_root: telling}
        self.reports = {telling.report: telling}

    def takes(self, speaker: Speaker) -> bool:
        """Whether the speaker is the same as that of the first telling."""
        one, two = self.speaker.actor, speaker.actor
        if one is not None and two is not None and one != two:
            return False
        return bool(set(self.speaker.marks) & set(speaker.marks))

    def add(self, speaker: Speaker, telling: Telling) -> None:
        """Join a telling and say why."""
        into, kind, reason = self._why(speaker, telling)
        self.foldings.append(Folding(claim=telling.claim, into=into.claim, kind=kind, reason=reason))
        self.tellings.append(telling)
        self.roots.setdefault(telling.reprint_root, telling)
        self.reports.setdefault(telling.report, telling)

    def _why(self, speaker: Speaker, telling: Telling) -> tuple[Telling, FoldingKind, str]:
        if telling.report in self.reports:
            return self.reports[telling.report], "same-report", f"report r{telling.report} says it more than once"
        if telling.reprint_root in self.roots:
            return self.roots[telling.reprint_root], "reprint", _reprint_reason(telling, self.roots[telling.reprint_root])
        first = self.tellings[0]
        if speaker.own and speaker.kind == "outlet":
            return first, "outlet", f"both are {self.speaker.name}'s own words"
        if speaker.own:
            return first, "agency", f"credits {speaker.name}, as r{first.report} does"
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
        growing: list[_Growing] = []
        for telling in ordered:
            if telling.side == side:
                own = owns[telling.reprint_root]
                if not telling.voices:
                    own = credited(telling) or own
                for speaker in speakers_of(telling, spokesmen, own):
                    _join(growing, speaker, telling)
        found += [_origin(one, side, growing) for one in growing]
    return tuple(found)


def _join(growing: list[_Growing], speaker: Speaker, telling: Telling) -> None:
    for one in growing:
        if one.takes(speaker):
            if telling not in one.tellings:
                one.add(speaker, telling)
            return
    growing.append(_Growing(speaker, telling))


def _order(telling: Telling) -> tuple[str, int, int, str]:
    return telling.published or _UNDATED, telling.report, len(telling.claim), telling.claim


def _reprint_reason(telling: Telling, of: Telling) -> str:
    why = telling.reprint_reason or of.reprint_reason
    if why is None:
        return f"the same text as r{of.report}"
    if re.search(r"\br\d", why):
        return why if f"r{of.report}" in why else f"{why}; r{of.report} is the same text"
    return f"reprint of r{of.report} ({why})"


def _origin(one: _Growing, side: Side, others: Sequence[_Growing]) -> Origin:
    beside: list[str] = []
    if one.speaker.own or one.speaker.hearsay:
        beside = [
            other.speaker.label
            for other in others
            if not (other.speaker.own or other.speaker.hearsay) and other.roots.keys() & one.roots.keys()
        ]
    chains = dict.fromkeys(_chain(telling, one.speaker) for telling in one.tellings)
    return Origin(
        key=one.speaker.key, kind=one.speaker.kind, name=one.speaker.label, stance=side,
        tellings=tuple(telling.claim for telling in one.tellings), chains=tuple(chains), foldings=tuple(one.foldings),
        beside=tuple(dict.fromkeys(beside)),
    )  # fmt: skip


def _chain(telling: Telling, speaker: Speaker) -> tuple[str, ...]:
    names = [" and ".join((voice.name, *(one.name for one in voice.beside))) for voice in telling.voices]
    names += [credit.name for credit in telling.credits]
    names.append(telling.publisher or f"report r{telling.report}")
    return tuple(name for place, name in enumerate(names) if name not in names[:place])
