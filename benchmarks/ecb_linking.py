"""Whether the same event is found across reports on ECB+: ``python -m benchmarks.ecb_linking [--part dev] [--data FOLDER]``.

Gold event mentions, all else read from the raw texts by the product; weights fitted on the training topics. "Corpus": all documents
are added to one record; "topic": one record for each topic. "One by one" is the product: documents are added in order, and each has only
its neighbourhood clustered anew. "At once" is average link over all pairs: what the score could give. Each figure is given
with singletons, as the field reports ECB+, and without. Predicted mentions: the product's own event claims in the selected sentences,
each matched to the gold mention that it overlaps. Baselines: one cluster for each trigger stem; and that within stories that are alike.
Published, test topics, gold mentions, corpus level, with singletons: lemma 61.9, Barhom 2019 79.2, Held 2021 85.7.
"""

import argparse
import pickle
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path

from benchmarks.folders import DATA
from benchmarks.linking_record import LinkingRecord
from reportedly.codebooks.load import load_codebook
from reportedly.corroborate import linking, linking_units
from reportedly.corroborate.linkables import linkables_of
from reportedly.corroborate.linking import occurrences
from reportedly.corroborate.linking_model import log_odds
from reportedly.corroborate.linking_stories import Stories, widen
from reportedly.corroborate.linking_views import View, view
from reportedly.corroborate.linking_words import stem
from reportedly.evaluation.ecb_claims import GoldClaim, Read, gold_claims, read_documents
from reportedly.evaluation.ecbplus import inside, is_event, pairs
from reportedly.evaluation.same_event import conll, groups_of
from reportedly.schema.linkable import Linkable

Labels = Mapping[Hashable, Hashable]
STORY_FROM = 0.3  # alike enough to be one story, for the baseline
AT_ONCE_FROM = linking.JOIN_SEEN_FROM  # mean log-odds
AWAY = -8.0  # the log-odds of a pair that is forbidden or far apart
ORDERS = 5
PARTS = ("baselines", "one-by-one", "at-once", "predicted", "orders")


def shown(name: str, gold: Labels, ours: Labels) -> str:
    """One line of figures."""
    full = conll(groups_of(gold), groups_of(ours))
    bare = conll(groups_of(gold, singletons=False), groups_of(ours, singletons=False))
    parts = "  ".join(
        f"{measure} {full[low + '_p']:.1f}/{full[low + '_r']:.1f}/{full[low + '_f1']:.1f}"
        for measure, low in (("MUC", "muc"), ("B3", "b3"), ("CEAFe", "ceafe"))
    )
    return f"{name:34} CoNLL {full['conll_f1']:.1f}  {parts}  without singletons {bare['conll_f1']:.1f}"


def added(reports: Sequence[tuple[int, Sequence[Linkable]]], level: str, order: int | None = None) -> dict[int, int]:
    """The event of each claim after adding (topic, claims) report by report, shuffled by ``order``."""
    queue = list(reports)
    if order is not None:
        random.Random(order).shuffle(queue)
    records: dict[int, LinkingRecord] = defaultdict(LinkingRecord)
    for topic, claims in queue:
        if claims:
            records[topic if level == "topic" else 0].add(occurrences(claims))
    return {claim: event for record in records.values() for claim, event in record.event_of.items()}


def at_once(claims: Sequence[GoldClaim], level: str) -> dict[int, int]:
    """Average link over all pairs of claims whose stories are alike at all."""
    views = [view(one.linkable) for one in claims]
    stories = _stories(views)
    odds: dict[tuple[int, int], float] = {}
    for number, one in enumerate(views):
        for other in range(number):
            two = views[other]
            if level == "topic" and claims[number].topic != claims[other].topic:
                continue
            alike = stories.alike(one, two)
            found = log_odds(one, two, stories) if alike is None or alike >= 0.1 else None
            if found is not None and found > AWAY:
                odds[other, number] = min(found, linking_units.MOST)
    return average_link(len(claims), odds)


