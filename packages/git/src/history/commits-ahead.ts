import type { Git } from '../process/git.js';
import type { Oid } from '../objects/oid.js';

/** A commit that a rebase would replay. */
export interface ReplayedCommit {
  readonly commit: Oid;
  readonly parent: Oid;
}

/** Commits that the base lacks, parents first, each with its parents. */
export type CommitsAhead = ReadonlyMap<Oid, readonly Oid[]>;

export async function listCommitsAhead(git: Git, base: Oid, tips: readonly Oid[]): Promise<CommitsAhead> {
  const listed = await git.run(['rev-list', '--topo-order', '--reverse', '--parents', '--ignore-missing', '--stdin'], {
    input: `${tips.join('\n')}\n^${base}\n`,
  });
  const lines = listed.toString().split('\n').slice(0, -1);
  return new Map(
    lines.map(line => {
      const [commit = '', ...parents] = line.split(' ');
      return [commit, parents];
    }),
  );
}

/**
 * The commits that a plain `git rebase` would replay, parents first, for each tip that holds a merge commit which the base lacks.
 * Without one a rebase replays all that there is.
 */
export function commitsToReplay(ahead: CommitsAhead, tips: readonly Oid[]): ReadonlyMap<Oid, readonly ReplayedCommit[]> {
  const isMerge = (commit: Oid): boolean => (ahead.get(commit)?.length ?? 0) > 1;
  return new Map(
    tips.flatMap(tip => {
      const own = reachableCommits(tip, ahead);
      if (![...own].some(isMerge)) return [];
      const commits = [...ahead].flatMap(([commit, [parent]]) =>
        own.has(commit) && !isMerge(commit) && parent !== undefined ? [{ commit, parent }] : [],
      );
      return [[tip, commits] as const];
    }),
  );
}

/** The commits of one tip. */
export function reachableCommits(tip: Oid, parents: CommitsAhead): ReadonlySet<Oid> {
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
