import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.views.redactor import BLOCK, Redactor, Rule, folded, words_of

PERSON = Redactor([Rule(number=1, kind="person", names=("Müntaz O'Neil", "حسام عيسى"))])
PHRASE = Redactor([Rule(number=2, kind="phrase", names=("IS", "Camp Alpha", "Хусам Иса"))])


@pytest.mark.parametrize(
    "written",
    [
        "Müntaz O'Neil", "MUNTAZ ONEIL", "muntaz-o-neil", "Müntaz\nO’Neil’s", "Mu\u0308ntaz O\u2019Neil", "muntaz_oneil", "MuntazONeil",
        "M\u00adüntaz\u200b O'Neil", "al-O'Neil", "O'Neil", "the O'Neils", "حُسام عيسى", "عيسى", "muntaz%20o%27neil", "m%C3%BCntaz.oneil",
        "%D8%AD%D8%B3%D8%A7%D9%85%20%D8%B9%D9%8A%D8%B3%D9%89",
    ],
)  # fmt: skip
def test_a_person_is_found_however_written(written: str) -> None:
    assert PERSON.hides(written) and PERSON.hides(f"said {written}, who")
    redacted = PERSON.redact(f"(({written}))")
    assert len(redacted) == len(written) + 4 and BLOCK in redacted
    left, _ = folded(redacted)
    assert "neil" not in left and "عيسى" not in redacted


@pytest.mark.parametrize("written", ["Neill", "Müntaz", "Boneil", "neilson", "O Neillson"])
def test_other_names_stay(written: str) -> None:
    assert PERSON.redact(written) == written


def test_a_name_spelled_like_a_word_is_withheld_as_it_is_written_only() -> None:
    assert PHRASE.redact("IS says it is at Camp\nAlpha's gate, ISIS") == "██ says it is at ████████████ gate, ISIS"
    assert PHRASE.redact("хусам-иса") == "█" * 9


def test_rules_without_words_withhold_nothing() -> None:
    assert not Redactor([Rule(number=1, kind="phrase", names=("", "!?"))])
    assert Redactor().redact("anything") == "anything"


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["O'Neil", "müntaz o’neil", "حسام عيسى", "MUNTAZ-ONEIL"]))
def test_a_name_between_any_words_is_blocked_and_nothing_moves(before: str, after: str, name: str) -> None:
    text = f"{before} {name} {after}"
    redacted = PERSON.redact(text)
    assert len(redacted) == len(text)
    assert name not in redacted
    assert all(new in (old, BLOCK) for old, new in zip(text, redacted, strict=True))
    assert not PERSON.hides(redacted) or "%" in text


@given(st.text(max_size=60))
def test_folding_keeps_a_place_for_each_letter(text: str) -> None:
    plain, places = folded(text)
    if places is None:
        assert len(plain) == len(text)
    else:
        assert len(places) == len(plain)
        assert all(0 <= start < end <= len(text) for start, end in places)


def test_words_of_a_name() -> None:
    assert words_of("Jabhat an-Nusra (O'Neil's)") == ["jabhat", "an", "nusra", "oneils"]
