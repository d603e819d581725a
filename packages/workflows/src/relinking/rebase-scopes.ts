import { LINK_PREFIX, scopeOf, type HistoryContents, type Framework, type Migration, type BranchHistories } from '@oneleaf/core';
import type { LandedTree, UpstreamLanding } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';

/** One scope of the tree, and what its framework and its files say beside it. */
export interface RebaseScope {
  readonly framework: Framework;
  readonly branch: BranchHistories;
}

/** The working tree, and what it lands on. */
export interface RebaseTrees extends Pick<LandedTree, 'here'> {
  readonly onto?: Pick<UpstreamLanding, 'before'> & { readonly base: Pick<UpstreamLanding['base'], 'snapshot'> };
}

/** The scopes of a tree to which the branch brings something. */
export function rebaseScopes(tree: RebaseTrees, formerNames: BranchHistories['formerNames']): readonly RebaseScope[] {
  const own = ownPaths(tree);
  const before = new Set(tree.onto?.before.map(({ path }) => path));
  const landed = tree.onto?.base.snapshot.contents ?? new Map<string, HistoryContents>();
  const here = [...tree.here.contents.values()];
  const mine = here.filter(({ history }) => history.files.some(path => own.has(path)));
  const unknownPaths = new Set([...(tree.onto?.base.snapshot.files.keys() ?? [])].filter(path => !before.has(path)));
  return [...new Set(mine.map(({ history }) => scopeOf(history)))].flatMap(scope => {
    const isIn = ({ history }: HistoryContents): boolean => scopeOf(history) === scope;
    const framework = mine.find(isIn)?.history.framework;
    return framework
      ? [
          {
            framework,
            branch: { landed: [...landed.values()].filter(isIn), here: here.filter(isIn), ownPaths: own, unknownPaths, formerNames },
          },
        ]
      : [];
  });
}

/** What only the branch has: files that neither the base has, nor any tree that it began with or took in. */
function ownPaths({ here, onto }: RebaseTrees): ReadonlySet<string> {
  if (!onto) return new Set();
  const before = new Set(onto.before.map(({ path }) => path));
  const isOwn = ([path, content]: readonly [string, string]): boolean =>
    !before.has(path) && onto.base.snapshot.files.get(path) !== content && !content.startsWith(LINK_PREFIX);
  return new Set([...here.files].filter(isOwn).map(([path]) => path));
}

/** The contents of migrations of the working tree, by path. */
export async function readMigrations(
  { repository }: RepositorySession,
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
