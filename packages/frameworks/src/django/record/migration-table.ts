import type { AppliedRow, RecordTable } from '@oneleaf/core';

export const migrationTable: RecordTable = {
  name: 'django_migrations',
  renamable: false,
  labelColumn: 'app',
  nameColumn: 'name',
  idColumn: 'id',
};

/** `shop.0002_tax` */
export function rowKey({ label = '', name }: AppliedRow): string {
  return `${label}.${name}`;
}
