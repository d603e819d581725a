import {
  LINK_PREFIX,
  baseName,
  folderOf,
  historyAt,
  historyFolder,
  type FileContentId,
  type ContestedFile,
  type LandedFiles,
  type SettledBranch,
} from '@oneleaf/core';
import type { TreeChange, MergeOutcome } from '@oneleaf/git';
import type { TouchingBranch } from './diverged-branch.js';
import { mergeBranches, mergeEdits } from './merged-branches.js';
import type { BaseTree } from '../branches/base-tree.js';
import { requestContent, changedContent, type RepositoryView } from '../repository-view/repository-view.js';

/** Settles what paths cannot decide by git's own merge. */
export async function settleContests(base: BaseTree, all: readonly TouchingBranch[]): Promise<readonly SettledBranch[]> {
  const touching = await withoutIrrelevant(base, all);
  const doubtful = await contestedBranches(base, touching);
  const edited = [...doubtful].filter(isEdited);
  const others = [...doubtful].filter(one => !isEdited(one));
  const merged = new Map([...(await mergeEdits(base, edited)), ...(await mergeBranches(base, others))]);
  const settled = touching.map(one => (doubtful.has(one) ? settleByGit(base, one, merged.get(one)) : uncontested(one)));
  return withAbsorbed(base, settled);
}

/** Whether both sides edited files, or added them under one name, and nothing may have been renamed: then each file is merged on its own. */
function isEdited({ bases, landing }: TouchingBranch): boolean {
  const isFile = (content: FileContentId): boolean => content?.startsWith(LINK_PREFIX) === false;
  const edits: readonly ContestedFile['why'][] = ['both-changed', 'both-added'];
  return bases.length === 1 && landing.contested.every(({ why, base, branch }) => edits.includes(why) && isFile(base) && isFile(branch));
}

function settleByGit(
  base: BaseTree,
  { branch, landing, branchContents }: TouchingBranch,
  outcome: MergeOutcome | undefined,
): SettledBranch {
  if (!outcome || outcome.failed !== undefined) {
    const why = outcome?.failed === undefined ? {} : { failed: outcome.failed };
    return { branch, branchContents, landing, exact: false, conflicts: [], absorbed: mayBeAbsorbed(landing), ...why };
  }
  const conflicts = outcome.conflicts.filter(path => isMigrationPath(base, path));
  const placed = conflicts.filter(path => !branchContents.has(path) && !base.snapshot.files.has(path));
  const merged = mergedByGit(
    outcome.changes,
    landing,
    conflicts.filter(path => !placed.includes(path)),
  );
  return { branch, branchContents, landing: merged, exact: true, conflicts, placed, absorbed: mayBeAbsorbed(merged) };
}

/** Whether all that a branch brings are files that the base has too. */
function mayBeAbsorbed({ files, contested }: LandedFiles): boolean {
  const twice = new Set(contested.filter(({ why }) => why === 'both-added').map(({ path }) => path));
  return twice.size > 0 && [...files.keys()].every(path => twice.has(path));
}

/** Tells what came to the base as the branch has it from what two people have given one name. */
async function withAbsorbed({ commit, world }: BaseTree, settled: readonly SettledBranch[]): Promise<readonly SettledBranch[]> {
  const perhaps = settled.filter(({ absorbed, exact }) => absorbed && exact);
  const paths = new Set(perhaps.flatMap(({ landing }) => landing.contested.map(({ path }) => path)));
  if (paths.size === 0) return settled;
  const added = await world.repository.addedContents(commit, [...paths]);
  const isAbsorbed = ({ landing }: SettledBranch): boolean => landing.contested.every(({ path, branch }) => added.get(path) === branch);
  return settled.map(one => (perhaps.includes(one) ? { ...one, absorbed: isAbsorbed(one) } : one));
}

