import { describe, expect, it } from "vitest";
import type { EventEvidence } from "./types";
import { MOST_ORIGINS, voicesOf } from "./voices";

// All names are invented.
function claim(id: string, report: string, voices: [string, string][], more: { publisher?: string; reprint?: string; stance?: string } = {}) {
  return {
    claim: { id, stance: more.stance ?? "reports", voices: voices.map(([voice, source_key]) => ({ voice, source_key, actor: null })) },
    report: { id: report, title: null, publisher: more.publisher ?? null, reprint_of: more.reprint ?? null },
  };
}
const found = (...origins: ReturnType<typeof claim>[][]) => ({ origins: origins.map((claims, at) => ({ origin: `o${at}`, voice: "", claims })) }) as unknown as EventEvidence;

describe("the way of an event's words", () => {
  const residents: [string, string] = ["residents", "unnamed:residents"];
  const watch: [string, string] = ["Tin Adar Watch", "actor:a1"];
  const wire: [string, string] = ["The Wire", "outlet:the-wire"];

  it("goes from who told it to who printed it again", () => {
    const drawn = voicesOf(
      found(
        [claim("c1", "r1", [residents, watch, wire], { publisher: "The Wire" }), claim("c2", "r2", [residents, watch], { publisher: "The Post", reprint: "r1" })],
        [claim("c3", "r3", [["Colonel Ash", "actor:a2"]], { publisher: "The Post", stance: "denies" })],
      ),
    );
    expect(drawn.columns).toEqual(["told by", "passed on by", "printed by", "printed again by"]);
    const column = Object.fromEntries(drawn.nodes.map((one) => [one.id, one.column]));
    expect(column).toEqual({ "unnamed:residents@r1": 0, "actor:a1": 1, "report:r1": 2, "report:r2": 3, "actor:a2": 1, "report:r3": 2 });
    expect(drawn.edges.map((one) => `${one.from}>${one.to}`)).toEqual([
      "unnamed:residents@r1>actor:a1", "actor:a1>report:r1", "report:r1>report:r2", "actor:a2>report:r3",
    ]);
    expect(drawn.edges.at(-1)?.stance).toBe("denies");
  });
  it("takes unnamed voices of two reports for two, and a named one for one", () => {
    const drawn = voicesOf(found([claim("c1", "r1", [residents, watch])], [claim("c2", "r2", [residents, watch])]));
    expect(drawn.nodes.filter((one) => one.name === "residents")).toHaveLength(2);
    expect(drawn.nodes.filter((one) => one.name === "Tin Adar Watch")).toHaveLength(1);
  });
  it("puts nobody on anybody, and says who has no room", () => {
    const many = [...Array(MOST_ORIGINS + 3).keys()].map((at) => [claim(`c${at}`, `r${at % 5}`, [[`voice ${at}`, `actor:a${at}`]], { publisher: `Paper ${at % 5}` })]);
    const drawn = voicesOf(found(...many));
    expect(drawn.more).toBe(3);
    expect(new Set(drawn.nodes.map((one) => `${one.column}/${one.row}`)).size).toBe(drawn.nodes.length);
    expect(drawn.nodes.every((one) => one.row < drawn.rows && one.column < drawn.columns.length)).toBe(true);
    expect(voicesOf(found()).nodes).toEqual([]);
  });
});
