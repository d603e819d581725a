import type { Operation, SchemaChange, Seed } from '@oneleaf/core';

function spelled({ does, table, rows, doubt }: Seed): string {
  return [`${does} ${table}: ${rows ?? '?'}`, doubt && `(${doubt})`].filter(Boolean).join(' ');
}

function changed({ touch: { does, thing, name, of, to }, columns, doubt }: SchemaChange): string {
  const names = columns && `(${columns.map(column => `${column.name} ${column.type ?? ''}`.trim()).join(', ')})`;
  return [does, thing, of === undefined ? name : `${of}/${name}`, to && `-> ${to}`, names, doubt && `[${doubt}]`].filter(Boolean).join(' ');
}

/** One line a seed or a change of the schema by SQL; at the end of an operation that does more, that it does. */
export function seedLines(operations: readonly Operation[] | 'opaque'): readonly string[] {
  if (operations === 'opaque') return ['opaque'];
  return operations.flatMap(({ data }) =>
    data ? [...(data.schema ?? []).map(changed), ...data.seeds.map(spelled), ...(data.isAll ? [] : ['and more'])] : [],
  );
}
