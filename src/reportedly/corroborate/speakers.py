"""Whose voice a telling carries: the innermost voice that can be told from others, or the agency or outlet that speaks itself."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportedly.codebooks.agencies import agency_of, slug_of
from reportedly.corroborate.voices import UNNAMED, UNNAMED_KEY
from reportedly.schema.origin import OriginKind, Telling
from reportedly.schema.voice import Credit, Voice

STATE_BODIES = frozenset(
    (
        "army", "military", "police", "navy", "air force", "coast guard", "government", "presidency", "parliament",
        "defence ministry", "interior ministry", "foreign ministry", "health ministry", "oil ministry", "justice ministry",
    )
)
"""Bodies of which the state of one event has one: "the army" here and "Mali's army" there, unless two armies are heard of it."""

UNNAMED_MARK = " (unnamed)"
"""What the name of somebody ends with who is only described."""

BODY = "body:"
"""What the mark of a body of state begins with."""

_HEARSAY = re.compile(
    rf"{UNNAMED_KEY}|(?:[\w-]+ ){{0,2}}(?:reports?|rumou?rs|accounts|hearsay|posts|social media)(?: (?:on|from|in|of) .*)?"
)


class Speaker(Struct, frozen=True, kw_only=True):
    """Who is heard in a telling.

    ``key`` identifies it, ``name`` is for people; ``marks`` are all keys by which the same speaker is known in another
    telling, the surest first; ``actor`` is its identity in the record where known: two different ones are never one speaker.
    ``spokesman`` is the person through whom an organisation speaks; ``relay`` the voice or agency that passed on the words of
    somebody who is only described. ``own`` is an outlet's or agency's own voice, ``hearsay`` nobody's ("reportedly").
    ``described`` is what the telling calls a speaker whose name only another telling of the same statement has.
    """

    key: str
    name: str
    kind: OriginKind
    marks: tuple[str, ...]
    actor: str | None = None
    spokesman: str | None = None
    relay: str | None = None
    own: bool = False
    hearsay: bool = False
    described: str | None = None

    @property
    def label(self) -> str:
        """The name with the person who speaks for it, where that says more ("a spokesman for the Front" doesn't)."""
        return self.name if self.spokesman is None or self.name in self.spokesman else f"{self.name} ({self.spokesman})"


class Spokesmen:
    """For whom each person speaks, as any telling of the event says; who speaks for two speaks for himself."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        """Look through all voices of all tellings."""
        for_whom: dict[str, dict[str, Voice]] = {}
        full: dict[str, set[str]] = {}
        said: dict[int, dict[str, Voice]] = {}
        self._bodies: dict[str, set[str]] = {}
        for telling in tellings:
            for voice in _every(telling.voices):
                if voice.named and (body := body_of(voice)) is not None:
                    self._bodies.setdefault(body, set()).add(mark_of(voice))
                if voice.speaks_for is not None:
                    for_whom.setdefault(mark_of(voice), {}).setdefault(mark_of(voice.speaks_for), voice.speaks_for)
                if voice.named and voice.kind == "person" and " " in voice.key:
                    full.setdefault(voice.key.rpartition(" ")[2], set()).add(voice.key)
                for quotation in voice.said if voice.named else ():
                    said.setdefault(quotation, {}).setdefault(mark_of(voice), voice)
        self._said = {quotation: next(iter(found.values())) for quotation, found in said.items() if len(found) == 1}
        self._organisation = {person: next(iter(found.values())) for person, found in for_whom.items() if len(found) == 1}
        self._full: Mapping[str, str] = {last: next(iter(keys)) for last, keys in full.items() if len(keys) == 1}

    def organisation(self, voice: Voice) -> Voice | None:
        """The organisation that a voice speaks for: as its own report says, else as the others do."""
        if voice.speaks_for is not None or not voice.named:
            return voice.speaks_for
        return self._organisation.get(mark_of(voice)) or self._organisation.get(f"voice:{self.full_key(voice)}")

    def who_said(self, voice: Voice) -> Voice | None:
        """The one name under which another telling prints the words of a voice that is only described."""
        if voice.named:
            return None
        found = {mark_of(one): one for quotation in voice.said if (one := self._said.get(quotation)) is not None}
        return next(iter(found.values())) if len(found) == 1 else None

    def body_marks(self, voice: Voice) -> tuple[str, ...]:
        """By what a body of state is known whose state only some tellings name; nothing where two states' are heard of the event."""
        body = body_of(voice)
        return (f"{BODY}{body}",) if body is not None and len(self._bodies.get(body, ())) < 2 else ()

    def full_key(self, voice: Voice) -> str:
        """A person's key; of one known by surname alone that of the only person of the event with this surname."""
        return self._full.get(voice.key, voice.key) if voice.kind == "person" else voice.key


def body_of(voice: Voice) -> str | None:
    """The body of state that a voice is: "army" of "the army" and of "Mali's army"; None where it is none, or a person."""
    if voice.kind == "person":
        return None
    words = voice.key.split()
    ends = (" ".join(words[-size:]) for size in (1, 2))
    return next((body for body in ends if body in STATE_BODIES and (voice.named or body == voice.key)), None)


def mark_of(voice: Voice) -> str:
    """The surest key of a voice: its actor, its agency, or its name."""
    if voice.actor is not None:
        return f"actor:{voice.actor}"
    return voice.key if voice.key.startswith(("agency:", "outlet:")) else f"voice:{voice.key}"


def speakers_of(telling: Telling, spokesmen: Spokesmen, own: Speaker) -> tuple[Speaker, ...]:
    """The speakers of a telling: one, or several where voices say the same in one breath; ``own`` where nobody is quoted."""
    if not telling.voices:
        return (own,)
    for place, voice in enumerate(telling.voices):
        known = [one for one in (voice, *voice.beside) if _known(one, spokesmen)]
        if known:
            others = [one for one in (voice, *voice.beside) if one not in known] if place == 0 else []
            return (*(_named(one, spokesmen) for one in known), *(_described(one, telling, own, spokesmen) for one in others))
    inner = telling.voices[0]
    return tuple(_described(one, telling, own, spokesmen) for one in (inner, *inner.beside))


def own_speaker(tellings: Sequence[Telling]) -> Speaker:
    """The own voice of one text, however often reprinted: the agency it credits, else who published it first, else itself.

    ``tellings`` are those of one text (one ``reprint_root``), the first first.
    """
    for telling in tellings:
        for credit in telling.credits:
            if credit.whole:
                return _of_credit(credit)
    first = next((one for one in tellings if one.publisher), None)
    if first is None or first.publisher is None:
        root = tellings[0].reprint_root
        return Speaker(key=f"report:{root}", name=f"report r{root}", kind="report", marks=(f"report:{root}",), own=True)
    return published_by(first.publisher)


def published_by(publisher: str) -> Speaker:
    """An outlet or agency that speaks in its own voice."""
    agency = agency_of(publisher)
    key = agency.key if agency else f"outlet:{slug_of(publisher) or publisher}"
    kind: OriginKind = agency.kind if agency else "outlet"
    return Speaker(key=key, name=agency.name if agency else publisher, kind=kind, marks=(key,), own=True)


def credited(telling: Telling) -> Speaker | None:
    """The agency that the sentence of a claim credits, else the whole report; None where neither credits one."""
    for credit in telling.credits:
        return _of_credit(credit)
    return None


def _of_credit(credit: Credit) -> Speaker:
    return Speaker(key=credit.key, name=credit.name, kind=credit.kind, marks=(credit.key,), own=True)


def _every(voices: Iterable[Voice]) -> Iterable[Voice]:
    for voice in voices:
        yield voice
        yield from voice.beside


def _known(voice: Voice, spokesmen: Spokesmen) -> bool:
    named = voice.named or voice.actor is not None
    return named or spokesmen.organisation(voice) is not None or spokesmen.who_said(voice) is not None


def _named(voice: Voice, spokesmen: Spokesmen) -> Speaker:
    organisation = spokesmen.organisation(voice)
    said = spokesmen.who_said(voice)
    if said is not None and organisation is None and voice.actor is None:
        return replace(_named(said, spokesmen), described=voice.name)
    head = organisation or voice
    # Of a person's shorter names only full ones count: a surname alone is another person's as well.
    aliases = [key for key in head.aliases if head.kind != "person" or " " in key]
    marks = [mark_of(head), f"voice:{head.key}", *(f"voice:{key}" for key in aliases), *spokesmen.body_marks(head)]
    if voice is not head and voice.named:
        marks += [mark_of(voice), f"voice:{spokesmen.full_key(voice)}"]
    elif voice.kind == "person":
        marks.append(f"voice:{spokesmen.full_key(voice)}")
    kind: OriginKind = "agency" if head.key.startswith("agency:") else "outlet" if head.key.startswith("outlet:") else "voice"
    return Speaker(
        key=marks[0], name=head.name, kind=kind, marks=tuple(dict.fromkeys(marks)), actor=head.actor,
        spokesman=voice.name if voice is not head else None,
    )  # fmt: skip


def _described(voice: Voice, telling: Telling, own: Speaker, spokesmen: Spokesmen) -> Speaker:
    """Somebody who is only described: nobody can say who it is beyond the text, or the agency, that tells of it."""
    relay = credited(telling)
    through = relay or own
    told_by = through.key if relay or own.kind == "agency" else f"report:{telling.reprint_root}"
    key = f"unnamed:{voice.key}@{told_by}"
    name = voice.name if voice.name == UNNAMED else f"{voice.name}{UNNAMED_MARK}"
    hearsay = _HEARSAY.fullmatch(voice.key) is not None
    marks = (key, *(f"said:{quotation}" for quotation in voice.said), *spokesmen.body_marks(voice))
    return Speaker(key=key, name=name, kind="voice", marks=marks, relay=through.name, hearsay=hearsay)
