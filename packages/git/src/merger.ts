import type { Place } from './discover.js';
import type { Git } from './git.js';
import { type Bench, failed, mergePairs } from './merge.js';
import type { MergeOutcome, MergeRequest, Oid } from './model.js';
import { objectsOf } from './object-store.js';
import { annex, inScratch } from './scratch.js';
import { isBased, prepare, type Prepared, type SmallRequest, writeSmallCommits } from './small-merge.js';
import type { Sources } from './sources.js';

/** Whole trees take from 0.2 to 3 seconds each; what follows is merged as files of interest alone, and said to be. */
const WHOLE = 50;

type Pairs = ReadonlyMap<MergeRequest, readonly [Oid, Oid]>;

/** What git's own merge makes of many requests; what it writes goes to a folder that is removed afterwards. */
export class Merger {
  /** Files that only the merges made: the repository has no object for them. */
  readonly contents = new Map<Oid, Uint8Array>();

  constructor(
    readonly git: Git,
    readonly place: Place,
    readonly sources: Sources,
  ) {}

  async merge(requests: readonly MergeRequest[]): Promise<readonly MergeOutcome[]> {
    const { version } = this.place;
    if (requests.length > 0 && !(await version.isAtLeast(2, 38))) {
      const reason = `git ${await version.text()} cannot merge without a working tree (2.38 can)`;
      return requests.map(() => failed(reason));
    }
    const outcomes = await this.#mergeAll(requests);
    return requests.map(request => outcomes.get(request) ?? failed('git said nothing'));
  }

  /** Several merge bases, or none, are git's to find: in the real commits. */
  async #mergeAll(requests: readonly MergeRequest[]): Promise<ReadonlyMap<MergeRequest, MergeOutcome>> {
    const outcomes = new Map(await this.#mergePairs(requests.filter(request => !isBased(request))));
    for (const group of groupBy(requests.filter(isBased), ({ ours }) => ours).values()) {
      for (const [request, outcome] of await this.#mergeGroup(group)) outcomes.set(request, outcome);
    }
    return outcomes;
  }

  async #mergeGroup(group: readonly SmallRequest[]): Promise<ReadonlyMap<MergeRequest, MergeOutcome>> {
    const prepared = await prepare(this.sources, group);
    const asked = [...prepared.unable, ...prepared.risky].slice(0, WHOLE);
    const whole = await this.#mergePairs(asked);
    const rest = group.filter(request => (whole.get(request)?.failed ?? '') !== '' || !whole.has(request));
    const small = await this.#mergeSmall(
      prepared,
      rest.filter(request => !prepared.unable.has(request)),
    );
    const guessed = [...small].map(
      ([request, outcome]) => [request, prepared.risky.has(request) ? { ...outcome, approximate: true as const } : outcome] as const,
    );
    return new Map([...whole, ...guessed]);
  }

  #mergePairs(requests: readonly MergeRequest[]): Promise<ReadonlyMap<MergeRequest, MergeOutcome>> {
    return this.#onBench(() => Promise.resolve(new Map(requests.map(request => [request, [request.ours, request.theirs]]))), requests);
  }

  /** Merges files of interest alone: a hundredth of the time, and a large object that is missing elsewhere in the tree does no harm. */
  #mergeSmall(prepared: Prepared, requests: readonly SmallRequest[]): Promise<ReadonlyMap<MergeRequest, MergeOutcome>> {
    return this.#onBench(({ git, folder }) => writeSmallCommits(git, folder, prepared, requests), requests);
  }

  async #onBench(
    pairsOf: (bench: Bench) => Promise<Pairs>,
    requests: readonly MergeRequest[],
  ): Promise<ReadonlyMap<MergeRequest, MergeOutcome>> {
    if (requests.length === 0) return new Map();
    return inScratch(async folder => {
      const git = annex(folder, this.place, this.git);
      const bench: Bench = { git, folder, objects: objectsOf(git, this.place), version: this.place.version };
      const pairs = await pairsOf(bench);
      const { outcomes, contents } = await mergePairs(bench, [...pairs.values()], this.sources.interest);
      for (const [oid, bytes] of contents) this.contents.set(oid, bytes);
      return new Map([...pairs.keys()].map((request, index) => [request, outcomes[index] ?? failed('git said nothing')]));
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
