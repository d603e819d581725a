import type { Group, PredictReport } from '@oneleaf/core';
import type { Pair } from './pair.js';

/** The branches of each group, two by two, each pair once; those that land on another line than each other are none. */
export function pairsOf({ base, branches, groups }: PredictReport): readonly Pair[] {
  const named = new Map(branches.map(({ ref, commit, target }) => [ref, { name: ref, commit, base: target?.commit ?? base.commit }]));
  const pairs = groups.flatMap(twoByTwo).flatMap(([first, second]): readonly Pair[] => {
    const [one, other] = [named.get(first), named.get(second)];
    return one && other && one.base === other.base ? [{ base: one.base, one, other }] : [];
  });
  return [...new Map(pairs.map(pair => [[pair.one.name, pair.other.name].sort().join('\n'), pair])).values()];
}

function twoByTwo({ refs }: Group): readonly (readonly [string, string])[] {
  return refs.flatMap((one, at) => refs.slice(at + 1).map(other => [one, other] as const));
}
