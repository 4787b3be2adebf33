"""The lists of the API: events, claims, actors, places, sources, reports, the log; each a view with its filters and paging."""

from collections.abc import Callable
from typing import Any

from litestar import Response, get
from litestar.params import FromQuery

from reportedly.errors import BadOption
from reportedly.store.search import Box
from reportedly.views import (
    actors,
    agreement,
    claims,
    events,
    facets,
    log,
    maps,
    network,
    overview,
    places,
    queue,
    reports,
    sources,
)
from reportedly.views.answer import Answer
from reportedly.views.filters import Filters
from reportedly.views.tallies import may_be_tallied
from reportedly.web.answering import Asked, answered
from reportedly.web.parameters import Asking, Cursor, Limit, Sort, TheDesk
from reportedly.web.question import Question


@get("/overview", sync_to_thread=True)
def overview_of(request: Asked, desk: TheDesk) -> Response[overview.Overview]:
    """What the record holds: counts, days, and its state."""
    return answered(request, desk, Question(overview.overview))


@get("/events", sync_to_thread=True)
def list_events(
    request: Asked, desk: TheDesk, filters: Asking, sort: Sort = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[events.EventRow]]:
    """Events that pass the filters, a page of them."""
    return answered(request, desk, _page(events.events, filters, sort, limit, cursor))


@get("/events/facets", sync_to_thread=True)
def list_facets(request: Asked, desk: TheDesk, filters: Asking) -> Response[facets.Facets]:
    """How the events that pass the filters fall by grade, type, country, year and dispute."""
    return answered(request, desk, Question(facets.facets, {"filters": filters}, tallied=may_be_tallied(filters)))


@get("/claims", sync_to_thread=True)
def list_claims(
    request: Asked, desk: TheDesk, filters: Asking, sort: Sort = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[claims.ClaimRow]]:
    """Claims that pass the filters, a page of them."""
    return answered(request, desk, _page(claims.claims, filters, sort, limit, cursor))


@get("/actors", sync_to_thread=True)
def list_actors(
    request: Asked, desk: TheDesk, filters: Asking, sort: Sort = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[actors.ActorRow]]:
    """Actors, those of the most events first."""
    return answered(request, desk, _page(actors.actors, filters, sort, limit, cursor))


@get("/places", sync_to_thread=True)
def list_places(
    request: Asked, desk: TheDesk, filters: Asking, sort: Sort = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[places.PlaceRow]]:
    """The places of the events that pass the filters."""
    return answered(request, desk, _page(places.places, filters, sort, limit, cursor))


@get("/sources", sync_to_thread=True)
def list_sources(
    request: Asked, desk: TheDesk, filters: Asking, sort: Sort = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[sources.SourceRow]]:
    """Who is heard in the claims that pass the filters."""
    return answered(request, desk, _page(sources.sources, filters, sort, limit, cursor))


@get("/reports", sync_to_thread=True)
def list_reports(
    request: Asked, desk: TheDesk, filters: Asking, sort: Sort = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[reports.ReportRow]]:
    """Reports: since and until are days of publication."""
    return answered(request, desk, _page(reports.reports, filters, sort, limit, cursor))


@get("/log", sync_to_thread=True)
def list_log(
    request: Asked, desk: TheDesk, by: FromQuery[str | None] = None, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[log.LogRow]]:
    """What was added and judged, the latest first; with ``by`` what one person judged."""
    return answered(request, desk, Question(log.log, {"who": by, "limit": limit, "cursor": cursor}))


@get("/map", sync_to_thread=True)
def map_features(
    request: Asked, desk: TheDesk, filters: Asking, box: FromQuery[str | None] = None, most: FromQuery[int] = maps.MOST_EVENTS
) -> Response[Answer[maps.Feature]]:
    """Events as points, at most ``most``. ``box`` is west,south,east,north in degrees; across the date line west is more than east."""
    wanted = None if box is None else _box(box)
    return answered(request, desk, Question(maps.features, {"filters": filters, "box": wanted, "most": most}))


@get("/review", sync_to_thread=True)
def review_queue(request: Asked, desk: TheDesk, filters: Asking, limit: Limit = None) -> Response[Answer[queue.QueueItem]]:
    """What a person should judge first: doubtful events of reach, and pairs that may be one."""
    return answered(request, desk, Question(queue.queue, {"filters": filters, "limit": limit}))


@get("/agreement", sync_to_thread=True)
def agreement_of(request: Asked, desk: TheDesk) -> Response[agreement.Agreement]:
    """Who judged how much, and how far verdicts on the same claims agree."""
    return answered(request, desk, Question(agreement.agreement))


@get("/timeline", sync_to_thread=True)
def timeline(request: Asked, desk: TheDesk, filters: Asking, grain: FromQuery[str] = "month") -> Response[Answer[maps.Bar]]:
    """Events by the day, month or year in which they began."""
    return answered(request, desk, Question(maps.timeline, {"filters": filters, "grain": grain}))


@get("/timeline/undated", sync_to_thread=True)
def undated_events(
    request: Asked, desk: TheDesk, filters: Asking, limit: Limit = None, cursor: Cursor = None
) -> Response[Answer[events.EventRow]]:
    """Events of which no date is told, those added last first; since and until narrow nothing here."""
    return answered(request, desk, Question(events.undated, {"filters": filters, "limit": limit, "cursor": cursor}))


@get("/network", sync_to_thread=True)
def network_of(request: Asked, desk: TheDesk, filters: Asking, most: FromQuery[int] = network.MOST_ACTORS) -> Response[network.Network]:
    """Who acts on whom, weighted by independent origins, and who is part of, speaks for, or split from whom."""
    if not 1 <= most <= network.MOST_ACTORS:
        raise BadOption(f"most is {most}, and a network has 1 to {network.MOST_ACTORS} actors.", "Narrow it by filters instead.")
    return answered(request, desk, Question(network.network, {"filters": filters, "most": most}))


def _page(view: Callable[..., Any], filters: Filters, sort: str | None, limit: int | None, cursor: str | None) -> Question:
    return Question(view, {"filters": filters, "sort": sort, "limit": limit, "cursor": cursor})


def _box(value: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise BadOption(f"box is '{value}', which is no box.", "Write west,south,east,north in degrees: 35,32,43,38.") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadOption(f"box is '{value}', which lies not on Earth.", "Longitudes go from -180 to 180, south is below north.")
    return Box(west=west, south=south, east=east, north=north)


LISTS = (
    overview_of, list_events, list_facets, list_claims, list_actors, list_places, list_sources, list_reports, list_log,
    map_features, timeline, undated_events, network_of, review_queue, agreement_of,
)  # fmt: skip
