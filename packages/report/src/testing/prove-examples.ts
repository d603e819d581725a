import type { PairProof, ProvenPair, ProveReport } from '@oneleaf/core';

const emptyProof = { differences: [], rows: [], failures: [], volatile: [], warnings: [] } as const;

function pair(proof: Partial<PairProof> & Pick<PairProof, 'verdict'>, framework = 'alembic'): ProvenPair {
  return {
    one: 'feat/short',
    other: 'feat/long',
    project: framework === 'django' ? 'shop' : '.',
    framework,
    ...databaseOf(proof),
    ...emptyProof,
    ...proof,
  };
}

function databaseOf({ verdict }: Pick<PairProof, 'verdict'>): Pick<ProvenPair, 'database'> {
  return verdict === 'inconclusive' ? {} : { database: 'PostgreSQL 15.18 of /usr/lib/postgresql/15/bin' };
}

function prove(pairs: readonly ProvenPair[], more: Partial<ProveReport> = {}): ProveReport {
  return {
    ...{ schema: 1, command: 'prove', seeded: false, pairs, notes: [] },
    base: { ref: 'refs/remotes/origin/main', commit: '0123456789abcdef0123456789abcdef01234567' },
    ...more,
  };
}

const error = { type: 'UndefinedColumn', message: 'column "email" does not exist\nLINE 1: ...', at: 'db/versions/b2_index.py:12' };

export const proveExamples: Readonly<Record<string, ProveReport>> = {
  'prove-commutes': prove([pair({ verdict: 'commutes' }, 'django')]),
  'prove-column-order': prove(
    [
      pair({
        verdict: 'commutes-except-column-order',
        differences: [{ kind: 'column order', name: 'public.users', one: 'id, age, size', other: 'id, size, age' }],
      }),
    ],
    { seeded: true },
  ),
  'prove-order-matters': prove([
    pair({
      verdict: 'order-matters',
      differences: [
        { kind: 'column', name: 'public.users.name', one: 'varchar(200)', other: 'varchar(40)' },
        { kind: 'enum', name: 'public.ticket_status', other: "'open','closed'" },
      ],
      rows: [
        { table: 'public.users', one: 2, other: 2 },
        { table: 'public.orders', one: 1, other: 0 },
      ],
      volatile: ['public.users.seen'],
    }),
  ]),
  'prove-one-order-fails': prove([
    pair({
      verdict: 'one-order-fails',
      landFirst: 'feat/long',
      failures: [
        { first: 'feat/short', migration: 'b2', of: 'feat/long', error, reason: 'another migration has renamed it', hint: 'land it first' },
      ],
    }),
  ]),
  'prove-both-fail': prove([
    pair({
      verdict: 'both-fail',
      failures: [
        {
          first: 'feat/short',
          migration: 'b2',
          of: 'feat/long',
          error: { type: 'DuplicateColumn', message: 'column "age" already exists' },
        },
        {
          first: 'feat/long',
          migration: 'b1',
          of: 'feat/short',
          error: { type: 'DuplicateColumn', message: 'column "age" already exists' },
        },
      ],
    }),
  ]),
  'prove-inconclusive': prove([
    pair({
      verdict: 'inconclusive',
      reason: 'the project as it is in the work tree does not load stock.0001_initial of feat/long',
      hint: 'git switch feat/long, and ask again: an app may not be installed here',
      warnings: ['the settings give the database default the engine sqlite; here it ran on postgresql'],
    }),
  ]),
  'prove-nothing': prove([], {
    notes: [{ title: 'feat/short and feat/long bring migrations to no common database: nothing to try' }],
  }),
};
