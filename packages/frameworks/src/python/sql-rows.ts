import type { Data, Seed } from '@oneleaf/core';
import { schemaInSql } from './sql-schema.js';
import { statementsOf, Words } from './sql-words.js';

const settings = /^(?:SET|RESET|SHOW)$/i;

/** What each statement of a text does to rows and to the schema; undefined where none can be read. */
export function rowsInSql(text: string): Data | undefined {
  const statements = statementsOf(text);
  const seeds = statements.flatMap(tokens => seedIn(new Words(tokens)) ?? []);
  const schema = statements.map(tokens => schemaInSql(new Words(tokens)));
  const silent = statements.filter(([first = '']) => settings.test(first));
  const read = seeds.length + silent.length + schema.filter(Boolean).length;
  const found = schema.flatMap(one => one ?? []);
  if (seeds.length + found.length === 0) return undefined;
  return { seeds, isAll: read === statements.length, ...(found.length > 0 ? { schema: found } : {}) };
}

const beginnings: readonly (readonly [words: string, does: Seed['does'], isCertain: boolean])[] = [
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

function seedIn(words: Words): Seed | undefined {
  const found = beginnings.find(([beginning]) => words.take(...beginning.split(' ')));
  const table = found && words.name();
  if (!found || table === undefined) return undefined;
  const [, does, isCertain] = found;
  return does === 'insert' ? { does, table, ...inserted(words, isCertain) } : { does, table };
}

function inserted(words: Words, isCertain: boolean): Pick<Seed, 'rows'> {
  if (words.is('(')) words.list();
  const rows = words.take('DEFAULT', 'VALUES') ? 1 : words.take('VALUES') ? tuplesIn(words) : undefined;
  // What follows the rows may keep some of them out: ON CONFLICT.
  return rows !== undefined && isCertain && (words.isOver || words.is('RETURNING')) ? { rows } : {};
}

function tuplesIn(words: Words): number {
  let tuples = 0;
  do {
    if (words.is('(')) {
      words.list();
      tuples += 1;
    }
  } while (words.take(','));
  return tuples;
}
