import { openCommitTree } from '../branches/base-tree.js';
import { isMigrationPath } from '../landing/contested-files.js';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { BaseTree } from '../branches/base-tree.js';
import { commitOf } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';

/** Runs a task on the base as it will be once a branch has landed on it by a merge commit. */
export async function afterLanding<T>(
  session: RepositorySession,
  { base, branch }: { readonly base: BaseTree; readonly branch: string },
  task: (session: RepositorySession, base: BaseTree) => Promise<T>,
): Promise<T> {
  const commit = await commitOf(session.repository, branch);
  const request = { base: base.commit, tips: [commit], filter: base.world.interest };
  return session.repository.landInScratch(request, async (repository, landed) => {
    const first = landed.get(commit);
    if (first === undefined || 'failed' in first) throw cannotLand(base, branch, first?.failed ?? 'git gave no reason');
    const stops = first.stops.filter(path => isMigrationPath(base, path));
    if (stops.length > 0) throw cannotLand(base, branch, `git stops at ${stops.join(', ')}`);
    const there = { ...session, repository };
    return task(there, await openCommitTree(there, base.ref, first.commit));
  });
}

function cannotLand(base: BaseTree, branch: string, why: string): EnvironmentError {
  return new EnvironmentError(`${branch} cannot land on ${base.ref}: ${why}`, `oneleaf predict ${branch}`);
}
