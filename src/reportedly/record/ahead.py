"""What a window of reports will ask for, done ahead by hands: partitioned by block, and taken up where the fold asks for it.

Nothing of it decides anything. The fold goes through the window in the order of the log and asks for overlaps of texts and for pairs
of claims as ever; those that were foreseen are there, those that are asked for because events changed meanwhile are computed in place.
Each is a function of its two texts or claims alone, so the rows are the same bit for bit.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportedly.corroborate.linking_blocks import blocks, blocks_asked
from reportedly.corroborate.signatures import MOST_HOLDERS, Signature, to_compare
from reportedly.ingest.coded import is_coded
from reportedly.record.contributions import Contribution, packed_facts
from reportedly.record.events import MOST_HOLDERS as MOST_CLAIMS
from reportedly.record.events import Events
from reportedly.record.hands import Claims, Hands, dealt, overlaps, pairs_of, signatures
from reportedly.record.reprints import Reprints
from reportedly.schema import Reading
from reportedly.store import tables
from reportedly.store.base import Added
from reportedly.store.writer import Writer


def sign_ahead(writer: Writer, reprints: Reprints, entries: Sequence[tuple[Added, Reading]], hands: Hands) -> None:
    """Find the keys of these reports' texts, and compare each with those that it may reprint: components of common keys are parts."""
    texts = {added.report: reading.report.text for added, reading in entries if not is_coded(reading)}
    reprints.signed = signatures(hands, texts)
    reprints.compared.clear()
    pairs = list(_foreseen(writer, reprints.signed))
    if pairs:
        others = {other for _, other in pairs if other not in texts}
        texts |= {other: writer.text_of(other) for other in sorted(others)}
        reprints.compared |= overlaps(hands, texts, pairs)


def _foreseen(writer: Writer, signed: dict[int, Signature]) -> Iterator[tuple[int, int]]:
    """The pairs that will be compared if all reports of the window are found by their keys: each with its few likeliest and their roots."""
    here: dict[int, list[int]] = defaultdict(list)
    for report, signature in sorted(signed.items()):
        found = writer.find_keys("band", signature.keys, MOST_HOLDERS)
        found += [(key, other) for key in dict.fromkeys(signature.keys) for other in here[key][:MOST_HOLDERS]]
        likely = [one for one in to_compare(found) if one != report]
        roots = [int(root) for (root,) in writer.pick_among(tables.reprint, ("root",), "report_id", likely)]
        yield from ((report, other) for other in dict.fromkeys((*likely, *sorted(roots))) if other != report)
        for key in dict.fromkeys(signature.keys):
            here[key].append(report)


def pair_ahead(events: Events, reports: Sequence[Sequence[Contribution]], hands: Hands) -> None:
    """Compare the claims of these reports with those that share blocks with them, of the record and of earlier reports among them."""
    facts: dict[int, bytes] = {}
    others: dict[int, tuple[int, ...]] = {}
    block: dict[int, int] = {}
    here: dict[int, list[int]] = defaultdict(list)
    for contributions in reports:
        asked = {key for one in contributions for key in blocks_asked(one.facts)}
        near = {claim for key in sorted(asked) if len(here[key]) < MOST_CLAIMS for claim in here[key]}
        known = events.likely([one.facts for one in contributions])
        facts |= known
        met = (*sorted(known.keys() | near, reverse=True),)
        for one in contributions:
            stored = blocks(one.facts)
            facts[one.claim], others[one.claim] = packed_facts(one.facts), met
            block[one.claim] = stored[0] if stored else one.claim
        for one in contributions:
            for key in blocks(one.facts):
                here[key].append(one.claim)
    parts = dealt(hands, [claim for claim in sorted(others) if others[claim]], lambda claim: block[claim])
    work = []
    for part in parts:
        pairs = tuple((claim, others[claim]) for claim in part)
        wanted = {one for claim, some in pairs for one in (claim, *some)}
        work.append(Claims({claim: facts[claim] for claim in sorted(wanted)}, pairs))
    events.pairs.keep(pairs_of(hands, work))
