"""Loading: the packaged codebook is whole, mistakes are named, a user can add a type."""

import json
import re
from pathlib import Path

import pytest
import yaml

from reportedly.codebooks import load, parsed
from reportedly.codebooks.lemma import candidate_lemmas
from reportedly.codebooks.load import load_codebook
from reportedly.codebooks.trigger_types import SentenceTypes, candidate_types
from reportedly.errors import CodebookError
from reportedly.schema.codebook import Codebook

PACKAGE = Path(load.__file__).parent
CODES = Path(__file__).resolve().parents[3] / "shared" / "codes.json"


@pytest.fixture(scope="module")
def plover() -> Codebook:
    return load_codebook()


def test_every_type_has_a_definition_and_every_extension_a_parent_and_reason(plover: Codebook) -> None:
    assert len([kind for kind in plover.types if kind.parent is None]) == 16
    extensions = {kind.code: kind for kind in plover.types if kind.parent is not None}
    assert set(extensions) == {"DEFECT", "APPOINT"}
    for kind in plover.types:
        assert len(kind.definition.split()) > 8
        assert all(len(mode.definition.split()) >= 3 for mode in kind.modes)
    for kind in extensions.values():
        assert plover.event_type(kind.parent or "") is not None
        assert kind.reason


def test_the_quad_contradiction_of_sanction_is_noted(plover: Codebook) -> None:
    sanction = plover.event_type("SANCTION")
    assert sanction is not None
    assert sanction.quad == "material-conflict"
    assert "verbal conflict" in (sanction.note or "")


@pytest.mark.corpora
def test_types_modes_quads_and_recipients_are_those_of_the_code_list(plover: Codebook) -> None:
    if not CODES.exists():
        pytest.skip("needs ../shared/codes.json beside the project")
    codes = json.loads(CODES.read_text("utf-8"))["plover"]
    base = {kind.code: kind for kind in plover.types if kind.parent is None}
    assert {code: [mode.code for mode in kind.modes] for code, kind in base.items()} == codes["modes"]
    quads = {
        code: name.split("_", 1)[1].replace("_", "-") for name, members in codes["quad"].items() for code in members
    }
    ours = {code: "-".join(reversed(kind.quad.split("-"))) for code, kind in base.items()}
    assert {code: "-".join(reversed(quad.split("-"))) for code, quad in quads.items()} == ours
    assert {code for code, kind in base.items() if kind.requires_recipient} == set(codes["requires_recipient"])


def test_the_lexicon_covers_every_type_with_verbs_and_nouns(plover: Codebook) -> None:
    for kind in plover.types:
        parts = {entry.pos for entry in plover.entries if entry.type == kind.code}
        assert {"verb", "noun"} <= parts, kind.code
    lemmas = {(entry.lemma, entry.pos) for entry in plover.entries if entry.type is not None}
    assert len(lemmas) > 900


def test_reporting_verbs_name_no_event(plover: Codebook) -> None:
    for verb in ("say", "tell", "report", "add", "note", "state", "announce", "explain"):
        assert plover.lookup(verb, "verb") == ()


def test_lookup_knows_the_part_of_speech_and_phrases_by_first_word(plover: Codebook) -> None:
    assert {entry.type for entry in plover.lookup("defection", "noun")} == {"DEFECT"}
    assert plover.lookup("defection", "verb") == ()
    starting = plover.starting_with("step")
    assert "step down" in {entry.lemma for entry in starting}
    lengths = [len(entry.words) for entry in plover.starting_with("take")]
    assert lengths == sorted(lengths, reverse=True)


