"""Which report a new one reprints: looked up by its keys, then compared word by word with the few that share most.

Copies are a group, which goes by the report that came first into the record, its root. What the others are called reprints of is its
original: the one that was published first, by day; of those of one day the one that was added first, and one without a day last.
"""

from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct

from reportedly.corroborate.overlaps import Overlap, overlap_of
from reportedly.corroborate.roots import holds, root_among
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


_UNDATED = "9999-99-99"


class Reprint(Struct, frozen=True, kw_only=True):
    """The root of a new report's group (itself where it reprints none), and why in words."""

    root: int
    reason: str | None = None


class Reprints:
    """Finds what a report reprints, and lets it be found by later ones. Call ``finish`` at the end of a transaction."""

    def __init__(self, writer: Writer, kept: KeptWords | None = None) -> None:
        self._writer = writer
        self._words = kept or KeptWords()
        self.signed: dict[int, Signature] = {}
        self.compared: dict[tuple[int, int], Overlap | None] = {}
        """What was found ahead: signatures by report, and overlaps of a report with an earlier one."""
        self._turned: set[int] = set()  # the roots of groups that got an earlier original

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
            original = self._original_of(root.report)
            if self._came(report) < self._came(original) and self._root_of(root.report) == root.report:
                self._turned.add(root.report)  # its rows are written at the end of the transaction
            row |= {"root": root.report, **_repeats(original, root.report, root.overlap, compare)}
        self._writer.insert(tables.reprint, [row])
        self._writer.put_keys("band", report, keys_to_index(signature, root.overlap.share_one if root is not None else 0.0))
        return Reprint(root=report) if root is None else Reprint(root=root.report, reason=root.overlap.reason)

    def finish(self) -> None:
        """Name the originals of groups to which an earlier one came: their rows say the same in whichever order they were added."""
        for root in sorted(self._turned):
            members = [int(report) for (report,) in self._writer.pick(tables.reprint, ("report_id",), root=root)]
            original = min(members, key=self._came)
            changes: list[tuple[dict[str, object], dict[str, object]]] = []
            for member in sorted(members):

                def compare(other: int, member: int = member) -> Overlap | None:
                    return overlap_of(self._words.of(member, self._writer.text_of), self._words.of(other, self._writer.text_of))

                values = dict.fromkeys(("of", "kind", "share", "reason"))
                if member != original and (overlap := compare(root)) is not None:
                    values |= _repeats(original, root, overlap, compare)
                changes.append(({"report_id": member}, values))
            self._writer.update_all(tables.reprint, changes)
        self._turned.clear()

    def _root_of(self, report: int) -> int:
        found = self._writer.pick(tables.reprint, ("root",), report_id=report)
        return int(found[0][0]) if found else report

    def _original_of(self, root: int) -> int:
        """What the group of a root repeats; a root that is in another's group itself stays the original of its own."""
        found = self._writer.pick(tables.reprint, ("root", "of"), report_id=root)
        return root if not found or found[0][0] != root or found[0][1] is None else int(found[0][1])

    def _came(self, report: int) -> tuple[str, int]:
        """By what the original of some reports is told: the day of publication, then the order of adding."""
        ((published,),) = self._writer.pick(tables.report, ("published",), id=report)
        return published[:10] if published else _UNDATED, report


def _repeats(original: int, root: int, overlap: Overlap, compare: Callable[[int], Overlap | None]) -> dict[str, object]:
    """What a row says of a copy: how it repeats the original, or where it holds no part of that, the root, by ``overlap``."""
    of = root
    if original != root and (found := compare(original)) is not None and holds(found):
        of, overlap = original, found
    return {"of": of, "kind": overlap.kind, "share": round(overlap.share_one, 4), "reason": overlap.reason}
