import type { RecordTables } from '@oneleaf/core';
import type { ProcessEnvironment } from '../environment.js';

/** What an engine needs to read a throw-away database. */
export interface ReadOptions {
  /** Where a Python is looked for. */
  readonly env: ProcessEnvironment;
  /** The frameworks' own tables, which are left out. */
  readonly tables: RecordTables;
}
