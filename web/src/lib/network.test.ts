import { describe, expect, it } from "vitest";
import { joined, labels, sought, tiesOf, type Edge, type Node } from "./network";

// All names are invented.
const node = (id: string, name: string): Node => ({ id, name, kind: "group", country: null, sector: null, events: 1 });
const edge = (source: string, target: string, kind: string, origins = 0): Edge => ({ source, target, kind, origins, events: origins, types: [], since: null, until: null });
const nodes = [node("a", "Amber Front"), node("b", "Lantern Brigade"), node("c", "Amber Front Youth"), node("d", "Qaţrūn Council")];
const edges = [edge("a", "b", "acts-on", 1), edge("b", "a", "acts-on", 4), edge("c", "a", "part_of")];

describe("a network", () => {
  it("keeps stated ties however few origins report deeds", () => {
    expect(tiesOf(edges, 1, null)).toHaveLength(3);
    expect(tiesOf(edges, 2, null).map((one) => one.kind)).toEqual(["acts-on", "part_of"]);
    expect(tiesOf(edges, 5, null).map((one) => one.kind)).toEqual(["part_of"]);
    expect(tiesOf(edges, 1, "acts-on")).toHaveLength(2);
  });
  it("knows whom nothing joins", () => {
    expect([...joined(nodes, edges)].sort()).toEqual(["a", "b", "c"]);
    expect(joined(nodes, []).size).toBe(0);
  });
  it("writes no name over another, the most important first", () => {
    const wanted = [...Array(500).keys()].map((at) => ({ id: String(at), places: [[(at * 37) % 900, (at * 91) % 600]] as [number, number][], width: 90, height: 14 }));
    const found = labels(wanted, new Set());
    expect(found[0]?.id).toBe("0");
    expect(found.length).toBeGreaterThan(60);
    for (const one of found)
      for (const other of found)
        if (one !== other) expect(one.x < other.x + 90 && other.x < one.x + 90 && one.y < other.y + 14 && other.y < one.y + 14).toBe(false);
    expect(labels(wanted, new Set(["499"]))[0]?.id).toBe("499");
    const beside = labels([{ id: "a", places: [[0, 0]], width: 50, height: 10 }, { id: "b", places: [[10, 0], [60, 0]], width: 50, height: 10 }], new Set());
    expect(beside.map((one) => one.x)).toEqual([0, 60]);
  });
  it("finds an actor by its name, its beginning or a part of it", () => {
    expect(sought(nodes, "amber front")?.id).toBe("a");
    expect(sought(nodes, "lant")?.id).toBe("b");
    expect(sought(nodes, "youth")?.id).toBe("c");
    expect(sought(nodes, "qatrun")?.id).toBe("d");
    expect(sought(nodes, "nobody")).toBeNull();
    expect(sought(nodes, " ")).toBeNull();
  });
});
