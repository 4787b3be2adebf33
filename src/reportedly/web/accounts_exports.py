"""What leaves a desk with accounts: exports and originals are written into the audit log before their first byte is sent."""

from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from litestar.types import HTTPScope, Message, Send

from reportedly.web.accounts import Accounts
from reportedly.web.accounts_audit import What
from reportedly.web.accounts_rights import EXPORT, ORIGINAL

_LOGGED: dict[str, What] = {EXPORT: "exported", ORIGINAL: "original"}
_LONGEST = 500


class Leaving:
    """The way out of one request: where it is an export that succeeds, the log has it before it goes on."""

    def __init__(self, accounts: Accounts | None, scope: HTTPScope, outward: Send) -> None:
        """``accounts`` None: a desk whose only visitor is who runs it."""
        self._accounts, self._scope, self._outward = accounts, scope, outward

    async def send(self, message: Message) -> None:
        """Send on; a log that can't be written keeps the export in."""
        if self._accounts is not None and message["type"] == "http.response.start" and message["status"] == 200:
            what = _LOGGED.get(f"{self._scope['method']} {self._scope.get('path_template', '')}")
            if what is not None:
                await run_sync(self._note, what)
        await self._outward(message)

    def _note(self, what: What) -> None:
        assert self._accounts is not None
        state = self._scope["state"]
        asked = parse_qsl(self._scope["query_string"].decode("latin-1"), max_num_fields=100)
        detail = {key[:_LONGEST]: value[:_LONGEST] for key, value in asked}
        about = str(self._scope["path_params"].get("name", ""))[:_LONGEST]
        self._accounts.audit.add(what, who=state["visitor"].name, about=about, address=state["address"], detail=detail)
