import type { AlembicProject, DjangoProject, FlaskProject, Interpreter, Project } from '@oneleaf/sandbox';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withinProject, type FoundProject } from './projects.js';

/** What a framework's command may take, in milliseconds, unless the configuration says otherwise. */
const PATIENCE = 900_000;

/** Distributions that a project's Python must have. */
export const NEEDS = { django: ['django'], alembic: ['alembic'], 'flask-migrate': ['flask-migrate', 'alembic'] } as const;

export interface Means {
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interpreter: Interpreter;
  readonly signal?: AbortSignal | undefined;
}

/** A project as the sandbox runs it. */
export function runnable(found: FoundProject, means: Means): Project {
  const { launch } = found;
  switch (launch.by) {
    case 'manage.py':
      return django(found, launch.manage, means);
    case 'alembic':
      return alembic(found, launch, means);
    case 'flask':
      return flask(found, launch.directory, means);
  }
}

function django(found: FoundProject, manage: string | undefined, means: Means): DjangoProject {
  const { settings } = found.declared;
  return { ...any(found, means), framework: 'django', manage: manage && withinProject(found, manage), settings };
}

type ByAlembic = Extract<FoundProject['launch'], { readonly by: 'alembic' }>;

function alembic(found: FoundProject, { folder, file = 'alembic.ini', section }: ByAlembic, means: Means): AlembicProject {
  const { x } = found.declared;
  const ini = withinProject(found, folder === '' ? file : `${folder}/${file}`);
  // A pyproject.toml may be all there is.
  const present = existsSync(join(means.top, found.folder, ini)) ? { ini } : {};
  return { ...any(found, means), framework: 'alembic', ...connecting(found), ...present, section, ...(x && { x }) };
}

function flask(found: FoundProject, directory: string, means: Means): FlaskProject {
  const { app } = found.declared;
  return { ...any(found, means), framework: 'flask-migrate', ...connecting(found), directory: withinProject(found, directory), app };
}

function any(
  { declared: { timeout, env: told }, folder }: FoundProject,
  { top, env, interpreter, signal }: Means,
): Omit<DjangoProject, 'framework'> {
  const timeoutMs = timeout === undefined ? PATIENCE : timeout * 1000;
  return { folder: join(top, folder), top, interpreter, env, timeoutMs, signal, ...(told && { told }) };
}

/** A connection that is redirected leads to our database, and to no other: a project that keeps its address to itself runs unchanged. */
function connecting({ declared: { elsewhere = 'redirect' } }: FoundProject): Pick<AlembicProject, 'elsewhere'> {
  return { elsewhere };
}
