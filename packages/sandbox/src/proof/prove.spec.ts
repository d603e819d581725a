import type { PairProof } from '@oneleaf/core';
import { schemaDifferenceInWords } from '@oneleaf/core';
import { openSandbox } from '../open-sandbox.js';
import type { SandboxOptions } from '../sandbox-options.js';
import type { Sandbox } from '../sandbox.js';
import { alembicPay } from '../testing/alembic-pay.js';
import { djangoShop } from '../testing/django-shop.js';
import { describeWithFrameworks, specProjectFolder, type TestedVersion, testedVersions } from '../testing/real-frameworks.js';
import { alembicTrial, djangoTrial } from '../testing/trials.js';
import { specFolder, folderOptions } from '../testing/spec-folder.js';
import { oldestServer } from '../testing/servers.js';
import { prove } from './prove.js';

const add = (table: string, column: string): string => `op.add_column("${table}", sa.Column("${column}", sa.Integer))`;
const widen = (size: number): string => `op.alter_column("users", "email", type_=sa.String(${size}))`;
const value = (label: string): string => `op.execute("ALTER TYPE ticket_status ADD VALUE '${label}'")`;

const alembicPairs: readonly (readonly [string, readonly [string, string], readonly string[]])[] = [
  [
    'two columns of one table',
    [add('users', 'age'), add('users', 'size')],
    ['commutes-except-column-order', 'column order public.users: id, email, state, age, size / id, email, state, size, age'],
  ],
  ['two tables', [add('users', 'age'), add('invoices', 'tax')], ['commutes']],
  [
    'two types of one column',
    [widen(40), widen(200)],
    ['order-matters', 'column public.users.email: varchar(200) not null / varchar(40) not null'],
  ],
  [
    'a new name, and an index on the old one',
    ['op.alter_column("users", "email", new_column_name="mail")', 'op.create_index("ix_email", "users", ["email"])'],
    ['one-order-fails', 'feat/b2 first', 'after feat/b1: feat/b2 b2 UndefinedColumn db/versions/b2.py:'],
  ],
  [
    'two labels of an enum',
    [value('late'), value('lost')],
    ['order-matters', "enum public.ticket_status: 'open','closed','late','lost' / 'open','closed','lost','late'"],
  ],
  [
    'one column twice',
    [add('users', 'age'), add('users', 'age')],
    [
      'both-fail',
      'after feat/b1: feat/b2 b2 DuplicateColumn db/versions/b2.py:',
      'after feat/b2: feat/b1 b1 DuplicateColumn db/versions/b1.py:',
    ],
  ],
  [
    'a row, and all rows',
    [`op.execute("INSERT INTO users (email) VALUES ('grace@example.org')")`, `op.execute("UPDATE users SET state = 'old'")`],
    ['order-matters', 'public.users 2 2'],
  ],
];

const field = (name: string, size = 20): string =>
  `model_name="item", name="${name}", field=models.CharField(max_length=${size}, null=True)`;

const djangoPairs: typeof alembicPairs = [
  [
    'two fields of one model',
    [`migrations.AddField(${field('one')})`, `migrations.AddField(${field('two')})`],
    ['commutes-except-column-order', 'column order public.shop_item: id, name, sku, one, two / id, name, sku, two, one'],
  ],
  [
    'a new name, and another type under the old one',
    ['migrations.RenameField("item", "sku", "code")', `migrations.AlterField(${field('sku', 80)})`],
    ['one-order-fails', 'feat/two first', 'after feat/one: feat/two shop.0003_two FieldDoesNotExist undefined'],
  ],
  [
    'a field that goes, and another type of it',
    ['migrations.RemoveField("item", "sku")', `migrations.AlterField(${field('sku', 80)})`],
    ['one-order-fails', 'feat/two first', 'after feat/one: feat/two shop.0003_two FieldDoesNotExist undefined'],
  ],
];

/** In words, without line numbers. */
function proofLines({ verdict, landFirst, reason, differences, rows, failures }: PairProof): readonly string[] {
  return [
    verdict,
    ...(reason === undefined ? [] : [reason]),
    ...(landFirst === undefined ? [] : [`${landFirst} first`]),
    ...failures.map(
      ({ first, of, migration, error }) => `after ${first}: ${of} ${migration} ${error.type} ${String(error.at).replace(/\d+$/, '')}`,
    ),
    ...differences.map(schemaDifferenceInWords),
    ...rows.map(({ table, one, other }) => `${table} ${one} ${other}`),
  ];
}

describeWithFrameworks('both landing orders', found => {
  const servers: readonly (readonly [TestedVersion, string, Partial<SandboxOptions>])[] = [
    ['newest', "npm's PostgreSQL", { major: 18 }],
    ['oldest', 'the installed PostgreSQL', { pgBin: found.postgres }],
    ['oldest', 'the oldest PostgreSQL', oldestServer(specProjectFolder({}))],
  ];
  expect([...new Set(servers.map(([version]) => version))]).toEqual(testedVersions);
  describe.each(servers)('of the %s frameworks on %s', (version, _, options) => {
    let sandbox: Sandbox;
    const [pay, dj] = [alembicPay(found[version]), djangoShop(found[version])];
    beforeAll(async () => {
      sandbox = await openSandbox('native', { ...folderOptions(specFolder()), ...options });
    });
    afterAll(() => sandbox.close());

    test.each(alembicPairs)('Alembic: %s', async (_name, ups, expected) => {
      expect(proofLines(await prove(alembicTrial(sandbox, pay, ups)))).toEqual(expected);
    });

    test.each(djangoPairs)('Django: %s', async (_name, operations, expected) => {
      expect(proofLines(await prove(djangoTrial(sandbox, dj, operations)))).toEqual(expected);
    });
  });
});
