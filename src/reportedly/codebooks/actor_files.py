"""Reading the YAML files of ``actors/`` into actors, checked: every mistake is named with its file, its entry and its cure."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from reportedly.codebooks.parsed import parse_yaml
from reportedly.errors import CodebookError
from reportedly.schema.actor import Actor, ActorKind, ActorName, ActorNameKind, Affiliation, AffiliationRole

ACTOR_FILES = Path(__file__).parent / "actors"
_KINDS: tuple[str, ...] = get_args(ActorKind)
_ROLES: tuple[str, ...] = get_args(AffiliationRole)
_KEYS = frozenset((
    "name", "kind", "country", "sector", "acronyms", "aliases", "ambiguous", "other_scripts", "dated", "ties", "note", "citation",
))  # fmt: skip
_WHEN = frozenset(("since", "until", "citation"))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_actor_files(folder: Path = ACTOR_FILES) -> tuple[Actor, ...]:
    """The actors of all YAML files of a folder, in the order of the files' names; raises CodebookError at the first mistake."""
    actors: dict[str, Actor] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = parse_yaml(path.name, path.read_bytes())
        if not isinstance(content, dict):
            raise CodebookError(
                f"actors/{path.name} is not a mapping.", "Write each actor as `its-id:` with its entry below it."
            )
        for identity, raw in content.items():
            where = f"actors/{path.name}, {identity}"
            if identity in actors:
                raise CodebookError(f"{where} is declared already.", "Join the two entries, or choose another id.")
            actors[str(identity)] = _actor(identity, raw, where)
    return tuple(actors.values())


def check_ties(actors: Sequence[Actor]) -> list[str]:
    """What is wrong with affiliations, in words: ties to an id that is no actor's, and circles of ``part_of``; best empty."""
    known = {actor.id for actor in actors}
    wrong = [
        f"{actor.id}: {tie.role} {tie.actor}, which is no actor of the book"
        for actor in actors
        for tie in actor.affiliations
        if tie.actor not in known
    ]
    return wrong + [f"{actor} is part of itself" for actor, wider in broader_of(actors).items() if actor in wider]


def broader_of(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """For each actor that is part of others, these, the nearest first, and what those are part of; ties that ended don't count."""
    parts = {
        actor.id: tuple(tie.actor for tie in actor.affiliations if tie.role == "part_of" and tie.until is None)
        for actor in actors
    }
    found: dict[str, tuple[str, ...]] = {}
    for identity in parts:
        wider: list[str] = []
        queue = list(parts[identity])
        while queue:
            one = queue.pop(0)
            if one not in wider:
                wider.append(one)
                queue += parts.get(one, ())
        if wider:
            found[identity] = tuple(wider)
    return found


def _actor(identity: object, raw: object, where: str) -> Actor:
    if not isinstance(identity, str) or not _ID.fullmatch(identity):
        raise CodebookError(
            f"{where} is no id of an actor.", "Write small letters, digits and hyphens only, such as amber-front."
        )
    if not isinstance(raw, dict):
        raise CodebookError(f"{where} is not a mapping.", "Give it a name, a kind and a citation.")
    _known(raw, _KEYS, where)
    for key in ("name", "kind", "citation"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            raise CodebookError(f"{where} has no {key}.", f'Add `{key}: "..."` as text.')
    if raw["kind"] not in _KINDS:
        raise CodebookError(f"{where} has the unknown kind {raw['kind']!r}.", f"Kinds are {', '.join(_KINDS)}.")
    country = raw.get("country")
    if country is not None and not re.fullmatch("[A-Z]{2}", str(country)):
        # An unquoted NO is false in YAML.
        raise CodebookError(
            f"{where} has no country {country!r}.", 'Write two capitals of ISO 3166-1, Norway in quotes ("NO").'
        )
    return Actor(
        id=identity, name=raw["name"], kind=raw["kind"], country=country, sector=raw.get("sector"),
        names=_names(raw, where), affiliations=_ties(raw, where), citation=raw["citation"], note=raw.get("note"),
    )  # fmt: skip


def _names(raw: Mapping[str, Any], where: str) -> tuple[ActorName, ...]:
    ambiguous = {_text(one, where) for one in _list(raw, "ambiguous", where)}
    names: dict[str, ActorName] = {}
    for given in _list(raw, "dated", where):
        if not isinstance(given, dict) or "name" not in given:
            raise CodebookError(
                f"{where} has a dated name without a name.", "Write `- {name: ..., since: ..., citation: ...}`."
            )
        _known(given, _WHEN | {"name"}, where)
        name = _text(given["name"], where)
        since, until = _dates(given, where)
        kind: ActorNameKind = "former" if until is not None and name != raw["name"] else "name"
        names[name] = ActorName(
            name=name, kind=kind, since=since, until=until, citation=given.get("citation"), ambiguous=name in ambiguous
        )
    for key, kind in (("acronyms", "acronym"), ("aliases", "alias"), ("other_scripts", "transliteration")):
        for one in _list(raw, key, where):
            name = _text(one, where)
            if name not in names:
                names[name] = ActorName(name=name, kind=kind, ambiguous=name in ambiguous)
    first = names.pop(raw["name"], None) or ActorName(name=raw["name"], ambiguous=raw["name"] in ambiguous)
    for name in sorted(ambiguous - set(names) - {first.name}):
        names[name] = ActorName(name=name, kind="alias", ambiguous=True)
    return (first, *names.values())


def _ties(raw: Mapping[str, Any], where: str) -> tuple[Affiliation, ...]:
    found = []
    for given in _list(raw, "ties", where):
        roles = [key for key in given if key not in _WHEN] if isinstance(given, dict) else []
        if len(roles) != 1 or roles[0] not in _ROLES:
            raise CodebookError(
                f"{where} has a tie without one known role: {given!r}.", f"Roles are {', '.join(_ROLES)}."
            )
        since, until = _dates(given, where)
        found.append(
            Affiliation(
                actor=_text(given[roles[0]], where),
                role=roles[0],
                since=since,
                until=until,
                citation=given.get("citation"),
            )
        )
    return tuple(found)


def _known(given: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    unknown = sorted(str(key) for key in set(given) - keys)
    if unknown:
        raise CodebookError(
            f"{where} has the unknown key {unknown[0]!r}.", f"Known keys are {', '.join(sorted(keys))}."
        )


def _list(raw: Mapping[str, Any], key: str, where: str) -> list[Any]:
    given = raw.get(key) or []
    if not isinstance(given, list):
        raise CodebookError(f"{where}: {key} is not a list.", f"Write `{key}: [...]`.")
    return given


def _text(given: object, where: str) -> str:
    """A name as text: YAML reads NO as false and 1988 as a number, which are names nowhere else."""
    if not isinstance(given, str) or not given.strip():
        raise CodebookError(f"{where} has a name that is no text: {given!r}.", "Put it in quotes.")
    return given


def _dates(given: Mapping[str, Any], where: str) -> tuple[str | None, str | None]:
    since, until = (_date(given.get(key), where) for key in ("since", "until"))
    if since is not None and until is not None and since[: len(until)] > until[: len(since)]:
        raise CodebookError(
            f"{where} has something that ends ({until}) before it begins ({since}).", "Correct the dates."
        )
    return since, until


def _date(given: object, where: str) -> str | None:
    if given is None:
        return None
    text = given.isoformat() if isinstance(given, datetime.date) else str(given)
    if not _DATE.fullmatch(text):
        raise CodebookError(f"{where} has no date {text!r}.", "Write a year, a month (2016-07) or a day (2016-07-28).")
    return text
