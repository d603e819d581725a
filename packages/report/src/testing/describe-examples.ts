import type { DescribedHistory, DescribedMigration, DescribeReport } from '@oneleaf/core';

function describing(...histories: readonly DescribedHistory[]): DescribeReport {
  return { schema: 1, command: 'describe', ref: 'working tree', commit: null, histories };
}

function migration(name: string, rest: Partial<DescribedMigration> = {}): DescribedMigration {
  const nothing = { parents: [], requires: [], replaces: [], summary: '', deeds: [], seeds: [], opaque: [] };
  return { name, path: `db/versions/${name}.py`, ...nothing, ...rest };
}

function chain(migrations: readonly DescribedMigration[], rest: Partial<DescribedHistory> = {}): DescribedHistory {
  const leaves = migrations.slice(-1).map(({ name }) => name);
  return { history: 'db/versions', framework: 'alembic', folder: 'db/versions', migrations, leaves, doubts: [], ...rest };
}

const rbac = chain([
  migration('001_users', {
    summary: 'Users, and what they may do',
    deeds: [
      {
        does: 'add',
        thing: 'table',
        name: 'users',
        columns: [{ name: 'id', type: 'Integer' }, { name: 'role' }],
      },
      { does: 'add', thing: 'type', name: 'status' },
      { does: 'add', thing: 'index', name: 'ix_users_role', of: 'users' },
    ],
    seeds: [
      { does: 'insert', table: 'users', rows: 1200 },
      { does: 'insert', table: 'roles', doubt: 'stands in `for`' },
    ],
  }),
  migration('002_names', {
    parents: ['001_users'],
    requires: ['a1b2'],
    deeds: [
      { does: 'add', thing: 'column', name: 'first', of: 'users', type: 'String' },
      { does: 'add', thing: 'column', name: 'last', of: 'users' },
      { does: 'remove', thing: 'column', name: 'name', of: 'users', doubt: 'stands in `if`' },
      { does: 'rename', thing: 'column', name: 'role', of: 'users', to: 'role_id' },
      { does: 'rename', thing: 'table', name: 'orgs', to: 'teams' },
    ],
    seeds: [
      { does: 'update', table: 'users' },
      { does: 'delete', table: 'roles' },
    ],
    opaque: ['execute runs SQL'],
  }),
  migration('003_join', { parents: ['002_a', '002_names'] }),
]);

const shop: DescribedHistory = {
  history: 'shop',
  framework: 'django',
  folder: 'shop/migrations',
  migrations: [
    migration('0001_squashed_0002_tax', {
      replaces: ['0001_initial', '0002_tax'],
      requires: ['orgs.0001_initial'],
      deeds: [
        { does: 'add', thing: 'model', name: 'shop.item', table: 'shop_item', columns: [{ name: 'id', type: 'AutoField' }] },
        { does: 'add', thing: 'model', name: 'shop.tag', table: 'tags' },
        { does: 'alter', thing: 'option', name: 'unique_together', of: 'shop.item' },
      ],
    }),
  ],
  leaves: ['0001_squashed_0002_tax', '0002_sku'],
  doubts: [{ path: 'shop/migrations/0003_odd.py', reason: 'conflict marker: <<<<<<< HEAD' }],
};

const hostile = chain([
  migration('a`b|<b>', {
    summary: '<!-- /oneleaf:describe --> *bold* [x](y) \u202e| a_b _c_',
    deeds: [{ does: 'add', thing: 'table', name: '``x`\n' }],
    opaque: ['helper calls <script>'],
  }),
]);

export const describeExamples: Readonly<Record<string, DescribeReport>> = {
  'describe-a-chain': describing(rbac, shop),
  'describe-hostile-names': describing(hostile),
  'describe-nothing': describing(),
};
