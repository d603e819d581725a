import type { Sandbox } from '../sandbox.js';
import type { LandingOrder, ProofTrial } from '../proof/trial.js';
import type { MigrationOverlay, RunnerProject } from '../runners/python/runner-project.js';
import { revision, payRevisions } from './alembic-pay.js';
import { migration, shop } from './django-shop.js';
import { RECORD_TABLES } from './record-tables.js';

type TrialFiles = Readonly<Record<string, string>>;

/** Some files as the overlay of their folder. */
export function overlay(label: string, folder: string, files: TrialFiles): MigrationOverlay {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`));
  return { label, folder, files: new Map(own.map(([path, text]) => [path.slice(folder.length + 1), Buffer.from(text)])) };
}

const base = revision({
  id: 'a3',
  parent: 'a2',
  up: `op.execute("CREATE TYPE ticket_status AS ENUM ('open', 'closed')")
    op.add_column("users", sa.Column("state", sa.Text, server_default="new"))
    op.execute("INSERT INTO users (email) VALUES ('ada@example.org')")`,
  down: 'pass',
});

/** One after the other behind what both began with: each has its own files, Alembic needs no relinking. */
export function alembicTrial(sandbox: Sandbox, project: RunnerProject, ups: readonly [string, string]): ProofTrial {
  const before: TrialFiles = { ...payRevisions, 'db/versions/a3_base.py': base };
  const file = (id: string, up: string): TrialFiles => ({ [`db/versions/${id}.py`]: revision({ id, parent: 'a3', up, down: 'pass' }) });
  const [one, other] = [file('b1', ups[0]), file('b2', ups[1])];
  const of = (files: TrialFiles): readonly MigrationOverlay[] => [overlay('', 'db/versions', files)];
  const order = (first: readonly [string, TrialFiles], second: readonly [string, TrialFiles]): LandingOrder => [
    { branch: `feat/${first[0]}`, overlays: of({ ...before, ...first[1] }), brings: [first[0]] },
    { branch: `feat/${second[0]}`, overlays: of({ ...before, ...first[1], ...second[1] }), brings: [second[0]] },
  ];
  const [b1, b2] = [['b1', one] as const, ['b2', other] as const];
  return { sandbox, project, env: process.env, tables: RECORD_TABLES, base: of(before), orders: [order(b1, b2), order(b2, b1)] };
}

/** Their operations; whichever lands second stands on the other. */
export function djangoTrial(sandbox: Sandbox, project: RunnerProject, operations: readonly [string, string]): ProofTrial {
  const before = Object.fromEntries(Object.entries(shop).filter(([path]) => path.startsWith('shop/migrations/')));
  const of = (files: TrialFiles): readonly MigrationOverlay[] => [overlay('shop', 'shop/migrations', files)];
  const names = ['0003_one', '0003_two'] as const;
  const order = (first: 0 | 1, second: 0 | 1): LandingOrder => {
    const landed = { ...before, [`shop/migrations/${names[first]}.py`]: migration('0002_sku', operations[first]) };
    const both = { ...landed, [`shop/migrations/${names[second]}.py`]: migration(names[first], operations[second]) };
    return [
      { branch: `feat/${names[first].slice(5)}`, overlays: of(landed), brings: [`shop.${names[first]}`] },
      { branch: `feat/${names[second].slice(5)}`, overlays: of(both), brings: [`shop.${names[second]}`] },
    ];
  };
  return { sandbox, project, env: process.env, tables: RECORD_TABLES, base: of(before), orders: [order(0, 1), order(1, 0)] };
}
