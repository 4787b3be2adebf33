// Addresses of views: a path and its parameters, each once and in order, so that the same view has the same link.

export const FILTERS = [
  "text", "grade", "type", "mode", "country", "place", "within_km", "actor", "source", "since", "until", "as_of", "disputed", "score", "report",
] as const;
export type Filter = (typeof FILTERS)[number];

export function filtersIn(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(FILTERS.filter((name) => params[name]).map((name) => [name, params[name] as string]));
}

export function addressOf(path: string, params: Record<string, string | null | undefined>): string {
  const kept = Object.entries(params).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return encodeURI(path) + (query ? `?${query}` : "");
}
