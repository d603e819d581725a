import type { ProcessEnvironment } from '../../environment.js';
import type { Interpreter } from './interpreter/interpreter.js';

/** A folder of migrations as it is in some commit: it stands in for that of the work tree, which nobody touches. */
export interface MigrationOverlay {
  /** The Django app's label; Alembic has none. */
  readonly label: string;
  /** Where its files lie in the work tree, relative to the project's folder, for messages. */
  readonly folder: string;
  /** By path from the folder on. Without any, the app has no migrations there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

interface BaseProject {
  /** Where the framework's commands run, absolute: manage.py's folder, or that from which `alembic` is called. */
  readonly folder: string;
  readonly interpreter: Interpreter;
  /** The user's own environment. */
  readonly env: ProcessEnvironment;
  /** Variables that the project is told on top, such as `DATABASE_URL: '{url}'`; `fillIn` says which words in braces there are. */
  readonly extraEnv?: ProcessEnvironment;
  /** The repository's top, absolute; the folder where it is absent. Django apps elsewhere belong to others. */
  readonly top?: string;
  /** How long one command may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** In place of the work tree's migrations: all of an Alembic environment's, or those of some Django apps. */
  readonly overlays?: readonly MigrationOverlay[];
}

export interface DjangoProject extends BaseProject {
  readonly framework: 'django';
  /** `manage.py`, relative to the folder; without it, Django is started as `python -m django` is. */
  readonly manage?: string | undefined;
  /** The settings module; else what manage.py or DJANGO_SETTINGS_MODULE says. */
  readonly settings?: string | undefined;
}

/** What to do with a connection that the project would open to any other database: the default is to refuse it. */
interface ConnectionPolicy {
  readonly elsewhere?: 'refuse' | 'redirect';
}

export interface AlembicProject extends BaseProject, ConnectionPolicy {
  readonly framework: 'alembic';
  /** `alembic.ini`, relative to the folder; absent where pyproject.toml alone configures Alembic. */
  readonly ini?: string | undefined;
  readonly section?: string | undefined;
  /** Arguments of `-x`, with the same words in braces as `told`. */
  readonly x?: readonly string[];
}

export interface FlaskProject extends BaseProject, ConnectionPolicy {
  readonly framework: 'flask-migrate';
  /** The folder of alembic.ini and env.py, relative to the project's. */
  readonly directory: string;
  /** What `flask --app` takes; else FLASK_APP, wsgi.py or app.py. */
  readonly app?: string | undefined;
}

/** A project with whatever else its runner takes. */
export interface RunnerProject extends BaseProject, ConnectionPolicy {
  /** The name of the runner. */
  readonly framework: string;
  /** Arguments with the same words in braces as `extraEnv`. */
  readonly x?: readonly string[];
}
