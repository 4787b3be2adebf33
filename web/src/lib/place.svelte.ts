// Where the visitor is: the one store. Every field of it stands in the address, so that each view is a link.

import { addressOf, filtersIn } from "./address";

function read(): { path: string; params: Record<string, string> } {
  return { path: decodeURI(location.pathname), params: Object.fromEntries(new URLSearchParams(location.search)) };
}

class Place {
  path = $state("/");
  params = $state<Record<string, string>>({});

  constructor() {
    Object.assign(this, read());
    addEventListener("popstate", () => Object.assign(this, read()));
  }

  /** The view (events, map, ...) and the thing that is open in it, as the path has them. */
  get view(): string {
    return this.path.split("/")[1] || "events";
  }

  get thing(): string | null {
    return this.path.split("/")[2] || null;
  }

  /** The filters that narrow, as the API takes them. */
  get filters(): Record<string, string> {
    return filtersIn(this.params);
  }

  go(path: string, params: Record<string, string | null | undefined> = {}, replace = false): void {
    const address = addressOf(path, params);
    if (address === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    Object.assign(this, read());
  }

  /** The address of this view with some parameters changed (null takes one away). */
  with(changes: Record<string, string | null | undefined>, path = this.path): string {
    return addressOf(path, { ...this.params, ...changes });
  }

  change(changes: Record<string, string | null | undefined>, replace = false): void {
    this.go(this.path, { ...this.params, ...changes }, replace);
  }
}

export const place = new Place();

/** Follow links within the desk without loading it anew. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.pathname.startsWith("/api/")) return;
  event.preventDefault();
  place.go(decodeURI(link.pathname), Object.fromEntries(new URLSearchParams(link.search)));
}
