import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, scratch } from '@oneleaf/git/testing';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { alembic, django, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

/** An SQLite file that holds what a script writes. */
function database(...statements: readonly string[]): string {
  const file = join(scratch(), 'db.sqlite3');
  const made = spawnSync('python3', [
    '-c',
    'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])',
    file,
    statements.join(';'),
  ]);
  expect(made.status).toBe(0);
  return file;
}

const rows = (...names: readonly string[]): readonly string[] => [
  'CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)',
  ...names.map(name => `INSERT INTO django_migrations (app, name) VALUES ('shop', '${name}')`),
];
const version = (table: string, ...versions: readonly string[]): readonly string[] => [
  `CREATE TABLE ${table} (version_num TEXT)`,
  ...versions.map(one => `INSERT INTO ${table} VALUES ('${one}')`),
];

describeWithPython('what status says', () => {
  test('each history by itself, and one command for all of a project', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...PAY, ...django('0001_initial < 0002_tax < 0003_vat') } });
    const file = database(...rows('0001_initial'), ...version('alembic_version', 'start'));
    expect(await oneleaf(repo, ['status', '--database', file])).toEqual({
      output: `current  alembic/versions  start
behind  shop  shop.0002_tax, shop.0003_vat are not applied to ${file}
  run the rest
fix: python manage.py migrate

${file} is not up to date with the working tree
`,
      complaint: '',
      exitCode: 1,
    });
    expect(await oneleaf(repo, ['status', 'versions', '--database', file])).toMatchObject({ exitCode: 0 });
  });

  test('the tree of another commit, without a checkout and in a bare clone', async () => {
    const repo = gitRepo({ main: SHOP, 'feat/tax': django('0001_initial < 0002_tax') });
    const file = database(...rows('0001_initial', '0002_tax'));
    expect((await oneleaf(repo, ['status', '--database', file])).output).toMatch(
      /^ahead {2}shop {2}shop.0002_tax .* the file is on feat\/tax, not here$/m,
    );
    const there = await oneleaf(repo, ['status', '--ref', 'feat/tax', '--database', file]);
    expect([there.exitCode, there.output]).toEqual([0, expect.stringMatching(/is up to date with feat\/tax \([0-9a-f]{7}\)\n$/)]);
    expect(await oneleaf(repo.clone('--bare'), ['status', '--ref', 'feat/tax', '--database', file])).toMatchObject({ exitCode: 0 });
  });

  test('each version table of its own, and histories that the database does not know are only noted', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...PAY, ...alembic('start < next') } });
    const file = database(...version('alembic_version', 'next'), ...version('alembic_version_audit', 'start'));
    expect((await oneleaf(repo, ['status', '--database', file])).output).toBe(`current  alembic/versions  next
behind  alembic/versions in alembic_version_audit  next is not applied to ${file}
  run the rest
fix: alembic upgrade heads
note  shop: ${file} records nothing of it

${file} is not up to date with the working tree
`);
    const requested = await oneleaf(repo, ['status', 'shop', '--database', file]);
    expect([requested.exitCode, requested.output]).toEqual([
      1,
      expect.stringMatching(/^unmigrated {2}shop {2}shop.0001_initial is not applied/),
    ]);
  });

  test('without a database, a tree or an answer it is no success', async () => {
    const repo = gitRepo({ main: SHOP });
    const said = async (...args: readonly string[]) => {
      const { complaint, exitCode } = await oneleaf(repo, ['status', ...args]);
      return [exitCode, complaint];
    };
    expect(await said()).toEqual([3, 'error: no database is given\ntry: oneleaf status --database URL\n']);
    expect(await said('--database', 'none.sqlite3')).toEqual([3, expect.stringContaining('there is no SQLite database none.sqlite3')]);
    const [exitCode, complaint] = await said('--database', 'postgresql://ada:s3cret@127.0.0.1:1/shop');
    expect([exitCode, complaint]).toEqual([3, expect.stringContaining('the database shop on 127.0.0.1 does not answer')]);
    expect(complaint).not.toContain('s3cret');
    expect(await said('nope', '--database', database(...rows()))).toEqual([
      2,
      expect.stringContaining('there is no history nope, only shop'),
    ]);
    const bare = gitRepo({ main: { 'README.md': '' } });
    expect(await oneleaf(bare, ['status', '--database', database()])).toMatchObject({ exitCode: 2, output: '' });
  });

  test('a file that cannot be read leaves nothing certain', async () => {
    const repo = gitRepo({ main: { ...SHOP, 'shop/migrations/0002_tax.py': '<<<<<<< HEAD\n' } });
    const { exitCode, output } = await oneleaf(repo, ['status', '--database', database(...rows('0001_initial'))]);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/^undecided {2}shop .*0002_tax.py cannot be read/)]);
  });
});
