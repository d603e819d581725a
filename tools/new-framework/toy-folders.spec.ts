import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuiltCopy } from '../jest/built-copy';

// A framework in which each migration is a folder of two files, built into the program in a copy of the sources.
jest.setTimeout(600_000);

const built = new BuiltCopy();
built.addFramework('toy');
built.addFramework('toy-folders');
built.build();
afterAll(() => built.remove());

const folder = 'apps/site/migrations';

function migration(number: string, parents: string, what: string): Readonly<Record<string, string>> {
  return { [`${folder}/${number}/up.toy`]: `${parents}\n${what}\n`, [`${folder}/${number}/down.toy`]: `undo ${number}\nno ${what}\n` };
}

const SITE = { 'apps/site/project.json': '{ "name": "site" }\n', ...migration('001', '', 'tables'), ...migration('002', '001', 'prices') };

function report(repo: GitRepo, ...args: readonly string[]): { readonly exit: number | null; readonly json: Record<string, unknown> } {
  const { status, stdout, stderr } = built.oneleaf(repo, [...args, '--format', 'json']);
  if (stderr !== '') throw new Error(stderr);
  return { exit: status, json: JSON.parse(stdout) as Record<string, unknown> };
}

/** The files of the working tree that git knows or has not seen yet, with their texts. */
function texts(repo: GitRepo): Readonly<Record<string, string>> {
  const paths = repo.git('ls-files', '--cached', '--others', '--deduplicate', folder).split('\n');
  const present = paths.filter(path => repo.ask(['hash-object', path]).status === 0);
  return Object.fromEntries(present.sort().map(path => [path, readFileSync(join(repo.path, path), 'utf8')]));
}

function rulesOf({ json }: ReturnType<typeof report>): readonly string[] {
  return (json['findings'] as { rule: string }[]).map(({ rule }) => rule);
}

/** A clone on a branch with a chain of its own, whose main has another migration by now. */
function fork(): GitRepo {
  const origin = gitRepo({ main: SITE, 'feat/sku': { ...migration('003', '002', 'sku'), ...migration('004', '003', 'sku index') } });
  origin.commit('main', migration('003', '002', 'tax'));
  const repo = origin.clone();
  repo.git('checkout', '--quiet', 'feat/sku');
  return repo;
}

describe('check', () => {
  test('counts a folder as one migration', () => {
    expect(report(gitRepo({ main: SITE }), 'check')).toMatchObject({
      exit: 0,
      json: { findings: [], histories: [{ history: folder, migrations: 2, leaves: ['002'], roots: ['001'] }] },
    });
  });

  test('cannot tell what a folder without its main file is', () => {
    const found = report(gitRepo({ main: { ...SITE, [`${folder}/003/down.toy`]: 'undo 003\n' } }), 'check');
    expect({ exit: found.exit, rules: rulesOf(found) }).toEqual({ exit: 1, rules: ['unreadable-migration'] });
    expect(found.json).toMatchObject({ findings: [{ message: expect.stringContaining('its up.toy is missing') as string }] });
  });

  test('reports a landed migration of which another file is edited', () => {
    const origin = gitRepo({ main: SITE });
    const repo = origin.clone();
    repo.write({ [`${folder}/001/down.toy`]: 'undo 001\nsomething else\n' });
    const found = report(repo, 'check');
    expect(rulesOf(found)).toEqual(['edited-landed']);
    expect(found.json).toMatchObject({ findings: [{ location: { path: `${folder}/001/up.toy` } }] });
  });

  test('reports a landed migration whose folder is deleted', () => {
    const repo = gitRepo({ main: SITE }).clone();
    repo.write({ [`${folder}/002`]: null });
    expect(rulesOf(report(repo, 'check'))).toEqual(['deleted-landed']);
  });

  test.each(['**/002/up.toy', `${folder}/002`])('leaves out a migration with all of its files: %s', pattern => {
    const repo = gitRepo({ main: { ...SITE, 'oneleaf.json': JSON.stringify({ exclude: [pattern] }) } });
    expect(report(repo, 'check')).toMatchObject({ exit: 0, json: { findings: [], histories: [{ migrations: 1, leaves: ['001'] }] } });
  });
});

