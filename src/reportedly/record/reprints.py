"""Which report a new one reprints: looked up by its keys, then compared word by word with the few that share most."""

from functools import lru_cache

from msgspec import Struct
from sqlalchemy import select

from reportedly.corroborate.overlaps import Overlap, overlap_of
from reportedly.corroborate.shingles import Words, words_of
from reportedly.corroborate.signatures import MOST_HOLDERS, keys_to_index, signature_of, to_compare
from reportedly.ingest.coded import is_coded
from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.writer import Writer

KEPT_WORDS = 64
"""Reports whose words are kept at hand: a story's copies come close together."""


class Reprint(Struct, frozen=True, kw_only=True):
    """The report that stands for a new one (itself where it reprints none), and why in words."""

    root: int
    reason: str | None = None


class Reprints:
    """Finds what a report reprints, and lets it be found by later ones."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._words = lru_cache(maxsize=KEPT_WORDS)(words_of)

    def find(self, report: int, reading: Reading) -> Reprint:
        """The report's place among copies; writes its row and its keys. The rows of a table are alike by its columns, and no copies."""
        if is_coded(reading):
            self._writer.insert(tables.reprint, [{"report_id": report, "root": report}])
            return Reprint(root=report)
        words = self._words(reading.report.text)
        signature = signature_of(words)
        candidates = to_compare(self._writer.find_keys("band", signature.keys, MOST_HOLDERS))
        root, found = self._root(words, [one for one in candidates if one != report])
        row: dict[str, object] = {"report_id": report, "root": report if root is None else root}
        reason = None
        if root is not None and found is not None:
            reason = f"a copy of r{root}: {found.reason}"
            row |= {"of": root, "kind": found.kind, "share": round(found.share_one, 4), "reason": reason}
        self._writer.insert(tables.reprint, [row])
        self._writer.put_keys("band", report, keys_to_index(signature, found.share_one if found is not None else 0.0))
        return Reprint(root=report if root is None else root, reason=reason)

    def _root(self, words: Words, candidates: list[int]) -> tuple[int | None, Overlap | None]:
        """The root that the words reprint themselves: that of a candidate is compared too, so that copies of copies don't chain."""
        tried: dict[int, Overlap | None] = {}
        for candidate in candidates:
            if self._reprints(words, candidate, tried):
                row = self._writer.row(select(tables.reprint.c.root).where(tables.reprint.c.report_id == candidate))
                for root in dict.fromkeys((row.root if row is not None else candidate, candidate)):
                    if self._reprints(words, root, tried):
                        return root, tried[root]
        return None, None

    def _reprints(self, words: Words, other: int, tried: dict[int, Overlap | None]) -> bool:
        if other not in tried:
            tried[other] = overlap_of(words, self._words(self._writer.text_of(other)))
        found = tried[other]
        return found is not None and found.reprints
