import {
  baseName,
  folderOf,
  historyAt,
  historyFolder,
  type FileContentId,
  type ContestedFile,
  type Facts,
  type Framework,
  type LandedFiles,
  type SettledBranch,
} from '@oneleaf/core';
import type { TreeChange, MergeOutcome } from '@oneleaf/git';
import type { TouchingBranch } from './diverged-branch.js';
import type { BaseTree } from '../branches/base-tree.js';
import { requestContent, changedContent, type RepositoryView } from '../repository-view/repository-view.js';

/** For more branches the contents of the files decide, because git's own merge takes about 0.2 s for each. */
const MERGE_LIMIT = 8;

/** Settles what paths cannot decide: by git's own merge, or for many branches by what both contents of a file say. */
export async function settleContests(base: BaseTree, all: readonly TouchingBranch[]): Promise<readonly SettledBranch[]> {
  const touching = await withoutIrrelevant(base, all);
  const doubtful = await contestedBranches(base, touching);
  if (doubtful.size > MERGE_LIMIT) return settleByMeaning(base, touching, doubtful);
  const requested = [...doubtful];
  const requests = requested.map(({ branch, bases }) => ({
    base: bases.length === 1 ? bases[0] : undefined,
    ours: base.commit,
    theirs: branch.commit,
  }));
  const outcomes = requests.length === 0 ? [] : await base.world.repository.merge(requests, base.world.interest);
  const merged = new Map(requested.map((one, index) => [one, outcomes[index]]));
  return Promise.all(touching.map(async one => (doubtful.has(one) ? settleByGit(base, one, merged.get(one)) : uncontested(one))));
}

async function settleByGit(
  base: BaseTree,
  { branch, landing, branchContents }: TouchingBranch,
  outcome: MergeOutcome | undefined,
): Promise<SettledBranch> {
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
  return { branch, branchContents, landing: merged, exact: true, conflicts, placed, absorbed: await isAbsorbed(base, merged) };
}

/** Whether all that a branch brings are files that the base has too. */
function mayBeAbsorbed({ files, contested }: LandedFiles): boolean {
  const twice = new Set(contested.filter(({ why }) => why === 'both-added').map(({ path }) => path));
  return twice.size > 0 && [...files.keys()].every(path => twice.has(path));
}

/** Whether they came to the base as the branch has them; two people may also have chosen one name. */
async function isAbsorbed({ commit, world }: BaseTree, landing: LandedFiles): Promise<boolean> {
  if (!mayBeAbsorbed(landing)) return false;
  const brought = await Promise.all(landing.contested.map(({ path }) => world.repository.landingCommit(commit, path)));
  return landing.contested.every(({ branch }, index) => brought[index]?.content === branch);
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

/** A file with the same parents on both sides does not change the leaves, whichever content git takes. */
async function settleByMeaning(
  base: BaseTree,
  touching: readonly TouchingBranch[],
  doubtful: ReadonlySet<TouchingBranch>,
): Promise<readonly SettledBranch[]> {
  const contents = (one: TouchingBranch): readonly (readonly [string, FileContentId])[] =>
    one.landing.contested.flatMap(({ path, base: ours, branch }) => [[path, ours] as const, [path, branch] as const]);
  for (const one of doubtful) for (const [path, content] of contents(one)) requestContent(base.world, path, content);
  await base.world.reader.fetch();
  return touching.map(one => {
    if (!doubtful.has(one)) return uncontested(one);
    const { branch, branchContents, landing } = one;
    const open = landing.contested.filter(contested => isRelevant(base, contested));
    const files = new Map(landing.files);
    for (const contested of landing.contested) if (!open.includes(contested)) files.delete(contested.path);
    const settled = { files, contested: open };
    return {
      branch,
      branchContents,
      landing: settled,
      exact: false,
      conflicts: [],
      absorbed: mayBeAbsorbed(settled),
      isUndecided: open.length > 0,
    };
  });
}

function isRelevant({ world: { survey, reader } }: BaseTree, { path, base, branch }: ContestedFile): boolean {
  if (base === null || branch === null) return true;
  return survey.frameworks.some(framework => {
    if (framework.recognise.isConfiguration(path)) {
      return JSON.stringify(reader.settings(framework, path, base)) !== JSON.stringify(reader.settings(framework, path, branch));
    }
    const reads = framework.recognise.mayBeMigration(path) && framework.recognise.isLoaded(baseName(path));
    const [ours, theirs] = reads ? [reader.facts(framework, base), reader.facts(framework, branch)] : [];
    return ours !== undefined && theirs !== undefined && linksOf(framework, ours) !== linksOf(framework, theirs);
  });
}

const spelledLinks = new WeakMap<Facts, string>();

/** The links of a file, spelled once: many branches hold one content of a file. */
function linksOf({ read }: Framework, facts: Facts): string {
  const known = spelledLinks.get(facts) ?? JSON.stringify(read.linkFacts(facts));
  spelledLinks.set(facts, known);
  return known;
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
