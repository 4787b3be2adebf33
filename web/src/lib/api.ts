// Asking the API. An error carries the sentence and the cure that the API gave.

import { who } from "./who.svelte";

export class Problem extends Error {
  constructor(
    message: string,
    readonly cure: string,
    readonly status: number,
  ) {
    super(message);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const told = await response.json().catch(() => ({}));
  if (response.status === 401 && told.kind === "NotSignedIn") who.leave();
  throw new Problem(told.message ?? "The desk did not answer.", told.cure ?? "", response.status);
}

export async function ask<T>(path: string, params: Record<string, string | null | undefined> = {}, signal?: AbortSignal): Promise<T> {
  const kept = Object.entries(params).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams(kept).toString();
  try {
    return await answer<T>(await fetch(`/api/v1/${path}${query ? `?${query}` : ""}`, signal ? { signal } : {}));
  } catch (error) {
    if (error instanceof TypeError) throw new Problem("The desk is closed.", "Start `reportedly serve` again and open its link.", 0);
    throw error;
  }
}

export async function tell<T>(path: string, body: unknown): Promise<T> {
  return answer<T>(
    await fetch(`/api/v1/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  );
}

export async function send<T>(path: string, files: File[]): Promise<T> {
  const form = new FormData();
  for (const file of files) form.append("data", file, file.name);
  return answer<T>(await fetch(`/api/v1/${path}`, { method: "POST", body: form }));
}
