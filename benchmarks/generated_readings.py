"""Readings of reports that nobody wrote: as many as wanted, the same every time, with the skew of real news.

For measuring what a record does with its ten-thousandth report, without an encoder's time in it. Occurrences have a day, a town, two
parties and a toll; a few are told by hundreds of reports, most by one or two. A report tells several of its last days, each in a
sentence of its own with the offsets that it has, by one of a few hundred voices, sometimes with another toll.
"""

import datetime
import random
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from reportedly.schema import (
    Argument,
    Attribution,
    Claim,
    ClaimPlace,
    ClaimTime,
    Entity,
    Event,
    Factuality,
    MadeBy,
    Mention,
    Reading,
    Report,
    SourceSpan,
    Span,
    Standing,
    Toll,
    report_id,
)

MADE_BY = MadeBy(reportedly="0", model="generated", codebook="plover@sha256:generated")
FIRST_DAY = datetime.date(2031, 1, 1)
REPORTS_A_DAY = 200
PLACES, PARTIES, VOICES, OUTLETS = 3000, 900, 400, 60
TELLS = 5  # occurrences in a report
TOLL_SHARE, DISPUTED_SHARE, REPRINT_SHARE, UNDATED_SHARE = 0.5, 0.15, 0.08, 0.03
_KINDS = (
    ("ASSAULT", "heavy-weapons", "shelled"), ("ASSAULT", "aerial", "bombed"), ("ASSAULT", "firearms", "raided"),
    ("ASSAULT", "abduct", "abducted"), ("COERCE", "seize", "seized"), ("COERCE", "arrest", "arrested"),
    ("PROTEST", "demo", "confronted"), ("RETREAT", "withdraw", "abandoned"), ("AID", None, "supplied"),
    ("MOBILIZE", "troops", "encircled"),
)  # fmt: skip
_FACT = Factuality(certainty="certain", polarity="positive", modality="actual")
_ONSETS = "b d f g h j k l m n r s t v z sh kh br tr dr".split()
_VOWELS = "a e i o u aa ei ou".split()
_ENDS = "n r s t m l d k sh b".split()


class Occurrence(Struct, frozen=True):
    """One thing that happened: its kind, day, place, parties (numbers) and how many were killed (0: no toll)."""

    kind: int
    day: int
    place: int
    actor: int
    recipient: int
    killed: int


@cache
def word(kind: str, number: int) -> str:
    """An invented name, the same for the same number."""
    chance = random.Random(f"{kind}{number}")
    return "".join(
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + (chance.choice(_ENDS) if chance.random() < 0.4 else "")
        for _ in range(chance.choice((2, 3, 3)))
    ).capitalize()


@cache
def place(number: int) -> tuple[str, int, float, float, str]:
    """A town: name, GeoNames id (none that exists), latitude, longitude, country (a user-assigned code)."""
    chance = random.Random(f"place{number}")
    country = f"X{'ABCDEFGH'[number % 8]}"
    lat, lon = chance.uniform(-30, 55), chance.uniform(-15, 60)
    return f"{word('town', number)}", 900_000_000 + number, round(lat, 4), round(lon, 4), country


def party(number: int) -> str:
    """An armed group, an army or the like."""
    return f"{word('party', number)} {('Front', 'Brigade', 'Army', 'Movement', 'Guard')[number % 5]}"


def voice(number: int) -> str:
    """Whoever tells."""
    return f"{word('voice', number)} {('Observatory', 'Monitor', 'Ministry', 'Council')[number % 4]}"


@lru_cache(maxsize=64)
def _occurrences(day: int) -> tuple[Occurrence, ...]:
    chance = random.Random(f"day{day}")
    return tuple(
        Occurrence(
            kind=chance.randrange(len(_KINDS)), day=day, place=int(PLACES * chance.random() ** 2),
            actor=int(PARTIES * chance.random() ** 2), recipient=int(PARTIES * chance.random() ** 2),
            killed=int(1 + 40 * chance.random() ** 3) if chance.random() < TOLL_SHARE else 0,
        )
        for _ in range(REPORTS_A_DAY * 2)
    )  # fmt: skip


def readings(count: int, first: int = 0) -> Iterator[Reading]:
    """Readings number ``first`` to ``first + count``."""
    for number in range(first, first + count):
        yield reading(number)


def reading(number: int) -> Reading:
    """The reading of that number; every twelfth or so is another outlet's copy of an earlier one."""
    chance = random.Random(f"report{number}")
    if number > 20 and chance.random() < REPRINT_SHARE:
        return _written(number - chance.randrange(1, 20), outlet=chance.randrange(OUTLETS), copy=True)
    return _written(number, outlet=chance.randrange(OUTLETS), copy=False)


