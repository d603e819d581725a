import type { Framework } from '../adapter/framework.js';
import type { FileTree } from '../landing/land-tree.js';
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

/** The scopes in which the branch has migrations of its own. */
export function rebaseScopes(tree: RebaseTrees, formerNames: BranchHistories['formerNames']): readonly RebaseScope[] {
  const own = ownPaths(tree);
  const landed = tree.onto?.base.snapshot.contents ?? new Map<string, HistoryContents>();
  const here = [...tree.here.contents.values()];
  const changed = here.filter(({ history }) => history.files.some(path => own.has(path)));
  const unknownPaths = new Set([...(tree.onto?.base.snapshot.files.keys() ?? [])].filter(path => tree.onto?.before.has(path) !== true));
  return [...new Set(changed.map(({ history }) => scopeOf(history)))].flatMap(scope => {
    const isIn = ({ history }: HistoryContents): boolean => scopeOf(history) === scope;
    const framework = changed.find(isIn)?.history.framework;
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

/** Files that only the branch has: neither the base nor a tree that it started from or merged. */
function ownPaths({ here, onto }: RebaseTrees): ReadonlySet<string> {
  if (!onto) return new Set();
  const isOwn = ([path, content]: readonly [string, string]): boolean =>
    !onto.before.has(path) && onto.base.snapshot.files.get(path) !== content && !content.startsWith(LINK_PREFIX);
  return new Set([...here.files].filter(isOwn).map(([path]) => path));
}
