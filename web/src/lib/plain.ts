/** Options of the command line, as the desk calls what they narrow by. */
const OPTIONS: Record<string, string> = {
  text: "the words searched for", place: "the place", "within-km": "the distance", country: "the country", actor: "the actor",
  type: "the kind of event", mode: "the kind of event", source: "who said it", grade: "the grade", disputed: "the dispute",
  since: "the first day", until: "the last day", "as-of": "a day of “as of”", report: "the report", event: "the event", score: "the score",
};
/** Where the desk lists what a command lists. */
const LISTS: Record<string, string> = { events: "The view Events", claims: "The view Events", actors: "The view Actors", places: "The map", log: "The view Log" };

/** A note or a cure in the words of the desk: who reads it has never seen a command line. */
export function plainly(told: string): string {
  return told
    .replace(/Without --([a-z-]+) (.+?) would\./g, (_, name: string, many: string) => `Without ${OPTIONS[name] ?? name}, ${many} would match.`)
    .replace(/: reportedly \w+ --\w+ \w+ pages through all of them\./g, " not shown here.")
    .replace(/\s*`reportedly (\w+)[^`]*` lists (them|what it knows)\./g, (_, name: string, what: string) => (LISTS[name] ? ` ${LISTS[name]} shows ${what}.` : ""))
    .replace(/^reportedly show (\S+)$/, "Open $1.")
    .replace(/--([a-z-]+)/g, (option, name: string) => OPTIONS[name] ?? option)
    .trim();
}
