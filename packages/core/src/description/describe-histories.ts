import type { DescribedDoubt, DescribedHistory, DescribedMigration } from '../reports/describe-report.js';
import type { Operation } from '../effects/operation.js';
import { spellingOf } from '../graph/graph.js';
import { countLeaves } from '../graph/leaf-count.js';
import type { Graph } from '../graph/node.js';
import type { Migration } from '../model/migration.js';
import type { HistoryContents, GraphNode } from '../graph/node.js';
import { applicationOrder } from '../graph/application-order.js';
import { describeOperations } from './describe-operations.js';

export interface MigrationActions {
  readonly summary: string;
  readonly operations: readonly Operation[] | 'opaque';
}

/** The selected histories, each with its migrations in the order in which they are applied, without what a squash replaces. */
export function describeHistories(
  graph: Graph,
  isRequested: (history: string) => boolean,
  readActions: (migration: Migration) => MigrationActions,
): readonly DescribedHistory[] {
  const selected = [...graph.contents.values()].filter(({ history }) => isRequested(history.id));
  if (selected.length === 0) return [];
  const order = applicationOrder(graph).flatMap(id => graph.nodes.get(id) ?? []);
  return selected.map(contents => {
    const { id, framework, folder } = contents.history;
    const own = order.filter(node => node.history === id);
    const migrations = own.flatMap(node => (node.migration ? [migrationOf(graph, node, node.migration, readActions(node.migration))] : []));
    const { certain, leaves } = countLeaves(graph, id);
    const last = (certain.length > 0 ? certain : leaves).map(leaf => spellingOf(graph, leaf));
    return { history: id, framework: framework.name, folder, migrations, leaves: last, doubts: doubtsOf(graph, contents, own) };
  });
}

function migrationOf(
  graph: Graph,
  { parents, needs }: GraphNode,
  migration: Migration,
  { summary, operations }: MigrationActions,
): DescribedMigration {
  const { literal, path, replaces } = migration;
  return {
    name: literal,
    path,
    parents: [...parents].map(id => spellingOf(graph, id)).sort(),
    requires: [...needs].sort(),
    replaces: replaces.map(({ id }) => nameOf(graph, migration, id)),
    summary,
    ...describeOperations(operations),
  };
}

/** A migration that a squash replaces has no node, so its name comes from the files. */
function nameOf({ contents }: Graph, { history }: Migration, id: string): string {
  return contents.get(history)?.migrations.find(migration => migration.id === id)?.literal ?? id.slice(id.indexOf('.') + 1);
}

function doubtsOf(
  graph: Graph,
  { history, migrations, unreadable }: HistoryContents,
  own: readonly GraphNode[],
): readonly DescribedDoubt[] {
  const missing = own.filter(({ migration }) => !migration).map(({ id }) => id);
  const doubts = [
    ...unreadable.map(({ path, problem }) => ({ path, reason: problem.reason })),
    ...migrations.flatMap(({ path, undecided }) =>
      undecided.map(({ fact, reason }) => ({ path, reason: `${fact} is computed: ${reason}` })),
    ),
    ...graph.shadowed
      .filter(twin => twin.history === history.id)
      .map(({ path, literal }) => ({ path, reason: `another file has the id ${literal} too, and is described instead` })),
    ...migrations.flatMap(({ path, parents }) =>
      parents
        .filter(({ id }) => missing.includes(id))
        .map(({ id }) => ({ path, reason: `no file has its parent ${spellingOf(graph, id)}` })),
    ),
  ];
  return doubts.sort((one, other) => (one.path < other.path ? -1 : 1));
}
