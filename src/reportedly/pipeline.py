"""The stages in order: the only file that knows the order.

Report ─encode▶ Output ─times, mentions, entities, places▶ attributions ─▶ claims ─▶ events = Reading
"""

import datetime
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from reportedly.codebooks.load import load_codebook
from reportedly.config import Settings
from reportedly.corroborate.same_party import names_of
from reportedly.corroborate.standing import stand
from reportedly.corroborate.within_report import occurrences
from reportedly.encoder.output import Output
from reportedly.encoder.session import Encoder
from reportedly.errors import BadOption, InputError
from reportedly.extract.attributions import find_attributions
from reportedly.extract.calibration import calibration
from reportedly.extract.candidates import MentionCandidate
from reportedly.extract.claims import Surroundings, find_triggers, make_claims
from reportedly.extract.coreference import cluster
from reportedly.extract.datelines import past_datelines
from reportedly.extract.denials import with_denied_deeds
from reportedly.extract.entities import VALUES, EntityFinder, make_entities
from reportedly.extract.inner_places import with_inner_places
from reportedly.extract.kinds import settled_kinds
from reportedly.extract.mentions import mention_candidates
from reportedly.extract.metonymy import apart_from_places, speaking_places, with_governments
from reportedly.extract.paragraphs import within_paragraphs
from reportedly.extract.recurrence import add_recurrences
from reportedly.extract.relation_claims import make_relation_claims
from reportedly.extract.relation_reading import read_relations
from reportedly.extract.type_head import TaughtTypes, opened_head
from reportedly.extract.whole_mentions import with_whole_mentions
from reportedly.ingest.given import Given
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.ingest.text import report_from_text
from reportedly.reading_pool import Beside, ReadingPool, name_of
from reportedly.resolve.dates import FoundTime, find_times
from reportedly.resolve.places import PlaceMention, PlaceResolver
from reportedly.resolve.the_town import Named, as_described, the_town, whose_capital
from reportedly.schema import (
    Attribution,
    Claim,
    DateInterval,
    Entity,
    Event,
    MadeBy,
    Mention,
    PlaceRef,
    Reading,
    Report,
)
from reportedly.version import __version__

COLLECT_EVERY = 50_000  # objects more than were freed, while many reports are read
ALONE_FOR = 24  # reports before other processes are started: these take as long to start as a score of reports to read
# A sentence of our own that needs most of what is loaded at its first use.
WARMS = "The Kremlin said on Monday, 3 May 2021 that rebels in Aleppo, Syria killed three people last week after John Doe died of cancer."

_Resolved = dict[tuple[int, int], tuple[PlaceRef | DateInterval | None, str | None]]


