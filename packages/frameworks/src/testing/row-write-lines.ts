import type { Operation, SchemaChange, RowWrite } from '@oneleaf/core';

function rowWriteText({ does, table, rows, doubt }: RowWrite): string {
  return [`${does} ${table}: ${rows ?? '?'}`, doubt && `(${doubt})`].filter(Boolean).join(' ');
}

function schemaChangeText({ touch: { does, thing, name, of, to }, columns, doubt }: SchemaChange): string {
  const names = columns && `(${columns.map(column => `${column.name} ${column.type ?? ''}`.trim()).join(', ')})`;
  return [does, thing, of === undefined ? name : `${of}/${name}`, to && `-> ${to}`, names, doubt && `[${doubt}]`].filter(Boolean).join(' ');
}

/** One line a seed or a change of the schema by SQL; at the end of an operation that does more, that it does. */
export function rowWriteLines(operations: readonly Operation[] | 'opaque'): readonly string[] {
  if (operations === 'opaque') return ['opaque'];
  return operations.flatMap(({ data }) =>
    data ? [...(data.schema ?? []).map(schemaChangeText), ...data.seeds.map(rowWriteText), ...(data.isAll ? [] : ['and more'])] : [],
  );
}
