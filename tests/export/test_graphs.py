"""The graph of actors: ties are what single claims say, weighted by independent origins; read back by networkx."""

import io
from typing import Any

import networkx
import pytest
from msgspec.structs import replace
from tests.export.made_dossiers import made_dossiers

from reportedly.export.actor_graph import Edge, edges_of, gather, nodes_of
from reportedly.export.base import Ledger
from reportedly.export.graphs import GEXF, GRAPHML
from reportedly.export.tie_table import TieTable
from reportedly.export.xml_text import xml_text
from reportedly.schema import Factuality
from reportedly.schema.dossier import ClaimDossier, Filler
from reportedly.schema.time import DateInterval

SURE = Factuality(certainty="certain", polarity="positive", modality="actual")


def claim(number: int, actor: str, recipient: str, **more: Any) -> ClaimDossier:
    """An event claim of two actors, each of an origin of its own where nothing else is said."""
    base = next(made_dossiers().claims())
    fillers = (Filler(role="actor", name=actor, actor=actor), Filler(role="recipient", name=recipient, actor=recipient))
    told = {"id": f"c{number}", "fillers": fillers, "origin": f"voice:{number}", "verdict": None, "factuality": SURE, **more}
    return replace(base, **told)


def graph_of(*claims: ClaimDossier) -> tuple[Any, Any]:
    dossiers = replace(made_dossiers(), all_claims=claims)
    found = []
    for form, read in ((GRAPHML, networkx.read_graphml), (GEXF, networkx.read_gexf)):
        out = io.BytesIO()
        form.write(dossiers, out)
        out.seek(0)
        found.append(read(out))
    return found[0], found[1]


def ties_of(dossiers: Any, ledger: Ledger | None = None) -> list[tuple[Edge, list[str]]]:
    """The ties, each with its evidence."""
    with TieTable() as table:
        gather(dossiers, table, ledger or Ledger())
        return [(one, list(one.evidence)) for one in edges_of(table)]


def test_both_formats_are_the_same_graph() -> None:
    one, two = graph_of(claim(1, "a1", "a3"), claim(2, "a3", "a2"), claim(3, "a1", "a3", origin="voice:1"))
    assert sorted(one.nodes) == sorted(two.nodes) == ["a1", "a2", "a3"]
    assert sorted(one.edges) == sorted(two.edges) == [("a1", "a3"), ("a3", "a2")]
    for graph in (one, two):
        tie = graph.edges["a1", "a3"]
        assert (tie["weight"], tie["origins"], tie["claims"], tie["relation"]) == (1.0, 1, 2, "acts_on")
        assert tie["evidence"].split("; ")[0] == f"c1@r1:0..{len(next(made_dossiers().claims()).sentence.text)}"
        assert graph.nodes["a1"]["label"] == "Amber Front" and graph.nodes["a1"]["names"] == "Salt Road Movement"


def test_weight_is_the_number_of_independent_origins() -> None:
    graph, _ = graph_of(*(claim(number, "a1", "a3", origin=origin) for number, origin in enumerate("aabca", 1)))
    assert (graph.edges["a1", "a3"]["weight"], graph.edges["a1", "a3"]["claims"]) == (3.0, 5)


def test_ties_of_several_kinds_stand_side_by_side() -> None:
    relation = claim(
        2, "a1", "a3", kind="relation", type="allied_with", mode=None, event=None, origin=None,
        fillers=(Filler(role="subject", name="a1", actor="a1"), Filler(role="object", name="a3", actor="a3")),
    )  # fmt: skip
    graph, _ = graph_of(claim(1, "a1", "a3"), relation)
    assert sorted(data["relation"] for _, _, data in graph.edges(data=True)) == ["acts_on", "allied_with"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"verdict": "wrong"}, "an analyst found them wrong"), ({"stance": "denies"}, "they say that it is not so"),
        ({"factuality": replace(SURE, polarity="negative")}, "they say that it is not so"),
        ({"factuality": replace(SURE, modality="planned")}, "they tell of a plan or a supposition"),
    ],
)  # fmt: skip
def test_what_makes_no_tie_is_counted(more: dict[str, Any], reason: str) -> None:
    ledger = Ledger()
    assert ties_of(replace(made_dossiers(), all_claims=(claim(1, "a1", "a3", **more),)), ledger) == []
    assert ledger.written().left_out == (("claims", reason, 1),)


