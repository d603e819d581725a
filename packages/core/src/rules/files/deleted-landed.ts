import { sentence } from '../../model/message.js';
import type { RefChange } from '../../model/ref-change.js';
import type { MigrationRule } from '../rule.js';
import type { Migration } from '../../model/migration.js';

export const deletedLanded: MigrationRule = {
  name: 'deleted-landed',
  severity: 'warning',
  summary: 'a migration that has landed is deleted or renamed',
  *check({ graph, change }) {
    if (!change) return;
    const histories = [...graph.contents.values()];
    const squashed = new Set(histories.flatMap(({ migrations }) => migrations.flatMap(one => one.replaces.map(({ id }) => id))));
    const unreadable = new Set(histories.flatMap(contents => contents.unreadable.map(({ path }) => path)));
    for (const landed of change.deleted) {
      // The id is the identity that databases know: the same revision under another path, or a squash of it, loses nothing.
      if (squashed.has(landed.id) || graph.nodes.get(landed.id)?.migration) continue;
      // A file that is still there, though nobody can read it, has a finding of its own.
      if (unreadable.has(landed.path)) continue;
      const renamed = renamedTo(change, landed);
      yield {
        history: landed.history,
        message: renamed
          ? sentence`${{ migration: landed.literal }} has landed and is renamed to ${{ migration: renamed.literal }}: databases that have applied it will run it again`
          : sentence`${{ migration: landed.literal }} has landed and is deleted`,
        location: { path: landed.path },
        ...(renamed ? { related: [{ path: renamed.path, message: 'the same operations under a new name' }] } : {}),
        fix: { title: `bring ${landed.path} back` },
      };
    }
  },
};

function renamedTo({ added }: RefChange, landed: Migration): Migration | undefined {
  // Two migrations that do nothing have nothing in common.
  if (landed.body === '') return undefined;
  return added.find(one => one.history === landed.history && one.body === landed.body);
}
