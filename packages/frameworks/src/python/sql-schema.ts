import type { SchemaChange, Touch } from '@oneleaf/core';
import { bare } from './sql.js';
import { Words } from './sql-words.js';

/** What one statement of SQL does to the schema, as on a database where it is needed (`IF NOT EXISTS`); undefined where that is not read. */
export function schemaInSql(words: Words): readonly SchemaChange[] | undefined {
  if (words.take('CREATE', 'TABLE')) return created(words);
  if (words.take('CREATE', 'INDEX') || words.take('CREATE', 'UNIQUE', 'INDEX')) return indexed(words);
  if (words.take('DROP', 'TABLE')) return dropped(words, 'table');
  if (words.take('DROP', 'INDEX')) return dropped(words, 'index');
  return words.take('ALTER', 'TABLE') ? altered(words) : undefined;
}

function unless(words: Words): void {
  if (!words.take('IF', 'NOT', 'EXISTS')) words.take('IF', 'EXISTS');
}

const keys = /^(?:PRIMARY|FOREIGN|UNIQUE|CHECK|CONSTRAINT|EXCLUDE|LIKE|KEY|INDEX)$/i;

function created(words: Words): readonly SchemaChange[] | undefined {
  unless(words);
  const name = words.name();
  if (name === undefined || !words.is('(')) return undefined;
  const columns = words.list().flatMap(([first = '', type = '']): readonly Touch[] => (keys.test(first) ? [] : [added(first, name, type)]));
  return [{ touch: { does: 'add', thing: 'table', name }, columns }];
}

function added(column: string, of: string, type: string): Touch {
  return { does: 'add', thing: 'column', name: bare(column.replaceAll('`', '"')), of, ...(type === '' ? {} : { type }) };
}

function indexed(words: Words): readonly SchemaChange[] | undefined {
  words.take('CONCURRENTLY');
  unless(words);
  const name = words.name();
  if (name === undefined || !words.take('ON')) return undefined;
  words.take('ONLY');
  const of = words.name();
  return of === undefined ? undefined : [{ touch: { does: 'add', thing: 'index', name, of } }];
}

function dropped(words: Words, thing: 'table' | 'index'): readonly SchemaChange[] | undefined {
  words.take('CONCURRENTLY');
  unless(words);
  const name = words.name();
  const isOne = words.isOver || words.is('CASCADE') || words.is('RESTRICT');
  return name !== undefined && isOne ? [{ touch: { does: 'remove', thing, name } }] : undefined;
}

function altered(words: Words): readonly SchemaChange[] | undefined {
  unless(words);
  words.take('ONLY');
  const of = words.name();
  if (of === undefined) return undefined;
  const parts = words.rest().map(tokens => action(new Words(tokens), of));
  return parts.every(part => part !== undefined) ? parts.flatMap(part => part) : undefined;
}

const deeds = [
  ['ADD', 'add'],
  ['DROP', 'remove'],
  ['ALTER', 'alter'],
] as const;
const unnamed = ['PRIMARY', 'FOREIGN', 'UNIQUE', 'CHECK'];

function action(words: Words, of: string): readonly SchemaChange[] | undefined {
  if (words.take('RENAME')) return renamed(words, of);
  const [, does] = deeds.find(([verb]) => words.take(verb)) ?? [];
  if (does === undefined) return undefined;
  // The database gives such a constraint its name.
  if (unnamed.some(key => words.is(key))) return [];
  const thing = words.take('CONSTRAINT') ? 'constraint' : 'column';
  words.take('COLUMN');
  unless(words);
  const name = words.name();
  return name === undefined ? undefined : [{ touch: { does, thing, name, of } }];
}

/** `TO name`, `COLUMN a TO b` or `a TO b`. */
function renamed(words: Words, of: string): readonly SchemaChange[] | undefined {
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
