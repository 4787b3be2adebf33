"""A real record of the open sets (Wikinews, Wikipedia's current events, its articles on conflicts), and an account of what it found.

    python -m benchmarks.open_record make            # read a part of them into .cache/open-record/record.db; --all takes everything
    python -m benchmarks.open_record links --count 20 # show links between reports, drawn at random, to be judged by hand
    python -m benchmarks.open_record write           # docs/open-record.md, with the verdicts in benchmarks/open_record_links.tsv

A link is drawn as a pair of claims of two reports that linking itself joined, reprints left out: it says that two texts tell of one
occurrence. Verdicts name reports by the ids that this program gives them, and characters, so that they can be found again without
their words.
"""

import argparse
import csv
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.folders import DATA, PROJECT
from benchmarks.variations import plain
from reportedly.record.record import Record
from reportedly.store import tables
from reportedly.store.packing import unpack_small
from reportedly.store.sql import Store

FOLDER = PROJECT / ".cache" / "open-record"
VERDICTS = PROJECT / "benchmarks" / "open_record_links.tsv"
PAGE = PROJECT / "docs" / "open-record.md"
SEED = 20261128
CITED = 2
"""Sources that an item of a day page must cite: these are told by several outlets, and there are enough of them."""
_SOURCE = re.compile(r"\[\(\*?([^)*\]]*)\*?\)\]\([^)]*\)+")


EVERY_ITEM, EVERY_ARTICLE = 7, 9
"""Of the day pages' items and of the long articles one in so many is taken, by their order; ``--all`` takes every one."""


def lines(data: Path, every_item: int = EVERY_ITEM, every_article: int = EVERY_ARTICLE) -> Iterator[Mapping[str, Any]]:
    """The texts of the open sets as lines of JSON Lines: all of Wikinews, a part of the others."""
    yield from _wikinews(data)
    yield from islice(_current_events(data), 0, None, every_item)
    yield from islice(_articles(data), 0, None, every_article)