def test_nobody_acts_on_himself_and_the_described_make_no_tie() -> None:
    described = replace(claim(2, "a1", "a3"), fillers=(Filler(role="actor", name="gunmen"), Filler(role="recipient", name="x", actor="a3")))
    ledger = Ledger()
    assert ties_of(replace(made_dossiers(), all_claims=(claim(1, "a1", "a1"), described)), ledger) == []
    assert ledger.written().left_out == ()


def test_a_relation_counts_its_innermost_voice_and_reprints_once() -> None:
    def relation(number: int, report: str) -> ClaimDossier:
        fillers = (Filler(role="subject", name="a1", actor="a1"), Filler(role="object", name="a3", actor="a3"))
        return claim(number, "", "", kind="relation", type="leads", event=None, origin=None, voices=(), report=report, fillers=fillers)

    first, second = made_dossiers().all_reports
    dossiers = replace(
        made_dossiers(), all_claims=(relation(1, "r1"), relation(2, "r2")), all_reports=(first, replace(second, reprint_of="r1"))
    )
    [(edge, evidence)] = ties_of(dossiers)
    assert (edge.origins, edge.claims, len(evidence)) == (1, 2, 2)


def test_days_are_the_first_and_the_last() -> None:
    def told(number: int, start: str | None, end: str | None) -> ClaimDossier:
        return claim(number, "a1", "a3", when=DateInterval(value=None, start=start, end=end, precision="days"))

    claims = (told(1, "2031-04-06", "2031-04-07"), told(2, "2031-03-01", None), claim(3, "a1", "a3", when=None))
    [(edge, _)] = ties_of(replace(made_dossiers(), all_claims=claims))
    assert (edge.first, edge.last) == ("2031-03-01", "2031-04-07")


def test_an_end_that_the_record_has_no_actor_for_is_a_node_all_the_same() -> None:
    graph, _ = graph_of(claim(1, "a1", "ucdp:17"))
    assert graph.nodes["ucdp:17"]["label"] == "ucdp:17"
    dossiers = replace(made_dossiers(), all_claims=())
    with TieTable() as table:
        assert [one.id for one in nodes_of(dossiers, table)] == ["a1", "a2", "a3"]


def test_types_stand_in_the_order_of_their_claims_and_nothing_is_added_late() -> None:
    claims = (claim(1, "a1", "a3", type="RETREAT", mode=None), claim(2, "a1", "a3", type="ASSAULT", mode="aerial"), claim(3, "a1", "a3"))
    with TieTable() as table:
        gather(replace(made_dossiers(), all_claims=claims), table, Ledger())
        [edge] = edges_of(table)
        assert edge.types == ("RETREAT", "ASSAULT/aerial", "ASSAULT/artillery")
        with pytest.raises(RuntimeError, match="looked at"):
            gather(replace(made_dossiers(), all_claims=claims), table, Ledger())


def test_names_cannot_break_the_file() -> None:
    actor = made_dossiers().all_actors[0]
    wild = replace(actor, actor=replace(actor.actor, name='</node><script a="1">\x00\x0b & \ud800 العربية \U0001f642'))
    dossiers = replace(made_dossiers(), all_actors=(wild,), all_claims=())
    for form, read in ((GRAPHML, networkx.read_graphml), (GEXF, networkx.read_gexf)):
        out = io.BytesIO()
        form.write(dossiers, out)
        out.seek(0)
        assert read(out).nodes["a1"]["label"] == '</node><script a="1">\ufffd\ufffd & \ufffd العربية \U0001f642'


@pytest.mark.parametrize(("value", "text"), [("a<b", "a&lt;b"), ('"', "&quot;"), ("\x01", "\ufffd"), ("\n", "&#10;"), (3, "3")])
def test_text_in_xml(value: object, text: str) -> None:
    assert xml_text(value) == text
