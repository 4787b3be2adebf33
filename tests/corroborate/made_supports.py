"""Supports and a plain folding of voices, for the tests of standing."""

from collections.abc import Sequence
from typing import Any

from reportedly.schema import DateInterval, PlaceRef
from reportedly.schema.linkable import LinkToll
from reportedly.schema.origin import Origin, Side, Telling
from reportedly.schema.support import Party, Support
from reportedly.schema.voice import Voice


def by_voice(tellings: Sequence[Telling]) -> tuple[Origin, ...]:
    """One origin for each innermost voice and side; a report's own voice is its publisher's."""
    ordered = sorted(tellings, key=lambda one: (one.published or "9999", one.report, one.claim))
    groups: dict[tuple[str, Side], list[str]] = {}
    for one in ordered:
        name = one.voices[0].name if one.voices else one.publisher or f"report {one.report}"
        groups.setdefault((name, one.side), []).append(one.claim)
    return tuple(
        Origin(key=name, kind="voice", name=name, stance=side, tellings=tuple(claims))
        for (name, side), claims in groups.items()
    )


def support(claim: str, voice: str | None = None, published: str | None = "2031-04-08", **more: Any) -> Support:
    """A claim by this voice; ``stance``, ``polarity``, ``report`` and ``publisher`` go to its telling."""
    told = {name: more.pop(name) for name in ("stance", "polarity", "report", "publisher") if name in more}
    told.setdefault("report", int("".join(filter(str.isdigit, claim)) or 0))
    voices = (Voice(name=voice, named=True, key=voice.casefold()),) if voice else ()
    telling = Telling(claim=claim, reprint_root=told["report"], published=published, voices=voices, **told)
    return Support(telling=telling, **more)


def day(first: str, last: str | None = None) -> DateInterval:
    last = last or first
    return DateInterval(value=None, start=first, end=last, precision="day" if first == last else "days")


def killed(low: int | None, best: int | None = None, high: int | None = None) -> LinkToll:
    return LinkToll("killed", low, best, high)


def exactly(number: int) -> LinkToll:
    return killed(number, number, number)


def actor(name: str, actor: str | None = None, named: bool = True) -> Party:
    return Party(role="actor", name=name, actor=actor, named=named)


# Towns and a district of the invented example's country; the points are near the real ones.
MURZUQ = PlaceRef(name="Murzuq", geonames=1, lat=25.92, lon=13.92, country="LY", precision=1, score=1.0)
SABHA = PlaceRef(name="Sabha", geonames=2, lat=27.04, lon=14.43, country="LY", precision=1, score=1.0)
MURZUQ_DISTRICT = PlaceRef(name="Murzuq District", geonames=3, lat=25.6, lon=14.2, country="LY", precision=4, score=1.0)
LIBYA = PlaceRef(name="Libya", geonames=4, lat=27.0, lon=17.0, country="LY", precision=6, score=1.0)
CHAD = PlaceRef(name="Chad", geonames=5, lat=15.0, lon=19.0, country="TD", precision=6, score=1.0)
