import { fakeGitHub, fakeGitLab, githubEnv, gitlabEnv, TOKEN, type FakeForge } from '@oneleaf/forge/testing';
import { gitRepo, scratch } from '@oneleaf/git/testing';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';

const fork = { ...SHOP, ...django('0001_initial < 0002_sku'), ...django('0001_initial < 0002_tax') };
const MARKER = '<!-- oneleaf:reports -->\n';

interface Job {
  readonly path: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly comment: (...args: readonly string[]) => Promise<ProgramResult>;
}

/** A job that has reports, and no repository. */
function job(env: Readonly<Record<string, string>> = {}): Job {
  const path = scratch();
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
  };
  return { path, write, comment: (...args) => oneleaf({ path, env }, ['comment', ...args]) };
}

const check = async (...args: Parameters<typeof gitRepo>): Promise<string> =>
  (await oneleaf(gitRepo(...args), ['check', '--format', 'json'])).output;

let [checked, forked]: string[] = [];
beforeAll(async () => {
  [checked, forked] = [await check({ main: SHOP }), await check({ main: fork })];
});

describe.each([
  ['GitHub', fakeGitHub, githubEnv, 'acme/shop#12'],
  ['GitLab', fakeGitLab, gitlabEnv, '7!12'],
] as const)('%s', (_, open, env, place) => {
  let fake: FakeForge;
  beforeEach(async () => {
    fake = await open();
  });
  afterEach(() => fake.close());

  test('one comment, edited after a fix, and written only when it says something else', async () => {
    const { write, comment } = job(env(fake));
    write({ 'check.json': forked ?? '' });
    expect(await comment('check.json')).toEqual({
      exitCode: 0,
      complaint: '',
      output: expect.stringContaining(`commented on ${place}: `) as string,
    });
    expect(fake.remarks.map(({ body }) => body)).toEqual([expect.stringMatching(/^<!-- oneleaf:reports -->\n### ❌ \*\*check\*\* of /)]);
    write({ 'check.json': checked ?? '' });
    expect((await comment('check.json')).output).toContain(`edited the comment on ${place}: `);
    expect((await comment('check.json')).output).toBe(`the comment on ${place} says so already\n`);
    expect(fake.remarks.map(({ body }) => body.slice(0, MARKER.length + 5))).toEqual([`${MARKER}### ✅`]);
    expect(fake.writes()).toHaveLength(2);
  });

  test('where nothing was run nothing is written, but for what was said before', async () => {
    const { write, comment } = job(env(fake));
    expect(await comment('reports')).toEqual({ exitCode: 0, complaint: '', output: `no report, and no comment on ${place} to change\n` });
    write({ 'before.json': forked ?? '' });
    await comment('before.json');
    expect((await comment('reports')).output).toContain('edited the comment');
    expect(fake.remarks.map(({ body }) => body)).toEqual([expect.stringContaining('## Migrations: nothing was run\n')]);
  });

  test('jobs with other names have other comments', async () => {
    const { write, comment } = job(env(fake));
    write({ 'check.json': checked ?? '' });
    await comment('check.json');
    await comment('check.json', '--name', 'schema-3.12');
    expect(fake.remarks.map(({ body }) => body.split('\n')[0])).toEqual([MARKER.trim(), '<!-- oneleaf:schema-3.12 -->']);
  });
});

test('of a folder all reports, worst first; links are not followed', async () => {
  const { path, write, comment } = job();
  write({
    'all/b/drift.json': '',
    'all/a/check.json': checked ?? '',
    'all/c.json': forked ?? '',
    'all/notes.txt': 'hm',
    'secret.json': 'hm',
  });
  symlinkSync(join(path, 'secret.json'), join(path, 'all/link.json'));
  const { output, exitCode } = await comment('all', '--dry-run');
  expect([exitCode, output.match(/^(?:##|###|-) [^*].*/gm)]).toEqual([
    0,
    [
      '## ❌ Migrations: 3 reports, 1 with errors, 1 to look at, 1 without harm',
      '### ❌ **check** of `working tree`: 1 error in `shop`',
      '- ⚠️ **no report** in `all/b/drift.json`: it is empty: the command that writes it did not finish',
      '- ✅ **check** of `working tree`: 1 history, 1 migration, no finding',
    ],
  ]);
});

test.each([
  ['nothing like it', 'hello', 'it is not JSON'],
  ['a list', '[]', 'it is not a report of check, predict, verify, drift, prove'],
  ['a report of another word', '{ "schema": 1, "command": "doctor", "examined": [] }', 'it is not a report of check'],
  ['Markdown in its place', '"# all is well"', 'it is not a report of check'],
  ['a report without its form', '{ "schema": 1, "command": "check", "findings": "none" }', 'it is not a report of check'],
  ['brackets', '['.repeat(1_000_000), 'it is'],
])('%s is reported, and never shown', async (_, text, reason) => {
  const { write, comment } = job();
  write({ 'check.json': text });
  const { output, exitCode } = await comment('check.json', '--dry-run');
  expect([exitCode, output]).toEqual([0, expect.stringMatching(`^### ⚠️ \\*\\*no report\\*\\* in \`check\\.json\`: ${reason}`)]);
  expect(output).not.toContain('well');
});

test.each<[string, readonly string[], number, string]>([
  ['no file', [], 2, 'error: comment takes reports, as JSON\n'],
  ['a number that is none', ['a.json', '--pr', '0'], 2, 'error: --pr takes a number, not 0\n'],
  ['a name that ends the marker', ['a.json', '--name', 'a-->'], 2, 'error: --name takes letters, digits, dots and dashes, not a-->\n'],
  [
    'no pull request',
    ['a.json'],
    3,
    'error: this is neither a job of GitHub Actions nor one of GitLab CI\ntry: GITHUB_REPOSITORY=acme/shop oneleaf comment --pr 12 FILE\n',
  ],
])('%s', async (_, args, exitCode, complaint) => {
  const ended = await job().comment(...args);
  expect([ended.exitCode, ended.complaint]).toEqual([exitCode, expect.stringContaining(complaint)]);
});

test('what a forge refuses has no verdict, and no token in it', async () => {
  const fake = await fakeGitHub();
  fake.faults.push({ on: /^POST .*comments$/, status: 403, body: { message: `no ${TOKEN}` } });
  const { write, comment } = job(githubEnv(fake));
  write({ 'check.json': checked ?? '' });
  expect(await comment('check.json')).toEqual({
    exitCode: 3,
    output: '',
    complaint:
      'error: the token may not do this on acme/shop#12: GitHub says 403: no ***\ntry: give the job "permissions: { pull-requests: write }"\n',
  });
  await fake.close();
});
