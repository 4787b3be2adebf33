"""A question to a record that can be asked in any process that has it open: which view, and with what."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from reportedly.errors import BadOption
from reportedly.views.tallies import Tallies
from reportedly.web.problems import NotThere


class Question(Struct, frozen=True):
    """``view`` is asked with ``given``, by name. ``part`` takes one field of what it finds.

    ``kind`` is what it has to find. With ``named`` the question leads to one thing: where there is none, or of another kind, that is Not
    Found. A ``tallied`` one is answered from counts that the desk keeps, and costs next to nothing there.
    """

    view: Callable[..., Any]
    given: Mapping[str, Any] = {}
    named: bool = False
    kind: type[Any] | None = None
    part: str | None = None
    tallied: bool = False

    def found(self, connection: Connection, tallies: Tallies) -> Any:
        """What the view finds in the state of the record that the connection sees; raises what the view raises, and NotThere."""
        more = {"tallies": tallies} if self.tallied else {}
        try:
            answer = self.view(connection, **self.given, **more)
        except BadOption as error:
            if not self.named:
                raise
            raise NotThere(error.message, error.cure) from None
        if self.kind is not None and not isinstance(answer, self.kind):
            raise NotThere("There is nothing of that kind under that name.", "Look it up in its list.")
        return answer if self.part is None else getattr(answer, self.part)
