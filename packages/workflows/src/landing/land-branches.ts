import {
  addToGroup,
  baseName,
  folderOf,
  landChanges,
  landHistories,
  type BaseFiles,
  type PathChange,
  type TreeHistories,
  type SettledBranch,
  type LandedBranch,
  type BranchRef,
} from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { TreeChange, Oid, CommitRelation } from '@oneleaf/git';
import { settleContests } from './contested-files.js';
import type { DivergedBranch, TouchingBranch } from './diverged-branch.js';
import type { BaseTree } from '../branches/base-tree.js';
import { requestContent, changedContent } from '../repository-view/repository-view.js';

export function divergedBranches(branches: readonly BranchRef[], relations: ReadonlyMap<Oid, CommitRelation>): readonly DivergedBranch[] {
  return branches.flatMap(branch => {
    const relation = relations.get(branch.commit);
    return relation?.kind === 'diverged' ? [{ branch, bases: relation.bases }] : [];
  });
}

export interface LandedBranches {
  readonly landed: readonly LandedBranch[];
  /** Branches whose every change of migrations lies on the base already: squash-merged, or picked. */
  readonly absorbed: readonly BranchRef[];
}

/** Lands every branch that touches migrations, each alone, and reads what would lie on the base then. */
export async function landBranches(base: BaseTree, all: readonly DivergedBranch[]): Promise<LandedBranches> {
  const { repository, interest } = base.world;
  const branches = await withDistinctBases(base, all);
  const pairs = branches.map(({ branch, bases }) => [bases[0] ?? base.commit, branch.commit] as const);
  const changes = await repository.changes(pairs, interest);
  const ours = baseSide(base.snapshot);
  const touching = branches.flatMap((one, index): TouchingBranch[] => {
    const mine = changes[index] ?? [];
    if (mine.length === 0 && one.bases.length < 2) return [];
    const sides = new Map(mine.map(({ path, after, link }) => [path, changedContent(after, link)]));
    return [{ ...one, changes: mine, branchContents: sides, landing: landChanges(mine.map(pathChange), ours) }];
  });
  const settled = await settleContests(base, touching);
  for (const { landing, conflicts, branchContents } of settled) {
    for (const [path, content] of landing.files) requestContent(base.world, path, content);
    for (const path of [...conflicts, ...landing.contested.map(one => one.path)])
      requestContent(base.world, path, branchContents.get(path) ?? null);
  }
  await base.world.reader.fetch();
  const brings = ({ landing, conflicts }: SettledBranch): boolean => landing.files.size + landing.contested.length + conflicts.length > 0;
  return {
    landed: await readLandedBranches(base, settled.filter(brings)),
    absorbed: settled.filter(one => !brings(one)).map(({ branch }) => branch),
  };
}

/** Of several merge bases that hold the same files of interest, one is enough: what git would merge them into holds these too. */
async function withDistinctBases(
  { world: { repository, interest } }: BaseTree,
  all: readonly DivergedBranch[],
): Promise<readonly DivergedBranch[]> {
  const sets = new Map(all.flatMap(({ bases }) => (bases.length > 1 ? [[bases.join(), bases] as const] : [])));
  const pairs = [...sets.values()].flatMap(([first = '', ...others]) => others.map(other => [first, other] as const));
  if (pairs.length === 0) return all;
  const changes = (await repository.changes(pairs, interest)).values();
  const alike = new Set<string>();
  for (const [key, [, ...others]] of sets) if (others.filter(() => (changes.next().value ?? []).length > 0).length === 0) alike.add(key);
  return all.map(one => (alike.has(one.bases.join()) ? { ...one, bases: one.bases.slice(0, 1) } : one));
}

async function readLandedBranches({ snapshot, world }: BaseTree, all: readonly SettledBranch[]): Promise<readonly LandedBranch[]> {
  const landed = new Map<SettledBranch, LandedBranch>();
  const incomplete = new Set(all);
  const read = (): void => {
    for (const one of incomplete) {
      const misses = world.reader.misses();
      landed.set(one, { ...one, landed: landHistories(snapshot, one.landing.files, world.survey) });
      if (world.reader.misses() === misses) incomplete.delete(one);
    }
  };
  do read();
  while (await world.reader.fetch());
  return all.flatMap(one => landed.get(one) ?? []);
}

export function baseSide(snapshot: TreeHistories): BaseFiles {
  const isMarker = (path: string): boolean => frameworks.some(({ recognise }) => recognise.isFolderMarker(baseName(path)));
  let byFolder: Map<string, string[]> | undefined;
  const marked = new Set([...snapshot.files.keys()].filter(isMarker).map(folderOf));
  return {
    content: path => snapshot.files.get(path) ?? null,
    filesIn: folder => (byFolder ??= pathsByFolder(snapshot)).get(folder) ?? [],
    hasFolder: folder => snapshot.historyByFolder.has(folder) || marked.has(folder) || holdsMigrationFolders(snapshot, folderOf(folder)),
  };
}

function pathsByFolder({ files }: TreeHistories): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of files.keys()) addToGroup(found, folderOf(path), path);
  return found;
}

/** Whether a folder is one of a history in which migrations may be folders. */
function holdsMigrationFolders({ historyByFolder }: TreeHistories, folder: string): boolean {
  return historyByFolder.get(folder)?.framework.recognise.migrationAt !== undefined;
}

function pathChange({ path, before, after, link }: TreeChange): PathChange {
  return { path, before, after: changedContent(after, link) };
}
