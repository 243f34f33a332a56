"""network.py FILE.graphml FILE.gexf - the two files of one network against what the schemas of GraphML 1.0 and GEXF 1.3 demand:
elements in their order, no others, the attributes that must and may stand, identifiers that are unique and point to something,
values of the type that was declared; and both tell of the same nodes and edges. Where networkx is installed, it reads them."""
import re
import sys
import xml.etree.ElementTree as xml

NAME = re.compile(r"[\w.:-]+\Z")  # NMTOKEN
VALUES = {"string": re.compile(r".*\Z", re.S), "int": re.compile(r"[+-]?\d+\Z"), "integer": re.compile(r"[+-]?\d+\Z"),
          "long": re.compile(r"[+-]?\d+\Z"), "boolean": re.compile(r"(true|false|0|1)\Z"),
          "double": re.compile(r"([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN)\Z")}
VALUES["float"] = VALUES["double"]
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"

# element -> (children in order, each (name, least, most; None: any number), attributes that must stand, that may stand)
GRAPHML_SHAPE = {
    "graphml": ([("desc", 0, 1), ("key", 0, None), ("graph", 0, None)], (), ()),
    "key": ([("desc", 0, 1), ("default", 0, 1)], ("id",), ("for", "attr.name", "attr.type")),
    "graph": ([("desc", 0, 1), ("data", 0, None), ("node", 0, None), ("edge", 0, None)], ("edgedefault",), ("id",)),
    "node": ([("desc", 0, 1), ("data", 0, None)], ("id",), ()),
    "edge": ([("desc", 0, 1), ("data", 0, None)], ("source", "target"), ("id", "directed")),
    "data": ([], ("key",), ("id",)),
}
GEXF_SHAPE = {
    "gexf": ([("meta", 0, 1), ("graph", 1, 1)], ("version",), ()),
    "graph": ([("attributes", 0, None), ("nodes", 0, 1), ("edges", 0, 1)], (), ("mode", "defaultedgetype", "idtype", "timeformat")),
    "attributes": ([("attribute", 0, None)], ("class",), ("mode",)),
    "attribute": ([("default", 0, 1), ("options", 0, 1)], ("id", "title", "type"), ()),
    "nodes": ([("node", 0, None)], (), ("count",)),
    "node": ([("attvalues", 0, 1)], ("id",), ("label",)),
    "edges": ([("edge", 0, None)], (), ("count",)),
    "edge": ([("attvalues", 0, 1)], ("source", "target"), ("id", "type", "label", "weight", "kind")),
    "attvalues": ([("attvalue", 0, None)], (), ()),
    "attvalue": ([], ("for", "value"), ()),
}


def fits(element, space, shape):
    """Demands the shape of an element and of all below it."""
    assert element.tag.startswith(space), f"{element.tag} is of another namespace"
    name = element.tag[len(space):]
    assert name in shape, f"no element {name}"
    children, must, may = shape[name]
    given = set(element.attrib)
    assert set(must) <= given <= set(must) | set(may), f"{name} has the attributes {sorted(given)}"
    assert children == [] or not (element.text or "").strip(), f"{name} holds text"
    rest = [child.tag[len(space):] for child in element]
    for child, least, most in children:
        n = 0
        while rest[:1] == [child]:
            rest.pop(0)
            n += 1
        assert least <= n and (most is None or n <= most), f"{n} of {child} in {name}"
    assert not rest, f"{rest[0]} has no place there in {name}"
    for child in element:
        fits(child, space, shape)


def unique(ids, what):
    assert len(ids) == len(set(ids)), f"an id of a {what} stands twice"
    return set(ids)


