"""The ties between actors as GraphML and GEXF, for Gephi, Cytoscape, yEd, igraph and networkx."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from reportedly.export.actor_graph import Edge, Node, edges_of, gather, nodes_of
from reportedly.export.base import Format, Ledger, Written
from reportedly.export.csv_rows import BETWEEN, listed
from reportedly.export.tie_table import TieTable
from reportedly.export.xml_text import xml_text
from reportedly.schema.dossier import Dossiers

_OF_NODE: Mapping[str, tuple[str, Callable[[Node], Any]]] = {
    "label": ("string", lambda one: one.name), "kind": ("string", lambda one: one.kind),
    "country": ("string", lambda one: one.country), "sector": ("string", lambda one: one.sector),
    "names": ("string", lambda one: listed(one.names)), "events": ("int", lambda one: one.events),
    "claims": ("int", lambda one: one.claims), "says": ("int", lambda one: one.says),
}  # fmt: skip
_OF_EDGE: Mapping[str, tuple[str, Callable[[Edge], Any]]] = {
    "relation": ("string", lambda one: one.kind), "weight": ("double", lambda one: float(one.origins)),
    "origins": ("int", lambda one: one.origins), "claims": ("int", lambda one: one.claims), "events": ("int", lambda one: one.events),
    "types": ("string", lambda one: listed(one.types)), "first": ("string", lambda one: one.first),
    "last": ("string", lambda one: one.last), "evidence": ("string", lambda one: one.evidence),
}  # fmt: skip
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"


def write_graphml(dossiers: Dossiers, out: BinaryIO) -> Written:
    """A directed graph; what an actor or a tie has is in ``data`` elements."""
    ledger = _ledger()
    put = _writer(out)
    put(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_GRAPHML}">\n')
    for prefix, domain, fields in (("n", "node", _OF_NODE), ("e", "edge", _OF_EDGE)):
        for name, (kind, _) in fields.items():
            put(f'<key id="{prefix}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
    put('<graph id="actors" edgedefault="directed">\n')
    with TieTable() as table:
        gather(dossiers, table, ledger)
        for node in nodes_of(dossiers, table):
            put(f'<node id="{xml_text(node.id)}">')
            _data(put, "n", _OF_NODE, node)
            put("</node>\n")
            ledger.wrote("actors")
        for number, edge in enumerate(edges_of(table), 1):
            put(f'<edge id="e{number}" source="{xml_text(edge.source)}" target="{xml_text(edge.target)}">')
            _data(put, "e", _OF_EDGE, edge)
            put("</edge>\n")
            ledger.wrote("ties")
    put("</graph>\n</graphml>\n")
    return ledger.written()


def write_gexf(dossiers: Dossiers, out: BinaryIO) -> Written:
    """A directed graph as Gephi has it: labels and weights are its own, all else is in ``attvalues``."""
    ledger = _ledger()
    put = _writer(out)
    put(f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{_GEXF}" version="1.2">\n')
    put('<graph mode="static" defaultedgetype="directed">\n')
    own = {"label", "weight"}
    for domain, fields in (("node", _OF_NODE), ("edge", _OF_EDGE)):
        kinds = {name: {"int": "integer"}.get(kind, kind) for name, (kind, _) in fields.items() if name not in own}
        columns = "".join(f'<attribute id="{name}" title="{name}" type="{kind}"/>' for name, kind in kinds.items())
        put(f'<attributes class="{domain}" mode="static">{columns}</attributes>\n')
    put("<nodes>\n")
    with TieTable() as table:
        gather(dossiers, table, ledger)
        for node in nodes_of(dossiers, table):
            put(f'<node id="{xml_text(node.id)}" label="{xml_text(node.name)}">')
            _values(put, _OF_NODE, node, own)
            put("</node>\n")
            ledger.wrote("actors")
        put("</nodes>\n<edges>\n")
        for number, edge in enumerate(edges_of(table), 1):
            ends = f'source="{xml_text(edge.source)}" target="{xml_text(edge.target)}"'
            put(f'<edge id="{number}" {ends} weight="{edge.origins}" label="{xml_text(edge.kind)}">')
            _values(put, _OF_EDGE, edge, own)
            put("</edge>\n")
            ledger.wrote("ties")
    put("</edges>\n</graph>\n</gexf>\n")
    return ledger.written()


def _ledger() -> Ledger:
    ledger = Ledger()
    ledger.wrote("actors", 0)
    ledger.wrote("ties", 0)
    return ledger


Put = Callable[[str], object]
Fields = Mapping[str, tuple[str, Callable[[Any], Any]]]


def _writer(out: BinaryIO) -> Put:
    return lambda text: out.write(text.encode("utf-8"))


def _data(put: Put, prefix: str, fields: Fields, of: Any) -> None:
    for name, (_, value) in fields.items():
        found = value(of)
        if found is not None:
            put(f'<data key="{prefix}_{name}">')
            _text(put, found)
            put("</data>")


def _values(put: Put, fields: Fields, of: Any, own: set[str]) -> None:
    put("<attvalues>")
    for name, (_, value) in fields.items():
        found = None if name in own else value(of)
        if found is not None:
            put(f'<attvalue for="{name}" value="')
            _text(put, found)
            put('"/>')
    put("</attvalues>")


def _text(put: Put, value: object) -> None:
    """The value; what comes one at a time is written one at a time."""
    if not isinstance(value, Iterator):
        put(xml_text(value))
        return
    between = ""
    for one in value:
        put(between + xml_text(one))
        between = BETWEEN


GRAPHML = Format(
    name="graphml", suffix=".graphml", media_type="application/graphml+xml", write=write_graphml,
    about="who acts on whom and who speaks for whom, weighted by independent origins, for Cytoscape, yEd and igraph",
)  # fmt: skip
GEXF = Format(
    name="gexf", suffix=".gexf", media_type="application/gexf+xml", write=write_gexf, about="the same graph of actors for Gephi",
)  # fmt: skip
