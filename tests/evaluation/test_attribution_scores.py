import pytest

from reportedly.evaluation.attribution import Triple, overlap, pair_triples, product_triples, score, source_place
from reportedly.schema import Reading

SENTENCES = [(0, 50), (50, 100)]
GOLD = Triple(source=((0, 5),), cue=((6, 10),), content=((11, 20), (30, 40)))


def test_a_perfect_reading_has_every_figure_at_100() -> None:
    rows = score([([GOLD], [GOLD], SENTENCES)])
    assert {name: row["f1"] for name, row in rows.items() if row.get("gold", 1)} == dict.fromkeys(
        ("source, exact", "cue, exact", "content, exact", "mean of the three", "source, whole", "cue, whole",
         "content, whole", "linked triples", "triples, source inside"), 100.0,
    )  # fmt: skip


def test_each_part_of_a_discontinuous_content_counts_and_the_whole_only_whole() -> None:
    ours = Triple(GOLD.source, GOLD.cue, ((11, 20),))
    rows = score([([ours], [GOLD], SENTENCES)])
    content = rows["content, exact"]
    assert (content["gold"], content["found"], content["right"]) == (2, 1, 1)
    assert rows["content, whole"]["right"] == 0
    assert rows["mean of the three"]["f1"] == pytest.approx((100 + 100 + content["f1"]) / 3)


def test_one_character_off_is_wrong_exactly_and_right_by_overlap() -> None:
    ours = Triple(((0, 4),), ((6, 11),), ((11, 21),))
    rows = score([([ours], [GOLD], SENTENCES)])
    assert [rows[f"{role}, exact"]["right"] for role in ("source", "cue", "content")] == [0, 0, 0]
    assert rows["linked triples"]["right"] == 1


def test_a_source_shared_by_two_attributions_is_one_span() -> None:
    other = Triple(GOLD.source, ((60, 64),), ((65, 70),))
    rows = score([([GOLD, other], [GOLD, other], SENTENCES)])
    assert (rows["source, exact"]["gold"], rows["cue, exact"]["gold"]) == (1, 2)


def test_documents_do_not_mix() -> None:
    elsewhere = Triple(((0, 5),), ((6, 10),), ((11, 19),))
    rows = score([([GOLD], [elsewhere], SENTENCES), ([elsewhere], [GOLD], SENTENCES)])
    assert rows["content, exact"]["right"] == 0


def test_a_triple_needs_every_role() -> None:
    wrong_source = Triple(((90, 95),), GOLD.cue, GOLD.content)
    no_source = Triple((), GOLD.cue, GOLD.content)
    wrong_content = Triple(GOLD.source, GOLD.cue, ((21, 29),))
    assert [len(pair_triples([one], [GOLD])) for one in (wrong_source, no_source, wrong_content)] == [0, 0, 0]


def test_two_of_ours_do_not_share_one_gold_attribution() -> None:
    rows = score([([GOLD, Triple(GOLD.source, ((7, 9),), GOLD.content)], [GOLD], SENTENCES)])
    assert (rows["linked triples"]["found"], rows["linked triples"]["right"]) == (2, 1)


def test_roles_that_neither_has_agree() -> None:
    assert overlap((), ())
    assert not overlap(((0, 1),), ())
    assert not overlap(((0, 5),), ((5, 9),))


def test_sources_are_split_by_the_sentence_of_the_cue() -> None:
    far = Triple(((60, 65),), ((6, 10),), ((11, 20),))
    none = Triple((), ((6, 10),), ((11, 20),))
    assert [source_place(one, SENTENCES) for one in (GOLD, far, none)] == ["inside", "outside", "none"]
    rows = score([([GOLD], [far], SENTENCES)])
    assert rows["triples, source outside"]["gold"] == 1
    assert rows["triples, source inside"]["found"] == 1


def test_the_product_s_attributions_become_triples(reading: Reading) -> None:
    triples = product_triples(reading)
    text = reading.report.text
    assert [[text[slice(*part)] for part in one.cue] for one in triples] == [
        ["said"], ["denied"], ["verified"], ["said"], ["reportedly"], ["said"],
    ]  # fmt: skip
    assert triples[4].source == ()
