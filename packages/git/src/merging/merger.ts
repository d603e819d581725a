import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { mergeObstacle } from './merge-tree.js';
import { type ScratchRepository, failedMerge, mergePairs } from './merge-pairs.js';
import type { MergeOutcome, ThreeWayMerge } from './merge-request.js';
import type { Oid } from '../objects/oid.js';
import { inTemporaryFolder } from '../repository/scratch-repository.js';
import { openScratch } from './open-scratch.js';
import { hasSingleBase, prepareSparseMerges, type SparseMergeInput, type SingleBaseMerge, writeSparseCommits } from './sparse-merge.js';
import { type CrissCrossMerge, isCrissCross, readBaseHistory, writeCrissCross } from './criss-cross.js';
import type { MergeSources } from './merge-sources.js';

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

  async #mergeAll(requests: readonly ThreeWayMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    const outcomes = new Map(await this.#mergePairs(requests.filter(request => !hasSingleBase(request))));
    const crossed = requests.filter(isCrissCross);
    for (const group of groupBy(crossed, ({ ours, bases }) => [ours, ...bases].join()).values()) {
      for (const [request, outcome] of await this.#mergeCrissCross(group)) outcomes.set(request, outcome);
    }
    const simple = requests.filter(hasSingleBase).filter(request => !isCrissCross(request));
    for (const group of groupBy(simple, ({ ours }) => ours).values()) {
      for (const [request, outcome] of await this.#mergeGroup(group)) outcomes.set(request, outcome);
    }
    return outcomes;
  }

  /** Ours and the merge bases are the same in all of them. */
  async #mergeCrissCross(group: readonly CrissCrossMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    const history = await readBaseHistory(this.sources, group[0]?.bases ?? []);
    if (history === undefined) return this.#mergePairs(group);
    const prepared = await prepareSparseMerges(this.sources, group);
    const fromEach = group.flatMap(request => request.bases.map(base => ({ ...request, base })));
    const { following, unable } = await prepareSparseMerges(this.sources, fromEach);
    const whole = new Set([...following.keys(), ...unable].map(({ theirs }) => theirs));
    const requests = group.filter(({ theirs }) => !whole.has(theirs));
    const sources = this.sources;
    const sparse = await this.#inScratch(
      ({ git, folder }) => writeCrissCross({ git, folder, sources }, prepared, { requests, history }),
      requests,
    );
    return new Map([...(await this.#mergePairs(group.filter(({ theirs }) => whole.has(theirs)))), ...sparse]);
  }

  /** Ours is the same in all of them. */
  async #mergeGroup(group: readonly SingleBaseMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    const prepared = await prepareSparseMerges(this.sources, group);
    const { unable, following } = prepared;
    const alone = group.filter(request => !unable.has(request) && !following.has(request));
    const outcomes = new Map([...(await this.#mergePairs([...unable])), ...(await this.#mergeSparse(prepared, alone))]);
    const moved = [...following.keys()].filter(request => !unable.has(request));
    for (const [folders, some] of groupBy(moved, request => (following.get(request) ?? []).join('\0'))) {
      for (const [request, outcome] of await this.#mergeFollowing(folders.split('\0'), some)) outcomes.set(request, outcome);
    }
    return outcomes;
  }

  /** Merges with the files of folders that a side has given up: git moves what the other side added there. */
  async #mergeFollowing(folders: readonly string[], group: readonly SingleBaseMerge[]): Promise<ReadonlyMap<ThreeWayMerge, MergeOutcome>> {
    const pairs = group.flatMap(({ base, ours, theirs }) => [[base, ours] as const, [base, theirs] as const]);
    const prepared = await prepareSparseMerges(await this.sources.following(folders, pairs), group);
    const able = group.filter(request => !prepared.unable.has(request));
    return new Map([...(await this.#mergePairs([...prepared.unable])), ...(await this.#mergeSparse(prepared, able))]);
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
      const scratch = openScratch(folder, this.location, this.git);
      const pairs = await pairsOf(scratch);
      const distinct = new Map([...pairs.values()].map(pair => [pair.join(), pair]));
      const { outcomes, contents } = await mergePairs(scratch, [...distinct.values()], this.sources.filter);
      for (const [oid, bytes] of contents) this.contents.set(oid, bytes);
      const byPair = new Map([...distinct.keys()].map((key, index) => [key, outcomes[index]]));
      return new Map([...pairs].map(([request, pair]) => [request, byPair.get(pair.join()) ?? failedMerge('git gave no reason')]));
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
