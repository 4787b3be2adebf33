"""Relations on gold mentions of re3d: precision, recall and F1 by type.

re3d's types are read as ours: BelongsTo is member_of, InChargeOf is leads (of organisations) or controls (of places and
facilities), AlliesOf is allied_with, FightingAgainst is fighting; IsSynonymOf holds where the two mentions are joined
by coreference. The other types have no counterpart and are left out, as are relations between kinds that ours don't
bind (an organisation in charge of a weapon). A found relation is right where a gold one of its type binds mentions of
the same two groups in the same or a neighbouring sentence; types without a direction (fighting, allied_with) may be
turned round. re3d is annotated sparsely, so precision here counts as wrong much that a reader would accept.

    python benchmarks/relations.py [DATA_ROOT] [--train] [--show]
"""

import collections
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sentencex import segment

from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.coreference import cluster
from reportedly.extract.relations import find_relations
from reportedly.schema import MentionKind

_KINDS: dict[str, MentionKind] = {
    "Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "nationality",
    "Temporal": "time", "Quantity": "quantity", "Money": "money", "Weapon": "weapon", "MilitaryPlatform": "vehicle",
    "Vehicle": "vehicle",
}  # fmt: skip
_PRONOUNS = frozenset([
    "i", "he", "she", "it", "they", "we", "you", "who", "which", "his", "her", "its", "their", "our", "my",
    "him", "them", "us",
])  # fmt: skip
_AFTER_HEAD = frozenset(["of", "for", "in", "at", "to", "on", "with", "from", "who", "that", "which"])
_EITHER_WAY = frozenset(("fighting", "allied_with", "same"))


def level(text: str) -> str:
    """The level of a gold mention, which re3d doesn't give: a name where head or most words are capitalised."""
    if text.lower() in _PRONOUNS:
        return "pronoun"
    words = re.findall(r"[^\W_][\w.'’-]*", text)
    words = [word for word in words if word.lower() not in ("the", "a", "an")]
    stop = next((n for n, word in enumerate(words) if n and word in _AFTER_HEAD), len(words))
    head = words[:stop]
    capitals = [word[0].isupper() for word in head]
    return "name" if head and (capitals[-1] or sum(capitals) * 2 > len(head)) else "nominal"


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as character spans."""
    found, position = [], 0
    for sentence in segment("en", text):
        start = text.find(sentence.strip(), position)
        if sentence.strip() and start >= 0:
            position = start + len(sentence.strip())
            found.append((start, position))
    return found


def gold_type(relation: str, target: str) -> str | None:
    """Our type for a relation of re3d, by the kind of its target; None where there is none."""
    if relation == "InChargeOf":
        return {"organisation": "leads", "person": "leads", "place": "controls", "facility": "controls"}.get(target)
    return {
        "BelongsTo": "member_of", "AlliesOf": "allied_with", "FightingAgainst": "fighting", "IsSynonymOf": "same"
    }.get(relation)  # fmt: skip


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of one part, with candidates and sentences."""
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        text = document["text"]
        spans = sorted({(e["begin"], e["end"]): e["type"] for e in document["entities"]}.items())
        document["mentions"] = [
            MentionCandidate(s, e, text[s:e], _KINDS.get(kind, "other"), level(text[s:e]), 1.0)  # type: ignore[arg-type]
            for (s, e), kind in spans
        ]
        document["sentences"] = sentence_spans(text)
        yield document


def compare(document: dict[str, Any], counts: dict[str, collections.Counter[str]], show: bool) -> None:
    """Add one document's found, gold and right relations to the counts."""
    text, mentions, sentences = document["text"], document["mentions"], document["sentences"]
    at = {(m.start, m.end): n for n, m in enumerate(mentions)}
    groups = cluster(text, mentions, sentences).groups
    group = {n: number for number, members in enumerate(groups) for n in members}
    where = [sum(1 for s, _ in sentences if s <= m.start) for m in mentions]
    gold = set()
    for r in document["relations"]:
        one, two = at.get((r["sourceBegin"], r["sourceEnd"])), at.get((r["targetBegin"], r["targetEnd"]))
        type_ = gold_type(r["type"], mentions[two].kind) if one is not None and two is not None else None
        if type_ is None or (type_ == "same" and mentions[two].kind in ("quantity", "time", "money")):
            continue
        if type_ == "member_of" and mentions[two].kind != "organisation":
            continue
        gold.add((type_, min(one, two), max(one, two)) if type_ in _EITHER_WAY else (type_, one, two))
    found = {(r.type, r.subject_index, r.object_index) for r in find_relations(text, mentions, groups, sentences)}
    right_found, right_gold = set(), set()
    for g in gold:
        counts[g[0]]["gold"] += 1
        if g[0] == "same":
            counts["same"]["right_gold"] += group[g[1]] == group[g[2]]
            if show and group[g[1]] != group[g[2]]:
                print("  missed same:", mentions[g[1]].text, "|", mentions[g[2]].text)
            continue
        for f in found:
            pairs = [(f[1], f[2]), (f[2], f[1])] if f[0] in _EITHER_WAY else [(f[1], f[2])]
            want = (group[g[1]], group[g[2]])
            same = [a for a, b in pairs if (group[a], group[b]) == want]
            if f[0] == g[0] and any(abs(where[a] - where[g[1]]) <= 1 for a in same):
                right_found.add(f)
                right_gold.add(g)
    for f in found:
        counts[f[0]]["found"] += 1
        counts[f[0]]["right"] += f in right_found
    for g in right_gold:
        counts[g[0]]["right_gold"] += 1
    if show:
        for mark, rows in (("+", right_found), ("-", found - right_found), ("missed", gold - right_gold)):
            for type_, one, two in sorted(rows):
                if type_ != "same":
                    a, b = min(mentions[one].start, mentions[two].start), max(mentions[one].end, mentions[two].end)
                    around = text[max(0, a - 10) : b + 15][:200]
                    print(f"  {mark} {type_}: {mentions[one].text} | {mentions[two].text} || {around!r}")


def run(data_root: Path, part: str = "dev", *, show: bool = False) -> dict[str, dict[str, float]]:
    """Counts, precision, recall and F1 by relation type and over all (``same`` is coreference: recall only)."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for document in documents(data_root / "re3d" / f"{part}.jsonl"):
        compare(document, counts, show)
    for type_ in [t for t in counts if t not in ("same", "also_known_as")]:
        counts["all"].update(counts[type_])
    result = {}
    for type_, c in sorted(counts.items()):
        precision = 100 * c["right"] / c["found"] if c["found"] else 0.0
        recall = 100 * c["right_gold"] / c["gold"] if c["gold"] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        result[type_] = {"gold": c["gold"], "found": c["found"], "precision": precision, "recall": recall, "f1": f1}
    return result


def main() -> None:
    """Print the table."""
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[4] / "shared" / "data"
    part = "train" if "--train" in sys.argv else "dev"
    if not (root / "re3d" / f"{part}.jsonl").is_file():
        print("relations: no re3d in the data folder, nothing measured")
        return
    rows = run(root, part, show="--show" in sys.argv)
    print(f"relations, re3d {part}, gold mentions")
    print(f"{'':14}{'gold':>6}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for type_, row in rows.items():
        shown = f"{row['precision']:7.1f}" if row["found"] else f"{'':>7}"
        print(f"{type_:14}{row['gold']:6}{row['found']:7}{shown}{row['recall']:7.1f}{row['f1']:7.1f}")


if __name__ == "__main__":
    main()
