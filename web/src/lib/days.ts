// Days along a line: intervals stay intervals, an open side runs to the edge, and nothing covers anything.

export interface Dated {
  id: string;
  start: string | null;
  end: string | null;
}

const DAY = 86_400_000;
const number = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY;

export interface Bounds {
  from: number;
  to: number;
}

/** The days that a line spans: from the first told to the last, at least a week. */
export function span(rows: Dated[]): Bounds {
  const days = rows.flatMap((one) => [one.start, one.end]).filter((one): one is string => Boolean(one)).map(number).filter(Number.isFinite);
  if (!days.length) return { from: 0, to: 7 };
  days.sort((a, b) => a - b);
  // A few events of long ago would squeeze all else: the line begins where nine in ten of the days do, and longer ones run off its edge.
  const from = days[Math.floor(days.length * 0.1)] as number;
  const to = (days.at(-1) as number) + 1;
  return { from: Math.min(from, to - 7), to };
}

export interface Placed<Row> {
  event: Row;
  x: number;
  width: number;
  lane: number;
}

/** Where each event stands: ``x`` and ``width`` in pixels, and the first lane in which it and its words have room. */
export function lanes<Row extends Dated>(rows: Row[], bounds: Bounds, pixels: number): Placed<Row>[] {
  const scale = pixels / Math.max(1, bounds.to - bounds.from);
  const ends: number[] = [];
  return rows
    .map((event) => {
      const start = event.start ? number(event.start) : bounds.from;
      const end = event.end ? number(event.end) + 1 : bounds.to;
      const x = Math.max(0, (start - bounds.from) * scale);
      return { event, x, width: Math.max(8, Math.min(pixels, (end - bounds.from) * scale) - x), lane: 0 };
    })
    .sort((a, b) => a.x - b.x || b.width - a.width || (a.event.id < b.event.id ? -1 : 1))
    .map((one) => {
      const room = Math.max(one.width, 150) + 6;
      let lane = ends.findIndex((end) => end <= one.x);
      if (lane < 0) lane = ends.length;
      ends[lane] = one.x + room;
      return { ...one, lane };
    });
}

export interface Tick {
  x: number;
  label: string;
}

/** Marks along the line: days, months or years, as many as have room. */
export function ticks(bounds: Bounds, pixels: number): Tick[] {
  const scale = pixels / Math.max(1, bounds.to - bounds.from);
  const found: Tick[] = [];
  const date = new Date(bounds.from * DAY);
  const days = bounds.to - bounds.from;
  const grain = days * (90 / pixels) < 1.5 ? "day" : days < 45 ? "week" : (days / 30) * 70 < pixels ? "month" : "year";
  date.setUTCHours(0, 0, 0, 0);
  if (grain === "month" || grain === "year") date.setUTCDate(1);
  if (grain === "year") date.setUTCMonth(0);
  const every = grain === "year" ? Math.max(1, Math.ceil(((days / 365) * 60) / pixels)) : 1;
  while (date.getTime() / DAY <= bounds.to && found.length < 400) {
    const iso = date.toISOString();
    const x = (date.getTime() / DAY - bounds.from) * scale;
    if (x >= 0) found.push({ x, label: grain === "year" ? iso.slice(0, 4) : grain === "month" ? iso.slice(0, 7) : iso.slice(0, 10) });
    if (grain === "day") date.setUTCDate(date.getUTCDate() + 1);
    else if (grain === "week") date.setUTCDate(date.getUTCDate() + 7);
    else if (grain === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + every);
  }
  return found;
}
