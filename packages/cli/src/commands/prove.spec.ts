import type { PredictReport, ProveReport } from '@oneleaf/core';
import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoBranches, type GitRepo } from '@oneleaf/git/testing';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALEMBIC, column, DJANGO, migration, revision, script } from '../testing/spec-project.js';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';

const shop = (name: string, text: string): Record<string, string> => ({ [`shop/migrations/${name}.py`]: text });
const versions = 'db/scripts/versions';

/** Main has gone on since the branches left it. */
const shops: RepoBranches = {
  main: [DJANGO, shop('0002_color', column('color', 'shop.0001_initial'))],
  'feat/sku': { ...shop('0002_sku', column('sku', 'shop.0001_initial')), ...shop('0003_vat', column('vat', 'shop.0002_sku')) },
  'feat/tax': {
    ...shop('0002_tax', column('tax', 'shop.0001_initial')),
    'cart/migrations/0002_tax.py': column('tax', 'cart.0001_initial', 'shop.0002_tax'),
  },
  'feat/auto': shop('0002_sku', migration(['shop.0001_initial'], `migrations.AddField('item', 'depot', models.IntegerField(null=True))`)),
  'feat/rename': shop('0002_rename', migration(['shop.0001_initial'], `migrations.RenameField('item', 'id', 'number')`)),
  'feat/widen': shop(
    '0002_widen',
    migration(['shop.0001_initial'], `migrations.AlterField('item', 'id', models.AutoField(primary_key=True, serialize=False))`),
  ),
  'feat/stock': {
    ...shop('0002_stock', column('stock', 'shop.0001_initial')),
    'stock/__init__.py': '',
    'stock/migrations/__init__.py': '',
    'stock/migrations/0001_initial.py': migration(['shop.0002_stock'], ''),
  },
  'feat/cart': { 'cart/migrations/0002_depot.py': column('depot', 'cart.0001_initial') },
  'feat/none': { 'README.md': 'nothing' },
};

