// What of a network is shown: ties by kind and by how many independent origins report them, and the names that have room.

export interface Node {
  id: string;
  name: string;
  kind: string;
  country: string | null;
  sector: string | null;
  events: number;
}
export interface Edge {
  source: string;
  target: string;
  kind: string;
  events: number;
  origins: number;
  types: string[];
  since: string | null;
  until: string | null;
}

/** The ties of one kind (all where none is given); deeds only where at least so many independent origins report them. */
export function tiesOf(edges: Edge[], least: number, kind: string | null): Edge[] {
  return edges.filter((one) => (!kind || one.kind === kind) && (one.kind !== "acts-on" || one.origins >= least));
}

/** Those that a tie joins to another; the rest say nothing about who acts on whom. */
export function joined(nodes: Node[], edges: Edge[]): Set<string> {
  const known = new Set(nodes.map((one) => one.id));
  return new Set(edges.filter((one) => known.has(one.source) && known.has(one.target)).flatMap((one) => [one.source, one.target]));
}

/** A name to write: where it may stand, the first choice first, and its size in pixels. */
export interface Label {
  id: string;
  places: [number, number][];
  width: number;
  height: number;
}
export interface Written {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The names that are written: in the order given (the most important first), none over another. ``always`` have theirs in any case. */
export function labels(wanted: Label[], always: Set<string>): Written[] {
  const order = [...wanted.filter((one) => always.has(one.id)), ...wanted.filter((one) => !always.has(one.id))];
  const CELL = 64;
  const grid = new Map<string, Written[]>();
  const cells = (one: Written) => {
    const found: string[] = [];
    for (let x = Math.floor(one.x / CELL); x <= Math.floor((one.x + one.width) / CELL); x++)
      for (let y = Math.floor(one.y / CELL); y <= Math.floor((one.y + one.height) / CELL); y++) found.push(`${x}/${y}`);
    return found;
  };
  const meets = (a: Written, b: Written) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  return order.flatMap(({ id, places, width, height }) => {
    const tried = places.map(([x, y]): Written => ({ id, x, y, width, height }));
    const free = tried.find((one) => !cells(one).some((cell) => grid.get(cell)?.some((other) => meets(one, other))));
    const one = free ?? (always.has(id) ? tried[0] : undefined);
    if (!one) return [];
    for (const cell of cells(one)) grid.set(cell, [...(grid.get(cell) ?? []), one]);
    return [one];
  });
}

/** The actor that a search means: the whole name before its beginning before a part of it, the heaviest of those. */
export function sought(nodes: Node[], words: string): Node | null {
  const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const wanted = fold(words);
  if (!wanted) return null;
  const by = (test: (name: string) => boolean) => nodes.find((one) => test(fold(one.name)));
  return by((name) => name === wanted) ?? by((name) => name.startsWith(wanted)) ?? by((name) => name.includes(wanted)) ?? null;
}