class Reader:
    """A model, a gazetteer and a codebook, ready to read; it keeps nothing of what it has read."""

    def __init__(self, settings: Settings | None = None, encoder: Encoder | None = None) -> None:
        """Open everything; raises ModelError, GazetteerError or CodebookError where a part is missing or damaged.

        ``encoder`` is one that is open already with the settings' model.
        """
        settings = settings or Settings()
        self.settings = settings
        self.timed: Callable[[float], None] | None = None  # told the seconds of each report of read_all, from any thread
        self.encoder = encoder or Encoder(settings.model)
        self.threads = settings.threads or os.cpu_count() or 1
        self.places = PlaceResolver.open(settings.gazetteer)
        self.codebook = load_codebook(settings.codebook)
        self.taught: TaughtTypes | None = None
        if settings.codebook is not None and self.codebook.examples:
            head = opened_head(settings.codebook, self.codebook, self.encoder.model_hash)
            self.taught = TaughtTypes(self.codebook, head)
        # What a fitted head tells has passed that head's own thresholds; the packaged one was chosen for packaged types.
        usual = 0.0 if self.taught else calibration().min_score
        self.min_score = usual if settings.min_score is None else settings.min_score
        self.made_by = MadeBy(
            reportedly=__version__, model=self.encoder.model_hash, codebook=self.codebook.hash, min_score=self.min_score
        )

    @classmethod
    def open(cls, settings: Settings | None = None) -> "Reader":
        """A reader with these settings (the packaged parts where they name none)."""
        return cls(settings)

    def warm(self) -> None:
        """Load what the first report would have to wait for: word lists, patterns and indexes."""
        self._assemble(report_from_text(WARMS, Given(), verbatim=True), self.encoder.encode([WARMS])[0])

    def read(self, report: Report) -> Reading:
        """Read one report, by all cores that may read."""
        return self._read(report, self.threads)

    def _read(self, report: Report, hands: int) -> Reading:
        return self._assemble(report, self.encoder.encode([report.text], hands)[0])

    def read_all(self, items: Iterable[Report | Rejection]) -> Iterator[Reading | Rejection]:
        """Read reports as they come, some ahead; order is kept, rejections pass through in their place.

        A few are read on threads. Where more come, other processes help (``reading_pool``), which say what this one would.
        """
        here = Beside(self.read_or_reject, self.threads, ALONE_FOR)
        # A program that was frozen into one file has no Python that could run a worker, and workers know no reader but this one.
        alone = getattr(sys, "frozen", False) or not sys.executable or type(self) is not Reader
        others = 0 if alone else self.threads - 1
        with few_collections(), ReadingPool(self.settings, others, beside=here, timed=self.timed) as pool:
            yield from pool.readings(items)

    def read_or_reject(self, report: Report) -> Reading | Rejection:
        """As ``read`` for one report of many: what goes wrong with it is its Rejection, and the next one is read."""
        try:
            return self._read(report, 1)  # others are read beside it
        except InputError as error:
            return rejection_of(name_of(report), error)
        except Exception as error:  # noqa: BLE001  a fault of ours over one report must not end a run of a million
            at = traceback.extract_tb(error.__traceback__)[-1]
            reason = f"{name_of(report)} was not read: {error!r} ({Path(at.filename).name}, line {at.lineno})."
            return Rejection(
                where=name_of(report), reason=reason, cure="Report this as a bug.", kind=type(error).__name__
            )

    def _assemble(self, report: Report, output: Output) -> Reading:
        text = report.text
        output = with_whole_mentions(text, past_datelines(text, within_paragraphs(text, output)))
        times = find_times(text, _day(report.published))
        triggers = find_triggers(text, output, self.codebook, self.taught)
        wanted = [
            (one.start, one.end)
            for trigger in triggers
            for one in (*trigger.filled, *trigger.arguments)
            if one.role != "time"
        ]
        wanted += [(one.start, one.end) for cue in output.cues for one in cue.arguments if one.label == "source"]
        candidates = mention_candidates(text, output, [(time.start, time.end) for time in times], wanted)
        candidates = with_inner_places(text, add_recurrences(text, candidates))
        candidates = settled_kinds(text, candidates, self.places.is_town)
        governments = self._governments(text, candidates, output)
        candidates = with_governments(candidates, governments)
        groups, spoken_of = _groups(text, candidates, output, governments)
        mentions, entities = make_entities(candidates, groups, self._resolve(text, candidates, times))
        entities = _with_actors(entities, mentions, governments)
        entity_at = EntityFinder(text, mentions)
        attributions = find_attributions(text, output, entity_at, report.title)
        claims = make_claims(triggers, Surroundings(text, output, mentions, attributions, entity_at))
        claims = with_denied_deeds(text, attributions, claims)
        relations = read_relations(text, output, spoken_of, _within(spoken_of, candidates, groups))
        of_candidate = [mentions[number] for number, one in enumerate(candidates) if one.kind not in VALUES]
        claims += make_relation_claims(text, relations, of_candidate, attributions, output.sentences, len(claims) + 1)
        kept = [claim for claim in claims if claim.score >= self.min_score]
        made_by = replace(self.made_by, held_back=len(claims) - len(kept)) if len(kept) < len(claims) else self.made_by
        claims, events = _events(kept, attributions, mentions, entities)
        return Reading(
            report=report, mentions=mentions, entities=entities, attributions=attributions, claims=tuple(claims),
            events=events, made_by=made_by,
        )  # fmt: skip

    def _governments(self, text: str, candidates: Sequence[MentionCandidate], output: Output) -> dict[int, str]:
        """The actor of each candidate, by number, that stands for a government."""
        found = {}
        for number in speaking_places(text, output, candidates):
            government = self.places.government(candidates[number].text)
            if government is not None and (candidates[number].kind != "person" or government.by_seat):
                found[number] = government.actor
        return found

    def _resolve(self, text: str, candidates: Sequence[MentionCandidate], times: Sequence[FoundTime]) -> _Resolved:
        resolved: _Resolved = {}
        for time in times:
            dated = time.interval.start or time.interval.end
            resolved[time.start, time.end] = (time.interval, None if dated else time.unresolved)
        asked = [
            PlaceMention(one.start, one.end, one.text, one.kind)
            for one in candidates
            if (one.kind == "place" or one.kind == "facility" or one.kind == "nationality") and one.level == "name"
        ]
        for mention, found in zip(asked, self.places.resolve(text, asked), strict=True):
            resolved[mention.start, mention.end] = (found.place, found.unresolved)
        named = [
            Named(one.start, one.end, place if isinstance(place, PlaceRef) else None)
            for one in asked
            if one.kind == "place"
            for place, _ in (resolved[one.start, one.end],)
        ]
        for one in candidates:
            if one.kind != "place" or one.level != "nominal":
                continue
            place = the_town(text, one.start, one.end, named)
            whose = whose_capital(text, one.start, one.end)
            if whose is not None and (town := self.places.capital(whose, named)) is not None:
                place = as_described(text, one.start, one.end, town)
            if place is not None:
                resolved[one.start, one.end] = (place, None)
        return resolved


