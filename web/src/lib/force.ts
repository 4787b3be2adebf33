// A layout for networks of up to some hundred actors: springs and repulsion, begun from a circle, so that the same network looks the same.

export interface Body {
  id: string;
  x: number;
  y: number;
  weight: number;
}
export interface Spring {
  source: number;
  target: number;
  strength: number;
}

/** Moves the bodies ``rounds`` times; the sum of their movements ends at rest. Positions are around 0, about a thousand across. */
export function settle(bodies: Body[], springs: Spring[], rounds = 220): void {
  bodies.forEach((one, at) => {
    const turn = at * 2.399963; // the golden angle: neighbours in the list stand far apart
    const far = 26 * Math.sqrt(at + 1);
    one.x = far * Math.cos(turn);
    one.y = far * Math.sin(turn);
  });
  const dx = new Float64Array(bodies.length);
  const dy = new Float64Array(bodies.length);
  for (let round = 0; round < rounds; round++) {
    const heat = 1 - round / rounds;
    dx.fill(0);
    dy.fill(0);
    for (let i = 0; i < bodies.length; i++) {
      const a = bodies[i] as Body;
      for (let j = i + 1; j < bodies.length; j++) {
        const b = bodies[j] as Body;
        let x = a.x - b.x;
        let y = a.y - b.y;
        const square = x * x + y * y || 0.01;
        if (square > 640_000) continue;
        const push = 5200 / square;
        x *= push;
        y *= push;
        dx[i] = (dx[i] as number) + x;
        dy[i] = (dy[i] as number) + y;
        dx[j] = (dx[j] as number) - x;
        dy[j] = (dy[j] as number) - y;
      }
      dx[i] = (dx[i] as number) - a.x * 0.012;
      dy[i] = (dy[i] as number) - a.y * 0.012;
    }
    for (const one of springs) {
      const [a, b] = [bodies[one.source] as Body, bodies[one.target] as Body];
      const [x, y] = [b.x - a.x, b.y - a.y];
      const apart = Math.hypot(x, y) || 0.01;
      const pull = ((apart - 60) / apart) * 0.05 * one.strength;
      dx[one.source] = (dx[one.source] as number) + x * pull;
      dy[one.source] = (dy[one.source] as number) + y * pull;
      dx[one.target] = (dx[one.target] as number) - x * pull;
      dy[one.target] = (dy[one.target] as number) - y * pull;
    }
    for (let i = 0; i < bodies.length; i++) {
      const far = Math.hypot(dx[i] as number, dy[i] as number) || 1;
      const step = Math.min(far, 24 * heat + 0.5) / far;
      const one = bodies[i] as Body;
      one.x += (dx[i] as number) * step;
      one.y += (dy[i] as number) * step;
    }
  }
}
