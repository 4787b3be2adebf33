"""The word lists that extraction rules go by, read once from the package's data."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml
from msgspec import Struct

# The safe loader of libyaml where PyYAML was built with it: what they read is the same, in a tenth of the time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lexicon(Struct, frozen=True):
    """Word lists of ``data/coreference.yaml``; ``head_kinds`` and ``synonym`` are looked up by a head in lower case."""

    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    particles: frozenset[str]
    name_suffixes: frozenset[str]
    descriptors: frozenset[str]
    generic: frozenset[str]
    things: frozenset[str]
    nationality_endings: tuple[str, ...]
    nationality_words: frozenset[str]
    states: frozenset[str]
    head_kinds: Mapping[str, frozenset[str]]
    aliases: frozenset[str]
    stand_ins: Mapping[str, frozenset[str]]
    synonym: Mapping[str, int]


def load_data(name: str) -> Any:
    """The parsed YAML file ``name`` of the package's ``extract/data`` folder."""
    loader = _LOADER(resources.files("reportedly.extract").joinpath("data", name).read_text("utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


@cache
def lexicon() -> Lexicon:
    """The coreference word lists; the file is read at the first call."""
    raw = load_data("coreference.yaml")
    return Lexicon(
        **{name: frozenset(raw[name].split()) for name in _LISTS},
        aliases=frozenset(raw["aliases"]),
        nationality_endings=tuple(raw["nationality_endings"].split()),
        head_kinds=_kinds_by_head(raw["heads"]),
        stand_ins=_kinds_by_head(raw["stand_ins"]),
        synonym={head: n for n, heads in enumerate(raw["synonyms"]) for head in heads.split()},
    )


def _kinds_by_head(heads_by_kind: Mapping[str, str]) -> dict[str, frozenset[str]]:
    kinds: dict[str, frozenset[str]] = {}
    for kind, heads in heads_by_kind.items():
        for head in heads.split():
            kinds[head] = kinds.get(head, frozenset()) | {kind}
    return kinds


_LISTS = (
    "titles", "male", "female", "particles", "name_suffixes", "descriptors", "generic", "things", "nationality_words", "states",
)  # fmt: skip
