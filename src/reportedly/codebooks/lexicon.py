"""One lexicon file: blocks of lemmas that share a type, and rules that settle modes."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct

from reportedly.codebooks.lemma import surface_forms
from reportedly.errors import CodebookError
from reportedly.schema.claim import Role
from reportedly.schema.codebook import Constraint, EventType, LexicalEntry, LexicalPos, ModeRule, RoleLink

_POS: tuple[str, ...] = get_args(LexicalPos)
_ROLES: tuple[str, ...] = get_args(Role)
_BLOCK_KEYS = frozenset((
    "lemmas", "pos", "type", "mode", "toll", "weight", "roles", "requires_any", "excludes_any", "before_any",
    "after_any", "not_before", "not_after", "reach", "gap", "note",
))  # fmt: skip
_FILE_KEYS = frozenset(("type", "roles", "blocks", "modes", "note"))
_RULE_KEYS = frozenset(("type", "mode", "words", "reach", "replaces"))
_CONSTRAINTS: tuple[tuple[str, Literal["requires", "excludes"], Literal["sentence", "before", "after"]], ...] = (
    ("requires_any", "requires", "sentence"), ("excludes_any", "excludes", "sentence"),
    ("before_any", "requires", "before"), ("after_any", "requires", "after"),
    ("not_before", "excludes", "before"), ("not_after", "excludes", "after"),
)  # fmt: skip
_REACH = 5
_RULE_REACH = 6


class Frame(Struct, frozen=True, kw_only=True):
    """What a lexicon file is checked against: the types, the tolls, the default roles and the word groups."""

    types: Mapping[str, EventType]
    tolls: tuple[str, ...]
    roles: Mapping[str, Mapping[str, str | None]]
    word_groups: Mapping[str, tuple[str, ...]]
    clear_verbs: frozenset[str]


def _mapping(value: object, where: str) -> dict[str, Any]:
    """The value as a mapping with text keys; anything else is an error that names the place."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise CodebookError(
            f"{where} is not a mapping with text keys.",
            "Write `key: value` lines there, and put words that YAML reads otherwise ('on', 'no', 'yes') in quotes.",
        )
    return value


def _strings(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item.strip() for item in value):
        raise CodebookError(
            f"{where} is not a list of words.",
            "Write [word, word]; put words that YAML reads as something else ('on', 'no', '12') in quotes.",
        )
    return [item.strip() for item in value]


def _no_unknown_keys(found: Mapping[str, object], allowed: frozenset[str], where: str) -> None:
    unknown = sorted(set(found) - allowed)
    if unknown:
        raise CodebookError(
            f"{where} has the unknown key {unknown[0]!r}.", f"Known keys are {', '.join(sorted(allowed))}."
        )


def check_mode(code: object, mode: object, frame: Frame, where: str) -> tuple[str, str | None]:
    """The type and mode, checked against the codebook's types."""
    if not isinstance(code, str) or code not in frame.types:
        raise CodebookError(
            f"{where} has the unknown type {code!r}.",
            f"Use one of {', '.join(frame.types)}, or declare the type first.",
        )
    if mode is None:
        return code, None
    if not isinstance(mode, str) or frame.types[code].mode(mode) is None:
        known = ", ".join(entry.code for entry in frame.types[code].modes) or "none: leave the mode out"
        raise CodebookError(f"{where} has the unknown mode {mode!r}.", f"Modes of {code}: {known}.")
    return code, mode


def check_roles(value: object, where: str) -> dict[str, str | None]:
    """A map of arguments to roles, checked against the roles of the schema."""
    roles = _mapping(value, where)
    for argument, role in roles.items():
        if role is not None and role not in _ROLES:
            raise CodebookError(
                f"{where} maps {argument} to the unknown role {role!r}.", f"Roles are {', '.join(_ROLES)}, or null."
            )
    return roles


