import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, scratch, type GitRepo } from '@oneleaf/git/testing';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installProgram } from '../testing/install-program.js';
import { alembic, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const HOOK = ['post-checkout', 'HEAD', 'HEAD', '1'];

/** An SQLite database that says what is applied. */
function database(rows: { readonly shop?: readonly string[]; readonly alembic?: readonly string[] }): string {
  const file = join(scratch(), 'db.sqlite3');
  const inserts = [
    'CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)',
    'CREATE TABLE alembic_version (version_num TEXT)',
    ...(rows.shop ?? []).map(name => `INSERT INTO django_migrations (app, name) VALUES ('shop', '${name}')`),
    ...(rows.alembic ?? []).map(version => `INSERT INTO alembic_version VALUES ('${version}')`),
  ];
  const { status } = spawnSync('python3', [
    '-c',
    'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])',
    file,
    inserts.join(';\n'),
  ]);
  expect(status).toBe(0);
  return file;
}

function shop(): GitRepo {
  return gitRepo({ main: SHOP, 'feat/tax': [django('0001_initial < 0002_tax'), django('0002_tax < 0003_vat')] });
}

const APPLIED = ['0001_initial', '0002_tax', '0003_vat'];

const noteOf = (file: string): string => `note  shop.0002_tax and shop.0003_vat are applied to ${file}; the file is on feat/tax, not here
run: npx oneleaf restore shop.0003_vat && python manage.py migrate shop 0001_initial && rm shop/migrations/0002_tax.py shop/migrations/0003_vat.py
`;

describeWithPython('what a database has applied and the tree has not', () => {
  test('by hand and as a hook it says what is stranded, where its file is, and what takes it back', async () => {
    const file = database({ shop: APPLIED });
    expect(await oneleaf(shop(), ['post-checkout', '--database', file])).toEqual({ output: noteOf(file), complaint: '', exitCode: 1 });
    expect(await oneleaf(shop(), [...HOOK, '--database', file])).toEqual({ output: noteOf(file), complaint: '', exitCode: 0 });
  });

  test.each([
    ['the environment', { ONELEAF_DATABASE_URL: 'db' }, undefined],
    ['a variable that the team names', { MY_DATABASE: 'db' }, { database: 'env:MY_DATABASE' }],
  ])('the database is named by %s', async (_name, variables, configuration) => {
    const file = database({ shop: APPLIED });
    const repo = shop();
    if (configuration) repo.write({ 'oneleaf.json': JSON.stringify(configuration) });
    const env = Object.fromEntries(Object.keys(variables).map(name => [name, file]));
    expect((await oneleaf(repo, HOOK, { env })).output).toBe(noteOf(file));
  });

  test('a hook is silent where nothing is stranded, files are checked out, or no database is given', async () => {
    const [file, clean] = [database({ shop: APPLIED }), database({ shop: ['0001_initial'] })];
    const silence = { output: '', complaint: '', exitCode: 0 };
    expect(await oneleaf(shop(), [...HOOK, '--database', clean])).toEqual(silence);
    expect(await oneleaf(shop(), ['post-checkout', 'HEAD', 'HEAD', '0', '--database', file])).toEqual(silence);
    expect(await oneleaf(shop(), ['post-checkout', '--database', file], { env: { PRE_COMMIT_CHECKOUT_TYPE: '0' } })).toEqual(silence);
    expect(await oneleaf(shop(), HOOK)).toEqual(silence);
    expect((await oneleaf(shop(), ['post-checkout', '--database', clean])).output).toBe(`all that is applied to ${clean} is here\n`);
    expect((await oneleaf(shop(), ['post-checkout'])).exitCode).toBe(2);
  });

  test('what a rebase takes off and puts back again is not missed', () => {
    const file = database({ shop: ['0001_initial', '0002_sku'] });
    const repo = gitRepo({ main: [{ ...SHOP, '.gitignore': '*\n' }], 'feat/sku': django('0001_initial < 0002_sku') });
    repo.commit('main', { 'README.md': '' });
    repo.checkout('feat/sku');
    installProgram(repo);
    repo.git('config', 'core.hooksPath', '.git/hooks');
    repo.write({
      '.git/hooks/post-checkout': `#!/bin/sh\nnode_modules/.bin/oneleaf post-checkout "$@" --database ${file} >> .git/said\necho "$@" >> .git/said\n`,
    });
    chmodSync(join(repo.path, '.git/hooks/post-checkout'), 0o755);
    repo.git('rebase', '--quiet', 'main');
    expect(readFileSync(join(repo.path, '.git/said'), 'utf8')).toMatch(/^[0-9a-f]{40} [0-9a-f]{40} 1\n$/);
    repo.git('switch', '--quiet', 'main');
    expect(readFileSync(join(repo.path, '.git/said'), 'utf8')).toMatch('the file is on feat/sku');
  });

  test('what no branch has is reported by hand alone', async () => {
    const file = database({ shop: ['0001_initial', '0009_gone'], alembic: ['gone'] });
    const repo = gitRepo({ main: { ...SHOP, ...PAY } });
    expect((await oneleaf(repo, [...HOOK, '--database', file])).output).toBe('');
    expect((await oneleaf(repo, ['post-checkout', '--database', file])).output).toBe(
      ['shop.0009_gone', 'gone'].map(name => `note  ${name} is applied to ${file}; no branch of this clone has the file\n`).join(''),
    );
  });

  test('other packages, squashed migrations and files that cannot be read are not missed', async () => {
    const file = database({ shop: ['0001_initial', '0001_old', '0002_broken'] });
    const initial = djangoText([], 'initial');
    const repo = gitRepo({
      main: {
        ...SHOP,
        'shop/migrations/0001_initial.py': initial.replace('    operations', `    replaces = [('shop', '0001_old')]\n    operations`),
        'shop/migrations/0002_broken.py': '<<<<<<< HEAD\n',
      },
    });
    expect((await oneleaf(repo, ['post-checkout', '--database', file])).output).toBe(`all that is applied to ${file} is here\n`);
  });

  test('where its file would be a second leaf, it is taken back on its own branch', async () => {
    const file = database({ shop: ['0001_initial', '0002_sku', '0002_tax'] });
    const repo = gitRepo({ main: SHOP, 'feat/sku': django('0001_initial < 0002_sku'), 'feat/tax': django('0001_initial < 0002_tax') });
    repo.checkout('feat/sku');
    expect((await oneleaf(repo, [...HOOK, '--database', file])).output).toMatch(
      '\nrun: git switch feat/tax && python manage.py migrate shop 0001_initial && git switch -\n',
    );
  });

  test('a remote branch and an Alembic revision', async () => {
    const file = database({ alembic: ['c0ffee12'] });
    const repo = gitRepo({ main: PAY, 'feat/pay': alembic('start < c0ffee12') });
    const clone = repo.clone();
    expect((await oneleaf(clone, [...HOOK, '--database', file])).output)
      .toBe(`note  c0ffee12 is applied to ${file}; the file is on origin/feat/pay, not here
run: npx oneleaf restore c0ffee12 && alembic downgrade start && rm alembic/versions/c0ffee12.py
`);
  });

  test('as a hook it never fails, by hand it does', async () => {
    const gone = ['--database', 'none.sqlite3'];
    const complaint = 'error: there is no SQLite database none.sqlite3\ntry: oneleaf status --database sqlite:///db.sqlite3\n';
    expect(await oneleaf(shop(), [...HOOK, ...gone], { env: { ONELEAF_STRICT: '1' } })).toEqual({ output: '', complaint, exitCode: 0 });
    expect(await oneleaf(shop(), ['post-checkout', ...gone])).toEqual({ output: '', complaint, exitCode: 3 });
    const repo = shop();
    repo.write({ 'oneleaf.json': '{ "database": "postgresql://ada:s3cret@localhost/shop" }' });
    const { complaint: said, exitCode } = await oneleaf(repo, HOOK);
    expect([said, exitCode]).toEqual([
      'error: oneleaf.json is committed, so database must not hold a password\ntry: "database": "env:DATABASE_URL"\n',
      0,
    ]);
  });
});
