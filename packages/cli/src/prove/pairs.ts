import type { Fix, Proofs, ProvenPair } from '@oneleaf/core';
import { resolve } from 'node:path';
import type { Outside } from '../outside.js';
import type { Session } from '../session.js';
import { sqlIn } from '../throwaway/baseline.js';
import { withBenches, type Bench, type Benches } from '../throwaway/bench.js';
import type { Sandboxing } from '../throwaway/options.js';
import type { FoundProject } from '../throwaway/projects.js';
import { contested, provePair, readPair, type Pair } from './pair.js';

export interface Seeded {
  readonly asked: Sandboxing;
  /** A file of SQL. */
  readonly seed?: string;
}

export interface Proving extends Seeded {
  readonly pairs: readonly Pair[];
}

/** Every pair in every project to which both bring something. */
export function provePairs(session: Session, outside: Outside, { asked, ...proving }: Proving): Promise<Proofs> {
  return withBenches(session, outside, { asked, run: benches => provePairsIn(benches, session, outside, proving) });
}

/** The same in some projects. */
export async function provePairsIn(
  benches: Benches,
  session: Session,
  outside: Outside,
  { seed, pairs }: Omit<Proving, 'asked'>,
): Promise<Proofs> {
  const sql = seed === undefined ? {} : { seed: sqlIn(resolve(outside.cwd, seed), 'seed') };
  const around = { open: opener(benches), top: session.repository.top, env: outside.env, ...sql };
  const proven: ProvenPair[] = [];
  const notes: Fix[] = [];
  for (const [at, pair] of pairs.entries()) {
    session.progress('trying both orders', at, pairs.length);
    const read = await readPair(session, pair, outside.chance);
    const shared = await contested(read, benches.projects);
    if (shared.length === 0) notes.push(apart(pair));
    for (const found of shared) proven.push(await provePair(read, { found, ...around }));
  }
  return { seeded: seed !== undefined, pairs: proven, notes };
}

function apart({ one, other }: Pair): Fix {
  return { title: `${one.name} and ${other.name} bring migrations to no common database: nothing to try` };
}

/** Each project is made ready once. */
function opener({ open }: Benches): (found: FoundProject) => Promise<Bench> {
  const opened = new Map<FoundProject, Promise<Bench>>();
  return found => {
    const bench = opened.get(found) ?? open(found);
    opened.set(found, bench);
    return bench;
  };
}
