import { readFileSync } from 'node:fs';
import type { Ancestry } from './ancestry.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import type { CommitRelation } from './commit-relation.js';
import type { Oid } from '../objects/oid.js';
import { type CommitsAhead, reachableCommits } from './commits-ahead.js';

/** `ahead` holds at least the commits of the tip that the base lacks. */
export async function relateByMergeBase(git: Git, base: Oid, tip: Oid, ahead: Promise<CommitsAhead>): Promise<CommitRelation> {
  if (base === tip) return { kind: 'landed' };
  const { code, stdout } = await git.ask(['merge-base', '--all', '--end-of-options', base, tip]);
  if (code > 1) return missingCommit(tip);
  const bases = stdout.toString().split('\n').slice(0, -1).sort();
  if (bases.length === 0) return { kind: 'unrelated' };
  if (bases[0] === tip) return { kind: 'landed' };
  return { kind: 'diverged', bases, ahead: reachableCommits(tip, await ahead).size };
}

export function relationInGraph(ancestry: Ancestry, tip: Oid): CommitRelation {
  const { history } = ancestry;
  if (!history.has(tip)) return missingCommit(tip);
  const commit = history.commits.find(tip);
  if (ancestry.landed(commit)) return { kind: 'landed' };
  if (ancestry.uncertain(commit)) {
    return {
      kind: 'unknown',
      reason: 'this clone is too shallow to show where the branch left the base',
      command: 'git fetch --unshallow',
    };
  }
  const bases = ancestry.bases(commit);
  if (bases.length === 0) return { kind: 'unrelated' };
  return { kind: 'diverged', bases: bases.map(id => history.commits.hex(id)).sort(), ahead: ancestry.ahead(commit) };
}

function missingCommit(tip: Oid): CommitRelation {
  return { kind: 'unknown', reason: `commit ${tip} is not in this clone`, command: 'git fetch --all' };
}

/** Commits whose parents a shallow clone lacks. */
export function shallowBoundary({ shallow, shallowFile }: RepositoryLocation): readonly Oid[] {
  return shallow ? readFileSync(shallowFile, 'latin1').split('\n').slice(0, -1) : [];
}
