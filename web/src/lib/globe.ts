// The base map: Natural Earth's countries as paths in Web Mercator's unit square, cut into pieces that can be left out when they are not in sight.

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

type Box = [number, number, number, number];

export interface Area {
  name: string;
  path: Path2D;
  box: Box;
  rings: [number, number][][];
}

/** A piece of a line, with the box in which it lies. */
export interface Stroke {
  path: Path2D;
  box: Box;
}

export interface World {
  areas: Area[];
  countries: Stroke[];
  disputed: Stroke[];
}

/** The lines of training/desk_borders.py: steps of 1/scale degree, each from the point before. */
export interface Packed {
  scale: number;
  countries: number[][];
  disputed: number[][];
  provinces: number[][];
}

const WIDEST = 85.05;

/** Web Mercator, from degrees to the unit square (north is 0). */
export function project(lon: number, lat: number): [number, number] {
  const held = (Math.max(-WIDEST, Math.min(WIDEST, lat)) * Math.PI) / 180;
  return [(lon + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + held / 2)) / (2 * Math.PI)];
}

export function unproject(x: number, y: number): [number, number] {
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/** Metres on the ground that one unit of the square is at a latitude. */
export function metres(lat: number): number {
  return 40_075_017 * Math.cos((lat * Math.PI) / 180);
}

type Names = { name?: string };

export function world(topology: Topology): World {
  const countries = topology.objects.countries as GeometryCollection<Names>;
  const areas: Area[] = [];
  for (const one of feature(topology, countries).features) {
    const polygons = one.geometry.type === "Polygon" ? [one.geometry.coordinates] : one.geometry.type === "MultiPolygon" ? one.geometry.coordinates : [];
    for (const polygon of polygons) areas.push(area(one.properties?.name ?? "", polygon as number[][][]));
  }
  // Where a side has no code of its own, who it belongs to is disputed: drawn as such, decided by nobody here.
  const coded = (one: { id?: string | number | undefined }) => one.id !== undefined && !Number.isNaN(Number(one.id)) && Number(one.id) > 0;
  return {
    areas,
    countries: strokes(mesh(topology, countries as never, (a, b) => a !== b && coded(a) && coded(b)).coordinates),
    disputed: strokes(mesh(topology, countries as never, (a, b) => a !== b && !(coded(a) && coded(b))).coordinates),
  };
}

function area(name: string, polygon: number[][][]): Area {
  const path = new Path2D();
  const box: Area["box"] = [1, 1, 0, 0];
  const rings = polygon.map((ring) => unrolled(ring).map(([lon, lat]) => project(lon, lat)));
  for (const ring of rings) {
    ring.forEach(([x, y], at) => {
      if (at) path.lineTo(x, y);
      else path.moveTo(x, y);
      widen(box, x, y);
    });
    path.closePath();
  }
  return { name, path, box, rings };
}

/** A line whose longitudes go on where the date line is crossed, and do not jump around the globe. */
export function unrolled(line: number[][]): [number, number][] {
  let turn = 0;
  let before: number | null = null;
  return line.map(([lon = 0, lat = 0]) => {
    if (before !== null && lon - before > 180) turn -= 360;
    if (before !== null && lon - before < -180) turn += 360;
    before = lon;
    return [lon + turn, lat];
  });
}

const PIECE = 48; // points of a line that are drawn or left out together

export function strokes(found: number[][][]): Stroke[] {
  const made: Stroke[] = [];
  for (const line of found) {
    const points = unrolled(line).map(([lon, lat]) => project(lon, lat));
    for (let from = 0; from < points.length - 1; from += PIECE) {
      const path = new Path2D();
      const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
      points.slice(from, from + PIECE + 1).forEach(([x, y], at) => {
        if (at) path.lineTo(x, y);
        else path.moveTo(x, y);
        widen(box, x, y);
      });
      made.push({ path, box });
    }
  }
  return made;
}

function widen(box: Box, x: number, y: number): void {
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}

/** The points of packed lines, in degrees. */
export function unpacked(found: number[][], scale: number): number[][][] {
  return found.map((steps) => {
    const line: number[][] = [];
    let [east, north] = [0, 0];
    for (let at = 0; at + 1 < steps.length; at += 2) {
      east += steps[at] as number;
      north += steps[at + 1] as number;
      line.push([east / scale, north / scale]);
    }
    return line;
  });
}

/** Whether a box reaches into the sight from (left, top) to (right, bottom). */
export function meets(box: Box, left: number, top: number, right: number, bottom: number): boolean {
  return box[0] < right && box[2] > left && box[1] < bottom && box[3] > top;
}

/** Whether a point of the unit square lies in an area. */
export function inside(one: Area, x: number, y: number): boolean {
  if (x < one.box[0] || x > one.box[2] || y < one.box[1] || y > one.box[3]) return false;
  let within = false;
  for (const ring of one.rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as [number, number];
      const [xj, yj] = ring[j] as [number, number];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
    }
  return within;
}

export interface Spot {
  x: number;
  y: number;
  lat: number;
  precision: number;
  events: number;
  disputed: number;
  killed: number;
  place: string;
  event: string;
  geonames: number | null;
}

export interface Cluster {
  x: number;
  y: number;
  events: number;
  disputed: number;
  killed: number;
  spots: Spot[];
}

/** Spots that would touch, gathered by a grid of ``cell`` (in units of the square): the same at the same zoom, wherever the map stands. */
export function clusters(spots: Spot[], cell: number): Cluster[] {
  const found = new Map<number, Cluster>();
  for (const one of spots) {
    const key = Math.floor(one.x / cell) * 4_194_304 + Math.floor(one.y / cell);
    const here = found.get(key);
    if (!here) found.set(key, { x: one.x * one.events, y: one.y * one.events, events: one.events, disputed: one.disputed, killed: one.killed, spots: [one] });
    else {
      here.x += one.x * one.events;
      here.y += one.y * one.events;
      here.events += one.events;
      here.disputed += one.disputed;
      here.killed += one.killed;
      here.spots.push(one);
    }
  }
  return [...found.values()].map((one) => ({ ...one, x: one.x / one.events, y: one.y / one.events }));
}
