import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { importCommits, sparseCommitCommand } from './fast-import.js';
import type { ScratchRepository } from './merge-pairs.js';
import { mergeObstacle, mergeTrees, type MergedTree } from './merge-tree.js';
import type { ScratchLanding } from './merge-request.js';
import type { Oid } from '../objects/oid.js';
import type { TreeEntry, PathFilter } from '../trees/tree-entry.js';
import { objectReader, readContents } from '../objects/object-store.js';
import { createScratchRepository, scratchLocation, inTemporaryFolder } from '../repository/scratch-repository.js';

/** What tips land on. */
export interface LandingBase {
  readonly commit: Oid;
  /** Its files of interest. */
  readonly files: readonly TreeEntry[];
  readonly filter: PathFilter;
}

/** A scratch repository in which tips have landed, as long as a task takes. */
export interface ScratchLandings {
  readonly location: RepositoryLocation;
  readonly landed: ReadonlyMap<Oid, ScratchLanding>;
  /** Contents that the merges made, by id. */
  readonly made: ReadonlyMap<Oid, Uint8Array>;
}

export interface LandingPlan {
  readonly base: LandingBase;
  /** Tips, and seconds since 1970 at which each is to land. */
  readonly tips: ReadonlyMap<Oid, number>;
}

export function withScratchLandings<T>(
  real: { git: Git; location: RepositoryLocation },
  { base, tips }: LandingPlan,
  task: (landings: ScratchLandings) => Promise<T>,
): Promise<T> {
  return inTemporaryFolder(async folder => {
    const git = createScratchRepository(folder, real.location, real.git);
    const location = scratchLocation(folder, real.location, git);
    const scratch: ScratchRepository = { git, folder, objects: objectReader(git, location), version: location.version };
    const landed = await landTips(scratch, base, tips);
    return task({ location, landed, made: await readLooseContents(scratch) });
  });
}

/** Merges each tip into the base by a commit of its own; a file of interest that git stops at keeps the content of the base. */
async function landTips(
  { git, version, folder }: ScratchRepository,
  base: LandingBase,
  tips: LandingPlan['tips'],
): Promise<ReadonlyMap<Oid, ScratchLanding>> {
  const failed = await mergeObstacle(version);
  if (failed !== undefined) return new Map([...tips.keys()].map(tip => [tip, { failed }]));
  const merged = await mergeTrees(
    git,
    version,
    [...tips.keys()].map(tip => [base.commit, tip]),
  );
  const outcomes = [...tips].map(([tip, time], index) => ({ tip, time, mark: index + 1, outcome: merged[index] ?? 'git gave no reason' }));
  const commits = outcomes.flatMap(({ tip, time, mark, outcome }) =>
    typeof outcome === 'string' ? [] : [mergeCommitCommand(base, outcome, { tip, time, mark })],
  );
  const oids = await importCommits(git, folder, commits);
  return new Map(
    outcomes.map(({ tip, mark, outcome }) => [
      tip,
      typeof outcome === 'string'
        ? { failed: outcome }
        : { commit: oids.get(mark) ?? '', stops: outcome.conflicts.filter(path => base.filter.wants(path)) },
    ]),
  );
}

function mergeCommitCommand(
  base: LandingBase,
  { tree, conflicts }: MergedTree,
  { tip, time, mark }: { tip: Oid; time: number; mark: number },
): string {
  const stops = new Set(conflicts.filter(path => base.filter.wants(path)));
  const kept = new Map(base.files.map(file => [file.path, file]));
  const changes = [...stops].map(path => ({ path, after: kept.get(path)?.oid ?? null, link: kept.get(path)?.link ?? false }));
  return sparseCommitCommand({ mark, parents: [base.commit, tip], tree, changes, time });
}

/** Contents that merges made, which are loose. The commits that a landing makes are packed. */
function readLooseContents({ folder, objects }: ScratchRepository): Promise<ReadonlyMap<Oid, Uint8Array>> {
  const store = join(folder, 'objects');
  const fans = readdirSync(store).filter(name => name.length === 2);
  return readContents(
    objects,
    fans.flatMap(fan => readdirSync(join(store, fan)).map(rest => fan + rest)),
  );
}
