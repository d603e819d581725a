import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuiltCopy } from '../jest/built-copy';

// A framework in one folder and one line of the list, built into the program in a copy of the sources.
jest.setTimeout(600_000);

const home = 'packages/frameworks/src';
const built = new BuiltCopy();
built.addFramework('toy');
built.addFramework('toy-names');
built.build();
afterAll(() => built.remove());

const folder = 'apps/site/migrations';
const SITE = {
  'apps/site/project.json': '{ "name": "site" }\n',
  [`${folder}/001.toy`]: '\nthe tables\n',
  [`${folder}/002.toy`]: '001\nprices\n',
};

/** What the program prints as JSON, with its exit code. */
function report(repo: GitRepo, ...args: readonly string[]): { readonly exit: number | null; readonly json: Record<string, unknown> } {
  const { status, stdout, stderr } = built.oneleaf(repo, [...args, '--format', 'json']);
  if (stderr !== '') throw new Error(stderr);
  return { exit: status, json: JSON.parse(stdout) as Record<string, unknown> };
}

/** The migrations of the working tree. */
function texts({ path }: GitRepo, at = folder): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(path, at))
      .sort()
      .map(name => [name, readFileSync(join(path, at, name), 'utf8')]),
  );
}

/** A clone on a branch with a chain of its own, whose main has another migration by now. */
function fork(): { readonly origin: GitRepo; readonly repo: GitRepo } {
  const origin = gitRepo({ main: SITE, 'feat/sku': { [`${folder}/003.toy`]: '002\nsku\n', [`${folder}/004.toy`]: '003\nsku index\n' } });
  origin.commit('main', { [`${folder}/003.toy`]: '002\ntax\n' });
  const repo = origin.clone();
  repo.git('checkout', '--quiet', 'feat/sku');
  return { origin, repo };
}

describe('check', () => {
  test('finds nothing in one chain', () => {
    const { exit, json } = report(gitRepo({ main: SITE }), 'check');
    expect({ exit, json }).toMatchObject({
      exit: 0,
      json: { findings: [], histories: [{ history: folder, framework: 'toy', folder, migrations: 2, leaves: ['002'], roots: ['001'] }] },
    });
  });

  test.each([
    ['a second leaf', { [`${folder}/003.toy`]: '001\n' }, ['multiple-leaves']],
    ['a missing parent', { [`${folder}/003.toy`]: '009\n' }, ['missing-parent']],
    ['a file that it cannot read', { [`${folder}/003.toy`]: 'nine\n' }, ['unreadable-migration']],
  ])('reports %s', (_name, files, rules) => {
    const { exit, json } = report(gitRepo({ main: { ...SITE, ...files } }), 'check');
    const found = (json['findings'] as { rule: string }[]).map(({ rule }) => rule);
    expect({ exit, found: found.sort() }).toEqual({ exit: 1, found: rules });
  });
});

test('predict names two branches that conflict with each other, and one that is clean', () => {
  const repo = gitRepo({
    main: SITE,
    sku: { [`${folder}/003.toy`]: '002\nsku\n' },
    tax: { [`${folder}/004.toy`]: '002\ntax\n' },
    late: { [`${folder}/005.toy`]: '001\nlate\n' },
  });
  const { exit, json } = report(repo, 'predict', '--base', 'main', 'sku', 'tax', 'late');
  const verdicts = (json['branches'] as { ref: string; verdict: string }[]).map(({ ref, verdict }) => [ref, verdict]);
  expect({ exit, verdicts: Object.fromEntries(verdicts) as unknown, groups: json['groups'] }).toEqual({
    exit: 1,
    verdicts: { 'refs/heads/sku': 'clean', 'refs/heads/tax': 'clean', 'refs/heads/late': 'conflict' },
    groups: [{ history: folder, refs: ['refs/heads/sku', 'refs/heads/tax', 'refs/heads/late'] }],
  });
});

