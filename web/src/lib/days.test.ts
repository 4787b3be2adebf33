import { describe, expect, it } from "vitest";
import { asked, dayOf, grained, grainOf, isoOf, lanes, shifted, span, ticks, zoomed } from "./days";

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

describe("bounds", () => {
  const whole = { from: dayOf("2030-01-01"), to: dayOf("2032-01-01") };
  it("are those that filters ask for, to the end of a month or year", () => {
    expect(asked(undefined, undefined, whole)).toBeNull();
    expect(asked("2031-04", "2031-04", whole)).toEqual({ from: dayOf("2031-04-01"), to: dayOf("2031-05-01") });
    expect(asked("2031", undefined, whole)).toEqual({ from: dayOf("2031-01-01"), to: whole.to });
    expect(asked("2031-12", "2031-12", whole)?.to).toBe(dayOf("2032-01-01"));
    expect(asked("2031-04-06", "2031-04-06", whole)).toEqual({ from: dayOf("2031-04-06"), to: dayOf("2031-04-07") });
    expect(asked("nonsense", undefined, whole)).toBeNull();
  });
  it("narrow to one day and no further", () => {
    let held = whole;
    for (let i = 0; i < 40; i++) held = zoomed(held, 0.5);
    expect(held.to - held.from).toBe(1);
    expect(Math.abs(held.from - (whole.from + whole.to) / 2)).toBeLessThan(5);
    expect(shifted(held, 0.5)).toEqual({ from: held.from + 1, to: held.to + 1 });
    expect(zoomed(held, 2).to - zoomed(held, 2).from).toBe(2);
  });
  it("are counted the finer the narrower they are", () => {
    expect([1, 60, 400, 20_000].map((days) => grainOf({ from: 0, to: days }))).toEqual(["day", "day", "month", "year"]);
    expect(grained("2032-02")).toEqual({ from: dayOf("2032-02-01"), to: dayOf("2032-03-01") });
    expect(isoOf(grained("2032").to)).toBe("2033-01-01");
  });
  it("leave out what lies outside, and keep what only touches", () => {
    const day = { from: dayOf("2031-04-08"), to: dayOf("2031-04-09") };
    expect(lanes(rows, day, 500).map((one) => one.event.id)).toEqual(["v2"]);
  });
});
