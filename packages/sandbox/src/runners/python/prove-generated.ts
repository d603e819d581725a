import type { RunnerDatabase } from '../../sandbox.js';
import type { GeneratedFile } from './generated-migrations.js';
import type { MigrationFailure } from './result/verb-outcome.js';
import { runnerOf } from '../index.js';
import type { RunnerProject } from './runner-project.js';
import { runnerVerbs } from './verbs.js';
import type { DriftDifference } from './result/verb-results.js';

/** What came of new migrations on an empty database. */
export interface GeneratedProof {
  /** In which the models still differ. */
  readonly remaining: readonly DriftDifference[];
  readonly failure?: MigrationFailure;
}

/**
 * Applies all migrations to an empty database, undoes and applies the new ones, and looks for missing ones. The files must be in the
 * project.
 */
export async function proveGenerated(
  project: RunnerProject,
  database: RunnerDatabase,
  files: readonly GeneratedFile[],
): Promise<GeneratedProof> {
  const verbs = runnerVerbs(project, database);
  const fresh = await verbs.upgrade();
  if (fresh.failure) return { remaining: [], failure: fresh.failure };
  for (const target of undoTargets(project, files)) {
    const { failure } = await verbs.downgrade(target);
    if (failure) return { remaining: [], failure };
  }
  const again = await verbs.upgrade();
  if (again.failure) return { remaining: [], failure: { ...again.failure, step: 'up again' } };
  const { differences, failure } = await verbs.drift();
  return { remaining: differences, ...(failure ? { failure } : {}) };
}

/** What the new migrations stand on, as a target of `downgrade`. */
function undoTargets(project: RunnerProject, files: readonly GeneratedFile[]): readonly string[] {
  const { emptyTarget } = runnerOf(project);
  const own = new Set(files.map(({ migration }) => migration));
  const first = files.filter(({ parents }) => !parents.some(parent => own.has(parent)));
  return first.map(({ label, parents: [parent] }) => parent ?? emptyTarget(label));
}
