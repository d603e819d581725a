import type { KnownError } from '../../known-error.js';

/** What errors of Alembic, SQLAlchemy and Flask look like, and what each means. */
export const alembicErrors: readonly KnownError[] = [
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
    reason: 'the URL begins with postgres://, a name that SQLAlchemy removed in 1.4',
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
    hint: 'install the package that contains it, or correct the URL',
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
    pattern: /^CompileError: Can't emit DROP CONSTRAINT .* it has no name/s,
    reason: 'the migration drops a constraint without its name: on PostgreSQL every constraint has a name',
    hint: 'give op.drop_constraint the name that \\d shows in psql (TABLE_COLUMN_fkey for a foreign key)',
  },
  {
    pattern: /^NoAppException:/,
    reason: 'Flask finds no application',
    hint: 'set FLASK_APP, or name the application in the configuration',
  },
  {
    pattern: /^KeyError: 'migrate'$/,
    reason: 'the Flask application has no Flask-Migrate: Migrate(app, db) has not been called',
    hint: 'call Migrate(app, db) where the application is created',
  },
  {
    pattern: /^CommandError: .*(?:does not provide a MetaData object|MetaData object is not)/s,
    reason: 'env.py sets no target_metadata, so that there is nothing to compare the database with',
    hint: 'target_metadata = Base.metadata in env.py',
  },
  {
    pattern: /^CommandError: Can't locate revision identified by '([^']+)'/,
    reason: 'a migration names the revision $1, but no file has it',
    hint: 'oneleaf check',
  },
  {
    pattern: /^(?:CommandError: Path doesn't exist|CommandError: No 'script_location' key)/,
    reason: 'Alembic finds no script directory in the folder where it runs',
    hint: 'write script_location = %(here)s/… in the ini',
  },
];
