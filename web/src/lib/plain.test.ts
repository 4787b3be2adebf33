import { describe, expect, test } from "vitest";
import { plainly } from "./plain";

describe("what the record says in the command line's words", () => {
  test.each([
    ["Without --text 37 events would.", "Without the words searched for, 37 events would match."],
    ["Without --within-km more than 1,000 events would.", "Without the distance, more than 1,000 events would match."],
    ["12 more claims: reportedly claims --event v3 pages through all of them.", "12 more claims not shown here."],
    ["`reportedly places` lists what it knows.", "The map shows what it knows."],
    ["`reportedly sources` lists what it knows.", ""],
    ["`reportedly claims --place` lists them.", "The view Events shows them."],
    ["Ask without --as-of, or for a later day.", "Ask without a day of “as of”, or for a later day."],
    ["reportedly show v2", "Open v2."],
    ["3 events without a date are not shown: dates were asked for.", "3 events without a date are not shown: dates were asked for."],
  ])("%s", (told, shown) => expect(plainly(told)).toBe(shown));
});
