"""The place resolver and its gazetteer. The sentences are our own inventions."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import GazetteerError
from reportedly.resolve.gazetteer import PACKAGED
from reportedly.resolve.places import PlaceMention, PlaceResolver, ResolvedPlace, place_precision_in_context
from reportedly.schema import PlaceRef


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver.open()


def read(resolver: PlaceResolver, text: str, *names: str, kind: str = "place") -> list[ResolvedPlace]:
    """Resolve the names in ``text`` in order; each is searched after the one before it."""
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(PlaceMention(start=start, end=at, text=name, kind=kind))  # type: ignore[arg-type]
    return resolver.resolve(text, mentions)


def place(resolver: PlaceResolver, text: str, name: str, kind: str = "place") -> PlaceRef:
    found = read(resolver, text, name, kind=kind)[0].place
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("spellings", "geonames"),
    [
        (("Raqqa", "al-Raqqah", "Ar Raqqah", "Al-Raqqa", "RAQQA", "الرقة", "Ракка"), 172955),
        (("al-Bab", "Al Bab", "El Bab", "Al Bāb"), 174018),
        (("Idlib", "Idleb", "Идлиб", "إدلب"), 169389),
        (("Mosul", "al-Mawsil", "Мосул", "الموصل"), 99072),
        (("Aleppo", "Halab", "حلب", "Алеппо"), 170063),
        (("Kyiv", "Kiev", "Київ", "Киев"), 703448),
        (("Deir ez-Zor", "Deir al-Zour", "Dayr az Zawr", "Deir Ezzor"), 170794),
        (("Hodeidah", "al-Hudaydah", "Al Hudaydah", "Hudaydah"), 79415),
    ],
)
def test_every_spelling_of_a_city_finds_it(resolver: PlaceResolver, spellings: tuple[str, ...], geonames: int) -> None:
    for spelling in spellings:
        text = f"Fighters entered the city of {spelling} at dawn."
        assert place(resolver, text, spelling).geonames == geonames, spelling


def test_containers_beside_a_name_decide(resolver: PlaceResolver) -> None:
    assert place(resolver, "A fire broke out in Springfield, Ill., on Monday.", "Springfield").geonames == 4250542
    assert place(resolver, "A fire broke out in Springfield, Mo., on Monday.", "Springfield").geonames == 4409896
    both = read(resolver, "He went from Tripoli, Libya, to Tripoli, Lebanon.", "Tripoli", "Tripoli")
    assert [answer.place and answer.place.country for answer in both] == ["LY", "LB"]


def test_the_rest_of_the_report_decides(resolver: PlaceResolver) -> None:
    text = "Troops left Tripoli for Sidon. Beirut and the Lebanese army said nothing."
    assert read(resolver, text, "Tripoli", "Sidon", "Beirut")[0].place.country == "LB"  # type: ignore[union-attr]
    text = "Atlanta and Savannah were dry. Macon was wet. It rained all over Georgia."
    answers = read(resolver, text, "Atlanta", "Savannah", "Macon", "Georgia")
    assert [a.place.country for a in answers if a.place] == ["US"] * 4
    text = "Tbilisi and Batumi were calm. Georgia will vote."
    assert read(resolver, text, "Tbilisi", "Batumi", "Georgia")[2].place.country == "GE"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Shells fell in Homs.", "Homs", 1),
        ("Shells fell near Homs.", "Homs", 2),
        ("Shells fell on the outskirts of Homs.", "Homs", 2),
        ("A convoy was hit 20 km north of Homs.", "Homs", 2),
        ("Villages north of the city of Homs were shelled.", "Homs", 2),
        ("A convoy was hit in Homs' countryside.", "Homs", 2),
        ("Shells fell in Idlib province.", "Idlib", 4),
        ("Shells fell in Idlib province.", "Idlib province", 4),
        ("Shells fell in the province of Idlib.", "Idlib", 4),
        ("Deputies in Fulton County voted.", "Fulton County", 3),
        ("Rebels hold the Azaz district.", "Azaz", 3),
        ("Rebels hold northwestern Syria.", "Syria", 5),
        ("Rebels hold northwestern Syria.", "northwestern Syria", 5),
        ("Rebels hold much of Syria.", "Syria", 6),
        ("Ships crossed the Red Sea.", "Red Sea", 7),
        ("Villages in the Donbas burned.", "Donbas", 5),
        ("Guards fired on crowds in the Gaza Strip.", "Gaza Strip", 4),
    ],
)
def test_precision_is_what_the_words_allow(resolver: PlaceResolver, text: str, name: str, precision: int) -> None:
    assert place(resolver, text, name).precision == precision


def test_precision_in_context_never_sharpens() -> None:
    text = "in the city of Aleppo province"
    at = text.index("Aleppo")
    for base in range(1, 8):
        assert place_precision_in_context(text, at, at + 6, base) >= min(base, 5)


def test_a_nationality_is_its_country(resolver: PlaceResolver) -> None:
    for word, code in (("Syrian", "SY"), ("Iraqis", "IQ"), ("U.S.", "US"), ("Tunisian", "TN"), ("British", "GB")):
        found = place(resolver, f"Two {word} officials spoke.", word, kind="nationality")
        assert (found.country, found.precision) == (code, 6)


def test_unresolved_says_why(resolver: PlaceResolver) -> None:
    text = "In Qwxzybad, near the Zzyzqa air base, Kurdish men met at (—)."
    for name, kind in (
        ("Qwxzybad", "place"),
        ("Zzyzqa air base", "facility"),
        ("Kurdish", "nationality"),
        ("(—)", "place"),
    ):
        answer = read(resolver, text, name, kind=kind)[0]
        assert answer.place is None
        assert answer.unresolved
        assert len(answer.unresolved.split()) > 3


def test_a_facility_is_put_near_the_place_in_its_name(resolver: PlaceResolver) -> None:
    found = place(resolver, "Rockets hit Mosul General Hospital.", "Mosul General Hospital", kind="facility")
    assert (found.geonames, found.precision) == (99072, 2)


def test_a_missing_or_damaged_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="missing") as missing:
        PlaceResolver.open(tmp_path / "none.bin")
    assert missing.value.cure
    whole = PACKAGED.read_bytes()
    for name, damaged in {
        "empty": b"",
        "other": b"not an index at all",
        "cut": whole[: len(whole) // 2],
        "head": whole[:40],
        "flipped": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
    }.items():
        path = tmp_path / name
        path.write_bytes(damaged)
        with pytest.raises(GazetteerError) as error:
            PlaceResolver.open(path)
        assert error.value.cure, name


NAMES = st.sampled_from(
    ["Raqqa", "the city", "Syria", "al-", "St.", ", Ga.", "U.S.", "'s", "Paris, Texas", "Iraqi", "é", ""]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(NAMES, st.text(max_size=12)), max_size=8),
    st.lists(
        st.tuples(st.integers(-3, 80), st.integers(-3, 80), st.sampled_from(["place", "facility", "nationality"])),
        max_size=8,
    ),
)
def test_any_text_and_spans_are_answered_one_by_one(
    resolver: PlaceResolver, pieces: list[str], spans: list[tuple[int, int, str]]
) -> None:
    text = " ".join(pieces)
    mentions = [
        PlaceMention(start=start, end=end, text=text[max(0, start) : max(0, end)], kind=kind)  # type: ignore[arg-type]
        for start, end, kind in spans
    ]
    answers = resolver.resolve(text, mentions)
    assert len(answers) == len(mentions)
    for answer in answers:
        assert (answer.place is None) != (answer.unresolved is None)
        if answer.place:
            assert 1 <= answer.place.precision <= 7
            assert 0 <= answer.place.score <= 1
    assert answers == resolver.resolve(text, mentions)
