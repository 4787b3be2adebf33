"""What a person may judge, checked and put into the words of the log before it is written there."""

from collections.abc import Iterable, Sequence
from typing import get_args

from msgspec import Struct
from sqlalchemy import select

from reportedly.corroborate.corrections import check_correction
from reportedly.errors import BadOption
from reportedly.schema.judgement import Judgement, JudgementKind
from reportedly.schema.standing import Letter
from reportedly.schema.support import Correction
from reportedly.store import tables
from reportedly.store.snapshot import Snapshot

WITHHELD = ("person", "source", "phrase")
LEAST_WITHHELD = 3  # characters: a shorter phrase would black out half of every text


class By(Struct, frozen=True, kw_only=True):
    """Who judges, when (an ISO instant) and why ("" where no reason is given)."""

    who: str
    made_at: str
    reason: str = ""


def merged(snapshot: Snapshot, names: Sequence[str], by: By) -> list[Judgement]:
    """That the events (or claims), or the actors, of these names are one: each of the others joined with the first."""
    if len(set(names)) < 2:
        raise BadOption("One name alone can't be merged.", "Name two or more: reportedly judge merge v3 v17")
    if all(_number(name, "vc") is not None for name in names):
        claims = [_claims(snapshot, name)[0] for name in names]
        return [_made("same-event", f"c{claims[0]}", by, other=f"c{one}") for one in claims[1:] if one != claims[0]]
    for name in names:
        _actor(snapshot, name)
    return [_made("same-actor", names[0], by, other=name) for name in names[1:]]


def split(snapshot: Snapshot, names: Sequence[str], by: By) -> list[Judgement]:
    """That claims don't belong to the event that the first name says, or that two actors are not one."""
    if len(names) < 2:
        raise BadOption("Split needs two names.", "Name the event and the claims that leave it: reportedly judge split v3 c19")
    if _number(names[0], "vc") is None:
        for name in names:
            _actor(snapshot, name)
        return [_made("not-same-actor", names[0], by, other=name) for name in names[1:]]
    of = _claims(snapshot, names[0])
    leaving = [claim for name in names[1:] for claim in _claims(snapshot, name)]
    staying = [claim for claim in of if claim not in leaving]
    if not staying:
        raise BadOption(f"Nothing of {names[0]} would stay.", "Name fewer claims; `reportedly show` lists them.")
    return [_made("not-same-event", f"c{staying[0]}", by, other=f"c{claim}") for claim in leaving]


def verdict(snapshot: Snapshot, kind: JudgementKind, names: Iterable[str], by: By) -> list[Judgement]:
    """That claims are ``right`` or ``wrong``; an event's name stands for all of its claims."""
    return [_made(kind, f"c{claim}", by) for name in names for claim in _claims(snapshot, name)]


def correction(snapshot: Snapshot, name: str, field: str, value: str | None, by: By) -> list[Judgement]:
    """That a field of a claim, or of every claim of an event, should have another value; None empties it."""
    check_correction(Correction(field=field, value=value))
    return [_made("correct", f"c{claim}", by, field=field, value=value) for claim in _claims(snapshot, name)]


def reliability(snapshot: Snapshot, source: str, letter: str, by: By) -> list[Judgement]:
    """The Admiralty letter of a source, by its key or its name as the record shows it; F means that it can't be judged."""
    letter = letter.upper()
    if letter not in get_args(Letter):
        raise BadOption(f"{letter!r} is no letter of the Admiralty code.", "Give A (completely reliable) to E, or F: can't be judged.")
    kept = tables.source
    found = snapshot.rows(select(kept.c.key, kept.c.name).where((kept.c.key == source) | (kept.c.name == source)).limit(9))
    keys = sorted({row.key for row in found})
    if len(keys) != 1:
        said = f"{len(keys)} sources are called" if keys else "There is no source"
        cure = f"Give the key of one: {', '.join(keys)}." if keys else "`reportedly sources` lists them with their keys."
        raise BadOption(f"{said} {source!r}.", cure)
    return [_made("reliability", keys[0], by, value=letter)]


def withholding(rule: str, words: str, by: By) -> list[Judgement]:
    """That a person, a source or a phrase is to be withheld from every view and export."""
    if rule not in WITHHELD:
        raise BadOption(f"{rule!r} is no kind of rule.", f"Rules are for a {', a '.join(WITHHELD)}.")
    if len(words.strip()) < LEAST_WITHHELD:
        raise BadOption(f"{words!r} is too short to withhold.", f"Give at least {LEAST_WITHHELD} characters.")
    return [_made("withhold", words.strip(), by, field=rule)]


def undoing(name: str, by: By) -> list[Judgement]:
    """That a judgement (j3) holds no longer; the log refuses what can't be undone."""
    return [_made("undo", name, by)]


def _made(
    kind: JudgementKind, subject: str, by: By, *, other: str | None = None, field: str | None = None,
    value: str | None = None,
) -> Judgement:  # fmt: skip
    return Judgement(
        id=0, kind=kind, subject=subject, object=other, field=field, value=value, reason=by.reason, who=by.who,
        made_at=by.made_at,
    )  # fmt: skip


def _number(name: str, letters: str) -> int | None:
    digits = name[1:]
    return int(digits) if name[:1] in letters and digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def _claims(snapshot: Snapshot, name: str) -> list[int]:
    """The claims that a name stands for: one (c12), or all of an event (v12)."""
    number = _number(name, "vc")
    kept = tables.claim_event
    asked = kept.c.claim_id if name.startswith("c") else kept.c.event_id
    rows = [] if number is None else snapshot.rows(select(kept.c.claim_id).where(asked == number).order_by(kept.c.claim_id))
    if not rows:
        raise BadOption(f"The record has no event or event claim {name}.", "`reportedly events` and `reportedly claims` list them.")
    return [row.claim_id for row in rows]


def _actor(snapshot: Snapshot, name: str) -> None:
    if snapshot.row(select(tables.actor.c.id).where(tables.actor.c.id == name)) is None:
        raise BadOption(f"The record has no actor {name}.", "`reportedly actors` lists them with their ids.")
