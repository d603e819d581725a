import { EngineMismatchError, SandboxError } from '../../../sandbox-error.js';
import type { PythonError } from './runner-messages.js';
import type { RunnerProject } from '../runner-project.js';

interface ErrorExplanation {
  readonly reason: string;
  readonly hint: string;
}

interface KnownError {
  /** What `Type: message` looks like; its groups are $1, $2 of the words. */
  readonly pattern: RegExp;
  readonly reason: string;
  readonly hint: string;
}

/** The texts of Python's frameworks and drivers, as they were seen, and what each means. */
const knownErrors: readonly KnownError[] = [
  {
    pattern: /^MissingGreenlet:/,
    reason: 'env.py opens a synchronous engine on an asynchronous driver',
    hint: 'give env.py a URL on psycopg2 or psycopg, or use async_engine_from_config as Alembic\'s "async" template does',
  },
  {
    pattern: /^InvalidRequestError: The asyncio extension requires an async driver.*'(\w+)' is not async/s,
    reason: 'env.py opens an asynchronous engine on $1, which is a synchronous driver',
    hint: 'give env.py a URL on asyncpg (postgresql+asyncpg://)',
  },
  {
    pattern: /^NoSuchModuleError: .*dialects:postgres$/,
    reason: 'the URL begins with postgres://, a name that SQLAlchemy 1.4 has dropped',
    hint: 'write postgresql://',
  },
  {
    pattern: /^NoSuchModuleError: .*dialects:postgresql\.psycopg$/,
    reason: 'this SQLAlchemy has no dialect for psycopg 3, which came with 2.0',
    hint: 'write postgresql+psycopg2://, or pip install "SQLAlchemy>=2"',
  },
  {
    pattern: /^NoSuchModuleError: .*dialects:([\w.]+)$/,
    reason: 'SQLAlchemy has no dialect called $1 here',
    hint: 'install the package that brings it, or mend the URL',
  },
  {
    pattern: /^ModuleNotFoundError: No module named '(psycopg2|psycopg|asyncpg|pg8000|aiosqlite)'/,
    reason: 'the driver $1, which the database URL asks for, is not installed',
    hint: 'pip install $1',
  },
  {
    pattern: /^ImproperlyConfigured: Error loading psycopg/,
    reason: 'Django needs psycopg or psycopg2 for PostgreSQL, and neither is installed',
    hint: 'pip install "psycopg[binary]"',
  },
  {
    pattern: /^ModuleNotFoundError: No module named '([\w.]+)'/,
    reason: 'the project imports $1, which this Python does not have',
    hint: 'install the project’s requirements there, or name another Python in the configuration',
  },
  {
    pattern: /^ImportError: cannot import name '([^']+)' from partially initialized module '([\w.]+)'/,
    reason: 'modules import each other in a circle: $1 is wanted of $2 before that has come to it',
    hint: 'put what both need into a module of its own, or import it in the function that needs it',
  },
  {
    pattern: /^ValidationError: .*(?:URL host invalid|empty host|valid URL)/s,
    reason: 'the project checks its database URL (pydantic’s PostgresDsn) and refuses one that leads to a socket',
    hint: 'tell it the address by TCP: a variable with {url}, or with {host}, {port}, {user}, {password} and {name}',
  },
  {
    pattern: /^(?:InterpolationSyntaxError|ValueError): .*('%' must be followed by|invalid interpolation syntax)/s,
    reason: 'env.py puts a URL with a percent sign into the configuration, where ConfigParser reads it as its own',
    hint: 'config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))',
  },
  {
    pattern: /^(?:ArgumentError: Could not parse|NoSuchModuleError:.*dialects:driver)/,
    reason: 'env.py does not get a database URL',
    hint: 'set the variable that it reads it from to {url}',
  },
  {
    pattern: /^KeyError: '([A-Z][A-Z0-9_]+)'$/,
    reason: 'the project needs the variable $1, which is not set',
    hint: 'set it in the configuration; {url} stands for the throw-away database',
  },
  {
    pattern: /^ImproperlyConfigured: Set the (\w+) environment variable/,
    reason: 'the project needs the variable $1, which is not set',
    hint: 'set it in the configuration; {url} stands for the throw-away database',
  },
  {
    pattern: /^ConnectionError: Error \S+ connecting to (\S+?)\.? /,
    reason: 'the project wants to talk to Redis at $1 as soon as it starts',
    hint: 'start a Redis for it, and tell the project of that by the variable that it reads',
  },
  {
    pattern: /^CompileError: Can't emit DROP CONSTRAINT .* it has no name/s,
    reason: 'the migration drops a constraint without saying which: on PostgreSQL each has a name, even when nobody gave one',
    hint: 'give op.drop_constraint the name that \\d shows in psql (TABLE_COLUMN_fkey for a foreign key)',
  },
  {
    pattern: /^InFailedSqlTransaction:/,
    reason: 'a statement before it had failed, and the migration swallowed that error',
    hint: 'look for an except around what it does first; on an empty database that is often a table that no migration has made',
  },
  {
    pattern: /^NoAppException:/,
    reason: 'Flask finds no application',
    hint: 'set FLASK_APP, or name the application in the configuration',
  },
  {
    pattern: /^KeyError: 'migrate'$/,
    reason: 'the Flask application has no Flask-Migrate: Migrate(app, db) has not been called',
    hint: 'call Migrate(app, db) where the application is made',
  },
  {
    pattern: /^CommandError: .*(?:does not provide a MetaData object|MetaData object is not)/s,
    reason: 'env.py sets no target_metadata, so that there is nothing to compare the database with',
    hint: 'target_metadata = Base.metadata in env.py',
  },
  {
    pattern: /^CommandError: Can't locate revision identified by '([^']+)'/,
    reason: 'the revision $1 is named, and no file has it',
    hint: 'oneleaf check',
  },
  {
    pattern: /^(?:CommandError: Path doesn't exist|CommandError: No 'script_location' key)/,
    reason: 'Alembic finds no script directory from where it runs',
    hint: 'write script_location = %(here)s/… in the ini',
  },
  {
    pattern: /lock timeout/i,
    reason: 'it waited for a lock that another connection of the same run holds',
    hint: 'look for a migration that opens a second connection, or that leaves a transaction open',
  },
  {
    pattern: /extension "([^"]+)" is not available/,
    reason: 'this PostgreSQL server does not have the extension $1',
    hint: 'install it for this server, or take one that has it: --database-url URL, or --image postgis/postgis:16-3.4',
  },
  {
    pattern: /role "([^"]+)" does not exist/,
    reason: 'a migration expects the role $1, which a fresh server does not have',
    hint: 'name it among the "roles" of the project in oneleaf.json, or create it where it is missing: DO $$ BEGIN CREATE ROLE "$1" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$',
  },
  {
    pattern: /^Unstarted: nothing says which settings/,
    reason: 'neither manage.py nor DJANGO_SETTINGS_MODULE tells which settings the project has',
    hint: 'name it in the configuration',
  },
  {
    pattern: /^Timeout:/,
    reason: 'it did not come to an end in the time it was given',
    hint: 'look for an endless loop, a question or a lock',
  },
];

