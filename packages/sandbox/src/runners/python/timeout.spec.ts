import { inspect } from 'node:util';
import { alembicPay, environment, fromIni, ini, revision } from '../../testing/alembic-pay.js';
import { djangoShop, migration, settings } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { withPostgres } from '../../engines/postgresql/connection.js';
import type { MigrationFailure } from './result/verb-outcome.js';
import { runnerVerbs } from './verbs.js';

describeWithFrameworks('a project that does not come to an end, or talks too much', outside => {
  const server = specDatabases(outside.postgres);

  for (const version of testedVersions) {
    test(`a hung migration is ended and named (${version})`, async () => {
      const hung = revision({ id: 'a3', parent: 'a2', up: 'op.execute("SELECT pg_sleep(600)")', down: 'pass' });
      const project = alembicPay(outside[version], { 'db/versions/a3.py': hung }, { timeoutMs: 12_000 });
      expect(await runnerVerbs(project, await server.database()).upgrade()).toEqual({
        ran: ['a1', 'a2'],
        failure: {
          migration: 'a3',
          step: 'up',
          error: { type: 'Timeout', message: 'it did not end within 12 s' },
          reason: 'it did not end within its time limit',
          hint: 'look for an endless loop, a question or a lock',
        },
        warnings: [],
      });
    });

    test(`a wait for a lock is explained in words (${version})`, async () => {
      const waiting = `
def wait(apps, editor):
    from django.db import connections
    editor.execute("SET LOCAL lock_timeout = '100ms'")
    other = connections["default"].copy()
    other.ensure_connection()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE shop_item")
        editor.execute("SELECT * FROM shop_item")
`;
      const file = migration('0002_sku', 'migrations.RunPython(wait, elidable=True)', waiting);
      const { failure } = await runnerVerbs(
        djangoShop(outside[version], { 'shop/migrations/0003_wait.py': file }),
        await server.database(),
      ).upgrade();
      expect(failure).toMatchObject({
        migration: 'shop.0003_wait',
        error: { type: 'LockNotAvailable', at: 'shop/migrations/0003_wait.py:11' },
        reason: 'it waited for a lock that another connection of the same run holds',
      });
    });

    test(`the database of a hung migration goes, though its backend goes on (${version})`, async () => {
      const hung = revision({ id: 'a3', parent: 'a2', up: 'op.execute("SELECT pg_sleep(600)")', down: 'pass' });
      const [database, other] = [await server.database(), await server.database()];
      await runnerVerbs(alembicPay(outside[version], { 'db/versions/a3.py': hung }, { timeoutMs: 12_000 }), database).upgrade();
      const count = (): Promise<number | null> =>
        withPostgres(
          other.url,
          async client => (await client.query(`SELECT FROM pg_database WHERE datname = '${database.name}'`)).rowCount,
        );
      expect(await count()).toBe(1);
      await database.drop();
      expect(await count()).toBe(0);
    });

    test(`what a fresh server has not is statement with what mends it (${version})`, async () => {
      const failing = async (up: string): Promise<unknown> => {
        const file = revision({ id: 'a3', parent: 'a2', up, down: 'pass' });
        const project = alembicPay(outside[version], { 'db/versions/a3.py': file });
        return (await runnerVerbs(project, await server.database()).upgrade()).failure;
      };
      expect(await failing('op.execute("CREATE EXTENSION oneleaf_vector")')).toMatchObject({
        migration: 'a3',
        reason: 'this PostgreSQL server does not have the extension oneleaf_vector',
        hint: 'install it on this server, or use one that has it: --database-url URL, or --image postgis/postgis:16-3.4',
      });
      // A role is of the whole server, which both versions have here.
      const grant = `op.execute("GRANT SELECT ON users TO app_${version}")`;
      const refused = await failing(grant);
      expect(refused).toMatchObject({ reason: `a migration expects the role app_${version}, which a fresh server does not have` });
      const [, mended = ''] = /: (DO .*)$/.exec((refused as MigrationFailure).hint ?? '') ?? [];
      expect(await failing(`op.execute('''${mended}'''); ${grant}`)).toBeUndefined();
    });

    test(`an endless env.py is no verdict (${version})`, async () => {
      const endless = `import time\ntime.sleep(600)\n${environment(fromIni)}`;
      const project = alembicPay(outside[version], { 'db/env.py': endless }, { timeoutMs: 3000 });
      await expect(runnerVerbs(project, await server.database()).upgrade()).rejects.toMatchObject({
        name: 'SandboxError',
        message: expect.stringContaining('it did not end within 3 s') as string,
      });
    });

    test(`no secret of the settings, of a variable or of a URL is shown (${version})`, async () => {
      const sql = `migrations.RunPython(tell)`;
      const statement = `
def tell(apps, editor):
    import os
    from django.conf import settings
    raise ValueError([settings.SECRET_KEY, settings.MAIL["password"], os.environ["STRIPE_KEY"], "redis://:hunter22@cache/0", "developers-own"]
        + settings.SECRET_KEY_FALLBACKS + [settings.SEARCH_DSN, str(settings.ONELEAF_THEIRS["default"]["PASSWORD"]), "host=db password=abc"])
`;
      const more = settings.replace(
        'USE_TZ',
        'MAIL = {"password": "mail-password"}\nSECRET_KEY_FALLBACKS = ["older-key"]\nSEARCH_DSN = "host=search password=abc"\nUSE_TZ',
      );
      const project = djangoShop(
        outside[version],
        { 'core/settings.py': more, 'shop/migrations/0003_tell.py': migration('0002_sku', sql, statement) },
        { env: { PATH: process.env['PATH'], STRIPE_KEY: 'sk_live_1234' } },
      );
      const { failure } = await runnerVerbs(project, await server.database()).upgrade();
      expect(failure?.error.message).toBe(
        "['***', '***', '***', 'redis://***@cache/0', '***', '***', '***', '***', 'host=db password=***']",
      );
    });

    test(`neither is the tail of a URL with a percent sign that ConfigParser prints (${version})`, async () => {
      const files = { 'alembic.ini': ini.replace('\n\n[loggers]', '\naudit.url = postgresql://ada:open%40sesame@db/audit\n\n[loggers]') };
      const refused: unknown = await runnerVerbs(alembicPay(outside[version], files), await server.database())
        .upgrade()
        .catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'SandboxError', message: expect.stringContaining('found: ***') as string });
      expect(inspect(refused, { depth: 9 })).not.toContain('sesame');
    });

    test(`neither is what a .env gave a project that then does not start (${version})`, async () => {
      const manage = `
import os
os.environ["PAY_TOKEN"] = "token-of-a-file"
raise RuntimeError("no luck with token-of-a-file at postgresql://ada:pa%ss@db/shop")
`;
      await expect(runnerVerbs(djangoShop(outside[version], { 'manage.py': manage }), await server.database()).check()).rejects.toThrow(
        'RuntimeError: no luck with *** at postgresql://***@db/shop (manage.py:4)',
      );
    });
  }
});
