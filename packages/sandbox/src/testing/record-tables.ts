import type { RecordTables } from '@oneleaf/core';

/** The tables of Django and Alembic, as packages/frameworks describes them. */
export const RECORD_TABLES: RecordTables = {
  django: { name: 'django_migrations', renamable: false, labelColumn: 'app', nameColumn: 'name', idColumn: 'id' },
  alembic: { name: 'alembic_version', renamable: true, nameColumn: 'version_num' },
};
