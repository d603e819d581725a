import type { DriftedProject, DriftReport, Finding, TestedProject, VerifiedProject, VerifyReport } from '@oneleaf/core';

const backend: TestedProject = {
  project: 'backend',
  framework: 'alembic',
  histories: ['backend/alembic/versions'],
  database: 'PostgreSQL 15.18 of /usr/lib/postgresql/15/bin',
  python: 'backend/.venv/bin/python (3.11.2) with alembic 1.20.1',
  notes: [],
};

const { database: _database, ...withoutDatabase } = backend;

const shop: TestedProject = {
  ...backend,
  project: '.',
  framework: 'django',
  histories: ['pay', 'shop'],
  python: '.venv/bin/python (3.11.2) with django 5.2.19',
};

function verifying(...projects: readonly VerifiedProject[]): VerifyReport {
  return { schema: 1, command: 'verify', projects, unproved: [] };
}

function drifting(...projects: readonly DriftedProject[]): DriftReport {
  return { schema: 1, command: 'drift', projects, unproved: [] };
}

function trials(fresh: number, ...rest: readonly number[]): VerifiedProject['trials'] {
  const names = ['fresh-install', 'round-trip', 'stairway'] as const;
  return [fresh, ...rest].map((migrations, at) => ({ name: names[at] ?? 'stairway', outcome: 'passed', migrations }));
}

const refused: Finding = {
  rule: 'fresh-install',
  severity: 'error',
  history: 'backend/alembic/versions',
  message: 'c2f7a5904d1b cannot be applied to an empty database: UndefinedTable: relation "organizations" does not exist',
  location: { path: 'backend/alembic/versions/003_zones.py' },
  related: [{ path: 'backend/alembic/versions/003_zones.py', line: 19, message: 'line 19', note: '' }],
};

const leftBehind: Finding = {
  rule: 'residue',
  severity: 'warning',
  history: '',
  message: "undoing every migration leaves behind: enum public.ticket_status 'open', 'closed'",
};

const once: Finding = {
  rule: 'irreversible-migration',
  severity: 'note',
  history: 'shop',
  message: 'shop.0002_tax cannot be undone: Operation <RunPython> in shop.0002_tax is not reversible',
  location: { path: 'shop/migrations/0002_tax.py' },
};

const dropped: Finding = {
  rule: 'model-drift',
  severity: 'error',
  history: 'backend/alembic/versions',
  message: "the models ask for DropTable tickets, which would drop data: ('remove_table', Table('tickets', MetaData()))",
  location: { path: 'backend/app/tickets.py' },
  related: [{ path: 'backend/app/tickets.py', message: 'has a model of it, and nothing imports it' }],
  fix: { title: 'import backend/app/tickets.py where the models are gathered: what no module imports is not there to be compared' },
};

export const verifyDriftExamples: Readonly<Record<string, VerifyReport | DriftReport>> = {
  'verify-sound': verifying({ ...shop, trials: trials(24, 24, 24), findings: [] }),
  'verify-that-fails-at-once': verifying({
    ...backend,
    trials: [
      { name: 'fresh-install', outcome: 'failed', migrations: 2 },
      { name: 'round-trip', outcome: 'stopped', migrations: 0 },
      { name: 'stairway', outcome: 'stopped', migrations: 0 },
    ],
    findings: [refused],
  }),
  'verify-with-remarks': verifying({
    ...shop,
    notes: [{ title: 'the settings give the database default the engine sqlite; here it ran on postgresql' }],
    trials: trials(24, 23, 24),
    findings: [leftBehind, once],
  }),
  'verify-of-what-does-not-start': {
    ...verifying({ ...shop, trials: trials(24, 24, 24), findings: [] }),
    unproved: [
      { project: 'backend', reason: 'no Python here has alembic', hint: 'python3 -m venv .venv && .venv/bin/pip install alembic' },
    ],
  },
  'drift-of-none': drifting({ ...backend, differences: [], findings: [] }),
  'drift-of-the-sources': drifting({
    ...withoutDatabase,
    python: '/usr/bin/python3 (3.11.2)',
    notes: [{ title: 'backend/app/old.py is not looked at: this Python cannot read it' }],
    differences: [],
    findings: [],
  }),
  'drift-that-would-drop': drifting({
    ...backend,
    differences: [
      { kind: 'DropTable', subject: 'tickets', text: "('remove_table', …)", risk: 'data', unimported: 'backend/app/tickets.py' },
    ],
    findings: [dropped],
  }),
};
