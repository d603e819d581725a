import type { Interpreter, RunnerProject } from '@oneleaf/sandbox';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toProjectPath, type FoundProject } from './projects.js';

/** What a framework's command may take, in milliseconds, unless the configuration says otherwise. */
const COMMAND_TIMEOUT_MS = 900_000;

export interface RunMeans {
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interpreter: Interpreter;
  readonly signal?: AbortSignal | undefined;
}

/** A project as the sandbox runs it. */
export function runnableProject(found: FoundProject, { top, env, interpreter, signal }: RunMeans): RunnerProject {
  const { declared, launch, runner: framework } = found;
  const folder = join(top, found.folder);
  const timeoutMs = declared.timeout === undefined ? COMMAND_TIMEOUT_MS : declared.timeout * 1000;
  const parameters = found.run.parameters({
    launch,
    declared,
    toProjectPath: path => toProjectPath(found, path),
    exists: path => existsSync(join(folder, path)),
  });
  return {
    ...parameters,
    ...{ framework, folder, top, interpreter, env, timeoutMs, signal },
    ...(declared.env && { extraEnv: declared.env }),
  };
}
