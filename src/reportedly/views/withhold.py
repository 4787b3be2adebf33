"""What is withheld in a record: the rules that hold, with every name by which the record knows what they withhold.

A rule is a judgement of kind ``withhold`` that was not undone: ``field`` says person, source or phrase, ``subject`` has the words.
A person's and a source's rule covers the names of the actor so named. The place of the words is taken by █, the place of a stable
name that spells them (an actor's slug, a source's key) by ``w`` and the number of the rule.
"""

from functools import lru_cache

from msgspec import Struct
from sqlalchemy import BigInteger, Connection, String, Table, bindparam, literal, or_, select

from reportedly.corroborate.voice_names import description_key, name_key
from reportedly.resolve.folding import fold
from reportedly.store.indexes import indexed_name
from reportedly.store.prepared import Prepared
from reportedly.store.tables import actor, actor_name, claim, event, judgement, source, undone
from reportedly.views.redactor import Redactor, Rule, RuleKind, words_of

WITHHELD_SOURCE = "withheld source"


class Withheld(Struct, frozen=True):
    """The rules of one record at one moment, and what they do to a string. Falsy where nothing is withheld."""

    rules: tuple[Rule, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rules)

    def redact(self, text: str) -> str:
        """The text with █ in the place of each character of what is withheld."""
        return _redactor(self.rules).redact(text) if self.rules else text

    def hides(self, text: str) -> bool:
        """Whether the text holds something withheld."""
        return bool(self.rules) and _redactor(self.rules).hides(text)

    def name(self, name: str) -> str:
        """The stable name, or the one that stands for it where it is of somebody withheld or spells what is."""
        actor, place = name.removeprefix("actor:"), name.removeprefix("geonames:")
        number = int(place) if place != name and place.isascii() and place.isdigit() else None
        for rule in self.rules:
            if actor in rule.actors or name in rule.sources or number in rule.geonames:
                return f"w{rule.number}"
        if not self.hides(name):
            return name
        for rule in self.rules:
            if _redactor((rule,)).hides(name):
                return f"w{rule.number}"
        return self.redact(name)

    def is_source(self, name: str) -> bool:
        """Whether a voice's or publisher's name is one of a withheld source."""
        return any(rule.kind == "source" and _redactor((rule,)).hides(name) for rule in self.rules)

    @property
    def actors(self) -> frozenset[str]:
        """The ids of withheld actors."""
        return frozenset(one for rule in self.rules for one in rule.actors)

    @property
    def sources(self) -> frozenset[str]:
        """The keys of withheld sources."""
        return frozenset(one for rule in self.rules for one in rule.sources)

    @property
    def places(self) -> frozenset[int]:
        """The GeoNames ids of places whose names are withheld."""
        return frozenset(one for rule in self.rules for one in rule.geonames)

    @property
    def known_by(self) -> dict[str, str]:
        """From the name that stands for a withheld actor (``w12``) to its own id, where the rule names one alone."""
        return {f"w{rule.number}": rule.actors[0] for rule in self.rules if len(rule.actors) == 1}


@lru_cache(maxsize=64)
def _redactor(rules: tuple[Rule, ...]) -> Redactor:
    return Redactor(rules)


_HOLDING = Prepared(
    select(judgement.c.id, judgement.c.field, judgement.c.subject)
    .outerjoin(undone, undone.c.judgement_id == judgement.c.id)
    .where(judgement.c.kind == "withhold", undone.c.judgement_id.is_(None))
    .order_by(judgement.c.id)
)


def withheld_in(connection: Connection) -> Withheld:
    """What is withheld in this record now. One look-up where there are no rules."""
    rows = _HOLDING.tuples(connection)
    return Withheld(tuple(_rule(connection, number, kind or "phrase", words) for number, kind, words in rows))


def _rule(connection: Connection, number: int, kind: RuleKind, words: str) -> Rule:
    names = {words: None}
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    geonames: tuple[int, ...] = ()
    if kind == "phrase":
        geonames = tuple(sorted(places_named(connection, words)[0]))
    else:
        actors = _actors(connection, words)
        sources = _sources(connection, words, actors)
        names |= dict.fromkeys(_names(connection, actors, sources))
    return Rule(number=number, kind=kind, names=tuple(names), actors=actors, sources=sources, geonames=geonames)


def _actors(connection: Connection, words: str) -> tuple[str, ...]:
    spelled = {fold(words), " ".join(words_of(words))}
    named = select(actor_name.c.actor_id).where(actor_name.c.folded.in_(spelled))
    own = select(actor.c.id).where(or_(actor.c.id == words, actor.c.name == words))
    return tuple(sorted({*connection.scalars(named), *connection.scalars(own)}))


def _sources(connection: Connection, words: str, actors: tuple[str, ...]) -> tuple[str, ...]:
    key = name_key(words)
    spelled = {words, *(f"{kind}:{key}" for kind in ("agency", "outlet", "voice")), f"unnamed:{description_key(words)}"}
    named = indexed_name(source.c.name) == indexed_name(literal(words))
    found = select(source.c.key).where(or_(source.c.key.in_(spelled), named, source.c.actor_id.in_(actors)))
    return tuple(sorted(connection.scalars(found)))


def _names(connection: Connection, actors: tuple[str, ...], sources: tuple[str, ...]) -> list[str]:
    names = list(connection.scalars(select(actor_name.c.name).where(actor_name.c.actor_id.in_(actors))))
    names += connection.scalars(select(actor.c.name).where(actor.c.id.in_(actors)))
    names += connection.scalars(select(source.c.name).where(source.c.key.in_(sources), source.c.named == 1))
    return sorted(set(names))


def places_named(connection: Connection, name: str) -> tuple[set[int], bool]:
    """The GeoNames ids under which the record has a place of this name, and whether it has one without an id.

    One look-up for each, however many events and claims are there.
    """
    found: set[int] = set()
    bare = False
    for table in (event, claim):
        unnumbered, following = _PLACED[table.name]
        bare = bare or unnumbered.first(connection, name=name) is not None
        row: tuple[int, ...] | None = (0,)
        while row is not None:
            row = following.first(connection, name=name, last=row[0])
            found |= set(row or ())
    return found, bare


def _placed(table: Table) -> tuple[Prepared, Prepared]:
    """A row of the place ``name`` without an id; the next id after ``last`` that the place ``name`` has."""
    named = indexed_name(table.c.place) == indexed_name(bindparam("name", type_=String))
    following = select(table.c.geonames).where(named, table.c.geonames > bindparam("last", type_=BigInteger))
    # In an order that only the index of names has, or PostgreSQL would look through all claims for a name that it takes for common.
    unnumbered = select(table.c.id).where(named, table.c.geonames.is_(None)).order_by(table.c.geonames).limit(1)
    return Prepared(unnumbered), Prepared(following.order_by(table.c.geonames).limit(1))


_PLACED = {table.name: _placed(table) for table in (event, claim)}
