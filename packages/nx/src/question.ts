import type { ExecutorContext } from '@nx/devkit';
import { join } from 'node:path';
import type { Question } from 'oneleaf';

/** What tasks of all executors take. */
export interface PartOptions {
  /** Relative to the workspace's root; the project's own unless given. */
  readonly folder?: string;
  /** Relative to the workspace's root. */
  readonly report?: string;
}

export interface PredictOptions extends PartOptions {
  readonly refs?: readonly string[];
  readonly base?: string;
  readonly since?: string;
}

export function checkQuestion(project: string, options: PartOptions, context: ExecutorContext): Question {
  return { command: 'check', ...partOf(project, options, context) };
}

export function verifyQuestion(project: string, options: PartOptions, context: ExecutorContext): Question {
  return { command: 'verify', ...partOf(project, options, context) };
}

export function driftQuestion(project: string, options: PartOptions, context: ExecutorContext): Question {
  return { command: 'drift', ...partOf(project, options, context) };
}

export function predictQuestion(project: string, options: PredictOptions, context: ExecutorContext): Question {
  return { command: 'predict', ...partOf(project, options, context), ...landing(options) };
}

export function proveQuestion(project: string, options: PredictOptions, context: ExecutorContext): Question {
  return { command: 'prove', ...partOf(project, options, context), ...landing(options) };
}

function landing({ refs, base, since }: PredictOptions): Pick<PredictOptions, 'refs' | 'base' | 'since'> {
  return { ...(refs ? { refs } : {}), ...(base === undefined ? {} : { base }), ...(since === undefined ? {} : { since }) };
}

/** The folder that a project's task is about, without the projects inside that have such tasks themselves. */
function partOf(project: string, { folder }: PartOptions, context: ExecutorContext): Pick<Question, 'folder' | 'except'> {
  const { projects } = context.projectsConfigurations;
  const root = projects[project]?.root ?? '.';
  const inner = Object.values(projects).filter(
    ({ root: other, targets = {} }) =>
      other !== root && isIn(other, root) && Object.values(targets).some(({ executor }) => executor?.startsWith('@oneleaf/nx:')),
  );
  return { folder: join(context.root, folder ?? root), except: inner.map(one => join(context.root, one.root)) };
}

function isIn(path: string, folder: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`);
}
