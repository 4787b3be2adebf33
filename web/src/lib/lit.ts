// The words that were searched for, found again in a text that is shown: words, begin*, "a phrase"; -without lights nothing.

export interface Bit {
  text: string;
  lit: boolean;
}

const TERM = /(-?)"([^"]+)"|(-?)([^\s"]+)/g;
const LETTER = "[\\p{L}\\p{N}]";

function pattern(words: string, begins: boolean): string {
  const parts = words.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((one) => one.normalize("NFD").replace(/\p{M}/gu, ""));
  if (!parts.length) return "";
  // Each letter may carry marks in the text that the searcher did not type.
  const marked = (part: string) => [...part].map((one) => `${one}\\p{M}*`).join("");
  return `(?<!${LETTER})${parts.map(marked).join("[^\\p{L}\\p{N}]+")}${begins ? `${LETTER}*` : `(?!${LETTER})`}`;
}

/** The text in pieces, those lit that the search asked for; put together again the pieces are the text. */
export function bits(text: string, search: string | null | undefined): Bit[] {
  const wanted: string[] = [];
  for (const [, without, phrase, bare, word] of (search ?? "").matchAll(TERM)) {
    if (without || bare) continue;
    const found = phrase ? pattern(phrase, false) : pattern(word ?? "", (word ?? "").endsWith("*"));
    if (found) wanted.push(found);
  }
  if (!wanted.length) return [{ text, lit: false }];
  const { plain, at } = unmarked(text);
  const found: Bit[] = [];
  let done = 0;
  for (const one of plain.matchAll(new RegExp(wanted.join("|"), "giu"))) {
    const start = at[one.index] as number;
    const end = at[one.index + one[0].length] as number;
    if (start > done) found.push({ text: text.slice(done, start), lit: false });
    if (end > start) found.push({ text: text.slice(start, end), lit: true });
    done = Math.max(done, end);
  }
  if (done < text.length || !found.length) found.push({ text: text.slice(done), lit: false });
  return found;
}

/** A text with its marks taken off its letters, and for each place in it the place in the text. */
function unmarked(text: string): { plain: string; at: number[] } {
  let plain = "";
  const at: number[] = [];
  let place = 0;
  for (const letter of text) {
    const bare = letter.normalize("NFD").replace(/\p{M}/gu, "");
    for (let i = 0; i < bare.length; i++) at.push(place);
    plain += bare;
    place += letter.length;
  }
  at.push(text.length);
  return { plain, at };
}
