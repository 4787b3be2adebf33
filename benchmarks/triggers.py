"""What the thresholds of event claims cost: triggers on WikiEvents, types and actors on PLOVER's records, parts on MUC-4.

    python -m benchmarks.triggers [--data FOLDER] [--model FOLDER]

Each line sets one constant of ``reportedly.extract`` to another value and leaves the rest as they are: run it when the encoder is
trained anew, and write the chosen values into the modules. The encoder reads each text once.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.folders import DATA
from reportedly.corpora.example import Example
from reportedly.corpora.frames import lines, wikievents
from reportedly.encoder.heads import Heads, Prices
from reportedly.encoder.output import Output
from reportedly.encoder.session import decoded
from reportedly.evaluation.command import BothReader, encoded, reader_of, report_of
from reportedly.evaluation.event_roles import Triggers, ceaf_ree, from_participants, gold_entities, sayable_types
from reportedly.evaluation.plover_records import Record, figures, judge, records
from reportedly.extract import claims, participants
from reportedly.extract.calibration import claim_score

VALUES: Mapping[str, tuple[ModuleType, Sequence[float]]] = {
    "LEXICON_SHARE": (claims, (0.4, 0.5, 0.6, 0.7, 0.8)),
    "ACCEPTED_FROM": (claims, (0.4, 0.45, 0.5, 0.55, 0.6)),
    "TRIGGER_FROM": (claims, (0.0, 0.01, 0.02, 0.05, 0.1)),
    "EMBEDDED": (claims, (1.0, 0.92, 0.85, 0.75)),
}
SCORES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85)
PARTICIPANTS = (0.1, 0.2, 0.3, 0.4, 0.5)
PRICES = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)


def triggers(
    reader: BothReader, read: Sequence[tuple[Example, Output]], from_score: float = 0.0
) -> tuple[float, float]:
    """Identified and classified F1 of the triggers that a claim of at least this score is made of."""
    counts, types = Triggers(), sayable_types()
    for example, output in read:
        found = claims.find_triggers(example.text, output, reader.codebook)
        counts.add(
            example, [(x.start, x.end, x.type) for x in found if x.type in types and claim_score(x) >= from_score]
        )
    return counts.identified.f1, counts.classified.f1


def types_and_actors(reader: BothReader, read: Sequence[tuple[Record, Output]]) -> tuple[float, float]:
    """PLOVER's marked type and marked actors, in percent."""
    made = figures(
        [judge(one, reader.read_output(report_of(one.text), output), reader.codebook) for one, output in read]
    )
    return made["marked type"], made["marked actors"]


def sweep(data: Path, model: Path | None) -> Iterator[str]:
    """The lines to print."""
    reader = reader_of(model)
    news = list(wikievents(data, "dev"))
    events = list(zip(news, encoded(reader.encoder, [one.text for one in news]), strict=True))
    coded = list(records(data))
    plover = list(zip(coded, encoded(reader.encoder, [one.text for one in coded]), strict=True))
    for name, (module, values) in VALUES.items():
        kept = getattr(module, name)
        for value in values:
            setattr(module, name, value)
            figures_ = (*triggers(reader, events), *types_and_actors(reader, plover))
            yield f"{name} {value:<5} WikiEvents {figures_[0]:.1f} / {figures_[1]:.1f}  PLOVER {figures_[2]:.1f} / {figures_[3]:.1f}"
        setattr(module, name, kept)
    for score in SCORES:
        yield "score from {:<5} WikiEvents {:.1f} / {:.1f}".format(score, *triggers(reader, events, score))
    yield from participants_found(reader, lines(data / "muc4" / "grit" / "dev.json"))


def participants_found(reader: BothReader, reports: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """MUC-4's participants by the decoder's price of opening one, and by the least score of one that is kept."""
    scored = [reader.encoder.score(one["doctext"]) for one in reports]
    gold = [gold_entities(one) for one in reports]
    kept = participants.PARTICIPANT_FROM
    for price in PRICES:
        heads = Heads(reader.encoder.manifest, replace(Prices(), muc=price))
        outputs = [decoded(heads, *one) for one in scored]
        for value in PARTICIPANTS:
            participants.PARTICIPANT_FROM = value
            found = (from_participants(one["doctext"], output) for one, output in zip(reports, outputs, strict=True))
            row = ceaf_ree(zip(found, gold, strict=True))["all roles"]
            right = f"precision {row['precision']:.1f} recall {row['recall']:.1f} F1 {row['f1']:.1f}"
            yield f"muc price {price:+.1f}, PARTICIPANT_FROM {value:<5} MUC-4 {right}"
    participants.PARTICIPANT_FROM = kept


def main() -> None:
    """Print the sweep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, default=None)
    options = parser.parse_args()
    for line in sweep(options.data, options.model):
        print(line, flush=True)


if __name__ == "__main__":
    main()
