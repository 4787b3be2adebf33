// What the API answers, as far as the desk shows it. Names are those of /api/v1/openapi.json.

export type Grade = "denied" | "contested" | "single-source" | "corroborated" | "confirmed";

export interface Answer<Row> {
  rows: Row[];
  notes: string[];
  next: string | null;
}

export interface Party {
  role: string;
  actor: string;
  name: string;
}

export interface EventRow {
  id: string;
  title: string;
  type: string;
  mode: string | null;
  start: string | null;
  end: string | null;
  precision: string | null;
  place: string | null;
  geonames: number | null;
  lat: number | null;
  lon: number | null;
  country: string | null;
  where_prec: number | null;
  modality: string;
  grade: Grade;
  origins_for: number;
  origins_against: number;
  disputed: string[];
  killed_low: number | null;
  killed_best: number | null;
  killed_high: number | null;
  actors: Party[];
  claims: number;
  reports: number | null;
  first_published: string | null;
  last_published: string | null;
  verdict: string | null;
}

export interface Speaker {
  voice: string;
  source_key: string;
  actor: string | null;
}

export interface ClaimRow {
  id: string;
  event: string | null;
  report: string;
  kind: string;
  type: string;
  mode: string | null;
  trigger: string | null;
  trigger_start: number | null;
  trigger_end: number | null;
  sentence: string;
  sentence_start: number;
  start: string | null;
  end: string | null;
  place: string | null;
  stance: string;
  certainty: string;
  polarity: string;
  modality: string;
  score: number;
  origin: string | null;
  voices: Speaker[];
  participants: { role: string; name: string; actor: string | null }[];
  publisher: string | null;
  published: string | null;
}

export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface Filler {
  role: string;
  name: string;
  actor: string | null;
  span: Span | null;
}

export interface ClaimDossier {
  id: string;
  event: string | null;
  report: string;
  kind: string;
  type: string;
  mode: string | null;
  trigger: Span | null;
  sentence: Span;
  fillers: Filler[];
  when: { start: string | null; end: string | null; precision: string } | null;
  when_span: Span | null;
  where: { name: string; precision: number } | null;
  where_span: Span | null;
  tolls: { what: string; low: number | null; best: number | null; high: number | null; span: Span | null }[];
  voices: { name: string; key: string; attribution: { source: Span | null; cue: Span; content: Span[] } | null }[];
  stance: string;
  factuality: { certainty: string; polarity: string; modality: string };
  score: number;
  verdict: string | null;
  corrected: string[];
}

export interface ReportBrief {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  url: string | null;
  text_hash: string;
  reprint_of: string | null;
  reprint_reason: string | null;
}

export interface JudgementRow {
  id: string;
  kind: string;
  subject: string;
  object: string | null;
  field: string | null;
  value: string | null;
  reason: string;
  who: string;
  made_at: string;
  undone_by: string | null;
}

export interface ClaimEvidence {
  claim: ClaimRow;
  report: ReportBrief;
  linked: { other: string; score: number; why: unknown }[];
  judgements: JudgementRow[];
}

export interface FieldValue {
  value: string;
  label: string;
  votes: number;
  origins: string[];
  claims: string[];
  voices: string[];
}

export interface TollStanding {
  what: string;
  low: number | null;
  best: number | null;
  high: number | null;
  conservative: number | null;
  informative: number | null;
  representative: number | null;
  origins: number;
  disagreement: number | null;
  values: { low: number | null; best: number | null; high: number | null; votes: number; voices: string[]; claims: string[] }[];
}

export interface Standing {
  grade: Grade;
  origins_for: number;
  origins_against: number;
  reasons: string[];
  occurrence: string;
  fields: { field: string; values: FieldValue[]; origins: number; disagreement: number | null }[];
  tolls: TollStanding[];
  disputed: string[];
  credibility: number;
  known_from: string | null;
}

export interface EventEvidence {
  event: EventRow;
  standing: Standing;
  origins: { origin: string; voice: string; claims: ClaimEvidence[] }[];
  judgements: JudgementRow[];
  notes: string[];
}

export interface ReportRow {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  byline: string | null;
  url: string | null;
  words: number;
  claims: number;
  reprint: string | null;
  reprint_of: string | null;
  text_hash: string;
  captured_from: string | null;
  captured_at: string | null;
  archived: string | null;
}

export interface MarkedReport {
  report: ReportRow;
  text: string | null;
  claims: ClaimDossier[];
  redacted: boolean;
  notes: string[];
}

export interface ActorRow {
  id: string;
  name: string;
  kind: string;
  country: string | null;
  sector: string | null;
  names: string[];
  events: number;
}

export interface ActorPage {
  actor: ActorRow;
  names: { name: string; kind: string; since: string | null; until: string | null; citation: string | null }[];
  affiliations: { actor: string; role: string; since: string | null; until: string | null; citation: string | null }[];
  citation: string | null;
  note: string | null;
  suggestions: { other: string; score: number; reason: string }[];
  events: EventRow[];
  notes: string[];
}

export interface Overview {
  state: string;
  reports: number;
  claims: number;
  events: number;
  actors: number;
  sources: number;
  judgements: number;
  rejected: number;
  withheld: number;
  published: [string | null, string | null];
  happened: [string | null, string | null];
}

export interface Facets {
  events: number;
  exact: boolean;
  facets: { name: string; values: { value: string | null; events: number }[] }[];
}

export interface Bar {
  start: string;
  events: number;
  disputed: number;
  killed: number | null;
}

export interface LogRow {
  what: string;
  at: string;
  run: { id: string; paths: string[]; read: number | null; stored: number | null; duplicate: number | null; rejected: number | null } | null;
  judgement: JudgementRow | null;
}

export interface Run {
  id: number;
  files: string[];
  done: boolean;
  progress: { done: number; stored: number; rejected: number; seconds: number } | null;
  account: {
    read: number;
    stored: number;
    duplicate: number;
    rejected: number;
    claims: number;
    rejections: { where: string; reason: string; cure: string }[];
  } | null;
  problem: { message: string; cure: string } | null;
}
