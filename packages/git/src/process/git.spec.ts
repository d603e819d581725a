import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stop, transformSync } from 'esbuild';
import { Git } from './git.js';
import { GitError } from './git-error.js';
import { gitRepo, plainEnv, scratch } from '../testing/git-repo.js';

// Its service would live as long as the process that runs the specs.
afterAll(() => stop());

test('what a child says comes back with its exit code', async () => {
  const { path: cwd } = gitRepo({ main: { a: '' } });
  const git = new Git({ cwd, env: plainEnv() });
  expect(await git.ask(['cat-file', '-e', '1'.repeat(40)])).toMatchObject({ code: 1 });
  await expect(git.run(['rev-parse', '--verify', 'nope'])).rejects.toThrow('git rev-parse failed: Needed a single revision');
});

test('an abort ends the child and rejects', async () => {
  const { path: cwd } = gitRepo({ main: { a: '' } });
  const controller = new AbortController();
  const git = new Git({ cwd, env: plainEnv(), signal: controller.signal });
  const never = git.ask(['cat-file', '--batch'], { feed: () => undefined });
  setTimeout(() => controller.abort(), 50);
  await expect(never).rejects.toMatchObject({ name: 'AbortError' });
  await expect(git.ask(['--version'])).rejects.toMatchObject({ name: 'AbortError' });
});

test('what a reader throws ends the child and rejects', async () => {
  const repo = gitRepo({ main: { a: 'x'.repeat(1 << 20) } });
  const git = new Git({ cwd: repo.path, env: plainEnv() });
  const sink = (): never => {
    throw new GitError('enough', 'rest');
  };
  await expect(git.run(['cat-file', 'blob', repo.git('rev-parse', 'main:a')], { sink })).rejects.toThrow('enough');
});

test('a child that reads nothing of a large input is no error', async () => {
  const { path: cwd } = gitRepo({ main: { a: '' } });
  const { code } = await new Git({ cwd, env: plainEnv() }).ask(['--version'], { input: Buffer.alloc(1 << 22) });
  expect(code).toBe(0);
});

test.each(['SIGTERM', 'SIGINT'] as const)('a process that %s ends leaves no folder', async signal => {
  const farewell = transformSync(readFileSync(join(__dirname, 'on-exit.ts'), 'utf8'), { loader: 'ts', format: 'cjs' }).code;
  const script = `${farewell}
    const { mkdtempSync, rmSync } = require('node:fs');
    const folder = mkdtempSync(${JSON.stringify(join(scratch(), 'left-'))});
    beforeExit(() => rmSync(folder, { recursive: true }));
    process.stdout.write(folder);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const folder = await new Promise<string>(resolve => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())));
  expect(existsSync(folder)).toBe(true);
  child.kill(signal);
  expect(await new Promise(resolve => child.once('exit', (_code, by) => resolve(by)))).toBe(signal);
  expect(existsSync(folder)).toBe(false);
});
