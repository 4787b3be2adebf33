import { describe, expect, it } from "vitest";
import { bits } from "./lit";

const lit = (text: string, search: string) => bits(text, search).filter((one) => one.lit).map((one) => one.text);

describe("the words that were searched for", () => {
  it("are found again whole, begun, as a phrase, and under marks", () => {
    expect(lit("Shells hit the market; the Market burned.", "market")).toEqual(["market", "Market"]);
    expect(lit("They shelled and kept shelling.", "shell*")).toEqual(["shelled", "shelling"]);
    expect(lit("They shelled it.", "shell")).toEqual([]);
    expect(lit("a grain depot, no grain, the depot", '"grain depot"')).toEqual(["grain depot"]);
    expect(lit("Al Qaţrūn fell", "qatrun")).toEqual(["Qaţrūn"]);
    expect(lit("the market burned", "-market burned")).toEqual(["burned"]);
  });
  it("take nothing from the text", () => {
    for (const text of ["In 𝕄urzuq 😀 the شهيد depot burned (twice).", "", "e\u0301te\u0301", "a.b*c"])
      for (const search of ["depot", "", "*", '"', "-", "burned depot شهيد", "ete", "a b"])
        expect(bits(text, search).map((one) => one.text).join("")).toBe(text);
  });
});
