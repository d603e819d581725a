import { baseName, folderOf, type Content, type Contested, type Facts, type Landing } from '@oneleaf/core';
import type { TreeChange, MergeOutcome } from '@oneleaf/git';
import type { Base, Landed, Touching } from './prospect.js';
import { ask, sideOf } from './world.js';

/** Above this many, what paths cannot decide is decided by what the files say: git's own merge takes some 0.2 s each. */
const MERGED = 8;

/** Settles what paths cannot decide: by git's own merge, or for many branches by what both contents of a file say. */
export async function settleContests(base: Base, all: readonly Touching[]): Promise<readonly Landed[]> {
  const touching = await withoutIdle(base, all);
  const doubtful = await doubts(base, touching);
  if (doubtful.size > MERGED) return settleByMeaning(base, touching, doubtful);
  const asked = [...doubtful];
  const requests = asked.map(({ branch, bases }) => ({
    base: bases.length === 1 ? bases[0] : undefined,
    ours: base.commit,
    theirs: branch.commit,
  }));
  const outcomes = requests.length === 0 ? [] : await base.world.repository.merge(requests, base.world.interest);
  const merged = new Map(asked.map((one, index) => [one, outcomes[index]]));
  return Promise.all(touching.map(async one => (doubtful.has(one) ? settledByGit(base, one, merged.get(one)) : undoubted(one))));
}

async function settledByGit(base: Base, { branch, landing, sides }: Touching, outcome: MergeOutcome | undefined): Promise<Landed> {
  if (!outcome || outcome.failed !== undefined) {
    const why = outcome?.failed === undefined ? {} : { failed: outcome.failed };
    return { branch, sides, landing, exact: false, conflicts: [], absorbed: perhapsAbsorbed(landing), ...why };
  }
  const conflicts = outcome.conflicts.filter(path => isMigration(base, path));
  const merged = byGit(outcome.changes, landing, conflicts);
  return { branch, sides, landing: merged, exact: true, conflicts, absorbed: await isAbsorbed(base, merged) };
}

/** Whether all that a branch brings are files that the base has too. */
function perhapsAbsorbed({ files, contested }: Landing): boolean {
  const twice = new Set(contested.filter(({ why }) => why === 'both-added').map(({ path }) => path));
  return twice.size > 0 && [...files.keys()].every(path => twice.has(path));
}

/** Whether they came to the base as the branch has them; two people may also have chosen one name. */
async function isAbsorbed({ commit, world }: Base, landing: Landing): Promise<boolean> {
  if (!perhapsAbsorbed(landing)) return false;
  const brought = await Promise.all(landing.contested.map(({ path }) => world.repository.landingCommit(commit, path)));
  return landing.contested.every(({ branch }, index) => brought[index]?.content === branch);
}

/** Leaves out contests that no history hangs on: files beside the migrations, configuration that says the same on both sides. */
async function withoutIdle(base: Base, all: readonly Touching[]): Promise<readonly Touching[]> {
  const { reader, survey } = base.world;
  const isConfiguration = (path: string): boolean => survey.frameworks.some(framework => framework.configuration(path));
  for (const { path, base: ours, branch } of all.flatMap(({ landing }) => landing.contested)) {
    if (!isConfiguration(path)) continue;
    ask(base.world, path, ours);
    ask(base.world, path, branch);
  }
  await reader.fetch();
  return all.map(one => {
    const { files, contested } = one.landing;
    const busy = contested.filter(contest => (isConfiguration(contest.path) ? matters(base, contest) : isMigration(base, contest.path)));
    if (busy.length === contested.length) return one;
    const kept = new Set(busy.map(({ path }) => path));
    const idle = new Set(contested.filter(({ path, why }) => why !== 'folder-gone' && !kept.has(path)).map(({ path }) => path));
    return { ...one, landing: { files: new Map([...files].filter(([path]) => !idle.has(path))), contested: busy } };
  });
}

function undoubted({ branch, landing, sides }: Touching): Landed {
  return { branch, sides, landing: { ...landing, contested: [] }, exact: true, conflicts: [], absorbed: false };
}