describeWithPython('prove', python => {
  const env = { DATABASE_URL: 'postgresql://nobody@localhost:1/nowhere', VIRTUAL_ENV: python.newest.replace('/bin/python', '') };

  async function run(repo: GitRepo, ...args: readonly string[]): Promise<ProgramResult> {
    repo.git('checkout', '-q', '-f', 'main');
    const ended = await oneleaf(repo, args, { env });
    expect(repo.git('status', '--porcelain', '--ignored')).toBe('');
    return ended;
  }

  async function verdicts(repo: GitRepo, ...args: readonly string[]): Promise<readonly unknown[]> {
    const { output, exitCode, complaint } = await run(repo, 'prove', ...args, '--format', 'json');
    const { pairs, notes } = JSON.parse(
      output === '' ? JSON.stringify({ pairs: [], notes: [{ title: complaint }] }) : output,
    ) as ProveReport;
    return [
      exitCode,
      ...pairs.flatMap(({ verdict, reason }) => (reason === undefined ? [verdict] : [verdict, reason])),
      ...notes.map(({ title }) => title),
    ];
  }

  test.each([
    ['chains in two apps behind what has landed since', ['feat/sku', 'feat/tax'], [0, 'commutes-except-column-order']],
    ['one file name for two migrations', ['feat/sku', 'feat/auto'], [0, 'commutes-except-column-order']],
    ['a new name, and another type under the old one', ['feat/rename', 'feat/widen'], [1, 'one-order-fails']],
    [
      'an app that the work tree has not',
      ['feat/stock', 'feat/tax', 'shop'],
      [3, 'inconclusive', 'the project in the working tree does not load stock.0001_initial of feat/stock'],
    ],
    [
      'a branch without migrations',
      ['feat/sku', 'feat/none'],
      [0, 'feat/sku and feat/none change no common database, so there is nothing to try'],
    ],
    ['two apps of one project', ['feat/sku', 'feat/cart'], [0, 'commutes']],
  ])('Django: %s', async (_name, args, expected) => {
    expect(await verdicts(gitRepo(shops), ...args)).toEqual(expected);
  });

  test('Django: on SQLite where the project uses that', async () => {
    const repo = gitRepo(shops);
    const { output, exitCode } = await oneleaf(repo, ['prove', 'feat/sku', 'feat/tax'], {
      env: { ...env, DATABASE_URL: 'sqlite:////nowhere/db.sqlite3' },
    });
    expect(output).toMatch(/^commutes except for column order {2}feat\/sku and feat\/tax in \. \(django\) on SQLite/m);
    expect(exitCode).toBe(0);
  });

  const scripts: RepoBranches = {
    main: [ALEMBIC, revision('cccc', 'aaaa', 'color')],
    'feat/sku': revision('b1b1', 'aaaa', 'sku'),
    'feat/tax': {
      ...revision('b2b2', 'aaaa', 'tax'),
      [`${versions}/b3b3.py`]: script('b3b3', 'b2b2', `op.create_table('tax', sa.Column('id', sa.Integer))`),
    },
    'feat/twice': revision('b4b4', 'aaaa', 'sku'),
    'feat/name': { [`${versions}/b5b5.py`]: script('b5b5', 'aaaa', `op.alter_column('shop_item', 'id', new_column_name='number')`) },
    'feat/index': { [`${versions}/b6b6.py`]: script('b6b6', 'aaaa', `op.create_index('ix_id', 'shop_item', ['id'])`) },
  };

  test.each([
    ['chains', ['feat/sku', 'feat/tax'], [0, 'commutes-except-column-order']],
    ['the same column twice', ['feat/sku', 'feat/twice'], [1, 'both-fail']],
  ])('Alembic: %s', async (_name, args, expected) => {
    expect(await verdicts(gitRepo(scripts), ...args)).toEqual(expected);
  });

  test('says in words which has to land first, and where it fails', async () => {
    const { output, exitCode } = await run(gitRepo(scripts), 'prove', 'feat/name', 'feat/index');
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^one order fails {2}feat\/name and feat\/index in db \(alembic\) on PostgreSQL .*\n {2}feat\/index has to land first\n {2}feat\/name first: b6b6 of feat\/index fails at db\/scripts\/versions\/b6b6\.py:\d+\n {4}UndefinedColumn: /m,
    );
  });

  test('tries the pairs of each group of predict', async () => {
    const { 'feat/sku': sku = {}, 'feat/tax': tax = {}, main = [] } = scripts;
    const { output, exitCode } = await run(gitRepo({ main, 'feat/sku': sku, 'feat/tax': tax }), 'predict', '--prove', '--format', 'json');
    const { proofs } = JSON.parse(output) as PredictReport;
    expect(proofs?.pairs.map(({ one, other, verdict }) => [one, other, verdict])).toEqual([
      ['refs/heads/feat/sku', 'refs/heads/feat/tax', 'commutes-except-column-order'],
    ]);
    expect(exitCode).toBe(1);
  });

  test('tries those of one folder, whatever else the configuration speaks of', async () => {
    const { 'feat/sku': sku = {}, 'feat/tax': tax = {}, main = [] } = scripts;
    const site = {
      'oneleaf.json': JSON.stringify({ projects: [{ folder: 'db' }, { folder: 'site' }] }),
      'site/alembic.ini': '[alembic]\nscript_location = %(here)s/scripts\n',
      'site/scripts/versions/cccc.py': script('cccc', null, 'pass'),
    };
    const repo = gitRepo({ main: [main, site].flat(), 'feat/sku': sku, 'feat/tax': tax });
    const ended = await run(repo, 'predict', '--prove', '--under', 'db', '--format', 'json');
    expect(ended.complaint).toBe('');
    expect((JSON.parse(ended.output) as PredictReport).proofs?.pairs.map(({ project }) => project)).toEqual(['db']);
  });

  test('takes a seed, and says which file cannot be read', async () => {
    const repo = gitRepo(scripts);
    const seed = join(repo.path, '.git', 'seed.sql');
    writeFileSync(seed, 'INSERT INTO shop_item (id) VALUES (1)');
    expect(await verdicts(repo, 'feat/sku', 'feat/tax', '--seed', seed)).toEqual([0, 'commutes-except-column-order']);
    expect(await run(repo, 'prove', 'feat/sku', 'feat/tax', '--seed', 'none.sql')).toMatchObject({
      exitCode: 3,
      complaint: expect.stringContaining('none.sql cannot be read') as string,
    });
  });

  test('wants two branches', async () => {
    expect(await run(gitRepo(scripts), 'prove', 'feat/sku')).toMatchObject({
      exitCode: 2,
      complaint: expect.stringContaining('prove takes two branches') as string,
    });
    expect(await run(gitRepo(scripts), 'prove', 'feat/sku', 'feat/gone')).toMatchObject({
      exitCode: 3,
      complaint: expect.stringContaining('feat/gone is not in this clone') as string,
    });
  });
});
