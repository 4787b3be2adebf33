"""Role fillers on MUC-4 dev by CEAF-REE, and triggers on WikiEvents dev, read from raw text.

CEAF-REE as GRIT defines it (Du, Rush and Cardie 2021): per role, entities are sets of strings (lower case, no punctuation, no
articles); one of ours is right where all its strings are among those of a gold entity, each gold entity serving once; precision
and recall are of entities, summed over documents and roles. "claims" takes the arguments of the product's claims that have a
part in an attack (``part``); "participants" takes the encoder's head trained on MUC-4 as the product completes it, before
claims are made. Strings of which one ends or begins the other, or is a surname in it, are one entity, and each gives its first
string only, as GRIT does. The texts are lower-cased, which the rest of the product is not made for.

WikiEvents: triggers of the types that ``src/reportedly/corpora/mappings`` can say, found by the product's ``find_triggers``; a trigger is
identified where it covers the gold trigger's first word, and classified where its type agrees. What we find at a gold
trigger that the mapping gives no type is left out. The corpus marks what its reports are about, the codebook more than that; the rows
"surest" take only the triggers that a claim of a score of SUREST or more is made of.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.corpora.example import UNLABELLED, Example
from reportedly.corpora.frames import lines, mapping, wikievents
from reportedly.corpora.labels import EVENT_TYPES
from reportedly.encoder.output import Output
from reportedly.evaluation.command import encoded, needed, reader_of, report_of
from reportedly.evaluation.measures import Tally, most_pairs, table
from reportedly.extract.calibration import claim_score
from reportedly.extract.claims import find_triggers
from reportedly.extract.participants import participants_of, same_participant
from reportedly.schema import Claim, Reading

MUC_ROLES = {
    "perpetrator": "PerpInd", "perpetrator-organisation": "PerpOrg", "target": "Target", "victim": "Victim",
    "weapon": "Weapon",
}  # fmt: skip
ROLES = tuple(MUC_ROLES.values())
Entities = Mapping[str, Sequence[frozenset[str]]]
SUREST = 0.75  # of 0.5, 0.6, 0.7, 0.75, 0.8, 0.85 on dev: classified F1 56, 58, 61, 61, 62, 62; identified best from 0.7 to 0.8
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = frozenset(("a", "an", "the"))


def plain(words: str) -> str:
    """A string as CEAF-REE compares it: lower case, no punctuation, no articles, single spaces."""
    return " ".join(word for word in words.lower().translate(_NO_PUNCTUATION).split() if word not in _ARTICLES)


def ceaf_ree(documents: Iterable[tuple[Entities, Entities]]) -> dict[str, dict[str, float]]:
    """Rows of figures by role and over all, for documents given as (ours, gold): role → entities."""
    tallies = {role: Tally() for role in ROLES}
    for ours, gold in documents:
        for role, tally in tallies.items():
            found, key = ours.get(role, ()), gold.get(role, ())
            fits = [[n for n, entity in enumerate(key) if one and one <= entity] for one in found]
            tally.count(len(key), len(found), len(most_pairs(fits)))
    every = Tally.pooled(tallies.values())
    return {role: tally.figures() for role, tally in tallies.items()} | {"all roles": every.figures()}


def gold_entities(document: Mapping[str, Any]) -> Entities:
    """The key of one document: each entity's strings."""
    return {
        role: [
            frozenset(plain(mention[0]) for mention in entity)
            for entity in document["extracts"].get(role, ())
            if entity
        ]
        for role in ROLES
    }


def from_participants(text: str, output: Output) -> Entities:
    """What the participants head gives, completed and told once each as the product does, shown by the first words of each."""
    first: dict[tuple[str, int], str] = {}
    for one in participants_of(text, output):
        words = plain(text[one.start : one.end])
        if words:
            first.setdefault((MUC_ROLES[one.part], one.entity), words)
    return {role: [frozenset([words]) for (found, _), words in first.items() if found == role] for role in ROLES}


def from_claims(reading: Reading) -> Entities:
    """The arguments of a reading's claims that have a part in an attack: one entity a part, shown by the first words that name it."""
    return fillers((claim for claim in reading.claims if claim.kind == "event"), reading.report.text)


