import type { DataChanges, RowWrite } from '@oneleaf/core';
import { schemaInSql } from './schema-changes.js';
import { statementTokens, StatementReader } from './statement-reader.js';

const settingStatement = /^(?:SET|RESET|SHOW)$/i;

/** What each statement of a text does to rows and to the schema; undefined where none can be read. */
export function rowsInSql(text: string): DataChanges | undefined {
  const statements = statementTokens(text);
  const seeds = statements.flatMap(tokens => rowWriteIn(new StatementReader(tokens)) ?? []);
  const schema = statements.map(tokens => schemaInSql(new StatementReader(tokens)));
  const silent = statements.filter(([first = '']) => settingStatement.test(first));
  const read = seeds.length + silent.length + schema.filter(Boolean).length;
  const found = schema.flatMap(one => one ?? []);
  if (seeds.length + found.length === 0) return undefined;
  return { seeds, isAll: read === statements.length, ...(found.length > 0 ? { schema: found } : {}) };
}

const rowStatements: readonly (readonly [words: string, does: RowWrite['does'], isCertain: boolean])[] = [
  ['INSERT INTO', 'insert', true],
  ['INSERT OR IGNORE INTO', 'insert', false],
  ['INSERT OR REPLACE INTO', 'insert', false],
  ['INSERT IGNORE INTO', 'insert', false],
  ['REPLACE INTO', 'insert', false],
  ['UPDATE ONLY', 'update', false],
  ['UPDATE', 'update', false],
  ['DELETE FROM', 'delete', false],
  ['TRUNCATE TABLE', 'delete', false],
  ['TRUNCATE', 'delete', false],
];

function rowWriteIn(words: StatementReader): RowWrite | undefined {
  const found = rowStatements.find(([beginning]) => words.take(...beginning.split(' ')));
  const table = found && words.name();
  if (!found || table === undefined) return undefined;
  const [, does, isCertain] = found;
  return does === 'insert' ? { does, table, ...insertedRows(words, isCertain) } : { does, table };
}

function insertedRows(words: StatementReader, isCertain: boolean): Pick<RowWrite, 'rows'> {
  if (words.is('(')) words.list();
  const rows = words.take('DEFAULT', 'VALUES') ? 1 : words.take('VALUES') ? countTuples(words) : undefined;
  // What follows the rows may keep some of them out: ON CONFLICT.
  return rows !== undefined && isCertain && (words.isOver || words.is('RETURNING')) ? { rows } : {};
}

function countTuples(words: StatementReader): number {
  let tuples = 0;
  do {
    if (words.is('(')) {
      words.list();
      tuples += 1;
    }
  } while (words.take(','));
  return tuples;
}
