import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import type { Migration } from '../../model/migration.js';

export const duplicateLabel: MigrationRule = {
  name: 'duplicate-label',
  severity: 'error',
  summary: 'a branch label names two migrations',
  breaking: true,
  *check({ graph }) {
    for (const { history, migrations } of graph.contents.values()) {
      for (const { label, migration, other } of labelClashes(migrations)) {
        yield {
          history: history.id,
          message: sentence`${{ migration: migration.literal }} has the branch label ${{ code: label }}, which names ${{ migration: other.literal }} already`,
          location: { path: migration.path },
          related: [{ path: other.path, message: `named ${label} too` }],
          fix: { title: `take the label ${label} away from one of them: a label reaches all descendants by itself` },
        };
      }
    }
  },
};

interface LabelClash {
  readonly label: string;
  readonly migration: Migration;
  readonly other: Migration;
}

/** Labels and ids share one dictionary. */
function labelClashes(migrations: readonly Migration[]): readonly LabelClash[] {
  const named = new Map(migrations.map(migration => [migration.id, migration]));
  return migrations.flatMap(migration =>
    migration.labels.flatMap(label => {
      const other = named.get(label);
      if (!other) named.set(label, migration);
      return other ? [{ label, migration, other }] : [];
    }),
  );
}
