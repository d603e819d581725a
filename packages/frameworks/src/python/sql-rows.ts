import type { Data, Seed, SeedValue, Span } from '@oneleaf/core';
import { bare } from './sql.js';
import { schemaInSql } from './sql-schema.js';
import { statementsOf, Words } from './sql-words.js';

const settings = /^(?:SET|RESET|SHOW)$/i;

/** What each statement of a text does to rows and to the schema; undefined where none can be read. `span`: the string that holds the text. */
export function rowsInSql(text: string, span: Span): Data | undefined {
  const statements = statementsOf(text);
  const seeds = statements.flatMap(tokens => seedIn(new Words(tokens), span) ?? []);
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

function seedIn(words: Words, span: Span): Seed | undefined {
  const found = beginnings.find(([beginning]) => words.take(...beginning.split(' ')));
  const table = found && words.name();
  if (!found || table === undefined) return undefined;
  const [, does, isCertain] = found;
  return does === 'insert' ? { does, table, ...inserted(words, isCertain, span) } : { does, table, values: [] };
}

function inserted(words: Words, isCertain: boolean, span: Span): Pick<Seed, 'rows' | 'values'> {
  const columns = words.is('(') ? words.list().map(([name = '']) => bare(name)) : [];
  const tuples = words.take('DEFAULT', 'VALUES') ? [[]] : words.take('VALUES') ? tuplesOf(words) : undefined;
  const values = (tuples ?? []).flatMap(tuple => textsIn(tuple, columns)).map(value => ({ ...value, span }));
  // What follows the rows may keep some of them out: ON CONFLICT.
  const isCounted = tuples && isCertain && (words.isOver || words.is('RETURNING'));
  return { values, ...(isCounted ? { rows: tuples.length } : {}) };
}

function tuplesOf(words: Words): readonly (readonly (readonly string[])[])[] {
  const tuples = [];
  do {
    if (words.is('(')) tuples.push(words.list());
  } while (words.take(','));
  return tuples;
}

/** The plain strings of one row. */
function textsIn(tuple: readonly (readonly string[])[], columns: readonly string[]): readonly Omit<SeedValue, 'span'>[] {
  return tuple.flatMap(([first = '', ...rest], index) => {
    const column = columns[index];
    if (column === undefined || rest.length > 0 || !first.startsWith("'")) return [];
    return [{ column, text: first.slice(1, -1).replaceAll("''", "'") }];
  });
}
