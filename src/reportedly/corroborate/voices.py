"""The chain of voices behind a claim: who told whom, innermost first.

A voice is named where the report names it, and else only described. A person who speaks for an organisation has it as
``speaks_for``: relation claims of the same report say so ("Hussam Eesa, spokesman for Raqqa Is Being Slaughtered Silently"),
or the words of the source itself do.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from msgspec.structs import replace

from reportedly.codebooks.agencies import Agency, agency_of
from reportedly.corroborate.shingles import Words, runs_of, words_of
from reportedly.corroborate.voice_names import (
    PRONOUNS,
    description_key,
    is_institution,
    is_office,
    name_key,
)
from reportedly.corroborate.voice_reference import Referring
from reportedly.schema import Attribution, Claim, Entity, Mention, Reading, SourceSpan
from reportedly.schema.voice import Voice

UNNAMED = "an unnamed source"
UNNAMED_KEY = "unnamed"

SPEAKING_RELATIONS = ("speaks_for", "leads", "member_of")
"""Relations in which a person's words are the organisation's, the surest first."""

_MANY_VOICES = frozenset(("us", "usa", "uk", "un", "eu", "nato", "un security council", "house representatives"))
"""Bodies whose members speak each for himself: membership alone makes no spokesman of these."""

QUOTED_RUN = 5
"""Content words of a statement that no two people happen to say alike."""

MOST_QUOTED = 12
"""Keys of one statement: all of one of up to 16 content words."""

_AND = re.compile(r",?\s+(?:and|as well as|along with)\s+|\s+&\s+")
_NEW_VOICE = re.compile(
    r"(?:a|an|the|another|some|several|local|other|two|three|four|many|its|his|her|their|unnamed|anonymous"
    r"|residents?|activists?|officials?|witnesses|sources|analysts?|medics?|survivors?|reports?)\b",
    re.I,
)
_SPEAKS = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|representatives?|press (?:officer|secretary|office)|officials?|director|head|chief"
    r"|chair(?:man|woman)?|founder|co-founder|leader|commander|members?|activists?|coordinator|secretary|minister)\b",
    re.I,
)
_CALLED_AGENCY = re.compile(r"\bagency\b", re.I)
_CAPITAL = re.compile(r"[A-Z]")


def voices_of(claim: Claim, reading: Reading) -> tuple[Voice, ...]:
    """The voices behind a claim, innermost first; empty where the report speaks in its own voice.

    The attributions that the claim names come first, each followed by those inside whose words it stands. Each voice comes
    once. Of a source of two ("local sources and a monitoring group") the second is ``beside`` the first.
    """
    return Chains(reading).voices(claim)


class Chains:
    """The voices of one report, for many of its claims."""

    def __init__(self, reading: Reading) -> None:
        """Look up once what all claims ask for."""
        self._reading = reading
        self._attributions = {one.id: one for one in reading.attributions}
        self._entities = {one.id: one for one in reading.entities}
        self._found: dict[str, Voice] = {}
        self._heard: dict[str, Voice] = {}

    def told(self, claim: Claim) -> tuple[tuple[Attribution, Voice], ...]:
        """The voices behind a claim as ``voices`` has them, each with the attribution that names it first; ``said`` is left empty."""
        found: dict[str, tuple[Attribution, Voice]] = {}
        for attribution in self._chain(claim):
            if attribution.id not in self._heard:
                self._heard[attribution.id] = self._voice(attribution.source)
            voice = self._heard[attribution.id]
            found.setdefault(voice.key, (attribution, voice))
        if len(found) > 1:
            found.pop(UNNAMED_KEY, None)
        return tuple(found.values())

    def voices(self, claim: Claim) -> tuple[Voice, ...]:
        """See ``voices_of``."""
        found: dict[str, Voice] = {}
        for attribution in self._chain(claim):
            if attribution.id not in self._found:
                voice = self._voice(attribution.source)
                self._found[attribution.id] = voice if voice.beside else replace(voice, said=self._said(attribution))
            voice = self._found[attribution.id]
            found.setdefault(voice.key, voice)
        if len(found) > 1:  # "reportedly" inside what somebody says is that somebody's word
            found.pop(UNNAMED_KEY, None)
        return tuple(found.values())

    def _said(self, attribution: Attribution) -> tuple[int, ...]:
        """The least hashes of the runs of words that the attribution quotes: the same of a statement cut in two ways."""
        if attribution.kind == "indirect":
            return ()
        words = self._words
        inside = np.zeros(len(words.hashes), dtype=np.bool_)
        for span in attribution.content:
            inside |= (words.starts >= span.start) & (words.ends <= span.end)
        runs = np.unique(runs_of(words.hashes[inside & words.quoted], QUOTED_RUN))[:MOST_QUOTED]
        return tuple(runs.astype(np.int64).tolist())

    @cached_property
    def _words(self) -> Words:
        return words_of(self._reading.report.text)

    def _chain(self, claim: Claim) -> Iterator[Attribution]:
        seen: set[str] = set()
        for identity in claim.according_to:
            wanted: str | None = identity
            while wanted is not None and wanted not in seen and wanted in self._attributions:
                seen.add(wanted)
                yield self._attributions[wanted]
                wanted = self._attributions[wanted].parent

    def _voice(self, source: SourceSpan | None) -> Voice:
        if source is None or not source.text.strip():
            return Voice(name=UNNAMED, named=False, key=UNNAMED_KEY)
        parts = self._parts(source)
        if len(parts) > 1:
            first, *others = (self._one_voice(start, end, None) for start, end in parts)
            return _with(first, others)
        return self._one_voice(source.start, source.end, source.entity)

    def _parts(self, source: SourceSpan) -> list[tuple[int, int]]:
        """The spans of the voices that a source names side by side; one where it names one."""
        spans, start = [], source.start
        for found in _AND.finditer(source.text):
            end, after = source.start + found.start(), source.start + found.end()
            through = any(one.level == "name" and one.start < end and after < one.end for one in self._mentions)
            if not through and self._voiced(start, end) and self._voiced(after, source.end):
                spans.append((start, end))
                start = after
        return [*spans, (start, source.end)]

    def _voiced(self, start: int, end: int) -> bool:
        """Whether the words can be a voice of their own: they begin as a description does, are a mention or hold a name."""
        if _NEW_VOICE.match(self._reading.report.text, start, end):
            return True
        inside = [one for one in self._mentions if start <= one.start and one.end <= end]
        return any(one.start == start or (one.level == "name" and one.kind == "person") for one in inside)

    @cached_property
    def _mentions(self) -> list[Mention]:
        return [one for one in self._reading.mentions if one.kind in {"person", "organisation", "place", "nationality"}]

    def _one_voice(self, start: int, end: int, entity: str | None) -> Voice:
        text = " ".join(self._reading.report.text[start:end].split())
        known = self._entities.get(entity or self._entity_at(start, end) or "")
        if known is None or not known.names:
            known = self._by_surname(text) or known
        known = self._with_title(known) or known
        agency = agency_of(text) or self._agency_in(start, end)
        if agency is not None:
            return Voice(
                name=text, named=True, key=agency.key, kind="organisation", entity=known.id if known else None,
                actor=known.actor if known else None,
            )  # fmt: skip
        if known is not None and any(not is_office(name) for name in known.names):
            return self._named(known, start, end)
        shown = known.name if known else text
        meant = self._referring.meant(start, end, shown)
        if meant is not None:
            return self._one_voice(meant.start, meant.end, meant.entity)
        key = description_key(shown)
        if key in PRONOUNS or len(name_key(shown)) < 2:
            return Voice(name=UNNAMED, named=False, key=UNNAMED_KEY)
        named = self._is_institution(shown)
        return Voice(
            name=shown, named=named or (known is not None and known.actor is not None), key=name_key(shown) if named else key,
            kind=known.kind if known else None, entity=known.id if known else None, actor=known.actor if known else None,
            speaks_for=(self._spoken_for(known.id) if known else None) or self._words_speak_for(start, end),
        )  # fmt: skip

    def _is_institution(self, shown: str) -> bool:
        """Whether a description is an institution's name, for a name that stands in it and not for its first capital alone."""
        if not is_institution(shown) or _SPEAKS.search(shown) or _NEW_VOICE.match(shown.removeprefix("The ")):
            return False
        return any(one.level == "name" and one.text != shown and one.text in shown for one in self._mentions)

    def _agency_in(self, start: int, end: int) -> Agency | None:
        """The agency that a description names as one ("the Orskan state news agency ONA")."""
        if not _CALLED_AGENCY.search(self._reading.report.text, start, end):
            return None
        inside = (one for one in self._mentions if one.level == "name" and start <= one.start and one.end <= end)
        return next((agency for one in inside if (agency := agency_of(one.text)) is not None), None)

    def _with_title(self, known: Entity | None) -> Entity | None:
        """The person of the report whose full name ends a name that was read as another's ("Army spokesman Colonel Omar Salt")."""
        if known is None or known.kind == "person" or not known.names:
            return None
        whole = name_key(known.name)
        people = ((one, name_key(name)) for one in self._entities.values() if one.kind == "person" for name in one.names)
        return next((one for one, key in people if " " in key and whole.endswith(f" {key}")), None)

    @cached_property
    def _referring(self) -> Referring:
        return Referring(self._reading)

    def _by_surname(self, text: str) -> Entity | None:
        """The only person of the report whose last name is the whole text."""
        key = name_key(text, person=True)
        of_name = [
            one for one in self._entities.values()
            if one.kind == "person" and any(name_key(name, person=True).rpartition(" ")[2] == key for name in one.names)
        ]  # fmt: skip
        return of_name[0] if len(of_name) == 1 and key else None

    def _named(self, entity: Entity, start: int, end: int) -> Voice:
        organisation = self._spoken_for(entity.id) or self._words_speak_for(start, end)
        plain = self._plain(entity)
        own = entity.kind == "person" and organisation is not None and organisation.entity != entity.id
        return Voice(
            name=plain.name, named=True, key=plain.key, kind=plain.kind, entity=plain.entity, actor=plain.actor,
            aliases=plain.aliases, speaks_for=organisation if own else None,
        )  # fmt: skip

    def _plain(self, entity: Entity) -> Voice:
        person = entity.kind == "person"
        names = [one for one in entity.names if not is_office(one)] or list(entity.names)
        name = _fullest(names) if person else entity.name
        keys = dict.fromkeys(name_key(one, person=person) for one in (name, *names))
        key, *aliases = [one for one in keys if one] or [description_key(name)]
        return Voice(
            name=name, named=True, key=key, kind=entity.kind, entity=entity.id, actor=entity.actor, aliases=tuple(aliases)
        )

    def _entity_at(self, start: int, end: int) -> str | None:
        inside = [
            one for one in self._mentions
            if start <= one.start and one.end <= end and one.entity
            and (one.kind in {"person", "organisation"} or one.end == end)  # not the "German" of "German firms"
        ]  # fmt: skip
        at_head = [one for one in inside if one.start - start <= len("the ")]
        people = [one for one in inside if one.level == "name" and one.kind == "person"]
        found = people or [one for one in at_head if one.level == "name"] or at_head
        return found[0].entity if found else None

    @cached_property
    def _organisations(self) -> Mapping[str, str]:
        """The organisation for which each person speaks, by entities, as relation claims say."""
        found: dict[str, tuple[int, str]] = {}
        for claim in self._reading.claims:
            if claim.kind != "relation" or claim.type not in SPEAKING_RELATIONS or claim.factuality.polarity == "negative":
                continue
            ends = {one.role: one.entity for one in claim.arguments}
            person, organisation = ends.get("subject"), ends.get("object")
            if person and organisation and person != organisation and self._can_be_spoken_for(organisation, claim.type):
                rank = SPEAKING_RELATIONS.index(claim.type)
                if person not in found or rank < found[person][0]:
                    found[person] = (rank, organisation)
        return {person: organisation for person, (_, organisation) in found.items()}

    def _is_named_organisation(self, identity: str) -> bool:
        entity = self._entities.get(identity)
        return entity is not None and entity.kind == "organisation" and bool(entity.names)

    def _can_be_spoken_for(self, identity: str, relation: str) -> bool:
        """Whether the organisation has a name that is whole: an acronym, or of two words where it takes no spokesman to say so."""
        if not self._is_named_organisation(identity):
            return False
        name = self._entities[identity].name
        key = name_key(name)
        if key in _MANY_VOICES and relation == "member_of":
            return False
        return name[-1:].isalnum() and (relation == "speaks_for" or " " in key or name.isupper())

    def _spoken_for(self, entity: str) -> Voice | None:
        organisation = self._organisations.get(entity)
        return None if organisation is None else self._plain(self._entities[organisation])

    def _words_speak_for(self, start: int, end: int) -> Voice | None:
        """The organisation that a source's own words name beside a word for one who speaks for it: "an SDF spokesman"."""
        text = self._reading.report.text[start:end]
        if not _SPEAKS.search(text) or not _CAPITAL.search(text):
            return None
        for one in self._mentions:
            inside = start <= one.start and one.end <= end and one.end - one.start < end - start
            named = one.kind == "organisation" and one.level == "name"
            if inside and named and one.entity is not None and self._can_be_spoken_for(one.entity, "speaks_for"):
                return self._plain(self._entities[one.entity])
        return None


def _fullest(names: list[str]) -> str:
    """The name of a person with most words, of those that have no common noun in them ("activist Eesa")."""
    plain = [one for one in names if not any(word.islower() and len(word) > 3 for word in one.split())]
    return max(plain or names, key=lambda one: len(name_key(one, person=True).split()))


def _with(voice: Voice, others: list[Voice]) -> Voice:
    return replace(voice, beside=tuple(others))