def fillers(claims: Iterable[Claim], text: str) -> Entities:
    """The entities that have parts in these claims of a text, by MUC role.

    Words that name one participant are one entity (``same_participant``), and so are a name and what stands in brackets behind it.
    """
    low = text.lower()
    arguments = sorted(
        (one for claim in claims for one in claim.arguments if one.part), key=lambda one: (one.start, -one.end)
    )
    found: dict[str, dict[str, list[str]]] = {role: {} for role in ROLES}
    for argument in arguments:
        words = plain(argument.text)
        known = found[MUC_ROLES[argument.part or ""]]
        same = next(
            (
                name
                for name, all_ in known.items()
                if argument.entity == name or any(same_participant(words.split(), one.split()) or _defined(low, words, one) for one in all_)
            ),
            None,
        )
        if words:
            known.setdefault(same or argument.entity or words, []).append(words)
    return {role: [frozenset(strings[:1]) for strings in entities.values()] for role, entities in found.items()}


def _defined(low: str, one: str, two: str) -> bool:
    return f"{one} ({two})" in low or f"{two} ({one})" in low


def sayable_types() -> frozenset[str]:
    """The types that the mapping of WikiEvents can give a trigger."""
    return frozenset(re.findall(r"'type': '([A-Z]+)'", str(mapping("wikievents")["events"])))


class Triggers:
    """Counts of triggers over documents: identified, and classified too."""

    def __init__(self) -> None:
        self.identified, self.classified = Tally(), Tally()

    def add(self, example: Example, found: Sequence[tuple[int, int, str]]) -> None:
        """Count one document; ``found`` are our triggers as (start, end, type)."""
        gold: dict[int, str] = {}
        unsaid = []
        for word, (marked, tag) in enumerate(zip(example.tags["trigger"], example.tags["event_type"], strict=True)):
            if marked == 1 and tag == UNLABELLED:
                unsaid.append(example.words[word][0])
            elif marked == 1 and EVENT_TYPES[tag] != "OTHER":
                gold[example.words[word][0]] = EVENT_TYPES[tag]
        ours = [one for one in found if not any(one[0] <= start < one[1] for start in unsaid)]
        for tally, typed in ((self.identified, False), (self.classified, True)):
            fits = [
                [s for s, kind in gold.items() if a <= s < b and (not typed or kind == type_)] for a, b, type_ in ours
            ]
            tally.count(len(gold), len(ours), len(most_pairs(fits)))


def run(data_root: Path, limit: int | None = None, model: Path | None = None, part: str = "dev") -> dict[str, Any]:
    """Rows of figures: ``claims`` and ``participants`` on MUC-4, ``triggers`` on WikiEvents."""
    needed(data_root / "muc4" / "grit" / f"{part}.json", data_root / "wikievents")
    reader = reader_of(model)
    read = lines(data_root / "muc4" / "grit" / f"{part}.json")[:limit]
    gold = [gold_entities(document) for document in read]
    texts = [document["doctext"] for document in read]
    head = (from_participants(text, output) for text, output in zip(texts, encoded(reader.encoder, texts), strict=True))
    claims = (from_claims(reader.read(report_of(text))) for text in texts)
    examples = list(islice(wikievents(data_root, part), limit))
    triggers, surest, types = Triggers(), Triggers(), sayable_types()
    for example, output in zip(examples, encoded(reader.encoder, [one.text for one in examples]), strict=True):
        found = [one for one in find_triggers(example.text, output, reader.codebook) if one.type in types]
        triggers.add(example, [(one.start, one.end, one.type) for one in found])
        surest.add(example, [(one.start, one.end, one.type) for one in found if claim_score(one) >= SUREST])
    return {
        "part": part, "documents": len(read), "claims": ceaf_ree(zip(claims, gold, strict=True)),
        "participants": ceaf_ree(zip(head, gold, strict=True)), "wikievents documents": len(examples),
        "triggers": {"identified": triggers.identified.figures(), "classified": triggers.classified.figures(),
                     "identified, surest": surest.identified.figures(), "classified, surest": surest.classified.figures()},
    }  # fmt: skip


def _parts(result: Mapping[str, Any]) -> Iterator[str]:
    for way in ("claims", "participants"):
        yield f"event roles, MUC-4 {result['part']}, {result['documents']} documents, CEAF-REE, from {way}"
        yield table(result[way]) + "\n"
    yield f"triggers, WikiEvents {result['part']}, {result['wikievents documents']} documents, mapped types"
    yield table(result["triggers"])


def shown(result: Mapping[str, Any]) -> str:
    """The tables as text."""
    return "\n".join(_parts(result))
