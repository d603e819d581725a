import { recordTables } from '@oneleaf/frameworks';
import { recordPlanOf, type RecordPlan, type MigrationMove } from '@oneleaf/core';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { scratch, type RepoFiles } from '@oneleaf/git/testing';
import { applyRecordChanges, openRecord } from '@oneleaf/sandbox';
import { describeWithPostgres, withPostgres } from '@oneleaf/sandbox/testing';
import { ALEMBIC, column, DJANGO, migration, specProject, revision, type SpecProject } from '../testing/spec-project.js';

interface Scene {
  readonly files: RepoFiles;
  /** What is on the branch, and what makes its database. */
  readonly ours: RepoFiles;
  readonly migrate: readonly string[];
  /** The same behind what has landed. */
  readonly relinked: RepoFiles;
  readonly moves: readonly MigrationMove[];
  /** What brings any database up to date, and what is then applied. */
  readonly finish: string;
  readonly applied: readonly string[];
}

const UP = 'python manage.py migrate';
const shop = (name: string, text: string | null): RepoFiles => ({ [`shop/migrations/${name}.py`]: text });
const move = (history: string, from: string, to: string): MigrationMove => ({ history, from, to });

const django = { files: DJANGO, migrate: [UP], finish: UP };
const alembic = { files: ALEMBIC, migrate: ['cd db && alembic upgrade heads'], finish: 'cd db && alembic upgrade head' };
const TAX = column('tax', 'shop.0001_initial');
const scripts = 'db/scripts/versions';

const scenes: Readonly<Record<string, Scene>> = {
  'Django: a chain behind what is not applied yet': {
    ...django,
    ours: { ...shop('0002_sku', column('sku', 'shop.0001_initial')), ...shop('0003_vat', column('vat', 'shop.0002_sku')) },
    relinked: {
      ...shop('0002_sku', null),
      ...shop('0003_vat', null),
      ...shop('0002_tax', TAX),
      ...shop('0003_sku', column('sku', 'shop.0002_tax')),
      ...shop('0004_vat', column('vat', 'shop.0003_sku')),
    },
    moves: [move('shop', '0002_sku', '0003_sku'), move('shop', '0003_vat', '0004_vat')],
    applied: ['cart.0001_initial', 'shop.0001_initial', 'shop.0002_tax', 'shop.0003_sku', 'shop.0004_vat'],
  },
  'Django: a name is kept, and another app stands on it': {
    ...django,
    ours: {
      ...shop('sku', column('sku', 'shop.0001_initial')),
      'cart/migrations/0002_sku.py': column('sku', 'cart.0001_initial', 'shop.sku'),
    },
    relinked: { ...shop('0002_tax', TAX), ...shop('sku', column('sku', 'shop.0002_tax')) },
    moves: [move('shop', 'sku', 'sku')],
    applied: ['cart.0001_initial', 'cart.0002_sku', 'shop.0001_initial', 'shop.0002_tax', 'shop.sku'],
  },
  'Django: what has landed was applied on another branch': {
    ...django,
    ours: shop('0002_sku', column('sku', 'shop.0001_initial')),
    migrate: [
      UP,
      `printf '%s' "${TAX}" > shop/migrations/0002_tax.py && mv shop/migrations/0002_sku.py sku && ${UP} && rm shop/migrations/0002_tax.py && mv sku shop/migrations/0002_sku.py`,
    ],
    relinked: { ...shop('0002_sku', null), ...shop('0002_tax', TAX), ...shop('0003_sku', column('sku', 'shop.0002_tax')) },
    moves: [move('shop', '0002_sku', '0003_sku')],
    applied: ['cart.0001_initial', 'shop.0001_initial', 'shop.0002_tax', 'shop.0003_sku'],
  },
  'Alembic: the ids are kept': {
    ...alembic,
    ours: { ...revision('cccc', 'aaaa', 'sku'), ...revision('dddd', 'cccc', 'vat') },
    relinked: { ...revision('bbbb', 'aaaa', 'tax'), ...revision('cccc', 'bbbb', 'sku') },
    moves: [move(scripts, 'cccc', 'cccc'), move(scripts, 'dddd', 'dddd')],
    applied: ['dddd'],
  },
  'Alembic: the ids are others': {
    ...alembic,
    ours: { ...revision('002_sku', 'aaaa', 'sku'), ...revision('003_vat', '002_sku', 'vat') },
    relinked: {
      ...revision('002_tax', 'aaaa', 'tax'),
      ...revision('003_sku', '002_tax', 'sku'),
      ...revision('004_vat', '003_sku', 'vat'),
      [`${scripts}/002_sku.py`]: null,
      [`${scripts}/003_vat.py`]: null,
    },
    moves: [move(scripts, '002_sku', '003_sku'), move(scripts, '003_vat', '004_vat')],
    applied: ['004_vat'],
  },
  'Alembic: both leaves are applied': {
    ...alembic,
    ours: { ...revision('cccc', 'aaaa', 'sku'), ...revision('bbbb', 'aaaa', 'tax') },
    relinked: revision('cccc', 'bbbb', 'sku'),
    moves: [move(scripts, 'cccc', 'cccc')],
    applied: ['cccc'],
  },
};

