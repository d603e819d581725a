import { spawnSync } from 'node:child_process';
import { describeWithFrameworks, specProjectFolder } from '../../testing/real-frameworks.js';
import { readSources } from '../python/sources/read-sources.js';

type Sources = Readonly<Record<string, string>>;

const URL = 'postgresql+asyncpg://me@127.0.0.1:1/mine';

/** An env.py that opens its engine so, after these lines. */
const env = (before: string, engine = 'engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.")'): string =>
  `from alembic import context
from sqlalchemy import create_engine, engine_from_config
config = context.config
${before}
with ${engine}.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;
const SET = 'config.set_main_option("sqlalchemy.url", URL)';
const ini = (url = ''): string => `[alembic]\nscript_location = %(here)s/db\nprepend_sys_path = .\n${url}`;
const project = (text: string, more: Sources = {}): Sources => ({
  'alembic.ini': ini(),
  'db/env.py': text,
  'db/versions/.keep': '',
  ...more,
});

/** What is found, and whether Alembic itself fails so when no variable says anything. */
const cases: readonly (readonly [string, Sources, readonly string[]])[] = [
  ['in the configuration', project(env(''), { 'alembic.ini': ini(`sqlalchemy.url = ${URL}\n`) }), ['db/env.py:5 alembic.ini:4']],
  ['written in env.py', project(env(`URL = '${URL}'\n${SET}`)), ['db/env.py:6 db/env.py:4']],
  [
    'put together',
    project(env('who = "me"\nURL = f"postgresql+asyncpg://{who}@127.0.0.1:1/mine"', 'create_engine(URL)')),
    ['db/env.py:6 db/env.py:5'],
  ],
  ['of a module', project(env(`from conf import URL\n${SET}`), { 'conf.py': `URL = '${URL}'\n` }), ['db/env.py:6 conf.py:1']],
  [
    'of a module by its name',
    project(env('import conf', 'create_engine(conf.URL)'), { 'conf.py': `URL = '${URL}'\n` }),
    ['db/env.py:5 conf.py:1'],
  ],
  [
    'of a function',
    project(env(`def url():\n    return '${URL}'\nconfig.set_main_option("sqlalchemy.url", url().replace("%", "%%"))`)),
    ['db/env.py:7 db/env.py:5'],
  ],
  [
    'put into a section',
    project(env(`section = config.get_section("alembic")\nsection["sqlalchemy.url"] = '${URL}'`, 'engine_from_config(section)')),
    ['db/env.py:6 db/env.py:5'],
  ],
  [
    'unless a variable says another',
    project(env(`import os\nURL = os.getenv('URL', '${URL}')\n${SET}`)),
    ['db/env.py:7 db/env.py:5 perhaps'],
  ],
  [
    'of settings',
    project(env('from conf import settings', 'create_engine(str(settings.URL))'), {
      'conf.py': `class Settings:\n    URL: str = '${URL}'\n\nsettings = Settings()\n`,
    }),
    ['db/env.py:5 conf.py:2 perhaps'],
  ],
  [
    'of a sample of the environment',
    project(env(`import os\n${SET.replace('URL)', 'os.environ["URL"])')}`), { '.env.example': `# Ours\nURL=${URL}\n` }),
    ['db/env.py:6 .env.example:2 perhaps'],
  ],
  ['a synchronous one', project(env(`URL = 'postgresql+psycopg2://me@127.0.0.1:1/mine'\n${SET}`)), []],
  ['made synchronous', project(env(`URL = '${URL}'.replace('+asyncpg', '')\n${SET}`)), []],
  ['one of two', project(env(`URL = '${URL}'\nif True:\n    URL = 'sqlite://'\n${SET}`)), []],
  [
    'another than the configuration says',
    project(env(`URL = 'sqlite://'\n${SET}`), { 'alembic.ini': ini(`sqlalchemy.url = ${URL}\n`) }),
    [],
  ],
  ['said on another way', project(env(`config.attributes["sqlalchemy.url"] = 1`), { 'alembic.ini': ini(`sqlalchemy.url = ${URL}\n`) }), []],
  ['for an asynchronous engine', project(`from sqlalchemy.ext.asyncio import create_async_engine\n${env(`URL = '${URL}'\n${SET}`)}`), []],
  ['outside of env.py', { 'app.py': `from sqlalchemy import create_engine\ncreate_engine('${URL}')\n` }, []],
];

describeWithFrameworks('an asynchronous URL', outside => {
  const found = async (folder: string): Promise<readonly string[]> => {
    const python = { program: outside.newest, version: '' };
    const { problems } = await readSources({ folder, python, env: {}, timeoutMs: 60_000 });
    return problems.map(slip =>
      slip.rule === 'async-url'
        ? `${slip.at.path}:${slip.at.line} ${slip.url.path}:${slip.url.line}${slip.certain ? '' : ' perhaps'}`
        : slip.rule,
    );
  };

  test.each(cases)('%s', async (_, files, expected) => {
    expect(await found(specProjectFolder(files))).toEqual(expected);
  });

  const certain = cases.filter(([, , expected]) => expected.some(one => !one.includes('.env')));
  test.each(certain)('Alembic fails, too: %s', (_, files) => {
    const { stderr } = spawnSync(outside.newest, ['-B', '-m', 'alembic', 'current'], { cwd: specProjectFolder(files), encoding: 'utf8' });
    expect(stderr).toContain('MissingGreenlet');
  });
});
