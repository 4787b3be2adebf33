// Days along a line: intervals stay intervals, an open side runs to the edge, and nothing covers anything.

export interface Dated {
  id: string;
  start: string | null;
  end: string | null;
}

const DAY = 86_400_000;

/** The day of an ISO date as a number, days since 1970; the first of a month or year where no finer one is said. */
export function dayOf(iso: string): number {
  const [year = "", month = "01", date = "01"] = iso.slice(0, 10).split("-");
  return Date.parse(`${year}-${month}-${date}T00:00:00Z`) / DAY;
}

export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export interface Bounds {
  from: number;
  to: number;
}

/** Longer intervals say too little about when most happened to set where a line begins. */
const LONG = 31;

/** The days that a line spans: from the first told to the last, at least a week. */
export function span(rows: Dated[]): Bounds {
  const told = (found: Dated[]) => found.flatMap((one) => [one.start, one.end]).filter((one): one is string => Boolean(one)).map(dayOf).filter(Number.isFinite);
  const short = rows.filter((one) => one.start && one.end && dayOf(one.end) - dayOf(one.start) <= LONG);
  const every = told(rows);
  if (!every.length) return { from: 0, to: 7 };
  const days = (short.length < 10 ? every : told(short)).sort((a, b) => a - b);
  // A few events of long ago would squeeze all else: the line begins where nine in ten of the days do, and longer ones run off its edge.
  const from = days[Math.floor(days.length * 0.1)] as number;
  const to = Math.max(...every) + 1;
  return { from: Math.min(from, to - 7), to };
}

/** The days that filters ask for, ``to`` the day after the last; null where they leave both sides open. */
export function asked(since: string | undefined, until: string | undefined, whole: Bounds): Bounds | null {
  if (!since && !until) return null;
  const from = since ? dayOf(since) : whole.from;
  const to = until ? ending(until) : whole.to;
  return Number.isFinite(from) && Number.isFinite(to) ? { from: Math.min(from, to - 1), to } : null;
}

/** The day after a day, month or year. */
function ending(iso: string): number {
  const [year = "", month, date] = iso.slice(0, 10).split("-").map(Number);
  if (date) return dayOf(iso) + 1;
  return Date.UTC(Number(year) + (month ? 0 : 1), month ?? 0, 1) / DAY;
}

/** The bounds made ``times`` as wide around their middle, in whole days and never less than one. */
export function zoomed(bounds: Bounds, times: number): Bounds {
  const middle = (bounds.from + bounds.to) / 2;
  const wide = Math.max(1, Math.min(400_000, Math.round((bounds.to - bounds.from) * times)));
  const from = Math.round(middle - wide / 2);
  return { from, to: from + wide };
}

export function shifted(bounds: Bounds, by: number): Bounds {
  const far = Math.sign(by) * Math.max(1, Math.round(Math.abs(by) * (bounds.to - bounds.from)));
  return { from: bounds.from + far, to: bounds.to + far };
}

export type Grain = "day" | "month" | "year";

/** How finely events are counted over so many days. */
export function grainOf(bounds: Bounds): Grain {
  const days = bounds.to - bounds.from;
  return days <= 124 ? "day" : days <= 366 * 8 ? "month" : "year";
}

/** The bounds of the day, month or year that begins as ``start`` says. */
export function grained(start: string): Bounds {
  return { from: dayOf(start), to: ending(start) };
}

export interface Placed<Row> {
  event: Row;
  x: number;
  width: number;
  lane: number;
}

/** Where each event that touches the bounds stands: ``x`` and ``width`` in pixels, and the first lane in which it and its words have room. */
export function lanes<Row extends Dated>(rows: Row[], bounds: Bounds, pixels: number): Placed<Row>[] {
  const scale = pixels / Math.max(1, bounds.to - bounds.from);
  const ends: number[] = [];
  return rows
    .filter((one) => (!one.start || dayOf(one.start) < bounds.to) && (!one.end || dayOf(one.end) >= bounds.from))
    .map((event) => {
      const start = event.start ? dayOf(event.start) : bounds.from;
      const end = event.end ? dayOf(event.end) + 1 : bounds.to;
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
