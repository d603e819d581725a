import type { Framework } from '../adapter/framework.js';
import type { FileTree } from '../landing/file-tree.js';
import { baseName } from '../model/paths.js';
import { movedFiles } from '../landing/moved-files.js';
import type { Migration } from '../model/migration.js';
import { LINK_PREFIX, type TreeHistories } from '../adapter/tree-histories.js';
import type { BranchHistories } from './branch-histories.js';
import type { HistoryContents } from '../graph/node.js';
import { scopeOf } from '../graph/scope.js';

export interface RebaseScope {
  readonly framework: Framework;
  readonly branch: BranchHistories;
}

export interface RebaseTrees {
  readonly here: TreeHistories;
  /** Absent if no base is known. */
  readonly onto?: {
    /** Files of the trees that the branch started from or has merged since. */
    readonly before: FileTree;
    readonly base: { readonly snapshot: TreeHistories };
  };
}

/** What migrations were called that are not there any more. */
export type PastNames = Pick<BranchHistories, 'formerNames' | 'withdrawn'>;

const NO_PAST: PastNames = { formerNames: new Map(), withdrawn: new Set() };

/** The scopes in which the branch has migrations of its own. */
export function rebaseScopes(tree: RebaseTrees, { formerNames, withdrawn }: PastNames = NO_PAST): readonly RebaseScope[] {
  const own = ownPaths(tree);
  const landed = tree.onto?.base.snapshot.contents ?? new Map<string, HistoryContents>();
  const here = [...tree.here.contents.values()];
  const changed = here.filter(({ history }) => history.files.some(path => own.has(path)));
  const unknownPaths = tree.onto ? pathsSince(tree.onto) : new Set<string>();
  return [...new Set(changed.map(({ history }) => scopeOf(history)))].flatMap(scope => {
    const isIn = ({ history }: HistoryContents): boolean => scopeOf(history) === scope;
    const framework = changed.find(isIn)?.history.framework;
    return framework
      ? [
          {
            framework,
            branch: {
              landed: [...landed.values()].filter(isIn),
              here: here.filter(isIn),
              ownPaths: own,
              unknownPaths,
              withdrawn,
              formerNames,
            },
          },
        ]
      : [];
  });
}

/** Files that the base has got since the branch left it; those that it has only moved are not among them. */
function pathsSince({ before, base }: NonNullable<RebaseTrees['onto']>): ReadonlySet<string> {
  const moved = movedFiles(before, base.snapshot.files);
  return new Set([...base.snapshot.files.keys()].filter(path => !before.has(path) && !moved.has(path)));
}

/**
 * Files that only the branch has: neither the base nor a tree that it started from or merged.
 * A migration that either side has moved, renamed or landed elsewhere is the same migration, and not the branch's own.
 */
function ownPaths({ here, onto }: RebaseTrees): ReadonlySet<string> {
  if (!onto) return new Set();
  const moved = movedFiles(onto.before, here.files);
  const known = landedElsewhere(here, onto);
  const isOwn = ([path, content]: readonly [string, string]): boolean =>
    !onto.before.has(path) &&
    !moved.has(path) &&
    !known.has(path) &&
    onto.base.snapshot.files.get(path) !== content &&
    !content.startsWith(LINK_PREFIX);
  return new Set([...here.files].filter(isOwn).map(([path]) => path));
}

/** Migrations of the branch that the base has under another path: as it began with them, or with the same content. */
function landedElsewhere(here: TreeHistories, { before, base }: NonNullable<RebaseTrees['onto']>): ReadonlySet<string> {
  const origins = movedFiles(before, base.snapshot.files);
  const landed = new Map([...base.snapshot.contents.values()].flatMap(({ migrations }) => migrations).map(({ id, path }) => [id, path]));
  const mine = [...here.contents.values()].flatMap(({ migrations }) => migrations);
  const isKnown = ({ id, path }: Migration): boolean => {
    const there = landed.get(id);
    if (there === undefined || there === path) return false;
    const origin = origins.get(there) ?? there;
    const isSameFile = baseName(there) === baseName(path) && base.snapshot.files.get(there) === here.files.get(path);
    return isSameFile || (before.has(origin) && !here.files.has(origin));
  };
  return new Set(mine.filter(isKnown).map(({ path }) => path));
}
