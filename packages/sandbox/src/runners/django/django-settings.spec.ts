import { sqlite } from '../../engines/sqlite/sqlite.js';
import { djangoShop, settings, shop } from '../../testing/django-shop.js';
import { describeWithFrameworks, specProjectFolder, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from '../python/verbs.js';

const manage = shop['manage.py'] ?? '';

describeWithFrameworks('the settings of a Django project', outside => {
  const server = specDatabases(outside.postgres);

  const two = `${settings}
DATABASES["archive"] = dict(DATABASES["default"], NAME="archive_db", OPTIONS={"service": "archive", "sslrootcert": "/nowhere", "pool": True})
`;

  for (const version of testedVersions) {
    test(`every alias leads to the throw-away database (${version})`, async () => {
      const verbs = runnerVerbs(djangoShop(outside[version], { 'core/settings.py': two }), await server.database());
      expect(await verbs.preflight()).toMatchObject({ warnings: [] });
      expect((await verbs.upgrade('shop')).ran).toContain('shop.0002_sku');
    });

    test(`a throw-away database that is reached by TCP asks for no certificate (${version})`, async () => {
      const { tcpUrl: url, ...database } = await server.database();
      expect(await runnerVerbs(djangoShop(outside[version]), { ...database, url }).preflight()).toMatchObject({ warnings: [] });
    });

    test(`a manage.py that sets the settings module hard is followed (${version})`, async () => {
      const hard = manage.replace(
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")',
        'os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings"',
      );
      const project = djangoShop(
        outside[version],
        { 'manage.py': hard },
        { env: { PATH: process.env['PATH'], DJANGO_SETTINGS_MODULE: 'core.wrong' } },
      );
      expect(await runnerVerbs(project, await server.database()).preflight()).toMatchObject({ warnings: [] });
    });

    test(`a manage.py that has read the settings before Django starts changes nothing (${version})`, async () => {
      const curious = manage.replace(
        '    execute_from',
        '    from django.conf import settings\n    print(settings.DATABASES)\n    execute_from',
      );
      expect(await runnerVerbs(djangoShop(outside[version], { 'manage.py': curious }), await server.database()).preflight()).toMatchObject({
        warnings: [],
      });
    });

    test(`a project without manage.py needs only the name of its settings (${version})`, async () => {
      const project = djangoShop(outside[version], {}, { manage: undefined, settings: 'core.settings' });
      expect((await runnerVerbs(project, await server.database()).check()).pending).toContain('shop.0002_sku');
    });

    test(`settings for SQLite run on PostgreSQL with a warning (${version})`, async () => {
      const lite = settings.replace('backends.postgresql', 'backends.sqlite3');
      expect(
        await runnerVerbs(djangoShop(outside[version], { 'core/settings.py': lite }), await server.database()).preflight(),
      ).toMatchObject({
        warnings: [
          'the settings give the database default the engine sqlite; here it ran on postgresql: if a variable chooses the engine, set it',
        ],
      });
    });

    test(`a connection that code makes of its own is refused before it is opened (${version})`, async () => {
      const developers = await server.developers();
      const { port, pathname } = new URL(developers.url);
      const apps = `
from django.apps import AppConfig

class Shop(AppConfig):
    name = "shop"

    def ready(self):
        from django.db import connections
        from django.db.backends.postgresql.base import DatabaseWrapper
        own = dict(connections["default"].settings_dict, HOST="127.0.0.1", PORT="${port}", NAME="${pathname.slice(1)}", USER="postgres")
        DatabaseWrapper(own, "own").ensure_connection()
`;
      const verbs = runnerVerbs(djangoShop(outside[version], { 'shop/apps.py': apps }), await server.database());
      await expect(verbs.upgrade()).rejects.toThrow(
        /the Django project in .* tries to connect to 127\.0\.0\.1:\d+\/developer_db\d+, which is not/,
      );
      expect(await developers.sessions()).toBe(0);
    });

    test(`a variable that the settings need is filled from a template (${version})`, async () => {
      const needy = settings.replace('"NAME": "developer_db"', '"NAME": __import__("os").environ["SHOP_DATABASE"]');
      const project = djangoShop(outside[version], { 'core/settings.py': needy });
      const database = await server.database();
      await expect(runnerVerbs(project, database).preflight()).rejects.toMatchObject({
        message: expect.stringContaining('the project needs the variable SHOP_DATABASE, which is not set') as string,
        hint: 'set it in the configuration; {url} stands for the throw-away database',
      });
      expect(await runnerVerbs({ ...project, extraEnv: { SHOP_DATABASE: '{name}' } }, database).preflight()).toMatchObject({
        warnings: [],
      });
    });
  }

  test('psycopg 3 alone is enough for Django', async () => {
    const verbs = runnerVerbs(djangoShop(outside.newest, { 'psycopg2.py': 'raise ImportError("not here")' }), await server.database());
    expect((await verbs.upgrade()).failure).toBeUndefined();
  });

  test('SQLite projects run on a file', async () => {
    const lite = settings.replace('backends.postgresql', 'backends.sqlite3').replace(/"OPTIONS".*/, '');
    const project = djangoShop(outside.oldest, { 'core/settings.py': lite });
    const verbs = runnerVerbs(project, { engine: sqlite, url: `sqlite:///${specProjectFolder({})}/shop.sqlite3`, token: '' });
    expect((await verbs.stairway()).ran).toContain('shop.0002_sku');
    expect((await verbs.check()).pending).toEqual([]);
  });
});
