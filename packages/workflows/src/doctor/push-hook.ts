import { commandFix, type Fix, type GuardExamination } from '@oneleaf/core';
import type { CloneProperties } from '@oneleaf/git';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { SetupFiles } from '../repository-view/working-files.js';
import { HUSKY_HOOK } from '../setup/husky.js';
import { lefthookFile } from '../setup/lefthook.js';
import { PRE_COMMIT } from '../setup/pre-commit.js';

export interface HookContext {
  /** The working tree. */
  readonly top: string;
  readonly hooks: CloneProperties['hooks'];
  readonly files: SetupFiles;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/** What one look at the hook found wrong. */
type HookProblem = Omit<GuardExamination, 'subject' | 'condition'>;

/** Whether git would run a hook on a push from this working tree that calls `oneleaf`. */
export function examineHook(hooked: HookContext): GuardExamination {
  const path = join(hooked.hooks.folder, 'pre-push');
  const wrong = switchedOff(hooked) ?? hookNotRun(hooked, path) ?? programNotCalled(hooked, path);
  if (wrong) return { subject: 'pre-push', condition: 'fail', ...wrong };
  return { subject: 'pre-push', condition: 'ok', message: `${sourceOf(hooked, path).name} calls oneleaf` };
}

const SWITCH_VARIABLES = { husky: 'HUSKY', lefthook: 'LEFTHOOK' };

function switchedOff({ hooks, env, files }: HookContext): HookProblem | undefined {
  const manager = isHusky(hooks) ? 'husky' : lefthookFile(files) === undefined ? undefined : 'lefthook';
  const name = manager && SWITCH_VARIABLES[manager];
  if (name === undefined || env[name] !== '0') return undefined;
  return {
    message: `${name}=0 in the environment switches every hook off`,
    fix: commandFix('remove the variable', ['unset', name]),
  };
}

/** Git says nothing of a hook that is not there: core.hooksPath is relative, so a new worktree has none before its first install. */
function hookNotRun(hooked: HookContext, path: string): HookProblem | undefined {
  const { hooks } = hooked;
  if (hooks.configured !== undefined && !isFolder(hooks.folder)) {
    return { message: `${hooks.configured} is not in this working tree, so git runs no hook here`, fix: installFix(hooked) };
  }
  if (readIfFile(path) === undefined) return inactiveManager(hooked) ?? { message: 'there is no pre-push hook', fix: INIT_FIX };
  return isExecutable(hooked, path)
    ? undefined
    : {
        message: `${displayedPath(hooked, path)} is not executable, so git does not run it`,
        fix: commandFix('make it executable', ['chmod', '+x', displayedPath(hooked, path)]),
      };
}

/** A manager whose file calls `oneleaf` has only to install its hook: `init` has nothing left to write. */
function inactiveManager({ files }: HookContext): HookProblem | undefined {
  const managers: readonly (readonly [file: string | undefined, install: readonly string[]])[] = [
    [HUSKY_HOOK, ['npx', 'husky']],
    [lefthookFile(files), ['npx', 'lefthook', 'install']],
    [PRE_COMMIT, ['pre-commit', 'install', '--hook-type', 'pre-push']],
  ];
  const found = managers.find(([file]) => file !== undefined && callsProgram(files.read(file) ?? ''));
  if (!found) return undefined;
  return {
    message: `${found[0] ?? ''} calls oneleaf, but its hook is not installed in this clone`,
    fix: commandFix('install it', found[1]),
  };
}

function programNotCalled(hooked: HookContext, path: string): HookProblem | undefined {
  const { name, text } = sourceOf(hooked, path);
  if (!callsProgram(text)) return { message: `${name} does not call oneleaf`, fix: INIT_FIX };
  // A hook of husky finds the program in the working tree alone.
  const missing = isHusky(hooked.hooks) && !isFile(join(hooked.top, 'node_modules/.bin/oneleaf'));
  if (!missing || !/(?<![\w/.-])oneleaf pre-push/.test(text) || /npx.*oneleaf/.test(text)) return undefined;
  return { message: 'the hook calls oneleaf, which is not installed in this working tree', fix: installFix(hooked) };
}

/** The text that says what is done on a push: of the hook, or of the manager that installed it. */
function sourceOf(hooked: HookContext, path: string): { readonly name: string; readonly text: string } {
  const own = hookScript(path);
  const text = readIfFile(own) ?? '';
  const manager = callsProgram(text)
    ? undefined
    : text.includes('lefthook')
      ? lefthookFile(hooked.files)
      : text.includes('pre-commit')
        ? PRE_COMMIT
        : undefined;
  return manager === undefined ? { name: displayedPath(hooked, own), text } : { name: manager, text: hooked.files.read(manager) ?? '' };
}

const INIT_FIX = commandFix('write a hook', ['npx', 'oneleaf', 'init']);

function isHusky({ configured }: CloneProperties['hooks']): boolean {
  return configured !== undefined && configured.split('/').includes('.husky');
}

/** Husky 9 lets git run `.husky/_/pre-push`, which runs `.husky/pre-push`. */
function hookScript(path: string): string {
  const folder = dirname(path);
  return basename(folder) === '_' ? join(dirname(folder), basename(path)) : path;
}

function callsProgram(text: string): boolean {
  return /^[^#\n]*\boneleaf\b.*\bpre-push\b/m.test(text);
}

const LOCK_FILES = { 'pnpm-lock.yaml': 'pnpm install', 'yarn.lock': 'yarn install', 'bun.lock': 'bun install' };

function installFix({ files }: HookContext): Fix {
  const [, command = 'npm install'] = Object.entries(LOCK_FILES).find(([path]) => files.read(path) !== undefined) ?? [];
  return commandFix(
    'install oneleaf in this working tree',
    (files.read('package.json') === undefined ? 'npx oneleaf init' : command).split(' '),
  );
}

function displayedPath({ top }: HookContext, path: string): string {
  const inside = relative(top, path);
  return inside.startsWith('..') ? path : inside;
}

function readIfFile(path: string): string | undefined {
  return isFile(path) ? readFileSync(path, 'utf8') : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isExecutable({ platform }: HookContext, path: string): boolean {
  return platform === 'win32' || (statSync(path).mode & 0o111) !== 0;
}
