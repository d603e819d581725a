import type { SchemaDifference } from '@oneleaf/core';
import { recordTables } from '@oneleaf/frameworks';
import type { Catalog, UndoResult, MigrationFailure, Lease, MigrationRunResult, StairwayResult, RunnerVerbs } from '@oneleaf/sandbox';
import type { ProjectRun } from '../project-run/project-run.js';

/** From an empty database to the leaves. */
export interface InstallWalk {
  readonly install: MigrationRunResult;
  /** The schema then; absent where a migration failed. */
  readonly full?: Catalog;
}

/** From there to nothing, and back. */
export interface RoundTripWalk extends InstallWalk {
  /** What is still to be applied after everything was. */
  readonly pending: readonly string[];
  readonly down?: UndoResult;
  /** What is there afterwards and was not before. */
  readonly residue: readonly SchemaDifference[];
  readonly up?: MigrationRunResult;
  /** From the schema as it was before. */
  readonly changed: readonly SchemaDifference[];
}

export interface StairwayWalk {
  readonly climbed: StairwayResult;
  readonly full?: Catalog;
}

/** One database for one way through the migrations. */
interface DatabaseWalk {
  readonly verbs: RunnerVerbs;
  readonly snapshot: () => Promise<Catalog>;
}

async function walkDatabase<T>({ project, lease }: ProjectRun, purpose: string, walk: (lane: DatabaseWalk) => Promise<T>): Promise<T> {
  const { readCatalog, runnerVerbs } = await import('@oneleaf/sandbox');
  const database: Lease = await lease(purpose);
  try {
    return await walk({
      verbs: runnerVerbs(project, database),
      snapshot: () => readCatalog(database, { env: project.env, tables: recordTables }),
    });
  } finally {
    await database.drop();
  }
}

export function walkInstall(projectRun: ProjectRun): Promise<InstallWalk> {
  return walkDatabase(projectRun, 'again', install);
}

async function install({ verbs, snapshot }: DatabaseWalk): Promise<InstallWalk> {
  const ran = await verbs.upgrade();
  return { install: ran, ...(ran.failure ? {} : { full: await snapshot() }) };
}

export function walkRoundTrip(projectRun: ProjectRun): Promise<RoundTripWalk> {
  return walkDatabase(projectRun, 'round', async lane => {
    const { verbs, snapshot } = lane;
    const { compareCatalogs } = await import('@oneleaf/sandbox');
    const empty = await snapshot();
    const there = await install(lane);
    if (!there.full) return { ...there, pending: [], residue: [], changed: [] };
    const { pending } = await verbs.check();
    const down = await verbs.undo();
    if (down.failure) return { ...there, pending, down, residue: [], changed: [] };
    // Where one cannot be undone, what it made is rightly there.
    const residue = down.irreversible.length > 0 ? [] : compareCatalogs(empty, await snapshot());
    const up = await verbs.upgrade();
    const changed = up.failure ? [] : withoutColumnOrder(compareCatalogs(there.full, await snapshot()));
    return { ...there, pending, down, residue, up, changed };
  });
}

/**
 * Undoes and applies each migration alone. One run for all is many times faster. If a migration fails or refuses, that run is undone and
 * repeated step by step.
 */
export async function walkStairway(projectRun: ProjectRun): Promise<StairwayWalk> {
  const first =
    projectRun.found.run.stairwayAtOnce && projectRun.sandbox.engine.transactionalDdl
      ? await climbStairway(projectRun, verbs => verbs.stairwayAtOnce())
      : undefined;
  return first && !first.climbed.failure ? first : climbStairway(projectRun, verbs => verbs.stairway());
}

function climbStairway(projectRun: ProjectRun, ask: (verbs: RunnerVerbs) => Promise<StairwayResult>): Promise<StairwayWalk> {
  return walkDatabase(projectRun, 'stairway', async ({ verbs, snapshot }) => {
    const climbed = await ask(verbs);
    return { climbed, ...(climbed.failure ? {} : { full: await snapshot() }) };
  });
}

/** A column that is dropped and added again becomes the last one. Only `SELECT *` depends on that. */
export function withoutColumnOrder(differences: readonly SchemaDifference[]): readonly SchemaDifference[] {
  return differences.filter(({ kind }) => kind !== 'column order');
}

/** Where a way ended early. */
export function failureOf({ install: { failure: first }, down, up }: RoundTripWalk): MigrationFailure | undefined {
  return first ?? down?.failure ?? up?.failure;
}
