import type { Git } from './git.js';
import type { Oid } from './model.js';

/** A commit that a rebase would replay. */
export interface Replayed {
  readonly commit: Oid;
  readonly parent: Oid;
}

/**
 * The commits that a plain `git rebase` would replay, parents first, for each tip that holds a merge commit which the base lacks.
 * Without one a rebase replays all that there is.
 */
export async function replayed(git: Git, base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly Replayed[]>> {
  const listed = await git.run(['rev-list', '--topo-order', '--reverse', '--parents', '--stdin'], {
    input: `${tips.join('\n')}\n^${base}\n`,
  });
  const parents = new Map(
    listed
      .toString()
      .split('\n')
      .slice(0, -1)
      .map(line => {
        const [commit = '', ...rest] = line.split(' ');
        return [commit, rest] as const;
      }),
  );
  return new Map(
    tips.flatMap(tip => {
      const own = reach(tip, parents);
      const isMerge = (commit: Oid): boolean => (parents.get(commit)?.length ?? 0) > 1;
      if (![...own].some(isMerge)) return [];
      const commits = [...parents].flatMap(([commit, [parent]]) =>
        own.has(commit) && !isMerge(commit) && parent !== undefined ? [{ commit, parent }] : [],
      );
      return [[tip, commits] as const];
    }),
  );
}

function reach(tip: Oid, parents: ReadonlyMap<Oid, readonly Oid[]>): ReadonlySet<Oid> {
  const found = new Set<Oid>();
  const open = [tip];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const above = parents.get(next);
    if (above === undefined || found.has(next)) continue;
    found.add(next);
    open.push(...above);
  }
  return found;
}
