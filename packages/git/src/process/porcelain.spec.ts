import { gitRepo, plainEnv } from '../testing/git-repo.js';
import { GitError } from './git-error.js';
import { withPorcelain } from './porcelain.js';

const user = {
  EDITOR: 'vi',
  GIT_SSH_COMMAND: 'ssh -v',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'alias.leaf',
  GIT_CONFIG_VALUE_0: 'log',
  GIT_CONFIG_KEY_1: 'credential.helper',
  GIT_CONFIG_VALUE_1: 'store',
};

test("git sees the given environment, the user's settings in it as well, and nothing else", async () => {
  const { path: cwd } = gitRepo({ main: { a: '' } });
  const previous = process.env['ONELEAF_SPEC'];
  process.env['ONELEAF_SPEC'] = 'inherited';
  try {
    const env = plainEnv({ ...user, GIT_CONFIG_COUNT: '1', GIT_CONFIG_VALUE_0: '!env' });
    const seen = (await withPorcelain({ cwd, env }, git => git.raw('leaf'))).split('\n');
    expect(seen).toEqual(expect.arrayContaining(['EDITOR=vi', 'GIT_SSH_COMMAND=ssh -v', 'GIT_AUTHOR_NAME=Ada Leaf']));
    expect(seen.filter(line => line.startsWith('ONELEAF_'))).toEqual([]);
  } finally {
    if (previous === undefined) delete process.env['ONELEAF_SPEC'];
    else process.env['ONELEAF_SPEC'] = previous;
  }
});

test('a repository that the environment names is the one', async () => {
  const [here, there] = [gitRepo({ main: { a: '' } }), gitRepo({ main: { b: '' } })];
  const env = plainEnv({ ...user, GIT_DIR: `${there.path}/.git` });
  expect((await withPorcelain({ cwd: here.path, env }, git => git.revparse(['main']))).trim()).toBe(there.id('main'));
});

test('what git refuses is an error of ours', async () => {
  const { path: cwd } = gitRepo({ main: { a: '' } });
  const failed = withPorcelain({ cwd, env: plainEnv() }, git => git.revparse(['--verify', 'nope']));
  await expect(failed).rejects.toBeInstanceOf(GitError);
  await expect(failed).rejects.toThrow('Needed a single revision');
});

test('an abort ends it', async () => {
  const { path: cwd } = gitRepo({ main: { a: '' } });
  const controller = new AbortController();
  const waiting = withPorcelain({ cwd, env: plainEnv(), signal: controller.signal }, git => git.raw('cat-file', '--batch'));
  setTimeout(() => controller.abort(), 100);
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