@contextmanager
def few_collections() -> Iterator[None]:
    """Spare the garbage collector: readings make no cycles worth looking for, and the codebook's objects live on."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _day(published: str | None) -> datetime.date | None:
    if published is None:
        return None
    try:
        return datetime.date.fromisoformat(published[:10])
    except ValueError as error:
        raise BadOption(f"{published!r} is not a date.", "Write the day of publication as 2016-12-07.") from error


def _groups(
    text: str, candidates: Sequence[MentionCandidate], output: Output, governments: Mapping[int, str]
) -> tuple[list[tuple[int, ...]], list[MentionCandidate]]:
    """Groups of candidate numbers that corefer (times and amounts alone), and the candidates that can."""
    numbers = [number for number, one in enumerate(candidates) if one.kind not in VALUES]
    spoken_of = [candidates[number] for number in numbers]
    clusters = cluster(text, spoken_of, output.sentences, output)
    groups = [tuple(numbers[index] for index in group) for group in clusters.groups]
    groups += [(number,) for number, one in enumerate(candidates) if one.kind in VALUES]
    named = frozenset(number for number in numbers if candidates[number].level == "name")
    return apart_from_places(groups, named, governments), spoken_of


def _with_actors(
    entities: Sequence[Entity], mentions: Sequence[Mention], governments: Mapping[int, str]
) -> tuple[Entity, ...]:
    actors = {mentions[number].entity: actor for number, actor in governments.items()}
    return tuple(replace(one, actor=actors[one.id]) if one.id in actors else one for one in entities)


def _within(
    spoken_of: Sequence[MentionCandidate], candidates: Sequence[MentionCandidate], groups: Iterable[Sequence[int]]
) -> list[tuple[int, ...]]:
    place = {id(one): number for number, one in enumerate(spoken_of)}
    return [
        tuple(place[id(candidates[number])] for number in group)
        for group in groups
        if all(id(candidates[number]) in place for number in group)
    ]


def _events(
    claims: Sequence[Claim],
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
) -> tuple[list[Claim], tuple[Event, ...]]:
    """Claims with their events, and the events: the event claims that linking joins, one event for each that it leaves alone."""
    voices = {one.id: one for one in attributions}
    named = {entity.id: entity for entity in entities}
    events = []
    event_of: dict[str, str] = {}
    for number, group in enumerate(occurrences(claims, names_of(mentions)), 1):
        event_of |= {claim.id: f"v{number}" for claim in group}
        events.append(
            Event(id=f"v{number}", claims=tuple(claim.id for claim in group), standing=stand(group, voices, named))
        )
    return [_with_event(claim, event_of.get(claim.id)) for claim in claims], tuple(events)


def _with_event(claim: Claim, event: str | None) -> Claim:
    return claim if event is None else replace(claim, event=event)
