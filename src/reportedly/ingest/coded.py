"""Human-coded tables as readings: each row a report that says what its columns say, each value with the words it stands in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportedly.errors import BrokenRow, InputError
from reportedly.ingest.coded_mapping import CodedMapping, PartyRule, TypeRule, TypeValue, closest, numbered
from reportedly.ingest.coded_row import RowText
from reportedly.ingest.coded_table import BadRow, Row, Table
from reportedly.ingest.coded_values import Found, Source, is_set, parts_of, sources_of, toll_of, when_of, where_of
from reportedly.ingest.limits import check_size
from reportedly.ingest.rejection import Rejection, rejection_of
from reportedly.schema import (
    Argument,
    Attribution,
    Claim,
    ClaimPlace,
    ClaimTime,
    DateInterval,
    Entity,
    Event,
    Factuality,
    MadeBy,
    Mention,
    MentionKind,
    PlaceRef,
    Reading,
    Report,
    SourceSpan,
    Span,
    Standing,
    Toll,
    report_id,
)
from reportedly.version import __version__

Stand = Callable[[Sequence[Claim], Mapping[str, Attribution], Mapping[str, Entity]], Standing]
"""What grades the claims of one report: ``corroborate.standing.stand``."""

OWN_EVENT = "v1"
_SURE = Factuality(certainty="certain", polarity="positive", modality="actual")


class CodedRow(Struct, frozen=True, kw_only=True):
    """One row of a table: where it stands (``file:line``), its bytes as they came, and its reading or why there is none."""

    where: str
    data: bytes
    outcome: Reading | Rejection


def readings_from_rows(path: str | Path, mapping: CodedMapping, stand: Stand) -> Iterator[Reading | Rejection]:
    """The readings of a table's rows, in order, one at a time; a row that can't be read gives a Rejection in its place.

    A row's report is the row itself, as lines of ``column: value``; it is published when the report that the row cites was (the
    last of several), and undated where that is not known. Each source that the row cites makes one claim of the row's event. A row
    whose type is none of the codebook's makes a reading without claims. A table that can't be read, or lacks a column that the
    mapping needs, gives one Rejection. Delimiter (comma, semicolon, tab, bar) and encoding (UTF-8, UTF-16 with a mark, Windows-1252)
    are found out.
    """
    return (one.outcome for one in captured_rows(path, mapping, stand))


def captured_rows(path: str | Path, mapping: CodedMapping, stand: Stand) -> Iterator[CodedRow]:
    """What ``readings_from_rows`` gives, each with where it stands and the row's own bytes as they came, for an archive."""
    coder = _Coder(mapping, stand)
    try:
        table = Table(Path(path), mapping.columns)
    except InputError as error:
        yield CodedRow(where=str(path), data=b"", outcome=rejection_of(str(path), error))
        return
    with table:
        missing = _missing(table, mapping)
        if missing is not None:
            yield CodedRow(where=str(path), data=b"", outcome=rejection_of(str(path), missing))
            return
        for row in table.rows():
            where = f"{path}:{row.line}"
            outcome: Reading | Rejection
            if isinstance(row, BadRow):
                where = f"{where}-{row.last}" if row.last > row.line else where
                outcome = rejection_of(where, _in_row(row.error, path))
            else:
                try:
                    outcome = coder.reading(table.header, row)
                except InputError as error:
                    outcome = rejection_of(where, _in_row(error, path, row.number))
            yield CodedRow(where=where, data=table.bytes_of(row.raw), outcome=outcome)


def is_coded(reading: Reading) -> bool:
    """Whether a person coded the reading."""
    return reading.made_by.coded


def given_event(reading: Reading) -> str | None:
    """The event id that the coders gave the row; None where they gave none, or the reading was not coded."""
    if not is_coded(reading) or not reading.events or reading.events[0].id == OWN_EVENT:
        return None
    return reading.events[0].id