def test_role_maps_of_verbs_with_their_own_arguments(plover: Codebook) -> None:
    def role(lemma: str, argument: str) -> str | None:
        (entry, *_) = plover.lookup(lemma, "verb")
        return {link.argument: link.role for link in entry.roles}[argument]

    assert (role("bomb", "ARG0"), role("bomb", "ARG1")) == ("actor", "recipient")
    assert (role("flee", "ARG0"), role("flee", "ARG1"), role("flee", "to")) == ("actor", "origin", "destination")
    assert role("die", "ARG1") == "recipient"
    assert (role("join", "ARG0"), role("join", "ARG1")) == ("actor", "recipient")
    assert role("clash", "with") == "recipient"
    assert role("appoint", "TMP") == "time"


def test_the_json_beside_the_yaml_agrees_with_it() -> None:
    known = parsed.read_parsed()
    paths = sorted(path for path in PACKAGE.rglob("*.yaml") if path.parent.name != "actors")
    assert len(paths) > 10
    for path in paths:
        data = path.read_bytes()
        assert known.get(parsed.digest_of(data)) == yaml.safe_load(data), f"run write_parsed(): {path.name} was edited"
    assert len(known) == len(paths)


def test_the_hash_names_the_codebook_and_follows_its_content(tmp_path: Path) -> None:
    assert re.fullmatch(r"plover@sha256:[0-9a-f]{64}", load_codebook().hash)
    assert load_codebook().hash == load_codebook().hash
    first = load_codebook(_write(tmp_path / "a.yaml", _EXTENSION))
    assert first.hash.startswith("harbour@sha256:")
    (tmp_path / "crlf").mkdir()
    same = tmp_path / "crlf" / "a.yaml"
    same.write_bytes(_EXTENSION.replace("\n", "\r\n").encode())
    assert load_codebook(same).hash == first.hash
    assert load_codebook(_write(tmp_path / "a.yaml", _EXTENSION.replace("0.9", "0.8"))).hash != first.hash


def test_the_files_stay_readable() -> None:
    # The book of actors is a list of like entries, looked up by id: its files are not read from top to bottom.
    for path in PACKAGE.rglob("*.yaml"):
        if path.parent.name != "actors":
            assert len(path.read_text("utf-8").splitlines()) <= 500, path.name


