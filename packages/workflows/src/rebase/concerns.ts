import {
  compareFootprints,
  folderOf,
  scopeOf,
  type HistoryContents,
  type Concern,
  type Footprint,
  type History,
  type Migration,
  type PlanContext,
  type ScopePlan,
} from '@oneleaf/core';
import type { LandedOnBase } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';

/** What no longer makes sense where the branch's migrations go: compared with all that has landed since the branch began. */
export async function findConcerns(
  { repository }: RepositorySession,
  { here, onto }: LandedOnBase,
  { plans, files }: { readonly plans: readonly ScopePlan[]; readonly files: PlanContext['files'] },
): Promise<readonly Concern[]> {
  const moved = plans.flatMap(renamedMigrations);
  const base = onto.base.snapshot;
  const scopes = new Set(plans.flatMap(({ relinked }) => relinked.relinked.map(({ history }) => scopeOf(history))));
  const landed = [...base.contents.values()]
    .filter(({ history }) => scopes.has(scopeOf(history)))
    .flatMap(({ migrations }) => migrations.filter(({ path }) => !onto.before.has(path)));
  const contents = await repository.read(landed.flatMap(({ path }) => base.files.get(path) ?? []));
  const theirs = landed.map(one => footprintOf(base.contents, one, contents.get(base.files.get(one.path) ?? '')));
  const ours = moved.map(({ now, was }) => footprintOf(here.contents, now, files.get(was.path)?.bytes));
  return compareFootprints(ours, theirs, onto.upstream.spelled).concerns;
}

interface RenamedMigration {
  readonly was: Migration;
  readonly now: Migration;
}

/** Each migration that moves, under the name that it has then too. */
function renamedMigrations({ relinked: { joined, relinked }, names }: ScopePlan): readonly RenamedMigration[] {
  return relinked.flatMap(({ placements }) =>
    placements.flatMap(({ id }) => {
      const [was, name] = [joined.own.get(id), names.get(id)];
      return was && name ? [{ was, now: { ...was, ...name, id: was.id.slice(0, -was.literal.length) + name.literal } }] : [];
    }),
  );
}

function footprintOf(histories: ReadonlyMap<string, HistoryContents>, migration: Migration, bytes: Uint8Array | undefined): Footprint {
  const history: History | undefined = histories.get(migration.history)?.history;
  const operations = history && bytes ? history.framework.read.operations(bytes, history) : 'opaque';
  return { migration, scope: history ? scopeOf(history) : folderOf(migration.path), operations };
}
