"""What a file comes to, for tests of containers."""

from reportedly.ingest.files import items_from_bytes, report_from_item
from reportedly.ingest.given import NOTHING_GIVEN, Given
from reportedly.ingest.item import Item, NotReport, Told
from reportedly.ingest.rejection import Rejection
from reportedly.schema import Report


def outcomes(
    data: bytes, name: str = "f", given: Given = NOTHING_GIVEN, told: Told | None = None
) -> list[tuple[str, Report | Rejection | NotReport]]:
    """Where each outcome stands, and the outcome."""
    found: list[tuple[str, Report | Rejection | NotReport]] = []
    for item in items_from_bytes(data, name, told):
        found.append((item.where, report_from_item(item, given) if isinstance(item, Item) else item))
    return found


def reports(data: bytes, name: str = "f", given: Given = NOTHING_GIVEN, told: Told | None = None) -> list[Report]:
    """The reports; anything else is a failure of the test, except what is no report by its nature."""
    found = [outcome for _, outcome in outcomes(data, name, given, told) if not isinstance(outcome, NotReport)]
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def rejections(data: bytes, name: str = "f") -> list[Rejection]:
    """The rejections, each with a reason and a cure."""
    found = [outcome for _, outcome in outcomes(data, name) if isinstance(outcome, Rejection)]
    assert all(one.reason and one.cure and one.where for one in found)
    return found


def rejection(data: bytes, name: str = "f") -> Rejection:
    """The one outcome, a rejection."""
    [(_, found)] = outcomes(data, name)
    assert isinstance(found, Rejection), found
    assert found.reason and found.cure
    return found


def counted(data: bytes, name: str = "f") -> dict[str, int]:
    """The parts that are no reports, by what they are."""
    return {one.what: one.count for _, one in outcomes(data, name) if isinstance(one, NotReport)}
