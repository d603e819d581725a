import { ANY_NAME, type SchemaEffect } from '@oneleaf/core';

/** What a statement of SQL does, as far as its first words tell. */
export interface SqlTouches {
  readonly touches: readonly SchemaEffect[];
  readonly opaque?: string;
}

const sqlReason = 'runs SQL';
const namePattern = String.raw`((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)`;
const settingStatement = /^(?:SET|RESET|SHOW)\b/i;
const typeStatements: readonly (readonly [RegExp, SchemaEffect['does']])[] = [
  [new RegExp(String.raw`^ALTER\s+TYPE\s+${namePattern}\s+(?:ADD|RENAME)\s+VALUE\b`, 'i'), 'alter'],
  [new RegExp(String.raw`^CREATE\s+TYPE\s+${namePattern}\s+AS\s+ENUM\b`, 'i'), 'add'],
  [new RegExp(String.raw`^DROP\s+TYPE\s+(?:IF\s+EXISTS\s+)?${namePattern}\s*$`, 'i'), 'remove'],
];
const tableStatement = new RegExp(
  String.raw`^(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|ALTER\s+TABLE(?:\s+IF\s+EXISTS)?|TRUNCATE(?:\s+TABLE)?|CREATE\s+(?:UNIQUE\s+)?INDEX\b[^(]*\bON)\s+${namePattern}`,
  'i',
);

/** One statement; several at once are read as one that may do anything. */
export function sqlTouches(text: string): SqlTouches {
  const sql = text
    .replaceAll(/^\s*--.*$/gm, '')
    .trim()
    .replace(/;\s*$/, '');
  if (sql.includes(';')) return { touches: [], opaque: sqlReason };
  if (settingStatement.test(sql)) return { touches: [] };
  for (const [pattern, does] of typeStatements) {
    const [, type] = pattern.exec(sql) ?? [];
    if (type !== undefined) return { touches: [{ does, thing: 'type', name: unquoteName(type) }] };
  }
  const [, table] = tableStatement.exec(sql) ?? [];
  return { touches: table === undefined ? [] : everyColumnTouches(unquoteName(table)), opaque: sqlReason };
}

export function everyColumnTouches(table: string): readonly SchemaEffect[] {
  return [
    { does: 'use', thing: 'table', name: table },
    { does: 'use', thing: 'column', name: ANY_NAME, of: table },
  ];
}

/** PostgreSQL's own schema is the one that is meant where none is named. */
export function qualifyName(name: string, schema: string | undefined): string {
  return schema === undefined || schema === 'public' ? name : `${schema}.${name}`;
}

export function unquoteName(qualified: string): string {
  const parts = qualified.split('.').map(part => part.replaceAll('"', ''));
  return qualifyName(parts.at(-1) ?? '', parts.length > 1 ? parts[0] : undefined);
}
