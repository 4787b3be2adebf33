"""What it costs to keep one more report, the larger the record: the store alone, without reading and folding.

    python -m benchmarks.store_growth [TARGET] [--reports N] [--claims N] [--keys N]

TARGET is a file that is made anew (a temporary one where none is named), or a postgresql:// URL of an empty database. Each
report has its archived bytes, a reading, claims with sentences of invented words, and keys: 20 of its own, and KEYS of each
claim, of which half are new and half are met before, as often as words are in a text. Each key is looked up before it is put, as
adding does. Prints one line for each tenth: time and rows a second, megabytes, and the cost against that of the first tenth.
"""

import argparse
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from reportedly.schema import Claim, Factuality, MadeBy, Reading, Report, report_id, span_of
from reportedly.store import tables
from reportedly.store.base import Added, Capture
from reportedly.store.keys import key_of
from reportedly.store.sql import Store

BATCH = 50  # reports in one transaction
STEPS = 10
SYLLABLES = "ka ra ba ta mi so lu ne du fa ri zo ha le mo sha gi pe ru wa".split()
SURE = Factuality(certainty="certain", polarity="positive", modality="actual")
MADE_BY = MadeBy(reportedly="0.0.0", model="none", codebook="none")


@dataclass(frozen=True)
class Step:
    """A tenth of the reports: seconds by the clock and of the processor, and the record's size at its end."""

    reports: int
    claims: int
    seconds: float
    processor: float
    size: int


def word(chance: random.Random) -> str:
    """A word of an endless language, common ones often: its rank follows Zipf's law."""
    rank = int(1 / (1e-6 + chance.random()) ** 1.1) % 200_000
    return (
        SYLLABLES[rank % 20]
        + SYLLABLES[rank // 20 % 20]
        + SYLLABLES[rank // 400 % 20]
        + ("" if rank < 8000 else SYLLABLES[rank // 8000 % 20])
    )


def made_up(number: int, claims: int, chance: random.Random) -> Reading:
    """A reading of a report with so many sentences, one claim in each."""
    sentences = [" ".join(word(chance) for _ in range(22)).capitalize() + "." for _ in range(claims)]
    text = " ".join(sentences)
    found, start = [], 0
    for place, sentence in enumerate(sentences, 1):
        found.append(
            Claim(
                id=f"c{place}", kind="event", type="ASSAULT", trigger=span_of(text, start, start + 4), arguments=(), factuality=SURE,
                sentence=span_of(text, start, start + len(sentence)), score=0.5,
            )
        )  # fmt: skip
        start += len(sentence) + 1
    report = Report(
        id=report_id(text),
        text=text,
        title=f"{sentences[0][:60]} {number}",
        publisher=word(chance),
        published="2031-04-08",
    )
    return Reading(
        report=report, mentions=(), entities=(), attributions=(), claims=tuple(found), events=(), made_by=MADE_BY
    )


def keep(store: Store, numbers: range, claims: int, keys: int) -> tuple[float, float]:
    """Keep these reports; the seconds that took by the clock and of the processor, making them up not counted."""
    seconds = processor = 0.0
    for first in range(numbers.start, numbers.stop, BATCH):
        chance = random.Random(first)
        readings = [made_up(number, claims, chance) for number in range(first, min(first + BATCH, numbers.stop))]
        wanted = [
            [
                [chance.getrandbits(62) if one % 2 else key_of(word(chance), word(chance)) for one in range(keys)]
                for _ in reading.claims
            ]
            for reading in readings
        ]
        begun, spent = perf_counter(), process_time()
        with store.writing() as writer:
            for reading, of_claims in zip(readings, wanted, strict=True):
                data = reading.report.text.encode()
                capture = Capture(
                    run_id=1,
                    hash=writer.archive(data),
                    source="made up",
                    method="call",
                    captured_at="2031-04-09T00:00:00Z",
                )
                added = writer.add_report(reading.report, reading, capture)
                if not isinstance(added, Added):
                    raise TypeError("a report came twice")
                bands = [key_of(str(band), reading.report.id) for band in range(20)]
                writer.find_keys("band", bands, 50)
                writer.put_keys("band", added.report, bands)
                for claim, found in zip(added.claims, of_claims, strict=True):
                    writer.find_keys("block", found, 50)
                    writer.put_keys("block", claim, found)
                row = {"facts": b"x" * 800, "support": b"y" * 300, "origin": "voice"}
                writer.insert(
                    tables.claim_event, [{"claim_id": claim, "event_id": claim, **row} for claim in added.claims]
                )
        seconds += perf_counter() - begun
        processor += process_time() - spent
    return seconds, processor


def grow(target: str, reports: int, claims: int, keys: int) -> list[Step]:
    """Fill a record tenth by tenth."""
    steps = []
    with Store.open(target, create=True) as store:
        tenth = max(1, reports // STEPS)
        for first in range(0, tenth * STEPS, tenth):
            seconds, processor = keep(store, range(first, first + tenth), claims, keys)
            steps.append(Step(first + tenth, (first + tenth) * claims, seconds, processor, store.size()))
            print(shown(steps[-1], steps[0], tenth * claims), flush=True)
    return steps


def shown(step: Step, first: Step, claims: int) -> str:
    """One line of the table."""
    return (
        f"{step.reports:>9,} reports {step.claims:>11,} claims {claims / step.seconds:>8,.0f} claims/s by the clock "
        f"{claims / step.processor:>8,.0f} by the processor {step.size / 1e6:>8,.0f} MB   "
        f"× {step.seconds / first.seconds:.2f} of the first tenth, × {step.processor / first.processor:.2f} by the processor"
    )


def main() -> None:
    """Read the options, fill, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("target", nargs="?")
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--claims", type=int, default=10)
    options.add_argument("--keys", type=int, default=10)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        grow(given.target or str(Path(folder) / "record.db"), given.reports, given.claims, given.keys)


if __name__ == "__main__":
    main()
