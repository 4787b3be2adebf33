"""Reading a codebook from its YAML files, checked: every mistake is named with its file, its entry and its cure."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from reportedly.codebooks.examples import COUNTER, EXAMPLES, lines_of, read_examples
from reportedly.codebooks.lexicon import Frame, WordSets, check_roles, read_blocks, read_mode_rules
from reportedly.codebooks.parsed import digest_of, parse_yaml, read_parsed
from reportedly.errors import CodebookError
from reportedly.schema.codebook import (
    Codebook,
    EventType,
    LexicalEntry,
    LexicalPos,
    MarkedExample,
    Mode,
    ModeRule,
    Quad,
)

_HERE = Path(__file__).parent
DEFAULT_CODEBOOK = "plover"
_QUADS: tuple[str, ...] = get_args(Quad)
_KEYS = frozenset(
    (
        "name",
        "version",
        "extends",
        "lexicon",
        "types",
        "tolls",
        "roles",
        "word_groups",
        "clear_verbs",
        "blocks",
        "modes",
    )
)
_TYPE_KEYS = frozenset((
    "quad", "definition", "modes", "parent", "reason", "note", "requires_recipient", "roles", "toll", "examples", "not",
))  # fmt: skip
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
# Where a codebook of its own says nothing: PropBank's agent acts, its patient is acted upon.
_USUAL_ROLES: Mapping[str, str | None] = {"ARG0": "actor", "ARG1": "recipient", "TMP": "time", "LOC": "place"}
File = tuple[str, bytes]
_Item = TypeVar("_Item")


def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook at ``path``, or the packaged PLOVER codebook.

    A file that says ``extends: plover`` adds its types, tolls, word groups, lexicon blocks and mode rules to the
    packaged ones; its own entries are tried before the base's. Raises CodebookError, naming file and entry, where
    anything is unknown or missing.
    """
    main = _HERE / f"{DEFAULT_CODEBOOK}.yaml" if path is None else path
    return _build(_chain(main, read_parsed()))


