import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { mergeObstacle } from './merge-tree.js';
import { type ScratchRepository, failedMerge, mergePairs } from './merge-pairs.js';
import type { MergeOutcome, ThreeWayMerge } from './merge-request.js';
import type { Oid } from '../objects/oid.js';
import { objectReader } from '../objects/object-store.js';
import { createScratchRepository, inTemporaryFolder } from '../repository/scratch-repository.js';
import { hasSingleBase, prepareSparseMerges, type SparseMergeInput, type SingleBaseMerge, writeSparseCommits } from './sparse-merge.js';
import type { MergeSources } from './merge-sources.js';

/** Whole trees take from 0.2 to 3 seconds each; what follows is merged as files of interest alone, and said to be. */
const WHOLE_TREE_LIMIT = 50;

type MergePairs = ReadonlyMap<ThreeWayMerge, readonly [Oid, Oid]>;

/** What git's own merge makes of many requests; what it writes goes to a folder that is removed afterwards. */
export class Merger {
  /** Files that only the merges made: the repository has no object for them. */
  readonly contents = new Map<Oid, Uint8Array>();

  constructor(
    readonly git: Git,
    readonly location: RepositoryLocation,
    readonly sources: MergeSources,
  ) {}

  async merge(requests: readonly ThreeWayMerge[]): Promise<readonly MergeOutcome[]> {
    const obstacle = requests.length === 0 ? undefined : await mergeObstacle(this.location.version);
    if (obstacle !== undefined) return requests.map(() => failedMerge(obstacle));
    const outcomes = await this.#mergeAll(requests);
    return requests.map(request => outcomes.get(request) ?? failedMerge('git gave no reason'));
  }

  /** Several merge bases, or none, are git's to find: in the real commits. */
  async #mergeAll(requests: readonly ThreeWayMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    const outcomes = new Map(await this.#mergePairs(requests.filter(request => !hasSingleBase(request))));
    for (const group of groupBy(requests.filter(hasSingleBase), ({ ours }) => ours).values()) {
      for (const [request, outcome] of await this.#mergeGroup(group)) outcomes.set(request, outcome);
    }
    return outcomes;
  }

  async #mergeGroup(group: readonly SingleBaseMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    const prepared = await prepareSparseMerges(this.sources, group);
    const wholeTrees = [...prepared.unable, ...prepared.risky].slice(0, WHOLE_TREE_LIMIT);
    const whole = await this.#mergePairs(wholeTrees);
    const rest = group.filter(request => (whole.get(request)?.failed ?? '') !== '' || !whole.has(request));
    const sparse = await this.#mergeSparse(
      prepared,
      rest.filter(request => !prepared.unable.has(request)),
    );
    const approximate = [...sparse].map(
      ([request, outcome]) => [request, prepared.risky.has(request) ? { ...outcome, approximate: true as const } : outcome] as const,
    );
    return new Map([...whole, ...approximate]);
  }

  #mergePairs(requests: readonly ThreeWayMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    return this.#inScratch(() => Promise.resolve(new Map(requests.map(request => [request, [request.ours, request.theirs]]))), requests);
  }

  /** Merges files of interest alone: a hundredth of the time, and a large object that is missing elsewhere in the tree does no harm. */
  #mergeSparse(prepared: SparseMergeInput, requests: readonly SingleBaseMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    return this.#inScratch(({ git, folder }) => writeSparseCommits(git, folder, prepared, requests), requests);
  }

  async #inScratch(
    pairsOf: (scratch: ScratchRepository) => Promise<MergePairs>,
    requests: readonly ThreeWayMerge[],
  ): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    if (requests.length === 0) return new Map();
    return inTemporaryFolder(async folder => {
      const git = createScratchRepository(folder, this.location, this.git);
      const scratch: ScratchRepository = { git, folder, objects: objectReader(git, this.location), version: this.location.version };
      const pairs = await pairsOf(scratch);
      const { outcomes, contents } = await mergePairs(scratch, [...pairs.values()], this.sources.filter);
      for (const [oid, bytes] of contents) this.contents.set(oid, bytes);
      return new Map([...pairs.keys()].map((request, index) => [request, outcomes[index] ?? failedMerge('git gave no reason')]));
    });
  }
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}
