// Who is at the desk, and what they may do. A desk without accounts answers with whoever runs it.

import { Problem } from "./api";

export type Right = "look" | "export" | "judge" | "add" | "withhold" | "manage";
export type Role = "reader" | "reviewer" | "admin";

export interface Me {
  name: string;
  role: Role;
  may: Right[];
  accounts: boolean;
}

export interface Account {
  name: string;
  role: Role;
  made_at: string;
  seen_at: string | null;
  removed_at: string | null;
}

export interface AuditRow {
  id: number;
  at: string;
  what: string;
  who: string | null;
  about: string | null;
  address: string | null;
  detail: Record<string, string>;
}

export interface AuditPage {
  rows: AuditRow[];
  next: string | null;
}

/** Ask the API with any method; an empty answer is null. */
export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const told: RequestInit = { method };
  if (body !== undefined) Object.assign(told, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  let response: Response;
  try {
    response = await fetch(`/api/v1/${path}`, told);
  } catch {
    throw new Problem("The desk is closed.", "Start `reportedly serve` again, or ask who runs it.", 0);
  }
  const text = await response.text();
  let given: Record<string, string> = {};
  try {
    given = text ? JSON.parse(text) : null;
  } catch {
    given = {};
  }
  if (response.ok) return given as T;
  if (response.status === 401 && given?.kind === "NotSignedIn" && path !== "session") who.leave();
  throw new Problem(given?.message ?? "The desk did not answer.", given?.cure ?? "", response.status);
}

class Who {
  /** Null until it is known, and at a desk that is not open to this browser. */
  me = $state<Me | null>(null);
  /** Whether the desk has accounts, and this browser is signed in to none. */
  stranger = $state(false);

  async ask(): Promise<void> {
    try {
      this.me = await request<Me>("GET", "me");
      this.stranger = false;
    } catch {
      this.me = null; // what is wrong is said by the view that asks next
    }
  }

  may(right: Right): boolean {
    return this.me?.may.includes(right) ?? false;
  }

  leave(): void {
    this.me = null;
    this.stranger = true;
  }
}

export const who = new Who();
