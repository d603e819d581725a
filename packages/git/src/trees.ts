import type { Git } from './git.js';
import { GitError } from './git-error.js';
import type { Oid } from './model.js';
import { checkObjects } from './refs.js';

/** The trees of some commits. */
export async function treesOf(git: Git, commits: readonly Oid[]): Promise<ReadonlyMap<Oid, Oid>> {
  const asked = [...new Set(commits)];
  const found = await checkObjects(
    git,
    asked.map(commit => `${commit}^{tree}`),
  );
  return new Map(asked.map((commit, index) => [commit, found[index] ?? absent(commit)]));
}

function absent(commit: Oid): never {
  throw new GitError(`commit ${commit} is not in this clone`, 'git fetch --all');
}
