"""PolNeAR: source, cue and content in political news, from brat stand-off files."""

from collections.abc import Iterator
from pathlib import Path

from reportedly.corpora.example import Example, add_frame, new_example, tag_spans

Spans = list[tuple[int, int]]


def read_brat(path: Path) -> tuple[dict[str, tuple[str, Spans]], list[dict[str, list[str]]]]:
    """Text-bound annotations by id as (type, spans), and each event's argument ids by role."""
    bound: dict[str, tuple[str, Spans]] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 1 and line.startswith("T"):
            kind, _, offsets = cells[1].partition(" ")
            pairs = [pair.split() for pair in offsets.split(";")]
            bound[cells[0]] = (kind, [(int(start), int(end)) for start, end in pairs])
        elif len(cells) > 1 and line.startswith("E"):
            roles: dict[str, list[str]] = {}
            for item in cells[1].split():
                role, _, identity = item.partition(":")
                roles.setdefault(role.rstrip("0123456789"), []).append(identity)
            events.append(roles)
    return bound, events


def attributions(path: Path) -> list[dict[str, Spans]]:
    """Each attribution of a brat file as its spans of Source, Cue and Content."""
    bound, events = read_brat(path)
    found = []
    for roles in events:
        if "Cue" not in roles:
            continue
        spans = {
            role: sorted(span for one in roles.get(role, []) for span in bound[one][1])
            for role in ("Source", "Cue", "Content")
        }
        found.append(spans)
    return found


def documents(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Name, text and annotation file of each document; of several annotators the first in alphabetical order."""
    for text_file in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{text_file.stem}_*.ann"))
        if files:
            yield text_file.stem, text_file.read_bytes().decode("utf-8"), files[0]


def polnear(data: Path, split: str) -> Iterator[Example]:
    """PolNeAR documents with a cue tag per word and an attribution frame per cue."""
    for name, text, file in documents(data / "polnear" / split):
        example = new_example("polnear", name, text)
        found = attributions(file)
        tag_spans(example, "cue", [(start, end, "cue") for spans in found for start, end in spans["Cue"]])
        for spans in found:
            reach = example.word_range(*spans["Cue"][0])
            if reach is not None:
                wanted = [("source", *span) for span in spans["Source"]] + [
                    ("content", *span) for span in spans["Content"]
                ]
                add_frame(example, "attribution", reach[0], wanted)
        yield example
