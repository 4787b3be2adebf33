// Square pictures of the base map, kept while the map moves: moving them costs a copy, drawing borders anew costs a frame or more.

export interface Sight {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
  ratio: number;
}

type Pen = CanvasRenderingContext2D;
/** Draws the piece of the unit square that begins at (left, top) and is shown at ``scale`` pixels a unit. */
export type Painter = (pen: Pen, left: number, top: number, scale: number, width: number, height: number, zoom: number) => void;

export const EDGE = 256;
const KEPT = 160;
const DEEPEST = 14;
const BUDGET = 9; // milliseconds of a frame that may go into new tiles; at least one is drawn

/** Which tiles a sight needs at a level: from and to (exclusive) in both directions. */
export function needed(sight: Sight, level: number): { x0: number; x1: number; y0: number; y1: number } {
  const count = 2 ** level;
  const scale = EDGE * 2 ** sight.zoom;
  const at = (middle: number, side: number) => [middle - side / 2 / scale, middle + side / 2 / scale] as const;
  const [left, right] = at(sight.x, sight.width);
  const [top, bottom] = at(sight.y, sight.height);
  const low = (value: number) => Math.max(0, Math.floor(value * count));
  const high = (value: number) => Math.min(count, Math.ceil(value * count));
  return { x0: low(left), x1: high(right), y0: low(top), y1: high(bottom) };
}

export function levelOf(zoom: number): number {
  return Math.max(0, Math.min(DEEPEST, Math.round(zoom)));
}

export class Tiles {
  private held = new Map<string, HTMLCanvasElement>();
  private ratio = 1;

  constructor(private readonly painter: Painter) {}

  clear(): void {
    this.held.clear();
  }

  /** Draw what is in sight; true where some tiles wait for a later frame (what is coarser stands in for them). */
  draw(pen: Pen, sight: Sight): boolean {
    if (this.ratio !== sight.ratio) this.clear();
    this.ratio = sight.ratio;
    const level = levelOf(sight.zoom);
    const scale = EDGE * 2 ** sight.zoom * sight.ratio;
    const left = sight.x * scale - (sight.width * sight.ratio) / 2;
    const top = sight.y * scale - (sight.height * sight.ratio) / 2;
    const side = scale / 2 ** level;
    const { x0, x1, y0, y1 } = needed(sight, level);
    const began = performance.now();
    let drawn = 0;
    let missing = false;
    for (let ty = y0; ty < y1; ty++)
      for (let tx = x0; tx < x1; tx++) {
        // Edges on whole pixels, so that no seam is seen between two tiles.
        const [px, py] = [Math.round(tx * side - left), Math.round(ty * side - top)];
        const [wide, high] = [Math.round((tx + 1) * side - left) - px, Math.round((ty + 1) * side - top) - py];
        let tile = this.find(level, tx, ty);
        if (!tile && (drawn === 0 || performance.now() - began < BUDGET)) {
          tile = this.make(level, tx, ty);
          drawn += 1;
        }
        if (tile) pen.drawImage(tile, px, py, wide, high);
        else {
          missing = true;
          this.coarser(pen, level, tx, ty, [px, py, wide, high]);
        }
      }
    return missing;
  }

  private find(level: number, tx: number, ty: number): HTMLCanvasElement | undefined {
    const key = `${level}/${tx}/${ty}`;
    const tile = this.held.get(key);
    if (tile) {
      this.held.delete(key);
      this.held.set(key, tile);
    }
    return tile;
  }

  private make(level: number, tx: number, ty: number): HTMLCanvasElement {
    const tile = document.createElement("canvas");
    tile.width = tile.height = EDGE * this.ratio;
    const pen = tile.getContext("2d") as Pen;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const count = 2 ** level;
    this.painter(pen, tx / count, ty / count, EDGE * count, EDGE, EDGE, level);
    this.held.set(`${level}/${tx}/${ty}`, tile);
    for (const oldest of this.held.keys()) {
      if (this.held.size <= KEPT) break;
      this.held.delete(oldest);
    }
    return tile;
  }

  private coarser(pen: Pen, level: number, tx: number, ty: number, [px, py, wide, high]: [number, number, number, number]): void {
    for (let up = 1; up <= 5 && up <= level; up++) {
      const tile = this.held.get(`${level - up}/${tx >> up}/${ty >> up}`);
      if (!tile) continue;
      const part = tile.width / 2 ** up;
      pen.drawImage(tile, (tx % 2 ** up) * part, (ty % 2 ** up) * part, part, part, px, py, wide, high);
      return;
    }
  }
}
