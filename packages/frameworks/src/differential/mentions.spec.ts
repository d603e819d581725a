import { mentionFinder } from '../index.js';
import type { Renaming } from '@oneleaf/core';
import { dependenciesOn, migration } from '../testing/django/migration-files.js';
import type { TreeFiles } from '../testing/oracle.js';
import { runTests } from '../testing/project-tests.js';
import { describeWithPython, versions } from '../testing/python.js';
import { alembicRenaming, djangoRenaming, respellFile } from '../testing/renamings.js';

/** A field that a migration adds. */
function adding(field: string): string {
  return migration()
    .replace('operations = []', `operations = [migrations.AddField("item", "${field}", models.IntegerField(default=0))]`)
    .replace('import migrations', 'import migrations, models');
}

function item(field: string, parent: string): string {
  return adding(field).replace('    operations', `    ${dependenciesOn(`shop.${parent}`)}\n    operations`);
}

const initial = migration('initial = True')
  .replace('import migrations', 'import migrations, models')
  .replace('operations = []', 'operations = [migrations.CreateModel("Item", [("id", models.AutoField(primary_key=True))])]');

const irreversible = item('sku', '0001_initial').replace(
  'operations = [',
  'operations = [migrations.RunPython(migrations.RunPython.noop), ',
);

const settings = `
from pathlib import Path
BASE_DIR = Path(__file__).parent
SECRET_KEY = "-"
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
`;

const djangoHead = `
from importlib import import_module
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import TransactionTestCase


class Migrator:
    def apply_initial_migration(self, target):
        return self.apply_tested_migration(target)

    def apply_tested_migration(self, target):
        executor = MigrationExecutor(connection)
        executor.migrate([target])
        return MigrationExecutor(connection).loader.project_state(target)


class MigrationTest(TransactionTestCase):
    app = migrate_from = migrate_to = None

    def fields(self):
        return [column.name for column in connection.introspection.get_table_description(connection.cursor(), "shop_item")]

    def migrate(self, name):
        executor = MigrationExecutor(connection)
        executor.migrate([(self.app, name)])

    def tearDown(self):
        call_command("migrate", verbosity=0)


class ByClass(MigrationTest):
    app = "shop"
    migrate_from = "0001_initial"
    migrate_to = "0002_tax"

    def test(self):
        self.migrate(self.migrate_from)
        self.assertNotIn("tax", self.fields())
        self.migrate(self.migrate_to)
        self.assertIn("tax", self.fields())


class Inherited(ByClass):
    migrate_to = '0002_tax'  # the same

`;

const djangoCalls = `

class ByCall(MigrationTest):
    def test_executor(self):
        executor = MigrationExecutor(connection)
        executor.migrate([("shop", "0001_initial")])
        executor.loader.build_graph()
        executor.migrate([(
            "shop",
            "0002_tax",  # respelled, not 0002_taxes
        )])
        self.assertIn("tax", self.fields())

    def test_migrator(self):
        Migrator().apply_initial_migration(("shop", "0001_initial"))
        state = Migrator().apply_tested_migration(("shop", "0002_tax"))
        self.assertTrue(state.apps.get_model("shop", "Item")._meta.get_field("tax"))

    def test_command(self):
        call_command("migrate", "shop", "0001_initial", verbosity=0)
        call_command("migrate", "shop", "0002_tax", verbosity=0)
        self.assertIn("tax", self.fields())

    def test_keywords(self):
        call_command("migrate", app_label="shop", migration_name="0002_tax", verbosity=0)
        self.assertIn("tax", self.fields())

    def test_recorder(self):
        self.assertTrue(MigrationRecorder.Migration.objects.filter(app="shop", name="0002_tax").exists())

    def test_graph(self):
        self.assertIn(("shop", "0002_tax"), MigrationExecutor(connection).loader.graph.nodes)

    def test_module(self):
        self.assertTrue(import_module("shop.migrations.0002_tax").Migration.operations)

    def test_path(self):
        self.assertTrue((settings.BASE_DIR / "shop/migrations/0002_tax.py").exists())

    def test_spelled(self):
        self.assertIn("shop.0002_tax", map(str, MigrationExecutor(connection).loader.disk_migrations.values()))
`;

const django: TreeFiles = {
  'manage.py':
    'import os, sys\nfrom django.core.management import execute_from_command_line\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\nexecute_from_command_line(sys.argv)\n',
  'settings.py': settings,
  'shop/__init__.py': '',
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': initial,
  'shop/tests.py': djangoHead,
};

