import type { DoctorReport, GuardExamination } from '@oneleaf/core';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo, GitRepo, scratch, type RepoFiles } from '@oneleaf/git/testing';
import { examineVersions } from '@oneleaf/workflows/doctor/versions';
import { installProgram } from '../testing/install-program.js';
import { listing } from '../testing/file-listing.js';
import { alembic, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const HOOK = '.git/hooks/pre-push';
const HUSKY: RepoFiles = {
  'package.json': '{ "scripts": { "prepare": "husky" }, "devDependencies": { "husky": "9" } }\n',
  '.gitignore': 'node_modules\n',
  '.husky/pre-push': 'oneleaf pre-push "$@"\n',
};

/** A clone of a repository with one app. */
function clone(files: RepoFiles = {}, ...options: readonly string[]): GitRepo {
  return gitRepo({ main: [SHOP, files] }).clone(...options);
}

async function examine(repo: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<DoctorReport & { exitCode: number }> {
  const { output, exitCode, complaint } = await oneleaf(repo, ['doctor', '--format', 'json'], { env });
  expect(complaint).toBe('');
  return { ...(JSON.parse(output) as DoctorReport), exitCode };
}

/** `fail: there is no pre-push hook; npx oneleaf init`, of one subject. */
async function said(subject: string, repo: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const found = (await examine(repo, env)).examined.find(one => one.subject === subject);
  return found && line(found);
}

function line({ condition, message, fix }: GuardExamination): string {
  return `${condition}: ${message}${fix ? `; ${fix.command ?? fix.title}` : ''}`;
}

function withHook(repo: GitRepo, text: string, mode = 0o755): GitRepo {
  repo.write({ [HOOK]: text });
  chmodSync(join(repo.path, HOOK), mode);
  return repo;
}

test('a clone in which everything stands is guarded, and not touched', async () => {
  const repo = clone({ ...HUSKY, '.github/workflows/ci.yml': 'steps:\n  - run: npx oneleaf check\n' });
  installProgram(repo);
  repo.write({
    'node_modules/venv/pyvenv.cfg': 'version = 3.11.2\n',
    'node_modules/venv/lib/python3.11/site-packages/Django-5.2.19.dist-info/METADATA': '',
  });
  const before = listing(repo.path);
  const { output, exitCode } = await oneleaf(repo, ['doctor'], { env: { VIRTUAL_ENV: join(repo.path, 'node_modules/venv') } });
  expect(output.replace(/(git +)\S+/, '$12.39.5')).toBe(`ok    pre-push   .husky/pre-push calls oneleaf
ok    main       origin/main is up to date in this clone
ok    history    all commits are in this clone
ok    ci         .github/workflows/ci.yml calls oneleaf
ok    histories  shop
ok    django     django 5.2.19 for Python 3.11.2 in node_modules/venv
ok    oneleaf    0.0.0
ok    git        2.39.5
ok    node       20.19.0

this clone is guarded
`);
  expect(exitCode).toBe(0);
  expect(listing(repo.path)).toEqual(before);
});

describe('the hook', () => {
  test('a new worktree has none of the folder that husky made beside it', async () => {
    const repo = clone(HUSKY);
    installProgram(repo);
    const path = join(scratch(), 'linked');
    repo.git('worktree', 'add', '--quiet', '--detach', path);
    const linked = new GitRepo(path, repo.env);
    expect(await said('pre-push', repo)).toBe('ok: .husky/pre-push calls oneleaf');
    expect(await said('pre-push', linked)).toBe('fail: .husky/_ is not in this working tree, so git runs no hook here; npm install');
    expect((await examine(linked)).exitCode).toBe(1);
    installProgram(linked);
    expect(await said('pre-push', linked)).toBe('ok: .husky/pre-push calls oneleaf');
  });

  test('a switch in the environment', async () => {
    const repo = clone(HUSKY);
    installProgram(repo);
    expect(await said('pre-push', repo, { HUSKY: '0' })).toBe('fail: HUSKY=0 in the environment switches every hook off; unset HUSKY');
  });

  test('the program that it calls is gone', async () => {
    const repo = clone({ ...HUSKY, 'pnpm-lock.yaml': '' });
    installProgram(repo);
    rmSync(join(repo.path, 'node_modules'), { recursive: true });
    expect(await said('pre-push', repo)).toBe('fail: the hook calls oneleaf, which is not installed in this working tree; pnpm install');
  });

  test('husky without a hook of ours', async () => {
    const repo = clone({ ...HUSKY, '.husky/pre-push': null, '.husky/pre-commit': 'oneleaf check --staged\n' });
    installProgram(repo);
    expect(await said('pre-push', repo)).toBe('fail: .husky/pre-push does not call oneleaf; npx oneleaf init');
  });

  const LEFTHOOK = '#!/bin/sh\ncall_lefthook run "pre-push" "$@"\n';
  const PRE_COMMIT = '#!/bin/sh\nexec pre-commit hook-impl --hook-type=pre-push "$@"\n';
  test.each<[name: string, files: RepoFiles, hook: string, said: string]>([
    ['one that calls', {}, 'oneleaf pre-push "$@"\n', `ok: ${HOOK} calls oneleaf`],
    ['one in a comment', {}, '# oneleaf pre-push "$@"\n', `fail: ${HOOK} does not call oneleaf; npx oneleaf init`],
    ['one that checks something else', {}, 'oneleaf check\n', `fail: ${HOOK} does not call oneleaf; npx oneleaf init`],
    ['lefthook with us', { 'lefthook.yml': 'run: oneleaf pre-push\n' }, LEFTHOOK, 'ok: lefthook.yml calls oneleaf'],
    ['lefthook without us', { 'lefthook.yml': '' }, LEFTHOOK, 'fail: lefthook.yml does not call oneleaf; npx oneleaf init'],
    [
      'pre-commit without us',
      { '.pre-commit-config.yaml': '' },
      PRE_COMMIT,
      'fail: .pre-commit-config.yaml does not call oneleaf; npx oneleaf init',
    ],
  ])('%s', async (_name, files, hook, expected) => {
    expect(await said('pre-push', withHook(clone(files), hook))).toBe(expected);
  });

  test('one that git does not run', async () => {
    const repo = withHook(clone(), 'oneleaf pre-push "$@"\n', 0o644);
    expect(await said('pre-push', repo)).toBe(`fail: ${HOOK} is not executable, so git does not run it; chmod +x ${HOOK}`);
  });

  test('none', async () => {
    const repo = clone();
    rmSync(join(repo.path, '.git/hooks'), { recursive: true, force: true });
    expect(await said('pre-push', repo)).toBe('fail: there is no pre-push hook; npx oneleaf init');
    expect(await said('pre-push', repo, { HUSKY: '0' })).toBe('fail: there is no pre-push hook; npx oneleaf init');
  });

  test('a bare clone pushes, and is not examined for one', async () => {
    const { examined, exitCode } = await examine(clone({}, '--bare'));
    expect([examined.map(({ subject }) => subject), exitCode]).toEqual([['main', 'history', 'oneleaf', 'git', 'node'], 0]);
  });
});

describe('the remote and the clone', () => {
  test('main has moved', async () => {
    const origin = gitRepo({ main: SHOP });
    const repo = origin.clone();
    origin.commit('main', { 'README.md': '' });
    expect(await said('main', repo)).toBe('ok: origin/main has moved since the last fetch; the hook asks the remote and sees it');
  });

  test('the remote is gone', async () => {
    const repo = clone();
    repo.git('remote', 'set-url', 'origin', join(scratch(), 'nowhere'));
    expect(await said('main', repo)).toMatch(
      /^warn: origin\/main is known as it was .*, and cannot be asked for now \(.*\); git fetch origin$/,
    );
  });

  test('no remote at all', async () => {
    expect(await said('main', gitRepo({ main: SHOP }))).toBe(
      'warn: refs/heads/main is compared in its local state: there is no remote to ask',
    );
  });

  test('nothing to compare with', async () => {
    const repo = gitRepo({ trunk: SHOP });
    repo.write({ 'oneleaf.json': '{ "base": "origin/main" }' });
    expect(await said('main', repo)).toBe('fail: origin/main is not in this clone, so no push can be compared with it; git fetch origin');
  });

  test('a shallow clone, a partial one', async () => {
    expect(await said('history', clone({ a: '' }, '--depth=1'))).toMatch(/^warn: the clone is shallow.*; git fetch --unshallow$/);
    expect(await said('history', clone({ a: '' }, '--filter=blob:none'))).toMatch(/^ok: .* contents are fetched/);
  });
});

describe('what is around', () => {
  test.each<[files: RepoFiles, said: string | RegExp]>([
    [{}, /^warn: there is no CI configuration that repeats the check; a hook can be skipped/],
    [{ '.gitlab-ci.yml': '# oneleaf check\n' }, /^warn: \.gitlab-ci\.yml: none calls oneleaf/],
    [{ '.gitlab-ci.yml': 'script: oneleaf check\n' }, /^ok: \.gitlab-ci\.yml calls oneleaf$/],
    [{ '.github/workflows/a.yml': '', '.github/workflows/b.yaml': 'run: npx --yes oneleaf predict' }, /^ok: \.github\/workflows\/b\.yaml/],
  ])('CI: %j', async (files, expected) => {
    expect(await said('ci', clone(files))).toMatch(expected);
  });

  test('lint-staged', async () => {
    const text = (config: object): RepoFiles => ({ 'package.json': JSON.stringify({ 'lint-staged': config }) });
    expect(await said('pre-commit', clone())).toBeUndefined();
    expect(await said('pre-commit', clone(text({ '*.js': 'eslint' })))).toMatch(
      /^warn: lint-staged does not call oneleaf.*; npx oneleaf init$/,
    );
    expect(await said('pre-commit', clone(text({ '*.py': 'oneleaf check --staged' })))).toBe('ok: lint-staged calls oneleaf');
  });

  test('an environment beside the history, and one that lacks the framework', async () => {
    const files: RepoFiles = { 'api/alembic.ini': '[alembic]\nscript_location = alembic\n', 'api/alembic/env.py': '' };
    const versions = Object.fromEntries(Object.entries(alembic('start')).map(([path, text]) => [`api/${path}`, text]));
    const repo = clone({ ...files, ...versions });
    expect(await said('alembic', repo)).toMatch(
      /^warn: there is no virtual environment here: .*; python -m venv \.venv && \.venv\/bin\/pip install alembic$/,
    );
    repo.write({
      'api/.venv/pyvenv.cfg': 'home = /usr/bin\nversion_info = 3.12.1.final.0\n',
      'api/.venv/lib/python3.12/site-packages/alembic-1.13.2.dist-info/RECORD': '',
    });
    expect(await said('alembic', repo)).toBe('ok: alembic 1.13.2 for Python 3.12.1 in api/.venv');
    expect(await said('django', repo)).toMatch(/^warn: no virtual environment here has django: .*; pip install django$/);
  });

  test('nothing that is a migration', async () => {
    const repo = gitRepo({ main: { 'README.md': '' } });
    expect(await said('histories', repo)).toMatch(/^warn: no Django app/);
    expect((await examine(repo)).examined.map(({ subject }) => subject)).not.toContain('django');
  });

  test.each([
    ['2.39.5', 'v22.1.0', ['ok: 0.1.0', 'ok: 2.39.5', 'ok: 22.1.0']],
    ['2.37.1', 'v20.19.0', ['ok: 0.1.0', expect.stringMatching(/^warn: 2\.37\.1: .*; install git 2\.38 or newer$/), 'ok: 20.19.0']],
    [
      '2.9.0',
      'v18.20.1',
      ['ok: 0.1.0', 'fail: 2.9.0 is too old; install git 2.38 or newer', 'fail: 18.20.1 is too old; install node 20.19 or newer'],
    ],
  ])('git %s and Node %s', (git, node, expected) => {
    expect(examineVersions({ git, node, own: '0.1.0' }).map(line)).toEqual(expected);
  });
});

test.each([
  [`- run: psql -c "CREATE DATABASE t;" || true`, 'psql -c "DROP DATABASE IF EXISTS t;" -c "CREATE DATABASE t;"'],
  [
    `- run: |\n    psql -d a \\\n      --command='create database t_\${{ matrix.one }} owner b' 2>/dev/null || :`,
    `psql -d a --command='DROP DATABASE IF EXISTS t_\${{ matrix.one }};' --command='create database t_\${{ matrix.one }} owner b'`,
  ],
  [
    `- run: PGPASSWORD=b psql -c "CREATE DATABASE \\"t\\"" || echo exists`,
    'PGPASSWORD=b psql -c "DROP DATABASE IF EXISTS \\"t\\";" -c "CREATE DATABASE \\"t\\""',
  ],
  [`- run: psql -c "CREATE DATABASE t; GRANT ALL ON t TO a" || true`, 'drop the database first, and let the step fail'],
  [`- run: psql -c "CREATE DATABASE t;"`, undefined],
  [`- run: psql -c "SELECT 1" || true`, undefined],
  [`# psql -c "CREATE DATABASE t;" || true`, undefined],
])('a step that hides that it made no database: %s', async (step, fix) => {
  const { examined } = await examine(clone({ '.github/workflows/ci.yml': `# oneleaf check\n${step}\n`, 'ci.md': step }));
  const found = examined.filter(({ message }) => message.includes('CREATE DATABASE'));
  expect(found.map(one => one.fix?.command ?? one.fix?.title)).toEqual(fix === undefined ? [] : [fix]);
  if (fix !== undefined) expect(found[0]?.message).toMatch(/^\.github\/workflows\/ci\.yml, line [23], hides /);
});
