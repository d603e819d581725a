import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import type { VerifyReport } from '@oneleaf/core';
import { gitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { ALEMBIC, column, DJANGO, migration, revision, script } from '../testing/spec-project.js';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';
import { expectUntouched } from '../testing/untouched-repository.js';

/** What the configuration of a repository says, because its settings read the address from a variable. */
function configured(folder: string, more: object = {}): RepoFiles {
  return { 'oneleaf.json': JSON.stringify({ projects: [{ folder, env: { DATABASE_URL: '{url}' }, ...more }] }) };
}

const DB = { ...ALEMBIC, ...configured('db') };
const SITE = { ...DJANGO, ...configured('.') };
const versionFile = (id: string): string => `db/scripts/versions/${id}.py`;

function reportOf({ output, complaint }: ProgramResult): VerifyReport {
  if (output === '') throw new Error(complaint);
  return JSON.parse(output) as VerifyReport;
}

/** Rule, history and message of every finding, and how each trial went. */
function brief(ended: ProgramResult): readonly string[] {
  return reportOf(ended).projects.flatMap(({ trials, findings }) => [
    ...trials.map(({ name, outcome, migrations }) => `${name} ${outcome} ${migrations}`),
    ...findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
  ]);
}

describeWithPython('verify', python => {
  const verify = (files: RepoFiles, version: 'newest' | 'oldest' = 'newest', ...more: readonly string[]): Promise<ProgramResult> =>
    expectUntouched(gitRepo({ main: files }), ['verify', '--python', python[version], '--format', 'json', ...more]);

  // Only so that a machine without PostgreSQL says what it has left out.
  describeWithPostgres('on PostgreSQL', () => {
    describe.each(versions)('by the %s frameworks', version => {
      test('Alembic: a chain that does what it promises', async () => {
        const ended = await verify({ ...DB, ...revision('bbbb', 'aaaa', 'tax'), [versionFile('aaaa')]: checked }, version);
        expect([brief(ended), ended.exitCode]).toEqual([['fresh-install passed 2', 'round-trip passed 2', 'stairway passed 2'], 0]);
      });

      test('Django: apps that do what they promise', async () => {
        const ended = await verify({ ...SITE, 'shop/migrations/0002_tax.py': column('tax', 'shop.0001_initial') }, version);
        expect([brief(ended), ended.exitCode]).toEqual([['fresh-install passed 3', 'round-trip passed 3', 'stairway passed 3'], 0]);
      });

      test("a migration that the database refuses is named with its step, its line and the database's own words", async () => {
        const wrong = script('bbbb', 'aaaa', `op.add_column('shop_items', sa.Column('tax', sa.Integer))`);
        const ended = await verify({ ...DB, [versionFile('aaaa')]: checked, [versionFile('bbbb')]: wrong }, version);
        expect(ended.exitCode).toBe(1);
        expect(reportOf(ended).projects[0]?.trials.map(({ outcome }) => outcome)).toEqual(['failed', 'stopped', 'stopped']);
        expect(reportOf(ended).projects[0]?.findings).toEqual([
          {
            severity: 'error',
            rule: 'fresh-install',
            history: 'db/scripts/versions',
            message: 'bbbb cannot be applied to an empty database: UndefinedTable: relation "shop_items" does not exist',
            parts: [
              { type: 'migration', text: 'bbbb' },
              { type: 'text', text: ' cannot be applied to an empty database: ' },
              { type: 'code', text: 'UndefinedTable' },
              { type: 'text', text: ': relation "shop_items" does not exist' },
            ],
            location: { path: versionFile('bbbb'), line: 9 },
            related: [{ path: versionFile('bbbb'), line: 9, message: 'line 9', note: '' }],
          },
        ]);
      });

      test('a type that undoing forgets is left behind, and cannot be made twice', async () => {
        const sold = script('bbbb', 'aaaa', `op.execute("CREATE TYPE status AS ENUM ('open', 'sold')")`);
        const ended = await verify({ ...DB, [versionFile('aaaa')]: checked, [versionFile('bbbb')]: sold }, version);
        expect([brief(ended), ended.exitCode]).toEqual([
          [
            'fresh-install passed 2',
            'round-trip failed 2',
            'stairway failed 1',
            'error round-trip: bbbb cannot be applied again after all migrations were undone: DuplicateObject: type "status" already exists',
            'error stairway: bbbb cannot be applied again: DuplicateObject: type "status" already exists',
            `warning residue: undoing every migration leaves behind: enum public.status 'open','sold'`,
          ],
          1,
        ]);
      });

      test('what says that it cannot be undone is listed, and is no failure', async () => {
        const once = migration(['shop.0001_initial'], 'migrations.RunPython(lambda apps, editor: None)');
        const ended = await verify({ ...SITE, 'shop/migrations/0002_once.py': once }, version);
        expect([brief(ended).at(-1), ended.exitCode]).toEqual([
          expect.stringMatching(
            /^note irreversible-migration: shop\.0002_once cannot be undone: Operation <RunPython.* is not reversible$/,
          ),
          0,
        ]);
      });
    });

    test('two installs that differ are found, and so is a way back that leads elsewhere', async () => {
      const random = script('bbbb', 'aaaa', `import uuid; op.create_table('t' + uuid.uuid4().hex, sa.Column('id', sa.Integer))`);
      const ended = await verify({ ...DB, [versionFile('aaaa')]: checked, [versionFile('bbbb')]: random });
      expect(brief(ended).map(line => line.replace(/:.*/s, ''))).toEqual([
        'fresh-install failed 2',
        'round-trip failed 2',
        'stairway failed 2',
        'error fresh-install',
        'error round-trip',
        'error stairway',
        'warning residue',
      ]);
    });

    test('a role and a table that the first migration expects are there when the configuration says so', async () => {
      const granted = script('aaaa', null, 'op.execute("GRANT SELECT ON customers TO app_ro")');
      const needs = { roles: ['app_ro'], baseline: 'schema.sql' };
      const files = { ...ALEMBIC, [versionFile('aaaa')]: granted, 'schema.sql': 'CREATE TABLE customers (id int);' };
      expect(brief(await verify({ ...files, ...configured('db') })).at(-1)).toMatch(/UndefinedTable: relation "customers" does not exist/);
      const ended = await verify({ ...files, ...configured('db', needs) });
      expect([brief(ended).slice(0, 3), ended.exitCode]).toEqual([
        ['fresh-install passed 1', 'round-trip passed 1', 'stairway passed 1'],
        0,
      ]);
    });

    test('one project that cannot be run does not hide another, and is no pass', async () => {
      const files = { ...DJANGO, ...DB, 'db/scripts/env.py': 'print("never connects")\n', ...two };
      const ended = await verify(files);
      expect([ended.exitCode, reportOf(ended).unproved.map(({ project }) => project)]).toEqual([3, ['db']]);
      expect(reportOf(ended).projects.map(({ project }) => project)).toEqual(['.']);
      expect((await verify(files, 'newest', 'shop')).exitCode).toBe(0);
    });

    test('alone, it is an error with the reason', async () => {
      const repo = gitRepo({ main: { ...DB, 'db/scripts/env.py': 'print("never connects")\n' } });
      expect(await oneleaf(repo, ['verify', '--python', python.newest])).toMatchObject({
        exitCode: 3,
        output: '',
        complaint: expect.stringContaining('without ever connecting to the throw-away database') as string,
      });
    });

    test('drift says what levelling would cost', async () => {
      const model = `from django.db import models\n\n\nclass Item(models.Model):\n    name = models.TextField()\n`;
      const ended = await expectUntouched(gitRepo({ main: { ...SITE, 'shop/models.py': model } }), [
        'drift',
        'shop',
        '--python',
        python.newest,
      ]);
      expect(ended.output).toMatch(
        /^error model-drift {2}the models ask for AddField shop\.item\.name, which fails if the table has rows/m,
      );
      expect(ended.exitCode).toBe(1);
      expect((await oneleaf(gitRepo({ main: { ...SITE, ...items } }), ['drift', '--python', python.newest])).exitCode).toBe(0);
    });
  });

  test('a project that uses SQLite is run on SQLite', async () => {
    const files = { ...SITE, 'settings.py': `SECRET_KEY = 'spec'\nINSTALLED_APPS = ['shop', 'cart']\n${lite}` };
    const ended = await verify(files);
    expect(reportOf(ended).projects[0]?.database).toBe('SQLite in a private folder');
    expect(ended.exitCode).toBe(0);
  });

  test.each([
    [['verify', 'cellar'], 'error: there is no project cellar, only db\n'],
    [['verify', '--provider', 'oracle'], 'error: there is no provider oracle, only auto, native, url, docker, sqlite\n'],
    [['verify', '--image', 'postgres:16', '--service', 'db'], 'error: --image cannot be used with --compose or --service\n'],
    [['drift', '--postgres', 'newest'], 'error: --postgres takes a major version, not newest\n'],
  ])('%j is wrong usage', async (args, message) => {
    const ended = await oneleaf(gitRepo({ main: DB }), args);
    expect([ended.exitCode, ended.complaint.split('try:')[0]]).toEqual([2, message]);
  });

  test('a project in the configuration that is not there is reported', async () => {
    const ended = await oneleaf(gitRepo({ main: { ...ALEMBIC, ...configured('cellar') } }), ['verify']);
    expect(ended).toMatchObject({ exitCode: 2, complaint: expect.stringContaining('calls cellar') as string });
  });
});

const checked = script(
  'aaaa',
  null,
  `op.create_table('shop_item', sa.Column('id', sa.Integer, primary_key=True))`,
  `op.drop_table('shop_item')`,
);

const two: RepoFiles = {
  'oneleaf.json': JSON.stringify({ projects: ['.', 'db'].map(folder => ({ folder, env: { DATABASE_URL: '{url}' } })) }),
};

const lite = `DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}\n`;

const item =
  'from django.db import models\n\n\nclass Item(models.Model):\n    id = models.BigAutoField(primary_key=True, serialize=False)\n';
const items: RepoFiles = { 'shop/models.py': item, 'cart/models.py': item };
