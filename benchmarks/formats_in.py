"""Speed and memory of the formats that are read: items from files, and reports from items, without reading them by the model.

    python -m benchmarks.formats_in [--warc-mb 2048] [--lines 1000000] [--share 1.0] [FORMAT...]

Large files of invented reports are made in a temporary folder, and gone through in a process each: once for the items (what archives are
unpacked to, mails are parted into, tables give as rows), once with every item made into a report (articles taken from pages, languages
checked), for MOST_REPORTS of them. Beside it stands a plain loop of the library that does the parsing, over the same file. Seconds are
those of the processor, so that a busy machine does not count. The resident size is noted after a tenth of the items and at the end: what
was added in between is the growth.
"""

import argparse
import csv
import email
import gzip
import json
import mailbox
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks import generated_files as files
from benchmarks.memory import peak_bytes, resident_bytes
from reportedly.ingest.files import items_from_path, report_from_item
from reportedly.ingest.item import Item
from reportedly.schema import Report

MOST_REPORTS = 20_000
"""Reports that are made of one file; flat memory is shown by the items, which all are gone through."""

IMAGE = 200_000
SCRIPT = 50_000
"""Bytes of an image and of a page's script in the web archive: crawled news sites are mostly these."""


def _warc(path: Path, megabytes: float) -> None:
    chance = random.Random(1)  # repeatable, no secret
    number = size = 0
    with path.open("wb") as out:
        while size < megabytes * 1e6:
            one = files.made(number)
            page = files.page(one).replace(b"</head>", b"<script>%s</script></head>" % (b"var a = 0;\n" * (SCRIPT // 11)))
            size += out.write(gzip.compress(files.record("request", one.url, b"GET / HTTP/1.1\r\n\r\n"), 1))
            size += out.write(gzip.compress(files.record("response", one.url, files.answer(page)), 1))
            for place in range(5):
                image = files.answer(chance.randbytes(IMAGE), "image/jpeg")
                size += out.write(gzip.compress(files.record("response", f"{one.url}/{place}.jpg", image), 0))
            number += 1


def _jsonl(path: Path, lines: float) -> None:
    with path.open("wb") as out:
        for number in range(int(lines)):
            out.write(files.line(files.made(number, 2)))


def _csv(path: Path, rows: float) -> None:
    with path.open("wb") as out:
        for number in range(int(rows)):
            table = files.table([files.made(number)])
            out.write(table if number == 0 else table.partition(b"\r\n")[2])


def _mbox(path: Path, mails: float) -> None:
    with path.open("wb") as out:
        for number in range(int(mails)):
            out.write(files.mailbox([files.mail(files.made(number), {"logo.png": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(20_000))})]))


def _zip(path: Path, pages: float) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(int(pages)):
            out.writestr(f"{number // 1000}/{number}.html", files.page(files.made(number)))


def _parquet(path: Path, rows: float) -> None:
    import pyarrow  # noqa: PLC0415  only this format needs it
    import pyarrow.parquet  # noqa: PLC0415

    writer = None
    for start in range(0, int(rows), 5000):
        made = [files.made(number) for number in range(start, min(start + 5000, int(rows)))]
        table = pyarrow.Table.from_pylist([{"id": one.number, "title": one.title, "text": one.text} for one in made])
        writer = writer or pyarrow.parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def _feed(path: Path, entries: float) -> None:
    path.write_bytes(files.rss(files.made(number) for number in range(int(entries))))


def _plain_warc(path: Path) -> Iterator[object]:
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  only this format needs it

    for record in ArchiveIterator(str(path), parse_http=True, auto_decode="all"):
        if record.http_content_type == "text/html":
            yield record.reader.read()


def _plain_jsonl(path: Path) -> Iterator[object]:
    with path.open("rb") as lines:
        yield from map(json.loads, lines)


def _plain_csv(path: Path) -> Iterator[object]:
    with path.open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)


def _plain_mbox(path: Path) -> Iterator[object]:
    box = mailbox.mbox(path, create=False)
    for key in box.iterkeys():
        yield email.message_from_bytes(box.get_bytes(key))
    box.close()


def _plain_zip(path: Path) -> Iterator[object]:
    with zipfile.ZipFile(path) as packed:
        for member in packed.infolist():
            yield packed.read(member)


def _plain_parquet(path: Path) -> Iterator[object]:
    import pyarrow.parquet  # noqa: PLC0415  only this format needs it

    with pyarrow.parquet.ParquetFile(path) as table:
        for batch in table.iter_batches():
            yield from batch.to_pylist()


def _plain_feed(path: Path) -> Iterator[object]:
    import feedparser  # noqa: PLC0415  only this format needs it

    yield from feedparser.parse(str(path)).entries


FORMATS: Mapping[str, tuple[Callable[[Path, float], None], Callable[[Path], Iterable[object]], str, float]] = {
    "warc": (_warc, _plain_warc, "fastwarc", 2048),
    "jsonl": (_jsonl, _plain_jsonl, "json", 1_000_000),
    "csv": (_csv, _plain_csv, "csv", 200_000),
    "parquet": (_parquet, _plain_parquet, "pyarrow", 200_000),
    "mbox": (_mbox, _plain_mbox, "mailbox", 10_000),
    "zip": (_zip, _plain_zip, "zipfile", 50_000),
    "feed": (_feed, _plain_feed, "feedparser", 4_000),
}
"""What makes a file of a size, the plain loop beside it and its library, and the size: megabytes of the web archive, else reports."""


def _items(path: Path) -> Iterator[object]:
    return (one for one in items_from_path(path) if isinstance(one, Item))


def _reports(path: Path) -> Iterator[object]:
    for item in _items(path):
        assert isinstance(item, Item)
        report = report_from_item(item)
        assert isinstance(report, Report), report
        yield report


def _child(name: str, stage: str, path: Path, most: int) -> None:
    """Go through a file and print what it took, as JSON."""
    _, plain, _, _ = FORMATS[name]
    ways: Mapping[str, Callable[[Path], Iterable[object]]] = {"plain": plain, "items": _items, "reports": _reports}
    began, count, after_few = process_time(), 0, 0
    few = max(1, most // 10)
    for _ in islice(ways[stage](path), most):
        count += 1
        if count == few:
            after_few = resident_bytes()
    seconds = process_time() - began
    grown = resident_bytes() - after_few
    print(json.dumps({"count": count, "seconds": seconds, "peak": peak_bytes(), "growth": grown}))


def measured(name: str, folder: Path, size: float) -> dict[str, Any]:
    """One format's figures on a file of that size."""
    make, _, library, _ = FORMATS[name]
    path = folder / f"large.{name}"
    make(path, size)
    found: dict[str, dict[str, Any]] = {}
    count = sys.maxsize
    for stage in ("plain", "items", "reports"):
        most = min(count, MOST_REPORTS) if stage == "reports" else count
        command = [sys.executable, "-m", "benchmarks.formats_in", "--child", name, stage, str(path), str(most)]
        found[stage] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        count = found[stage]["count"]
    megabytes = path.stat().st_size / 1e6
    path.unlink()
    items, reports = found["items"], found["reports"]
    assert items["count"] == found["plain"]["count"], "the plain loop and ours find as many"
    return {
        "format": name, "MB": round(megabytes), "items": items["count"], "items MB/s": round(megabytes / items["seconds"], 1),
        "items/s": round(items["count"] / items["seconds"]), "library": library,
        "times the plain loop": round(items["seconds"] / found["plain"]["seconds"], 2),
        "reports made": reports["count"], "reports/s": round(reports["count"] / reports["seconds"]),
        "items peak MB": round(items["peak"] / 1e6), "items growth MB": round(items["growth"] / 1e6, 1),
        "reports peak MB": round(reports["peak"] / 1e6), "reports growth MB": round(reports["growth"] / 1e6, 1),
    }  # fmt: skip


def main() -> None:
    """Make the files, measure, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--warc-mb", type=float, default=FORMATS["warc"][3])
    parser.add_argument("--lines", type=float, default=FORMATS["jsonl"][3])
    parser.add_argument("--share", type=float, default=1.0, help="of the usual size of the other files")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, stage, path, most = options.child
        _child(name, stage, Path(path), int(most))
        return
    with tempfile.TemporaryDirectory() as folder:
        for place, name in enumerate(options.formats or FORMATS):
            size = {"warc": options.warc_mb, "jsonl": options.lines}.get(name, FORMATS[name][3] * options.share)
            row = measured(name, Path(folder), size)
            if place == 0:
                print(f"| {' | '.join(row)} |\n|{'---|' * len(row)}")
            print(f"| {' | '.join(str(value) for value in row.values())} |", flush=True)


if __name__ == "__main__":
    main()
