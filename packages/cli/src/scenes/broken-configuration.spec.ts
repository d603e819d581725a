import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { alembic, PAY } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { branchesOf } from '../testing/report-digest.js';

/** Nine names that each name the next one ten times. */
const BOMB = `[alembic]\nscript_location = %(a)s\n${Array.from({ length: 9 }, (_, at) => `${'abcdefghi'.charAt(at)} = ${`%(${'bcdefghij'.charAt(at)})s`.repeat(10)}\n`).join('')}j = x\n`;
const reason = 'alembic.ini cannot be read by alembic: script_location grows beyond 65536 characters once its %(names)s are put in';
const feat = alembic('start < charge');

function clone(files: Readonly<Record<string, string>> = {}): GitRepo {
  return gitRepo({ main: { ...PAY, ...files }, bomb: { 'alembic.ini': BOMB, ...feat }, broken: { 'alembic.ini': 'x = 1\n' }, plain: feat });
}

const predict = async (repo: GitRepo): Promise<unknown> =>
  branchesOf(await oneleaf(repo, ['predict', '--base', 'main', '--local', '--since', 'all', '--format', 'json']));

test('a branch with an unreadable configuration is broken, and the other branches are not', async () => {
  expect(await predict(clone())).toEqual({
    'refs/heads/bomb': ['broken', expect.stringMatching(/^alembic\/versions: charge/), reason],
    'refs/heads/broken': ['broken', 'alembic.ini cannot be read by alembic: line 1 is outside of every section'],
    'refs/heads/plain': ['clean', 'alembic/versions: charge'],
  });
});

test('where the rule is off, the branch is judged by the folders alone', async () => {
  expect(await predict(clone({ 'oneleaf.json': '{ "rules": { "broken-configuration": "off" } }' }))).toEqual({
    'refs/heads/bomb': ['clean', expect.stringMatching(/^alembic\/versions: charge/)],
    'refs/heads/plain': ['clean', 'alembic/versions: charge'],
  });
});

test('a branch is not blamed for what the base has', async () => {
  const repo = gitRepo({ main: { ...PAY, 'alembic.ini': 'x = 1\n' }, feat: { 'alembic.ini': 'y = 1\n', ...feat } });
  expect(await predict(repo)).toEqual({ 'refs/heads/feat': ['clean', 'alembic/versions: charge'] });
});

test('the hook stops it', async () => {
  const repo = clone();
  const line = `refs/heads/bomb ${repo.id('bomb')} refs/heads/bomb ${'0'.repeat(40)}\n`;
  const ended = await oneleaf(repo, ['pre-push', 'origin', 'url'], { input: line });
  expect(ended.exitCode).toBe(1);
  expect(ended.output + ended.complaint).toContain(reason);
});
