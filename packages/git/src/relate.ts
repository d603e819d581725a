import { existsSync, readFileSync } from 'node:fs';
import { Ancestry } from './ancestry.js';
import type { Place } from './discover.js';
import type { Git } from './git.js';
import { type History, readHistory } from './history.js';
import type { Oid, Relation } from './model.js';

/** From here on one pass over the whole history costs less than git's merge-base for each commit. */
const MANY = 10;

const DEEPEN = 'git fetch --unshallow';

export interface Related {
  readonly relations: ReadonlyMap<Oid, Relation>;
  /** The commits that were read for it, when that was the whole history. */
  readonly history?: History;
}

export async function relate(git: Git, place: Place, base: Oid, tips: readonly Oid[]): Promise<Related> {
  const different = [...new Set(tips)];
  if (different.length < MANY && !place.shallow) {
    const relations = await Promise.all(different.map(async tip => [tip, await relateOne(git, base, tip)] as const));
    return { relations: new Map(relations) };
  }
  const history = await readHistory(git, [base, ...different], place.width);
  return { relations: relateAll(history, base, different, boundary(place)), history };
}

async function relateOne(git: Git, base: Oid, tip: Oid): Promise<Relation> {
  if (base === tip) return { kind: 'landed' };
  const [bases, ahead] = await Promise.all([
    git.ask(['merge-base', '--all', '--end-of-options', base, tip]),
    git.ask(['rev-list', '--count', tip, `^${base}`]),
  ]);
  if (bases.code > 1) return notHere(tip);
  const found = bases.stdout.toString().split('\n').slice(0, -1).sort();
  if (found.length === 0) return { kind: 'unrelated' };
  return found[0] === tip ? { kind: 'landed' } : { kind: 'diverged', bases: found, ahead: Number(ahead.stdout.toString()) };
}

function relateAll(history: History, base: Oid, tips: readonly Oid[], boundary: readonly Oid[]): ReadonlyMap<Oid, Relation> {
  const { commits } = history;
  const cut = new Set(boundary.map(oid => commits.find(oid)).filter(commit => commit !== 0));
  const ancestry = new Ancestry(history, commits.find(base), cut);
  return new Map(tips.map(tip => [tip, relation(ancestry, tip)]));
}

function relation(ancestry: Ancestry, tip: Oid): Relation {
  const { history } = ancestry;
  const commit = history.commits.find(tip);
  if ((history.tree[commit] ?? 0) === 0) return notHere(tip);
  if (ancestry.landed(commit)) return { kind: 'landed' };
  if (ancestry.uncertain(commit)) {
    return { kind: 'unknown', reason: 'this clone is too shallow to show where the branch left the base', command: DEEPEN };
  }
  const bases = ancestry.bases(commit);
  if (bases.length === 0) return { kind: 'unrelated' };
  return { kind: 'diverged', bases: bases.map(id => history.commits.hex(id)).sort(), ahead: ancestry.ahead(commit) };
}

function notHere(tip: Oid): Relation {
  return { kind: 'unknown', reason: `commit ${tip} is not in this clone`, command: 'git fetch --all' };
}

function boundary({ shallow, shallowFile }: Place): readonly Oid[] {
  if (!shallow || !existsSync(shallowFile)) return [];
  return readFileSync(shallowFile, 'latin1').split('\n').slice(0, -1);
}
