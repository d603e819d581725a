import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { ancestorsAmong } from '../../graph/ancestors.js';
import type { Graph } from '../../graph/node.js';
import type { Migration, MigrationId } from '../../model/migration.js';
import { addToGroup } from '../../model/grouping.js';

// Names such as 0003_tax or 003_tax are numbered; 20240115_…, 2024_01_15_… and 1a2b… are dates and ids.
const NUMBERED = /(?:^|\/)(?<number>\d{2,5})_(?!\d{2}[_-])[^/]*$/;

export const duplicateNumber: MigrationRule = {
  name: 'duplicate-number',
  severity: 'note',
  summary: 'two migrations of a history carry the same number',
  acceptable: true,
  *check({ graph }) {
    for (const { history, migrations } of graph.contents.values()) {
      for (const [number, same] of byNumber(migrations)) {
        const twins = onOneLine(graph, same);
        if (twins.length === 0) continue;
        yield {
          history: history.id,
          message: sentence`${{ history: history.id }} has ${twins.length} migrations numbered ${number}: ${{ migration: twins.map(({ literal }) => literal) }}`,
          related: twins.map(({ path }) => ({ path, message: `number ${number}` })),
        };
      }
    }
  },
};

/** Those of which one stands on another: the sides of a fork, joined or not, are no confusion of numbers. */
function onOneLine(graph: Graph, same: readonly Migration[]): readonly Migration[] {
  if (same.length < 2) return [];
  const ids = same.map(({ id }) => id);
  const lines = new Set<MigrationId>();
  for (const id of ids) {
    // In a circle a migration stands on itself.
    const below = ancestorsAmong(graph, id, ids).filter(one => one !== id);
    for (const one of below.length === 0 ? [] : [id, ...below]) lines.add(one);
  }
  return same.filter(({ id }) => lines.has(id));
}

function byNumber(migrations: readonly Migration[]): Map<string, Migration[]> {
  const found = new Map<string, Migration[]>();
  for (const migration of migrations) {
    const number = NUMBERED.exec(migration.path)?.groups?.['number'];
    if (number !== undefined) addToGroup(found, number, migration);
  }
  return found;
}
