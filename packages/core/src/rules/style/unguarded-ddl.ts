import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const unguardedDdl: MigrationRule = {
  name: 'unguarded-ddl',
  severity: 'off',
  summary: 'DDL that fails where it has run before',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'unguarded', {
      message: ({ literal }) =>
        sentence`${{ migration: literal }} changes the schema without IF [NOT] EXISTS: it fails where a part of it is there already`,
      fix: { title: 'say if_not_exists=True or if_exists=True, in SQL IF NOT EXISTS or IF EXISTS' },
    }),
};
