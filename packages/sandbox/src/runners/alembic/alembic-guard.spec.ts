import { alembicPay, asynchronous, environment } from '../../testing/alembic-pay.js';
import { flaskPay } from '../../testing/flask-pay.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import type { AlembicProject } from './alembic-project.js';
import { runnerVerbs } from '../python/verbs.js';

type Way = (url: string) => { files: Readonly<Record<string, string>>; more?: Partial<AlembicProject> };

/** How env.py may come by an address that is not ours. */
const ways: readonly (readonly [string, Way])[] = [
  ['a constant in env.py', url => ({ files: { 'db/env.py': environment(`create_engine("${url}")`) } })],
  [
    'a variable',
    url => ({
      files: { 'db/env.py': environment('create_engine(os.environ["PAY_DATABASE_URL"])') },
      more: { env: { PATH: process.env['PATH'], PAY_DATABASE_URL: url } },
    }),
  ],
  [
    '-x',
    url => ({
      files: { 'db/env.py': environment('create_engine(context.get_x_argument(as_dictionary=True)["url"])') },
      more: { x: [`url=${url}`] },
    }),
  ],
  [
    'an option put into the configuration',
    url => ({ files: { 'db/env.py': environment(`engine_from_config({"sqlalchemy.url": "${url}"})`) } }),
  ],
];

describeWithFrameworks('what Alembic may connect to', outside => {
  const server = specDatabases(outside.postgres);

  for (const version of testedVersions) {
    test.each(ways)(`an address of %s is refused, or redirected when that is allowed (${version})`, async (_, way) => {
      const developers = await server.developers();
      const { files, more } = way(developers.url);
      const project = alembicPay(outside[version], files, more);
      const database = await server.database();
      await expect(runnerVerbs(project, database).upgrade()).rejects.toMatchObject({
        name: 'SandboxError',
        message: expect.stringMatching(
          /tries to connect to 127\.0\.0\.1:\d+\/developer_db\d+, which is not the throw-away database/,
        ) as string,
      });
      const redirected: AlembicProject = { ...project, elsewhere: 'redirect' };
      expect((await runnerVerbs(redirected, database).upgrade()).ran).toEqual(['a1', 'a2']);
      expect(await developers.sessions()).toBe(0);
    });

    test(`the throw-away database may be given by a variable or by -x (${version})`, async () => {
      const database = await server.database();
      const variable = { 'db/env.py': environment('create_engine(os.environ["PAY_DATABASE_URL"])') };
      const byVariable = alembicPay(outside[version], variable, {
        extraEnv: { PAY_DATABASE_URL: 'postgresql://{user}:x@{host}:{port}/{name}' },
      });
      expect((await runnerVerbs(byVariable, database).upgrade()).ran).toEqual(['a1', 'a2']);
      const option = { 'db/env.py': environment('create_engine(context.get_x_argument(as_dictionary=True)["url"])') };
      expect((await runnerVerbs(alembicPay(outside[version], option, { x: ['url={url}'] }), database).check()).pending).toEqual([]);
    });

    test(`an engine that opens its connections itself is found out by what the server says (${version})`, async () => {
      const developers = await server.developers();
      const engine = `create_engine("postgresql://", creator=lambda: __import__("psycopg2").connect("${developers.real}"))`;
      const project = alembicPay(outside[version], { 'db/env.py': environment(engine) }, { elsewhere: 'redirect' });
      await expect(runnerVerbs(project, await server.database()).upgrade()).rejects.toThrow('a server that env.py connects to by itself');
    });

    test(`so it is with a creator on psycopg 3 (${version})`, async () => {
      const developers = await server.developers();
      const dialect = version === 'newest' ? 'postgresql+psycopg' : 'postgresql';
      const engine = `create_engine("${dialect}://", creator=lambda: __import__("psycopg").connect("${developers.real}"))`;
      const project = alembicPay(outside[version], { 'db/env.py': environment(engine) });
      await expect(runnerVerbs(project, await server.database()).upgrade()).rejects.toThrow('a server that env.py connects to by itself');
    });

    test(`an asynchronous engine is refused (${version})`, async () => {
      const developers = await server.developers();
      const files = {
        'db/env.py': asynchronous.replace(/postgresql\+asyncpg:[^"]+/, developers.real.replace('postgresql:', 'postgresql+asyncpg:')),
      };
      await expect(runnerVerbs(alembicPay(outside[version], files), await server.database()).upgrade()).rejects.toThrow(
        /tries to connect to 127\.0\.0\.1:\d+\/developer_db\d+, which is not the throw-away database/,
      );
      expect(await developers.sessions()).toBe(0);
    });

    test(`an env.py that never connects proves nothing (${version})`, async () => {
      const project = alembicPay(outside[version], { 'db/env.py': 'from alembic import context\n' });
      await expect(runnerVerbs(project, await server.database()).preflight()).rejects.toThrow(
        'ran without ever connecting to the throw-away database',
      );
    });

    test(`a refusal that env.py makes another error of is a refusal (${version})`, async () => {
      const developers = await server.developers();
      const swallowing = environment(`create_engine("${developers.url}")`).replace(
        /\nrun\(\)\n$/,
        '\ntry:\n    run()\nexcept Exception:\n    raise SystemExit("no database")\n',
      );
      const project = alembicPay(outside[version], { 'db/env.py': swallowing });
      await expect(runnerVerbs(project, await server.database()).upgrade()).rejects.toThrow('which is not the throw-away database');
    });

    test(`a throw-away database that is reached by TCP asks for no certificate (${version})`, async () => {
      const { tcpUrl: url, ...database } = await server.database();
      const engine = `create_engine("${url}?sslmode=verify-full&target_session_attrs=read-write")`;
      const project = alembicPay(outside[version], { 'db/env.py': environment(engine) });
      expect((await runnerVerbs(project, { ...database, url }).check()).pending).toEqual(['a1', 'a2']);
    });

    test(`Flask-Migrate is refused what its application would connect to (${version})`, async () => {
      await expect(runnerVerbs(flaskPay(outside[version]), await server.database()).upgrade()).rejects.toThrow('the Flask application in');
    });
  }

  test('psycopg 3 is refused what psycopg2 is', async () => {
    const developers = await server.developers();
    const engine = environment(`create_engine("${developers.real.replace('postgresql:', 'postgresql+psycopg:')}")`);
    await expect(runnerVerbs(alembicPay(outside.newest, { 'db/env.py': engine }), await server.database()).upgrade()).rejects.toThrow(
      'which is not the throw-away database',
    );
    expect(await developers.sessions()).toBe(0);
  });

  test('psycopg 3 is spoken to as psycopg2 is', async () => {
    const engine = environment('create_engine("postgresql+psycopg://developer@localhost:1/developer_db?sslmode=require")');
    const project = alembicPay(outside.newest, { 'db/env.py': engine }, { elsewhere: 'redirect' });
    expect((await runnerVerbs(project, await server.database()).upgrade()).ran).toEqual(['a1', 'a2']);
  });
});
