import { OtherEngine, SandboxError } from '../sandbox-error.js';
import type { PythonError } from './answers.js';
import type { Project } from './project.js';

interface Explanation {
  readonly reason: string;
  readonly hint: string;
}

interface Row {
  /** What `Type: message` looks like; its groups are $1, $2 of the words. */
  readonly sign: RegExp;
  readonly reason: string;
  readonly hint: string;
}

/** The texts of Python's frameworks and drivers, as they were seen, and what each means. */
const rows: readonly Row[] = [
  {
    sign: /^MissingGreenlet:/,
    reason: 'env.py opens a synchronous engine on an asynchronous driver',
    hint: 'give env.py a URL on psycopg2 or psycopg, or use async_engine_from_config as Alembic\'s "async" template does',
  },
  {
    sign: /^InvalidRequestError: The asyncio extension requires an async driver.*'(\w+)' is not async/s,
    reason: 'env.py opens an asynchronous engine on $1, which is a synchronous driver',
    hint: 'give env.py a URL on asyncpg (postgresql+asyncpg://)',
  },
  {
    sign: /^NoSuchModuleError: .*dialects:postgres$/,
    reason: 'the URL begins with postgres://, a name that SQLAlchemy 1.4 has dropped',
    hint: 'write postgresql://',
  },
  {
    sign: /^NoSuchModuleError: .*dialects:postgresql\.psycopg$/,
    reason: 'this SQLAlchemy has no dialect for psycopg 3, which came with 2.0',
    hint: 'write postgresql+psycopg2://, or pip install "SQLAlchemy>=2"',
  },
  {
    sign: /^NoSuchModuleError: .*dialects:([\w.]+)$/,
    reason: 'SQLAlchemy has no dialect called $1 here',
    hint: 'install the package that brings it, or mend the URL',
  },
  {
    sign: /^ModuleNotFoundError: No module named '(psycopg2|psycopg|asyncpg|pg8000|aiosqlite)'/,
    reason: 'the driver $1, which the database URL asks for, is not installed',
    hint: 'pip install $1',
  },
  {
    sign: /^ImproperlyConfigured: Error loading psycopg/,
    reason: 'Django needs psycopg or psycopg2 for PostgreSQL, and neither is installed',
    hint: 'pip install "psycopg[binary]"',
  },
  {
    sign: /^ModuleNotFoundError: No module named '([\w.]+)'/,
    reason: 'the project imports $1, which this Python does not have',
    hint: 'install the project’s requirements there, or name another Python in the configuration',
  },
  {
    sign: /^ImportError: cannot import name '([^']+)' from partially initialized module '([\w.]+)'/,
    reason: 'modules import each other in a circle: $1 is wanted of $2 before that has come to it',
    hint: 'put what both need into a module of its own, or import it in the function that needs it',
  },
  {
    sign: /^ValidationError: .*(?:URL host invalid|empty host|valid URL)/s,
    reason: 'the project checks its database URL (pydantic’s PostgresDsn) and refuses one that leads to a socket',
    hint: 'tell it the address by TCP: a variable with {url}, or with {host}, {port}, {user}, {password} and {name}',
  },
  {
    sign: /^(?:InterpolationSyntaxError|ValueError): .*('%' must be followed by|invalid interpolation syntax)/s,
    reason: 'env.py puts a URL with a percent sign into the configuration, where ConfigParser reads it as its own',
    hint: 'config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))',
  },
  {
    sign: /^(?:ArgumentError: Could not parse|NoSuchModuleError:.*dialects:driver)/,
    reason: 'env.py does not get a database URL',
    hint: 'set the variable that it reads it from to {url}',
  },
  {
    sign: /^KeyError: '([A-Z][A-Z0-9_]+)'$/,
    reason: 'the project needs the variable $1, which is not set',
    hint: 'set it in the configuration; {url} stands for the throw-away database',
  },
  {
    sign: /^ImproperlyConfigured: Set the (\w+) environment variable/,
    reason: 'the project needs the variable $1, which is not set',
    hint: 'set it in the configuration; {url} stands for the throw-away database',
  },
  {
    sign: /^ConnectionError: Error \S+ connecting to (\S+?)\.? /,
    reason: 'the project wants to talk to Redis at $1 as soon as it starts',
    hint: 'start a Redis for it, and tell the project of that by the variable that it reads',
  },
  {
    sign: /^CompileError: Can't emit DROP CONSTRAINT .* it has no name/s,
    reason: 'the migration drops a constraint without saying which: on PostgreSQL each has a name, even when nobody gave one',
    hint: 'give op.drop_constraint the name that \\d shows in psql (TABLE_COLUMN_fkey for a foreign key)',
  },
  {
    sign: /^InFailedSqlTransaction:/,
    reason: 'a statement before it had failed, and the migration swallowed that error',
    hint: 'look for an except around what it does first; on an empty database that is often a table that no migration has made',
  },
  {
    sign: /^NoAppException:/,
    reason: 'Flask finds no application',
    hint: 'set FLASK_APP, or name the application in the configuration',
  },
  {
    sign: /^KeyError: 'migrate'$/,
    reason: 'the Flask application has no Flask-Migrate: Migrate(app, db) has not been called',
    hint: 'call Migrate(app, db) where the application is made',
  },
  {
    sign: /^CommandError: .*(?:does not provide a MetaData object|MetaData object is not)/s,
    reason: 'env.py sets no target_metadata, so that there is nothing to compare the database with',
    hint: 'target_metadata = Base.metadata in env.py',
  },
  {
    sign: /^CommandError: Can't locate revision identified by '([^']+)'/,
    reason: 'the revision $1 is named, and no file has it',
    hint: 'oneleaf check',
  },
  {
    sign: /^(?:CommandError: Path doesn't exist|CommandError: No 'script_location' key)/,
    reason: 'Alembic finds no script directory from where it runs',
    hint: 'write script_location = %(here)s/… in the ini',
  },
  {
    sign: /lock timeout/i,
    reason: 'it waited for a lock that another connection of the same run holds',
    hint: 'look for a migration that opens a second connection, or that leaves a transaction open',
  },
  {
    sign: /extension "([^"]+)" is not available/,
    reason: 'this PostgreSQL server does not have the extension $1',
    hint: 'install it for this server, or take one that has it: --database-url URL, or --image postgis/postgis:16-3.4',
  },
  {
    sign: /role "([^"]+)" does not exist/,
    reason: 'a migration expects the role $1, which a fresh server does not have',
    hint: 'name it among the "roles" of the project in oneleaf.json, or create it where it is missing: DO $$ BEGIN CREATE ROLE "$1" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$',
  },
  {
    sign: /^Unstarted: nothing says which settings/,
    reason: 'neither manage.py nor DJANGO_SETTINGS_MODULE tells which settings the project has',
    hint: 'name it in the configuration',
  },
  {
    sign: /^Timeout:/,
    reason: 'it did not come to an end in the time it was given',
    hint: 'look for an endless loop, a question or a lock',
  },
];

