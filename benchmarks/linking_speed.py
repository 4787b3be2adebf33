"""How much linking a claim costs as the record grows: ``python -m benchmarks.linking_speed [--claims N ...]``.

Invented reports of one to three occurrences, with the skew of news: few towns, actors and days have most of them, and one occurrence in
two is told by more than one report. Prints comparisons and claims a second over the last tenth, and the events that were right.
"""

import argparse
import datetime
import random
import time
from collections.abc import Iterator

from benchmarks.linking_record import LinkingRecord
from reportedly.evaluation.same_event import pairwise
from reportedly.schema.linkable import Linkable, LinkPlace, LinkTime, LinkToll, Participant, Term

TOWNS, ACTORS, WORDS = 2000, 400, 6000
KINDS = (("ASSAULT", ("bomb", "shell", "attack", "kill")), ("PROTEST", ("protest", "march")), ("COERCE", ("arrest", "detain")))
SKEW = 1.1
START = datetime.date(2015, 1, 1)


def skewed(draw: random.Random, size: int) -> int:
    """A number below ``size``, small ones far more often."""
    return min(int(draw.paretovariate(SKEW)) - 1, size - 1) if draw.random() < 0.7 else draw.randrange(size)


def reports(total: int, seed: int = 5) -> Iterator[tuple[list[list[Linkable]], list[int]]]:
    """Reports as lists of occurrences, with the true event of each, until there are so many claims."""
    draw = random.Random(seed)
    told: list[tuple[int, int, int, int, int, int]] = []
    claim = report = 0
    while claim < total:
        units, truth = [], []
        day = claim * 1500 // total
        for group in range(draw.randint(1, 3)):
            if told and draw.random() < 0.5:
                event = told[-draw.randint(1, min(len(told), 40))]
            else:
                event = (
                    len(told), day, skewed(draw, TOWNS), skewed(draw, ACTORS), draw.randrange(3), draw.randint(0, 30)
                )  # fmt: skip
                told.append(event)
            if event[0] not in truth:
                units.append([_claim(draw, event, claim, report, group)])
                truth.append(event[0])
                claim += 1
        story = tuple(Term(f"w{skewed(draw, WORDS)}", 100) for _ in range(10))
        terms = tuple({term.word: term for unit in units for one in unit for term in one.story}.values())
        yield [[_with_story(one, terms + story) for one in unit] for unit in units], truth
        report += 1


def _with_story(one: Linkable, story: tuple[Term, ...]) -> Linkable:
    return Linkable(**{name: getattr(one, name) for name in one.__struct_fields__ if name != "story"}, story=story[:40])


def _claim(draw: random.Random, event: tuple[int, ...], number: int, report: int, group: int) -> Linkable:
    identity, day, town, actor, kind, toll = event
    name, lemmas = KINDS[kind]
    when = (START + datetime.timedelta(days=day)).isoformat()
    lat, lon = 10 + (town * 37 % 400) / 10, 20 + (town * 61 % 500) / 10
    return Linkable(
        claim=number, report=report, group=group, type=name, family=name, lemmas=(draw.choice(lemmas),), polarity="positive",
        published=(START + datetime.timedelta(days=day + 1)).isoformat(),
        when=LinkTime(when, when, "day") if draw.random() < 0.7 else None,
        where=LinkPlace(f"town{town}", town, lat, lon, f"c{town % 12}", 1) if draw.random() < 0.8 else None,
        participants=(Participant("actor", f"a{actor}", (f"name{actor}",)),),
        tolls=(LinkToll("killed", toll, toll, toll),) if toll and draw.random() < 0.5 else (),
        words=(Term(f"town{town}", 200), Term(f"name{actor}", 150), Term(f"w{draw.randrange(WORDS)}", 100)),
        story=(*tuple(Term(f"e{identity}w{draw.randrange(12)}", 200) for _ in range(6)), Term(f"town{town}", 120)),
    )  # fmt: skip


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    for total in parser.parse_args().claims:
        record, truth = LinkingRecord(), []
        start, begun, compared, last = time.perf_counter(), 0.0, 0, 0
        for units, events in reports(total):
            if not begun and len(truth) >= 0.9 * total:
                begun, compared, last = time.perf_counter(), record.compared, len(truth)
            record.add(units)
            truth += events
        seconds, number = time.perf_counter() - begun, len(truth) - last
        found = pairwise(truth, [record.event_of[claim] for claim in range(len(truth))])
        print(
            f"{total} claims: the last tenth at {number / seconds:.0f} claims/s, {(record.compared - compared) / number:.0f} candidates a "
            f"claim; all in {time.perf_counter() - start:.0f} s; same event P {found['precision']:.1f} R {found['recall']:.1f}", flush=True
        )  # fmt: skip


if __name__ == "__main__":
    main()
