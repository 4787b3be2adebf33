"""A reader opened while the first report is being read already: the two cores of a small machine share the time to the first claim."""

import os
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from reportedly.cli.loading import module
from reportedly.config import Settings
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report

if TYPE_CHECKING:
    from reportedly.pipeline import Reader

Items = Iterator[Report | Rejection]


def reader_and(items: Items, settings: Settings, needed: str | None = None) -> tuple["Reader", Items]:
    """A reader with these settings, and the items.

    The encoder is opened and reads the first report on threads, while this one imports what comes behind it and loads its word lists;
    ``needed`` is one more module that will be wanted.
    """
    cores = settings.threads or os.cpu_count() or 1
    if cores < 2:
        alone: Reader = module("reportedly.pipeline").Reader.open(settings)
        return alone, items
    session: Any = module("reportedly.encoder.session")
    opening: Any = module("reportedly.encoder.hands").Shared(session.Encoder, [settings.model], threads=1)
    first = next(items, None)
    (encoder,) = opening.result()
    if isinstance(first, Report):
        encoder.begin(first.text, cores - 1)
    reader: Reader = module("reportedly.pipeline").Reader(settings, encoder)
    reader.warm()
    if needed is not None:
        module(needed)
    return reader, items if first is None else chain((first,), items)
