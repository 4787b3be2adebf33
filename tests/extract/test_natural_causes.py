import pytest

from reportedly.extract.natural_causes import by_nature, is_obituary, without_violence


def told(sentence: str, trigger: str) -> bool:
    start = sentence.index(trigger)
    return by_nature(sentence, (start, start + len(trigger)), (0, len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The poet died of pneumonia in Ain Zal.", "died"),
        ("A quake killed 300 people in the valley.", "killed"),
        ("The province counted nine measles-related deaths.", "deaths"),
        ("The flood, which killed eleven, reached the bridge.", "killed"),
        ("Two herders were injured when a storm hit the camp.", "injured"),
        ("Six passengers died in a bus crash on Sunday.", "died"),
        ("At least 90 deaths were linked to the cholera outbreak.", "deaths"),
        ("An apartment block collapsed after a gas explosion, killing nine.", "collapsed"),
        ("An apartment block collapsed after a gas explosion, killing nine.", "explosion"),
        ("An apartment block collapsed after a gas explosion, killing nine.", "killing"),
        ("It was the worst accident since a blast at a sawmill left 14 dead.", "blast"),
        ("Three people drowned off the island.", "drowned"),
        ("A ferry collided with a cargo ship in thick fog.", "collided"),
        ("The blaze killed three, among them a woman of 92.", "killed"),
        ("Four were killed when an unfinished block above a busy market collapsed.", "killed"),
    ],
)
def test_illness_nature_and_accidents_are_nobodys_deed(sentence: str, trigger: str) -> None:
    assert told(sentence, trigger)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The poet died of his wounds in Ain Zal.", "died"),
        ("Gunmen killed three guards during the flood.", "killed"),
        ("Six passengers died in the crash after a missile hit the plane.", "died"),
        ("Nine civilians were killed in Murzuq on Sunday.", "killed"),
        ("He fled the flood; the killing went on in the town.", "killing"),
        ("The army shelled the flood defences.", "shelled"),
        ("They stormed the hospital and killed two.", "killed"),
        ("Officers stopped marchers who tried to storm the airport, killing four.", "killing"),
        ("An explosion killed nine people in a block of flats.", "killed"),
        ("Police said it was not an accident but a bomb that killed two.", "killed"),
        ("The block collapsed after an air strike.", "collapsed"),
        ("A car crashed into a crowd at the market.", "crashed"),
        ("Nine villagers were killed by enemy fire.", "killed"),
        ("Arson was behind a fire that destroyed the mill.", "destroyed"),
        ("The front put the death toll at 23, with 58 injured.", "death toll"),
    ],
)
def test_violence_and_silence_on_the_cause_leave_the_claim(sentence: str, trigger: str) -> None:
    assert not told(sentence, trigger)


def test_a_report_of_an_accident_tells_of_no_assault_anywhere() -> None:
    text = "A bus crash closed the road to Tarn. Eleven people died, officials said."
    start = text.index("died")
    sentence = (text.index("Eleven"), len(text))
    assert without_violence(text)
    assert by_nature(text, (start, start + 4), sentence, calm=True)
    assert not by_nature(text, (start, start + 4), sentence)


def test_one_word_of_violence_is_enough_for_doubt() -> None:
    assert not without_violence("A bus crash closed the road. Gunmen had shot at the driver.")
    assert not without_violence("Eleven people died in Tarn.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The weaver Ona Brill died on Sunday at the age of 91.",
        "Ona Brill, who wrote four songs, has died aged 91, her son said.",
        "Ona Brill died peacefully in Vell.",
        "Her death, after a long illness, was announced on Monday.",
        "Ona Brill, who was shot in the war, died in her sleep.",
    ],
)
def test_who_died_of_age_was_killed_by_nobody(sentence: str) -> None:
    trigger = "died" if "died" in sentence else "death"
    assert told(sentence, trigger)
    assert is_obituary(sentence, [(0, len(sentence))])


@pytest.mark.parametrize(
    "sentence",
    [
        "A marcher died on Sunday at the age of 19 after police shot him.",
        "A guard, 40, died in Vell on Sunday.",
        "Nine people died at 7 a.m.",
        "Four villagers died in an attack, the youngest aged 12.",
    ],
)
def test_an_age_alone_makes_no_natural_death(sentence: str) -> None:
    assert not told(sentence, "died")
    assert not is_obituary(sentence, [(0, len(sentence))])


def test_an_obituary_tells_of_one_death_and_may_tell_of_killings() -> None:
    text = "Ona Brill's death was mourned in Vell. Her brother was killed in 1970."
    assert by_nature(text, (12, 17), (0, 38), obituary=True)
    assert not by_nature(text, (55, 61), (39, len(text)), obituary=True)
