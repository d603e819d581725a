import type { OrderFailure } from '@oneleaf/core';
import type { Overlay, Project } from '../python/project.js';
import type { Failure } from '../python/judgement.js';
import { verbs, type Verbs } from '../python/verbs.js';
import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { Catalog, TableRows } from '../snapshot/catalog.js';
import { dataOf } from '../snapshot/rows.js';
import { takeSnapshot } from '../snapshot/take.js';
import type { Order, Stage, Trial } from './trial.js';

/** A database after both have landed. */
export interface Landed {
  readonly lease: Lease;
  readonly catalog: Catalog;
  readonly rows: readonly TableRows[];
  readonly warnings: readonly string[];
}

export type Landing = Landed | { readonly failure: OrderFailure; readonly warnings: readonly string[] };

// Django makes a row for each model and permission after every `migrate`: which number each gets tells when it came, and nothing else.
const NUMBERED = ['django_content_type.id', 'auth_permission.id', 'auth_permission.content_type_id'].flatMap(column => [
  column,
  `public.${column}`,
]);

/** Lands both in an order, on a copy of the merge base's database, as two deployments would. */
export async function land({ project, env }: Trial, order: Order, lease: Lease): Promise<Landing> {
  const warnings = new Set<string>();
  for (const stage of order) {
    const stand = verbs(overlaid(project, stage.overlays), lease);
    const { ran, failure, warnings: said } = await stand.upgrade();
    for (const one of said) warnings.add(one);
    if (failure) return { failure: told(failure, stage, order[0].branch), warnings: [...warnings] };
    await demandAll(stand, stage, ran);
  }
  return { lease, catalog: await takeSnapshot(lease, env), rows: await rowsOf(lease, env), warnings: [...warnings] };
}

export function rowsOf(lease: Lease, env: Trial['env'], without: readonly string[] = []): Promise<readonly TableRows[]> {
  return dataOf(lease, env, [...NUMBERED, ...without]);
}

function overlaid(project: Project, overlays: readonly Overlay[]): Project {
  return { ...project, overlays };
}

/** A migration that never ran proves nothing: its app may not be installed in the work tree. One that a squash stands for is applied without running. */
async function demandAll(stand: Verbs, { branch, brings }: Stage, ran: readonly string[]): Promise<void> {
  if (brings.every(id => ran.includes(id))) return;
  const { applied } = await stand.applied();
  const missing = brings.filter(id => !applied.includes(id) && !ran.includes(id));
  if (missing.length === 0) return;
  const message = `the project as it is in the work tree does not load ${missing.join(', ')} of ${branch}`;
  throw new SandboxError(message, `git switch ${branch}, and ask again: an app may not be installed here`);
}

function told({ migration, error, reason, hint }: Failure, { branch }: Stage, first: string): OrderFailure {
  const { type, message, at } = error;
  return {
    first,
    migration,
    of: branch,
    error: { type, message, ...(at !== undefined && { at }) },
    ...(reason !== undefined && { reason }),
    ...(hint !== undefined && { hint }),
  };
}
