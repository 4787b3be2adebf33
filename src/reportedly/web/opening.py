"""Single things of the API: an event, a claim, a report, an actor, a place, a source, with all that is behind each."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from litestar import Response, get
from litestar.params import FromPath

from reportedly.errors import BadOption
from reportedly.record.originals import ClaimOriginal, original_of
from reportedly.schema.dossier import ClaimDossier
from reportedly.views import evidence, marked, originals, shown
from reportedly.views.filters import day
from reportedly.views.judgements import JudgementRow
from reportedly.web.answering import Asked, answered, fetched
from reportedly.web.parameters import AsOf, TheDesk
from reportedly.web.problems import NotThere
from reportedly.web.question import Question

K = TypeVar("K")
T = TypeVar("T")
_ID = re.compile(r"[a-z]?([1-9]\d{0,17})")


@get("/events/{name:str}", sync_to_thread=True)
def open_event(request: Asked, desk: TheDesk, name: FromPath[str], as_of: AsOf = None) -> Response[evidence.EventEvidence]:
    """An event (v12) with its claims by independent origin, its standing, and the judgements on it."""
    number, then = _number(name, "v"), None if as_of is None else day(as_of, "as_of", last=True)
    return answered(request, desk, Question(evidence.evidence, {"number": number, "as_of": then}, named=True))


@get("/events/{name:str}/claims", sync_to_thread=True)
def open_event_claims(request: Asked, desk: TheDesk, name: FromPath[str], as_of: AsOf = None) -> Response[tuple[ClaimDossier, ...]]:
    """The claims of an event with the words that each value rests on."""
    number, then = _number(name, "v"), None if as_of is None else day(as_of, "as_of", last=True)
    return answered(request, desk, Question(marked.marked_event, {"number": number, "as_of": then}, named=True))


@get("/claims/{name:str}", sync_to_thread=True)
def open_claim(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[evidence.ClaimPage]:
    """A claim (c34) with its report, why it was linked, and the judgements on it."""
    number = _number(name, "c")
    return answered(request, desk, Question(evidence.claim_page, {"number": number}, named=True))


@get("/reports/{name:str}", sync_to_thread=True)
def open_report(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[marked.MarkedReport]:
    """A report (r5): its text, and its claims with their spans in it."""
    number = _number(name, "r")
    return answered(request, desk, Question(marked.marked_report, {"number": number}, named=True))


@get("/reports/{name:str}/original", sync_to_thread=True)
def open_original(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[bytes]:
    """The bytes of a report as they were captured, to be saved: a browser does not open them here."""
    number = _number(name, "r")
    found, headers = fetched(request, desk, _there(lambda snapshot: originals.original(snapshot.connection, number)))
    if found is None:
        return Response(b"", status_code=304, headers=headers)
    sent = {**headers, "Content-Disposition": f'attachment; filename="r{number}.original"'}
    return Response(found.data, media_type="application/octet-stream", headers=sent)


@get("/claims/{name:str}/original", sync_to_thread=True)
def open_places(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[ClaimOriginal]:
    """Where the sentence of a claim (c34) stands in the bytes that were captured: page and box, element, line, row, part of a mail."""
    number = _number(name, "c")
    found, headers = fetched(request, desk, _there(lambda snapshot: original_of(snapshot, f"c{number}")))
    content: Any = found
    return Response(content, status_code=200 if found is not None else 304, headers=headers)


@get("/actors/{name:str}", sync_to_thread=True)
def open_actor(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[shown.ActorPage]:
    """An actor by its id: names with their times and citations, affiliations, what it may be the same as, its latest events."""
    return answered(request, desk, _page(name, shown.ActorPage))


@get("/places/{name:str}", sync_to_thread=True)
def open_place(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[shown.PlacePage]:
    """A place by its GeoNames id (g173480) or name, and its latest events."""
    return answered(request, desk, _page(name, shown.PlacePage))


@get("/sources/{name:str}", sync_to_thread=True)
def open_source(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[shown.SourcePage]:
    """A source by its key or name, and the claims added last in which it is heard."""
    return answered(request, desk, _page(name, shown.SourcePage))


@get("/judgements/{name:str}", sync_to_thread=True)
def open_judgement(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[JudgementRow]:
    """A judgement (j3)."""
    number = _number(name, "j")
    question = Question(shown.show, {"name": f"j{number}"}, named=True, kind=shown.JudgementPage, part="judgement")
    return answered(request, desk, question)


def _number(name: str, letter: str) -> int:
    found = _ID.fullmatch(name)
    if found is None or (name[0].isalpha() and name[0] != letter):
        raise NotThere(f"There is nothing of the id '{name}' here.", f"Ids look like {letter}12.")
    return int(found[1])


def _there(ask: Callable[[K], T]) -> Callable[[K], T]:
    """The same, where what a name does not lead to is Not Found."""

    def asked(known: K) -> T:
        try:
            return ask(known)
        except BadOption as error:
            raise NotThere(error.message, error.cure) from None

    return asked


def _page(name: str, kind: type[Any]) -> Question:
    return Question(shown.show, {"name": name}, named=True, kind=kind)


OPENED = (
    open_event, open_event_claims, open_claim, open_report, open_original, open_places, open_actor, open_place, open_source, open_judgement,
)  # fmt: skip
