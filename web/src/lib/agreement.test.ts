import { describe, expect, it } from "vitest";
import { agreementWords } from "./agreement";

describe("agreement between reviewers", () => {
  it("is told with its number of claims and what it means", () => {
    expect(agreementWords({ alpha: 0.85, shared: 12 })).toContain("0.85 over 12 claims judged by two people or more: they agree well enough to rely on");
    expect(agreementWords({ alpha: 0.7, shared: 1 })).toContain("1 claim judged by two people or more: they agree well enough to go on with care");
    expect(agreementWords({ alpha: 0.2, shared: 3 })).toContain("too little to rely on");
    expect(agreementWords({ alpha: -0.4, shared: 3 })).toContain("no better than by chance");
    expect(agreementWords({ alpha: null, shared: 0 })).toContain("No claim has been judged by two people");
    expect(agreementWords({ alpha: null, shared: 4 })).toContain("the same");
  });
});
