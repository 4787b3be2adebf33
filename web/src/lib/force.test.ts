import { describe, expect, it } from "vitest";
import { settle, type Body } from "./force";

const bodies = (count: number): Body[] => Array.from({ length: count }, (_, at) => ({ id: `a${at}`, x: 0, y: 0, weight: 1 }));

describe("a layout", () => {
  it("is the same each time, and puts nobody on anybody", () => {
    const [one, two] = [bodies(60), bodies(60)];
    const springs = one.slice(1).map((_, at) => ({ source: 0, target: at + 1, strength: 1 }));
    settle(one, springs);
    settle(two, springs);
    expect(one).toEqual(two);
    for (const a of one) for (const b of one) if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(4);
  });
  it("puts who is joined nearer than who is not", () => {
    const four = bodies(4);
    settle(four, [{ source: 0, target: 3, strength: 1 }]);
    const apart = (a: number, b: number) => Math.hypot(four[a]!.x - four[b]!.x, four[a]!.y - four[b]!.y);
    expect(apart(0, 3)).toBeLessThan(Math.min(apart(0, 1), apart(0, 2)));
  });
});