test('pre-push stops a second leaf, and lets it through once it is rebased', () => {
  const { repo } = fork();
  const push = () => {
    const commit = repo.git('rev-parse', 'HEAD');
    const line = `refs/heads/feat/sku ${commit} refs/heads/feat/sku ${'0'.repeat(40)}\n`;
    const { status, stderr, stdout } = built.oneleaf(repo, ['pre-push', 'origin', 'url'], line);
    return { status, text: stdout + stderr };
  };
  expect(push()).toEqual({ status: 1, text: expect.stringContaining('003') as string });
  const { exit, json } = report(repo, 'rebase', '--commit');
  expect({ exit, json }).toMatchObject({ exit: 0, json: { state: 'written' } });
  expect(push()).toEqual({ status: 0, text: expect.stringContaining('can land on origin/main') as string });
});

test('rebase gives the chain of a branch new numbers and a new parent', () => {
  const { repo } = fork();
  repo.write({ 'README.md': `See ${folder}/004.toy.\n` });
  repo.git('add', '--all');
  repo.git('commit', '--quiet', '-m', 'Mention a migration');
  expect(report(repo, 'rebase')).toMatchObject({
    exit: 0,
    json: { state: 'written', rebased: [{ history: folder, onto: [{ name: '003' }] }] },
  });
  expect(texts(repo)).toEqual({
    '001.toy': '\nthe tables\n',
    '002.toy': '001\nprices\n',
    '004.toy': '003\nsku\n',
    '005.toy': '004\nsku index\n',
  });
  expect(readFileSync(join(repo.path, 'README.md'), 'utf8')).toBe(`See ${folder}/005.toy.\n`);
  repo.git('add', '--all');
  repo.git('commit', '--quiet', '-m', 'Rebase');
  repo.git('merge', '--quiet', '--no-edit', 'origin/main');
  expect(report(repo, 'check')).toMatchObject({ exit: 0, json: { findings: [], histories: [{ leaves: ['005'] }] } });
});

test('new writes the next number behind the leaf that will be there', () => {
  const { repo } = fork();
  repo.git('reset', '--quiet', '--hard', 'origin/main');
  expect(report(repo, 'new', 'fees')).toMatchObject({ exit: 0, json: { written: true } });
  expect(texts(repo)).toMatchObject({ '004.toy': '003\nfees\n' });
  expect(report(repo, 'check')).toMatchObject({ exit: 0, json: { histories: [{ leaves: ['004'] }] } });
});

test('merge joins two leaves', () => {
  const repo = gitRepo({ main: { ...SITE, [`${folder}/003.toy`]: '002\na\n', [`${folder}/004.toy`]: '002\nb\n' } });
  expect(report(repo, 'merge')).toMatchObject({ exit: 0, json: { written: true } });
  expect(texts(repo)).toMatchObject({ '005.toy': '003 004\n' });
  expect(report(repo, 'check')).toMatchObject({ exit: 0, json: { findings: [], histories: [{ leaves: ['005'] }] } });
});

test.each([
  [['verify'], 'Oneleaf reads the migrations of toy and cannot run them'],
  [['drift'], 'Oneleaf reads the migrations of toy and cannot run them'],
  [['generate', '-m', 'fees'], 'Oneleaf reads the migrations of toy and cannot run them'],
  [['prove', 'sku', 'tax', '--base', 'main'], 'Oneleaf reads the migrations of toy and cannot run them'],
  [['status', '--database', 'sqlite:///shop.db'], 'Oneleaf cannot read what a database has applied of toy'],
])('%j says what Oneleaf cannot do', (args, message) => {
  const repo = gitRepo({ main: SITE, sku: { [`${folder}/003.toy`]: '002\nsku\n' }, tax: { [`${folder}/004.toy`]: '002\ntax\n' } });
  repo.write({ 'shop.db': '' });
  const { status, stdout, stderr } = built.oneleaf(repo, args);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain(message);
});

test('setup and description commands work', () => {
  const repo = gitRepo({ main: { ...SITE, 'package.json': '{ "lint-staged": {} }\n' } });
  expect(built.oneleaf(repo, ['init'])).toMatchObject({ status: 0 });
  expect(readFileSync(join(repo.path, 'package.json'), 'utf8')).toContain('**/migrations/*.toy');
  expect(built.oneleaf(repo, ['describe'])).toMatchObject({ status: 0, stderr: '' });
  expect(built.oneleaf(repo, ['doctor']).stderr).toBe('');
});

