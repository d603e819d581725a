import { takeSnapshot } from '@oneleaf/core';
import type { Oid, Relation } from '@oneleaf/git';
import { diverged, prospects, type Base, type Prospect, type Prospects } from './prospects.js';
import type { Branch } from './refs.js';

/** The base as it will be once a branch has landed on it. */
export async function afterLanding(base: Base, { landing, branch }: Prospect): Promise<Base> {
  const { world, snapshot } = base;
  const files = new Map(snapshot.files);
  for (const [path, content] of landing.files) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  let after = takeSnapshot(files, world.survey);
  while (await world.reader.fetch()) after = takeSnapshot(files, world.survey);
  return { ...base, snapshot: after, landed: branch.commit };
}

/** Lands a branch on a base on which another one has landed. */
export async function landAfter(base: Base, first: Prospect, second: Branch): Promise<Prospects> {
  const after = await afterLanding(base, first);
  return prospects(after, diverged([second], await relateTo(after, [second.commit])));
}

/**
 * How commits stand to a base, or to one on which another branch has landed as one squashed commit: its own commits are then
 * no part of the base, and where a branch left the base stays where it was, even if it is built on the one that has landed.
 */
export async function relateTo({ commit, landed, world: { repository } }: Base, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, Relation>> {
  const relations = await repository.relate(commit, tips);
  if (landed === undefined) return relations;
  const others = await repository.relate(landed, tips);
  return new Map([...relations].map(([tip, relation]) => [tip, others.get(tip)?.kind === 'landed' ? { kind: 'landed' } : relation]));
}

/** Those of the commits that parted from the landed branch later than from the base: as they stand to it after a merge commit. */
export async function relateToMerged(
  { commit, landed, world: { repository } }: Base,
  tips: readonly Oid[],
): Promise<ReadonlyMap<Oid, Relation>> {
  const found = new Map<Oid, Relation>();
  if (landed === undefined) return found;
  const [toBase, toLanded] = [await repository.relate(commit, tips), await repository.relate(landed, tips)];
  for (const tip of tips) {
    const [old, young] = [forkIn(toBase.get(tip)), forkIn(toLanded.get(tip))];
    const relation = toLanded.get(tip);
    if (old === undefined || young === undefined || old === young || !relation) continue;
    if ((await repository.relate(young, [old])).get(old)?.kind === 'landed') found.set(tip, relation);
  }
  return found;
}

function forkIn(relation: Relation | undefined): Oid | undefined {
  return relation?.kind === 'diverged' ? relation.bases[0] : undefined;
}
