import type { Applied, LedgerChanges, Table } from '@oneleaf/core';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SandboxError } from '../sandbox-error.js';
import { askPython } from '../sqlite-python.js';
import { PATIENCE, VERSION_TABLE, type Ledger, type LedgerOptions } from './ledger.js';
import { SCRIPT } from './sqlite-script.js';

export function sqliteLedger(path: string, options: LedgerOptions): Ledger {
  const file = isAbsolute(path) ? path : join(options.folder, path);
  const ask = (changes: LedgerChanges | null): Promise<Answer> => {
    if (!existsSync(file)) throw new SandboxError(`there is no SQLite database ${path}`, 'oneleaf status --database sqlite:///db.sqlite3');
    return answer([VERSION_TABLE, file, JSON.stringify(changes)], path, options);
  };
  return {
    kind: 'sqlite',
    named: path,
    applied: async () => {
      const { django, alembic } = await ask(null);
      return { ...(django ? { django } : {}), ...(alembic ? { alembic } : {}) };
    },
    tables: async () => (await ask(null)).tables ?? [],
    apply: async changes => {
      await ask(changes);
    },
  };
}

interface Answer extends Applied {
  readonly tables?: readonly Table[];
  readonly changed?: string;
  readonly error?: string;
}

async function answer(args: readonly string[], path: string, { env, timeoutMs = PATIENCE }: LedgerOptions): Promise<Answer> {
  const { changed, error, ...applied } = read(await askPython(SCRIPT, [...args, String(timeoutMs / 1000)], env, timeoutMs * 2));
  if (error !== undefined) throw new SandboxError(`${path} cannot be read as an SQLite database: ${error}`, `python3 -m sqlite3 ${path}`);
  if (changed === undefined) return applied;
  throw new SandboxError(`${changed} is not what it was, so nothing was written to ${path}`, 'run the command again');
}

function read(value: unknown): Answer {
  return isAnswer(value) ? value : {};
}

/** The script's own words; nobody else writes to that pipe. */
function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}
