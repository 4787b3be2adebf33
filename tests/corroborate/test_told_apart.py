"""Invented reports: what puts two claims of one type apart."""

from made_claims import Made
from msgspec.structs import replace

from reportedly.corroborate.told_apart import apart_in_place


def test_a_part_of_a_sum_is_not_the_sum() -> None:
    made = Made().sentence("Air raids killed 63 civilians, including 14 who died when a bomb hit a bakery.")
    made.tells("raids", mode="aerial").tells("killed", killed=63, actor="Air raids")
    made.tells("died", killed=14).tells("hit", mode="explosives")
    assert made.together() == [{"raids", "killed"}, {"died", "hit"}]


def test_an_arrest_is_not_what_the_arrested_did() -> None:
    made = Made().sentence("Police arrested fighters of the League after League fighters attacked a base.")
    made.tells("arrested", kind="COERCE", mode="arrest", recipient="fighters of the League").tells("attacked", recipient="League fighters")
    assert made.together() == [{"arrested"}, {"attacked"}]


def test_a_day_is_not_the_months_around_it() -> None:
    made = Made().sentence("Gunmen killed villagers on Monday.").tells("killed", killed=3, when="2024-03-11", recipient="villagers")
    made.sentence("Gunmen have killed villagers since January.").tells("killed", killed=3, when="2024-01-01..", recipient="villagers")
    assert len(made.together()) == 2


def test_a_response_to_a_bombing_is_not_that_bombing() -> None:
    made = Made().sentence("The rocket fire on the bakery was a response to the bombing of the bakery.")
    made.tells("rocket fire", mode="heavy-weapons", recipient="the bakery").tells("bombing", mode="explosives", recipient="the bakery")
    assert len(made.together()) == 2


def test_a_crowd_that_is_only_counted_is_not_another_crowd() -> None:
    made = Made().sentence("Colleagues marched through Tarn.").tells("marched", kind="PROTEST", mode="demo", actor="Colleagues")
    made.sentence("Around 400 people took part in the march.").tells("march", kind="PROTEST", mode="demo", actor="400 people")
    assert len(made.together()) == 1


def test_a_headline_is_told_below_by_other_words() -> None:
    made = Made().sentence("Fighting kills dozens in Tarn").tells("Fighting").tells("kills")
    made.sentence("Clashes near Tarn left 35 people dead on Friday.").tells("Clashes", when="2024-03-15").tells("dead", killed=35)
    assert len(made.together()) == 1


def test_the_fifth_attack_is_the_one_so_called() -> None:
    made = Made().sentence("The kidnapping was the fifth mass abduction from a school since May.")
    made.tells("kidnapping", mode="abduct").tells("mass abduction", mode="abduct", origin="a school")
    assert len(made.together()) == 1


def test_other_attacks_are_not_the_bombing_told_beside_them() -> None:
    made = Made().sentence("He is wanted over the bombing of a bus in 2016 and a series of other attacks on buses.")
    made.tells("bombing", mode="explosives", recipient="a bus", when="2016-01-01..2016-12-31")
    made.tells("attacks", recipient="buses", when="2016-01-01..2016-12-31")
    assert len(made.together()) == 2


def test_a_village_may_lie_in_its_region() -> None:
    made = Made().sentence("Gunmen shot at guests in Tarn.").tells("shot at", mode="firearms", recipient="guests", where=1)
    made.sentence("The shooting of the guests in the Gao region shocked the country.")
    made.tells("shooting", mode="firearms", recipient="the guests", where=2)
    village, region = (
        replace(one, where=replace(one.where, precision=precision, country="ML", lat=16.0 + precision / 10, lon=0.0))
        for one, precision in zip(made.claims, (1, 4), strict=True)
        if one.where is not None
    )
    assert not apart_in_place(village, region)
    assert apart_in_place(*made.claims)
    assert apart_in_place(village, replace(region, where=replace(region.where, lat=29.0) if region.where else None))


def test_a_death_is_not_that_of_many() -> None:
    made = Made().sentence("A bombing in Tarn killed 23 people.").tells("bombing", mode="explosives").tells("killed", killed=23)
    made.sentence("His death was never confirmed.").tells("death")
    assert made.together() == [{"bombing", "killed"}, {"death"}]


def test_who_was_killed_in_a_clash() -> None:
    made = Made().sentence("The leader himself was reported killed in a clash with troops.").tells("killed", recipient="The leader himself")
    assert made.tells("clash", recipient="troops").together() == [{"killed", "clash"}]


def test_what_came_hours_after_an_attack_is_another() -> None:
    made = Made().sentence("Hours after the stabbing, police shot dead a man.").tells("stabbing", mode="primitive", recipient="a man")
    assert made.tells("shot dead", mode="firearms", killed=1, recipient="a man").together() == [{"stabbing"}, {"shot dead"}]