def _written(number: int, outlet: int, copy: bool) -> Reading:
    chance = random.Random(f"text{number}")
    day = number // REPORTS_A_DAY
    told = []
    for _ in range(TELLS):
        pool = _occurrences(max(0, day - int(3 * chance.random() ** 2)))
        told.append(pool[int(len(pool) * chance.random() ** 3)])
    published = None if chance.random() < UNDATED_SHARE else (FIRST_DAY + datetime.timedelta(days=day)).isoformat()
    return _Writing(chance, dict.fromkeys(told), published, f"{word('outlet', outlet)} Daily", copy).reading()


class _Writing:
    """One report as it is written: its text grows, and everything taken from it has its offsets."""

    def __init__(
        self, chance: random.Random, told: dict[Occurrence, None], published: str | None, outlet: str, copy: bool
    ) -> None:
        self.chance, self.told, self.published, self.outlet, self.copy = chance, told, published, outlet, copy
        self.text = ""
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []

    def reading(self) -> Reading:
        for occurrence in self.told:
            self._sentence(occurrence)
        if self.copy:
            self.text += f"This report first stood elsewhere; {self.outlet} prints it by leave."
        events = tuple(
            Event(
                id=f"v{place + 1}", claims=(claim.id,),
                standing=Standing(grade="single-source", origins=1, reasons=("told once",)),
            )
            for place, claim in enumerate(self.claims)
        )  # fmt: skip
        report = Report(
            id=report_id(self.text), text=self.text, title=self.claims[0].sentence.text[:60], publisher=self.outlet,
            published=self.published, language="en",
        )  # fmt: skip
        return Reading(
            report=report, mentions=tuple(self.mentions), entities=tuple(self.entities.values()),
            attributions=tuple(self.attributions), claims=tuple(self.claims), events=events, made_by=MADE_BY,
        )  # fmt: skip

    def _say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start=start, end=len(self.text), text=words)

    def _name(self, words: str, kind: str) -> tuple[Span, str]:
        span = self._say(words)
        entity = next((one.id for one in self.entities.values() if one.name == words), f"e{len(self.entities) + 1}")
        self.entities.setdefault(entity, Entity(id=entity, kind=kind, name=words, names=(words,)))
        self.mentions.append(
            Mention(
                id=f"m{len(self.mentions) + 1}", start=span.start, end=span.end, text=words, kind=kind, entity=entity
            )
        )
        return span, entity

    def _sentence(self, one: Occurrence) -> None:
        kind, mode, verb = _KINDS[one.kind]
        begins = len(self.text)
        actor, actor_entity = self._name(party(one.actor), "organisation")
        self._say(" ")
        trigger = self._say(verb)
        self._say(" ")
        recipient, recipient_entity = self._name(party(one.recipient), "organisation")
        self._say(" in ")
        name, geonames, lat, lon, country = place(one.place)
        where, _ = self._name(name, "place")
        self._say(" on ")
        day = FIRST_DAY + datetime.timedelta(days=one.day)
        when = self._say(f"{day.day} {day:%B %Y}")
        tolls = ()
        if one.killed:
            killed = one.killed if self.chance.random() > DISPUTED_SHARE else one.killed + self.chance.randrange(1, 9)
            self._say(", killing ")
            tolls = (Toll(what="killed", low=killed, best=killed, high=killed, span=self._say(str(killed))),)
        self._say(", ")
        source, source_entity = self._name(voice(int(VOICES * self.chance.random() ** 2)), "organisation")
        self._say(" ")
        cue = self._say("said")
        content = Span(start=begins, end=source.start - 2, text=self.text[begins : source.start - 2])
        self._say(". ")
        sentence = Span(start=begins, end=len(self.text) - 1, text=self.text[begins:-1])
        attribution = Attribution(
            id=f"a{len(self.attributions) + 1}", kind="indirect", cue=cue, content=(content,), score=0.9,
            source=SourceSpan(start=source.start, end=source.end, text=source.text, entity=source_entity),
        )  # fmt: skip
        self.attributions.append(attribution)
        self.claims.append(
            Claim(
                id=f"c{len(self.claims) + 1}", kind="event", type=kind, mode=mode, trigger=trigger,
                arguments=(
                    Argument(role="actor", start=actor.start, end=actor.end, text=actor.text, entity=actor_entity),
                    Argument(
                        role="recipient", start=recipient.start, end=recipient.end, text=recipient.text,
                        entity=recipient_entity,
                    ),
                ),
                when=ClaimTime(value=day.isoformat(), start=day.isoformat(), end=day.isoformat(), precision="day", span=when),
                where=ClaimPlace(
                    name=name, geonames=geonames, lat=lat, lon=lon, country=country, precision=1, score=0.9, span=where
                ),
                toll=tolls, according_to=(attribution.id,), factuality=_FACT, event=f"v{len(self.claims) + 1}",
                sentence=sentence, score=0.9,
            )
        )  # fmt: skip