/** A file of which both contents hang in the same place is no matter of leaves, whichever git takes. */
async function settleByMeaning(base: Base, touching: readonly Touching[], doubtful: ReadonlySet<Touching>): Promise<readonly Landed[]> {
  const contents = (one: Touching): readonly (readonly [string, Content])[] =>
    one.landing.contested.flatMap(({ path, base: ours, branch }) => [[path, ours] as const, [path, branch] as const]);
  for (const one of doubtful) for (const [path, content] of contents(one)) ask(base.world, path, content);
  await base.world.reader.fetch();
  return touching.map(one => {
    if (!doubtful.has(one)) return undoubted(one);
    const { branch, sides, landing } = one;
    const open = landing.contested.filter(contested => matters(base, contested));
    const files = new Map(landing.files);
    for (const contested of landing.contested) if (!open.includes(contested)) files.delete(contested.path);
    const told = { files, contested: open };
    const left = open.length > 0 ? { left: true } : {};
    return { branch, sides, landing: told, exact: false, conflicts: [], absorbed: perhapsAbsorbed(told), ...left };
  });
}

function matters({ world: { survey, reader } }: Base, { path, base, branch }: Contested): boolean {
  if (base === null || branch === null) return true;
  return survey.frameworks.some(framework => {
    if (framework.configuration(path)) {
      return JSON.stringify(reader.settings(framework, path, base)) !== JSON.stringify(reader.settings(framework, path, branch));
    }
    const reads = framework.candidate(path) && framework.loads(baseName(path));
    const [ours, theirs] = reads ? [reader.facts(framework, base), reader.facts(framework, branch)] : [];
    return ours !== undefined && theirs !== undefined && said(ours) !== said(theirs);
  });
}

/** What a file says of its place, without where it says it. */
function said({ problem, names }: Facts): string {
  const facts = Object.entries(names).map(([name, fact]) => [name, 'value' in fact ? fact.value : fact.undecided.expression]);
  return JSON.stringify([problem?.kind, facts.sort()]);
}

/**
 * Whether a path lies among migrations: in a history's own folder, or in one that the base does not have.
 * A helper module there counts: migrations import it, and nothing loads while git's markers stand in it.
 */
export function isMigration({ snapshot, world: { survey } }: Base, path: string): boolean {
  const [folder, name] = [folderOf(path), baseName(path)];
  if (!name.endsWith('.py') || ['__init__.py', 'env.py'].includes(name)) return false;
  // A folder below a history's own is no history unless the framework reads it too, and then it has a home.
  return snapshot.homes.has(folder) || (survey.candidate(path) && !snapshot.homes.has(folderOf(folder)));
}

/** A file that git stops at keeps the base's content: with conflict markers in it nobody could read it. */
function byGit(changes: readonly TreeChange[], { contested }: Landing, conflicts: readonly string[]): Landing {
  return {
    files: new Map(changes.filter(({ path }) => !conflicts.includes(path)).map(({ path, after, link }) => [path, sideOf(after, link)])),
    contested: contested.filter(({ path }) => conflicts.includes(path)),
  };
}

/** Branches with something that paths cannot decide. A folder counts as given up only when the base once had it. */
async function doubts(base: Base, touching: readonly Touching[]): Promise<ReadonlySet<Touching>> {
  const isSure = ({ bases, landing }: Touching): boolean => bases.length > 1 || landing.contested.some(({ why }) => why !== 'folder-gone');
  const perhaps = touching.filter(one => !isSure(one) && one.landing.contested.length > 0);
  const since = await base.world.repository.changes(
    perhaps.map(({ bases }) => [bases[0] ?? base.commit, base.commit] as const),
    base.world.interest,
  );
  const moved = perhaps.filter(({ landing }, index) => {
    const gone = (since[index] ?? []).filter(({ after }) => after === null).map(({ path }) => folderOf(path));
    return landing.contested.some(({ path }: Contested) => gone.includes(folderOf(path)));
  });
  return new Set([...touching.filter(isSure), ...moved]);
}