# Our own invention: a type that a watcher of harbours may want.
_EXTENSION = """\
name: harbour
version: "1"
extends: plover
types:
  DIVERT:
    parent: COERCE
    reason: A ship is made to go elsewhere by somebody's power, without violence.
    definition: A ship is ordered or forced to a port that it was not bound for.
    modes:
      pilot: A pilot of the port takes it there.
blocks:
  - {lemmas: [divert, turn around], pos: verb, type: DIVERT, weight: 0.9, requires_any: [ship, tanker],
     roles: {to: destination}}
modes:
  - {type: DIVERT, mode: pilot, words: [pilot]}
"""


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_user_file_adds_a_type_to_plover(tmp_path: Path) -> None:
    codebook = load_codebook(_write(tmp_path / "harbour.yaml", _EXTENSION))
    divert = codebook.event_type("DIVERT")
    assert divert is not None
    assert (divert.parent, divert.quad) == ("COERCE", "material-conflict")
    (entry,) = codebook.lookup("divert", "verb")
    assert entry.source == "harbour.yaml, block 1"
    assert {link.argument: link.role for link in entry.roles}["to"] == "destination"
    assert codebook.lookup("bomb", "verb")
    assert codebook.rules_by_type["DIVERT"][0].mode == "pilot"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("type: DIVERT, weight", "type: DETOUR, weight", r"block 1 \(divert \.\.\.\) has the unknown type 'DETOUR'"),
        ("mode: pilot,", "mode: tug,", r"mode rule 1 has the unknown mode 'tug'.*Modes of DIVERT: pilot"),
        ("to: destination", "to: harbour", r"maps to to the unknown role 'harbour'.*Roles are actor"),
        ("definition: A ship is ordered or forced to a port that it was not bound for.", "note: x", r"no def"),
        ("    parent: COERCE\n", "", r"type DIVERT has no parent.*ASSAULT"),
        ("parent: COERCE", "parent: FORCE", r"unknown parent 'FORCE'"),
        ("    reason: A ship is made to go elsewhere by somebody's power, without violence.\n", "", r"gives no reason"),
        ("pos: verb", "pos: verbs", r"part of speech 'verbs'.*verb, noun"),
        ("weight: 0.9", "weight: 9", r"weight 9.*0 to 1"),
        ("weight: 0.9", "wieght: 0.9", r"unknown key 'wieght'"),
        ("[ship, tanker]", "[$ships]", r"unknown word group '\$ships'"),
        ("[ship, tanker]", "[on]", r"requires_any is not a list of words.*quotes"),
        ("extends: plover", "extends: cameo", r"extends the unknown codebook 'cameo'"),
        ('version: "1"\n', "", r"has no version"),
        ("DIVERT:\n", "ASSAULT:\n", r"type ASSAULT is declared already"),
        ("      pilot: A pilot of the port takes it there.", "      pilot:", r"mode pilot has no definition"),
        ("types:", "kinds:", r"unknown key 'kinds'"),
        ("name: harbour", "name: [harbour", r"not valid YAML"),
        ("reason: A", "lexicon: x\n    reason: A", r"unknown key 'lexicon'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_cure(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in _EXTENSION
    path = _write(tmp_path / "harbour.yaml", _EXTENSION.replace(old, new, 1))
    with pytest.raises(CodebookError, match=message) as caught:
        load_codebook(path)
    assert caught.value.cure
    assert "harbour.yaml" in str(caught.value)


def test_a_missing_file_or_empty_lexicon_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none\.yaml can't be opened"):
        load_codebook(tmp_path / "none.yaml")
    with pytest.raises(CodebookError, match=r"lexicon folder 'words'"):
        load_codebook(_write(tmp_path / "a.yaml", 'name: a\nversion: "1"\nextends: plover\nlexicon: words\n'))
    with pytest.raises(CodebookError, match=r"not a mapping"):
        load_codebook(_write(tmp_path / "b.yaml", "- a\n"))


def test_a_lexicon_folder_beside_a_user_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    _write(tmp_path / "words" / "more.yaml", "type: AID\nblocks:\n  - {lemmas: [victual], pos: verb, weight: 0.7}\n")
    codebook = load_codebook(_write(tmp_path / "a.yaml", 'name: a\nversion: "1"\nextends: plover\nlexicon: words\n'))
    (entry,) = codebook.lookup("victual", "verb")
    assert (entry.type, entry.source) == ("AID", "words/more.yaml, block 1")


def test_the_worked_example_of_the_docs_does_what_the_docs_say(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "codebooks.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(# harbour\.yaml\n.*?)```", page, re.S)
    (sentence, index, expected) = re.findall(r'words = "(.*?)".*?, (\d+)\)\n.*?# (.*?)\n', page, re.S)[0]
    codebook = load_codebook(_write(tmp_path / "harbour.yaml", example))
    (best, *_) = candidate_types(codebook, sentence.split(), int(index))
    assert f"{best.type} {best.mode} {best.entry.source}" == expected


def test_every_entry_is_found_from_its_own_lemma(plover: Codebook) -> None:
    """No entry that nothing can reach: a phrase that a longer one hides counts as found where the longer one is."""
    for entry in plover.entries:
        words = [*(["to"] if entry.pos == "verb" else []), *entry.lemma.split(" ")]
        index = int(entry.pos == "verb")
        readings = candidate_lemmas(words[index])
        types = SentenceTypes(plover, words)
        found = [*types._phrases_over(index), *types._words_at(index, readings)]
        assert entry in [match for match, _, _ in found], f"{entry.source}: {entry.lemma}"


def test_a_hyphenated_lemma_is_found_whole_and_apart(plover: Codebook) -> None:
    for words in (["A", "cross-border", "raid"], ["A", "cross", "-", "border", "raid"]):
        (best, *_) = candidate_types(plover, words, len(words) - 1)
        assert best.start == 1
        assert best.type == "ASSAULT"