def _missing(table: Table, mapping: CodedMapping) -> BrokenRow | None:
    columns = mapping.columns
    lacking = [column for column, needed in columns.items() if needed and column not in table.header]
    if not lacking:
        return None
    unused = [column for column in table.header if column not in columns]
    hints = " ".join(
        f"{closest(column, unused).strip()} for {column!r}." for column in lacking if closest(column, unused)
    )
    cure = f"{hints} Correct the mapping, or write {lacking[0]}? there if tables may lack it.".strip()
    named = ", ".join(repr(column) for column in lacking[:5])
    more = f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""
    return BrokenRow(f"{table.name} lacks what {mapping.rules.name} needs: {named}{more}.", cure)


def _in_row(error: InputError, path: str | Path, number: int | None = None) -> InputError:
    message = error.message if number is None else f"row {number:,}: {error.message}"
    return type(error)(f"{path}, {message}", error.cure)


class _Who(Struct, frozen=True):
    """A participant: the words, its role or roles, and the given id."""

    span: Span
    roles: tuple[str, ...]
    actor: str | None
    named: bool
    kind: MentionKind


class _Draft:
    """The mentions, entities and attributions of one row, numbered as they come."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.entities: dict[tuple[MentionKind, str], Entity] = {}
        self.attributions: list[Attribution] = []

    def mention(self, span: Span, kind: MentionKind, **more: object) -> None:
        number = f"m{len(self.mentions) + 1}"
        self.mentions.append(Mention(start=span.start, end=span.end, text=span.text, id=number, kind=kind, **more))  # type: ignore[arg-type]

    def entity(self, span: Span, kind: MentionKind, named: bool, **more: object) -> str:
        """The entity of this name, made where there is none, with a mention at the span."""
        key = (kind, span.text.casefold())
        found = self.entities.get(key)
        if found is None:
            names = (span.text,) if named else ()
            found = Entity(id=f"e{len(self.entities) + 1}", kind=kind, name=span.text, names=names, **more)  # type: ignore[arg-type]
            self.entities[key] = found
        self.mention(span, kind, level="name" if named else "nominal", entity=found.id, place=more.get("place"))
        return found.id


class _Coder:
    """Makes a reading of each row by one mapping."""

    def __init__(self, mapping: CodedMapping, stand: Stand) -> None:
        self._mapping = mapping
        self._rules = mapping.rules
        self._stand = stand
        rule = self._rules.type
        self._types = {_folded(value): (place, meant) for place, (value, meant) in enumerate(rule.values.items())}
        self._type_columns = [one for column in rule.columns for one in numbered(column, rule.numbers)]
        self._parties = [_one_of(rule, number) for rule in self._rules.parties for number in range(1, rule.numbers + 1)]
        self._described = tuple(pattern.casefold() for pattern in self._rules.described)
        self._made_by = MadeBy(reportedly=__version__, model=mapping.model, codebook=mapping.codebook)

    def reading(self, header: Sequence[str], row: Row) -> Reading:
        """The reading of one row; raises BrokenRow where a value can't be read, TooLarge where it is too long."""
        rules = self._rules
        text = RowText(header, row.cells, rules.event)
        check_size(text.text, "it")
        meant, trigger = self._type(text, rules.type)
        when = when_of(text, rules.when)
        if when is None and meant.type is not None:
            raise BrokenRow("it has no date.", f"Fill {rules.when.start}, or leave the row out.")
        where = None if rules.where is None else where_of(text, rules.where)
        sources = () if rules.source is None else sources_of(text, rules.source)
        draft = _Draft()
        arguments = [_swapped(one) if meant.swap else one for one in self._participants(text, draft)]
        arguments += _times_and_places(draft, when, where)
        tolls = self._tolls(text, draft, arguments)
        chains = self._attributions(text, draft, sources)
        event = text.value(rules.event) or OWN_EVENT
        base = self._claim(text, meant, trigger, when, where)
        claims = () if base is None else tuple(
            replace(base, id=f"c{number}", arguments=tuple(arguments), toll=tuple(tolls), according_to=chain, event=event)
            for number, chain in enumerate(chains, start=1)
        )  # fmt: skip
        entities = tuple(draft.entities.values())
        return Reading(
            report=self._report(text, sources),
            mentions=tuple(draft.mentions),
            entities=entities,
            attributions=tuple(draft.attributions),
            claims=claims,
            events=self._events(event, claims, draft.attributions, entities),
            made_by=self._made_by,
        )

    def _report(self, text: RowText, sources: Sequence[Source]) -> Report:
        """The row as a report: published by the one source that it cites, when the last one of them was."""
        dates = [one.published for one in sources]
        return Report(
            id=report_id(text.text), text=text.text, title=sources[0].title if len(sources) == 1 else None,
            publisher=sources[0].name.text if len(sources) == 1 else None,
            published=max(str(day) for day in dates) if dates and None not in dates else None,
            given_id=text.value(self._rules.id),
        )  # fmt: skip

    def _claim(
        self, text: RowText, meant: TypeValue, trigger: Span | None, when: Found | None, where: Found | None
    ) -> Claim | None:
        if meant.type is None:
            return None
        return Claim(
            id="c1", kind="event", type=meant.type, mode=meant.mode, trigger=trigger, arguments=(), factuality=_SURE,
            when=_claim_time(when), where=_claim_place(where), sentence=self._said(text), score=1.0,
        )  # fmt: skip

    def _said(self, text: RowText) -> Span:
        """The words that tell of the event: the coders' notes, else what the row says of the source, else all of it."""
        source = None if self._rules.source is None else self._rules.source.column
        column = next((one for one in (self._rules.notes, source) if text.value(one) is not None), None)
        return text.whole() if column is None else text.span(column)

    def _events(
        self, event: str, claims: Sequence[Claim], attributions: Sequence[Attribution], entities: Sequence[Entity]
    ) -> tuple[Event, ...]:
        if not claims:
            return ()
        standing = self._stand(claims, {one.id: one for one in attributions}, {one.id: one for one in entities})
        return (Event(id=event, claims=tuple(one.id for one in claims), standing=standing),)

    def _type(self, text: RowText, rule: TypeRule) -> tuple[TypeValue, Span | None]:
        """The type and mode that the row's values mean, and the words that say so; raises BrokenRow where none of them is listed."""
        unlisted: str | None = None
        found: list[tuple[int, TypeValue, Span]] = []
        for column in self._type_columns:
            for span in parts_of(text, column, rule.split):
                listed = self._types.get(_folded(span.text))
                if listed is None:
                    unlisted = unlisted or span.text
                else:
                    found.append((*listed, span))
            if found and not rule.all:
                break
        if not found and unlisted is not None:
            known = list(rule.values)
            name = self._rules.name
            raise BrokenRow(
                f"{unlisted!r} is no type that {name} lists.",
                f"{closest(unlisted, known)}Add it to type.values of the mapping.",
            )
        if not found:
            return rule.empty or TypeValue(type=None), None
        _, first, trigger = min(found, key=lambda one: one[0])
        modes = {one.mode for _, one, _ in found if one.type == first.type and one.mode is not None}
        return replace(first, mode=modes.pop() if len(modes) == 1 else None), trigger

    def _participants(self, text: RowText, draft: _Draft) -> list[Argument]:
        arguments = []
        for rule in self._parties:
            for who in self._who(text, rule):
                more = {} if who.actor is None else {"actor": who.actor}
                entity = draft.entity(who.span, who.kind, who.named, **more)
                arguments += [_argument(role, who.span, entity) for role in who.roles]
        return arguments

    def _who(self, text: RowText, rule: PartyRule) -> list[_Who]:
        spans = parts_of(text, rule.name, rule.split)
        if not spans:
            return []
        roles = tuple(role for role, flags in rule.roles.items() if any(is_set(text.value(flag)) for flag in flags))
        roles = roles or (() if rule.role is None else (rule.role,))
        given = text.value(rule.id) if len(spans) == 1 else None
        found = []
        for span in spans:
            if span.text not in rule.nobody:
                named = not rule.described and not self._is_description(span.text)
                actor = f"{self._rules.ids or self._rules.name}:{given}" if given is not None and named else None
                found.append(_Who(span, roles, actor, named, rule.kind))
        return found

    def _is_description(self, name: str) -> bool:
        return any(fnmatchcase(name.casefold(), pattern) for pattern in self._described)

    def _tolls(self, text: RowText, draft: _Draft, arguments: list[Argument]) -> list[Toll]:
        tolls = []
        for rule in self._rules.tolls:
            toll, why = toll_of(text, rule)
            if toll is None:
                continue
            draft.mention(toll.span, "quantity", unresolved=why)
            arguments.append(_argument("toll", toll.span, None))
            tolls.append(toll)
        return tolls

    def _attributions(self, text: RowText, draft: _Draft, sources: Sequence[Source]) -> list[tuple[str, ...]]:
        """The chain of each source that the row cites, innermost voice first; one empty chain where it cites none."""
        rule = self._rules.source
        if rule is None or not sources:
            return [()]
        content = self._said(text)
        chains: list[tuple[str, ...]] = []
        for source in sources:
            chains.append((self._attributed(draft, source.name, text.label(rule.column), content, None),))
        quoted = parts_of(text, rule.voice, rule.split) if rule.voice is not None else ()
        if len(quoted) == 1 == len(sources) and rule.voice is not None and quoted[0].text != sources[0].name.text:
            inner = self._attributed(draft, quoted[0], text.label(rule.voice), content, chains[0][0])
            chains = [(inner, *chains[0])]
        return chains

    def _attributed(self, draft: _Draft, name: Span, cue: Span, content: Span, parent: str | None) -> str:
        entity = draft.entity(name, "organisation", not self._is_description(name.text))
        identity = f"a{len(draft.attributions) + 1}"
        source = SourceSpan(start=name.start, end=name.end, text=name.text, entity=entity)
        draft.attributions.append(
            Attribution(
                id=identity, kind="indirect", source=source, cue=cue, content=(content,), parent=parent, score=1.0
            )
        )
        return identity


