"""One report alone is graded alike by itself and in a record: there is one rule."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate.origins import origins_of
from reportedly.corroborate.record_standing import standing_of
from reportedly.corroborate.standing import stand
from reportedly.corroborate.supports import support_of
from reportedly.corroborate.voices import voices_of
from reportedly.schema import (
    Argument,
    Attribution,
    Claim,
    Entity,
    Factuality,
    MadeBy,
    Mention,
    Reading,
    Report,
    SourceSpan,
    report_id,
    span_of,
)
from reportedly.schema.origin import Telling

TEXT = "Invented. Residents, Hussein Farid and the Amber Front said the Amber Front shelled Murzuq. They said so."
NAMES = {"e1": "Residents", "e2": "Hussein Farid", "e3": "the Amber Front", "e4": "They"}
LEVELS = {"e1": "nominal", "e4": "pronoun"}


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def source(entity: str) -> SourceSpan:
    start, end = at(NAMES[entity])
    return SourceSpan(start=start, end=end, text=NAMES[entity], entity=entity)


MENTIONS = tuple(
    Mention(
        start=at(name)[0], end=at(name)[1], text=name, id=f"m{number}", entity=entity,
        kind="person" if entity == "e2" else "organisation", level=LEVELS.get(entity, "name"),
    )
    for number, (entity, name) in enumerate(NAMES.items(), 1)
)  # fmt: skip
ENTITIES = tuple(
    Entity(
        id=entity,
        name=name,
        names=() if entity in LEVELS else (name,),
        kind="person" if entity == "e2" else "organisation",
    )
    for entity, name in NAMES.items()
)
ATTRIBUTIONS = tuple(
    Attribution(id=f"a{entity}", kind="indirect", source=source(entity), cue=span_of(TEXT, *at("said")), content=())
    for entity in NAMES
)
SHELLED = span_of(TEXT, *at("shelled"))
ACTOR = Argument(
    start=at("the Amber Front shelled")[0], end=at(" shelled")[0], text="the Amber Front", role="actor", entity="e3"
)


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, ...]:
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        voice = draw(st.sampled_from((None, *NAMES)))
        made.append(
            Claim(
                id=f"c{number}", kind="event", type="ASSAULT", trigger=SHELLED, arguments=(ACTOR,) if draw(st.booleans()) else (),
                according_to=(f"a{voice}",) if voice else (), sentence=span_of(TEXT, 0, len(TEXT)), score=1.0,
                stance=draw(st.sampled_from(("reports", "reports", "confirms", "denies", "doubts"))),
                factuality=Factuality(
                    certainty="certain", polarity=draw(st.sampled_from(("positive", "positive", "negative"))),
                    modality=draw(st.sampled_from(("actual", "actual", "planned", "hypothetical"))),
                ),
            )
        )  # fmt: skip
    return tuple(made)


@settings(max_examples=200, deadline=None)
@given(claims())
def test_one_rule_grades_a_report_and_a_record_of_it_alone(made: tuple[Claim, ...]) -> None:
    reading = Reading(
        report=Report(id=report_id(TEXT), text=TEXT, publisher="The Invented Post", published="2031-04-08"), claims=made,
        mentions=MENTIONS, entities=ENTITIES, attributions=ATTRIBUTIONS, events=(),
        made_by=MadeBy(reportedly="0", model="m", codebook="c"),
    )  # fmt: skip
    supports = [
        support_of(
            reading, one,
            Telling(
                claim=one.id, report=1, reprint_root=1, publisher="The Invented Post", published="2031-04-08", stance=one.stance,
                polarity=one.factuality.polarity, voices=voices_of(one, reading),
            ), {},
        )
        for one in made
    ]  # fmt: skip
    alone = stand(made, {one.id: one for one in ATTRIBUTIONS}, {one.id: one for one in ENTITIES})
    recorded = standing_of(supports, origins_of)
    assert recorded.grade == alone.grade
    assert (recorded.origins_for or recorded.origins_against or alone.origins) == alone.origins
