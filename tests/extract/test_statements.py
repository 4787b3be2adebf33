"""Invented statements and press releases: what nobody else says in them their publisher says."""

import reportedly
from reportedly.extract.statements import statement_of
from reportedly.schema import Reading

STATEMENT = (
    "Statement of the Amber Front\n\n12 June 2031\n\nOur fighters attacked the barracks in Tin Adar on Monday. Nine soldiers were "
    "killed.\n\nWe call on all youths to join us."
)
RELEASE = (
    "PRESS RELEASE\n\nOpen Rivers: Police must free detained anglers\n\nPolice in Tarn arrested 23 anglers on Tuesday, Open Rivers said. "
    "The police should free them.\n\nGuards killed four anglers in the night. Open Rivers has asked for a meeting."
)  # fmt: skip


def outermost(reading: Reading, trigger: str) -> str | None:
    claim = next(one for one in reading.claims if one.kind == "event" and one.trigger is not None and one.trigger.text == trigger)
    voices = {one.id: one for one in reading.attributions}
    source = voices[claim.according_to[-1]].source if claim.according_to else None
    return source.text if source else None


def test_a_statement_is_its_authors() -> None:
    reading = reportedly.read(STATEMENT, published="2031-06-12")
    assert outermost(reading, "attacked") == "Amber Front" and outermost(reading, "killed") == "Amber Front"


def test_a_press_release_is_its_publishers() -> None:
    assert outermost(reportedly.read(RELEASE, published="2031-06-12"), "killed") == "Open Rivers"


def test_a_statement_under_a_title_is_theirs_whom_the_title_names() -> None:
    text = "Our fighters attacked the barracks in Tin Adar on Monday and killed nine guards.\n\nWe call on all to join the Amber Front."
    ((cue, source, content),) = statement_of(text, "Statement by the Amber Front")
    assert source is not None and text[source.start : source.end] == "Amber Front" and text[cue.start : cue.end] == "Our"
    assert (content[0].start, content[0].end) == (0, len(text))
    assert statement_of(text, "Amber Front attacks barracks") == []
    assert statement_of("The army shelled Tarn.", "Statement by the Amber Front") == []


def test_a_report_about_a_statement_is_not_the_groups() -> None:
    assert statement_of("Statement of the Amber Front worries Kardun\n\nThe Amber Front said that it would fight on.") == []
    assert statement_of("Rebels killed nine guards in Tarn on Monday.") == [] and statement_of("") == []


def test_who_is_suspected_is_not_the_one_who_says_so() -> None:
    told = "In another case, two officers suspected of murdering a union leader were detained on Thursday."
    reading = reportedly.read(told, published="2031-04-08")
    assert all(one.source is None or "officers" not in one.source.text for one in reading.attributions)
