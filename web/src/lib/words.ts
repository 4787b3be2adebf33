// Values in words. Unknown is said, never left to look like nothing.

import type { ClaimDossier, EventRow, Grade } from "./types";

export const GRADES: Grade[] = ["confirmed", "corroborated", "single-source", "contested", "denied"];
export const GRADE_WORDS: Record<Grade, string> = {
  confirmed: "confirmed",
  corroborated: "corroborated",
  "single-source": "single source",
  contested: "contested",
  denied: "denied",
};
export const WHERE_WORDS: Record<number, string> = {
  1: "exact place",
  2: "near the place",
  3: "in the district",
  4: "in the province",
  5: "in the area",
  6: "in the country",
  7: "in the region",
};

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function day(iso: string | null | undefined): string {
  if (!iso) return "";
  const [year, month, date] = iso.split("-");
  return [date && String(Number(date)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/** An interval as short as it can be said: a day, a month, a year, or from one day to another. */
export function interval(start: string | null, end: string | null, precision?: string | null): string {
  if (!start && !end) return "undated";
  if (!start) return `until ${day(end)}`;
  if (!end) return `since ${day(start)}`;
  if (start === end) return day(start);
  if (precision === "year" && start.slice(0, 4) === end.slice(0, 4)) return start.slice(0, 4);
  if (precision === "month" && start.slice(0, 7) === end.slice(0, 7)) return day(start.slice(0, 7));
  if (start.slice(0, 7) === end.slice(0, 7)) return `${Number(start.slice(8))}–${day(end)}`;
  if (start.slice(0, 4) === end.slice(0, 4)) return `${day(start).slice(0, -5)} – ${day(end)}`;
  return `${day(start)} – ${day(end)}`;
}

export function range(low: number | null, best: number | null, high: number | null): string {
  if (low === null && best === null && high === null) return "";
  if (low !== null && high !== null && low !== high) return `${low}–${high}`;
  if (high === null && low !== null) return best !== null && best !== low ? `${low}+ (${best})` : `${low}+`;
  if (low === null && high !== null && best !== high) return `up to ${high}`;
  return String(best ?? high ?? low);
}

export function kindOf(type: string, mode: string | null): string {
  const words = type.toLowerCase().replaceAll("_", " ");
  return mode ? `${words}, ${mode.replaceAll("-", " ")}` : words;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

export function whoWhom(event: EventRow): { who: string[]; whom: string[] } {
  const of = (role: string) => event.actors.filter((one) => one.role === role).map((one) => one.name);
  return { who: of("actor"), whom: of("recipient") };
}

export interface Mark {
  start: number;
  end: number;
  role: string;
  claim: string;
}

/** The spans of claims that are to be marked in their report, each with its role. */
export function marksOf(claims: ClaimDossier[]): Mark[] {
  const found: Mark[] = [];
  for (const claim of claims) {
    const add = (span: { start: number; end: number } | null | undefined, role: string) => {
      if (span && span.end > span.start) found.push({ start: span.start, end: span.end, role, claim: claim.id });
    };
    add(claim.trigger, "trigger");
    for (const one of claim.fillers) add(one.span, one.role);
    add(claim.when_span, "time");
    add(claim.where_span, "place");
    for (const one of claim.tolls) add(one.span, "toll");
    for (const one of claim.voices) {
      add(one.attribution?.source, "source");
      add(one.attribution?.cue, "cue");
    }
  }
  return found;
}

export interface Piece {
  text: string;
  marks: Mark[];
}

/** A text cut at the bounds of its marks; marks may lie within and across each other. Offsets count characters, as Python does. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const letters = Array.from(text);
  const bounds = new Set([0, letters.length]);
  for (const one of marks) {
    if (one.start < letters.length) bounds.add(one.start);
    if (one.end <= letters.length) bounds.add(one.end);
  }
  const order = [...bounds].sort((a, b) => a - b);
  return order.slice(0, -1).map((start, at) => {
    const end = order[at + 1] as number;
    return { text: letters.slice(start, end).join(""), marks: marks.filter((one) => one.start <= start && end <= one.end) };
  });
}
