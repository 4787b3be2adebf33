import { describe, expect, it } from "vitest";
import { clusters, meets, project, unpacked, unproject, unrolled, type Spot } from "./globe";

const spot = (x: number, y: number, events = 1): Spot => ({
  x, y, lat: 0, precision: 1, events, disputed: 0, killed: 0, place: "", event: "v1", geonames: null,
});

describe("projection", () => {
  it("goes there and back", () => {
    for (const [lon, lat] of [[0, 0], [37.52, 36.37], [-179, -60], [179.9, 80]] as const) {
      const [x, y] = project(lon, lat);
      const [backLon, backLat] = unproject(x, y);
      expect(backLon).toBeCloseTo(lon, 6);
      expect(backLat).toBeCloseTo(lat, 6);
    }
  });
});

describe("a coast across the date line", () => {
  it("goes on and does not jump", () => {
    expect(unrolled([[178, 70], [179.5, 70], [-179, 69], [-170, 66], [179, 65]]).map((one) => one[0])).toEqual([178, 179.5, 181, 190, 179]);
  });
});

describe("clusters", () => {
  it("keep every event and stand where most of theirs are", () => {
    const found = clusters([spot(0.1, 0.1, 3), spot(0.101, 0.1), spot(0.9, 0.9)], 0.05);
    expect(found.map((one) => one.events).sort()).toEqual([1, 4]);
    const four = found.find((one) => one.events === 4);
    expect(four?.x).toBeCloseTo(0.10025, 6);
  });
  it("come apart when the cell is small", () => {
    expect(clusters([spot(0.1, 0.1), spot(0.101, 0.1)], 0.0001)).toHaveLength(2);
  });
});

describe("packed lines", () => {
  it("are steps from the point before", () => {
    expect(unpacked([[200, -100, 20, 0, 0, 30]], 200)).toEqual([[[1, -0.5], [1.1, -0.5], [1.1, -0.35]]]);
  });
});

describe("a box", () => {
  it("meets what it reaches into and no more", () => {
    expect(meets([0.2, 0.2, 0.4, 0.4], 0.3, 0.3, 0.9, 0.9)).toBe(true);
    expect(meets([0.2, 0.2, 0.4, 0.4], 0.5, 0.3, 0.9, 0.9)).toBe(false);
  });
  it("of a line due north has no width and is met all the same", () => {
    expect(meets([0.3, 0.1, 0.3, 0.9], 0.2, 0.2, 0.4, 0.4)).toBe(true);
  });
});
