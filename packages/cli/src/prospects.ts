import { land, landSnapshot, type Ours, type PathChange, type Snapshot } from '@oneleaf/core';
import type { TreeChange, Oid, CommitRelation } from '@oneleaf/git';
import { settleContests } from './contests.js';
import type { Base, Diverged, Landed, Prospect, Touching } from './prospect.js';
import type { Branch } from './refs.js';
import { ask, sideOf } from './world.js';

export function diverged(branches: readonly Branch[], relations: ReadonlyMap<Oid, CommitRelation>): readonly Diverged[] {
  return branches.flatMap(branch => {
    const relation = relations.get(branch.commit);
    return relation?.kind === 'diverged' ? [{ branch, bases: relation.bases }] : [];
  });
}

export interface Prospects {
  readonly alive: readonly Prospect[];
  /** Branches whose every change of migrations lies on the base already: squash-merged, or picked. */
  readonly absorbed: readonly Branch[];
  /** Branches that nothing but git's own merge could decide, where too many wait for it. */
  readonly left: readonly Landed[];
}

/** Lands every branch that touches migrations, each alone, and reads what would lie on the base then. */
export async function prospects(base: Base, branches: readonly Diverged[]): Promise<Prospects> {
  const { repository, interest } = base.world;
  const pairs = branches.map(({ branch, bases }) => [bases[0] ?? base.commit, branch.commit] as const);
  const changes = await repository.changes(pairs, interest);
  const ours = oursOf(base.snapshot);
  const touching = branches.flatMap((one, index): Touching[] => {
    const mine = changes[index] ?? [];
    if (mine.length === 0 && one.bases.length < 2) return [];
    const sides = new Map(mine.map(({ path, after, link }) => [path, sideOf(after, link)]));
    return [{ ...one, sides, landing: land(mine.map(pathChange), ours) }];
  });
  const settled = await settleContests(base, touching);
  for (const { landing, conflicts, sides } of settled) {
    for (const [path, content] of landing.files) ask(base.world, path, content);
    for (const path of [...conflicts, ...landing.contested.map(one => one.path)]) ask(base.world, path, sides.get(path) ?? null);
  }
  await base.world.reader.fetch();
  const brings = ({ landing, conflicts }: Landed): boolean => landing.files.size + landing.contested.length + conflicts.length > 0;
  return {
    alive: await readLanded(
      base,
      settled.filter(one => brings(one) && one.left !== true),
    ),
    left: settled.filter(one => one.left === true),
    absorbed: settled.filter(one => !brings(one) && one.left !== true).map(({ branch }) => branch),
  };
}

async function readLanded({ snapshot, world }: Base, all: readonly Landed[]): Promise<readonly Prospect[]> {
  const read = (): readonly Prospect[] => all.map(one => ({ ...one, landed: landSnapshot(snapshot, one.landing.files, world.survey) }));
  let found = read();
  while (await world.reader.fetch()) found = read();
  return found;
}

export function oursOf(snapshot: Snapshot): Ours {
  return {
    content: path => snapshot.files.get(path) ?? null,
    hasFolder: folder => snapshot.homes.has(folder) || snapshot.files.has(`${folder}/__init__.py`),
  };
}

function pathChange({ path, before, after, link }: TreeChange): PathChange {
  return { path, before, after: sideOf(after, link) };
}
