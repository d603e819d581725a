import { alembicPay, asynchronous, environment, fromIni } from '../../../testing/alembic-pay.js';
import { djangoShop, settings } from '../../../testing/django-shop.js';
import { flaskPay } from '../../../testing/flask-pay.js';
import { describeWithFrameworks } from '../../../testing/real-frameworks.js';
import { specDatabases } from '../../../testing/spec-databases.js';
import { explainError } from './error-explanations.js';
import type { RunnerProject } from '../runner-project.js';
import { runnerVerbs } from '../verbs.js';

const engine = (url: string): Readonly<Record<string, string>> => ({ 'db/env.py': environment(`create_engine("${url}")`) });

const synchronousDriver = { 'db/env.py': asynchronous.replace('+asyncpg', '+psycopg2') };

const unescaped = environment(fromIni).replace(
  'def run()',
  'config.set_main_option("sqlalchemy.url", "postgresql://ada:100%sure@db/shop")\n\n\ndef run()',
);

type Python = Readonly<Record<'newest' | 'oldest', string>>;

/** Projects that cannot start, and what is said of them. */
const rows: readonly (readonly [string, (python: Python) => RunnerProject, reason: string, hint: string])[] = [
  [
    'asyncpg below a synchronous engine',
    ({ newest }) => alembicPay(newest, engine('postgresql+asyncpg://localhost/x'), { elsewhere: 'redirect' }),
    'env.py opens a synchronous engine on an asynchronous driver',
    'give env.py a URL on psycopg2',
  ],
  [
    'psycopg2 below an asynchronous engine',
    ({ oldest }) => alembicPay(oldest, synchronousDriver),
    'env.py opens an asynchronous engine on psycopg2, which is a synchronous driver',
    'give env.py a URL on asyncpg',
  ],
  [
    'postgres://',
    ({ newest }) => alembicPay(newest, engine('postgres://localhost/x')),
    'the URL begins with postgres://',
    'write postgresql://',
  ],
  [
    'psycopg 3 on SQLAlchemy 1.4',
    ({ oldest }) => alembicPay(oldest, engine('postgresql+psycopg://localhost/x')),
    'this SQLAlchemy has no dialect for psycopg 3, which came with 2.0',
    'write postgresql+psycopg2://',
  ],
  [
    'a driver that is not there',
    ({ newest }) => alembicPay(newest, engine('postgresql+pg8000://localhost/x')),
    'the driver pg8000, which the database URL asks for, is not installed',
    'pip install pg8000',
  ],
  [
    'a percent sign in a URL',
    ({ newest }) => alembicPay(newest, { 'db/env.py': unescaped }),
    'env.py puts a URL with a percent sign into the configuration',
    'config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))',
  ],
  [
    'a variable that nobody sets',
    ({ oldest }) => alembicPay(oldest, { 'db/env.py': environment('create_engine(os.environ["PAY_DATABASE_URL"])') }),
    'the project needs the variable PAY_DATABASE_URL, which is not set',
    'set it in the configuration',
  ],
  [
    'no metadata',
    ({ oldest }) => alembicPay(oldest, { 'db/env.py': environment(fromIni).replace('Base.metadata', 'None') }),
    'env.py sets no target_metadata',
    'target_metadata = Base.metadata in env.py',
  ],
  [
    'a script directory that is not there',
    ({ newest }) => alembicPay(newest, { 'alembic.ini': '[alembic]\nscript_location = nowhere\n' }),
    'Alembic finds no script directory in the folder where it runs',
    'write script_location = %(here)s/',
  ],
  [
    'no Flask application',
    ({ newest }) => {
      const { app: _, ...project } = flaskPay(newest);
      return project;
    },
    'Flask finds no application',
    'set FLASK_APP',
  ],
  [
    'a Flask application without Flask-Migrate',
    ({ oldest }) => flaskPay(oldest, { 'bare.py': 'from flask import Flask\napp = Flask(__name__)\n' }, { app: 'bare' }),
    'Migrate(app, db) has not been called',
    'call Migrate(app, db)',
  ],
  [
    'Django without a driver',
    ({ newest }) => djangoShop(newest, { 'psycopg.py': 'raise ImportError("no")', 'psycopg2.py': 'raise ImportError("no")' }),
    'Django needs psycopg or psycopg2 for PostgreSQL, and neither is installed',
    'pip install "psycopg[binary]"',
  ],
  [
    'a requirement that is not installed',
    ({ oldest }) => djangoShop(oldest, { 'core/settings.py': `import environ\n${settings}` }),
    'the project imports environ, which this Python does not have',
    'install the project’s requirements there',
  ],
  [
    'a Django project that names no settings',
    ({ oldest }) => djangoShop(oldest, {}, { manage: undefined }),
    'neither manage.py nor DJANGO_SETTINGS_MODULE names the settings of the project',
    'name it in the configuration',
  ],
];

describeWithFrameworks('why a project cannot start', outside => {
  const server = specDatabases(outside.postgres);

  test.each(rows)('%s', async (_, project, reason, hint) => {
    await expect(runnerVerbs(project(outside), await server.database()).drift()).rejects.toMatchObject({
      name: 'SandboxError',
      message: expect.stringContaining(reason) as string,
      hint: expect.stringContaining(hint) as string,
    });
  });
});

test.each([
  [
    { type: 'ValidationError', message: '1 validation error for Settings\nDSN\n  URL host invalid (type=value_error.url.host)' },
    'refuses the URL of a socket',
  ],
  [{ type: 'ValidationError', message: 'database_url\n  Input should be a valid URL, empty host' }, 'refuses the URL of a socket'],
  [{ type: 'FeatureNotSupported', message: 'extension "vector" is not available' }, 'does not have the extension vector'],
  [{ type: 'UndefinedObject', message: 'role "app_ro" does not exist' }, 'expects the role app_ro'],
  [{ type: 'ImproperlyConfigured', message: 'Set the SECRET_KEY environment variable' }, 'needs the variable SECRET_KEY'],
  [
    { type: 'ConnectionError', message: 'Error 111 connecting to localhost:6379. Connection refused.' },
    'connects to Redis at localhost:6379 when',
  ],
  [
    { type: 'CompileError', message: "Can't emit DROP CONSTRAINT for constraint ForeignKeyConstraint(…); it has no name" },
    'drops a constraint without its name',
  ],
  [{ type: 'InFailedSqlTransaction', message: 'current transaction is aborted' }, 'the migration hid that error'],
  [{ type: 'CommandError', message: "Can't locate revision identified by 'b1'" }, 'a migration names the revision b1, but no file has it'],
])('%o is explained in words', (error, words) => {
  expect(explainError(error)?.reason).toContain(words);
});

test('what is not known is not guessed at', () => {
  expect(explainError({ type: 'UndefinedTable', message: 'table "x" does not exist' })).toBeUndefined();
});
