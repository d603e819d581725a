import type { Report } from '@oneleaf/core';

type Key<T> = T extends readonly (infer One)[] ? Key<One> : T extends object ? keyof T | Key<T[keyof T]> : never;

/** Every key of a report, in the order of printing. A key that core adds is an error here until it has a place. */
const PLACES: Readonly<Record<Key<Report>, true>> = {
  schema: true,
  command: true,
  examined: true,
  condition: true,
  state: true,
  base: true,
  kind: true,
  severity: true,
  rule: true,
  history: true,
  framework: true,
  folder: true,
  ref: true,
  refs: true,
  commit: true,
  how: true,
  stale: true,
  reason: true,
  ageSeconds: true,
  time: true,
  open: true,
  target: true,
  verdict: true,
  secondLeaf: true,
  exact: true,
  reasons: true,
  standstill: true,
  ifBase: true,
  ifBranch: true,
  paths: true,
  migrations: true,
  leaves: true,
  landedLeaves: true,
  roots: true,
  undecided: true,
  added: true,
  message: true,
  side: true,
  location: true,
  path: true,
  span: true,
  start: true,
  end: true,
  related: true,
  fix: true,
  title: true,
  projects: true,
  unproved: true,
  project: true,
  database: true,
  python: true,
  trials: true,
  outcome: true,
  differences: true,
  subject: true,
  risk: true,
  unimported: true,
  hint: true,
  histories: true,
  findings: true,
  branches: true,
  drafts: true,
  rebased: true,
  onto: true,
  moved: true,
  dropped: true,
  concerns: true,
  own: true,
  migration: true,
  edits: true,
  mentions: true,
  line: true,
  before: true,
  after: true,
  was: true,
  since: true,
  name: true,
  parents: true,
  here: true,
  notes: true,
  refusal: true,
  changes: true,
  text: true,
  written: true,
  groups: true,
  twins: true,
  landing: true,
  relink: true,
  omitted: true,
  untouched: true,
  landed: true,
  old: true,
};

// JSON allows these inside strings, a terminal obeys or hides them: C1 controls, direction marks.
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A report as programs read it: docs/schema/. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, Object.keys(PLACES), 2).replace(UNSEEN, escaped)}\n`;
}

function escaped(character: string): string {
  return character
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
