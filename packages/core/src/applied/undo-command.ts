import type { TreeHistories } from '../adapter/tree-histories.js';
import { buildGraph, spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { byScope, scopeOf } from '../graph/scope.js';
import type { History } from '../adapter/framework.js';
import type { Migration } from '../model/migration.js';

/** A chain of migrations that is to be taken back. */
export interface MissingMigrations {
  readonly tip: Migration;
  readonly history: History;
  /** What is not in the tree, parents first, the tip last. */
  readonly chain: readonly Migration[];
  /** Whether the table has other rows. */
  readonly hasOtherRows: boolean;
}

/** The graph once the files of the chain are here, and what the chain begins on. */
export interface UndoRequest extends Omit<MissingMigrations, 'chain'> {
  readonly graph: Graph;
  /** The parent of the chain in its history, as the framework spells it; undefined for the first of all. */
  readonly parent: string | undefined;
}

export interface UndoCommand {
  /** The framework's own command, once the files are here. */
  readonly command: string;
  /** Whether the framework refuses it because there are two leaves then. */
  readonly forks: boolean;
}

/** The command that takes a chain back; undefined where the framework has no such command. */
export function undoCommand(tree: Pick<TreeHistories, 'contents'>, { chain, ...missing }: MissingMigrations): UndoCommand | undefined {
  const graph = graphWithChain(tree, missing.history, chain);
  return missing.history.framework.record?.undo({ ...missing, graph, parent: parentBelow(graph, missing.tip, chain) });
}

function parentBelow(graph: Graph, { history }: Migration, chain: readonly Migration[]): string | undefined {
  const own = new Set(chain.map(({ id }) => id));
  const lowest = chain.find(one => one.history === history && !one.parents.some(({ id }) => own.has(id)));
  const [parent] = lowest?.parents ?? [];
  return parent && spellingOf(graph, parent.id);
}

function graphWithChain({ contents }: Pick<TreeHistories, 'contents'>, history: History, chain: readonly Migration[]): Graph {
  const scope = byScope(contents.values()).get(scopeOf(history)) ?? [];
  const home = scope.some(one => one.history.id === history.id) ? [] : [{ history, migrations: [], unreadable: [] }];
  const grown = [...scope, ...home].map(one => ({
    ...one,
    migrations: [...one.migrations, ...chain.filter(migration => migration.history === one.history.id)],
  }));
  return buildGraph(grown);
}
