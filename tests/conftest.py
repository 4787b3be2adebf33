"""Fixtures that several test folders use: an invented report and a reading of it, written by hand."""

import re
from collections.abc import Callable

import pytest
from hypothesis import settings

from reportedly.schema import (
    Argument,
    Attribution,
    Claim,
    ClaimPlace,
    ClaimTime,
    DateInterval,
    Entity,
    Event,
    Factuality,
    MadeBy,
    Mention,
    PlaceRef,
    Reading,
    Report,
    SourceSpan,
    Span,
    Standing,
    Toll,
    report_id,
    span_of,
)

# What these folders' tests wait for (killed processes, browsers, clusters) takes long: begun first, none of it is left over at the end.
BEGUN_FIRST = ("distributed", "record", "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, for those who run the files side by side."""
    items.sort(key=lambda item: item.path.parent.name not in BEGUN_FIRST)


# The same examples each time, so that a run says something about the code and not about luck; a slow machine is no failure.
# `make explore` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile("repeatable")

# Invented: none of these persons, groups and events exists. The towns do.
TEXT = (
    "Fighters of the Amber Front shelled a grain depot near Murzuq on Sunday, killing at least 12 people, "
    "residents and a monitoring group said.\n\n"
    "Colonel Tarek Ouldin, spokesman for the Southern Lantern Brigade, denied that his men were there.\n\n"
    "The monitoring group, which has observers in Sabha, verified the shelling, Ouldin's deputy Mira Sand said. "
    "The Amber Front – formerly known as the Salt Road Movement – reportedly plans to leave the town next week.\n\n"
    "“We <b>will</b> not be moved & will not be bought,” said Sand, who called 'the old well at Tin Adar' her home.\n\n"
    "Government jets bombed the outskirts of Sabha in late March."
)


class Builder:
    """Finds words in a text and makes spans of them, so that a test can't hold a wrong offset by accident."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, words: str, nth: int = 0) -> tuple[int, int]:
        starts = [found.start() for found in re.finditer(re.escape(words), self.text)]
        return starts[nth], starts[nth] + len(words)

    def span(self, words: str, nth: int = 0) -> Span:
        return span_of(self.text, *self.at(words, nth))

    def argument(self, role: str, words: str, nth: int = 0, entity: str | None = None) -> Argument:
        start, end = self.at(words, nth)
        return Argument(start=start, end=end, text=words, role=role, entity=entity, score=0.9)  # type: ignore[arg-type]

    def source(self, words: str, nth: int = 0, entity: str | None = None) -> SourceSpan:
        start, end = self.at(words, nth)
        return SourceSpan(start=start, end=end, text=words, entity=entity)

    def mention(self, number: int, kind: str, words: str, nth: int = 0, **more: object) -> Mention:
        start, end = self.at(words, nth)
        return Mention(start=start, end=end, text=words, id=f"m{number}", kind=kind, **more)  # type: ignore[arg-type]

    def sentence(self, words: str) -> Span:
        """The line's sentence that holds ``words``."""
        start, _ = self.at(words)
        sentences = re.finditer(r"[^\n]+?(?:\.(?= [A-Z]|\n|$))", self.text)
        found = [m for m in sentences if m.start() <= start < m.end()]
        begin = found[0].start() + len(found[0].group()) - len(found[0].group().lstrip())
        return span_of(self.text, begin, found[0].end())


MURZUQ = PlaceRef(name="Murzuq", geonames=2214432, lat=25.92, lon=13.92, country="LY", precision=2, score=0.97)
SABHA = PlaceRef(name="Sabha", geonames=2212775, lat=27.04, lon=14.43, country="LY", precision=2, score=0.99)


def sure(certainty: str = "certain", polarity: str = "positive", modality: str = "actual") -> Factuality:
    return Factuality(certainty=certainty, polarity=polarity, modality=modality)  # type: ignore[arg-type]


def event_claims(b: Builder) -> tuple[Claim, ...]:
    sunday = ClaimTime(
        value="2031-04-06", start="2031-04-06", end="2031-04-06", precision="day", span=b.span("Sunday")
    )
    late_march = ClaimTime(
        value="2031-03", start="2031-03-21", end="2031-03-31", precision="part-of-month", span=b.span("late March")
    )
    next_week = ClaimTime(
        value="2031-W16", start="2031-04-14", end="2031-04-20", precision="week", span=b.span("next week")
    )
    near_murzuq = ClaimPlace(
        name="Murzuq", geonames=2214432, lat=25.92, lon=13.92, country="LY", precision=2, score=0.97,
        span=b.span("near Murzuq"),
    )  # fmt: skip
    outskirts = ClaimPlace(
        name="Sabha", geonames=2212775, lat=27.04, lon=14.43, country="LY", precision=2, score=0.99,
        span=b.span("the outskirts of Sabha"),
    )  # fmt: skip
    twelve = Toll(what="killed", low=12, best=12, high=None, span=b.span("at least 12 people"))
    return (
        Claim(
            id="c1", kind="event", type="ASSAULT", mode="artillery", trigger=b.span("shelled"),
            arguments=(
                b.argument("actor", "Fighters of the Amber Front", entity="e1"),
                b.argument("recipient", "a grain depot near Murzuq"),
                b.argument("place", "near Murzuq", entity="e4"),
            ),
            when=sunday, where=near_murzuq, toll=(twelve,), according_to=("a1",), factuality=sure(), event="v1",
            sentence=b.sentence("shelled"), score=0.93,
        ),
        Claim(
            id="c2", kind="event", type="ASSAULT", trigger=b.span("shelling"), arguments=(), according_to=("a3", "a4"),
            stance="confirms", factuality=sure(), event="v1", sentence=b.sentence("verified the shelling"), score=0.8,
        ),
        Claim(
            id="c3", kind="event", type="RETREAT", trigger=b.span("leave"),
            arguments=(b.argument("actor", "The Amber Front", entity="e1"), b.argument("origin", "the town")),
            when=next_week, according_to=("a5",), factuality=sure("probable", modality="planned"), event="v2",
            sentence=b.sentence("plans to leave"), score=0.7,
        ),
        Claim(
            id="c4", kind="event", type="ASSAULT", mode="aerial", trigger=b.span("bombed"),
            arguments=(b.argument("actor", "Government jets"), b.argument("recipient", "the outskirts of Sabha")),
            when=late_march, where=outskirts, factuality=sure(), event="v3", sentence=b.sentence("bombed"), score=0.9,
        ),
        Claim(
            id="c5", kind="event", type="MOBILIZE", trigger=b.span("were there"),
            arguments=(b.argument("actor", "his men"),), according_to=("a2",), stance="denies",
            factuality=sure(polarity="negative"), event=None, sentence=b.sentence("denied that"), score=0.6,
        ),
    )  # fmt: skip


def relation_claims(b: Builder) -> tuple[Claim, ...]:
    return (
        Claim(
            id="c6", kind="relation", type="speaks_for", trigger=b.span("spokesman for"),
            arguments=(
                b.argument("subject", "Colonel Tarek Ouldin", entity="e2"),
                b.argument("object", "the Southern Lantern Brigade", entity="e3"),
            ),
            factuality=sure(), sentence=b.sentence("spokesman"), score=0.95,
        ),
        Claim(
            id="c7", kind="relation", type="also_known_as", trigger=None,
            arguments=(
                b.argument("subject", "The Amber Front", entity="e1"),
                b.argument("object", "the Salt Road Movement", entity="e1"),
            ),
            factuality=sure(), sentence=b.sentence("formerly known"), score=0.95,
        ),
    )  # fmt: skip


def attributions(b: Builder) -> tuple[Attribution, ...]:
    first_end = b.at(", residents")[0]
    first = span_of(b.text, 0, first_end)
    inner = b.span("The monitoring group, which has observers in Sabha, verified the shelling")
    quote = b.span("“We <b>will</b> not be moved & will not be bought,”")
    return (
        Attribution(
            id="a1", kind="indirect", source=b.source("residents and a monitoring group"), cue=b.span("said"),
            content=(first,), score=0.9,
        ),
        Attribution(
            id="a2", kind="indirect", source=b.source("Colonel Tarek Ouldin", entity="e2"), cue=b.span("denied"),
            content=(b.span("that his men were there"),), score=0.9,
        ),
        Attribution(
            id="a3", kind="indirect", source=b.source("The monitoring group"), cue=b.span("verified"),
            content=(b.span("the shelling"),), parent="a4", score=0.9,
        ),
        Attribution(
            id="a4", kind="indirect", source=b.source("Mira Sand", entity="e5"), cue=b.span("said", 1),
            content=(inner,), score=0.9,
        ),
        Attribution(
            id="a5", kind="indirect", source=None, cue=b.span("reportedly"),
            content=(b.span("plans to leave the town next week"),), score=0.6,
        ),
        Attribution(
            id="a6", kind="direct", source=b.source("Sand", 1, entity="e5"), cue=b.span("said", 2), content=(quote,),
            score=0.9,
        ),
    )  # fmt: skip


def build_reading() -> Reading:
    b = Builder(TEXT)
    mentions = (
        b.mention(1, "organisation", "the Amber Front", entity="e1"),
        b.mention(2, "organisation", "The Amber Front", entity="e1"),
        b.mention(3, "organisation", "the Salt Road Movement", entity="e1"),
        b.mention(4, "person", "Colonel Tarek Ouldin", entity="e2"),
        b.mention(5, "organisation", "the Southern Lantern Brigade", entity="e3"),
        b.mention(6, "place", "Murzuq", entity="e4", place=MURZUQ),
        b.mention(7, "place", "Sabha", entity="e6", place=SABHA),
        b.mention(8, "person", "Mira Sand", entity="e5"),
        b.mention(9, "person", "Sand", 1, entity="e5"),
        b.mention(
            10, "time", "Sunday",
            time=DateInterval(value="2031-04-06", start="2031-04-06", end="2031-04-06", precision="day"),
        ),
        b.mention(11, "place", "Tin Adar", unresolved="no place of this name in the gazetteer"),
        b.mention(12, "place", "Sabha", 1, entity="e6", place=SABHA),
    )  # fmt: skip
    entities = (
        Entity(
            id="e1", kind="organisation", name="Amber Front",
            names=("Amber Front", "Salt Road Movement"),
        ),
        Entity(id="e2", kind="person", name="Tarek Ouldin", names=("Colonel Tarek Ouldin", "Ouldin")),
        Entity(id="e3", kind="organisation", name="Southern Lantern Brigade", names=("Southern Lantern Brigade",)),
        Entity(id="e4", kind="place", name="Murzuq", names=("Murzuq",), place=MURZUQ),
        Entity(id="e5", kind="person", name="Mira Sand", names=("Mira Sand", "Sand")),
        Entity(id="e6", kind="place", name="Sabha", names=("Sabha",), place=SABHA),
    )  # fmt: skip
    events = (
        Event(
            id="v1", claims=("c1", "c2"),
            standing=Standing(grade="corroborated", origins=2, reasons=("2 voices report it", "1 of them verified it")),
        ),
        Event(
            id="v2", claims=("c3",),
            standing=Standing(grade="single-source", origins=1, reasons=("1 voice, not named",)),
        ),
        Event(
            id="v3", claims=("c4",),
            standing=Standing(grade="single-source", origins=1, reasons=("only the report's own voice",)),
        ),
    )  # fmt: skip
    return Reading(
        report=Report(
            id=report_id(TEXT), text=TEXT, title="Depot shelled near Murzuq", byline="Ada Quill",
            publisher="The Invented Post",
            published="2031-04-08", language="en", url="https://example.org/depot?a=1&b=2", given_id="r-1",
        ),
        mentions=mentions, entities=entities, attributions=attributions(b),
        claims=(*event_claims(b), *relation_claims(b)), events=events,
        made_by=MadeBy(reportedly="0.1.0", model="sha256:" + "ab" * 32, codebook="plover@sha256:" + "cd" * 32),
    )  # fmt: skip


def all_spans(value: object) -> list[Span]:
    """Every span anywhere inside a struct or a tuple of structs."""
    if isinstance(value, tuple):
        return [span for item in value for span in all_spans(item)]
    fields = getattr(value, "__struct_fields__", ())
    inner = [span for name in fields for span in all_spans(getattr(value, name))]
    return [value, *inner] if isinstance(value, Span) else inner


@pytest.fixture
def reading() -> Reading:
    """A reading of an invented report that has a value of every kind."""
    return build_reading()


@pytest.fixture
def spans_of() -> Callable[[object], list[Span]]:
    """Finds every span inside a reading."""
    return all_spans
