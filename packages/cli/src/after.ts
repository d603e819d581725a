import { openCommit } from './base.js';
import { isMigration } from './contests.js';
import { EnvironmentError } from './errors.js';
import type { Base } from './prospect.js';
import { commitOf } from './refs.js';
import type { Session } from './session.js';

/** Runs a task on the base as it will be once a branch has landed on it by a merge commit. */
export async function afterLanding<T>(
  session: Session,
  { base, branch }: { readonly base: Base; readonly branch: string },
  task: (session: Session, base: Base) => Promise<T>,
): Promise<T> {
  const commit = await commitOf(session.repository, branch);
  const request = { base: base.commit, tips: [commit], interest: base.world.interest };
  return session.repository.landInScratch(request, async (repository, landed) => {
    const first = landed.get(commit);
    if (first === undefined || 'failed' in first) throw unable(base, branch, first?.failed ?? 'git said nothing');
    const stops = first.stops.filter(path => isMigration(base, path));
    if (stops.length > 0) throw unable(base, branch, `git stops at ${stops.join(', ')}`);
    const there = { ...session, repository };
    return task(there, await openCommit(there, base.ref, first.commit));
  });
}

function unable(base: Base, branch: string, why: string): EnvironmentError {
  return new EnvironmentError(`${branch} cannot land on ${base.ref}: ${why}`, `oneleaf predict ${branch}`);
}
