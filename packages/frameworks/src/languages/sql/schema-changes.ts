import type { SchemaChange, SchemaEffect } from '@oneleaf/core';
import { unquoteName } from './statement-touches.js';
import { StatementReader } from './statement-reader.js';

/** What one statement of SQL does to the schema, as on a database where it is needed (`IF NOT EXISTS`); undefined where that is not read. */
export function schemaInSql(words: StatementReader): readonly SchemaChange[] | undefined {
  if (words.take('CREATE', 'TABLE')) return createTableChanges(words);
  if (words.take('CREATE', 'INDEX') || words.take('CREATE', 'UNIQUE', 'INDEX')) return createIndexChanges(words);
  if (words.take('DROP', 'TABLE')) return dropChanges(words, 'table');
  if (words.take('DROP', 'INDEX')) return dropChanges(words, 'index');
  return words.take('ALTER', 'TABLE') ? alterTableChanges(words) : undefined;
}

function skipIfExists(words: StatementReader): void {
  if (!words.take('IF', 'NOT', 'EXISTS')) words.take('IF', 'EXISTS');
}

const constraintKeywords = /^(?:PRIMARY|FOREIGN|UNIQUE|CHECK|CONSTRAINT|EXCLUDE|LIKE|KEY|INDEX)$/i;

function createTableChanges(words: StatementReader): readonly SchemaChange[] | undefined {
  skipIfExists(words);
  const name = words.name();
  if (name === undefined || !words.is('(')) return undefined;
  const columns = words
    .list()
    .flatMap(([first = '', type = '']): readonly SchemaEffect[] =>
      constraintKeywords.test(first) ? [] : [addedColumn(first, name, type)],
    );
  return [{ touch: { does: 'add', thing: 'table', name }, columns }];
}

function addedColumn(column: string, of: string, type: string): SchemaEffect {
  return { does: 'add', thing: 'column', name: unquoteName(column.replaceAll('`', '"')), of, ...(type === '' ? {} : { type }) };
}

function createIndexChanges(words: StatementReader): readonly SchemaChange[] | undefined {
  words.take('CONCURRENTLY');
  skipIfExists(words);
  const name = words.name();
  if (name === undefined || !words.take('ON')) return undefined;
  words.take('ONLY');
  const of = words.name();
  return of === undefined ? undefined : [{ touch: { does: 'add', thing: 'index', name, of } }];
}

function dropChanges(words: StatementReader, thing: 'table' | 'index'): readonly SchemaChange[] | undefined {
  words.take('CONCURRENTLY');
  skipIfExists(words);
  const name = words.name();
  const isOne = words.isOver || words.is('CASCADE') || words.is('RESTRICT');
  return name !== undefined && isOne ? [{ touch: { does: 'remove', thing, name } }] : undefined;
}

function alterTableChanges(words: StatementReader): readonly SchemaChange[] | undefined {
  skipIfExists(words);
  words.take('ONLY');
  const of = words.name();
  if (of === undefined) return undefined;
  const parts = words.rest().map(tokens => alterAction(new StatementReader(tokens), of));
  return parts.every(part => part !== undefined) ? parts.flatMap(part => part) : undefined;
}

const alterVerbs = [
  ['ADD', 'add'],
  ['DROP', 'remove'],
  ['ALTER', 'alter'],
] as const;
const unnamedConstraints = ['PRIMARY', 'FOREIGN', 'UNIQUE', 'CHECK'];

function alterAction(words: StatementReader, of: string): readonly SchemaChange[] | undefined {
  if (words.take('RENAME')) return renameChanges(words, of);
  const [, does] = alterVerbs.find(([verb]) => words.take(verb)) ?? [];
  if (does === undefined) return undefined;
  // The database gives such a constraint its name.
  if (unnamedConstraints.some(key => words.is(key))) return [];
  const thing = words.take('CONSTRAINT') ? 'constraint' : 'column';
  words.take('COLUMN');
  skipIfExists(words);
  const name = words.name();
  return name === undefined ? undefined : [{ touch: { does, thing, name, of } }];
}

/** `TO name`, `COLUMN a TO b` or `a TO b`. */
function renameChanges(words: StatementReader, of: string): readonly SchemaChange[] | undefined {
  if (words.take('TO')) {
    const to = words.name();
    return to === undefined ? undefined : [{ touch: { does: 'rename', thing: 'table', name: of, to } }];
  }
  const thing = words.take('CONSTRAINT') ? 'constraint' : 'column';
  words.take('COLUMN');
  const name = words.name();
  const to = words.take('TO') ? words.name() : undefined;
  return name === undefined || to === undefined ? undefined : [{ touch: { does: 'rename', thing, name, of, to } }];
}
