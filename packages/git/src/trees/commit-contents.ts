import type { CacheFolder } from '../repository/cache-folder.js';
import { textDigest } from '../repository/text-digest.js';
import { ChangeCache } from './change-cache.js';
import type { Commits } from '../history/commits.js';
import { decodeEntries, encodeEntries } from './entry-text.js';
import { listTree } from './ls-tree.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, TreeEntry, PathFilter } from './tree-entry.js';
import type { ObjectStore } from '../objects/object-store.js';
import { diffTrees } from './diff-tree.js';
import type { OneSidedFolders } from './tree-pairs.js';
import { NO_TREE, TreeWalk } from './tree-walk.js';

/** From here on one walk over all trees costs less than git's diff-tree for each pair. */
const WALK_THRESHOLD = 10;

/** Lists of whole trees are long, and only those of the newest bases are asked for again. */
const LIST_CACHE_LIMIT = 2 << 20;

/** What commits hold, and what changes between them. */
export class CommitContents {
  readonly #lists = new Map<string, readonly TreeEntry[]>();
  readonly #memories = new Map<string, ChangeCache>();

  constructor(
    readonly objects: ObjectStore,
    readonly commits: Commits,
    readonly caches: CacheFolder,
  ) {}

  async list(commit: Oid, filter: PathFilter): Promise<readonly TreeEntry[]> {
    const name = `list-${textDigest(filter.key)}`;
    const cache = this.caches.open(name, LIST_CACHE_LIMIT);
    const known = this.#lists.get(name + commit) ?? decodeEntries(cache.get(commit));
    const entries = known ?? (await this.#list(commit, filter));
    this.#lists.set(name + commit, entries);
    if (known === undefined) {
      cache.set(commit, encodeEntries(entries));
      await cache.save();
    }
    return entries;
  }

  async changes(pairs: readonly (readonly [Oid, Oid])[], filter: PathFilter): Promise<readonly (readonly TreeChange[])[]> {
    if (pairs.length < WALK_THRESHOLD && !(await this.objects.isPartial())) return this.#few(pairs, filter);
    const memory = this.#memory(filter);
    const changes = pairs.map(([before, after]) => memory.get(before, after));
    const open = pairs.filter((_, index) => changes[index] === undefined);
    if (open.length === 0) return changes.map(known => known ?? []);
    const found = await new TreeWalk(this.objects, filter).changes(await this.#trees(open));
    for (const [index, [before, after]] of open.entries()) memory.set(before, after, found[index] ?? []);
    await memory.save();
    const rest = found.values();
    return changes.map(known => known ?? rest.next().value ?? []);
  }

  /** One for each interest: two would hand out the same numbers. */
  #memory(filter: PathFilter): ChangeCache {
    const name = `changes-${textDigest(filter.key)}`;
    const memory = this.#memories.get(name) ?? new ChangeCache(this.caches.open(name));
    this.#memories.set(name, memory);
    return memory;
  }

  /** With the folders that only one side has. */
  async differences(
    pairs: readonly (readonly [Oid, Oid])[],
    filter: PathFilter,
  ): Promise<readonly (OneSidedFolders & { readonly changes: readonly TreeChange[] })[]> {
    return new TreeWalk(this.objects, filter).differences(await this.#trees(pairs));
  }

  async #trees(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly (readonly [Oid, Oid])[]> {
    const trees = await this.commits.trees(pairs.flat());
    return pairs.map(([before, after]) => [trees.get(before) ?? '', trees.get(after) ?? '']);
  }

  /** Git cannot list a commit of which a partial clone has no trees; the walk can fetch them. */
  async #list(commit: Oid, filter: PathFilter): Promise<readonly TreeEntry[]> {
    if (!(await this.objects.isPartial())) return listTree(this.objects.git, commit, filter);
    const tree = (await this.commits.trees([commit])).get(commit) ?? commit;
    const [added = []] = await new TreeWalk(this.objects, filter).changes([[NO_TREE, tree]]);
    return added.flatMap(({ path, after, link }) => (after === null ? [] : [{ path, oid: after, link }]));
  }

  #few(pairs: readonly (readonly [Oid, Oid])[], filter: PathFilter): Promise<readonly (readonly TreeChange[])[]> {
    return Promise.all(pairs.map(([before, after]) => diffTrees(this.objects.git, [before, after], filter)));
  }
}
