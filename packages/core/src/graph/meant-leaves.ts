import { ancestorLine } from './ancestors.js';
import type { Graph } from './node.js';
import type { MigrationId } from '../model/migration.js';

/**
 * How many of some leaves are meant to stay apart: those that carry branch labels of their own, and those of lines that share nothing and lie
 * in locations of their own. Two leaves under one label count once: one of them is too many. At least one.
 */
export function countMeantLeaves(graph: Graph, history: string, found: readonly MigrationId[]): number {
  const contents = graph.contents.get(history);
  if (!contents || found.length < 2) return 1;
  const { locations = [] } = contents.history;
  if (locations.length < 2 && !contents.migrations.some(({ labels }) => labels.length > 0)) return 1;
  const lines = found.map(leaf => lineOf(graph, leaf, locations));
  const isCommon = (label: string): boolean => lines.every(({ labels }) => labels.has(label));
  const kinds = lines.map(({ labels, location, line }) => {
    const own = [...labels].filter(label => !isCommon(label)).sort();
    if (own.length > 0) return own.join('\0');
    const isApart = lines.every(other => other.line === line || (other.location !== location && isDisjoint(line, other.line)));
    return isApart && location !== undefined ? `in ${location}` : undefined;
  });
  return Math.max(1, new Set(kinds.filter(kind => kind !== undefined)).size);
}

interface LeafLine {
  readonly line: ReadonlySet<MigrationId>;
  readonly labels: ReadonlySet<string>;
  /** Where the leaf lies; undefined where the history has one location. */
  readonly location: string | undefined;
}

function lineOf(graph: Graph, leaf: MigrationId, locations: readonly string[]): LeafLine {
  const { nodes } = graph;
  const line = ancestorLine(graph, leaf);
  const path = nodes.get(leaf)?.migration?.path ?? '';
  return {
    line,
    labels: new Set([...line].flatMap(id => nodes.get(id)?.migration?.labels ?? [])),
    location: locations.find(folder => path.startsWith(`${folder}/`)),
  };
}

function isDisjoint(one: ReadonlySet<MigrationId>, other: ReadonlySet<MigrationId>): boolean {
  return [...one].every(id => !other.has(id));
}
