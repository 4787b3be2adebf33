import { describe, expect, it } from "vitest";
import { lanes, span, ticks } from "./days";

const rows = [
  { id: "v1", start: "2031-04-06", end: "2031-04-06" },
  { id: "v2", start: "2031-04-06", end: "2031-04-09" },
  { id: "v3", start: "2031-04-20", end: null },
  { id: "v4", start: null, end: "2031-04-02" },
];

describe("a line of days", () => {
  it("gives every event a place of its own", () => {
    const found = lanes(rows, span(rows), 900);
    expect(found).toHaveLength(rows.length);
    for (const one of found)
      for (const other of found)
        if (one !== other && one.lane === other.lane) expect(one.x + one.width <= other.x || other.x + other.width <= one.x).toBe(true);
    expect(found.every((one) => one.x >= 0 && one.width >= 8)).toBe(true);
  });
  it("lets an open side run to the edge", () => {
    const bounds = span(rows);
    const open = lanes(rows, bounds, 900).find((one) => one.event.id === "v3");
    expect((open?.x ?? 0) + (open?.width ?? 0)).toBeCloseTo(900, 0);
  });
  it("has marks in order and of one kind", () => {
    const found = ticks(span(rows), 900);
    expect(found.length).toBeGreaterThan(1);
    expect(found.map((one) => one.x)).toEqual(found.map((one) => one.x).toSorted((a, b) => a - b));
    expect(new Set(found.map((one) => one.label.length)).size).toBe(1);
  });
});
