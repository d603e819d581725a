import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ancestry } from './ancestry.js';
import type { Caches } from './caches.js';
import type { Place } from './discover.js';
import type { Git } from './git.js';
import { GitError } from './git-error.js';
import { type History, readHistory } from './history.js';
import type { Oid, Relation } from './model.js';
import { type ObjectStore, requestOf } from './object-store.js';
import { checkObjects } from './refs.js';
import { boundary, relateOne, relationIn } from './relate.js';
import { decodeRelation, encodeRelation } from './relation-text.js';

/** From here on one pass over the whole history costs less than git's merge-base for each commit. */
const MANY = 10;

/** What commits are to one another, and what they say of themselves. */
export class Commits {
  readonly #times = new Map<Oid, number>();
  readonly #ancestries = new Map<Oid, Ancestry>();
  /** Grafts and a shallow boundary change what a commit's parents are, without changing its id. */
  readonly #rewritten: boolean;
  #history: History | undefined;

  constructor(
    readonly git: Git,
    readonly place: Place,
    readonly objects: ObjectStore,
    readonly caches: Caches,
  ) {
    this.#rewritten = place.shallow || existsSync(join(place.commonDir, 'info', 'grafts'));
  }

  async relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, Relation>> {
    const different = [...new Set(tips)];
    if (different.length < MANY || this.#rewritten) return this.#compute(base, different);
    const cache = this.caches.open(`relations-${base}`);
    const known = new Map<Oid, Relation>();
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

  async #compute(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, Relation>> {
    const here = this.#history !== undefined && [base, ...tips].every(commit => this.#history?.has(commit));
    if (!here && tips.length < MANY && !this.place.shallow) {
      return new Map(await Promise.all(tips.map(async tip => [tip, await relateOne(this.git, base, tip)] as const)));
    }
    if (!here) {
      this.#history = await readHistory(this.git, [base, ...tips], this.place.width);
      this.#ancestries.clear();
    }
    const ancestry = this.#ancestry(base);
    return new Map(tips.map(tip => [tip, relationIn(ancestry, tip)]));
  }

  #ancestry(base: Oid): Ancestry {
    const history = this.#history;
    if (history === undefined) throw new Error('no history was read');
    let ancestry = this.#ancestries.get(base);
    if (ancestry === undefined) {
      const cut = boundary(this.place).map(oid => history.commits.find(oid));
      ancestry = new Ancestry(history, history.commits.find(base), new Set(cut.filter(commit => commit !== 0)));
      this.#ancestries.set(base, ancestry);
    }
    return ancestry;
  }

  async dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>> {
    const times = new Map<Oid, number>();
    for (const commit of commits) {
      const time = this.#times.get(commit) ?? this.#history?.timeOf(commit);
      if (time !== undefined) times.set(commit, time);
    }
    const rest = [...new Set(commits)].filter(commit => !times.has(commit));
    await this.objects.read(requestOf(rest), (index, source, from, to) => {
      const time = /^committer .* (\d+) [-+]\d{4}$/m.exec(source?.toString('latin1', from, to) ?? '')?.[1];
      if (time !== undefined) times.set(rest[index] ?? '', Number(time));
    });
    return times;
  }

  /** The trees of some commits: from the history that was read, where it was. */
  async trees(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, Oid>> {
    const asked = [...new Set(commits)];
    const trees = new Map<Oid, Oid>();
    for (const commit of asked) {
      const tree = this.#history?.treeOf(commit);
      if (tree !== undefined) trees.set(commit, tree);
    }
    const rest = asked.filter(commit => !trees.has(commit));
    const found = await checkObjects(
      this.git,
      rest.map(commit => `${commit}^{tree}`),
    );
    for (const [index, commit] of rest.entries()) trees.set(commit, found[index] ?? absent(commit));
    return trees;
  }
}

function absent(commit: Oid): never {
  throw new GitError(`commit ${commit} is not in this clone`, 'git fetch --all');
}
