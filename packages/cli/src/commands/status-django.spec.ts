import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { scratch, type RepoFiles } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { column, DJANGO, migration, specProject, type SpecProject } from '../testing/spec-project.js';
import { deviationsOf, follow, sql, statusOf } from '../testing/status-run.js';

const UP = 'python manage.py migrate';
const shop = (name: string, text: string | null): RepoFiles => ({ [`shop/migrations/${name}.py`]: text });
const forget = (app: string, name: string): string => `DELETE FROM django_migrations WHERE app = '${app}' AND name = '${name}'`;

const tax = shop('0002_tax', column('tax', 'shop.0001_initial'));
const CHAIN: RepoFiles = { ...DJANGO, ...tax, ...shop('0003_sku', column('sku', 'shop.0002_tax')) };

/** `0003_sku` went by another number before `0002_tax` landed. */
const formerly = shop('0002_sku', column('sku', 'shop.0001_initial'));

const added = (name: string): string => `migrations.AddField('item', '${name}', models.IntegerField(null=True))`;

const squashed = shop(
  '0002_squashed',
  migration(['shop.0001_initial'], `${added('tax')}, ${added('sku')}`).replace(
    '    operations',
    "    replaces = [('shop', '0002_tax'), ('shop', '0003_sku')]\n    operations",
  ),
);

interface Scene {
  readonly make: (at: SpecProject) => Promise<void> | void;
  readonly reported: readonly string[];
  /** The commands that were run, each as it was printed, or what it begins with. */
  readonly ran: readonly (string | RegExp)[];
  /** Django loses data of SQLite there, so no command is printed. */
  readonly not?: 'sqlite';
  /** Django itself finds nothing wrong. */
  readonly blind?: true;
}

