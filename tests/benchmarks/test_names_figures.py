"""The benchmark of names: what it counts, and that the packaged weights are those that its command makes."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from benchmarks.folders import DATA
from benchmarks.name_pairs import (
    BASELINES,
    Pair,
    best_threshold,
    fit,
    ofac,
    pairs_of,
    precise_threshold,
    strangers_of,
    table_of,
)

from benchmarks import names
from reportedly.errors import MissingCorpus
from reportedly.resolve.name_features import FEATURES

ROWS = [
    ("SALT, Omar", "SALT, Umar", "individual"),
    ("SALT, Omar", "AL-SALT, Omar Ali", "individual"),
    ("SAND, Omar", "SAND, Omer", "individual"),
    ("AMBER TRADING CO.", "AMBER TRADING COMPANY", ""),
    ("AMBER TRADING CO.", "ATC", ""),
    ("AMBER SHIPPING", "AMBER SHIPPING LTD", ""),
    ("MV AMBER", "MV SALT", "vessel"),
]


def listed(folder: Path) -> Path:
    (folder / "names").mkdir()
    lines = [f"{name}\t{alias}\taka\t{sort}\tINVENTED" for name, alias, sort in ROWS]
    (folder / "names" / "ofac_alias_pairs.tsv").write_text(
        "\n".join(["name\talias\talias_type\tentity_type\tprogram", *lines]), "utf-8"
    )
    return folder


def test_pairs_are_aliases_and_hard_negatives_that_share_a_key(tmp_path: Path) -> None:
    entities = ofac(listed(tmp_path))
    assert [one.names[0] for one in entities] == ["SALT, Omar", "SAND, Omar", "AMBER TRADING CO.", "AMBER SHIPPING"]
    pairs = pairs_of(entities)
    assert sum(pair.same for pair in pairs) == 6
    assert all((pair.met and pair.tuning == pairs[0].tuning) or pair.met for pair in pairs if not pair.same)
    halves = {one.names[0]: one.tuning for one in entities}
    assert all(halves[pair.one] == pair.tuning for pair in pairs if pair.same)
    assert all(not pair.same and pair.tuning for pair in strangers_of(entities))


def test_entities_that_share_an_alias_are_never_a_negative_pair(tmp_path: Path) -> None:
    folder = listed(tmp_path)
    path = folder / "names" / "ofac_alias_pairs.tsv"
    path.write_text(path.read_text("utf-8") + "\nSAND, Omar\tSALT, Umar\taka\tindividual\tINVENTED", "utf-8")
    entities = ofac(folder)
    assert entities[0].cluster == entities[1].cluster
    negatives = {frozenset((pair.one, pair.two)) for pair in pairs_of(entities) if not pair.same}
    assert frozenset(("SALT, Omar", "SAND, Omar")) not in negatives


def test_a_missing_list_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingCorpus, match="ofac_alias_pairs"):
        ofac(tmp_path)
    assert names.main(["--data", str(tmp_path)]) == 0


def test_thresholds() -> None:
    scores, answers = np.array([0.9, 0.8, 0.7, 0.7, 0.1]), np.array([True, True, False, True, False])
    assert best_threshold(scores, answers) == 0.7
    assert precise_threshold(scores, answers, 0.99) == 0.8
    assert precise_threshold(scores, np.array([False] * 5), 0.99) == 1.0


def test_fitting_finds_what_parts_pairs() -> None:
    pairs = [
        Pair("Amber Front", "Amber Front", "organisation", True, True),
        Pair("Amber Front", "Salt Brigade", "organisation", False, True),
    ]
    features, answers = table_of(pairs * 10)
    assert features.shape == (20, len(FEATURES))
    _, weights = fit(features, answers)
    assert weights["words shared"] > 0


def test_baselines_compare_folded_words_in_any_order() -> None:
    assert {name: likeness("SALT, Omar", "Omar Salt") for name, likeness in BASELINES.items()} == dict.fromkeys(
        BASELINES, 1.0
    )


@pytest.mark.corpora
@pytest.mark.skipif(not (DATA / "names").is_dir(), reason="the corpora are not beside the project")
def test_the_packaged_weights_are_those_that_the_command_makes() -> None:
    entities = ofac(DATA)
    made = names.fitted(pairs_of(entities), strangers_of(entities))
    assert yaml.safe_load(names.WEIGHTS.read_text("utf-8")) == made, "run python -m benchmarks.names --fit"
