import type { FrameworkRecord, UndoCommand, UndoRequest } from '@oneleaf/core';
import { alembicCommandLine } from '../run/command-line.js';
import { planRecord } from './record-plan.js';
import { scriptDirectoryStatus } from './status.js';

export const record: FrameworkRecord = {
  // Projects may call it otherwise with `version_table`, and put it into a schema of its own.
  table: { name: 'alembic_version', renamable: true, nameColumn: 'version_num' },
  leavesOnly: true,
  rowSpells: 'id',
  project: ({ scope }) => scope,
  status: scriptDirectoryStatus,
  plan: planRecord,
  undo,
};

/** Of several leaves only those above the named one are meant: `ae1027a6acf@base`. */
function undo({ history, tip, parent = 'base', hasOtherRows }: UndoRequest): UndoCommand {
  return { command: alembicCommandLine(history, 'downgrade', `${hasOtherRows ? `${tip.literal}@` : ''}${parent}`), forks: false };
}
