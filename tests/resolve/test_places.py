"""The place resolver and its gazetteer. The sentences are our own inventions."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
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


def test_a_list_agrees_in_kind(resolver: PlaceResolver) -> None:
    text = "The law holds in Oregon, Utah, Washington and Idaho."
    answers = read(resolver, text, "Oregon", "Utah", "Washington", "Idaho")
    assert [answer.place and answer.place.precision for answer in answers] == [4, 4, 4, 4]
    text = "Raids hit Idlib, Hama and Aleppo provinces."
    answers = read(resolver, text, "Idlib", "Hama", "Aleppo")
    assert [answer.place and answer.place.precision for answer in answers] == [4, 4, 4]
    text = "Neighbours are Iraq, Iran, and Jordan."
    answers = read(resolver, text, "Iraq", "Iran", "Jordan")
    assert [answer.place and answer.place.country for answer in answers] == ["IQ", "IR", "JO"]


def test_a_description_is_put_near_the_name_in_it(resolver: PlaceResolver) -> None:
    for words, geonames, precision in (
        ("the heart of East Mosul", 99072, 2),
        ("villages around Raqqa", 172955, 2),
        ("territory in Syria", 163843, 6),
        ("the Syrian city of Raqqa", 172955, 1),
    ):
        found = place(resolver, f"They held {words} for a year.", words)
        assert (found.geonames, found.precision) == (geonames, precision), words
    text = "They met in the city. The hospital was hit."
    for words in ("the city", "The hospital"):
        answer = read(resolver, text, words)[0]
        assert answer.place is None
        assert answer.unresolved
        assert "without naming" in answer.unresolved


def test_an_unknown_village_is_put_in_the_area_named_with_it(resolver: PlaceResolver) -> None:
    found = place(resolver, "A raid hit Qwxzybad, Syria, at noon.", "Qwxzybad")
    assert (found.country, found.precision) == ("SY", 6)
    assert found.score <= 0.5


def test_coordinates_are_a_place(resolver: PlaceResolver) -> None:
    found = place(resolver, "The base stood at 33.783°N 44.500°E.", "33.783°N 44.500°E")
    assert (found.lat, found.lon, found.precision, found.geonames) == (33.783, 44.5, 1, None)


def test_a_place_without_a_point_has_none(resolver: PlaceResolver) -> None:
    found = place(resolver, "They planned attacks in the West.", "the West")
    assert (found.lat, found.lon, found.country, found.precision) == (None, None, None, 7)


def test_a_hint_decides_between_countries(resolver: PlaceResolver) -> None:
    text = "They met in Tripoli."
    for hint in ("LY", "LB"):
        mention = PlaceMention(start=12, end=19, text="Tripoli", country_hint=hint)
        answer = resolver.resolve(text, [mention, PlaceMention(start=12, end=19, text="Tripoli", country_hint="XX")])
        assert answer[0].place is not None
    weak = resolver.resolve(text, [PlaceMention(start=12, end=19, text="Tripoli", country_hint="LY")])[0].place
    assert weak is not None
    assert weak.country == "LY"


@pytest.mark.parametrize(
    ("country", "names"),
    [
        (
            "SY",
            "Homs, Hama, Daraa, Palmyra, Azaz, Manbij, Afrin, Kobani, Qamishli, Tabqa, Baghuz, Khan Sheikhoun, Douma",
        ),
        ("IQ", "Basra, Kirkuk, Fallujah, Ramadi, Tikrit, Sinjar, Tal Afar, Hawija, Baiji, Samarra, Anbar, Nineveh"),
        ("UA", "Kharkiv, Mariupol, Bakhmut, Avdiivka, Kherson, Bucha, Odesa, Odessa, Zaporizhzhia, Donbas, Crimea"),
        ("YE", "Sanaa, Aden, Taiz, Marib, Saada, Hajjah, Mocha, Hadramout"),
        ("PS", "Gaza, Rafah, Khan Younis, Jabalia, Nablus, Jenin, Hebron, Ramallah, West Bank, Gaza Strip"),
        ("SD", "Khartoum, El Fasher, Nyala, El Geneina, Port Sudan, Darfur, Kadugli"),
        ("AF", "Kabul, Kandahar, Helmand, Kunduz, Nangarhar, Lashkar Gah, Ghazni, Zabul"),
        ("CD", "Goma, Bukavu, Beni, Bunia, Ituri, North Kivu, Rutshuru, Masisi"),
        ("NG", "Maiduguri, Borno, Kaduna, Kano, Chibok, Abuja, Zamfara"),
        ("LY", "Benghazi, Misrata, Sirte, Derna, Tobruk, Sabha, Tripoli"),
        ("ML", "Gao, Timbuktu, Kidal, Mopti, Bamako, Menaka"),
        ("MM", "Yangon, Naypyidaw, Sittwe, Rakhine, Kachin, Lashio"),
        ("SO", "Mogadishu, Kismayo, Baidoa, Galkayo"),
        ("SS", "Juba, Malakal, Bentiu"),
        ("SV", "San Salvador, Soyapango"),
        ("PE", "Lima, Ayacucho, Huancayo"),
        ("CO", "Bogota, Medellin, Arauca, Putumayo, Antioquia"),
    ],
)
def test_places_in_the_news_are_found_without_help(resolver: PlaceResolver, country: str, names: str) -> None:
    wrong = []
    for name in names.split(", "):
        answer = read(resolver, f"It was quiet in {name} on Friday.", name)[0]
        if answer.place is None or answer.place.country != country:
            wrong.append((name, answer))
    assert not wrong


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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


def test_the_word_before_a_list_says_what_all_of_it_are() -> None:
    text = "Farmers blocked roads in the Peruvian regions of Puno and Cusco."
    named = [PlaceMention(text.index(one), text.index(one) + len(one), one) for one in ("Puno", "Cusco")]
    found = [one.place for one in PlaceResolver.open().resolve(text, named)]
    assert [(one.name, one.precision) if one else None for one in found] == [("Puno", 4), ("Cusco", 4)]