class WordSets:
    """Constraint words expanded to their surface forms; each list of words is expanded once."""

    def __init__(self, groups: Mapping[str, tuple[str, ...]]) -> None:
        self._groups = groups
        self._forms: dict[str, frozenset[str]] = {}
        self._sets: dict[tuple[str, ...], tuple[tuple[str, ...], frozenset[str]]] = {}

    def expand(self, written: list[str], where: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """The words with groups written out, and all their forms; an unknown group is an error."""
        key = tuple(written)
        if key in self._sets:
            return self._sets[key]
        words: list[str] = []
        for word in written:
            if not word.startswith("$"):
                words.append(word.lower())
            elif word[1:] in self._groups:
                words.extend(self._groups[word[1:]])
            else:
                raise CodebookError(
                    f"{where} names the unknown word group {word!r}.",
                    f"Declare it under word_groups; known are {', '.join('$' + name for name in self._groups)}.",
                )
        forms: set[str] = set()
        for word in words:
            if word not in self._forms:
                self._forms[word] = surface_forms(word)
            forms |= self._forms[word]
        self._sets[key] = (tuple(dict.fromkeys(words)), frozenset(forms))
        return self._sets[key]


def _constraints(block: Mapping[str, Any], sets: WordSets, where: str) -> tuple[Constraint, ...]:
    found = []
    reach = block.get("reach", _REACH)
    for key, kind, scope in _CONSTRAINTS:
        if key in block:
            words, forms = sets.expand(_strings(block[key], f"{where}, {key}"), where)
            span = 0 if scope == "sentence" else int(reach)
            found.append(Constraint(kind=kind, scope=scope, words=words, forms=forms, reach=span))
    return tuple(found)


def _weight(block: Mapping[str, Any], where: str) -> float:
    weight = block.get("weight")
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
        raise CodebookError(f"{where} has the weight {weight!r}.", "Give a number from 0 to 1.")
    return float(weight)


def _links(maps: tuple[Mapping[str, str | None], ...]) -> tuple[RoleLink, ...]:
    merged: dict[str, str | None] = {}
    for roles in maps:
        merged.update(roles)
    return tuple(RoleLink(argument=argument, role=role) for argument, role in merged.items())  # type: ignore[arg-type]


def _spellings(written: str) -> tuple[str, ...]:
    """The lemma in lower case, and with its hyphens apart, as some tokenisers leave them."""
    lemma = " ".join(written.lower().split())
    return (lemma, " ".join(lemma.replace("-", " - ").split())) if "-" in lemma else (lemma,)


def read_blocks(content: object, name: str, frame: Frame, sets: WordSets) -> Iterator[LexicalEntry]:
    """The entries of one lexicon file; ``name`` is its path as errors and sources show it."""
    file = _mapping(content, name)
    _no_unknown_keys(file, _FILE_KEYS, name)
    file_roles = check_roles(file.get("roles", {}), f"{name}, roles")
    for number, raw in enumerate(file.get("blocks", ()), start=1):
        block = _mapping(raw, f"{name}, block {number}")
        first = block.get("lemmas", ["?"])
        where = f"{name}, block {number} ({first[0] if isinstance(first, list) and first else '?'} ...)"
        _no_unknown_keys(block, _BLOCK_KEYS, where)
        lemmas = _strings(block.get("lemmas"), f"{where}, lemmas")
        pos = block.get("pos")
        if pos not in _POS:
            raise CodebookError(f"{where} has the part of speech {pos!r}.", f"Use one of {', '.join(_POS)}.")
        code, mode, toll = block.get("type", file.get("type")), block.get("mode"), block.get("toll")
        if code is not None or ("type" not in block and "type" not in file):
            code, mode = check_mode(code, mode, frame, where)
        if toll is not None and toll not in frame.tolls:
            raise CodebookError(f"{where} has the unknown toll {toll!r}.", f"Tolls are {', '.join(frame.tolls)}.")
        roles = _links((frame.roles.get(pos, {}), file_roles, check_roles(block.get("roles", {}), f"{where}, roles")))
        constraints, weight = _constraints(block, sets, where), _weight(block, where)
        for lemma in (spelling for written in lemmas for spelling in _spellings(written)):
            yield LexicalEntry(
                lemma=lemma, pos=pos, type=code, mode=mode, weight=weight, toll=toll,
                roles=roles, constraints=constraints, gap=int(block.get("gap", 0)),
                clear_verb=pos == "verb" and lemma in frame.clear_verbs, source=f"{name}, block {number}",
            )  # fmt: skip


def read_mode_rules(content: object, name: str, frame: Frame, sets: WordSets) -> Iterator[ModeRule]:
    """The mode rules of one lexicon file, in order."""
    for number, raw in enumerate(_mapping(content, name).get("modes", ()), start=1):
        where = f"{name}, mode rule {number}"
        rule = _mapping(raw, where)
        _no_unknown_keys(rule, _RULE_KEYS, where)
        code, mode = check_mode(rule.get("type"), rule.get("mode"), frame, where)
        if mode is None:
            raise CodebookError(f"{where} names no mode.", "Add `mode:` with a mode of the type.")
        words, forms = sets.expand(_strings(rule.get("words"), f"{where}, words"), where)
        replaces = tuple(_strings(rule["replaces"], f"{where}, replaces")) if "replaces" in rule else ()
        for other in replaces:
            check_mode(code, other, frame, f"{where}, replaces")
        reach = rule.get("reach", _RULE_REACH)
        yield ModeRule(type=code, mode=mode, words=words, forms=forms, reach=reach, replaces=replaces)
