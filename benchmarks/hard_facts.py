"""The facts that a case of ``benchmarks/hard`` expects, checked against a reading.

A fact is a mapping; its first key says what it is about and names the words as a regular expression (case ignored):
``claim`` (a trigger), ``voice`` (a cue), ``mention``, ``same`` and ``apart`` (triggers of one event, of different events),
``no_toll``. ``near`` asks for a word of the sentence. A fact holds where one candidate has everything that is expected.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportedly.schema import Attribution, Claim, ClaimTime, Mention, Reading

Fact = Mapping[str, Any]


def fails(reading: Reading, fact: Fact) -> str | None:
    """What was read instead of the fact, in words; None where it holds."""
    for kind, check in _CHECKS.items():
        if kind in fact:
            return check(reading, fact)
    raise ValueError(f"a fact that is none of {', '.join(_CHECKS)}: {dict(fact)}")


def _matches(pattern: str, words: str) -> bool:
    plain = "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one))
    return any(re.search(pattern, form, re.IGNORECASE) for form in (words, plain))


def _sentence_of(reading: Reading, start: int) -> str:
    """The line's sentence around a character, cut at full stops (cases are written without abbreviations)."""
    text = reading.report.text
    first = max(text.rfind(mark, 0, start) for mark in (". ", "\n", ".” ", '." '))
    last = re.compile(r"[.?!][”\"]?(?:\s|\Z)|\n").search(text, start)
    return text[first + 1 : last.end() if last else len(text)].strip()


def _claims(reading: Reading, trigger: str, near: str | None) -> list[Claim]:
    return [
        one
        for one in reading.claims
        if one.kind == "event" and one.trigger is not None and _matches(trigger, one.trigger.text)
        and (near is None or _matches(near, _sentence_of(reading, one.trigger.start)))
    ]  # fmt: skip


def _names_of(reading: Reading, source: str, entity: str | None) -> str:
    """The words of a source or argument with all that its entity is called."""
    found = next((one for one in reading.entities if one.id == entity), None)
    actor = (found.actor or "").replace("-", " ") if found else ""
    mentions = [one.text for one in reading.mentions if entity is not None and one.entity == entity]
    return " / ".join([source, *(found.names if found else ()), *mentions, actor])


def _voice_names(reading: Reading, identity: str) -> str:
    voice = next(one for one in reading.attributions if one.id == identity)
    return _names_of(reading, voice.source.text, voice.source.entity) if voice.source else "nobody"


def _claim(reading: Reading, fact: Fact) -> str | None:
    candidates = _claims(reading, fact["claim"], fact.get("near"))
    if not candidates:
        return "no such claim; claims: " + (", ".join(_brief(one) for one in reading.claims) or "none")
    failed = [_claim_fails(reading, one, fact) for one in candidates]
    return None if None in failed else "; or ".join(str(one) for one in failed)


def _brief(claim: Claim) -> str:
    return f"{claim.type} “{claim.trigger.text}”" if claim.trigger else claim.type


def _claim_fails(reading: Reading, claim: Claim, fact: Fact) -> str | None:
    told = claim.factuality
    simple = {
        "type": claim.type,
        "stance": claim.stance,
        "certainty": told.certainty,
        "polarity": told.polarity,
        "modality": told.modality,
    }
    for key, value in simple.items():
        wanted = fact.get(key)
        if wanted is not None and value not in ([wanted] if isinstance(wanted, str) else wanted):
            return f"{key} {value}"
    return _roles_fail(reading, claim, fact) or _voices_fail(reading, claim, fact) or _settings_fail(claim, fact)


def _roles_fail(reading: Reading, claim: Claim, fact: Fact) -> str | None:
    for role in ("actor", "recipient"):
        words = [one.text for one in claim.arguments if one.role == role]
        if role in fact and fact[role] is None and words:
            return f"{role} “{words[0]}”"
        if fact.get(role) is not None and not any(_matches(fact[role], one) for one in words):
            return f"{role} {words or 'empty'}"
    if "not_actor" in fact:
        wrong = [one.text for one in claim.arguments if one.role == "actor" and _matches(fact["not_actor"], one.text)]
        return f"actor “{wrong[0]}”" if wrong else None
    return None


def _voices_fail(reading: Reading, claim: Claim, fact: Fact) -> str | None:
    names = [_voice_names(reading, one) for one in claim.according_to]
    if "according_to" in fact and not any(_matches(fact["according_to"], one) for one in names):
        return f"according to {names or 'the report itself'}"
    chain = fact.get("chain")
    if chain is not None and (
        len(names) != len(chain) or not all(_matches(wanted, name) for wanted, name in zip(chain, names, strict=True))
    ):
        return f"chain of voices {names or 'empty'}"
    return None


def _settings_fail(claim: Claim, fact: Fact) -> str | None:
    for fails_in in (_time_fails, _place_fails, _toll_fails):
        why = fails_in(claim, fact)
        if why is not None:
            return why
    return None


