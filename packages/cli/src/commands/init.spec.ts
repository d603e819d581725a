import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo, scratch, type GitRepo } from '@oneleaf/git/testing';
import { installProgram } from '../testing/install-program.js';
import { listing } from '../testing/file-listing.js';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const PACKAGE = `${JSON.stringify({ scripts: { test: 'true' }, devDependencies: { husky: '9.1.7' }, 'lint-staged': { '*.js': 'eslint' } }, null, 2)}\n`;

/** A clone with a remote to push to; main has moved on by 0002_tax since `feat/sku` began. */
function team(files: Readonly<Record<string, string>> = {}): GitRepo {
  const origin = gitRepo({ main: { ...SHOP, 'package.json': PACKAGE, '.gitignore': 'node_modules\n', ...files } }, { bare: true });
  const repo = origin.clone();
  repo.commit('feat/sku', django('0001_initial < 0002_sku'), { parents: ['main'] });
  repo.commit('feat/docs', { 'README.md': 'x\n' }, { parents: ['main'] });
  origin.commit('main', django('0001_initial < 0002_tax'));
  return repo;
}

const init = (repo: GitRepo, ...args: readonly string[]): Promise<{ output: string; exitCode: number }> =>
  oneleaf(repo, ['init', ...args]).then(({ output, exitCode, complaint }) => ({ output: output + complaint, exitCode }));

test('a push that would fork main is stopped by the hook that init wrote, another one goes through', async () => {
  const repo = team();
  expect(await init(repo)).toEqual({ output: 'wrote .husky/pre-push\nwrote package.json\n', exitCode: 0 });
  installProgram(repo);
  const stopped = repo.ask(['push', 'origin', 'feat/sku']);
  expect(stopped.status).toBe(1);
  expect(stopped.stdout + stopped.stderr).toContain(
    'error multiple-leaves  shop would have 2 leaves after landing: shop.0002_sku, shop.0002_tax',
  );
  expect(repo.ask(['push', 'origin', 'feat/docs']).status).toBe(0);
});

test('what stands in the hook already still reads every pushed ref', async () => {
  const reader = 'while read -r line; do echo "$1 $line" >>seen; done\n';
  const repo = team({ '.husky/pre-push': `#!/usr/bin/env sh\n${reader}` });
  await init(repo);
  installProgram(repo);
  repo.git('tag', 'v1', 'feat/docs');
  repo.git('push', '--quiet', 'origin', 'feat/docs', 'v1');
  const zeros = '0'.repeat(40);
  const instructions = ['refs/heads/feat/docs', 'refs/tags/v1'].map(ref => `origin ${ref} ${repo.id('feat/docs')} ${ref} ${zeros}\n`);
  expect(readFileSync(join(repo.path, 'seen'), 'utf8')).toBe(instructions.join(''));
  repo.git('push', '--quiet', 'origin', 'feat/docs');
  expect(readFileSync(join(repo.path, 'seen'), 'utf8')).toBe(instructions.join(''));
  expect(repo.ask(['push', 'origin', 'feat/sku']).status).toBe(1);
  expect(readFileSync(join(repo.path, 'seen'), 'utf8')).toBe(instructions.join(''));
});

const shells = ['sh', 'dash', 'bash', 'busybox'].filter(name => spawnSync(name, ['--help']).error === undefined);

test.each(shells)('the hook hands ten thousand refs on as they are in %s', async shell => {
  const repo = team({ '.husky/pre-push': 'cat >seen\n' });
  await init(repo);
  const folder = scratch();
  execFileSync('sh', ['-c', `printf '#!/bin/sh\\ncat >"${folder}/input"\\n' >"${folder}/oneleaf" && chmod +x "${folder}/oneleaf"`]);
  const input = Array.from({ length: 10_000 }, (_, at) => `refs/heads/$(x)\`y\`"\\n${at} ${at} refs/heads/'${at} 0\n`).join('');
  const args = [...(shell === 'busybox' ? ['sh'] : []), '-e', '.husky/pre-push', 'origin', 'url'];
  const env = { ...repo.env, PATH: `${folder}:${repo.env['PATH'] ?? ''}` };
  expect(spawnSync(shell, args, { cwd: repo.path, env, input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  expect([join(folder, 'input'), join(repo.path, 'seen')].map(path => readFileSync(path, 'utf8') === input)).toEqual([true, true]);
});

test('a dry run writes nothing, a second run changes nothing, and removing leaves the tree as it was', async () => {
  const repo = team({ '.husky/pre-commit': 'lint-staged\n' });
  const before = listing(repo.path);
  expect(await init(repo, '--dry-run')).toEqual({ output: 'would write .husky/pre-push\nwould write package.json\n', exitCode: 0 });
  expect(listing(repo.path)).toEqual(before);
  await init(repo);
  const once = listing(repo.path);
  expect(once).not.toEqual(before);
  expect(await init(repo)).toEqual({ output: 'nothing to do\n', exitCode: 0 });
  expect(listing(repo.path)).toEqual(once);
  expect(await init(repo, '--remove')).toEqual({ output: 'deleted .husky/pre-push\nwrote package.json\n', exitCode: 0 });
  expect(repo.git('status', '--porcelain')).toBe('');
});

test('what cannot be edited is reported', async () => {
  const repo = team({ 'package.json': '{}\n', 'lint-staged.config.mjs': "export default { '*.js': 'eslint' };\n" });
  expect((await init(repo)).output).toBe(`to do: add to .git/hooks/pre-push, which must be executable, above everything else
  #!/bin/sh
  npx --no-install oneleaf pre-push "$@" || exit $?

to do: add to lint-staged.config.mjs
  '**/{migrations,versions}/*.py': 'oneleaf check --staged'
`);
});

test('a hook keeps being executable, and one that is a link is not written through', async () => {
  const repo = team({ '.husky/pre-push': 'npm test\n' });
  const hook = join(repo.path, '.husky/pre-push');
  execFileSync('chmod', ['755', hook]);
  await init(repo);
  expect(statSync(hook).mode & 0o777).toBe(0o755);
  const linked = team({ elsewhere: 'npm test\n' });
  linked.write({ '.husky/pre-push': { link: '../elsewhere' } });
  expect(await init(linked)).toEqual({ output: expect.stringContaining('.husky/pre-push is') as string, exitCode: 3 });
  expect(readFileSync(join(linked.path, 'elsewhere'), 'utf8')).toBe('npm test\n');
});

test.each([
  [['--hooks', 'git'], 2, '--hooks takes husky, lefthook, pre-commit, none, not git'],
  [['husky'], 2, 'there is one argument too many: husky'],
  [['--format', 'json'], 2, "unknown option '--format'"],
])('oneleaf init %s ends with %i', async (args, exitCode, message) => {
  const ended = await init(team(), ...args);
  expect(ended.exitCode).toBe(exitCode);
  expect(ended.output).toContain(message);
});

test('outside of a repository there is nothing to set up', async () => {
  const path = scratch();
  const ended = await oneleaf({ path, env: gitRepo({ main: {} }).env }, ['init']);
  expect([ended.exitCode, existsSync(join(path, '.husky'))]).toEqual([3, false]);
});
