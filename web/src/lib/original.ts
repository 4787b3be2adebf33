// Where a claim's sentence stands in the bytes that were captured, in words.

interface Characters {
  start: number;
  end: number;
}

export type OriginalPlace =
  | { type: "pdf"; page: number; box: [number, number, number, number] }
  | { type: "text"; line: number; column: number; end_line: number; end_column: number }
  | ({ type: "html"; element: string } & Characters)
  | ({ type: "docx"; part: string; paragraph: number } & Characters)
  | ({ type: "jsonl"; key: string; start_byte: number; end_byte: number } & Characters)
  | ({ type: "row"; row: number | null; column: string; element: string | null } & Characters)
  | ({ type: "entry"; entry: number | null; entry_id: string | null; element: string } & Characters)
  | ({ type: "mail"; part: string; line: number | null; element: string | null } & Characters)
  | ({ type: "unplaced"; reason: string } & Characters);

export interface ClaimOriginal {
  claim: string;
  report: string;
  source: string;
  captured_at: string;
  hash: string;
  kind: string;
  places: OriginalPlace[];
}

/** One place, as `reportedly show c34 --original` says it. */
export function stands(place: OriginalPlace): string {
  if (place.type === "pdf") return `page ${place.page}, from ${point(place.box[0], place.box[1])} to ${point(place.box[2], place.box[3])} points`;
  if (place.type === "text") return `line ${place.line}, column ${place.column} to line ${place.end_line}, column ${place.end_column}`;
  if (place.type === "unplaced") return `not found: ${place.reason}`;
  const characters = `characters ${place.start} to ${place.end}`;
  if (place.type === "html") return `element ${place.element}, ${characters}`;
  if (place.type === "docx") return `${place.part}, paragraph ${place.paragraph}, ${characters}`;
  if (place.type === "jsonl") return `“${place.key}”, ${characters}, bytes ${place.start_byte} to ${place.end_byte}`;
  const inside = place.element ? `, element ${place.element}` : "";
  if (place.type === "row") return `row ${place.row ?? "unknown"}, column “${place.column}”${inside}, ${characters}`;
  if (place.type === "entry") return `entry ${place.entry ?? "unknown"}${place.entry_id ? ` (${place.entry_id})` : ""}${inside}, ${characters}`;
  return `part ${place.part} of the message${place.line ? `, line ${place.line}` : ""}${inside}, ${characters}`;
}

function point(across: number, up: number): string {
  return `${Math.round(across)}, ${Math.round(up)}`;
}