def _time_fails(claim: Claim, fact: Fact) -> str | None:
    wanted = {"when", "since", "before"} & fact.keys()
    if not wanted:
        return None
    when = claim.when
    if when is None:
        return None if fact.get("or_undated") else "no time"
    told = f"{when.start} to {when.end}"
    start, end = when.start or "", when.end or ""
    if "when" in fact:
        first, last = fact["when"]
        return None if first <= start and end and end <= last else told
    if "since" in fact:
        first, last = fact["since"]
        return None if first <= start <= last and _open_or_long(when) else told
    return None if (end or start) and (end or start) <= fact["before"] else told


def _open_or_long(when: ClaimTime) -> bool:
    return when.end is None or when.end != when.start


def _place_fails(claim: Claim, fact: Fact) -> str | None:
    if not {"where", "precision"} & fact.keys():
        return None
    if claim.where is None:
        return "no place"
    if "where" in fact and not _matches(fact["where"], claim.where.name):
        return f"place {claim.where.name}"
    if "precision" in fact and claim.where.precision not in fact["precision"]:
        return f"place {claim.where.name}, precision {claim.where.precision}"
    return None


def _toll_fails(claim: Claim, fact: Fact) -> str | None:
    if "toll" not in fact:
        return None
    what, low, best, high = fact["toll"]
    fitting = [one for one in claim.toll if what in ("*", one.what)]
    if len(fitting) == 1 and (fitting[0].low, fitting[0].best, fitting[0].high) == (low, best, high):
        return None
    return "toll " + ("; ".join(f"{one.what} {one.low}/{one.best}/{one.high}" for one in claim.toll) or "none")


def _no_toll(reading: Reading, fact: Fact) -> str | None:
    for claim in reading.claims:
        for one in claim.toll:
            if (
                _matches(fact["no_toll"], one.what)
                and max(one.low or 0, one.best or 0, one.high or 0) > fact["more_than"]
            ):
                return f"toll {one.what} {one.low}/{one.best}/{one.high}"
    return None


def _voice(reading: Reading, fact: Fact) -> str | None:
    candidates = [one for one in reading.attributions if _matches(fact["voice"], one.cue.text)]
    if not candidates:
        return "no such cue; cues: " + (", ".join(one.cue.text for one in reading.attributions) or "none")
    failed = [_voice_fails(reading, one, fact) for one in candidates]
    return None if None in failed else "; or ".join(str(one) for one in failed)


def _voice_fails(reading: Reading, voice: Attribution, fact: Fact) -> str | None:
    names = _voice_names(reading, voice.id)
    if "who" in fact and not _matches(fact["who"], names):
        return f"source {names}"
    content = " ".join(one.text for one in voice.content)
    if "content" in fact and not _matches(fact["content"], content):
        return f"content “{content}”"
    if "parent" in fact:
        cue = next((one.cue.text for one in reading.attributions if one.id == voice.parent), "none")
        return None if _matches(fact["parent"], cue) else f"parent {cue}"
    return None


def _mention(reading: Reading, fact: Fact) -> str | None:
    candidates = [
        one for one in reading.mentions
        if _matches(fact["mention"], one.text) and _matches(fact["near"], _sentence_of(reading, one.start))
    ]  # fmt: skip
    if not candidates:
        return "no such mention"
    failed = [_mention_fails(reading, one, fact) for one in candidates]
    return None if None in failed else "; or ".join(str(one) for one in failed)


def _mention_fails(reading: Reading, mention: Mention, fact: Fact) -> str | None:
    if mention.kind != fact["kind"]:
        return f"“{mention.text}” is a {mention.kind}"
    names = _names_of(reading, mention.text, mention.entity)
    return None if "entity" not in fact or _matches(fact["entity"], names) else f"entity {names}"


def _events_of(reading: Reading, patterns: Sequence[str]) -> list[set[str]]:
    """The events of the triggers that each ``trigger``, ``trigger@word of the sentence`` or ``words>trigger`` stands for."""
    found = []
    for pattern in patterns:
        trigger, _, near = pattern.partition("@")
        lead, _, last = trigger.partition(">")
        claims = _claims(reading, last or lead, near or None)
        if last:
            article = lead.split()[0].lower()
            claims = [
                one
                for one in claims
                if one.trigger and reading.report.text[: one.trigger.start].lower().endswith(article + " ")
            ]
        found.append({one.event for one in claims if one.event is not None})
    return found


def _same(reading: Reading, fact: Fact) -> str | None:
    events = _events_of(reading, fact["same"])
    missing = [name for name, found in zip(fact["same"], events, strict=True) if not found]
    if missing:
        return "no claim for " + ", ".join(missing)
    return None if set.intersection(*events) else "events " + ", ".join(" or ".join(sorted(one)) for one in events)


def _apart(reading: Reading, fact: Fact) -> str | None:
    events = _events_of(reading, fact["apart"])
    missing = [name for name, found in zip(fact["apart"], events, strict=True) if not found]
    if missing:
        return "no claim for " + ", ".join(missing)
    shared = [one & two for number, one in enumerate(events) for two in events[number + 1 :]]
    return "one event" if any(shared) else None


_CHECKS: Mapping[str, Callable[[Reading, Fact], str | None]] = {
    "claim": _claim, "voice": _voice, "mention": _mention, "same": _same, "apart": _apart, "no_toll": _no_toll,
}  # fmt: skip
