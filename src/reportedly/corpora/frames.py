"""PropBank frames with UDS factuality on web text, and events of WikiEvents, MUC-4 and the PLOVER records."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from reportedly.corpora.example import UNLABELLED, Example, Frame, add_frame, new_example, tag_spans
from reportedly.corpora.joining import join_tokens, pack
from reportedly.corpora.labels import EVENT_TYPES, MUC_ROLES, PROPBANK_LABEL

MAPPINGS = Path(__file__).parent / "mappings"
PACKED_WORDS = 64  # frames never leave their sentence, and scores cost predicates times words


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@lru_cache
def mapping(name: str) -> dict[str, Any]:
    """One label mapping of ``src/reportedly/corpora/mappings``."""
    loaded: dict[str, Any] = yaml.safe_load((MAPPINGS / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def propbank(data: Path, split: str, attributions: bool = False, most: int = PACKED_WORDS) -> Iterator[Example]:
    """PropBank on web text, consecutive sentences of a document packed together, with UDS-IH2's factuality where it is given.

    A pack holds at most so many tokens, or one sentence.

    With ``attributions`` the verbs of saying, thinking and wanting are cues too (``mappings/propbank_attribution.yaml``).
    """
    uds = data / "uds_ih2" / f"{split}.jsonl"
    happened = {one["text"]: one["targets"] for one in lines(uds)} if uds.exists() else {}
    documents: dict[str, list[dict[str, Any]]] = {}
    for sentence in lines(data / "propbank_ewt" / f"{split}.jsonl"):
        documents.setdefault(sentence["sent_id"].rsplit("-", 1)[0], []).append(sentence)
    for name, sentences in documents.items():
        for packed in pack([len(sentence["tokens"]) for sentence in sentences], most):
            chosen = [sentences[number] for number in packed]
            example = _packed_sentences(name, chosen, happened)
            if attributions:
                _add_attributions(example, chosen)
            yield example


def _packed_sentences(name: str, sentences: list[dict[str, Any]], happened: dict[str, Any]) -> Example:
    example = new_example("propbank", name, " ".join(sentence["text"] for sentence in sentences))
    example.tags["propbank"] = [0] * len(example.words)
    base = 0
    for sentence in sentences:
        offsets = [(base + start, base + end) for start, end in sentence["offsets"]]
        for frame in sentence["frames"]:
            reach = example.word_range(*offsets[frame["pred"]])
            if reach is None:
                continue
            example.tags["propbank"][reach[0]] = 1
            spans = []
            for label, first, last in frame["args"]:
                short = PROPBANK_LABEL.get(label.removeprefix("C-"))
                if short is not None:
                    spans.append((short, offsets[first][0], offsets[last][1]))
            add_frame(example, "propbank", reach[0], spans)
        for target in happened.get(" ".join(sentence["tokens"]), []):
            reach = example.word_range(*offsets[target["span1"][0]])
            if reach is not None:
                example.happened.append((reach[0], float(target["label"])))
        base += len(sentence["text"]) + 1
    return example


def _add_attributions(example: Example, sentences: list[dict[str, Any]]) -> None:
    """Cues and attribution frames of the rolesets that attribute; a cue begins with its auxiliaries, as in PolNeAR."""
    table = mapping("propbank_attribution")
    cues = []
    base = 0
    for sentence in sentences:
        offsets = [(base + start, base + end) for start, end in sentence["offsets"]]
        for frame in sentence["frames"]:
            roles = table["roles"].get(frame["roleset"], table["roles"]["default"])
            content = [(a, b) for label, a, b in frame["args"] if label == roles["content"]]
            if frame["roleset"] not in table["rolesets"] or sum(b - a + 1 for a, b in content) < table["least_content_words"]:
                continue
            first = frame["pred"]
            while first and sentence["upos"][first - 1] == "AUX":
                first -= 1
            reach = example.word_range(offsets[first][0], offsets[frame["pred"]][1])
            if reach is None:
                continue
            cues.append((offsets[first][0], offsets[frame["pred"]][1], "cue"))
            spans = [("content", offsets[a][0], offsets[b][1]) for a, b in content]
            spans += [("source", offsets[a][0], offsets[b][1]) for label, a, b in frame["args"] if label == roles["source"]]
            add_frame(example, "attribution", reach[0], spans)
        base += len(sentence["text"]) + 1
    tag_spans(example, "cue", cues)


def event_type(label: str, trigger: str) -> str | None:
    """Our type for a KAIROS event type and its trigger's words; OTHER for none of ours, None where the mapping won't say."""
    entry = mapping("wikievents")["events"].get(label)
    if entry is None:
        return None
    word = trigger.lower()
    begins = [begin for begin in entry.get("triggers") or {} if word.startswith(begin)]
    if begins:
        decided = entry["triggers"][max(begins, key=len)]
        return str(decided["type"]) if decided else None
    if entry["type"]:
        return str(entry["type"])
    return "OTHER" if entry.get("other") else None


def argument_role(label: str, role: str) -> str | None:
    """Our role for a KAIROS role in an event of this type, or None."""
    table = mapping("wikievents")
    override = table["roles_by_event"].get(".".join(label.split(".")[:2]), {})
    found = override.get(role, table["roles"].get(role))
    return str(found) if found else None


def _near(tokens: list[str], wanted: str, trigger: int) -> tuple[int, int] | None:
    """Where the words of an argument stand nearest to its trigger, as first and last token."""
    words = wanted.split()
    starts = [n for n in range(len(tokens) - len(words) + 1) if tokens[n : n + len(words)] == words]
    if not starts:
        return None
    best = min(starts, key=lambda start: abs(start - trigger))
    return best, best + len(words) - 1


def wikievents(data: Path, split: str) -> Iterator[Example]:
    """Events of WikiEvents: trigger, type and arguments; the training file gives arguments as text, so the nearest is taken."""
    name = "train_from_mc2259_wiki-train-human.jsonl" if split == "train" else f"{split}.jsonl"
    for document in lines(data / "wikievents" / name):
        text, offsets = join_tokens(document["tokens"])
        identity = document.get("docid") or document["doc_id"]
        example = new_example("wikievents", identity, text)
        example.tags["trigger"] = [0] * len(example.words)
        example.tags["event_type"] = [UNLABELLED] * len(example.words)
        entities = {one["id"]: one for one in document.get("entity_mentions", [])}
        for event in document["event_mentions"]:
            start = event["trigger"].get("start_idx", event["trigger"].get("start"))
            reach = example.word_range(*offsets[start])
            if reach is None:
                continue
            example.tags["trigger"][reach[0]] = 1
            kind = event_type(event["event_type"], event["trigger"]["text"])
            if kind is not None:
                example.tags["event_type"][reach[0]] = EVENT_TYPES.index(kind)
            spans = []
            for argument in event["arguments"]:
                entity = entities.get(argument.get("entity_id", ""))
                where = (
                    (entity["start"], entity["end"] - 1)
                    if entity
                    else _near(document["tokens"], argument["text"], start)
                )
                role = argument_role(event["event_type"], argument["role"])
                if where is not None and role and abs(where[0] - start) < 80:
                    spans.append((role, offsets[where[0]][0], offsets[where[1]][1]))
            if kind == "RETREAT" and not any(role == "actor" for role, _, _ in spans):
                spans = [("actor" if role == "recipient" else role, first, last) for role, first, last in spans]
            if spans:  # the training file leaves out many arguments: an empty frame is no evidence of their absence
                add_frame(example, "event", reach[0], spans)
        yield example


def muc4(data: Path, split: str) -> Iterator[Example]:
    """Role fillers of MUC-4: every occurrence of a filler's strings is tagged, since the key gives the first one only."""
    kinds = dict(zip(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), MUC_ROLES, strict=True))
    for document in lines(data / "muc4" / "grit" / f"{split}.json"):
        text = document["doctext"]
        example = new_example("muc4", document["docid"], text)
        spans = []
        for role, entities in document["extracts"].items():
            for string in {mention[0] for entity in entities for mention in entity}:
                pattern = r"(?<!\w)" + re.escape(string) + r"(?!\w)"
                spans += [(match.start(), match.end(), kinds[role]) for match in re.finditer(pattern, text)]
        tag_spans(example, "muc", spans)
        yield example


