import type { AlembicProject, DjangoProject, FlaskProject, Interpreter, RunnerProject } from '@oneleaf/sandbox';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toProjectPath, type FoundProject } from './projects.js';

/** What a framework's command may take, in milliseconds, unless the configuration says otherwise. */
const COMMAND_TIMEOUT_MS = 900_000;

/** Distributions that a project's Python must have. */
export const REQUIRED_PACKAGES = { django: ['django'], alembic: ['alembic'], 'flask-migrate': ['flask-migrate', 'alembic'] } as const;

export interface RunMeans {
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interpreter: Interpreter;
  readonly signal?: AbortSignal | undefined;
}

/** A project as the sandbox runs it. */
export function runnableProject(found: FoundProject, means: RunMeans): RunnerProject {
  const { launch } = found;
  switch (launch.by) {
    case 'manage.py':
      return djangoProject(found, launch.manage, means);
    case 'alembic':
      return alembicProject(found, launch, means);
    case 'flask':
      return flaskProject(found, launch.directory, means);
  }
}

function djangoProject(found: FoundProject, manage: string | undefined, means: RunMeans): DjangoProject {
  const { settings } = found.declared;
  return { ...commonProject(found, means), framework: 'django', manage: manage && toProjectPath(found, manage), settings };
}

type ByAlembic = Extract<FoundProject['launch'], { readonly by: 'alembic' }>;

function alembicProject(found: FoundProject, { folder, file = 'alembic.ini', section }: ByAlembic, means: RunMeans): AlembicProject {
  const { x } = found.declared;
  const ini = toProjectPath(found, folder === '' ? file : `${folder}/${file}`);
  // A pyproject.toml may be all there is.
  const present = existsSync(join(means.top, found.folder, ini)) ? { ini } : {};
  return { ...commonProject(found, means), framework: 'alembic', ...connectionPolicy(found), ...present, section, ...(x && { x }) };
}

function flaskProject(found: FoundProject, directory: string, means: RunMeans): FlaskProject {
  const { app } = found.declared;
  return {
    ...commonProject(found, means),
    framework: 'flask-migrate',
    ...connectionPolicy(found),
    directory: toProjectPath(found, directory),
    app,
  };
}

function commonProject(
  { declared: { timeout, env: told }, folder }: FoundProject,
  { top, env, interpreter, signal }: RunMeans,
): Omit<DjangoProject, 'framework'> {
  const timeoutMs = timeout === undefined ? COMMAND_TIMEOUT_MS : timeout * 1000;
  return { folder: join(top, folder), top, interpreter, env, timeoutMs, signal, ...(told && { extraEnv: told }) };
}

/** A connection that is redirected leads to our database, and to no other: a project that keeps its address to itself runs unchanged. */
function connectionPolicy({ declared: { elsewhere = 'redirect' } }: FoundProject): Pick<AlembicProject, 'elsewhere'> {
  return { elsewhere };
}
