import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { branchesOf, checked, findingsOf } from '../testing/report-digest.js';
import { django, djangoText, SHOP } from '../testing/migrations.js';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';
import { expectUntouched } from '../testing/untouched-repository.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/;

/** What is printed must not move the cursor, colour the line or turn its direction. */
function calm({ output, complaint }: ProgramResult): void {
  expect(output + complaint).not.toMatch(CONTROL);
}

describe('a branch called', () => {
  const names = [
    '--help',
    '-dash',
    '--upload-pack=touch pwned',
    '$(touch pwned)',
    '`touch pwned`',
    "it's",
    'a;touch${IFS}pwned',
    'HEAD',
    '@',
    'refs/heads/main',
    'caf\u00e9',
    '\u202egpj',
  ].filter(name => !name.includes(' '));

  test.each(names)('%s', async name => {
    const repo = gitRepo({ main: [SHOP, tax] });
    repo.commit(`refs/heads/${name}`, sku, { parents: ['refs/heads/main~1'] });
    const ended = await expectUntouched(repo, ['predict', '--format', 'json', '--local']);
    expect(branchesOf(ended)).toEqual({ [`refs/heads/${name}`]: ['conflict', 'shop: 0002_sku, 0002_tax (multiple-leaves)'] });
    expect(branchesOf(await expectUntouched(repo, ['predict', '--format', 'json', `refs/heads/${name}`]))).toEqual(branchesOf(ended));
    calm(await oneleaf(repo, ['predict']));
    expect(findingsOf(await expectUntouched(repo, ['check', '--format', 'json', `--ref=refs/heads/${name}`]))).toEqual([]);
  });

  test('--help is asked for behind --', async () => {
    const repo = gitRepo({ main: [SHOP, tax] });
    repo.commit('refs/heads/--help', sku, { parents: ['refs/heads/main~1'] });
    expect(branchesOf(await oneleaf(repo, ['predict', '--format', 'json', '--', '--help']))).toEqual({
      'refs/heads/--help': ['conflict', 'shop: 0002_sku, 0002_tax (multiple-leaves)'],
    });
    expect((await oneleaf(repo, ['predict', '--help'])).output).toContain('oneleaf predict [REFS or GLOBS...]');
  });

  test('--help is pushed, and the command that mends it can be copied', async () => {
    const origin = gitRepo({ main: SHOP });
    const repo = origin.clone();
    repo.commit('refs/heads/--help', sku, { parents: ['main'] });
    origin.commit('main', tax);
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'refs/heads/--help']));
    expect([output.split('\n').at(-2), exitCode]).toEqual(['--help would give shop a leaf too many on origin/main', 1]);
  });

  test('what a main may be called: the command quotes it', async () => {
    const origin = gitRepo({ "it's;main": SHOP });
    const repo = origin.clone();
    repo.commit('feat/sku', sku, { parents: ["origin/it's;main"] });
    origin.commit("it's;main", tax);
    repo.checkout('feat/sku');
    const { output } = await oneleaf(repo, ['rebase']);
    expect(output).toContain(String.raw`  git pull --autostash --no-rebase origin 'it'\''s;main'`);
  });
});

describe('a path', () => {
  const text = djangoText([['shop', '0001_initial']], 'sku');
  const names = [
    'new\nline',
    'tab\there',
    '\u001b[31mred',
    'quo"te',
    "it's",
    'back\\slash',
    '-dash',
    '\u202egpj',
    'caf\udce9',
    '$(touch pwned)',
  ];

  test.each(names)('%j is read as the framework reads it', async name => {
    const repo = gitRepo({ main: [SHOP, tax], 'feat/sku': { [`shop/migrations/0002_${name}.py`]: text } });
    const [reported] = Object.values(branchesOf(await expectUntouched(repo, ['predict', '--format', 'json'])));
    expect(reported?.[0]).toBe('conflict');
    calm(await expectUntouched(repo, ['predict']));
    repo.checkout('feat/sku');
    expect((await expectUntouched(repo, ['check'])).exitCode).toBe(0);
    calm(await expectUntouched(repo, ['check']));
  });

  test('that holds a newline stands in one line', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...tax, 'shop/migrations/0002_new\nline.py': text } });
    expect((await oneleaf(repo, ['check'])).output.split('\n').slice(0, 3)).toEqual([
      String.raw`error multiple-leaves  shop has 2 leaves: 0002_new\nline, 0002_tax`,
      String.raw`  shop/migrations/0002_new\nline.py   a leaf`,
      '  shop/migrations/0002_tax.py         a leaf',
    ]);
  });
});

describe('links', () => {
  const linked = (files: RepoFiles): GitRepo => gitRepo({ main: { ...SHOP, ...sku, ...files } });

  test.each([
    ['a folder that contains itself', { 'shop/again': { link: '../shop' } }],
    ['migrations that contain themselves', { 'shop/migrations/again': { link: '.' } }],
    ['two that point at each other', { 'shop/a': { link: 'b' }, 'shop/b': { link: 'a' } }],
    ['the root of the machine', { root: { link: '/' } }],
    ['a second name for the migrations', { 'copy/__init__.py': '', 'copy/migrations': { link: '../shop/migrations' } }],
  ])('%s', async (_, files) => {
    const ended = await expectUntouched(linked(files), ['check', '--format', 'json']);
    expect(checked(ended).histories.map(({ history, leaves }) => [history, ...leaves])).toEqual([['shop', '0002_sku']]);
    expect(findingsOf(ended)).toEqual([]);
  });

  test('an untracked one in the working tree', async () => {
    const repo = linked({});
    mkdirSync(join(repo.path, 'loop'));
    symlinkSync('..', join(repo.path, 'loop/up'));
    expect(findingsOf(await expectUntouched(repo, ['check', '--format', 'json']))).toEqual([]);
  });

  test('a submodule where an app was', async () => {
    const repo = linked({});
    repo.commit('main', { vendor: { submodule: repo.id('main') } });
    expect(findingsOf(await expectUntouched(repo, ['check', '--ref', 'main', '--format', 'json']))).toEqual([]);
  });
});

test('who landed it may be called anything', async () => {
  const origin = gitRepo({ main: SHOP });
  const repo = origin.clone();
  repo.commit('feat/sku', sku, { parents: ['main'] });
  origin.commit('main', tax, { author: 'Eve \u001b[2J\u202e' });
  const ended = await runPrePush(attemptPush(repo, ['origin', 'feat/sku']));
  calm(ended);
  expect(ended.output).toContain(String.raw`, by Eve \x1b[2J\u202e, `);
});