def _chain(main: Path, parsed: Mapping[str, Any]) -> list[tuple[list[File], list[tuple[str, dict[str, Any]]]]]:
    """The codebook's files and their contents, the base first; one item per codebook in the chain."""
    files = [(main.name, _read(main))]
    content = _parse(*files[0], parsed)
    if not isinstance(content, dict):
        raise CodebookError(f"{main.name} is not a mapping.", "See docs/codebooks.md for the keys of a codebook.")
    unknown = sorted(str(key) for key in set(content) - _KEYS)
    if unknown:
        raise CodebookError(
            f"{main.name} has the unknown key {unknown[0]!r}.", f"Known keys are {', '.join(sorted(_KEYS))}."
        )
    for key in ("name", "version"):
        if not isinstance(content.get(key), str):
            raise CodebookError(f"{main.name} has no {key}.", f'Add `{key}: "..."` as text.')
    contents = [(main.name, content)]
    folder = content.get("lexicon")
    if folder is not None:
        paths = sorted((main.parent / str(folder)).glob("*.yaml"))
        if not paths:
            raise CodebookError(
                f"{main.name} names the lexicon folder {folder!r}, which has no .yaml file.", "Correct the name."
            )
        for path in paths:
            file = (f"{folder}/{path.name}", _read(path))
            files.append(file)
            contents.append((file[0], _parse(*file, parsed)))
    base = content.get("extends")
    if base is None:
        return [(files, contents)]
    if base != DEFAULT_CODEBOOK:
        raise CodebookError(
            f"{main.name} extends the unknown codebook {base!r}.", f"Only {DEFAULT_CODEBOOK!r} can be extended."
        )
    return [*_chain(_HERE / f"{DEFAULT_CODEBOOK}.yaml", parsed), (files, contents)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CodebookError(
            f"The codebook file {path} can't be opened ({error.strerror}).", "Check its name."
        ) from error


def _parse(name: str, data: bytes, parsed: Mapping[str, Any]) -> Any:
    """The file's content: from the JSON beside it where that knows these very bytes, else from YAML."""
    found = parsed.get(digest_of(data))
    return parse_yaml(name, data) if found is None else found


def _digest(files: Iterable[File]) -> str:
    """SHA-256 over each file's name and text; line ends and trailing blanks don't count."""
    digest = hashlib.sha256()
    for name, data in files:
        lines = [line.rstrip() for line in data.decode("utf-8").splitlines()]
        digest.update(f"{name}\n{len(lines)}\n".encode())
        digest.update("\n".join(lines).encode())
    return digest.hexdigest()


def _event_type(code: str, raw: object, name: str, known: Mapping[str, EventType], base: bool) -> EventType:
    where = f"{name}, type {code}"
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise CodebookError(f"{where} is no code of a type.", "Write capitals, digits and _ only, such as FLOOD.")
    if not isinstance(raw, dict):
        raise CodebookError(f"{where} is not a mapping.", "Give it at least a definition.")
    unknown = sorted(str(key) for key in set(raw) - _TYPE_KEYS)
    if unknown:
        raise CodebookError(
            f"{where} has the unknown key {unknown[0]!r}.", f"Known keys are {', '.join(sorted(_TYPE_KEYS))}."
        )
    if code in known:
        raise CodebookError(
            f"{where} is declared already.", "Choose another code: a codebook can add types, not change them."
        )
    definition = raw.get("definition")
    if not isinstance(definition, str) or not definition.strip():
        raise CodebookError(f"{where} has no definition.", "Say in one or two sentences what counts and what doesn't.")
    parent, reason = raw.get("parent"), raw.get("reason")
    if "parent" not in raw and not base:
        raise CodebookError(
            f"{where} has no parent.",
            f"Name the type it rolls up to: one of {', '.join(known)}; or `parent: null` where it rolls up to none.",
        )
    if parent is not None and parent not in known:
        raise CodebookError(f"{where} has the unknown parent {parent!r}.", f"Use one of {', '.join(known)}.")
    if parent is not None and not reason:
        raise CodebookError(f"{where} gives no reason for its parent.", "Add `reason:` with why it rolls up there.")
    quad = raw.get("quad", known[parent].quad if parent is not None else None)
    if quad is not None and quad not in _QUADS:
        raise CodebookError(f"{where} has the unknown quad class {quad!r}.", f"Use one of {', '.join(_QUADS)}.")
    modes = raw.get("modes") or {}
    for mode, meaning in modes.items():
        if not isinstance(meaning, str) or not meaning.strip():
            raise CodebookError(f"{where}, mode {mode} has no definition.", "Write `mode: what it means`.")
    return EventType(
        code=code, definition=definition.strip(), quad=quad, parent=parent, reason=reason, note=raw.get("note"),
        modes=tuple(Mode(code=mode, definition=meaning.strip()) for mode, meaning in modes.items()),
        requires_recipient=bool(raw.get("requires_recipient", False)),
        roles=check_roles(raw.get("roles", {}), f"{where}, roles"), toll=raw.get("toll"),  # type: ignore[arg-type]
    )  # fmt: skip


def _declared(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The types that a file declares; anything else under that key is an error."""
    types = content.get("types") or {}
    if not isinstance(types, dict):
        raise CodebookError(f"{name}: types is not a mapping.", "Write each type as `CODE:` with its definition below it.")
    return types


def _checked_toll(kind: EventType, name: str, tolls: Mapping[str, str]) -> EventType:
    if kind.toll is not None and kind.toll not in tolls:
        known = ", ".join(tolls) or "none: declare it under `tolls:` with what it means"
        raise CodebookError(f"{name}, type {kind.code} has the unknown toll {kind.toll!r}.", f"Tolls are {known}.")
    return kind


def _extension_last(types: Mapping[str, object]) -> list[tuple[str, object]]:
    """Types without a parent first, so that a parent is known before its extension, in the order of the file."""
    return sorted(types.items(), key=lambda item: isinstance(item[1], dict) and "parent" in item[1])


def _build(chain: list[tuple[list[File], list[tuple[str, dict[str, Any]]]]]) -> Codebook:
    types: dict[str, EventType] = {}
    tolls: dict[str, str] = {}
    roles: dict[str, dict[str, str | None]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    clear: set[str] = set()
    entries: list[LexicalEntry] = []
    rules: list[ModeRule] = []
    examples: list[MarkedExample] = []
    for depth, (files, parsed) in enumerate(chain):
        name, content = parsed[0]
        tolls.update(content.get("tolls") or {})
        declared = _declared(content, name)
        for code, raw in _extension_last(declared):
            types[code] = _checked_toll(_event_type(code, raw, name, types, base=depth == 0), name, tolls)
        if any(key in raw for raw in declared.values() for key in (EXAMPLES, COUNTER)):
            examples += read_examples(declared, name, lines_of(files[0][1]), types)
        for pos, links in (content.get("roles") or {}).items():
            roles[pos] = {**roles.get(pos, {}), **check_roles(links, f"{name}, roles of {pos}")}
        groups.update({group: tuple(words) for group, words in (content.get("word_groups") or {}).items()})
        clear |= {str(word) for word in content.get("clear_verbs") or ()}
        frame = Frame(
            types=types, tolls=tuple(tolls), roles=roles, word_groups=groups, clear_verbs=frozenset(clear)
        )  # fmt: skip
        sets = WordSets(groups)
        lexicon = [(name, {key: content[key] for key in ("blocks", "modes") if key in content}), *parsed[1:]]
        entries[:0] = [entry for file, block in lexicon for entry in read_blocks(block, file, frame, sets)]
        rules[:0] = [rule for file, block in lexicon for rule in read_mode_rules(block, file, frame, sets)]
    last = chain[-1][1][0][1]
    digest = _digest(file for files, _ in chain for file in files)
    return Codebook(
        name=last["name"], version=last["version"], hash=f"{last['name']}@sha256:{digest}", types=tuple(types.values()),
        tolls=tuple(tolls), entries=tuple(entries), mode_rules=tuple(rules),
        by_lemma=_grouped((entry.lemma, entry) for entry in entries),
        by_first_word=_phrases(entries), rules_by_type=_grouped((rule.type, rule) for rule in rules),
        examples=tuple(examples),
        roles={pos: {**_USUAL_ROLES, **roles.get(pos, {})} for pos in get_args(LexicalPos)},  # type: ignore[dict-item]
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[str, _Item]]) -> dict[str, tuple[_Item, ...]]:
    found: dict[str, list[_Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def _phrases(entries: Iterable[LexicalEntry]) -> dict[str, tuple[LexicalEntry, ...]]:
    phrases = [(entry.words[0], entry) for entry in entries if len(entry.words) > 1]
    return _grouped(sorted(phrases, key=lambda item: -len(item[1].words)))
