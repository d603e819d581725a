import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const createAll: MigrationRule = {
  name: 'create-all',
  severity: 'warning',
  summary: 'a migration makes or drops tables from the models of today',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'wholesale', {
      message: ({ literal }) =>
        sentence`${{ migration: literal }} makes or drops tables from the models as they are today: what it does changes with them`,
      fix: { title: 'write the tables out with op.create_table, as they were when the migration was made' },
    }),
};