test('predict sees one migration a folder, and a text conflict in any of its files', () => {
  const repo = gitRepo({
    main: SITE,
    sku: migration('003', '002', 'sku'),
    same: migration('003', '002', 'other'),
    late: migration('005', '001', 'late'),
    undo: { [`${folder}/002/down.toy`]: 'undo 002\nthis way\n' },
  });
  repo.commit('main', { [`${folder}/002/down.toy`]: 'undo 002\nthat way\n' });
  const { exit, json } = report(repo, 'predict', '--base', 'main', 'sku', 'same', 'late', 'undo');
  const branches = json['branches'] as { ref: string; verdict: string; histories: { added: string[] }[] }[];
  const verdicts = branches.map(({ ref, verdict, histories }) => [
    ref.slice('refs/heads/'.length),
    verdict,
    histories.flatMap(({ added }) => added),
  ]);
  expect(exit).toBe(1);
  expect(verdicts.sort()).toEqual([
    ['late', 'conflict', [`${folder}/005/up.toy`]],
    ['same', 'clean', [`${folder}/003/up.toy`]],
    ['sku', 'clean', [`${folder}/003/up.toy`]],
    ['undo', 'broken', []],
  ]);
  expect(json['groups']).toMatchObject([{ history: folder }]);
});

test('rebase renames every file of a migration, and respells each', () => {
  const repo = fork();
  expect(report(repo, 'rebase')).toMatchObject({
    exit: 0,
    json: { state: 'written', rebased: [{ history: folder, onto: [{ name: '003' }] }] },
  });
  const renamed = { ...SITE, ...migration('004', '003', 'sku'), ...migration('005', '004', 'sku index') };
  const { 'apps/site/project.json': _project, ...expected } = renamed;
  expect(texts(repo)).toEqual(expected);
  repo.git('add', '--all');
  repo.git('commit', '--quiet', '-m', 'Rebase');
  repo.git('merge', '--quiet', '--no-edit', 'origin/main');
  expect(report(repo, 'check')).toMatchObject({ exit: 0, json: { findings: [], histories: [{ migrations: 5, leaves: ['005'] }] } });
});

test('rebase --abort brings every file back', () => {
  const repo = fork();
  const before = texts(repo);
  report(repo, 'rebase');
  expect(texts(repo)).not.toEqual(before);
  expect(report(repo, 'rebase', '--abort')).toMatchObject({ exit: 0, json: { state: 'taken-back' } });
  expect(texts(repo)).toEqual(before);
});

test('new and merge write every file', () => {
  const repo = gitRepo({ main: { ...SITE, ...migration('003', '002', 'sku'), ...migration('004', '002', 'tax') } });
  expect(report(repo, 'merge')).toMatchObject({ exit: 0, json: { written: true } });
  expect(report(repo, 'new', 'fees')).toMatchObject({ exit: 0, json: { written: true } });
  expect(texts(repo)).toMatchObject({
    [`${folder}/005/up.toy`]: '003 004\n',
    [`${folder}/005/down.toy`]: 'undo 005\n',
    [`${folder}/006/up.toy`]: '005\nfees\n',
    [`${folder}/006/down.toy`]: 'undo 006\n',
  });
  expect(report(repo, 'check')).toMatchObject({ exit: 0, json: { findings: [], histories: [{ leaves: ['006'] }] } });
});

test('restore writes every file', () => {
  const repo = gitRepo({ main: SITE, sku: migration('003', '002', 'sku') });
  expect(built.oneleaf(repo, ['restore', '003'])).toMatchObject({ status: 0, stderr: '' });
  expect(texts(repo)).toMatchObject(migration('003', '002', 'sku'));
});

test('init has lint-staged check every file', () => {
  const repo = gitRepo({ main: { ...SITE, 'package.json': '{ "lint-staged": {} }\n' } });
  expect(built.oneleaf(repo, ['init'])).toMatchObject({ status: 0 });
  expect(readFileSync(join(repo.path, 'package.json'), 'utf8')).toContain('**/migrations/*/*.toy');
});