def _times_and_places(draft: _Draft, when: Found | None, where: Found | None) -> list[Argument]:
    arguments = []
    if when is not None:
        time = when.value if isinstance(when.value, DateInterval) else None
        draft.mention(when.span, "time", time=time, unresolved=when.unresolved)
        arguments.append(_argument("time", when.span, None))
    if where is not None:
        place = where.value if isinstance(where.value, PlaceRef) else None
        entity = draft.entity(where.span, "place", True, place=place)
        draft.mentions[-1] = replace(draft.mentions[-1], unresolved=where.unresolved)
        arguments.append(_argument("place", where.span, entity))
        if where.within is not None:
            entity = draft.entity(where.within, "place", True)
            draft.mentions[-1] = replace(draft.mentions[-1], unresolved=f"the row has a point of {where.span.text} only")
            arguments.append(_argument("place", where.within, entity))
    return arguments


def _claim_time(when: Found | None) -> ClaimTime | None:
    if when is None or not isinstance(when.value, DateInterval):
        return None
    value = when.value
    return ClaimTime(value=value.value, start=value.start, end=value.end, precision=value.precision, span=when.span)


def _claim_place(where: Found | None) -> ClaimPlace | None:
    if where is None or not isinstance(where.value, PlaceRef):
        return None
    place = where.value
    return ClaimPlace(
        name=place.name, lat=place.lat, lon=place.lon, country=place.country, precision=place.precision,
        score=place.score, span=where.span,
    )  # fmt: skip


def _argument(role: str, span: Span, entity: str | None) -> Argument:
    return Argument(start=span.start, end=span.end, text=span.text, role=role, entity=entity, score=1.0)  # type: ignore[arg-type]


def _one_of(rule: PartyRule, number: int) -> PartyRule:
    """The rule for one of numbered participants."""

    def column(name: str) -> str:
        return name.replace("{n}", str(number))

    roles = {role: tuple(map(column, flags)) for role, flags in rule.roles.items()}
    return replace(rule, name=column(rule.name), id=None if rule.id is None else column(rule.id), roles=roles)


def _swapped(argument: Argument) -> Argument:
    if argument.role == "actor":
        return replace(argument, role="recipient")
    return replace(argument, role="actor") if argument.role == "recipient" else argument


def _folded(value: str) -> str:
    return " ".join(value.split()).casefold()
