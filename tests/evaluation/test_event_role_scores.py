from msgspec.structs import replace

from reportedly.corpora.example import UNLABELLED, new_example
from reportedly.corpora.labels import EVENT_TYPES
from reportedly.encoder.output import Output, ScoredSpan
from reportedly.evaluation.event_roles import (
    Triggers,
    ceaf_ree,
    from_claims,
    from_participants,
    gold_entities,
    plain,
    sayable_types,
)
from reportedly.schema import Part, Reading

BLANK = {"words": (), "sentences": (), "names": (), "mentions": (), "chunks": (), "cues": (), "predicates": ()}


def entity(*strings: str) -> frozenset[str]:
    return frozenset(plain(one) for one in strings)


def test_strings_are_compared_without_case_punctuation_and_articles() -> None:
    assert plain('The "Amber" Front, a  group') == "amber front group"


def test_all_strings_of_ours_must_be_the_gold_entity_s() -> None:
    gold = {"Victim": [entity("Ada Quill", "Quill", "the miller")]}
    rows = ceaf_ree([({"Victim": [entity("the Miller")]}, gold), ({"Victim": [entity("quill", "her brother")]}, gold)])
    assert (rows["Victim"]["gold"], rows["Victim"]["found"], rows["Victim"]["right"]) == (2, 2, 1)


def test_an_entity_serves_once_and_the_best_assignment_is_taken() -> None:
    gold = {"Target": [entity("mill", "barn"), entity("mill")]}
    ours = {"Target": [entity("mill"), entity("barn"), entity("mill")]}
    row = ceaf_ree([(ours, gold)])["Target"]
    assert (row["right"], row["precision"], row["recall"]) == (2, 100 * 2 / 3, 100.0)


def test_roles_do_not_mix_and_all_roles_sums_them() -> None:
    rows = ceaf_ree([({"PerpInd": [entity("x")], "Weapon": [entity("y")]}, {"Victim": [entity("x")], "Weapon": [entity("y")]})])
    assert rows["all roles"] | {"precision": 0, "recall": 0} == {
        "gold": 2, "found": 2, "right": 1, "precision": 0, "recall": 0, "f1": 50.0,
    }  # fmt: skip


def test_nothing_on_both_sides_is_no_score() -> None:
    assert ceaf_ree([({}, {})])["all roles"]["found"] == 0


def test_an_empty_string_is_never_right() -> None:
    assert ceaf_ree([({"Weapon": [frozenset()]}, {"Weapon": [entity("bomb")]})])["Weapon"]["right"] == 0


def test_the_key_s_mentions_lose_their_offsets() -> None:
    document = {"extracts": {"PerpInd": [[["gunmen", 3], ["the gunmen", 80]]], "Weapon": []}}
    assert gold_entities(document)["PerpInd"] == [frozenset({"gunmen"})]


def test_the_head_s_strings_are_joined_where_one_ends_the_other() -> None:
    text = "the tank truck burned; a truck, a trucker and a mill"
    spans = tuple(
        ScoredSpan(text.index(words), text.index(words) + len(words), "target", 0.9)
        for words in ("tank truck", "truck,", "trucker", "mill")
    )
    found = from_participants(text, Output(**BLANK, participants=spans))
    assert found["Target"] == [frozenset({"tank truck"}), frozenset({"trucker"}), frozenset({"mill"})]


def with_parts(reading: Reading, parts: dict[str, Part]) -> Reading:
    claims = [
        replace(claim, arguments=tuple(replace(one, part=parts.get(one.text)) for one in claim.arguments))
        for claim in reading.claims
    ]
    return replace(reading, claims=tuple(claims))


def test_arguments_with_a_part_are_the_fillers(reading: Reading) -> None:
    found = from_claims(with_parts(reading, {"Fighters of the Amber Front": "perpetrator", "a grain depot near Murzuq": "target"}))
    assert found["PerpInd"] == [entity("Fighters of the Amber Front")]
    assert found["Target"] == [entity("a grain depot near Murzuq")]
    assert found["Victim"] == []


def test_triggers_are_counted_by_cover_and_by_type() -> None:
    example = new_example("invented", "one", "Gunmen shot and robbed him ; a fire and talks followed")
    number = {word: n for n, word in enumerate(example.text.split())}
    example.tags["trigger"] = [0] * len(example.words)
    example.tags["event_type"] = [UNLABELLED] * len(example.words)
    for word, kind in (("shot", "ASSAULT"), ("robbed", "COERCE"), ("fire", None), ("talks", "OTHER")):
        example.tags["trigger"][number[word]] = 1
        example.tags["event_type"][number[word]] = UNLABELLED if kind is None else EVENT_TYPES.index(kind)
    at = {word: example.words[n] for word, n in number.items()}
    found = [(*at[word], "ASSAULT") for word in ("shot", "robbed", "fire", "talks")]
    counts = Triggers()
    counts.add(example, found)
    assert (counts.identified.gold, counts.identified.found, counts.identified.right) == (2, 3, 2)
    assert counts.classified.right == 1


def test_the_mapping_can_say_an_assault() -> None:
    assert {"ASSAULT", "COERCE", "PROTEST"} <= sayable_types() <= set(EVENT_TYPES)
