from outputs import Marked, no_entity

import reportedly
from reportedly.extract.attributions import find_attributions, voices_over


def test_source_cue_and_content_with_their_kinds() -> None:
    text = 'The town is quiet, Mayor Sand said. "We will stay," she added. Sand called the raid "a disgrace".'
    marked = Marked(text)
    marked.cue("said", "Mayor Sand", ["The town is quiet"])
    marked.cue("added", "she", ['"We will stay,"'])
    marked.cue("called", "Sand", ['the raid "a disgrace"'])
    found = find_attributions(text, marked.output(), no_entity)
    assert [(one.id, one.kind) for one in found] == [("a1", "indirect"), ("a2", "direct"), ("a3", "mixed")]
    assert found[0].source is not None and found[0].source.text == "Mayor Sand"
    assert [span.text for span in found[1].content] == ['"We will stay,"']


def test_one_voice_inside_another() -> None:
    text = "The group verified the shelling, Ouldin said."
    marked = Marked(text)
    marked.cue("verified", "The group", ["the shelling"])
    marked.cue("said", "Ouldin", ["The group verified the shelling"])
    inner, outer = find_attributions(text, marked.output(), no_entity)
    assert inner.parent == outer.id and outer.parent is None
    chain = voices_over((inner, outer), *marked.at("shelling"))
    assert [one.id for one in chain] == [inner.id, outer.id]
    assert voices_over((inner, outer), *marked.at("Ouldin")) == ()


def test_a_cue_without_content_is_none_and_an_unnamed_source_is_unknown() -> None:
    text = "It was reported that the bridge fell. They reported."
    marked = Marked(text)
    marked.cue("was reported", None, ["that the bridge fell"])
    marked.cue("reported", "They", [], nth=1)
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.source is None


def test_a_heading_in_front_is_no_part_of_what_was_said() -> None:
    text = "Heavy losses\n\nThe brigade lost ten men, Sand said."
    marked = Marked(text)
    marked.cue("said", "Sand", [text[: text.index(", Sand")]])
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.content[0].text == "The brigade lost ten men"


def test_of_two_sources_the_one_beside_the_cue() -> None:
    text = "Ouldin left early. The town fell, Sand said."
    marked = Marked(text)
    marked.cue("said", "Sand", ["The town fell"])
    frame = marked.cues.pop()
    marked.cues.append(
        type(frame)(frame.start, frame.end, frame.score, (*frame.arguments, marked.span("Ouldin", "source")))
    )
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.source is not None and only.source.text == "Sand"


def test_what_is_said_is_the_sentence_where_only_the_speaker_was_found() -> None:
    text = "Rebels shelled the depot, killing two, residents and a group said. Sand said that the road is open."
    marked = Marked(text)
    marked.cue("said", "a group", [])
    marked.cue("said", "Sand", [], nth=1)
    one, two = find_attributions(text, marked.output(), no_entity)
    assert one.source is not None and one.source.text == "residents and a group"
    assert [span.text for span in one.content] == ["Rebels shelled the depot, killing two"]
    assert [span.text for span in two.content] == ["that the road is open"]


def test_entities_are_asked_for_by_offsets() -> None:
    text = "The town is quiet, Mayor Sand said."
    marked = Marked(text)
    marked.cue("said", "Mayor Sand", ["The town is quiet"])
    (only,) = find_attributions(text, marked.output(), lambda start, end: f"e{start}")
    assert only.source is not None and only.source.entity == f"e{text.index('Mayor')}"


def test_who_is_named_behind_a_clause_told_all_of_it() -> None:
    """The model kept the clause's subject, or only what comes behind the cue."""
    for part in ("Gunmen", "in the worst attack of the year"):
        text = "Gunmen killed nine people in Tarn on Sunday, residents said, in the worst attack of the year."
        marked = Marked(text)
        marked.predicate("killed", [("ARG0", "Gunmen"), ("ARG1", "nine people")])
        marked.cue("said", "residents", [part])
        (only,) = find_attributions(text, marked.output(), no_entity)
        assert only.content[0].text == "Gunmen killed nine people in Tarn on Sunday"


def test_an_opening_phrase_is_not_what_was_said() -> None:
    text = "After the raid, residents said the bridge fell."
    marked = Marked(text)
    marked.predicate("fell", [("ARG1", "the bridge")])
    marked.cue("said", "residents", ["the bridge fell"])
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert [one.text for one in only.content] == ["the bridge fell"]


def test_a_source_that_stops_inside_its_phrase_is_made_whole() -> None:
    text = "An air force spokesman, Ugo Sand, dismissed the report."
    marked = Marked(text)
    marked.mention("An air force spokesman", "person")
    marked.cue("dismissed", "An air", ["the report"])
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.source is not None and only.source.text == "An air force spokesman"


def test_whom_it_was_told_to_did_not_tell_it() -> None:
    text = "The bridge fell, a source told the Tarn Courier."
    marked = Marked(text)
    marked.mention("a source", "person")
    marked.mention("the Tarn Courier", "organisation", name=True)
    marked.predicate("told")
    marked.cue("told", "the Tarn Courier", ["The bridge fell"])
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.source is not None and only.source.text == "a source"


def test_over_a_clause_beside_the_speaker() -> None:
    text = "NATO, which trains the army of General Sand, said it would stay."
    marked = Marked(text)
    marked.mention("NATO", "organisation", name=True)
    marked.mention("General Sand", "person", name=True)
    marked.cue("said", "General Sand", ["it would stay"])
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.source is not None and only.source.text == "NATO"


def test_nobody_is_no_voice_and_a_town_is_none_either() -> None:
    text = "No group has claimed the attack. Air strikes were reported in Tarn."
    marked = Marked(text)
    marked.cue("has claimed", "No group", ["the attack"])
    marked.cue("were reported", "Tarn", ["Air strikes"])
    nobody, told = find_attributions(text, marked.output(), no_entity)
    assert told.source is None
    assert voices_over((nobody, told), *marked.at("the attack")) == ()


def test_a_new_paragraph_with_a_voice_of_its_own_is_not_the_voice_before() -> None:
    reading = reportedly.read(
        "Strike Hits Market in Tarn, at Least Seven Dead\n\n"
        "An air strike hit the vegetable market in the southern town of Tarn on Wednesday morning, killing at least seven people and "
        "wounding more than 20, hospital officials said.\n\nResidents said two jets circled over the town before the strike.",
        published="2031-04-08",
    )
    held = [one for one in reading.attributions if any("two jets" in part.text for part in one.content)]
    assert [one.source and one.source.text for one in held] == ["Residents"]


def test_another_voice_of_the_next_sentence_says_its_own() -> None:
    text = "Nine were held, the ministry said. Monitors put the figure at ninety."
    marked = Marked(text)
    marked.cue("said", "the ministry", ["Nine were held", "Monitors put the figure at ninety"])
    marked.cue("put", "Monitors", ["the figure at ninety"])
    first, _ = find_attributions(text, marked.output(), no_entity)
    assert [span.text for span in first.content] == ["Nine were held"]


def test_who_is_named_behind_a_clause_told_it_though_the_verb_alone_was_found() -> None:
    text = "Gunmen burned the mill, a nurse and two farmers said by phone."
    marked = Marked(text)
    marked.cue("said", None, [])
    marked.predicate("burned", [("ARG0", "Gunmen")])
    (only,) = find_attributions(text, marked.output(), no_entity)
    assert only.source is not None and only.source.text == "a nurse and two farmers"
    assert [span.text for span in only.content] == ["Gunmen burned the mill"]
