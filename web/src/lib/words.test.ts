import { describe, expect, it } from "vitest";
import { addressOf } from "./address";
import { interval, pieces, range } from "./words";

describe("intervals", () => {
  it("are as short as they can be said", () => {
    expect(interval("2016-12-07", "2016-12-07")).toBe("7 Dec 2016");
    expect(interval("2016-12-05", "2016-12-07")).toBe("5–7 Dec 2016");
    expect(interval("2016-11-30", "2016-12-07")).toBe("30 Nov – 7 Dec 2016");
    expect(interval("2016-01-01", "2016-12-31", "year")).toBe("2016");
    expect(interval("2016-12-01", "2016-12-31", "month")).toBe("Dec 2016");
    expect(interval("2011-01-01", null)).toBe("since 1 Jan 2011");
    expect(interval(null, null)).toBe("undated");
  });
});

describe("tolls", () => {
  it("keep what the words leave open", () => {
    expect(range(12, 12, null)).toBe("12+");
    expect(range(9, 12, 14)).toBe("9–14");
    expect(range(null, null, 30)).toBe("up to 30");
    expect(range(3, 3, 3)).toBe("3");
    expect(range(null, null, null)).toBe("");
  });
});

describe("pieces", () => {
  it("put together again are the text, whatever its letters", () => {
    const text = "In 𝕄urzuq 😀 the شهيد depot burned";
    const marks = [
      { start: 3, end: 9, role: "place", claim: "c1" },
      { start: 3, end: 20, role: "source", claim: "c2" },
      { start: 12, end: 15, role: "trigger", claim: "c1" },
    ];
    const found = pieces(text, marks);
    expect(found.map((one) => one.text).join("")).toBe(text);
    expect(found.find((one) => one.marks.length === 2)?.text).toBe("𝕄urzuq");
  });
});

describe("addresses", () => {
  it("have each parameter once, in order, and none that is empty", () => {
    expect(addressOf("/events", { type: "ASSAULT", grade: null, country: "LY", text: "" })).toBe("/events?country=LY&type=ASSAULT");
    expect(addressOf("/actors/a b", {})).toBe("/actors/a%20b");
  });
});
