import type { FrameworkRecord } from '@oneleaf/core';
import { migrationTable } from './migration-table.js';
import { expectedTables } from './model-tables.js';
import { planRecord } from './record-plan.js';
import { projectStatus } from './status.js';
import { undo } from './undo.js';

export const record: FrameworkRecord = {
  table: migrationTable,
  leavesOnly: false,
  rowSpells: 'file',
  project: ({ launch }) => launch?.['manage'],
  expectedTables,
  status: projectStatus,
  plan: planRecord,
  undo,
};