def average_link(size: int, odds: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Join the two clusters of the highest mean, again and again; a pair that is not listed counts as far apart."""
    near: dict[int, dict[int, float]] = {number: {} for number in range(size)}
    for (one, two), found in odds.items():
        near[one][two] = near[two][one] = found - AWAY
    members = {number: [number] for number in range(size)}

    def mean(one: int, two: int) -> float:
        return near[one][two] / (len(members[one]) * len(members[two])) + AWAY

    best = {one: max(others, key=lambda two, one=one: (mean(one, two), -two)) for one, others in near.items() if others}
    while best:
        one = max(best, key=lambda number: (mean(number, best[number]), -number))
        two = best[one]
        if mean(one, two) < AT_ONCE_FROM:
            break
        for other, found in near.pop(two).items():
            near[other].pop(two)
            if other != one:
                near[one][other] = near[other][one] = near[one].get(other, 0.0) + found
        members[one] += members.pop(two)
        best.pop(two, None)
        for number in {one, *near[one]}:
            if near[number]:
                best[number] = max(near[number], key=lambda other, number=number: (mean(number, other), -other))
            else:
                best.pop(number, None)
    return {item: number for number, items in members.items() for item in items}


def _stories(views: Sequence[View]) -> Stories:
    return Stories(widen({one.one.report: one.story for one in views if one.story}))


def baselines(claims: Sequence[GoldClaim]) -> dict[str, Labels]:
    """One cluster for each stem: anywhere, within each topic, within each story (documents joined where alike)."""
    words = [min(map(stem, one.linkable.lemmas), default="") for one in claims]
    views = {one.linkable.report: view(one.linkable) for one in claims}
    stories, story = _stories(list(views.values())), {report: report for report in views}
    for one in views:
        for two in views:
            if two < one and (stories.alike(views[one], views[two]) or 0.0) >= STORY_FROM and story[one] != story[two]:
                gone, kept = story[one], story[two]
                story = {report: kept if number == gone else number for report, number in story.items()}
    return {
        "stem": dict(enumerate(words)),
        "stem within the topic": {n: (one.topic, words[n]) for n, one in enumerate(claims)},
        "stem within like stories": {n: (story[one.linkable.report], words[n]) for n, one in enumerate(claims)},
    }


def predicted(read: Sequence[Read]) -> tuple[Labels, Callable[[str], Labels]]:
    """The gold labels by mention, and a function from the level to the product's: its own claims, named as the gold where they overlap."""
    gold: dict[Hashable, Hashable] = {}
    named: dict[int, Hashable] = {}
    reports: list[tuple[int, Sequence[Linkable]]] = []
    first = 0
    for number, (document, _, reading) in enumerate(read):
        marks = {(one.start, one.end): one.chain for one in document.marked if is_event(one)}
        gold |= {(document.name, *span): chain for span, chain in marks.items()}
        claims = [one for one in reading.claims if one.kind == "event" and one.trigger]
        spans = {(one.trigger.start, one.trigger.end): place for place, one in enumerate(reading.claims) if one in claims and one.trigger}
        here, wanted = inside(spans, document.selected), inside(marks, document.selected)
        match = {ours: wanted[key] for key, ours in pairs(here, wanted).items()}
        for place, span in enumerate(here):
            named[first + spans[span]] = (document.name, *match[place]) if place in match else (document.name, "extra", *span)
        reports.append((document.topic, linkables_of(reading, number, first, {})))
        first += len(reading.claims)
    return gold, lambda level: {named[claim]: event for claim, event in added(reports, level).items() if claim in named}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", type=Path, default=None)
    parser.add_argument("--part", default="dev", choices=("train", "dev"))
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--keep", type=Path, default=None, help="a file that keeps the readings for the next run")
    parser.add_argument("--sweep", action="store_true", help="other thresholds; run it on the training part")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    if options.keep is not None and options.keep.exists():
        read = pickle.loads(options.keep.read_bytes())
    else:
        read = list(read_documents(options.data, options.part, options.model, options.limit))
        if options.keep is not None:
            options.keep.write_bytes(pickle.dumps(read))
    claims = gold_claims(read, load_codebook(None))
    gold: Labels = {number: one.chain for number, one in enumerate(claims)}
    by_report: dict[int, list[Linkable]] = defaultdict(list)
    for one in claims:
        by_report[one.linkable.report].append(one.linkable)
    topics = {one.linkable.report: one.topic for one in claims}
    reports = [(topics[report], found) for report, found in by_report.items()]
    if options.sweep:
        for linking.JOIN_SEEN_FROM in (-1.0, -0.5, 0.0, 0.5):
            print(shown(f"join {linking.JOIN_SEEN_FROM}", gold, added(reports, "corpus")), flush=True)
        return
    print(f"ECB+ {options.part}: {len(read)} documents, {len(claims)} gold mentions, {len(set(gold.values()))} events")
    for name, labels in baselines(claims).items() if "baselines" in options.only else ():
        print(shown(name, gold, labels), flush=True)
    for level in ("corpus", "topic"):
        if "one-by-one" in options.only:
            print(shown(f"one by one, {level} level", gold, added(reports, level)), flush=True)
        if "at-once" in options.only:
            print(shown(f"at once, {level} level", gold, at_once(claims, level)), flush=True)
        if "predicted" in options.only:
            found, ours = predicted(read)
            print(shown(f"predicted mentions, {level} level", found, ours(level)), flush=True)
    if "orders" in options.only:
        orders = [conll(groups_of(gold), groups_of(added(reports, "corpus", order)))["conll_f1"] for order in range(ORDERS)]
        print(f"{ORDERS} shuffled orders, corpus: mean {statistics.mean(orders):.1f}, {min(orders):.1f} to {max(orders):.1f}")


if __name__ == "__main__":
    main()
