"""Templates of MUC-4: what kind of attack, and who had which part in it, by GTT's template F1.

As GTT scores it (Du, Rush and Cardie 2021): templates of one document are paired one to one, ours with the key's, only where the
incident types agree (a key's "attack / bombing" agrees with either), so that most is right; then the incident types and the
fillers of all roles are counted together. A filler is right where its string is one of a filler's in the paired template,
each of which serves once here.

"events" makes one template of each event whose claims have arguments with a part in an attack; "incidents" puts a report's events of
one incident type together, and what is only called an attack with the most told incident of another type, since two of three reports
with a template have one only. Both read nothing but the product's reading: the incident type is voted by the modes of the claims that
have such arguments, and by the words of their triggers and weapons.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reportedly.corpora.frames import lines
from reportedly.evaluation.command import checked_part, needed, reader_of, report_of
from reportedly.evaluation.event_roles import ROLES, Entities, fillers, plain
from reportedly.evaluation.measures import Tally, most_pairs, table
from reportedly.schema import Claim, Reading

MOST_TEMPLATES = 8  # of one document are paired; what is over counts as wrong
INCIDENT = "incident type"
PLAIN = "attack"
_BY_MODE = {"explosives": "bombing", "suicide-attack": "bombing", "abduct": "kidnapping"}
_BOMBS = re.compile(r"bomb|dynamit|explosi|explod|grenade|mine\b|blast|tnt|charge", re.IGNORECASE)
_BURNING = re.compile(r"burn|arson|ablaze|on fire|set fire|torch", re.IGNORECASE)
_ROBBING = re.compile(r"rob|stole|steal|loot|theft", re.IGNORECASE)


class Template(NamedTuple):
    """One attack: the incident types that fit it, and its entities by role."""

    incident: frozenset[str]
    roles: Entities


def gold_templates(document: Mapping[str, Any]) -> list[Template]:
    """The key of one document, each distinct template once."""
    made: list[Template] = []
    for raw in document["templates"]:
        roles = {role: [frozenset(plain(one[0]) for one in entity) for entity in raw[role] if entity] for role in ROLES}
        template = Template(frozenset(re.split(r" / ", raw["incident_type"])), roles)
        if template not in made:
            made.append(template)
    return made


def incident_of(claims: Iterable[Claim]) -> str:
    """The incident type that most of the claims speak for; an attack where none says more."""
    votes: dict[str, int] = {}
    for claim in claims:
        kind = _incident(claim)
        votes[kind] = votes.get(kind, 0) + (1 if kind == PLAIN else 2)
    return max(votes, key=lambda kind: (votes[kind], kind != PLAIN, kind), default=PLAIN)


def _incident(claim: Claim) -> str:
    words = claim.trigger.text if claim.trigger else ""
    if claim.mode in _BY_MODE:
        return _BY_MODE[claim.mode]
    if _BURNING.search(words):
        return "arson"
    if _ROBBING.match(words):
        return "robbery"
    weapons = " ".join(one.text for one in claim.arguments if one.part == "weapon")
    return "bombing" if _BOMBS.search(f"{words} {weapons}") else PLAIN


def by_event(reading: Reading) -> list[Template]:
    """One template for each event."""
    return [_template(incident_of(claims), claims, reading) for claims in _events(reading)]


def by_incident(reading: Reading) -> list[Template]:
    """One template for each incident type; plain attacks go with the most told other incident where they are no more than it is."""
    kinds: dict[str, list[Claim]] = {}
    for claims in _events(reading):
        kinds.setdefault(incident_of(claims), []).extend(claims)
    others = [kind for kind in kinds if kind != PLAIN]
    if others and PLAIN in kinds:
        most = max(others, key=lambda kind: (len(kinds[kind]), kind))
        if len(kinds[PLAIN]) <= len(kinds[most]):
            kinds[most] += kinds.pop(PLAIN)
    return [_template(kind, claims, reading) for kind, claims in kinds.items()]


def _events(reading: Reading) -> list[list[Claim]]:
    """The claims whose arguments have a part in an attack, event by event."""
    groups: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if claim.kind == "event" and any(one.part for one in claim.arguments):
            groups.setdefault(claim.event or claim.id, []).append(claim)
    return list(groups.values())


def _template(incident: str, claims: Sequence[Claim], reading: Reading) -> Template:
    return Template(frozenset([incident]), fillers(claims, reading.report.text))


def right_in(ours: Template, gold: Template) -> dict[str, int]:
    """How many of our fillers the key's template has, by role; nothing where the incident types differ."""
    if not ours.incident & gold.incident:
        return {}
    made = {INCIDENT: 1}
    for role in ROLES:
        key = gold.roles.get(role, ())
        made[role] = len(
            most_pairs([[n for n, one in enumerate(key) if found <= one] for found in ours.roles.get(role, ())])
        )
    return made


def paired(ours: Sequence[Template], gold: Sequence[Template]) -> list[dict[str, int]]:
    """What is right in the pairs of the pairing that gets most right; at most MOST_TEMPLATES of ours are paired."""
    ours = ours[:MOST_TEMPLATES]
    right = [[right_in(one, key) for key in gold] for one in ours]

    @cache
    def best(number: int, free: frozenset[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
        if number == len(ours):
            return 0, ()
        found = best(number + 1, free)
        for key in sorted(free):
            if right[number][key]:
                worth, pairs = best(number + 1, free - {key})
                worth += sum(right[number][key].values())
                if worth > found[0]:
                    found = worth, ((number, key), *pairs)
        return found

    _, pairs = best(0, frozenset(range(len(gold))))
    return [right[one][key] for one, key in pairs]


def template_f1(documents: Iterable[tuple[Sequence[Template], Sequence[Template]]]) -> dict[str, dict[str, float]]:
    """Rows of figures by slot and over all, for documents given as (ours, gold)."""
    tallies = {slot: Tally() for slot in (INCIDENT, *ROLES)}
    for ours, gold in documents:
        right = paired(ours, gold)
        for slot, tally in tallies.items():
            tally.count(_size(gold, slot), _size(ours, slot), sum(one.get(slot, 0) for one in right))
    every = Tally.pooled(tallies.values())
    return {slot: tally.figures() for slot, tally in tallies.items()} | {"all slots": every.figures()}


def _size(templates: Sequence[Template], slot: str) -> int:
    return len(templates) if slot == INCIDENT else sum(len(one.roles.get(slot, ())) for one in templates)


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows of figures: templates by ``events``, and by ``incidents``."""
    checked_part(part, ("dev", "train", "test"))
    needed(data_root / "muc4" / "gtt" / f"{part}.json")
    reader = reader_of(model)
    read = lines(data_root / "muc4" / "gtt" / f"{part}.json")[:limit]
    gold = [gold_templates(document) for document in read]
    readings = [reader.read(report_of(document["doctext"])) for document in read]
    return {"part": part, "documents": len(read)} | {
        way: template_f1((made(reading), key) for reading, key in zip(readings, gold, strict=True))
        for way, made in (("events", by_event), ("incidents", by_incident))
    }


def _parts(result: Mapping[str, Any]) -> Iterator[str]:
    for way in ("events", "incidents"):
        yield f"templates, MUC-4 {result['part']}, {result['documents']} documents, template F1, from {way}"
        yield table(result[way]) + "\n"


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    return "\n".join(_parts(result))
