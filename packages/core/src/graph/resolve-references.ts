import type { HistoryContents, GraphNode } from './node.js';
import type { Migration, MigrationId, Reference } from '../model/migration.js';
import type { History } from '../adapter/framework.js';
import { undecidedLeaves } from './undecided-leaves.js';
import { addToGroup } from '../model/grouping.js';

export interface ReferenceTarget {
  readonly id: MigrationId;
  readonly history: string;
}

type ReferenceResolver = (from: Migration, reference: Reference) => readonly ReferenceTarget[];

/**
 * Reads references that name a history or a label instead of a migration, once nodes have their parents. One into a history that is not
 * here means nothing, because installed packages have migrations too; nor does one to a first or last migration that is computed.
 */
export function referenceResolver(histories: readonly HistoryContents[], nodes: ReadonlyMap<MigrationId, GraphNode>): ReferenceResolver {
  const homes = new Map(histories.map(({ history }) => [history.id, history]));
  const byLabel = new Map(histories.map(({ history }) => [scopedLabel(history, history.label), history]));
  const carriers = branchLabels(histories);
  const uncertain = new Set(histories.filter(isUncertain).map(({ history }) => history.id));
  // A name without a file counts: it may be one that a squash has replaced.
  const edge = (history: History, which: 'first' | 'latest'): readonly ReferenceTarget[] => {
    const found = [...nodes.values()].filter(
      node => node.history === history.id && (which === 'first' ? node.parents : node.children).size === 0,
    );
    return found
      .map(({ id }) => ({ id, history: history.id }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, 1);
  };
  return (from, reference) => {
    const home = homes.get(from.history);
    if (!home) return [];
    if (reference.kind === 'label') return carriers.get(scopedLabel(home, reference.id)) ?? [{ id: reference.id, history: home.id }];
    if (reference.history === undefined || reference.history === home.id) return [{ id: reference.id, history: home.id }];
    const history = byLabel.get(scopedLabel(home, reference.history));
    if (!history) return [];
    if (reference.kind) return uncertain.has(history.id) ? [] : edge(history, reference.kind);
    return [{ id: `${history.id}${reference.id.slice(reference.history.length)}`, history: history.id }];
  };
}

function isUncertain(contents: HistoryContents): boolean {
  const { computed, unreadable } = undecidedLeaves(contents);
  return computed.length + unreadable.length > 0;
}

function scopedLabel(history: History, label: string): string {
  return `${history.framework.name}\0${history.scope}\0${label}`;
}

function branchLabels(histories: readonly HistoryContents[]): Map<string, ReferenceTarget[]> {
  const carriers = new Map<string, ReferenceTarget[]>();
  for (const { history, migrations } of histories) {
    for (const migration of migrations) {
      for (const label of migration.labels) {
        const key = scopedLabel(history, label);
        addToGroup(carriers, key, { id: migration.id, history: history.id });
      }
    }
  }
  return carriers;
}