/** What an error means and what mends it; nothing where it is not known. */
export function explainError({ type, message }: PythonError): ErrorExplanation | undefined {
  const text = `${type}: ${message}`;
  for (const { pattern, reason, hint } of knownErrors) {
    const match = pattern.exec(text);
    if (match) return { reason: fillGroups(reason, match), hint: fillGroups(hint, match) };
  }
  return undefined;
}

function fillGroups(words: string, match: RegExpExecArray): string {
  return words.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
}

const projectNouns = {
  django: 'the Django project',
  alembic: 'the Alembic environment',
  'flask-migrate': 'the Flask application',
} as const;

/** The project did not come as far as its migrations. */
export function projectStartError(error: PythonError, project: RunnerProject): SandboxError {
  const said = `${error.type}: ${error.message}${error.at === undefined ? '' : ` (${error.at})`}`;
  const found = explainError(error);
  const subject = `${projectNouns[project.framework]} in ${project.folder} did not start`;
  const python = `${project.interpreter.program} -m ${project.framework === 'django' ? 'django' : 'alembic'} --version`;
  return new SandboxError(`${subject}: ${found === undefined ? said : `${found.reason}\n${said}`}`, found?.hint ?? python);
}

export function foreignConnectionError(
  { where, engine }: { readonly where: string; readonly engine?: string },
  project: RunnerProject,
): SandboxError {
  const subject = `${projectNouns[project.framework]} in ${project.folder} wants to connect to ${where}`;
  if (engine !== undefined) {
    const message = `${subject}, a database of another kind than the throw-away one; the connection was refused`;
    return new EngineMismatchError(message, engine === 'sqlite' ? '--provider sqlite' : 'let it use PostgreSQL or SQLite', engine);
  }
  return new SandboxError(
    `${subject}, which is not the throw-away database; the connection was refused`,
    'let it read the address from a variable and set that to {url}, or allow connections to be redirected',
  );
}

export function unusedDatabaseError(project: RunnerProject): SandboxError {
  return new SandboxError(
    `${projectNouns[project.framework]} in ${project.folder} ran without ever connecting to the throw-away database: nothing is proved`,
    'see that env.py connects through SQLAlchemy when it runs online',
  );
}
