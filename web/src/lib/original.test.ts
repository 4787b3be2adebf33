import { describe, expect, it } from "vitest";
import { stands } from "./original";

const at = { start: 3, end: 9 };

describe("where a sentence stands", () => {
  it("is a page and a box in a PDF, a line in a text", () => {
    expect(stands({ type: "pdf", page: 3, box: [60.2, 700, 300.6, 711.9] })).toBe("page 3, from 60, 700 to 301, 712 points");
    expect(stands({ type: "text", line: 5, column: 1, end_line: 6, end_column: 20 })).toBe("line 5, column 1 to line 6, column 20");
  });
  it("is a row and a column, an entry, a part of a message", () => {
    expect(stands({ type: "row", row: 14, column: "Body", element: null, ...at })).toBe("row 14, column “Body”, characters 3 to 9");
    expect(stands({ type: "row", row: null, column: "Body", element: "/html/body/p", ...at })).toBe(
      "row unknown, column “Body”, element /html/body/p, characters 3 to 9",
    );
    expect(stands({ type: "entry", entry: 2, entry_id: "n2", element: "/html/body/p[1]", ...at })).toBe(
      "entry 2 (n2), element /html/body/p[1], characters 3 to 9",
    );
    expect(stands({ type: "mail", part: "1.2", line: 4, element: null, ...at })).toBe("part 1.2 of the message, line 4, characters 3 to 9");
  });
  it("says why where it was not found", () => {
    expect(stands({ type: "unplaced", reason: "It stands twice.", ...at })).toBe("not found: It stands twice.");
  });
});
