import type { SchemaDifference } from '@oneleaf/core';
import type { Catalog, Climbed, Failure, Lease, Ran, Stairs, Verbs } from '@oneleaf/sandbox';
import type { Bench } from '../throwaway/bench.js';

/** From an empty database to the leaves. */
export interface Installed {
  readonly install: Ran;
  /** The schema then; absent where a migration failed. */
  readonly full?: Catalog;
}

/** From there to nothing, and back. */
export interface RoundTrip extends Installed {
  /** What is still to be applied after everything was. */
  readonly pending: readonly string[];
  readonly down?: Climbed;
  /** What is there afterwards and was not before. */
  readonly residue: readonly SchemaDifference[];
  readonly up?: Ran;
  /** From the schema as it was before. */
  readonly changed: readonly SchemaDifference[];
}

export interface Stairway {
  readonly climbed: Stairs;
  readonly full?: Catalog;
}

/** A database of its own for one way through the migrations, and what can be asked there. */
interface Lane {
  readonly verbs: Verbs;
  readonly snapshot: () => Promise<Catalog>;
}

async function inLane<T>({ project, lease }: Bench, purpose: string, walk: (lane: Lane) => Promise<T>): Promise<T> {
  const { takeSnapshot, verbs } = await import('@oneleaf/sandbox');
  const database: Lease = await lease(purpose);
  try {
    return await walk({ verbs: verbs(project, database), snapshot: () => takeSnapshot(database, project.env) });
  } finally {
    await database.drop();
  }
}

export function installed(bench: Bench): Promise<Installed> {
  return inLane(bench, 'again', install);
}

async function install({ verbs, snapshot }: Lane): Promise<Installed> {
  const ran = await verbs.upgrade();
  return { install: ran, ...(ran.failure ? {} : { full: await snapshot() }) };
}

export function thereAndBack(bench: Bench): Promise<RoundTrip> {
  return inLane(bench, 'round', async lane => {
    const { verbs, snapshot } = lane;
    const { compareSnapshots } = await import('@oneleaf/sandbox');
    const empty = await snapshot();
    const there = await install(lane);
    if (!there.full) return { ...there, pending: [], residue: [], changed: [] };
    const { pending } = await verbs.check();
    const down = await verbs.undo();
    if (down.failure) return { ...there, pending, down, residue: [], changed: [] };
    // Where one cannot be undone, what it made is rightly there.
    const residue = down.irreversible.length > 0 ? [] : compareSnapshots(empty, await snapshot());
    const up = await verbs.upgrade();
    const changed = up.failure ? [] : withoutOrder(compareSnapshots(there.full, await snapshot()));
    return { ...there, pending, down, residue, up, changed };
  });
}

/** Each migration by itself. First all in one run, which is many times as fast; one that fails or refuses to go down takes the whole of that back. */
export async function stairs(bench: Bench): Promise<Stairway> {
  const isAlembic = bench.found.framework !== 'django';
  const first = isAlembic && bench.sandbox.kind === 'postgresql' ? await climb(bench, verbs => verbs.stairwayAtOnce()) : undefined;
  return first && !first.climbed.failure ? first : climb(bench, verbs => verbs.stairway());
}

function climb(bench: Bench, ask: (verbs: Verbs) => Promise<Stairs>): Promise<Stairway> {
  return inLane(bench, 'stairway', async ({ verbs, snapshot }) => {
    const climbed = await ask(verbs);
    return { climbed, ...(climbed.failure ? {} : { full: await snapshot() }) };
  });
}

/** A column that goes and comes back stands last, and nobody asks for it by its place. */
export function withoutOrder(differences: readonly SchemaDifference[]): readonly SchemaDifference[] {
  return differences.filter(({ kind }) => kind !== 'column order');
}

/** Where a way ended early. */
export function failureOf({ install: { failure: first }, down, up }: RoundTrip): Failure | undefined {
  return first ?? down?.failure ?? up?.failure;
}
