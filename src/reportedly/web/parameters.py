"""What may be asked for in an address: the filters of the command line as query parameters, said once for OpenAPI and for parsing."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from reportedly.views.filters import KEYS, Filters
from reportedly.web.desk import Desk

FILTERS: dict[str, str] = {
    "since": "Not over before this day, month or year: 2016-12-07, 2016-12, 2016.",
    "until": "Begun by this day, month or year.",
    "as_of": "As it was known on that day: only reports published by then count.",
    "place": "A place's name, its GeoNames id (g173480), or a point (36.37,37.52).",
    "within_km": "Also this far around the place, in kilometres.",
    "country": "ISO 3166-1 alpha-2 code of the country.",
    "actor": "An actor's id or any of its names, former ones too.",
    "type": "A type of event or relation, with a mode if you like: ASSAULT/aerial.",
    "mode": "A mode of a type.",
    "source": "Told by this voice, agency or outlet, anywhere in the chain.",
    "grade": "Grades taken, comma between: denied, contested, single-source, corroborated, confirmed.",
    "disputed": "true, or the field on which origins disagree: when, where, toll:killed.",
    "text": 'With these words, "a phrase", begin* or -without.',
    "report": "Told in this report: r5.",
    "event": "This event, or claims about it: v12.",
    "score": "With a claim that scores at least so much, 0 to 1.",
}
"""Every filter and what it takes."""


def _declared(names: tuple[str, ...]) -> Callable[..., Filters]:
    """A function of these parameters, each a string that may be left out: frameworks read its signature, people this table."""

    def filters_of(**given: str | None) -> Filters:
        return Filters.parse(given)

    kinds = {name: Annotated[str | None, QueryParameter(name=name, description=FILTERS[name])] for name in names}
    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind) for name, kind in kinds.items()
    ]
    declared: Any = filters_of
    declared.__signature__ = inspect.Signature(parameters, return_annotation=Filters)
    declared.__annotations__ = {**kinds, "return": Filters}
    return filters_of


TheDesk = NamedDependency[Desk]
Asking = NamedDependency[Filters]
filters_of = _declared(KEYS)
"""The filters of a request; raises BadOption where a value can't be used."""

Sort = Annotated[str | None, QueryParameter(description="The order; a wrong one is answered with the orders that there are.")]
Limit = Annotated[int | None, QueryParameter(description="Rows of a page.")]
Cursor = Annotated[str | None, QueryParameter(description="Where the page begins: `next` of the page before.")]
AsOf = Annotated[str | None, QueryParameter(description=FILTERS["as_of"])]
