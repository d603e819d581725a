import type { BranchGroup, PredictReport } from '@oneleaf/core';
import type { BranchPair } from './prove-pair.js';

/** The branches of each group, two by two, each pair once; those that land on another line than each other are none. */
export function collidingPairs({ base, branches, groups }: PredictReport): readonly BranchPair[] {
  const named = new Map(branches.map(({ ref, commit, target }) => [ref, { name: ref, commit, base: target?.commit ?? base.commit }]));
  const pairs = groups.flatMap(pairsIn).flatMap(([first, second]): readonly BranchPair[] => {
    const [one, other] = [named.get(first), named.get(second)];
    return one && other && one.base === other.base ? [{ base: one.base, one, other }] : [];
  });
  return [...new Map(pairs.map(pair => [[pair.one.name, pair.other.name].sort().join('\n'), pair])).values()];
}

function pairsIn({ refs }: BranchGroup): readonly (readonly [string, string])[] {
  return refs.flatMap((one, at) => refs.slice(at + 1).map(other => [one, other] as const));
}