const alembicTests = `
import subprocess, sys, unittest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from pathlib import Path
import sqlite3

cfg = Config("alembic.ini")
TAX_REVISION = "002_tax"


def current():
    with sqlite3.connect("shop.db") as db:
        return db.execute("SELECT version_num FROM alembic_version").fetchone()[0]


class Tests(unittest.TestCase):
    def setUp(self):
        command.downgrade(cfg, "base")

    def test_command(self):
        command.upgrade(cfg, "002_tax")
        self.assertNotEqual(current(), "001")

    def test_revision(self):
        command.upgrade(cfg, "head")
        head_revision = current()
        assert head_revision == "002_tax"

    def test_constant(self):
        self.assertTrue(ScriptDirectory.from_config(cfg).get_revision(TAX_REVISION))

    def test_process(self):
        subprocess.run([sys.executable, "-m", "alembic", "upgrade", "002_tax"], check=True)

    def test_script(self):
        subprocess.run(["sh", "back.sh"], check=True)

    def test_path(self):
        self.assertTrue(Path("alembic/versions/002_tax.py").exists())


unittest.main()
`;

const revision = (id: string, parent: string | null): string =>
  `revision = "${id}"\ndown_revision = ${parent === null ? 'None' : `"${parent}"`}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;

const alembic: TreeFiles = {
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'alembic/env.py':
    'from alembic import context\nfrom sqlalchemy import create_engine\nwith create_engine("sqlite:///shop.db").connect() as db:\n    context.configure(connection=db)\n    with context.begin_transaction():\n        context.run_migrations()\n    getattr(db, "commit", lambda: None)()\n',
  'alembic/versions/001.py': revision('001', null),
  'back.sh': 'set -e\nalembic upgrade 002_tax\nalembic downgrade -1\n',
  'tests.py': alembicTests,
};

interface FileMove {
  readonly files: TreeFiles;
  /** The branch's migration, before main had another and after it moved. */
  readonly before: TreeFiles;
  readonly after: TreeFiles;
  readonly renaming: Renaming;
  readonly command: readonly string[];
}

const moves: readonly (readonly [string, FileMove])[] = [
  [
    'Django',
    {
      files: { ...django, 'shop/tests.py': djangoHead + djangoCalls },
      before: { 'shop/migrations/0002_tax.py': item('tax', '0001_initial') },
      after: { 'shop/migrations/0002_sku.py': item('sku', '0001_initial'), 'shop/migrations/0003_tax.py': item('tax', '0002_sku') },
      renaming: djangoRenaming('shop', '0002_tax', '0003_tax'),
      command: ['manage.py', 'test'],
    },
  ],
  [
    'Django, when there is no way back past what main has',
    {
      files: django,
      before: { 'shop/migrations/0002_tax.py': item('tax', '0001_initial') },
      after: { 'shop/migrations/0002_sku.py': irreversible, 'shop/migrations/0003_tax.py': item('tax', '0002_sku') },
      renaming: { ...djangoRenaming('shop', '0002_tax', '0003_tax'), parent: { from: '0001_initial', to: '0002_sku' } },
      command: ['manage.py', 'test'],
    },
  ],
  [
    'Alembic',
    {
      files: alembic,
      before: { 'alembic/versions/002_tax.py': revision('002_tax', '001') },
      after: { 'alembic/versions/002_sku.py': revision('002_sku', '001'), 'alembic/versions/003_tax.py': revision('003_tax', '002_sku') },
      renaming: alembicRenaming('002_tax', '003_tax'),
      command: ['tests.py'],
    },
  ],
];

/** `11 ran, 0 failed` */
function verdict(said: string): string {
  const ran = Number(/^Ran (\d+) tests?/m.exec(said)?.[1] ?? Number.NaN);
  const failed = [...said.matchAll(/(?:failures|errors)=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  return `${ran} ran, ${failed} failed`;
}

describeWithPython('tests that name a migration pass after it moved', python => {
  describe.each(versions)('%s', version => {
    test.each(moves)('%s', async (_, { files, before, after: moved, renaming, command }) => {
      const run = async (all: TreeFiles): Promise<string> => verdict(await runTests(python[version], all, command));
      const finder = mentionFinder([renaming], () => []);
      const mended = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, respellFile(finder, path, text).text]));
      const [first, left, last] = await Promise.all([
        run({ ...files, ...before }),
        run({ ...files, ...moved }),
        run({ ...mended, ...moved }),
      ]);
      const [ran = ''] = first.split(' ');
      expect([first, left, last]).toEqual([`${ran} ran, 0 failed`, `${ran} ran, ${ran} failed`, `${ran} ran, 0 failed`]);
    });
  });
});
