import { buildGraph, leaves } from '../graph/graph.js';
import { collideByLeaves, haveDifferentFiles, type LandingCandidate, type RehearseLanding } from './branch-pairs.js';
import { countLeaves } from '../graph/leaf-count.js';
import { landHistories, type LandedHistories } from './landed-histories.js';
import type { HistorySearch, TreeHistories } from '../adapter/tree-histories.js';

/** Whether the second branch clashes once the first has landed, for pairs that git's own merge has landed. */
export type MergedClashes = ReadonlyMap<LandingCandidate, ReadonlyMap<LandingCandidate, boolean>>;

export interface RehearsalBase {
  readonly histories: TreeHistories;
  readonly search: HistorySearch;
}

/** Above this many pairs, the leaves of two branches together are counted by sets: graphs of a few milliseconds each would take minutes. */
const GRAPH_LIMIT = 100;

/** Lands pairs of branches by the contents of their files; pairs that git has landed keep git's answer. */
export function rehearsal(base: RehearsalBase, merged: MergedClashes): RehearseLanding {
  let left = GRAPH_LIMIT;
  return (first, second) => {
    const known = merged.get(first)?.get(second);
    if (known !== undefined) return known;
    left -= 1;
    return left < 0 ? clashBySets(first, second) : clashByGraph(base, first, second);
  };
}

export function pairsWithDifferentContents(
  candidates: readonly LandingCandidate[],
): ReadonlyMap<LandingCandidate, readonly LandingCandidate[]> {
  const others = (first: LandingCandidate): readonly LandingCandidate[] =>
    candidates.filter(second => second.commit !== first.commit && haveDifferentFiles(first, second));
  return new Map(candidates.map(first => [first, others(first)] as const).filter(([, seconds]) => seconds.length > 0));
}

/** Whether the second branch lands all that the first one lands: it is built on it. */
export function isPartOf(first: LandingCandidate, second: LandingCandidate): boolean {
  if (first.files.size >= second.files.size) return false;
  for (const [path, content] of first.files) if (second.files.get(path) !== content) return false;
  return true;
}

function clashBySets(first: LandingCandidate, second: LandingCandidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  return haveDifferentFiles(first, second) || first.effects.some(effect => second.effects.some(other => collideByLeaves(effect, other)));
}

function clashByGraph({ histories, search }: RehearsalBase, first: LandingCandidate, second: LandingCandidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  if (haveDifferentFiles(first, second)) return true;
  return addsLeaf(histories, first, landHistories(histories, new Map([...first.files, ...second.files]), search));
}

export function addsLeaf(base: TreeHistories, first: LandingCandidate, { contents, touched }: LandedHistories): boolean {
  return touched.some(id => {
    const history = contents.get(id);
    if (!history) return false;
    const before = first.effects.find(effect => effect.history === id)?.leaves.length ?? leafCount(base, id);
    return countLeaves(buildGraph([history]), id, before).answer === 'more';
  });
}

function leafCount({ contents }: TreeHistories, id: string): number {
  const history = contents.get(id);
  return history ? leaves(buildGraph([history]), id).length : 0;
}
