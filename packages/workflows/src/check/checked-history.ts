import { countLeaves, roots, spellingOf, type CheckedHistory, type Graph, type HistoryContents } from '@oneleaf/core';

/** The histories of some graphs as reports list them, sorted. */
export function checkedHistories(scopes: readonly Graph[]): readonly CheckedHistory[] {
  return scopes.flatMap(graph => [...graph.contents.values()].map(contents => checkedHistory(graph, contents))).sort(byHistory);
}

function checkedHistory(graph: Graph, { history, migrations, unreadable }: HistoryContents): CheckedHistory {
  const { leaves, undecided } = countLeaves(graph, history.id);
  return {
    history: history.id,
    framework: history.framework.name,
    folder: history.folder,
    migrations: migrations.length + unreadable.length,
    leaves: leaves.map(id => spellingOf(graph, id)),
    roots: roots(graph, history.id).map(id => spellingOf(graph, id)),
    undecided,
  };
}

function byHistory(a: CheckedHistory, b: CheckedHistory): number {
  return a.history < b.history ? -1 : 1;
}