describe('a history that names order', () => {
  const doubt = 'the names of its migrations order db/stamps, and Oneleaf cannot judge such an order yet';
  const first = { 'db/stamps/20240101_tables.stamp': '\ntables\n', 'db/stamps/20240103_tax.stamp': '\ntax\n' };

  /** A clone on a branch that brings a migration with a name before the last that has landed. */
  function late(): GitRepo {
    const repo = gitRepo({ main: first, late: { 'db/stamps/20240102_sku.stamp': '\nsku\n' } }).clone();
    repo.git('checkout', '--quiet', 'late');
    return repo;
  }

  test('is never clean for check', () => {
    expect(report(late(), 'check')).toMatchObject({
      exit: 3,
      json: {
        findings: [{ rule: 'unjudged-order', message: doubt }],
        histories: [{ history: 'db/stamps', migrations: 3, leaves: [], roots: [] }],
      },
    });
  });

  test('is unknown to predict and pre-push', () => {
    const repo = late();
    expect(report(repo, 'predict', '--base', 'origin/main', 'late')).toMatchObject({
      exit: 3,
      json: { branches: [{ verdict: 'unknown', reasons: [doubt] }] },
    });
    const line = `refs/heads/late ${repo.git('rev-parse', 'HEAD')} refs/heads/late ${'0'.repeat(40)}\n`;
    const { stdout, stderr } = built.oneleaf(repo, ['pre-push', 'origin', 'url'], line);
    expect(stdout + stderr).toContain(doubt);
  });

  test.each([['rebase'], ['new', 'fees'], ['merge', 'db/stamps', '20240102_sku', '20240103_tax']])('is left alone by %s', (...args) => {
    const repo = late();
    const { status, stdout } = built.oneleaf(repo, args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(doubt) as string });
    expect(repo.git('status', '--porcelain')).toBe('');
  });
});

describe('Nx', () => {
  const targets = (path: string) => `
    const { createNodes } = require('@oneleaf/nx');
    const picomatch = require('picomatch');
    const files = require('node:child_process').execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\\n');
    const [glob, create] = createNodes;
    const nodes = create(files.filter(picomatch(glob)), {}, { workspaceRoot: ${JSON.stringify(path)}, nxJsonConfiguration: {} });
    Promise.resolve(nodes).then(all => console.log(JSON.stringify(all.map(([, { projects }]) => projects))));
  `;

  test('has the targets that need no process of the project', () => {
    const repo = gitRepo({ main: SITE });
    expect(built.script(repo, targets(repo.path))).toMatchObject([
      { 'apps/site': { metadata: { technologies: ['toy'], targetGroups: { Migrations: ['migrations:check', 'migrations:predict'] } } } },
    ]);
  });

  test.each([
    ['check', true],
    ['predict', true],
    ['verify', false],
  ])('the executor %s ends', (name, success) => {
    const repo = gitRepo({ main: SITE });
    const result = built.script(
      repo,
      `
      const root = ${JSON.stringify(repo.path)};
      const context = { root, projectName: 'site', projectsConfigurations: { projects: { site: { root: 'apps/site' } } } };
      const write = process.stdout.write.bind(process.stdout);
      let text = '';
      process.stdout.write = process.stderr.write = more => { text += more; return true; };
      const { default: run } = require(${JSON.stringify(join(built.folder, 'packages/nx/dist/executors', name, 'executor.cjs'))});
      run({}, context).then(({ success }) => write(JSON.stringify({ success, text })));
    `,
    );
    expect(result).toMatchObject({ success });
  });
});

test('the copy holds the toy, and this repository does not', () => {
  expect(existsSync(join(built.folder, home, 'toy/toy.ts'))).toBe(true);
  expect(existsSync(join(__dirname, '../..', home, 'toy'))).toBe(false);
});
