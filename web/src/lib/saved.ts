// Views that somebody gave a name: kept in this browser and by who is signed in, each as the address that it is.

export interface Saved {
  name: string;
  address: string;
}

export const MOST_SAVED = 200;
const key = (who: string) => `reportedly/views/${who}`;

/** An address of the desk itself, whatever was written into the browser's storage. */
function own(address: unknown): address is string {
  return typeof address === "string" && /^\/(?![/\\])/.test(address);
}

export function savedOf(who: string, kept: Storage): Saved[] {
  try {
    const found: unknown = JSON.parse(kept.getItem(key(who)) ?? "[]");
    if (!Array.isArray(found)) return [];
    return found.filter((one): one is Saved => typeof one?.name === "string" && one.name !== "" && own(one.address));
  } catch {
    return [];
  }
}

/** The views with one more, in the order of their names; one of the same name is replaced. */
export function withSaved(views: Saved[], name: string, address: string): Saved[] {
  const named = name.trim().slice(0, 80);
  if (!named || !own(address)) return views;
  const order = new Intl.Collator("en", { numeric: true });
  return [...views.filter((one) => one.name !== named), { name: named, address }].sort((a, b) => order.compare(a.name, b.name)).slice(0, MOST_SAVED);
}

export function keepSaved(who: string, views: Saved[], kept: Storage): void {
  if (views.length) kept.setItem(key(who), JSON.stringify(views));
  else kept.removeItem(key(who));
}
