from reportedly.corpora.relations import GoldMention, GoldRelation, RelationDocument
from reportedly.evaluation.relations import bound, claimed_gold, overlapping

LAMP, REED, TOWN = (0, 8), (16, 24), (30, 36)


def test_a_symmetric_relation_has_no_direction() -> None:
    assert bound("fighting", REED, LAMP) == bound("fighting", LAMP, REED)
    assert bound("member_of", REED, LAMP) != bound("member_of", LAMP, REED)


def test_overlap_takes_each_gold_relation_once() -> None:
    gold = {bound("fighting", LAMP, REED)}
    near, same = bound("fighting", (4, 8), REED), bound("fighting", REED, LAMP)
    assert overlapping(gold, {near}) == overlapping(gold, {near, same}) == 1
    assert overlapping(gold, {bound("fighting", (8, 10), REED)}) == 0
    assert overlapping(gold, {bound("allied_with", LAMP, REED)}) == 0


def test_only_what_the_product_says_is_claimed() -> None:
    mentions = (
        GoldMention(*LAMP, "organisation", "name"), GoldMention(*REED, "organisation", "name"), GoldMention(*TOWN, "place", "name"),
    )  # fmt: skip
    relations = (
        GoldRelation("fighting", True, REED, LAMP), GoldRelation("fighting", True, LAMP, TOWN),
        GoldRelation("in_charge", False, LAMP, TOWN), GoldRelation("located", True, LAMP, TOWN),
        GoldRelation("member_of", False, LAMP, (40, 44)),
    )  # fmt: skip
    document = RelationDocument("one", "The Lamp fought the Reed near Murzuq.", mentions, relations)
    assert claimed_gold(document) == {("fighting", LAMP, REED), ("controls", LAMP, TOWN)}
