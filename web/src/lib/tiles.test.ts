import { describe, expect, it } from "vitest";
import { levelOf, needed } from "./tiles";

describe("tiles in sight", () => {
  it("are all of the world at zoom 0", () => {
    expect(needed({ x: 0.5, y: 0.5, zoom: 0, width: 800, height: 500, ratio: 1 }, 0)).toEqual({ x0: 0, x1: 1, y0: 0, y1: 1 });
  });
  it("cover the sight and no tile more", () => {
    const found = needed({ x: 0.5, y: 0.5, zoom: 4, width: 512, height: 256, ratio: 1 }, 4);
    expect(found).toEqual({ x0: 7, x1: 9, y0: 7, y1: 9 });
  });
  it("are of the nearest whole level, held within what is drawn", () => {
    expect([levelOf(3.4), levelOf(3.6), levelOf(-1), levelOf(20)]).toEqual([3, 4, 0, 14]);
  });
});
