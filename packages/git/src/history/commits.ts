import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ancestry } from './ancestry.js';
import type { CacheFolder } from '../repository/cache-folder.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { GitError } from '../process/git-error.js';
import { type CommitGraph, readCommitGraph } from './commit-graph.js';
import type { CommitRelation } from './commit-relation.js';
import type { Oid } from '../objects/oid.js';
import { type ObjectStore, objectRequest } from '../objects/object-store.js';
import { type CommitsAhead, listCommitsAhead, commitsToReplay, type ReplayedCommit } from './commits-ahead.js';
import { shallowBoundary, relateByMergeBase, relationInGraph } from './relation.js';
import { decodeRelation, encodeRelation } from './relation-text.js';

/** From here on one pass over the whole history costs less than git's merge-base for each commit. */
const GRAPH_THRESHOLD = 10;

/** What commits are to one another, and what they say of themselves. */
export class Commits {
  readonly #times = new Map<Oid, number>();
  readonly #trees = new Map<Oid, Oid>();
  readonly #ancestries = new Map<Oid, Ancestry>();
  /** Grafts and a shallow boundary change what a commit's parents are, without changing its id. */
  readonly #rewritten: boolean;
  #history: CommitGraph | undefined;
  /** The last walk over what some tips have and a base lacks. */
  #ahead: { readonly base: Oid; readonly tips: readonly Oid[]; readonly commits: Promise<CommitsAhead> } | undefined;

  constructor(
    readonly git: Git,
    readonly location: RepositoryLocation,
    readonly objects: ObjectStore,
    readonly caches: CacheFolder,
  ) {
    this.#rewritten = location.shallow || existsSync(join(location.commonDir, 'info', 'grafts'));
  }

  async relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRelation>> {
    const different = [...new Set(tips)];
    if (different.length < GRAPH_THRESHOLD || this.#rewritten) return this.#compute(base, different);
    const cache = this.caches.open(`relations-${base}`);
    const known = new Map<Oid, CommitRelation>();
    for (const tip of different) {
      const remembered = decodeRelation(cache.get(tip));
      if (remembered === undefined) continue;
      known.set(tip, remembered.relation);
      this.#times.set(tip, remembered.time);
    }
    const fresh = await this.#compute(
      base,
      different.filter(tip => !known.has(tip)),
    );
    const times = await this.dates([...fresh.keys()]);
    for (const [tip, relation] of fresh) {
      known.set(tip, relation);
      const time = times.get(tip);
      if (time !== undefined && relation.kind !== 'unknown') cache.set(tip, encodeRelation({ relation, time }));
    }
    await cache.save();
    return known;
  }

  async #compute(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRelation>> {
    const here = this.#history !== undefined && [base, ...tips].every(commit => this.#history?.has(commit));
    if (!here && tips.length < GRAPH_THRESHOLD && !this.location.shallow) {
      return this.#computeFew(base, tips);
    }
    if (!here) {
      this.#history = await readCommitGraph(this.git, [base, ...tips], this.location.width);
      this.#ancestries.clear();
    }
    const ancestry = this.#ancestry(base);
    return new Map(tips.map(tip => [tip, relationInGraph(ancestry, tip)]));
  }

  /** One walk counts for all of them what is ahead; a commit that is not here must not spoil it. */
  async #computeFew(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRelation>> {
    const others = tips.filter(tip => tip !== base);
    const ahead = others.length === 0 ? Promise.resolve(new Map()) : this.#listAhead(base, others);
    return new Map(await Promise.all(tips.map(async tip => [tip, await relateByMergeBase(this.git, base, tip, ahead)] as const)));
  }

  /** What a plain rebase would replay, of tips with merges. */
  async replayed(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly ReplayedCommit[]>> {
    const known = this.#ahead?.base === base && tips.every(tip => this.#ahead?.tips.includes(tip)) ? this.#ahead.commits : undefined;
    return commitsToReplay(await (known ?? this.#listAhead(base, tips)), tips);
  }

  async since(base: Oid, tip: Oid): Promise<readonly { readonly commit: Oid; readonly parents: readonly Oid[] }[]> {
    return [...(await this.#listAhead(base, [tip]))].map(([commit, parents]) => ({ commit, parents }));
  }

  #listAhead(base: Oid, tips: readonly Oid[]): Promise<CommitsAhead> {
    const commits = listCommitsAhead(this.git, base, tips);
    // A caller that awaits it gets the failure; without one Node would report it as unhandled.
    commits.catch(() => undefined);
    this.#ahead = { base, tips, commits };
    return commits;
  }

  #ancestry(base: Oid): Ancestry {
    const history = this.#history;
    if (history === undefined) throw new Error('no history was read');
    let ancestry = this.#ancestries.get(base);
    if (ancestry === undefined) {
      const cut = shallowBoundary(this.location).map(oid => history.commits.find(oid));
      ancestry = new Ancestry(history, history.commits.find(base), new Set(cut.filter(commit => commit !== 0)));
      this.#ancestries.set(base, ancestry);
    }
    return ancestry;
  }

  async dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>> {
    await this.#learn(commits, commit => this.#time(commit) !== undefined);
    return new Map(
      commits.flatMap(commit => {
        const time = this.#time(commit);
        return time === undefined ? [] : [[commit, time] as const];
      }),
    );
  }

  async trees(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, Oid>> {
    await this.#learn(commits, commit => this.#tree(commit) !== undefined);
    return new Map(commits.map(commit => [commit, this.#tree(commit) ?? throwMissingCommit(commit)]));
  }

  #time(commit: Oid): number | undefined {
    return this.#times.get(commit) ?? this.#history?.timeOf(commit);
  }

  #tree(commit: Oid): Oid | undefined {
    return this.#trees.get(commit) ?? this.#history?.treeOf(commit);
  }

  /** Reads the commits of which something is not known yet. */
  async #learn(commits: readonly Oid[], known: (commit: Oid) => boolean): Promise<void> {
    const rest = [...new Set(commits)].filter(commit => !known(commit));
    await this.objects.read(objectRequest(rest), (index, source, from, to) => {
      const text = source?.toString('latin1', from, to) ?? '';
      const tree = /^tree ([0-9a-f]+)$/m.exec(text)?.[1];
      const time = /^committer .* (\d+) [-+]\d+$/m.exec(text)?.[1];
      const commit = rest[index] ?? '';
      if (tree !== undefined) this.#trees.set(commit, tree);
      if (time !== undefined) this.#times.set(commit, Number(time));
    });
  }
}

function throwMissingCommit(commit: Oid): never {
  throw new GitError(`commit ${commit} is not in this clone`, 'git fetch --all');
}
