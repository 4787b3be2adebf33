/** What the map draws over its ground: the names of cities, and the marks of events. */
import { metres, type Cluster } from "./globe";

/** A name, where it stands in the unit square, and thousands of people. */
export type City = [string, number, number, number];

// Kilometres around the point that a precision allows (UCDP's where_prec): drawn as an area, since no finer place is known.
const ALLOWED: Record<number, number> = { 2: 25, 3: 30, 4: 90, 5: 60 };

/** Write the names of the largest cities of a part of the unit square, none over another; how many depends on the zoom. */
export function label(
  pen: CanvasRenderingContext2D, cities: City[], zoom: number, colour: string, scale: number,
  left: number, top: number, right: number, bottom: number,
) {
  const least = zoom < 3 ? 4000 : zoom < 4 ? 1500 : zoom < 5 ? 500 : zoom < 6 ? 150 : 0;
  pen.fillStyle = colour;
  pen.font = "11px system-ui, sans-serif";
  const taken: [number, number, number][] = [];
  for (const [name, cx, cy, people] of cities) {
    if (people < least || taken.length > 90) break;
    if (cx < left || cx > right || cy < top || cy > bottom) continue;
    const [px, py, wide] = [(cx - left) * scale, (cy - top) * scale, name.length * 6 + 8];
    if (taken.some(([tx, ty, tw]) => Math.abs(ty - py) < 14 && px < tx + tw && px + wide > tx)) continue;
    taken.push([px, py, wide]);
    pen.fillRect(px - 1, py - 1, 2, 2);
    pen.fillText(name, px + 4, py + 4);
  }
}

/** Draw what happened in one place: a disc by the number of events, and the area that the precision allows around a single vague one. */
export function mark(
  pen: CanvasRenderingContext2D, one: Cluster, px: number, py: number, scale: number, chosen: boolean, ink: (name: string) => string,
) {
  const colour = ink(one.disputed ? "--contested" : "--accent");
  const only = one.spots.length === 1 ? one.spots[0] : null;
  const kilometres = only ? ALLOWED[only.precision] : undefined;
  pen.strokeStyle = pen.fillStyle = colour;
  if (only && kilometres) {
    const radius = Math.max(9, ((kilometres * 1000) / metres(only.lat)) * scale);
    pen.globalAlpha = 0.16;
    pen.beginPath();
    pen.arc(px, py, radius, 0, 7);
    pen.fill();
    pen.globalAlpha = 1;
    pen.setLineDash([3, 3]);
    pen.stroke();
    pen.setLineDash([]);
  }
  const size = 5 + 3 * Math.log2(1 + one.events);
  pen.globalAlpha = only && only.precision > 2 ? 0.45 : 0.82;
  pen.beginPath();
  pen.arc(px, py, size, 0, 7);
  pen.fill();
  pen.globalAlpha = 1;
  if (chosen) {
    pen.lineWidth = 3;
    pen.strokeStyle = ink("--focus");
    pen.stroke();
    pen.lineWidth = 1;
  }
  if (one.events > 1) {
    pen.fillStyle = ink("--accent-ink");
    pen.font = `600 ${size > 14 ? 11 : 10}px system-ui, sans-serif`;
    pen.textAlign = "center";
    pen.fillText(one.events > 9999 ? `${Math.round(one.events / 1000)}k` : String(one.events), px, py + 3.5);
    pen.textAlign = "start";
  }
}