def plover(data: Path) -> Iterator[Example]:
    """PLOVER's gold records: the marked event words with their (mapped) type, and the marked source and target."""
    types = mapping("plover_gsr")["events"]
    for record in lines(data / "plover_gsr" / "records.jsonl"):
        plain, marks = unmark(record["textInfo"]["markup"])
        example = new_example("plover", record["id"], plain)
        example.tags["event_type"] = [UNLABELLED] * len(example.words)
        entry = types.get(record["event"])
        kind = entry.get("type") if isinstance(entry, dict) else entry
        triggers = [example.word_range(start, end) for label, start, end in marks if label == "EVT"]
        if not kind or not triggers or triggers[0] is None:
            continue
        example.tags["event_type"][triggers[0][0]] = EVENT_TYPES.index(kind)
        roles = {"SRC": "actor", "TAR": "recipient", "LOC": "place"}
        spans = [(roles[label], start, end) for label, start, end in marks if label in roles]
        add_frame(example, "event", triggers[0][0], spans)
        yield example


def unmark(markup: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Plain text of a PLOVER markup such as ``(SRC: Albania) (EVT: denounced)``, and its marks as character spans."""
    plain: list[str] = []
    marks: list[tuple[str, int, int]] = []
    stack: list[tuple[str, int] | None] = []
    place = 0
    while place < len(markup):
        opened = re.compile(r"\(((?:SRC|TAR|EVT|LOC|DATE)(?:/(?:SRC|TAR))?):\s*").match(markup, place)
        if opened:
            stack.append((opened.group(1).split("/")[0], len(plain)))
            place = opened.end()
            continue
        character = markup[place]
        place += 1
        if character == "(":
            stack.append(None)
        elif character == ")" and stack:
            top = stack.pop()
            if top is not None:
                marks.append((top[0], top[1], len(plain)))
                continue
        plain.append(character)
    return "".join(plain), marks


__all__ = ["Frame", "event_type", "lines", "mapping", "muc4", "plover", "propbank", "unmark", "wikievents"]
