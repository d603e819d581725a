import type { PairProof } from '@oneleaf/core';
import { execFileSync } from 'node:child_process';
import { openSandbox } from '../open-sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { alembicPay } from '../testing/alembic-pay.js';
import { djangoShop, migration, shop } from '../testing/django-shop.js';
import { describeWithFrameworks } from '../testing/real-frameworks.js';
import { alembicTrial, djangoTrial, overlay } from '../testing/trials.js';
import { folderLeftovers, specFolder, folderOptions } from '../testing/spec-folder.js';
import { prove } from './prove.js';
import type { ProofTrial } from './trial.js';

const execute = (sql: string): string => `op.execute("""${sql}""")`;
const harmless = execute('SELECT 1');

describeWithFrameworks('a proof', found => {
  let sandbox: Sandbox;
  const place = specFolder();
  const pay = alembicPay(found.newest);
  const dj = djangoShop(found.newest);
  beforeAll(async () => {
    sandbox = await openSandbox('native', { ...folderOptions(place), pgBin: found.postgres });
  });
  afterAll(async () => {
    await sandbox.close();
    expect(folderLeftovers(place)).toEqual([]);
  });

  const tried = (ups: readonly [string, string], more: Partial<ProofTrial> = {}): Promise<PairProof> =>
    prove({ ...alembicTrial(sandbox, pay, ups), ...more });

  test('says nothing where the database cannot be looked at', async () => {
    const slow = `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET statement_timeout = 1', current_database()); END $$`;
    expect(await tried([harmless, execute(slow)])).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/cannot be read: canceling statement due to statement timeout/) as string,
    });
  });

  test('says nothing where the merge base fails by itself', async () => {
    const trial = alembicTrial(sandbox, pay, [harmless, harmless]);
    const [before] = trial.base;
    if (before === undefined) throw new Error('the base has a folder');
    const files = new Map([
      ...before.files,
      ['a3_base.py', Buffer.from(String(before.files.get('a3_base.py')).replace('users', 'nobody'))],
    ]);
    const proof = await prove({ ...trial, base: [{ ...before, files }] });
    expect(proof).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(
        /^the migrations of the base fail without the branches, at a3: relation "nobody" does not exist/,
      ) as string,
    });
  });

  test('says nothing where the project does not load what a branch brings', async () => {
    const trial = djangoTrial(sandbox, dj, ['migrations.RunSQL("SELECT 1")', 'migrations.RunSQL("SELECT 2")']);
    const stray = overlay('stock', 'stock/migrations', { 'stock/migrations/__init__.py': '' });
    const orders = trial.orders.map(order =>
      order.map(stage => ({ ...stage, overlays: [...stage.overlays, stray], brings: [...stage.brings, 'stock.0001_initial'] })),
    );
    const [[first, second] = [], [third, fourth] = []] = orders;
    if (!first || !second || !third || !fourth) throw new Error('a pair has two orders of two stages');
    const proof = await prove({
      ...trial,
      orders: [
        [first, second],
        [third, fourth],
      ],
    });
    expect(proof).toMatchObject({
      verdict: 'inconclusive',
      reason: 'the project in the working tree does not load stock.0001_initial of feat/one',
    });
  });

  test('sees with a seed what an empty table hides', async () => {
    const ups = [execute('UPDATE invoices SET total = total * 2'), execute('UPDATE invoices SET total = total + 1')] as const;
    expect(await tried(ups)).toMatchObject({ verdict: 'commutes' });
    const seed = 'INSERT INTO invoices (id, total) VALUES (1, 10)';
    expect(await tried(ups, { seed })).toMatchObject({
      verdict: 'order-matters',
      rows: [{ table: 'public.invoices', one: 1, other: 1 }],
    });
    expect(await tried(ups, { seed: 'INSERT INTO nowhere VALUES (1)' })).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('relation "nowhere" does not exist') as string,
    });
  });

  test('leaves out what is another in every run', async () => {
    const random = execute("INSERT INTO users (email, state) VALUES (gen_random_uuid(), 'sent')");
    expect(await tried([random, 'op.add_column("invoices", sa.Column("tax", sa.Integer))'])).toMatchObject({
      verdict: 'commutes',
      volatile: ['public.users.email'],
    });
    expect(await tried([random, execute("UPDATE users SET state = 'seen'")])).toMatchObject({
      verdict: 'order-matters',
      volatile: ['public.users.email'],
      rows: [{ table: 'public.users', one: 2, other: 2 }],
    });
  });

  test('makes one template for two pairs of one base, and another one after a file changes', async () => {
    const keys = new Set<string>();
    let filled = 0;
    const counted: Sandbox = {
      ...sandbox,
      template: (key, fill) => {
        keys.add(key);
        return sandbox.template(key, async lease => {
          filled += 1;
          await fill(lease);
        });
      },
    };
    const own = alembicPay(found.newest);
    const first = alembicTrial(counted, own, [harmless, harmless]);
    await prove(first);
    await prove(alembicTrial(counted, own, [harmless, execute('SELECT 2')]));
    expect([keys.size, filled]).toEqual([1, 1]);
    const longer = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, Buffer.from('\n')]);
    const base = first.base.map(one => ({ ...one, files: new Map([...one.files].map(([path, bytes]) => [path, longer(bytes)])) }));
    await prove({ ...first, base });
    expect([keys.size, filled]).toEqual([2, 2]);
  });

  test('takes chains and several apps, and writes nothing into the work tree', async () => {
    const stock: Record<string, string> = {
      'stock/__init__.py': '',
      'stock/models.py': '',
      'stock/migrations/__init__.py': '',
      'core/settings.py': String(shop['core/settings.py']).replace('"shop"]', '"shop", "stock"]'),
      'shop/migrations/0003_of_the_work_tree.py': migration('0002_sku', 'migrations.RunSQL("SELECT nonsense")'),
    };
    const project = djangoShop(found.newest, stock);
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: project.folder, encoding: 'utf8' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'all');
    const trial = djangoTrial(sandbox, project, [
      'migrations.CreateModel("Tag", [("id", models.BigAutoField(primary_key=True)), ("word", models.TextField())])',
      'migrations.CreateModel("Price", [("id", models.BigAutoField(primary_key=True)), ("cents", models.IntegerField())])',
    ]);
    const more = {
      'stock/migrations/__init__.py': '',
      'stock/migrations/0001_bin.py': migration('', '').replace('dependencies = [("shop", "")]', 'dependencies = [("shop", "0003_one")]'),
      'stock/migrations/0002_bin.py': migration('', 'migrations.RunSQL("CREATE TABLE stock_bin ()")').replace(
        '"shop", ""',
        '"stock", "0001_bin"',
      ),
    };
    const with_ = (stage: ProofTrial['orders'][0][0], brings: boolean, files: Record<string, string>): ProofTrial['orders'][0][0] => ({
      ...stage,
      overlays: [...stage.overlays, overlay('stock', 'stock/migrations', files)],
      brings: [...stage.brings, ...(brings ? ['stock.0001_bin', 'stock.0002_bin'] : [])],
    });
    const [[one, both], [two, all]] = trial.orders;
    const none = { 'stock/migrations/__init__.py': '' };
    const proof = await prove({
      ...trial,
      base: [...trial.base, overlay('stock', 'stock/migrations', none)],
      orders: [
        [with_(one, true, more), with_(both, false, more)],
        [with_(two, false, none), with_(all, true, more)],
      ],
    });
    expect(proof).toMatchObject({ verdict: 'commutes', warnings: [] });
    expect(git('status', '--porcelain', '--ignored')).toBe('');
  });
});
