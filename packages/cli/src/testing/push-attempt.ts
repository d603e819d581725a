import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch, type GitRepo } from '@oneleaf/git/testing';
import { oneleaf, type ProgramInput, type ProgramResult, type SpecFolder } from './oneleaf.js';

/** What git hands to its pre-push hook. */
export interface PushAttempt extends SpecFolder {
  readonly args: readonly string[];
  readonly input: string;
}

/** Pushes for real, up to the hook, which notes what it is given and lets nothing through. `git` stands before `push`: `-C FOLDER`. */
export function attemptPush(repo: GitRepo, args: readonly string[], git: readonly string[] = []): PushAttempt {
  const folder = scratch();
  const hooks = join(folder, 'hooks');
  mkdirSync(hooks);
  const note = [`cat > input`, `pwd > path`, `env | grep '^GIT_' > env`, `printf '%s\\n' "$@" > args`];
  const script = ['#!/bin/sh', ...note.map(line => line.replace('> ', `> '${folder}'/`)), 'exit 1', ''];
  writeFileSync(join(hooks, 'pre-push'), script.join('\n'), { mode: 0o755 });
  const push = (): string => repo.git(...git, '-c', `core.hooksPath=${hooks}`, 'push', '--quiet', ...args);
  expect(push).toThrow('failed to push');
  const linesOf = (name: string): string[] => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
  const env = linesOf('env').map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return {
    path: linesOf('path')[0] ?? '',
    env: { ...repo.env, ...Object.fromEntries(env) },
    args: linesOf('args'),
    input: linesOf('input')
      .map(line => `${line}\n`)
      .join(''),
  };
}

/** What the hook says and does to a push. */
export function runPrePush({ args, input, ...place }: PushAttempt, more: ProgramInput = {}): Promise<ProgramResult> {
  return oneleaf(place, ['pre-push', ...args], { input, ...more });
}

/** The hook's view of `repo` pushing commits that git was never asked to push: `[local ref, commit, remote ref, remote commit]`. */
export function pretendPush(repo: GitRepo, ...lines: readonly (readonly [string, string, string, string])[]): PushAttempt {
  return {
    path: repo.path,
    env: repo.env,
    args: ['origin', `file://${repo.path}`],
    input: lines.map(line => `${line.join(' ')}\n`).join(''),
  };
}
