"""Events with two sides, made by hand, for tables by other people's schemes."""

from typing import Any

from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers

from reportedly.schema.dossier import EventDossier, PartyDossier

ARMY = PartyDossier(role="actor", actor="government-army", name="Army of Lower Ostan", kind="military", country="LY", sector="MIL")
REBELS = PartyDossier(role="actor", actor="a7", name="Amber Front", kind="armed-group", country="LY", sector="REB")
MILITIA = PartyDossier(role="actor", actor="a8", name="Salt Militia", kind="organisation")
FOREIGN = PartyDossier(role="actor", actor="army-of-x", name="Army of Upper Ostan", kind="military", country="TD", sector="MIL")


def fought(
    kind: str, mode: str | None, by: PartyDossier | str | None, to: PartyDossier | str | None, **more: Any
) -> EventDossier:
    """The first of the events made by hand, of this type and mode, between these sides: actors, or words that describe them."""
    event = next(made_dossiers().events())
    parties, described = [], []
    for role, side in (("actor", by), ("recipient", to)):
        if isinstance(side, PartyDossier):
            parties.append(replace(side, role=role))
        elif side is not None:
            described.append((role, side))
    told = {
        "type": kind, "mode": mode, "parties": tuple(parties), "described": tuple(described), "grade": "single-source",
        "standing": replace(event.standing, disputed=(), grade="single-source"), **more,
    }  # fmt: skip
    return replace(event, **told)
