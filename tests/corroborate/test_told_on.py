"""Invented reports: who denies a deed, what witnesses and the other side say of it, and who else was hurt, belong to the deed."""

from made_claims import Made
from msgspec.structs import replace

from reportedly.schema import Factuality

DAY = "2024-03-12"


def denied(made: Made, polarity: str = "positive") -> Made:
    """The report with its last claim denied, or told by somebody as not having happened."""
    last = made.claims[-1]
    if polarity == "positive":
        made.claims[-1] = replace(last, stance="denies", according_to=("a1",))
    else:
        told = Factuality(certainty="certain", polarity="negative", modality="actual")
        made.claims[-1] = replace(last, factuality=told, according_to=("a2",))
    return made


def struck() -> Made:
    made = Made().sentence("A drone strike killed at least nine people in Tarn on Tuesday, officials said, accusing Ulm of hitting a home.")
    made.tells("killed", mode="drone", when=DAY, where=1, killed=9, recipient="at least nine people")
    return made.tells("hitting", actor="Ulm", recipient="a home")


def test_who_is_accused_of_a_deed_and_denies_it() -> None:
    made = denied(struck().sentence("Ulm denied striking civilians.").tells("striking", recipient="civilians"))
    denied(made.sentence('"No civilian building was hit," it said.').tells("hit", recipient="No civilian building"), "negative")
    denied(made.sentence("The army said that no bridge was hit.").tells("hit", recipient="no bridge"), "negative")
    assert [len(group) for group in made.together()] == [4, 1]
    assert made.together()[0] >= {"killed", "hitting", "striking", "hit"}


def test_a_denial_of_another_deed_stays_by_itself() -> None:
    made = denied(struck().sentence("Ulm denied striking a convoy.").tells("striking", recipient="a convoy"))
    assert {"striking"} in made.together()
    made = denied(struck().sentence("Ulm denied striking civilians in May.").tells("striking", recipient="civilians", when="2023-05-01"))
    assert {"striking"} in made.together()


def test_the_other_side_counts_the_dead_of_the_fight_it_confirms() -> None:
    def told(second: str) -> Made:
        made = Made().sentence("Rebels attacked a camp near Tarn on Tuesday, killing 20 soldiers.").tells("attacked", when=DAY, where=1)
        made.tells("killing", killed=20, recipient="20 soldiers").sentence(second).tells("attack")
        return made.tells("died", killed=5, recipient="five soldiers")

    assert told("The army confirmed the attack but said only five soldiers had died.").together() == [
        {"attacked", "killing", "attack", "died"}
    ]
    assert {"died"} in told("The army confirmed the attack but said five soldiers had died in another one.").together()


def massacred() -> Made:
    made = Made().sentence("Soldiers massacred 68 villagers near Tarn on Tuesday, a rights group said.")
    return made.tells("massacred", when=DAY, where=1, killed=68, actor="Soldiers", recipient="68 villagers")


def test_what_they_did_to_them_is_what_was_told() -> None:
    made = massacred().sentence('"They shot them in front of us."').tells("shot", mode="firearms", actor="They", recipient="them")
    made.sentence("Women and children had also been killed, two survivors said.").tells("killed", recipient="Women and children")
    assert made.together() == [{"massacred", "shot", "killed"}]


def test_who_is_shot_by_others_or_killed_elsewhere_is_another() -> None:
    made = massacred().sentence("Police shot them in Ulm.").tells("shot", mode="firearms", actor="Police", recipient="them", where=2)
    made.sentence("Two teachers had also been killed.").tells("killed", recipient="Two teachers")
    assert made.together() == [{"massacred"}, {"shot"}, {"killed"}]


def test_prisoners_who_got_away_are_told_of_again() -> None:
    made = Made().sentence("Dozens of inmates escaped from a jail in Tarn.").tells("escaped", kind="RETREAT", actor="inmates")
    made.sentence("The prison service said 43 prisoners had fled.").tells("fled", kind="RETREAT", actor="43 prisoners")
    made.sentence("Some 900 villagers have fled.").tells("fled", kind="RETREAT", actor="900 villagers")
    assert [len(group) for group in made.together()] == [2, 1]


def test_an_earlier_count_is_of_the_deed() -> None:
    made = Made().sentence("Police opened fire on a crowd in Tarn, killing four people.").tells("opened fire", mode="firearms", where=1)
    made.tells("killing", killed=4, recipient="four people").sentence("It had initially reported two deaths.")
    made.tells("deaths", killed=2, toll="two").sentence("The envoy condemned the killings.").tells("killings")
    assert made.together() == [{"opened fire", "killing", "deaths", "killings"}]


def test_the_agreement_is_what_was_signed() -> None:
    made = Made().sentence("Tarn and Ulm signed a ceasefire on Tuesday.").tells("signed", kind="AGREE", when=DAY)
    made.sentence("A rebel said his group would respect it.").tells("would respect", kind="AGREE", actor="his group")
    made.sentence("Omsk welcomed the agreement.").tells("agreement", kind="AGREE")
    assert made.together() == [{"signed", "agreement"}, {"would respect"}]