/** The scene as the branch left it, with one item in the database, and then with its files relinked. */
async function moved(scene: Scene, at: SpecProject): Promise<{ readonly recordPlan: RecordPlan; readonly relink: () => void }> {
  at.repo.write(scene.ours);
  at.run(scene.migrate);
  await withPostgres(at.url, client => client.query('INSERT INTO shop_item (id, sku) VALUES (1, 7)'));
  const before = await at.read();
  at.repo.write(scene.relinked);
  const after = await at.read();
  const { engine, applied: rows } = openRecord(at.url, { tables: recordTables, folder: '/', env: process.env });
  const applied = await rows();
  return {
    recordPlan: recordPlanOf({ moves: scene.moves, before, after, applied, engine }),
    relink: () => at.repo.write(scene.relinked),
  };
}

async function skuOn({ url }: SpecProject): Promise<unknown> {
  return withPostgres(url, async client => (await client.query<{ sku: unknown }>('SELECT sku FROM shop_item')).rows[0]?.sku);
}

describeWithPython('a database that has applied what moves', python => {
  describeWithPostgres('PostgreSQL', server => {
    describe.each(versions)('the %s frameworks', version => {
      test.each(Object.entries(scenes))('%s', async (_name, scene) => {
        const at = specProject(scene.files, python[version], await server.database());
        const { recordPlan } = await moved(scene, at);
        expect(recordPlan.refusal).toBeUndefined();

        const byHand = at.on(await server.database(at.url));
        byHand.run([...recordPlan.after, scene.finish]);
        expect([await skuOn(byHand), await byHand.applied()]).toEqual([7, scene.applied]);

        const written = at.on(await server.database(at.url));
        await applyRecordChanges(written.url, recordPlan.changes, { tables: recordTables, folder: '/', env: process.env });
        written.run([...recordPlan.rest, scene.finish]);
        expect([await skuOn(written), await written.applied()]).toEqual([7, scene.applied]);
      });

      test.each(['Django: a chain behind what is not applied yet', 'Alembic: the ids are others'])('%s, unapplied before', async name => {
        const scene = scenes[name];
        if (!scene) throw new Error(name);
        const at = specProject(scene.files, python[version], await server.database());
        const { recordPlan, relink } = await moved(scene, at);
        const gone = Object.fromEntries(Object.keys(scene.relinked).map(path => [path, scene.ours[path] ?? null]));
        at.repo.write(gone);
        at.run(recordPlan.before);
        relink();
        at.run([scene.finish]);
        expect([await skuOn(at), await at.applied()]).toEqual([null, scene.applied]);
      });
    });
  });

  // The outside fact because of which there is no such plan on SQLite.
  test.each(versions)('SQLite: the %s Django drops columns that it does not know of', async version => {
    const url = `sqlite:///${scratch()}/db.sqlite3`;
    const at = specProject({ ...DJANGO, ...shop('0002_sku', column('sku', 'shop.0001_initial')) }, python[version], url);
    const before = await at.read();
    at.run([UP]);
    const rebuilt = migration(['shop.0001_initial'], `migrations.AddField('item', 'tax', models.IntegerField(unique=True, null=True))`);
    at.repo.write({ ...shop('0002_sku', null), ...shop('0002_tax', rebuilt), ...shop('0003_sku', column('sku', 'shop.0002_tax')) });
    const { engine, applied: rows } = openRecord(url, { tables: recordTables, folder: '/', env: process.env });
    const applied = await rows();
    const recordPlan = recordPlanOf({
      moves: [move('shop', '0002_sku', '0003_sku')],
      before,
      after: await at.read(),
      applied,
      engine,
    });
    expect(recordPlan).toMatchObject({ before: ['python manage.py migrate shop 0001_initial'], after: [], rest: [] });
    at.run(['python manage.py migrate shop 0002_tax']);
    expect(
      at.ask(`python -c "import sqlite3; print(sqlite3.connect('${url.slice(10)}').execute('select sku from shop_item'))"`).output,
    ).toMatch('no such column: sku');
  });
});
