// The way of an event's words: who told it, who passed it on, who printed it, and who printed it again.

import type { EventEvidence } from "./types";

export interface VoiceNode {
  id: string;
  name: string;
  kind: "voice" | "outlet" | "reprint";
  column: number;
  row: number;
  /** A claim in which it is heard, to open; the source to filter by, where it is one. */
  claim: string;
  report: string | null;
}
export interface VoiceEdge {
  from: string;
  to: string;
  stance: string;
}
export interface Voices {
  columns: string[];
  nodes: VoiceNode[];
  edges: VoiceEdge[];
  rows: number;
  /** Origins that have no room in the picture. */
  more: number;
}

export const MOST_ORIGINS = 24;
const same = (a: string, b: string | null) => b !== null && a.localeCompare(b, "en", { sensitivity: "base" }) === 0;

interface Link {
  id: string;
  name: string;
  kind: VoiceNode["kind"];
  report: string | null;
}
interface Way {
  links: Link[];
  stance: string;
  claim: string;
}

/** One claim's way, from the innermost voice to the page: unnamed voices of two reports are two. */
function way(evidence: EventEvidence["origins"][number]["claims"][number], outlets: Map<string, string>): Way {
  const { claim, report } = evidence;
  const outlet = report.publisher ?? report.title ?? report.id;
  const told = claim.voices.filter((one, at) => !(at === claim.voices.length - 1 && same(one.voice, report.publisher)));
  const source = report.reprint_of ?? report.id;
  const links: Link[] = told.map((one) => ({
    id: one.source_key.startsWith("unnamed:") ? `${one.source_key}@${source}` : one.source_key,
    name: one.voice, kind: "voice", report: null,
  })); // prettier-ignore
  if (report.reprint_of) links.push({ id: `report:${report.reprint_of}`, name: outlets.get(report.reprint_of) ?? `report ${report.reprint_of}`, kind: "outlet", report: report.reprint_of });
  links.push({ id: `report:${report.id}`, name: outlet, kind: report.reprint_of ? "reprint" : "outlet", report: report.id });
  return { links: links.filter((one, at) => links.findIndex((other) => other.id === one.id) === at), stance: claim.stance, claim: claim.id };
}

/** Where each voice and page stands, in columns that end with those who print. */
export function voicesOf(found: Pick<EventEvidence, "origins">): Voices {
  const outlets = new Map(found.origins.flatMap((one) => one.claims.map(({ report }) => [report.id, report.publisher ?? report.title ?? report.id])));
  const ways = found.origins.slice(0, MOST_ORIGINS).flatMap((one) => one.claims.map((each) => way(each, outlets)));
  const told = Math.max(0, ...ways.map((one) => one.links.filter((link) => link.kind === "voice").length));
  const nodes = new Map<string, VoiceNode>();
  const edges = new Map<string, VoiceEdge>();
  for (const one of ways) {
    const voices = one.links.filter((link) => link.kind === "voice").length;
    one.links.forEach((link, at) => {
      const column = link.kind === "voice" ? told - voices + at : link.kind === "outlet" ? told : told + 1;
      const held = nodes.get(link.id);
      if (!held) nodes.set(link.id, { ...link, column, row: 0, claim: one.claim });
      else held.column = link.kind === "voice" ? Math.min(held.column, column) : held.column;
      const before = one.links[at - 1];
      if (!before) return;
      const key = `${before.id}>${link.id}`;
      const drawn = edges.get(key);
      // A denial is drawn as one even where the same voice is quoted with more.
      if (!drawn || (one.stance === "denies" && drawn.stance !== "denies")) edges.set(key, { from: before.id, to: link.id, stance: one.stance });
    });
  }
  const rows = stand([...nodes.values()], [...edges.values()], told + 2);
  const again = [...nodes.values()].some((one) => one.kind === "reprint");
  const columns = [...Array(told).keys()].map((at) => (at === told - 1 && told > 1 ? "passed on by" : at === 0 ? "told by" : "told to"));
  return {
    columns: [...columns, "printed by", ...(again ? ["printed again by"] : [])],
    nodes: [...nodes.values()], edges: [...edges.values()], rows, more: Math.max(0, found.origins.length - MOST_ORIGINS),
  }; // prettier-ignore
}

const order = (a = 0, b = 0) => (a === b ? 0 : a - b);

/** Give each node a row of its own in its column, near those that lead to it; the number of rows. */
function stand(nodes: VoiceNode[], edges: VoiceEdge[], columns: number): number {
  const at = new Map(nodes.map((one) => [one.id, one]));
  let most = 1;
  for (let column = 0; column < columns; column++) {
    const here = nodes.filter((one) => one.column === column);
    const wish = new Map(
      here.map((one, place) => {
        // Who leads to nobody yet stands in the order of telling; pages whose own words these are come last.
        const before = edges.filter((edge) => edge.to === one.id).map((edge) => at.get(edge.from)).filter((other) => other && other.column < column);
        return [one.id, before.length ? before.reduce((sum, other) => sum + (other?.row ?? 0), 0) / before.length : column ? Infinity : place] as const;
      }),
    );
    let free = 0;
    for (const one of here.sort((a, b) => order(wish.get(a.id), wish.get(b.id)))) {
      const wished = wish.get(one.id) ?? 0;
      one.row = Math.max(free, Number.isFinite(wished) ? Math.round(wished) : free);
      free = one.row + 1;
    }
    most = Math.max(most, free);
  }
  return most;
}