def graphml(path):
    root = xml.parse(path).getroot()
    fits(root, GRAPHML, GRAPHML_SHAPE)
    keys = {k.get("id"): k for k in root.iter(GRAPHML + "key")}
    unique([k.get("id") for k in root.iter(GRAPHML + "key")], "key")
    for k in keys.values():
        assert k.get("for") in ("all", "graphml", "graph", "node", "edge", "hyperedge", "port", "endpoint")
        assert k.get("attr.type") in ("boolean", "int", "long", "float", "double", "string") and k.get("attr.name")
    graph = root.find(GRAPHML + "graph")
    assert graph.get("edgedefault") in ("directed", "undirected")
    nodes = unique([n.get("id") for n in graph.iter(GRAPHML + "node")], "node")
    unique([e.get("id") for e in graph.iter(GRAPHML + "edge")], "edge")
    for element in root.iter():
        for name in ("id", "source", "target", "key"):
            assert element.get(name) is None or NAME.match(element.get(name)), f"{name}={element.get(name)!r} is no NMTOKEN"
    for owner in (*graph.iter(GRAPHML + "node"), *graph.iter(GRAPHML + "edge")):
        kind = owner.tag[len(GRAPHML):]
        unique([d.get("key") for d in owner.iter(GRAPHML + "data")], f"datum of one {kind}")
        for d in owner.iter(GRAPHML + "data"):
            key = keys[d.get("key")]
            assert key.get("for") in ("all", kind) and VALUES[key.get("attr.type")].match(d.text or ""), xml.tostring(d)
    edges = []
    for e in graph.iter(GRAPHML + "edge"):
        assert {e.get("source"), e.get("target")} <= nodes
        edges.append((e.get("source"), e.get("target"), {d.get("key"): d.text or "" for d in e}))
    return {n.get("id"): n.findtext(GRAPHML + "data") for n in graph.iter(GRAPHML + "node")}, edges


def gexf(path):
    root = xml.parse(path).getroot()
    fits(root, GEXF, GEXF_SHAPE)
    assert root.get("version") == "1.3"
    graph = root.find(GEXF + "graph")
    assert graph.get("mode", "static") in ("static", "dynamic")
    assert graph.get("defaultedgetype", "undirected") in ("directed", "undirected", "mutual")
    kinds = {}
    for group in graph.iter(GEXF + "attributes"):
        assert group.get("class") in ("node", "edge")
        for a in group:
            assert a.get("type") in VALUES and (group.get("class"), a.get("id")) not in kinds
            kinds[group.get("class"), a.get("id")] = a
    unique([n.get("id") for n in graph.iter(GEXF + "node")], "node")
    unique([e.get("id") for e in graph.iter(GEXF + "edge")], "edge")
    nodes, edges = {n.get("id"): n.get("label") for n in graph.iter(GEXF + "node")}, []
    for owner in (*graph.iter(GEXF + "node"), *graph.iter(GEXF + "edge")):
        kind = owner.tag[len(GEXF):]
        told = unique([v.get("for") for v in owner.iter(GEXF + "attvalue")], f"value of one {kind}")
        assert all((kind, t) in kinds for t in told)
        for v in owner.iter(GEXF + "attvalue"):
            assert VALUES[kinds[kind, v.get("for")].get("type")].match(v.get("value")), v.attrib
    for e in graph.iter(GEXF + "edge"):
        assert {e.get("source"), e.get("target")} <= set(nodes) and VALUES["float"].match(e.get("weight", "1"))
        said = {kinds["edge", v.get("for")].get("title"): v.get("value") for v in e.iter(GEXF + "attvalue")}
        edges.append((e.get("source"), e.get("target"), {"weight": e.get("weight"), "first": "", "last": "", **said}))
    return nodes, edges


one, other = graphml(sys.argv[1]), gexf(sys.argv[2])
assert one == other, "the two files tell of different networks"
nodes, edges = one
assert len(nodes) > 10 and len(edges) > 10 and all(nodes.values())
try:
    import networkx
except ImportError:
    print(f"{len(nodes)} nodes, {len(edges)} edges; no networkx here")
else:
    for graph in (networkx.read_graphml(sys.argv[1], force_multigraph=True), networkx.read_gexf(sys.argv[2])):
        assert (set(graph.nodes), graph.number_of_edges()) == (set(nodes), len(edges))
    print(f"{len(nodes)} nodes, {len(edges)} edges, in networkx too")
