import { execFileSync, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { GitRepo, plainEnv, scratch } from '@oneleaf/git/testing';

const top = join(__dirname, '../../../..');
const builder = join(top, 'tools/demo/build.mjs');

/** The page that quotes what the stories print. */
export const readme = join(top, 'README.md');

/** The clone of an example, as its people have it, with its origin beside it. */
export function openStory(name: 'korrigo' | 'dreamseed' | 'recyclic'): GitRepo {
  const path = execFileSync(process.execPath, [builder, name, scratch()], { encoding: 'utf8' }).trim();
  return new GitRepo(path, plainEnv({ PYTHONDONTWRITEBYTECODE: '1' }));
}

export interface ShellResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a command line in the clone as a person would in its shell, with the frameworks of one interpreter at hand. */
export function shell({ path, env }: GitRepo, python: string, command: string, answers = ''): ShellResult {
  const PATH = [dirname(python), env['PATH'] ?? ''].join(delimiter);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: path,
    env: { ...env, PATH },
    input: answers,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

/** The command that a report tells to run. */
export function fixIn(output: string): string {
  return /^fix: (.+)$/m.exec(output)?.[1] ?? '';
}
