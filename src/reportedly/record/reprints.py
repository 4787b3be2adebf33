"""Which report a new one reprints: looked up by its keys, then compared word by word with the few that share most."""

from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct

from reportedly.corroborate.overlaps import Overlap, overlap_of
from reportedly.corroborate.roots import root_among
from reportedly.corroborate.shingles import Words, words_of
from reportedly.corroborate.signatures import MOST_HOLDERS, Signature, keys_to_index, signature_of, to_compare
from reportedly.ingest.coded import is_coded
from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.writer import Writer

KEPT_WORDS = 256
"""Reports whose words are kept at hand: a story's copies come close together. About 10 KB for each 1,000 words."""


class KeptWords:
    """The words of the last reports that were compared, by number: a report's text never changes, so they outlive a transaction."""

    def __init__(self) -> None:
        self._words: OrderedDict[int, Words] = OrderedDict()

    def of(self, report: int, text: Callable[[int], str]) -> Words:
        """The words of a report, of its ``text`` where they are not kept."""
        words = self._words.get(report)
        if words is None:
            words = self._words[report] = words_of(text(report))
            if len(self._words) > KEPT_WORDS:
                self._words.popitem(last=False)
        self._words.move_to_end(report)
        return words


class Reprint(Struct, frozen=True, kw_only=True):
    """The report that stands for a new one (itself where it reprints none), and why in words."""

    root: int
    reason: str | None = None


class Reprints:
    """Finds what a report reprints, and lets it be found by later ones."""

    def __init__(self, writer: Writer, kept: KeptWords | None = None) -> None:
        self._writer = writer
        self._words = kept or KeptWords()
        self.signed: dict[int, Signature] = {}
        self.compared: dict[tuple[int, int], Overlap | None] = {}
        """What was found ahead: signatures by report, and overlaps of a report with an earlier one."""

    def find(self, report: int, reading: Reading) -> Reprint:
        """The report's place among copies; writes its row and its keys. The rows of a table are alike by its columns, and no copies."""
        if is_coded(reading):
            self._writer.insert(tables.reprint, [{"report_id": report, "root": report}])
            return Reprint(root=report)
        signature = self.signed.pop(report, None) or signature_of(self._words.of(report, lambda _: reading.report.text))
        candidates = [one for one in to_compare(self._writer.find_keys("band", signature.keys, MOST_HOLDERS)) if one != report]
        tried: dict[int, Overlap | None] = {}

        def compare(other: int) -> Overlap | None:
            if other not in tried:
                if (report, other) in self.compared:
                    tried[other] = self.compared[report, other]
                else:
                    own = self._words.of(report, lambda _: reading.report.text)
                    tried[other] = overlap_of(own, self._words.of(other, self._writer.text_of))
            return tried[other]

        root = root_among(candidates, self._root_of, compare)
        row: dict[str, object] = {"report_id": report, "root": report}
        if root is not None:
            row |= {
                "root": root.report, "of": root.through, "kind": root.overlap.kind,
                "share": round(root.overlap.share_one, 4), "reason": root.overlap.reason,
            }  # fmt: skip
        self._writer.insert(tables.reprint, [row])
        self._writer.put_keys("band", report, keys_to_index(signature, root.overlap.share_one if root is not None else 0.0))
        return Reprint(root=report) if root is None else Reprint(root=root.report, reason=root.overlap.reason)

    def _root_of(self, report: int) -> int:
        found = self._writer.pick(tables.reprint, ("root",), report_id=report)
        return int(found[0][0]) if found else report
