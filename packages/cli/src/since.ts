import { landSnapshot, type Content, type LandedSnapshot, type RefChange, type Snapshot } from '@oneleaf/core';
import type { TreeEntry, Oid, Repository } from '@oneleaf/git';
import { EnvironmentError } from './errors.js';
import { contentOf, type World } from './world.js';

/** What a tree does to the migrations that had landed when it left the base. */
export async function changeSince(world: World, snapshot: Snapshot, fork: Oid): Promise<RefChange> {
  const before = await world.repository.list(fork, world.interest);
  const undone = difference(snapshot, before);
  const { added, edited, deleted } = (await landFiles({ snapshot, world }, undone)).change;
  return { added: deleted, edited: edited.map(({ landed, now }) => ({ landed: now, now: landed })), deleted: added };
}

/** Puts files onto a snapshot, read in as few batches as they allow. */
export async function landFiles(
  { snapshot, world }: { readonly snapshot: Snapshot; readonly world: World },
  files: ReadonlyMap<string, Content>,
): Promise<LandedSnapshot> {
  let landed = landSnapshot(snapshot, files, world.survey);
  while (await world.reader.fetch()) landed = landSnapshot(snapshot, files, world.survey);
  return landed;
}

/** What would have to change to get back to the older files. */
function difference({ files }: Snapshot, before: readonly TreeEntry[]): ReadonlyMap<string, Content> {
  const old = new Map(before.map(entry => [entry.path, contentOf(entry)]));
  const back = [...old].filter(([path, content]) => files.get(path) !== content);
  const away = [...files.keys()].filter(path => !old.has(path)).map(path => [path, null] as const);
  return new Map<string, Content>([...back, ...away]);
}

/** Where a commit left the base: their newest common commit. Undefined without a common history. */
export async function forkOf(repository: Repository, base: Oid, tip: Oid): Promise<Oid | undefined> {
  return (await forksOf(repository, base, tip))[0];
}

/** The same where merges have gone both ways: every newest common commit. */
export async function forksOf(repository: Repository, base: Oid, tip: Oid): Promise<readonly Oid[]> {
  if (base === tip) return [tip];
  const relation = (await repository.relate(base, [tip])).get(tip);
  switch (relation?.kind) {
    case 'landed':
      return [tip];
    case 'diverged':
      return relation.bases;
    case 'unknown':
      throw new EnvironmentError(relation.reason, relation.command);
    case 'unrelated':
    case undefined:
      return [];
  }
}
