import { ANY, type Touch } from '@oneleaf/core';

/** What a statement of SQL does, as far as its first words tell. */
export interface Statement {
  readonly touches: readonly Touch[];
  readonly opaque?: string;
}

const opaque = 'runs SQL';
const name = String.raw`((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)`;
const settings = /^(?:SET|RESET|SHOW)\b/i;
const types: readonly (readonly [RegExp, Touch['does']])[] = [
  [new RegExp(String.raw`^ALTER\s+TYPE\s+${name}\s+(?:ADD|RENAME)\s+VALUE\b`, 'i'), 'alter'],
  [new RegExp(String.raw`^CREATE\s+TYPE\s+${name}\s+AS\s+ENUM\b`, 'i'), 'add'],
  [new RegExp(String.raw`^DROP\s+TYPE\s+(?:IF\s+EXISTS\s+)?${name}\s*$`, 'i'), 'remove'],
];
const tables = new RegExp(
  String.raw`^(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|ALTER\s+TABLE(?:\s+IF\s+EXISTS)?|TRUNCATE(?:\s+TABLE)?|CREATE\s+(?:UNIQUE\s+)?INDEX\b[^(]*\bON)\s+${name}`,
  'i',
);

/** One statement; several at once are read as one that may do anything. */
export function readSql(text: string): Statement {
  const sql = text
    .replaceAll(/^\s*--.*$/gm, '')
    .trim()
    .replace(/;\s*$/, '');
  if (sql.includes(';')) return { touches: [], opaque };
  if (settings.test(sql)) return { touches: [] };
  for (const [pattern, does] of types) {
    const [, type] = pattern.exec(sql) ?? [];
    if (type !== undefined) return { touches: [{ does, thing: 'type', name: bare(type) }] };
  }
  const [, table] = tables.exec(sql) ?? [];
  return { touches: table === undefined ? [] : everyColumn(bare(table)), opaque };
}

export function everyColumn(table: string): readonly Touch[] {
  return [
    { does: 'use', thing: 'table', name: table },
    { does: 'use', thing: 'column', name: ANY, of: table },
  ];
}

/** PostgreSQL's own schema is the one that is meant where none is named. */
export function inSchema(name: string, schema: string | undefined): string {
  return schema === undefined || schema === 'public' ? name : `${schema}.${name}`;
}

export function bare(qualified: string): string {
  const parts = qualified.split('.').map(part => part.replaceAll('"', ''));
  return inSchema(parts.at(-1) ?? '', parts.length > 1 ? parts[0] : undefined);
}
