import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { version } from '../package.json';
import { UsageError } from './errors.js';
import { complain } from './main.js';
import { openSession } from './open.js';
import { answer, type Outside, type Reporting } from './run.js';
import type { Part, Session } from './session.js';

/** One command about one part of a repository. Folders are absolute. */
export type Question = {
  readonly folder: string;
  /** Folders below it that belong to somebody else. */
  readonly except?: readonly string[];
} & (
  | { readonly command: 'check' }
  | { readonly command: 'predict'; readonly refs?: readonly string[]; readonly base?: string; readonly since?: string }
);

/** What `oneleaf` would print, complaints first, and its exit code. */
export interface Reply {
  readonly text: string;
  readonly exitCode: number;
}

export interface Surroundings {
  /** A folder in the working tree. */
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * Answers questions about parts of one repository, which is opened and read once for all of them. A question that fails fails alone.
 * `check` looks at the files alone: what they do to landed migrations depends on refs too, and is for `predict` to tell.
 */
export async function* ask(questions: readonly Question[], around: Surroundings): AsyncGenerator<Reply> {
  const outside = outsideOf(around);
  const session = openSession({ path: around.path, env: around.env, named: false, now: around.now, progress: outside.progress });
  for (const question of questions) yield await reply(question, session, outside);
  await (await session.catch(() => undefined))?.save();
}

async function reply(question: Question, opening: Promise<Session>, outside: Outside): Promise<Reply> {
  try {
    const session = await opening;
    const { output, exitCode } = await answer(requestOf(question), { ...session, part: partOf(question, session.repository.top) }, outside);
    return { text: output, exitCode };
  } catch (error) {
    const { complaint, exitCode } = complain(error, outside, undefined);
    return { text: complaint, exitCode };
  }
}

function requestOf(question: Question): Reporting {
  switch (question.command) {
    case 'check':
      return { command: 'check', format: 'text', staged: false, base: null };
    case 'predict': {
      const { refs = [], base, since } = question;
      return { command: 'predict', format: 'text', local: false, refs, ...(base ? { base } : {}), ...(since ? { since } : {}) };
    }
  }
}

function partOf({ folder, except = [] }: Question, top: string): Part {
  const told = (path: string): string => {
    if (!existsSync(path)) throw new UsageError(`there is no folder ${path}`);
    // Git says where the working tree really is, past every link.
    const steps = relative(realpathSync(top), realpathSync(path)).split(sep).join('/');
    if (isAbsolute(steps) || steps.split('/').includes('..')) throw new UsageError(`${path} is not in the repository ${top}`);
    return steps;
  };
  return { folder: told(folder), except: except.map(told) };
}

function outsideOf({ path, env, now }: Surroundings): Outside {
  return {
    cwd: path,
    env,
    now,
    color: false,
    version,
    nodeVersion: process.version,
    timeZone: () => 'UTC',
    chance: () => '',
    readInput: () => Promise.resolve(''),
    readPage: () => undefined,
    progress: () => undefined,
  };
}
