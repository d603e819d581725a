import type { Operation, Seed } from '@oneleaf/core';

function spelled({ does, table, rows, doubt, values }: Seed): string {
  const texts = values.map(({ column, text }) => `${column}='${text.replaceAll("'", "''")}'`);
  return [`${does} ${table}: ${rows ?? '?'}`, doubt && `(${doubt})`, texts.length > 0 && `(${texts.join(', ')})`].filter(Boolean).join(' ');
}

/** One line a seed; at the end of an operation that does more, that it does. */
export function seedLines(operations: readonly Operation[] | 'opaque'): readonly string[] {
  if (operations === 'opaque') return ['opaque'];
  return operations.flatMap(({ data }) => (data ? [...data.seeds.map(spelled), ...(data.isAll ? [] : ['and more'])] : []));
}
