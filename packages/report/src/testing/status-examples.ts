import type { Deviation, HistoryStatus, StatusReport } from '@oneleaf/core';

function status(histories: readonly HistoryStatus[], rest: Partial<StatusReport> = {}): StatusReport {
  const database = 'the database shop on localhost';
  return { schema: 1, command: 'status', ref: 'working tree', commit: null, database, histories, notes: [], ...rest };
}

function app(history: string, recorded: readonly string[], ...deviations: readonly Deviation[]): HistoryStatus {
  return { history, framework: 'django', folder: `${history}/migrations`, table: 'django_migrations', recorded, deviations };
}

const migrate = { title: 'run what is left', command: 'python manage.py migrate' };

function behind(...names: readonly string[]): Deviation {
  const verb = names.length === 1 ? 'is' : 'are';
  return { kind: 'behind', message: `${names.join(', ')} ${verb} not applied to the database shop on localhost`, names, fix: migrate };
}

export const statusExamples: Readonly<Record<string, StatusReport>> = {
  'status-up-to-date': status([app('shop', ['0002_tax']), app('cart', ['0001_initial'])]),
  'status-behind-and-ahead': status(
    [
      app('cart', ['0001_initial'], behind('cart.0002_sku')),
      app('shop', ['0001_initial'], {
        kind: 'ahead',
        message: 'shop.0002_sku is applied to the database shop on localhost; the file is on feat/sku, not here',
        names: ['shop.0002_sku'],
        on: 'feat/sku',
        fix: {
          title: 'take it back',
          command: 'npx oneleaf restore shop.0002_sku && python manage.py migrate shop 0001_initial && rm shop/migrations/0002_sku.py',
        },
      }),
      app('stock', ['0001_initial'], behind('stock.0002_rack', 'stock.0003_bin')),
      app('store', ['0001_initial'], behind('store.0002_till')),
    ],
    { notes: [{ title: 'services/audit/versions: the database shop on localhost knows nothing of it' }] },
  ),
  'status-of-several-version-tables': status(
    ['alembic_version', 'audit.alembic_version'].map(table => ({
      history: 'db/versions',
      framework: 'alembic',
      folder: 'db/versions',
      table,
      recorded: ['ae1027a6acf'],
      deviations:
        table === 'alembic_version'
          ? []
          : [
              {
                kind: 'unrecorded',
                message: 'the version table is empty in the database shop on localhost, some tables are there, and there is no table bill',
                names: [],
                fix: { title: 'compare the tables with the revisions, and stamp the one that they are at' },
              },
            ],
    })),
    { ref: 'refs/remotes/origin/main', commit: '3f2c1ab'.padEnd(40, '0') },
  ),
};
