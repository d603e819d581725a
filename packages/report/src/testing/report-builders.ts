import {
  messageText,
  type BranchOutcome,
  type CheckReport,
  type DraftOutcome,
  type DraftReport,
  type Finding,
  type HistoryOutcome,
  type MessagePart,
  type PredictReport,
} from '@oneleaf/core';

/** The moment at which every example is read: 1 March 2024, 12:00 UTC, in milliseconds. */
export const NOW = Date.UTC(2024, 2, 1, 12);

/** Committer time of a tip that is as many hours old. */
export function hoursOld(hours: number): number {
  return NOW / 1000 - hours * 3600;
}

/** A commit's full id that begins as given. */
export function commit(start: string): string {
  return start.padEnd(40, '0');
}

export function check(rest: Partial<CheckReport> = {}): CheckReport {
  return { schema: 1, command: 'check', ref: 'working tree', commit: null, histories: [], findings: [], ...rest };
}

export function predict(rest: Partial<PredictReport> = {}): PredictReport {
  return {
    schema: 1,
    command: 'predict',
    base: { ref: 'refs/remotes/origin/main', commit: commit('3f2c1ab') },
    branches: [],
    groups: [],
    twins: [],
    landing: [],
    omitted: { untouched: 0, landed: 0, old: 0 },
    ...rest,
  };
}

export function branch(ref: string, rest: Partial<BranchOutcome> = {}): BranchOutcome {
  return { ref, commit: commit('5e1f'), verdict: 'clean', exact: true, reasons: [], histories: [], ...rest };
}

export function outcome(history: string, rest: Partial<HistoryOutcome> = {}): HistoryOutcome {
  const landedLeaves = rest.landedLeaves ?? ['0001_initial'];
  return {
    history,
    framework: 'django',
    folder: `${history}/migrations`,
    leaves: landedLeaves,
    landedLeaves,
    added: [],
    findings: [],
    ...rest,
  };
}

export function finding(rule: string, message: string | readonly MessagePart[], rest: Partial<Finding> = {}): Finding {
  const worded = typeof message === 'string' ? { message } : { message: messageText(message), parts: message };
  return { rule, severity: 'error', history: 'shop', ...worded, ...rest };
}

const MINE = { side: 'branch', message: 'on this branch' } as const;
const THEIRS = { side: 'base', message: 'on the base' } as const;

/** A branch that gives a Django app a second leaf. */
export function fork(ref: string, { history, mine, theirs }: { history: string; mine: string; theirs: string }): BranchOutcome {
  const at = (name: string): string => `${history}/migrations/${name}.py`;
  const both = [mine, theirs].sort();
  return branch(ref, {
    verdict: 'conflict',
    histories: [
      outcome(history, {
        leaves: both,
        landedLeaves: [theirs],
        added: [at(mine)],
        findings: [
          finding('multiple-leaves', `${history} would have 2 leaves after landing: ${both.map(name => `${history}.${name}`).join(', ')}`, {
            history,
            related: both.map(name => ({ path: at(name), ...(name === mine ? MINE : THEIRS) })),
          }),
        ],
      }),
    ],
  });
}

export function draftReport(rest: Partial<DraftReport> = {}): DraftReport {
  const base = { ref: 'origin/main', commit: commit('3f2c1ab') };
  return { schema: 1, command: 'new', base, drafts: [], changes: [], written: false, ...rest };
}

export function draftOutcome(rest: Partial<DraftOutcome> = {}): DraftOutcome {
  const parent = { name: '0002_tax', path: 'shop/migrations/0002_tax.py', landed: true, here: true };
  return {
    history: 'shop',
    framework: 'django',
    folder: 'shop/migrations',
    name: '0003_label',
    path: 'shop/migrations/0003_label.py',
    parents: [parent],
    notes: [],
    ...rest,
  };
}
