"""Other schemes: their files are valid, the first rule that fits holds, and no word stands for two sides."""

from collections import Counter

import pytest

from reportedly.codebooks import schemes
from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.schemes import SchemeRule, scheme, side_words
from reportedly.errors import CodebookError

NAMES = ("acled-like", "ucdp-like")


@pytest.mark.parametrize("name", NAMES)
def test_rules_name_types_and_modes_of_the_codebook(name: str) -> None:
    known = {kind.code: {mode.code for mode in kind.modes} for kind in load_codebook().types}
    for rule in scheme(name).rules:
        assert rule.type == "any" or rule.type in known
        assert rule.mode in ("any", "none") or rule.mode in known[rule.type]


@pytest.mark.parametrize("name", NAMES)
def test_every_event_of_the_codebook_has_a_rule(name: str) -> None:
    found = scheme(name)
    for kind in load_codebook().types:
        for mode in (None, *(one.code for one in kind.modes)):
            for harmed in (True, False):
                assert found.rule(kind.code, mode, ("unknown", "unknown"), harmed) is not None


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_stands_where_an_earlier_one_takes_all_of_its_events(name: str) -> None:
    seen: list[SchemeRule] = []
    for rule in scheme(name).rules:
        for one in seen:
            takes_by = not one.by or (bool(rule.by) and set(rule.by) <= set(one.by))
            takes_against = not one.against or (bool(rule.against) and set(rule.against) <= set(one.against))
            takes_kind = one.type in ("any", rule.type) and one.mode in ("any", rule.mode) and one.harmed in (None, rule.harmed)
            covers = takes_kind and takes_by and takes_against
            assert not covers, (one, rule)
        seen.append(rule)


def test_the_first_rule_that_fits_holds() -> None:
    rule = SchemeRule(type="ASSAULT", mode="none", by=("state",), harmed=True, give={"a": "b"})
    assert rule.fits("ASSAULT", None, ("state", "unknown"), True)
    assert not rule.fits("ASSAULT", "aerial", ("state", "unknown"), True)
    assert not rule.fits("ASSAULT", None, ("rebels", "unknown"), True)
    assert not rule.fits("ASSAULT", None, ("state", "unknown"), False)
    assert not rule.fits("PROTEST", None, ("state", "unknown"), True)


def test_no_word_stands_for_two_sides() -> None:
    known = side_words()
    for kind in (known.words, known.names):
        counts = Counter(word for words in kind.values() for word in words)
        assert [word for word, count in counts.items() if count > 1 or word != word.lower()] == []
    assert "people" not in {word for words in known.words.values() for word in words}


def test_a_file_that_is_no_scheme_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("schemes")
    (folder / "bad.yaml").write_text("name: bad\nabout: bad\nrules: [{type: A, colour: red}]\n")
    monkeypatch.setattr(schemes, "_FOLDER", folder)
    with pytest.raises(CodebookError, match=r"bad\.yaml is no valid scheme: .*colour"):
        scheme("bad")
