from reportedly.evaluation.places import Document, Gold, PlaceResolver, measure


def gold(text: str, words: str, lat: float, lon: float, geonames: int | None = None) -> Gold:
    start = text.index(words)
    return Gold(start, start + len(words), words, lat, lon, (lat, lon), geonames)


def test_every_gold_toponym_counts_found_or_not_and_wrong_ones_are_told() -> None:
    text = "They left Damascus for Xqzvhold, a camp near Aleppo in Syria."
    document = Document(
        text, [gold(text, "Damascus", 33.51, 36.29), gold(text, "Xqzvhold", 36.0, 37.0), gold(text, "Aleppo", 0.0, 0.0)], 0
    )
    errors: list[str] = []
    other = "They stayed in Damascus, Syria."
    second = Document(other, [gold(other, "Damascus", 33.51, 36.29)], 1)
    near = (rows := measure(PlaceResolver.open(), [document, second], errors))["within 161 km"]
    assert (near["gold"], near["right"], near["percent"]) == (4, 2, 50)
    assert near["low"] < 50 < near["high"]
    assert rows["resolved"]["right"] == 3
    assert "exact id" not in rows
    assert [error.split(" at ")[0] for error in errors] == ["'Xqzvhold'", "'Aleppo'"]
    assert "km off" in errors[1] and "got nothing" in errors[0]


def test_without_documents_there_are_no_figures_and_no_infinite_median() -> None:
    assert measure(PlaceResolver.open(), [], []) == {}
