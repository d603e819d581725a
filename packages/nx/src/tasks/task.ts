import type { ExecutorContext } from '@nx/devkit';
import { join } from 'node:path';
import type { PartTask } from '@oneleaf/workflows/api';

/** What tasks of all executors take. */
export interface ExecutorOptions {
  /** Relative to the workspace's root; the project's own unless given. */
  readonly folder?: string;
  /** Relative to the workspace's root. */
  readonly report?: string;
}

export interface PredictExecutorOptions extends ExecutorOptions {
  readonly refs?: readonly string[];
  readonly base?: string;
  readonly since?: string;
}

export function checkTask(project: string, options: ExecutorOptions, context: ExecutorContext): PartTask {
  return { command: 'check', ...folderScope(project, options, context) };
}

export function verifyTask(project: string, options: ExecutorOptions, context: ExecutorContext): PartTask {
  return { command: 'verify', ...folderScope(project, options, context) };
}

export function driftTask(project: string, options: ExecutorOptions, context: ExecutorContext): PartTask {
  return { command: 'drift', ...folderScope(project, options, context) };
}

export function predictTask(project: string, options: PredictExecutorOptions, context: ExecutorContext): PartTask {
  return { command: 'predict', ...folderScope(project, options, context), ...predictScope(options) };
}

export function proveTask(project: string, options: PredictExecutorOptions, context: ExecutorContext): PartTask {
  return { command: 'prove', ...folderScope(project, options, context), ...predictScope(options) };
}

function predictScope({ refs, base, since }: PredictExecutorOptions): Pick<PredictExecutorOptions, 'refs' | 'base' | 'since'> {
  return { ...(refs ? { refs } : {}), ...(base === undefined ? {} : { base }), ...(since === undefined ? {} : { since }) };
}

/** The folder that a project's task is about, without the projects inside that have such tasks themselves. */
function folderScope(project: string, { folder }: ExecutorOptions, context: ExecutorContext): Pick<PartTask, 'folder' | 'except'> {
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
