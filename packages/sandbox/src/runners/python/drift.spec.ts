import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { alembicPay, environment, models, revision } from '../../testing/alembic-pay.js';
import { djangoShop, migration, settings } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from './verbs.js';
import type { DriftDifference } from './result/verb-results.js';

const brief = (differences: readonly DriftDifference[]): readonly string[] =>
  differences.map(({ kind, subject, risk }) => `${kind} ${subject} ${risk}`);

const changed = models
  .replace('    __table_args__ = (sa.UniqueConstraint("email", name="uq_users_email"),)\n', '')
  .replace('sa.String(80)', 'sa.String(40)')
  .replace(
    '    total = sa.Column(sa.Integer)\n',
    '    total = sa.Column(sa.Integer, nullable=False)\n    note = sa.Column(sa.Text)\n    paid = sa.Column(sa.Boolean, nullable=False)\n',
  );

const unimported = models.slice(0, models.indexOf('class Invoice'));

describeWithFrameworks('how models differ from migrations', outside => {
  const server = specDatabases(outside.postgres);

  const alembic = async (python: string, files: Readonly<Record<string, string>>): Promise<readonly DriftDifference[]> => {
    const env = alembicPay(python, files);
    const { differences, failure } = await runnerVerbs(env, await server.database()).drift();
    expect(failure).toBeUndefined();
    return differences;
  };

  for (const version of testedVersions) {
    test(`Alembic: a constraint, a type, a demand and new columns (${version})`, async () => {
      expect(brief(await alembic(outside[version], { 'pay/models.py': changed }))).toEqual(
        expect.arrayContaining([
          'AddColumn invoices.note none',
          'AddColumn invoices.paid rows',
          'AlterColumn invoices.total rows',
          'DropConstraint users.uq_users_email constraint',
        ]),
      );
    });

    test(`Alembic: a table whose model nothing imports, with the file that has it (${version})`, async () => {
      const files = { 'pay/models.py': unimported, 'pay/billing.py': models };
      expect(await alembic(outside[version], files)).toEqual([
        {
          kind: 'DropTable',
          subject: 'invoices',
          words: expect.stringContaining('invoices') as string,
          risk: 'data',
          unimported: 'pay/billing.py',
        },
      ]);
    });

    test(`Alembic: a migration that fails leaves nothing to compare (${version})`, async () => {
      const broken = revision({ id: 'a3', parent: 'a2', up: 'op.drop_table("nothing")', down: 'pass' });
      const { differences, failure } = await runnerVerbs(
        alembicPay(outside[version], { 'db/versions/a3.py': broken }),
        await server.database(),
      ).drift();
      expect(differences).toEqual([]);
      expect(failure).toMatchObject({ migration: 'a3', step: 'up', error: { type: 'UndefinedTable', at: 'db/versions/a3.py:12' } });
    });

    test(`Django: what makemigrations would write, and nothing is written (${version})`, async () => {
      const altered = `
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=20)
    price = models.IntegerField()
    note = models.TextField(default="")


class Shelf(models.Model):
    pass
`;
      const extra = migration('0002_sku', 'migrations.CreateModel(name="Box", fields=[("id", models.BigAutoField(primary_key=True))])');
      const project = djangoShop(outside[version], { 'shop/models.py': altered, 'shop/migrations/0003_box.py': extra });
      const before = readdirSync(project.folder, { recursive: true });
      const { differences } = await runnerVerbs(project, await server.database()).drift();
      expect(readdirSync(project.folder, { recursive: true })).toEqual(before);
      expect(brief(differences)).toEqual([
        'CreateModel shop.Shelf none',
        'DeleteModel shop.Box data',
        'RemoveField shop.item.sku data',
        'AddField shop.item.note none',
        'AddField shop.item.price rows',
        'AlterField shop.item.name data',
      ]);
    });

    test(`Django: agrees with makemigrations --check --dry-run (${version})`, async () => {
      for (const models of [undefined, 'from django.db import models\n']) {
        const project = djangoShop(outside[version], models === undefined ? {} : { 'shop/models.py': models });
        const { status } = spawnSync(outside[version], ['-B', 'manage.py', 'makemigrations', '--check', '--dry-run'], {
          cwd: project.folder,
        });
        const { differences } = await runnerVerbs(project, await server.database()).drift();
        expect(differences.length > 0).toBe(status === 1);
        expect(differences.length > 0).toBe(models !== undefined);
      }
    });
  }

  test.each(testedVersions)('Django: a project in another language does not differ from itself (%s)', async version => {
    const project = djangoShop(outside[version], { 'core/settings.py': `${settings}LANGUAGE_CODE = "fr-fr"\n` });
    expect(await runnerVerbs(project, await server.database()).drift()).toEqual({ differences: [], warnings: [] });
  });

  test('Alembic: agrees with alembic check, where there is one', async () => {
    for (const file of [models, changed]) {
      const env = { 'pay/models.py': file, 'db/env.py': environment('create_engine(os.environ["PAY_DATABASE_URL"])') };
      const project = alembicPay(outside.newest, env, { extraEnv: { PAY_DATABASE_URL: '{url}' } });
      const database = await server.database();
      const { differences } = await runnerVerbs(project, database).drift();
      const { status } = spawnSync(outside.newest, ['-B', '-m', 'alembic', 'check'], {
        cwd: project.folder,
        env: { ...project.env, PAY_DATABASE_URL: database.tcpUrl },
      });
      expect(differences.length > 0).toBe(status !== 0);
      expect(differences.length > 0).toBe(file === changed);
    }
  });
});