/** Leaves out contested files that change no history, such as configuration that says the same on both sides. */
async function withoutIrrelevant(base: BaseTree, all: readonly TouchingBranch[]): Promise<readonly TouchingBranch[]> {
  const { reader, survey } = base.world;
  const isConfiguration = (path: string): boolean => survey.frameworks.some(framework => framework.recognise.isConfiguration(path));
  for (const { path, base: ours, branch } of all.flatMap(({ landing }) => landing.contested)) {
    if (!isConfiguration(path)) continue;
    requestContent(base.world, path, ours);
    requestContent(base.world, path, branch);
  }
  await reader.fetch();
  return all.map(one => {
    const { files, contested } = one.landing;
    const busy = contested.filter(contest =>
      isConfiguration(contest.path) ? isRelevant(base, contest) : isMigrationPath(base, contest.path),
    );
    if (busy.length === contested.length) return one;
    const kept = new Set(busy.map(({ path }) => path));
    const idle = new Set(contested.filter(({ path, why }) => why !== 'folder-gone' && !kept.has(path)).map(({ path }) => path));
    return { ...one, landing: { files: new Map([...files].filter(([path]) => !idle.has(path))), contested: busy } };
  });
}

function uncontested({ branch, landing, branchContents }: TouchingBranch): SettledBranch {
  return { branch, branchContents, landing: { ...landing, contested: [] }, exact: true, conflicts: [], absorbed: false };
}

function isRelevant({ world: { survey, reader } }: BaseTree, { path, base, branch }: ContestedFile): boolean {
  if (base === null || branch === null) return true;
  return survey.frameworks.some(
    framework =>
      framework.recognise.isConfiguration(path) &&
      JSON.stringify(reader.settings(framework, path, base)) !== JSON.stringify(reader.settings(framework, path, branch)),
  );
}

/**
 * Whether a path lies among migrations: in a history's own folder, or in one that the base does not have.
 * A helper module there counts: migrations import it, and nothing loads while git's markers stand in it.
 */
export function isMigrationPath({ snapshot, world: { survey } }: BaseTree, path: string): boolean {
  const [folder, name] = [folderOf(path), baseName(path)];
  const kinds = survey.frameworks.map(({ recognise }) => recognise);
  if (!kinds.some(one => one.isSource(path)) || kinds.some(one => one.isSupport(name))) return false;
  // A folder below a history's own is no history unless the framework reads it too, and then it has a home.
  return historyAt(snapshot, path) !== undefined || (survey.mayBeMigration(path) && !snapshot.historyByFolder.has(folderOf(folder)));
}

/** A file with a merge conflict keeps the base's content, because conflict markers cannot be read. */
function mergedByGit(changes: readonly TreeChange[], { contested }: LandedFiles, conflicts: readonly string[]): LandedFiles {
  return {
    files: new Map(
      changes.filter(({ path }) => !conflicts.includes(path)).map(({ path, after, link }) => [path, changedContent(after, link)]),
    ),
    contested: contested.filter(({ path }) => conflicts.includes(path)),
  };
}

/** The folder of the history that a file may belong to. */
export function migrationFolder({ survey: { frameworks } }: Pick<RepositoryView, 'survey'>, path: string): string {
  const framework = frameworks.find(({ recognise }) => recognise.migrationAt?.(path) !== undefined);
  return framework ? historyFolder(framework.recognise, path) : folderOf(path);
}

/** Branches with something that paths cannot decide. A folder counts as given up only when the base once had it. */
async function contestedBranches(base: BaseTree, touching: readonly TouchingBranch[]): Promise<ReadonlySet<TouchingBranch>> {
  const isSure = ({ bases, landing }: TouchingBranch): boolean =>
    bases.length > 1 || landing.contested.some(({ why }) => why !== 'folder-gone');
  const perhaps = touching.filter(one => !isSure(one) && one.landing.contested.length > 0);
  const since = await base.world.repository.changes(
    perhaps.map(({ bases }) => [bases[0] ?? base.commit, base.commit] as const),
    base.world.interest,
  );
  const moved = perhaps.filter(({ landing }, index) => {
    const gone = (since[index] ?? []).filter(({ after }) => after === null).map(({ path }) => migrationFolder(base.world, path));
    return landing.contested.some(({ path }: ContestedFile) => gone.includes(migrationFolder(base.world, path)));
  });
  return new Set([...touching.filter(isSure), ...moved]);
}
