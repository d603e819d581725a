import { alembicPay, environment, models, revision } from '../../testing/alembic-pay.js';
import { djangoShop, settings } from '../../testing/django-shop.js';
import { application as flaskApplication, flaskPay } from '../../testing/flask-pay.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from './verbs.js';

/** The application with something before all else, and something in its context. */
const application = (before: string, inside: string): Readonly<Record<string, string>> => {
  const within = `    Migrate(app, db)\n    with app.app_context():\n        pass\n${inside}\n`;
  return { 'pay.py': `${before}\nimport os\n${flaskApplication.replace('    Migrate(app, db)\n', within)}` };
};

/** What healthchecks, CTFd, netbox and mealie were seen to do, in small. */
describeWithFrameworks('habits of real projects', outside => {
  const server = specDatabases(outside.postgres);

  for (const version of testedVersions) {
    test(`gevent patches locks, and no thread of ours holds one (${version})`, async () => {
      const files = application('import threading\nassert threading.active_count() == 1, threading.enumerate()', '');
      const project = flaskPay(outside[version], files, { elsewhere: 'redirect' });
      expect((await runnerVerbs(project, await server.database()).upgrade()).ran).toEqual(['f1']);
    });

    test(`an application that asks whether flask has called it learns so (${version})`, async () => {
      const files = application('', '    assert os.environ["FLASK_RUN_FROM_CLI"] == "true"');
      const project = flaskPay(outside[version], files, { elsewhere: 'redirect' });
      expect((await runnerVerbs(project, await server.database()).upgrade()).ran).toEqual(['f1']);
    });

    test(`an application that migrates when it is loaded is walked step by step all the same (${version})`, async () => {
      const files = application('', '        __import__("flask_migrate").upgrade()');
      const project = flaskPay(outside[version], files, { elsewhere: 'redirect' });
      const database = await server.database();
      const warnings = ['the application runs its migrations itself when it is loaded'];
      expect(await runnerVerbs(project, database).upgrade()).toEqual({ ran: ['f1'], warnings });
      expect(await runnerVerbs(project, database).downgrade('base')).toEqual({ ran: ['f1'], warnings: [] });
      expect(await runnerVerbs(project, database).stairway()).toEqual({ ran: ['f1'], irreversible: [], left: [], warnings });
    });

    test(`and names the migration that fails (${version})`, async () => {
      const broken = revision({ id: 'f2', parent: 'f1', up: 'op.drop_table("nothing")', down: 'pass' });
      const files = { ...application('', '        __import__("flask_migrate").upgrade()'), 'migrations/versions/f2.py': broken };
      const { ran, failure } = await runnerVerbs(
        flaskPay(outside[version], files, { elsewhere: 'redirect' }),
        await server.database(),
      ).upgrade();
      expect(ran).toEqual(['f1']);
      expect(failure).toMatchObject({ migration: 'f2', step: 'up', error: { type: 'UndefinedTable', at: 'migrations/versions/f2.py:12' } });
    });

    test(`a makemigrations of the project's own says what differs (${version})`, async () => {
      const command = `
from django.core.management.commands.makemigrations import Command
from django.db import models

deconstruct = models.Field.deconstruct


def without_help(self):
    name, path, args, kwargs = deconstruct(self)
    kwargs.pop("help_text", None)
    return name, path, args, kwargs


models.Field.deconstruct = without_help
`;
      const files = {
        'shop/models.py':
          'from django.db import models\n\n\nclass Item(models.Model):\n    name = models.CharField(max_length=40, help_text="of it")\n    sku = models.CharField(max_length=20, unique=True)\n',
        'shop/management/__init__.py': '',
        'shop/management/commands/__init__.py': '',
      };
      const drift = async (more: Readonly<Record<string, string>>): Promise<readonly string[]> => {
        const project = djangoShop(outside[version], { ...files, ...more });
        return (await runnerVerbs(project, await server.database()).drift()).differences.map(({ subject }) => subject);
      };
      expect(await drift({})).toEqual(['shop.item.name']);
      expect(await drift({ 'shop/management/commands/makemigrations.py': command })).toEqual([]);
    });

    test(`an env.py that leaves its engine open keeps no connection from step to step (${version})`, async () => {
      const pooled = environment('create_engine(config.get_main_option("sqlalchemy.url"))').replace(
        '\nrun()\n',
        '\nkept = sys.kept = getattr(sys, "kept", [])\nrun()\n',
      );
      const files = { 'db/env.py': pooled.replace('    with engine', '    kept.append(engine)\n    with engine') };
      const count = `count = op.get_bind().execute(sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")).scalar()
    assert count == 1, count`;
      const counting = revision({ id: 'a3', parent: 'a2', up: count, down: count });
      const project = alembicPay(outside[version], { ...files, 'db/versions/a3.py': counting });
      expect(await runnerVerbs(project, await server.database()).stairway()).toMatchObject({ ran: ['a1', 'a2', 'a3'] });
    });

    test(`a foreign key without a name is called by its column, and words are the same in every run (${version})`, async () => {
      const owned = models.replace('    total =', '    user_id = sa.Column(sa.Integer, sa.ForeignKey("users.id"))\n    total =');
      const column = revision({
        id: 'a3',
        parent: 'a2',
        up: 'op.add_column("invoices", sa.Column("user_id", sa.Integer))',
        down: 'op.drop_column("invoices", "user_id")',
      });
      const project = alembicPay(outside[version], { 'pay/models.py': owned, 'db/versions/a3.py': column });
      const { differences } = await runnerVerbs(project, await server.database()).drift();
      expect(differences).toMatchObject([{ kind: 'CreateForeignKey', subject: 'invoices.user_id' }]);
      expect(differences[0]?.words).not.toMatch(/0x[0-9a-f]+/);
    });
  }

  test('a reason of Django’s is the same in every run', async () => {
    const irreversible = `
from django.db import migrations


def fill(apps, editor):
    pass


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_sku")]
    operations = [migrations.RunPython(fill)]
`;
    const project = djangoShop(outside.newest, { 'core/settings.py': settings, 'shop/migrations/0003_fill.py': irreversible });
    expect((await runnerVerbs(project, await server.database()).stairway()).irreversible).toEqual([
      {
        migration: 'shop.0003_fill',
        reason: 'Operation <RunPython <function fill>> in shop.0003_fill is not reversible',
      },
    ]);
  });
});
