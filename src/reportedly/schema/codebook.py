"""The codebook's types: what kinds of event there are, and the words that name them."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from reportedly.schema.claim import Role

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]

LexicalPos = Literal["verb", "noun", "adjective"]


class Mode(Struct, frozen=True, kw_only=True):
    """A finer kind within an event type (PLOVER's mode)."""

    code: str
    definition: str


class EventType(Struct, frozen=True, kw_only=True):
    """One type of event, with its definition and modes.

    ``parent`` is None for the types of the base scheme; an extension names the type it rolls up to and says why in
    ``reason``. ``quad`` is None where the type fits none of PLOVER's four classes. ``note`` tells which reading was adopted
    where the scheme's own sources disagree. ``roles`` and ``toll`` hold for triggers that were learned from examples.
    """

    code: str
    definition: str
    quad: Quad | None
    modes: tuple[Mode, ...] = ()
    parent: str | None = None
    reason: str | None = None
    note: str | None = None
    requires_recipient: bool = False
    roles: Mapping[str, Role | None] = {}
    toll: str | None = None

    def mode(self, code: str) -> Mode | None:
        """The mode of that code, or None."""
        return next((mode for mode in self.modes if mode.code == code), None)


class RoleLink(Struct, frozen=True, kw_only=True):
    """Which role an argument of the trigger fills.

    ``argument`` is a PropBank-style label in capitals (``ARG0``, ``LOC``) or the preposition that heads the
    argument, in lower case (``with``). ``role`` is None where the argument fills no role of ours.
    """

    argument: str
    role: Role | None


class Constraint(Struct, frozen=True, kw_only=True):
    """A condition on the words around a trigger.

    One of ``forms`` (lower-case surface forms of ``words``) must stand there, or none may. ``scope`` is the whole
    sentence, the ``reach`` words before the trigger, or the ``reach`` words after it.
    """

    kind: Literal["requires", "excludes"]
    scope: Literal["sentence", "before", "after"]
    words: tuple[str, ...]
    forms: frozenset[str]
    reach: int = 0


class LexicalEntry(Struct, frozen=True, kw_only=True):
    """One lemma (of one or more words) and the event type that it names.

    ``type`` is None for a phrase that looks like a trigger and is none ("heart attack"). ``weight`` (0 to 1) says how
    strongly the lemma alone means the type. ``gap`` is how many other words may stand inside a multiword lemma,
    articles and possessives not counted. A ``clear_verb`` counts only in a form or place that shows it to be one.
    ``toll`` names what the recipient suffered ("killed"). ``source`` is the file and block that the entry was read from.
    """

    lemma: str
    pos: LexicalPos
    type: str | None
    mode: str | None = None
    weight: float
    toll: str | None = None
    roles: tuple[RoleLink, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    gap: int = 0
    clear_verb: bool = False
    source: str

    @property
    def words(self) -> tuple[str, ...]:
        """The lemma's words."""
        return tuple(self.lemma.split(" "))


class ModeRule(Struct, frozen=True, kw_only=True):
    """Words near a trigger that settle its mode.

    The rule applies to triggers of ``type`` that have no mode yet, or whose mode is in ``replaces``, where one of
    ``forms`` stands at most ``reach`` words from the trigger. Rules are tried in order; the first that applies wins.
    """

    type: str
    mode: str
    words: tuple[str, ...]
    forms: frozenset[str]
    reach: int
    replaces: tuple[str, ...] = ()


class Mark(Struct, frozen=True):
    """Characters ``start`` to ``end`` (exclusive) of an example's text: a trigger of ``type``, or of none (None)."""

    start: int
    end: int
    type: str | None


class MarkedExample(Struct, frozen=True, kw_only=True):
    """A sentence that shows what is an event of a type, or what only looks like one.

    ``text`` is the sentence without its marks. ``type`` is the type under which it is written; in a ``counter`` example its own
    marks have no type. ``source`` is the file and line that it was read from.
    """

    text: str
    marks: tuple[Mark, ...]
    type: str
    counter: bool
    source: str


class Codebook(Struct, frozen=True, kw_only=True):
    """Event types with their lexicon and examples, as loaded from files.

    ``hash`` is ``name@sha256:`` and the hex digest of the files that were read. ``by_lemma`` holds the entries of
    each lemma; ``by_first_word`` the multiword entries of each first word, longest first. ``roles`` maps arguments to roles by
    part of speech, for triggers that no lexical entry names.
    """

    name: str
    version: str
    hash: str
    types: tuple[EventType, ...]
    tolls: tuple[str, ...]
    entries: tuple[LexicalEntry, ...]
    mode_rules: tuple[ModeRule, ...]
    by_lemma: Mapping[str, tuple[LexicalEntry, ...]]
    by_first_word: Mapping[str, tuple[LexicalEntry, ...]]
    rules_by_type: Mapping[str, tuple[ModeRule, ...]]
    examples: tuple[MarkedExample, ...] = ()
    roles: Mapping[str, Mapping[str, Role | None]] = {}

    def event_type(self, code: str) -> EventType | None:
        """The event type of that code, or None."""
        return next((kind for kind in self.types if kind.code == code), None)

    def lookup(self, lemma: str, pos: str) -> tuple[LexicalEntry, ...]:
        """The entries of a lemma in that part of speech; lower case, the words of a phrase joined by one space."""
        return tuple(entry for entry in self.by_lemma.get(lemma, ()) if entry.pos == pos)

    def starting_with(self, word: str) -> tuple[LexicalEntry, ...]:
        """The multiword entries whose first word has this lemma, longest first."""
        return self.by_first_word.get(word, ())


class TypeCandidate(Struct, frozen=True, kw_only=True):
    """A type that a trigger may have, and why.

    ``start`` to ``end`` (exclusive) are the words that matched ``entry``. ``mode_word`` is the word that settled the
    mode where a mode rule did.
    """

    type: str
    mode: str | None
    weight: float
    roles: tuple[RoleLink, ...]
    toll: str | None
    entry: LexicalEntry
    start: int
    end: int
    mode_word: str | None = None
