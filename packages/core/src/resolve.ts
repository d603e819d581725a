import type { Chapter, Node } from './node.js';
import type { History, Migration, MigrationId, Reference } from './model.js';
import { leavesUndecided } from './undecided.js';

/** A migration that a reference means, there or not, and the history that it belongs to. */
export interface Target {
  readonly id: MigrationId;
  readonly history: string;
}

type Resolve = (from: Migration, reference: Reference) => readonly Target[];

/**
 * Reads references that name a history or a label instead of a migration, over nodes that carry their same-history edges already.
 * A reference into a history that is not here answers nothing: installed packages have migrations too (Django's `auth`).
 * Neither does one to the first or the last migration of a history in which that is computed.
 */
export function resolver(chapters: readonly Chapter[], nodes: ReadonlyMap<MigrationId, Node>): Resolve {
  const homes = new Map(chapters.map(({ history }) => [history.id, history]));
  const byLabel = new Map(chapters.map(({ history }) => [scoped(history, history.label), history]));
  const carriers = branchLabels(chapters);
  const uncertain = new Set(chapters.filter(isUncertain).map(({ history }) => history.id));
  // A name without a file counts: it may be one that a squash has replaced.
  const edge = (history: History, which: 'first' | 'latest'): readonly Target[] => {
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
    if (reference.kind === 'label') return carriers.get(scoped(home, reference.id)) ?? [{ id: reference.id, history: home.id }];
    if (reference.history === undefined || reference.history === home.id) return [{ id: reference.id, history: home.id }];
    const history = byLabel.get(scoped(home, reference.history));
    if (!history) return [];
    if (reference.kind) return uncertain.has(history.id) ? [] : edge(history, reference.kind);
    return [{ id: `${history.id}${reference.id.slice(reference.history.length)}`, history: history.id }];
  };
}

function isUncertain(chapter: Chapter): boolean {
  const { computed, closed } = leavesUndecided(chapter);
  return computed.length + closed.length > 0;
}

function scoped(history: History, label: string): string {
  return `${history.framework}\0${history.scope}\0${label}`;
}

function branchLabels(chapters: readonly Chapter[]): Map<string, Target[]> {
  const carriers = new Map<string, Target[]>();
  for (const { history, migrations } of chapters) {
    for (const migration of migrations) {
      for (const label of migration.labels) {
        const key = scoped(history, label);
        carriers.set(key, [...(carriers.get(key) ?? []), { id: migration.id, history: history.id }]);
      }
    }
  }
  return carriers;
}
