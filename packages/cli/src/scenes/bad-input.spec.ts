import { gitRepo, plainEnv, scratch, type RepoContent } from '@oneleaf/git/testing';
import { branchesOf, checked } from '../testing/report-digest.js';
import { expectRefused, expectUntouched } from '../testing/untouched-repository.js';
import { django, djangoText, SHOP } from '../testing/migrations.js';

const commands: [args: string[]][] = [[['check']], [['check', '--staged']], [['predict']], [['pre-push', 'origin', 'url']]];

const HINT = ': if the migrations lie elsewhere, name their folder in oneleaf.json; if there are none, write "histories": [] there';

describe('no repository', () => {
  const nowhere = () => ({ path: scratch(), env: plainEnv() });
  const said = (path: string) => `error: ${path}\ntry: give the path of a working tree or a bare clone\n`;

  test.each(commands)('%p', async args => {
    const place = nowhere();
    const push = args[0] === 'pre-push';
    expect(await expectRefused(place, args)).toEqual({
      output: '',
      complaint: `${said(`${place.path} is not in a git repository`)}${push ? 'the push was not checked\n' : ''}`,
      exitCode: push ? 0 : 3,
    });
  });

  test('a folder that does not exist', async () => {
    const ended = await expectRefused(nowhere(), ['check', '--repo', '/nonexistent/shop']);
    expect(ended).toEqual({ output: '', complaint: said('/nonexistent/shop does not exist'), exitCode: 3 });
  });
});

describe('a repository without commits', () => {
  test('has nothing to check', async () => {
    expect(await expectUntouched(gitRepo({}), ['check'])).toEqual({
      output: `no Django app with migrations and no Alembic script directory found${HINT}\n`,
      complaint: '',
      exitCode: 3,
    });
  });

  test('has nothing to predict', async () => {
    expect(await expectRefused(gitRepo({}), ['predict'])).toEqual({
      output: '',
      complaint: 'error: this repository has no branch that could be the base\ntry: oneleaf predict --base BRANCH\n',
      exitCode: 3,
    });
  });

  test('has no HEAD', async () => {
    expect(await expectRefused(gitRepo({}), ['check', '--ref', 'HEAD'])).toEqual({
      output: '',
      complaint: 'error: HEAD is not in this clone\ntry: git branch --all --list\n',
      exitCode: 3,
    });
    expect((await expectRefused(gitRepo({}, { bare: true }), ['check'])).exitCode).toBe(3);
  });
});

describe('a repository without migrations', () => {
  const repo = () => gitRepo({ main: { 'README.md': '' }, docs: { 'docs.md': '' } });

  test('check says so', async () => {
    const output = `no Django app with migrations and no Alembic script directory found${HINT}\n`;
    expect(await expectUntouched(repo(), ['check'])).toEqual({ output, complaint: '', exitCode: 3 });
  });

  test('predict says so', async () => {
    const built = repo();
    const output = `Landing on main (${built.id('main').slice(0, 7)})\n\nnot listed: 1 change no migration\nno migrations found${HINT}\n`;
    expect(await expectUntouched(built, ['predict'])).toEqual({ output, complaint: '', exitCode: 3 });
  });
});

describe('a ref that is not there', () => {
  const nowhere = 'error: nope is not in this clone\ntry: git branch --all --list\n';
  test.each([
    [['check', '--ref', 'nope'], nowhere],
    [['check', 'nope'], nowhere],
    [['check', '--base', 'nope'], nowhere],
    [['predict', 'nope'], nowhere],
    [['predict', '--base', 'nope'], nowhere],
    [['predict', 'nope-*'], 'error: no branch in this clone matches nope-*\ntry: git branch --all --list\n'],
    [['check', '--ref', 'nope; rm -rf .'], 'error: nope; rm -rf . is not in this clone\ntry: git branch --all --list\n'],
    [
      ['check', '--ref', '0123456789012345678901234567890123456789'],
      'error: 0123456789012345678901234567890123456789 is not in this clone\ntry: git branch --all --list\n',
    ],
    [['check', '--ref', ''], 'error: one of the arguments is empty\ntry: oneleaf check --help\n'],
  ])('%p', async (args, complaint) => {
    const repo = gitRepo({ main: SHOP });
    expect(await expectRefused(repo, args)).toEqual({ output: '', complaint, exitCode: complaint.includes('empty') ? 2 : 3 });
  });

  test('a command to copy quotes what the shell would read', async () => {
    const repo = gitRepo({ main: SHOP }).clone();
    const { complaint } = await expectRefused(repo, ['predict', "origin/it's; id"]);
    expect(complaint).toBe(`error: origin/it's; id is not in this clone\ntry: git fetch origin -- 'it'\\''s; id'\n`);
  });
});

describe('a migration that cannot be read', () => {
  const text = djangoText([['shop', '0001_initial']], 'sku');
  const encoding = 'it is not UTF-8, and no encoding cookie says what else';

  const rows: readonly (readonly [name: string, content: RepoContent, severity: string, reason: string])[] = [
    ['not UTF-8', Buffer.from(`${text}x = "caf\xe9"\n`, 'latin1'), 'error', encoding],
    ['bytes of nothing', Buffer.from([0, 1, 2, 255, 254]), 'error', encoding],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'error', encoding],
    ['a megabyte of brackets', `dependencies = ${'['.repeat(1 << 20)}`, 'error', 'too many nested parentheses'],
    ['a megabyte of brackets, closed', `${text}x = ${'('.repeat(1 << 19)}${')'.repeat(1 << 19)}\n`, 'error', 'too many nested parentheses'],
    ['conflict markers', `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> feat\n`, 'error', 'conflict marker: <<<<<<< HEAD'],
    ['half a file', text.slice(0, text.indexOf(')]')), 'error', 'a bracket was never closed'],
    ['nothing', '', 'error', 'Migration 0002_sku in app shop has no Migration class'],
    ['a link to itself', { link: '0002_sku.py' }, 'warning', 'it is a symbolic link or a submodule'],
    ['a link out of the repository', { link: '/etc/passwd' }, 'warning', 'it is a symbolic link or a submodule'],
  ];

  test.each(rows)('%s', async (_, content, severity, reason) => {
    const repo = gitRepo({ main: { ...SHOP, 'shop/migrations/0002_sku.py': content } });
    const ended = await expectUntouched(repo, ['check', '--format', 'json']);
    expect(checked(ended).findings.map(one => `${one.severity} ${one.rule}  ${one.message}`)).toEqual([
      `${severity} unreadable-migration  shop/migrations/0002_sku.py cannot be read: ${reason}`,
    ]);
    expect(ended.exitCode).toBe(severity === 'error' ? 1 : 0);
  });

  test.each(rows)('%s on a branch', async (_, content, severity) => {
    const repo = gitRepo({ main: [SHOP, django('0001_initial < 0002_tax')], 'feat/sku': { 'shop/migrations/0002_sku.py': content } });
    const ended = await expectUntouched(repo, ['predict', '--format', 'json']);
    expect(Object.values(branchesOf(ended)).map(([verdict]) => verdict)).toEqual([severity === 'error' ? 'broken' : 'unknown']);
  });
});
