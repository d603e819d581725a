import type { OrderFailure } from '@oneleaf/core';
import type { MigrationOverlay, RunnerProject } from '../runners/python/runner-project.js';
import type { MigrationFailure } from '../runners/python/result/verb-outcome.js';
import { runnerVerbs, type RunnerVerbs } from '../runners/python/verbs.js';
import { runnerOf } from '../runners/index.js';
import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { Catalog, TableRows } from '../engines/catalog.js';
import { readRows } from '../engines/read-rows.js';
import { readCatalog } from '../engines/read-catalog.js';
import type { LandingOrder, LandingStage, ProofTrial } from './trial.js';

/** A database after both have landed. */
export interface LandedDatabase {
  readonly lease: Lease;
  readonly catalog: Catalog;
  readonly rows: readonly TableRows[];
  readonly warnings: readonly string[];
}

export type OrderOutcome = LandedDatabase | { readonly failure: OrderFailure; readonly warnings: readonly string[] };

/** Lands both in an order, on a copy of the merge base's database, as two deployments would. */
export async function landBranches(trial: ProofTrial, order: LandingOrder, lease: Lease): Promise<OrderOutcome> {
  const { project } = trial;
  const warnings = new Set<string>();
  for (const stage of order) {
    const verbs = runnerVerbs(withOverlays(project, stage.overlays), lease);
    const { ran, failure, warnings: more } = await verbs.upgrade();
    for (const one of more) warnings.add(one);
    if (failure) return { failure: orderFailure(failure, stage, order[0].branch), warnings: [...warnings] };
    await requireAllApplied(verbs, stage, ran);
  }
  return { lease, catalog: await readCatalog(lease, trial), rows: await comparableRows(trial, lease), warnings: [...warnings] };
}

/** All rows, without columns that only say when a row came. */
export function comparableRows(trial: ProofTrial, lease: Lease, without: readonly string[] = []): Promise<readonly TableRows[]> {
  const { numberedColumns = [] } = runnerOf(trial.project);
  const { defaultSchema } = lease.engine;
  return readRows(lease, trial, [...numberedColumns, ...numberedColumns.map(column => `${defaultSchema}.${column}`), ...without]);
}

function withOverlays(project: RunnerProject, overlays: readonly MigrationOverlay[]): RunnerProject {
  return { ...project, overlays };
}

/**
 * A migration that did not run proves nothing. Its app may not be installed in the working tree. A squash replaces others without running
 * them.
 */
async function requireAllApplied(verbs: RunnerVerbs, { branch, brings }: LandingStage, ran: readonly string[]): Promise<void> {
  if (brings.every(id => ran.includes(id))) return;
  const { applied } = await verbs.applied();
  const missing = brings.filter(id => !applied.includes(id) && !ran.includes(id));
  if (missing.length === 0) return;
  const message = `the project in the working tree does not load ${missing.join(', ')} of ${branch}`;
  throw new SandboxError(message, `git switch ${branch}, and run the command again: an app may not be installed here`);
}

function orderFailure({ migration, error, reason, hint }: MigrationFailure, { branch }: LandingStage, first: string): OrderFailure {
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
