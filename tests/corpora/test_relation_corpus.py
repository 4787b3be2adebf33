"""The reader of re3d's relations, on an invented document."""

import json
from pathlib import Path

from reportedly.corpora.relations import head_names, level, re3d_relations

TEXT = "The Amber Front fought 40 men of the Lamp near Murzuq."


def written(folder: Path, relations: list[dict[str, object]]) -> Path:
    def entity(words: str, kind: str) -> dict[str, object]:
        start = TEXT.index(words)
        return {"begin": start, "end": start + len(words), "type": kind, "value": words}

    entities = [entity("the Lamp", "Organisation"), entity("The Amber Front", "Organisation"), entity("Murzuq", "Location")]
    (folder / "re3d").mkdir()
    document = {"id": "one", "text": TEXT, "entities": entities, "relations": relations}
    (folder / "re3d" / "dev.jsonl").write_text(json.dumps(document) + "\n", "utf-8")
    return folder


def relation(kind: str, source: str, target: str) -> dict[str, object]:
    begin, end = TEXT.index(source), TEXT.index(target)
    return {
        "type": kind, "sourceBegin": begin, "sourceEnd": begin + len(source), "targetBegin": end,
        "targetEnd": end + len(target),
    }  # fmt: skip


def test_relations_keep_their_sides_and_mentions_their_order(tmp_path: Path) -> None:
    data = written(tmp_path, [relation("FightingAgainst", "the Lamp", "The Amber Front"), relation("BelongsTo", "40 men", "the Lamp")])
    (document,) = re3d_relations(data, "dev")
    assert [(TEXT[m.start : m.end], m.kind, m.level) for m in document.mentions] == [
        ("The Amber Front", "organisation", "name"), ("the Lamp", "organisation", "name"), ("Murzuq", "place", "name"),
    ]  # fmt: skip
    fighting, belongs = document.relations
    assert (fighting.name, fighting.symmetric, TEXT[slice(*fighting.source)]) == ("fighting", True, "the Lamp")
    assert (belongs.name, belongs.symmetric, TEXT[slice(*belongs.source)]) == ("member_of", False, "40 men")


def test_what_is_annotated_twice_is_one_relation(tmp_path: Path) -> None:
    twice = [relation("CoLocated", "The Amber Front", "Murzuq")] * 2
    (document,) = re3d_relations(written(tmp_path, twice), "dev")
    assert [one.name for one in document.relations] == ["located"]


def test_every_type_has_its_own_name() -> None:
    names = head_names()
    assert len(names) == 11
    assert not names["member_of"] and names["located"]


def test_levels_are_read_off_capitals() -> None:
    assert [level(words) for words in ("the Amber Front", "rebels of Murzuq", "Prime Minister Ada Obi", "they")] == [
        "name", "nominal", "name", "pronoun",
    ]  # fmt: skip
