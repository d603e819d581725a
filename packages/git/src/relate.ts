import { readFileSync } from 'node:fs';
import type { Ancestry } from './ancestry.js';
import type { Place } from './discover.js';
import type { Git } from './git.js';
import type { Oid, Relation } from './model.js';
import { type Ahead, reach } from './replayed.js';

/** `ahead` holds at least the commits of the tip that the base lacks. */
export async function relateOne(git: Git, base: Oid, tip: Oid, ahead: Promise<Ahead>): Promise<Relation> {
  if (base === tip) return { kind: 'landed' };
  const { code, stdout } = await git.ask(['merge-base', '--all', '--end-of-options', base, tip]);
  if (code > 1) return notHere(tip);
  const bases = stdout.toString().split('\n').slice(0, -1).sort();
  if (bases.length === 0) return { kind: 'unrelated' };
  if (bases[0] === tip) return { kind: 'landed' };
  return { kind: 'diverged', bases, ahead: reach(tip, await ahead).size };
}

export function relationIn(ancestry: Ancestry, tip: Oid): Relation {
  const { history } = ancestry;
  if (!history.has(tip)) return notHere(tip);
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

function notHere(tip: Oid): Relation {
  return { kind: 'unknown', reason: `commit ${tip} is not in this clone`, command: 'git fetch --all' };
}

/** Commits whose parents a shallow clone lacks. */
export function boundary({ shallow, shallowFile }: Place): readonly Oid[] {
  return shallow ? readFileSync(shallowFile, 'latin1').split('\n').slice(0, -1) : [];
}
