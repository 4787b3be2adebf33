"""Judging over the API: what `reportedly judge` does, each with a reason, signed by whoever is at the desk."""

from collections.abc import Callable, Sequence
from typing import Literal

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Struct

from reportedly.errors import BadOption
from reportedly.record.record import Record
from reportedly.schema.judgement import Judgement
from reportedly.web.accounts_rights import Visitor, require
from reportedly.web.answering import Asked
from reportedly.web.desk import Desk
from reportedly.web.parameters import TheDesk
from reportedly.web.problems import Forbidden

Kind = Literal["merge", "split", "confirm", "reject", "correct", "rate", "undo", "withhold"]


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement as it is asked for.

    ``names`` are events, claims, actors, a source or a judgement, as the command of that kind takes them. ``correct`` has ``field``
    and ``value`` (None empties it), ``rate`` a letter in ``value``, ``withhold`` the kind of rule (person, source, phrase) in ``field`` and
    the words in ``names``.
    """

    kind: Kind
    names: tuple[str, ...]
    field: str | None = None
    value: str | None = None
    reason: str = ""


class Judged(Struct, frozen=True, kw_only=True):
    """What was written into the log."""

    judgements: tuple[Judgement, ...]


@post("/judgements", sync_to_thread=True)
def judge(
    request: Asked, desk: TheDesk, data: JSONBody[Wish], who: NamedDependency[str | None], visitor: NamedDependency[Visitor]
) -> Judged:
    """Judge; what follows from it is in the record when the answer comes."""
    if desk.served.read_only:
        raise Forbidden("This desk only shows the record.", "Serve it without --read-only to judge.")
    if not data.names:
        raise BadOption("A judgement is about something.", "Give names.")
    if len(data.reason) > 2_000 or len(data.names) > 500:
        raise BadOption("That is more than a judgement takes.", "Reasons have up to 2,000 characters, names number up to 500.")
    about_withheld = _is_about_withheld(desk, data)
    if about_withheld:
        require(visitor, "withhold", read_only=desk.served.read_only)
    made = _MAKERS[data.kind](desk.record, data, who)
    if about_withheld and desk.accounts is not None:
        # Which judgement it was, and not the words: an audit log that names what is withheld would tell it.
        address, ids = request.scope["state"]["address"], ", ".join(f"j{one.id}" for one in made)
        desk.accounts.audit.add("withheld", who=visitor.name, about=ids, address=address, detail={"kind": data.kind})
    return Judged(judgements=tuple(desk.record.shown(tuple(made))))


def _is_about_withheld(desk: Desk, wish: Wish) -> bool:
    """Whether a judgement changes what is withheld: a rule, or an undo that takes one back or puts one back."""
    if wish.kind != "undo":
        return wish.kind == "withhold"
    number = _one(wish).removeprefix("j")
    with desk.record.store.reading() as snapshot:
        while number.isascii() and number.isdigit() and len(number) < 19:
            found = snapshot.judgement(int(number))
            if found is None or found.kind != "undo":
                return found is not None and found.kind == "withhold"
            number = found.subject.removeprefix("j")
    return False


def _one(wish: Wish) -> str:
    if len(wish.names) != 1:
        raise BadOption(f"{wish.kind} is about one thing.", "Give one name.")
    return wish.names[0]


def _field(wish: Wish) -> str:
    if wish.field is None:
        raise BadOption(f"{wish.kind} needs a field.", "Give field, such as when, where, type; or the kind of rule to withhold by.")
    return wish.field


def _correct(record: Record, wish: Wish, who: NamedDependency[str | None]) -> Sequence[Judgement]:
    field = _field(wish)
    return [one for name in wish.names for one in record.correct(name, field, wish.value, reason=wish.reason, who=who)]


def _rate(record: Record, wish: Wish, who: NamedDependency[str | None]) -> Sequence[Judgement]:
    return record.rate(_one(wish), wish.value or "", reason=wish.reason, who=who)


def _withhold(record: Record, wish: Wish, who: NamedDependency[str | None]) -> Sequence[Judgement]:
    return record.withhold(_field(wish), _one(wish), reason=wish.reason, who=who)


_MAKERS: dict[str, Callable[[Record, Wish, str | None], Sequence[Judgement]]] = {
    "merge": lambda record, wish, who: record.merge(*wish.names, reason=wish.reason, who=who),
    "split": lambda record, wish, who: record.split(*wish.names, reason=wish.reason, who=who),
    "confirm": lambda record, wish, who: record.confirm(*wish.names, reason=wish.reason, who=who),
    "reject": lambda record, wish, who: record.reject(*wish.names, reason=wish.reason, who=who),
    "correct": _correct,
    "rate": _rate,
    "undo": lambda record, wish, who: record.undo(_one(wish), reason=wish.reason, who=who),
    "withhold": _withhold,
}