const scenes: Readonly<Record<string, Scene>> = {
  'nothing was ever applied': { make: at => sql(at, 'SELECT 1'), reported: ['unmigrated cart', 'unmigrated shop'], ran: [UP] },
  'up to date': { make: at => at.run([UP]), reported: [], ran: [] },
  behind: { make: at => at.run([`${UP} shop 0002`, `${UP} cart`]), reported: ['behind shop'], ran: [UP] },
  'ahead: the file is on another branch': {
    make: at => {
      const vat = shop('0004_vat', column('vat', 'shop.0003_sku'));
      at.repo.commit('feat/vat', vat, { parents: ['main'] });
      at.repo.write(vat);
      at.run([UP, 'rm shop/migrations/0004_vat.py']);
    },
    blind: true,
    reported: ['ahead shop'],
    ran: ['npx oneleaf restore shop.0004_vat && python manage.py migrate shop 0003_sku && rm shop/migrations/0004_vat.py'],
  },
  'a row that nobody has a file of': {
    make: async at => {
      at.run([UP]);
      await sql(at, "INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '0007_gone', CURRENT_TIMESTAMP)");
    },
    blind: true,
    reported: ['unknown shop'],
    ran: ['python manage.py migrate --prune shop'],
  },
  'another number, all of it applied': {
    make: async at => {
      at.run([UP]);
      await sql(at, "UPDATE django_migrations SET name = '0002_sku' WHERE name = '0003_sku'");
    },
    reported: ['misnamed shop'],
    ran: ['python manage.py migrate --fake shop 0003_sku && python manage.py migrate --prune shop'],
  },
  'another number, and what landed before it is not applied': {
    make: at => {
      at.repo.write({ ...formerly, ...shop('0002_tax', null), ...shop('0003_sku', null) });
      at.run([UP]);
      at.repo.commit('feat/sku', formerly, { parents: ['main'] });
      at.repo.write({ ...CHAIN, ...shop('0002_sku', null) });
    },
    reported: ['misnamed shop', 'behind shop'],
    ran: [
      'python manage.py migrate shop 0002_tax && python manage.py migrate --fake shop 0003_sku && python manage.py migrate --prune shop',
    ],
    not: 'sqlite',
  },
  'another label': {
    make: async at => {
      at.run([UP]);
      await sql(at, "UPDATE django_migrations SET app = 'store' WHERE app = 'shop'", 'ALTER TABLE shop_item RENAME TO store_item');
    },
    reported: ['relabelled shop'],
    ran: [/^python manage.py shell -c 'from django.db import connection; /],
  },
  'a parent is not applied, and what it makes is not there': {
    make: async at => {
      at.run([UP]);
      await sql(at, forget('shop', '0002_tax'), 'ALTER TABLE shop_item DROP COLUMN tax');
    },
    reported: ['inconsistent shop', 'behind shop'],
    ran: [/^python manage.py shell -c .*&& python manage.py migrate shop 0002_tax && python manage.py migrate --fake shop 0003_sku$/],
    not: 'sqlite',
  },
  'a parent is not recorded, and what it makes is there': {
    make: async at => {
      at.run([UP]);
      await sql(at, forget('shop', '0002_tax'));
    },
    reported: ['inconsistent shop', 'behind shop'],
    ran: [/^python manage.py shell -c .*record\("shop", "0002_tax"\)'$/],
  },
  'a part of a squash': {
    make: at => {
      at.run([`${UP} shop 0002`, `${UP} cart`]);
      at.repo.write(squashed);
    },
    reported: ['partial shop'],
    ran: [UP],
  },
  'a part of a squash, whose files were deleted': {
    make: at => {
      at.run([`${UP} shop 0002`, `${UP} cart`]);
      at.repo.write({ ...squashed, ...shop('0002_tax', null), ...shop('0003_sku', null) });
      at.run(['git add . && git commit -qm squashed']);
    },
    // It leaves a squash out of which a part is applied, and what is missing of it with it.
    blind: true,
    reported: ['partial shop', 'behind shop'],
    ran: [/^git restore --source="\$\(git rev-list -1 HEAD -- shop\/migrations\/0002_tax.py\)\^" -- .* && python manage.py migrate && rm /],
  },
  'the first tables are there, and no record': {
    make: async at => {
      at.run([`${UP} shop 0001`, `${UP} cart`]);
      await sql(at, 'DROP TABLE django_migrations');
    },
    reported: ['unrecorded cart', 'unrecorded shop', 'unmigrated shop'],
    ran: ['python manage.py migrate --fake-initial'],
  },
  'the tables of an app are there up to its second migration, and no row': {
    make: async at => {
      at.run([`${UP} shop 0002`, `${UP} cart`]);
      await sql(at, "DELETE FROM django_migrations WHERE app = 'shop'");
    },
    reported: ['unrecorded shop', 'behind shop'],
    ran: ['python manage.py migrate --fake shop 0002_tax', UP],
  },
};

/** As Django itself sees it. */
function isCurrent(at: SpecProject): boolean {
  return at.ask(`${UP} --check`).status === 0 && !at.ask('python manage.py showmigrations').output.includes('[ ]');
}

describeWithPython('a database of Django', python => {
  const follows = (version: (typeof versions)[number], url: () => Promise<string>, some: readonly (readonly [string, Scene])[]): void => {
    test.each(some)('%s', async (_name, { make, reported, ran, blind }) => {
      const at = specProject(CHAIN, python[version], await url());
      await make(at);
      expect(deviationsOf(await statusOf(at)).map(one => one.reported)).toEqual(reported);
      expect(isCurrent(at)).toBe(blind ?? reported.length === 0);
      const commands: unknown[] = ran.map((one): unknown => (typeof one === 'string' ? one : expect.stringMatching(one)));
      expect(await follow(at)).toEqual(commands);
      expect(deviationsOf(await statusOf(at))).toEqual([]);
      expect(isCurrent(at)).toBe(true);
    });
  };
  const all = Object.entries(scenes);

  describe.each(versions)('with the %s Django', version => {
    describeWithPostgres('on PostgreSQL', server => follows(version, () => server.database(), all));
  });

  const elsewhere = all.filter(([, { not }]) => not === undefined);
  describe('with the newest Django on SQLite', () =>
    follows('newest', () => Promise.resolve(`sqlite:///${scratch()}/db.sqlite3`), elsewhere));

  test('on SQLite no command is printed that would lose data', async () => {
    const at = specProject(CHAIN, python.newest, `sqlite:///${scratch()}/db.sqlite3`);
    at.run([UP]);
    await sql(at, forget('shop', '0002_tax'), 'ALTER TABLE shop_item DROP COLUMN tax');
    expect(deviationsOf(await statusOf(at))).toEqual([{ reported: 'inconsistent shop' }, { reported: 'behind shop' }]);
  });

  test('two leaves: Django refuses, and so does the status', async () => {
    const at = specProject(
      { ...CHAIN, ...shop('0003_vat', column('vat', 'shop.0002_tax')) },
      python.newest,
      `sqlite:///${scratch()}/db.sqlite3`,
    );
    await sql(at, 'SELECT 1');
    expect(at.ask(UP).output).toContain('Conflicting migrations detected');
    expect(deviationsOf(await statusOf(at)).map(one => one.reported)).toEqual(['unmigrated cart', 'forked shop', 'unmigrated shop']);
  });
});
