import { sentence } from '../../model/message.js';
import { sameMeaning } from '../../model/ref-change.js';
import type { MigrationRule } from '../rule.js';

export const editedLanded: MigrationRule = {
  name: 'edited-landed',
  severity: 'warning',
  summary: 'a migration that has landed is edited',
  *check({ change }) {
    for (const { landed, now } of change?.edited ?? []) {
      const cosmetic = sameMeaning(landed, now);
      yield {
        ...(cosmetic ? { severity: 'note' } : {}),
        history: landed.history,
        message: cosmetic
          ? sentence`${{ migration: landed.literal }} has landed and is edited, in comments or layout only`
          : sentence`${{ migration: landed.literal }} has landed and is edited: databases that have applied it will not see the change`,
        location: { path: now.path },
        fix: { title: 'leave the landed file as it is and put the change into a new migration' },
      };
    }
  },
};
