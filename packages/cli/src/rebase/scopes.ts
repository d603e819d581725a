import { LINK, scopeOf, type Chapter, type Framework, type Migration, type Strand } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { LandedTree, Onto } from '../landed-tree.js';
import type { Session } from '../session.js';

/** One scope of the tree, and what its framework and its files say beside it. */
export interface Scope {
  readonly framework: Framework;
  readonly strand: Strand;
}

/** The working tree, and what it lands on. */
export interface Sides extends Pick<LandedTree, 'here'> {
  readonly onto?: Pick<Onto, 'before'> & { readonly base: Pick<Onto['base'], 'snapshot'> };
}

/** The scopes of a tree to which the branch brings something. */
export function scopesOf(tree: Sides, formerly: Strand['formerly']): readonly Scope[] {
  const own = ownPaths(tree);
  const before = new Set(tree.onto?.before.map(({ path }) => path));
  const landed = tree.onto?.base.snapshot.chapters ?? new Map<string, Chapter>();
  const here = [...tree.here.chapters.values()];
  const mine = here.filter(({ history }) => history.files.some(path => own.has(path)));
  const since = new Set([...(tree.onto?.base.snapshot.files.keys() ?? [])].filter(path => !before.has(path)));
  return [...new Set(mine.map(({ history }) => scopeOf(history)))].flatMap(scope => {
    const isIn = ({ history }: Chapter): boolean => scopeOf(history) === scope;
    const framework = frameworks.find(({ name }) => name === mine.find(isIn)?.history.framework);
    return framework
      ? [{ framework, strand: { landed: [...landed.values()].filter(isIn), here: here.filter(isIn), own, since, formerly } }]
      : [];
  });
}

/** What only the branch has: files that neither the base has, nor any tree that it began with or took in. */
function ownPaths({ here, onto }: Sides): ReadonlySet<string> {
  if (!onto) return new Set();
  const before = new Set(onto.before.map(({ path }) => path));
  const isOwn = ([path, content]: readonly [string, string]): boolean =>
    !before.has(path) && onto.base.snapshot.files.get(path) !== content && !content.startsWith(LINK);
  return new Set([...here.files].filter(isOwn).map(([path]) => path));
}

/** The contents of migrations of the working tree, by path. */
export async function bytesOf(
  { repository }: Session,
  { here }: LandedTree,
  migrations: readonly Migration[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const oids = migrations.flatMap(({ path }) => here.files.get(path) ?? []);
  const contents = await repository.read(oids);
  return new Map(
    migrations.flatMap(({ path }) => {
      const bytes = contents.get(here.files.get(path) ?? '');
      return bytes ? [[path, bytes] as const] : [];
    }),
  );
}
