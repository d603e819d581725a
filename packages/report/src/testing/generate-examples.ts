import type { Finding, GenerateReport, HeldBackOperation } from '@oneleaf/core';
import { commit } from './report-builders.js';

const path = 'api/migrations/versions/c0ffee123456_log_of_mails.py';
const blank: GenerateReport = {
  schema: 1,
  command: 'generate',
  base: { ref: 'origin/main', commit: commit('3f2c1ab') },
  project: 'api',
  framework: 'alembic',
  histories: ['api/migrations/versions'],
  notes: [],
  drafts: [],
  kept: [],
  held: [],
  findings: [],
  changes: [],
  state: 'nothing',
};

const ran: GenerateReport = {
  ...blank,
  database: 'PostgreSQL 15.18 of /usr/lib/postgresql/15/bin',
  python: 'api/.venv/bin/python (3.11.2) with alembic 1.8.1',
};

const dropped: HeldBackOperation = {
  kind: 'DropConstraint',
  subject: 'users.uq_users_email',
  text: "('remove_constraint', UniqueConstraint(…))",
  risk: 'constraint',
  allow: ['drop_constraint:users.uq_users_email'],
};

const heldBack: Finding = {
  rule: 'held-back',
  severity: 'error',
  history: 'api/migrations/versions',
  message: 'DropConstraint users.uq_users_email is not written: nothing would hold rows to it any more',
  fix: {
    title: 'let the models say what is there; if it is meant, allow it',
    command: "npx oneleaf generate -m 'Log of mails' api --allow drop_constraint:users.uq_users_email",
  },
};

const written: GenerateReport = {
  ...ran,
  drafts: [
    {
      history: 'api/migrations/versions',
      framework: 'alembic',
      folder: 'api/migrations/versions',
      name: 'c0ffee123456',
      path,
      parents: [{ name: '8d2f60b1c4e7', path: 'api/migrations/versions/8d2f60b1c4e7_one_account_per_email.py', landed: true, here: true }],
      notes: [{ title: '0003 is on origin/feat/zones' }],
    },
  ],
  kept: [
    { kind: 'CreateTable', subject: 'email_logs', text: "('add_table', …)", risk: 'none' },
    { kind: 'CreateIndex', subject: 'email_logs.ix_email_logs_to_email', text: "('add_index', …)", risk: 'none' },
  ],
  held: [dropped],
  findings: [heldBack],
  changes: [
    { path, text: 'revision = "c0ffee123456"\n' },
    { path: 'api/migrations/versions/leaf.lock', text: 'c0ffee123456\n' },
  ],
  state: 'written',
};

const failing: Finding = {
  rule: 'fresh-install',
  severity: 'error',
  history: 'api/migrations/versions',
  message: 'c0ffee123456 cannot be undone: UndefinedObject: index "ix_mails" does not exist',
  location: { path },
};

export const generateExamples: Readonly<Record<string, GenerateReport>> = {
  'generate-written': written,
  'generate-shown': { ...written, held: [], findings: [], state: 'shown' },
  'generate-of-none': ran,
  'generate-held-back-whole': {
    ...ran,
    held: [dropped],
    findings: [heldBack],
    notes: [{ title: '--allow drop_column:user.x allowed nothing' }],
  },
  'generate-removed-again': { ...written, held: [], findings: [failing], state: 'removed' },
  'generate-refused': {
    ...blank,
    base: { ref: 'origin/main', commit: commit('3f2c1ab'), stale: { reason: 'offline' } },
    refusal: {
      message: '9a51c2d3e4f5 is on origin/main and not here yet: what is generated here would undo it',
      related: [{ path: 'api/migrations/versions/9a51c2d3e4f5_badges.py', message: 'on origin/main' }],
      fix: { title: 'bring origin/main in first', command: 'git pull --no-rebase origin main' },
    },
  },
};
