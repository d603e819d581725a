import type { RunnerProject } from '../python/runner-project.js';

/** What to do with a connection that the project would open to any other database: the default is to refuse it. */
interface ConnectionPolicy {
  readonly elsewhere?: 'refuse' | 'redirect';
}

export interface AlembicProject extends RunnerProject, ConnectionPolicy {
  readonly framework: 'alembic';
  /** `alembic.ini`, relative to the folder; absent where pyproject.toml alone configures Alembic. */
  readonly ini?: string | undefined;
  readonly section?: string | undefined;
  /** Arguments of `-x`; words in braces are filled in as in `extraEnv`. */
  readonly x?: readonly string[];
}

/** An application with Flask-Migrate. */
export interface FlaskProject extends RunnerProject, ConnectionPolicy {
  readonly framework: 'flask-migrate';
  /** The folder of alembic.ini and env.py, relative to the project's. */
  readonly directory: string;
  /** The value of `flask --app`; otherwise FLASK_APP, wsgi.py or app.py. */
  readonly app?: string | undefined;
}