/** What an error means and what mends it; nothing where it is not known. */
export function explained({ type, message }: PythonError): Explanation | undefined {
  const text = `${type}: ${message}`;
  for (const { sign, reason, hint } of rows) {
    const match = sign.exec(text);
    if (match) return { reason: filled(reason, match), hint: filled(hint, match) };
  }
  return undefined;
}

function filled(words: string, match: RegExpExecArray): string {
  return words.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
}

const spoken = { django: 'the Django project', alembic: 'the Alembic environment', 'flask-migrate': 'the Flask application' } as const;

/** The project did not come as far as its migrations. */
export function unable(error: PythonError, project: Project): SandboxError {
  const said = `${error.type}: ${error.message}${error.at === undefined ? '' : ` (${error.at})`}`;
  const found = explained(error);
  const subject = `${spoken[project.framework]} in ${project.folder} did not start`;
  const python = `${project.interpreter.program} -m ${project.framework === 'django' ? 'django' : 'alembic'} --version`;
  return new SandboxError(`${subject}: ${found === undefined ? said : `${found.reason}\n${said}`}`, found?.hint ?? python);
}

export function notOurs({ where, engine }: { readonly where: string; readonly engine?: string }, project: Project): SandboxError {
  const subject = `${spoken[project.framework]} in ${project.folder} wants to connect to ${where}`;
  if (engine !== undefined) {
    const message = `${subject}, a database of another kind than the throw-away one; the connection was refused`;
    return new OtherEngine(message, engine === 'sqlite' ? '--provider sqlite' : 'let it use PostgreSQL or SQLite', engine);
  }
  return new SandboxError(
    `${subject}, which is not the throw-away database; the connection was refused`,
    'let it read the address from a variable and set that to {url}, or allow connections to be redirected',
  );
}

export function notUsed(project: Project): SandboxError {
  return new SandboxError(
    `${spoken[project.framework]} in ${project.folder} ran without ever connecting to the throw-away database: nothing is proved`,
    'see that env.py connects through SQLAlchemy when it runs online',
  );
}
