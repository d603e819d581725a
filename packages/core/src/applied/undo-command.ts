import type { TreeHistories } from '../adapter/tree-histories.js';
import { buildGraph, spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { byScope, scopeOf } from '../graph/scope.js';
import type { History } from '../adapter/framework.js';
import type { Migration } from '../model/migration.js';

export interface MissingMigrations {
  readonly tip: Migration;
  readonly history: History;
  readonly chain: readonly Migration[];
  readonly hasOtherRows: boolean;
}

export interface UndoRequest extends Omit<MissingMigrations, 'chain'> {
  readonly graph: Graph;
  /** The parent of the whole chain, as the framework spells it; undefined at the start of a history. */
  readonly parent: string | undefined;
}

export interface UndoCommand {
  readonly command: string;
  readonly forks: boolean;
}

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
