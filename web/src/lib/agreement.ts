// How far reviewers agree, in words. The bounds are Krippendorff's (Content Analysis, 2018, chapter 12): 0.8 to rely on, 0.667 to go on with care.

import { count } from "./words";

export interface Agreement {
  alpha: number | null;
  shared: number;
  reviewers: { who: string; judgements: number; right: number; wrong: number }[];
}

export const RELIABLE = 0.8;
export const TENTATIVE = 0.667;

export function agreementWords(found: Pick<Agreement, "alpha" | "shared">): string {
  if (!found.shared) return "No claim has been judged by two people yet, so nothing can be said of how far they agree.";
  const over = `${count(found.shared, "claim")} judged by two people or more`;
  if (found.alpha === null) return `All verdicts on the ${over} are the same; alpha takes claims found right and claims found wrong to be told.`;
  const means =
    found.alpha >= RELIABLE ? "they agree well enough to rely on"
    : found.alpha >= TENTATIVE ? "they agree well enough to go on with care"
    : found.alpha > 0 ? "they agree better than by chance, and too little to rely on"
    : "they agree no better than by chance"; // prettier-ignore
  return `Krippendorff's α is ${found.alpha.toFixed(2)} over ${over}: ${means}.`;
}
