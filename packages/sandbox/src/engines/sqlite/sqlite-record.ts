import type { AppliedMigrations, RecordChanges, ObservedTable } from '@oneleaf/core';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SandboxError } from '../../sandbox-error.js';
import { runPythonScript } from './python-script.js';
import { RECORD_TIMEOUT, type EngineRecord, type RecordOptions } from '../record.js';
import { RECORD_SCRIPT } from './record-script.js';
import { sqlitePath } from './sqlite-url.js';

export function sqliteRecord(url: string, options: RecordOptions): EngineRecord {
  const path = sqlitePath(url);
  const file = isAbsolute(path) ? path : join(options.folder, path);
  const ask = (changes: RecordChanges | null): Promise<RecordScriptAnswer> => {
    if (!existsSync(file)) throw new SandboxError(`there is no SQLite database ${path}`, 'oneleaf status --database sqlite:///db.sqlite3');
    return runRecordScript([JSON.stringify(options.tables), file, JSON.stringify(changes)], path, options);
  };
  return {
    label: path,
    applied: async () => (await ask(null)).applied ?? {},
    tables: async () => (await ask(null)).tables ?? [],
    apply: async changes => {
      await ask(changes);
    },
  };
}

interface RecordScriptAnswer {
  readonly applied?: AppliedMigrations;
  readonly tables?: readonly ObservedTable[];
  readonly changed?: string;
  readonly error?: string;
}

async function runRecordScript(
  args: readonly string[],
  path: string,
  { env, timeoutMs = RECORD_TIMEOUT }: RecordOptions,
): Promise<RecordScriptAnswer> {
  const { changed, error, ...answer } = readScriptAnswer(
    await runPythonScript(RECORD_SCRIPT, [...args, String(timeoutMs / 1000)], env, timeoutMs * 2),
  );
  if (error !== undefined) throw new SandboxError(`${path} cannot be read as an SQLite database: ${error}`, `python3 -m sqlite3 ${path}`);
  if (changed === undefined) return answer;
  throw new SandboxError(`${changed} has changed meanwhile, so nothing was written to ${path}`, 'run the command again');
}

function readScriptAnswer(value: unknown): RecordScriptAnswer {
  return isScriptAnswer(value) ? value : {};
}

/** The output of our own script. */
function isScriptAnswer(value: unknown): value is RecordScriptAnswer {
  return typeof value === 'object' && value !== null;
}
