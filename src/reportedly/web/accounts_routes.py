"""Accounts over the API: signing in and out, one's own name and rights, and for admins the accounts and the audit log."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from reportedly.web.accounts import Account, By
from reportedly.web.accounts_audit import AuditPage
from reportedly.web.accounts_rights import Right, Role, Visitor
from reportedly.web.guard import session_cookie
from reportedly.web.parameters import Cursor, Limit, TheDesk

_NOT_KEPT = {"Cache-Control": "no-store"}
Asked = Request[Any, Any, Any]


class Me(Struct, frozen=True, kw_only=True):
    """Who is at the desk: the name that signs, the role, what one ``may`` do, and whether the desk has ``accounts``."""

    name: str
    role: Role
    may: tuple[Right, ...]
    accounts: bool


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name and its password."""

    name: str
    password: str


class NewAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account as it is asked for."""

    name: str
    role: str
    password: str


class NewRole(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another role."""

    role: str


class NewPassword(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another password of an account."""

    password: str


class OwnPassword(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another password of one's own, and the one that holds now."""

    old: str
    new: str


@post("/session", sync_to_thread=True, status_code=204)
def sign_in(request: Asked, desk: TheDesk, data: JSONBody[Entry]) -> Response[None]:
    """Sign in: the session comes as a cookie; an earlier one of this browser is over."""
    state = request.scope["state"]
    session_id = desk.team.sign_in(data.name, data.password, state["address"], before=state["session_id"])
    return _with_cookie(request, desk, session_id)


@delete("/session", sync_to_thread=True, status_code=204)
def sign_out(request: Asked, desk: TheDesk, visitor: NamedDependency[Visitor], everywhere: FromQuery[bool] = False) -> Response[None]:
    """Sign out, here or with ``everywhere`` in all browsers."""
    team = desk.team
    if visitor.session is not None:
        team.sign_out(visitor.session, _by(request, visitor), everywhere=everywhere)
    return _with_cookie(request, desk, None)


@get("/me", sync_to_thread=False)
def me(desk: TheDesk, visitor: NamedDependency[Visitor]) -> Response[Me]:
    """Who one is here, and what one may do."""
    found = Me(name=visitor.name, role=visitor.role, may=tuple(sorted(visitor.may)), accounts=desk.accounts is not None)
    return Response(found, headers=_NOT_KEPT)


@post("/me/password", sync_to_thread=True, status_code=204)
def change_password(request: Asked, desk: TheDesk, visitor: NamedDependency[Visitor], data: JSONBody[OwnPassword]) -> None:
    """Change one's own password; one's sessions in other browsers end."""
    team = desk.team
    if visitor.session is not None:
        team.change_password(data.old, data.new, _by(request, visitor), visitor.session)


@get("/users", sync_to_thread=True)
def list_users(desk: TheDesk) -> Response[tuple[Account, ...]]:
    """All accounts by name, the removed ones last."""
    return Response(desk.team.list(), headers=_NOT_KEPT)


@post("/users", sync_to_thread=True)
def add_user(request: Asked, desk: TheDesk, visitor: NamedDependency[Visitor], data: JSONBody[NewAccount]) -> Account:
    """Make an account, or bring a removed one back."""
    return desk.team.add(data.name, data.role, data.password, _by(request, visitor))


@delete("/users/{name:str}", sync_to_thread=True, status_code=200)
def remove_user(request: Asked, desk: TheDesk, visitor: NamedDependency[Visitor], name: FromPath[str]) -> Account:
    """Close an account; what it judged stays signed with its name."""
    return desk.team.remove(name, _by(request, visitor))


@post("/users/{name:str}/role", sync_to_thread=True, status_code=200)
def change_role(request: Asked, desk: TheDesk, visitor: NamedDependency[Visitor], name: FromPath[str], data: JSONBody[NewRole]) -> Account:
    """Give an account another role, which holds from its next request on."""
    return desk.team.set_role(name, data.role, _by(request, visitor))


@post("/users/{name:str}/password", sync_to_thread=True, status_code=200)
def reset_password(
    request: Asked, desk: TheDesk, visitor: NamedDependency[Visitor], name: FromPath[str], data: JSONBody[NewPassword]
) -> Account:
    """Give an account another password; its sessions end."""
    return desk.team.set_password(name, data.password, _by(request, visitor))


@get("/audit", sync_to_thread=True)
def list_audit(desk: TheDesk, limit: Limit = None, cursor: Cursor = None) -> Response[AuditPage]:
    """Sign-ins and failures, changed accounts, exports with their filters, changes of what is withheld; the latest first."""
    # An export may have been narrowed by a name that has been withheld since.
    return Response(desk.record.shown(desk.team.audit.page(limit=limit, cursor=cursor)), headers=_NOT_KEPT)


def _by(request: Asked, visitor: Visitor) -> By:
    return By(who=visitor.name, address=request.scope["state"]["address"])


def _with_cookie(request: Asked, desk: TheDesk, session_id: str | None) -> Response[None]:
    cookie = session_cookie(session_id, https=desk.served.https, host=request.headers.get("host", ""))
    return Response(None, status_code=204, headers={"Set-Cookie": cookie, **_NOT_KEPT})


ACCOUNTS = (
    sign_in, sign_out, me, change_password, list_users, add_user, remove_user, change_role, reset_password, list_audit,
)  # fmt: skip