def _wikinews(data: Path) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(sys.maxsize)
    for path in sorted((data / "wikinews" / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 1):
                yield {
                    "id": f"{path.stem}/{number}", "text": row["text"].strip(), "title": row["title"],
                    "published": row["date"], "publisher": "Wikinews", "url": row["url"],
                }  # fmt: skip


def _current_events(data: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted((data / "wikipedia_current_events" / "_posts").glob("*.md")):
        items = [one for one in path.read_text(encoding="utf-8").split("\n") if re.match(r"\s*\* .*\)\s*$", one)]
        for number, item in enumerate(items, 1):
            if len(_SOURCE.findall(item)) < CITED:
                continue
            text = plain(_SOURCE.sub(r"(\1)", item.strip()[2:]))
            if len(text.split()) >= 8:
                yield {
                    "id": f"{path.stem[:10]}/{number}", "text": text, "published": path.stem[:10],
                    "publisher": "Wikipedia, current events",
                }  # fmt: skip


def _articles(data: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted((data / "wikipedia_conflict_articles").rglob("*.md")):
        _, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        if len(body.split()) >= 50:
            text = "\n\n".join(plain(part) for part in body.split("\n\n") if part.strip())
            yield {"id": f"{path.parent.name}/{path.stem}", "text": text, "publisher": "Wikipedia"}


def make(data: Path, *, every: bool) -> None:
    """Write the lines and add them to the record."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "open.jsonl"
    taken = lines(data, 1, 1) if every else lines(data)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in taken), encoding="utf-8")
    with Record.open(FOLDER / "record.db", create=True) as record:
        account = record.add(path, progress=lambda told: print(f"{told.done} done, {told.rate:.1f} a second", file=sys.stderr))
        (FOLDER / "account.json").write_text(json.dumps({"words": account.words, "by_kind": account.by_kind}))
        print(account.words, account.by_kind)


def drawn(store: Store, count: int) -> list[dict[str, Any]]:
    """Links between claims of two reports that are no copies, at random, each with both sentences."""
    one, two, link, reprint = tables.claim.alias(), tables.claim.alias(), tables.link, tables.reprint
    event_one, event_two = tables.claim_event.alias(), tables.claim_event.alias()
    root_one, root_two = reprint.alias(), reprint.alias()
    asked = (
        select(link.c.claim_id, link.c.other_id, link.c.score, link.c.body)
        .join(one, one.c.id == link.c.claim_id)
        .join(two, two.c.id == link.c.other_id)
        .join(event_one, event_one.c.claim_id == one.c.id)
        .join(event_two, event_two.c.claim_id == two.c.id)
        .join(root_one, root_one.c.report_id == one.c.report_id)
        .join(root_two, root_two.c.report_id == two.c.report_id)
        .where(event_one.c.event_id == event_two.c.event_id, one.c.report_id != two.c.report_id)
        .where(root_one.c.root != root_two.c.root)
        .order_by(link.c.claim_id, link.c.other_id)
    )
    with store.reading() as snapshot:
        rows = snapshot.rows(asked)
        chosen = random.Random(SEED).sample(list(rows), min(count, len(rows)))
        return [
            {
                "one": _told(snapshot, row.claim_id), "two": _told(snapshot, row.other_id), "score": row.score,
                "reasons": json.loads(unpack_small("link", row.body))["reasons"],
            }
            for row in chosen
        ]  # fmt: skip


def _told(snapshot: Any, number: int) -> dict[str, Any]:
    claim, report = tables.claim, tables.report
    asked = select(claim, report.c.given_id, report.c.published).join(report, report.c.id == claim.c.report_id)
    row = snapshot.row(asked.where(claim.c.id == number))
    return {
        "report": row.given_id, "start": row.start, "end": row.end, "type": row.type, "trigger": row.trigger,
        "published": row.published, "sentence": row.sentence, "when": row.when_start, "place": row.place,
    }  # fmt: skip


def show(count: int) -> None:
    """Print links to be judged, with the line that a verdict goes behind."""
    with Store.open(FOLDER / "record.db") as store:
        for number, one in enumerate(drawn(store, count), 1):
            print(f"--- {number}. score {one['score']:.2f}: {'; '.join(one['reasons'])}")
            for side in ("one", "two"):
                told = one[side]
                print(f"  [{told['report']}] {told['type']} “{told['trigger']}” when {told['when']} where {told['place']}")
                print(f"    {told['sentence'][:600]}")
            print(_line(one))


def _line(one: Mapping[str, Any]) -> str:
    return "\t".join(str(one[side][name]) for side in ("one", "two") for name in ("report", "start", "end"))


def figures(store: Store) -> dict[str, Any]:
    """What the record holds, in numbers."""
    event, report, reprint = tables.event, tables.report, tables.reprint
    with store.reading() as snapshot:
        by_grade = select(event.c.grade, func.count().label("number")).group_by(event.c.grade)
        grades = {row.grade: row.number for row in snapshot.rows(by_grade)}
        copies = select(func.count()).select_from(reprint).where(reprint.c.root != reprint.c.report_id)
        several = snapshot.row(select(func.count().label("number")).where(event.c.reports > 1))
        disputed = snapshot.rows(
            select(event).where(event.c.disputed != "", event.c.origins_for + event.c.origins_against > 1)
            .order_by(event.c.disagreement.desc(), (event.c.origins_for + event.c.origins_against).desc(), event.c.id)
        )
        return {
            "reports": snapshot.rows(select(func.count()).select_from(report))[0][0],
            "claims": snapshot.rows(select(func.count()).select_from(tables.claim))[0][0],
            "events": sum(grades.values()), "grades": grades, "several": several.number if several else 0,
            "actors": snapshot.rows(select(func.count()).select_from(tables.actor))[0][0],
            "reprints": snapshot.rows(copies)[0][0],
            "links": snapshot.rows(select(func.count()).select_from(tables.link))[0][0],
            "disputed": [dict(row._mapping) for row in disputed],
        }  # fmt: skip


def write() -> None:
    """Write the page."""
    with Store.open(FOLDER / "record.db") as store:
        found = figures(store)
        there = {_line(one) for one in drawn(store, 500)}
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        judged = list(csv.reader((line for line in file if not line.startswith("#")), delimiter="\t"))
    account = json.loads((FOLDER / "account.json").read_text())
    PAGE.write_text(_page(found, account["words"], judged, there), encoding="utf-8")


def _rounds(judged: list[list[str]], there: set[str]) -> str:
    """A line for each round of verdicts: how many were wrong, and how many, and how many wrong ones, the record still has."""
    told = ""
    for number in sorted({row[8] for row in judged}):
        rows = [row for row in judged if row[8] == number]
        kept = [row for row in rows if "\t".join(row[:6]) in there]
        wrong, unsure = (sum(row[6] == verdict for row in rows) for verdict in ("wrong", "unsure"))
        told += (
            f"| {number} | {len(rows)} | {wrong} ({100 * wrong / len(rows):.0f} %) | {unsure} | {len(kept)} | "
            f"{sum(row[6] == 'wrong' for row in kept)} |\n"
        )
    return told


def _page(found: Mapping[str, Any], account: str, judged: list[list[str]], there: set[str]) -> str:
    grades = ", ".join(f"{number:,} {grade}" for grade, number in sorted(found["grades"].items(), key=lambda one: -one[1]))
    head = f"""# A record of open texts

Written by `python -m benchmarks.open_record write`; don't edit by hand. What happens when the open texts that anybody can get are added as
one real record: Wikinews (2019 and 2020), one in {EVERY_ITEM} of
the items of Wikipedia's day pages that cite two sources or more, and one in {EVERY_ARTICLE} of Wikipedia's long articles on the
wars in Syria and Ukraine.
Their words are not repeated here.

The account: **{account}**.

| | |
|---|---|
| reports | {found["reports"]:,} |
| claims | {found["claims"]:,} |
| events | {found["events"]:,}: {grades} |
| events that two reports or more tell of | {found["several"]:,} |
| actors | {found["actors"]:,} |
| reports that repeat another's text | {found["reprints"]:,} |
| links that linking explains | {found["links"]:,} |

## {len(judged)} links checked by hand

Drawn at random from the links between claims of two reports that are no copies of each other, and judged by one reader with both sentences
before him: do the two tell of one occurrence? Each round was drawn from the record as it then was, without those judged before.

| round | links | wrong | could not be told | still links of the record as it is now | wrong ones among these |
|---|---|---|---|---|---|
{_rounds(judged, there)}
Before round 1 most links of this record were wrong: an "offensive" was linked with any other in a record whose stories are all of
one war. The rule that claims must be held together by time and by a place, a party, a toll or the day (`corroborate/linking_anchors.py`)
was made after looking at those. Round 2 was drawn after events had begun to give claims to each other. Its wrong ones are mostly political
talk of one week (attacks in words, praise); so, after it, where neither claim says when, all parties that both name must be the
same, and "people" are no party. Round 3 was drawn after that.

| reports | verdict | why |
|---|---|---|
"""
    rows = "".join(f"| {row[0]} · {row[3]} | {row[6]} | {row[7]} |\n" for row in judged)
    top = "".join(
        f"| v{one['id']} | {one['type']} | {one['when_start'] or ''} | {one['place'] or ''} | {one['disputed'].replace(',', ', ')} | "
        f"{one['origins_for']}:{one['origins_against']} | {_toll(one)} |\n"
        for one in found["disputed"][:15]
    )
    return f"""{head}{rows}
## The most disputed events

{len(found["disputed"]):,} events are disputed in some field by two origins or more. The first by disagreement:

| event | type | day | place | disputed in | origins for:against | killed |
|---|---|---|---|---|---|---|
{top}"""


def _toll(one: Mapping[str, Any]) -> str:
    low, high = one["killed_low"], one["killed_high"]
    return "" if low is None and high is None else f"{low or '?'} to {high or '?'}"


def main() -> None:
    """The three commands."""
    parser = argparse.ArgumentParser(description="A record of the open sets.")
    parser.add_argument("what", choices=("make", "links", "write"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--all", action="store_true", help="every item and article, not a part of them (hours)")
    given = parser.parse_args()
    if given.what == "make":
        make(given.data, every=given.all)
    elif given.what == "links":
        show(given.count)
    else:
        write()


if __name__ == "__main__":
    main()
