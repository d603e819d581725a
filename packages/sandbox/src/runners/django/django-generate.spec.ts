import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { djangoShop, migration, settings } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import type { GeneratedMigrations, GenerationRequest } from '../python/generated-migrations.js';
import { runnerVerbs } from '../python/verbs.js';

type Files = Readonly<Record<string, string>>;

const item = (fields: string): string => `from django.db import models


class Item(models.Model):
${fields.replace(/^/gm, '    ')}
`;
const name = 'name = models.CharField(max_length=40)\n';
const sku = 'sku = models.CharField(max_length=20, unique=True)\n';

describeWithFrameworks('Django migrations that are generated', outside => {
  const server = specDatabases(outside.postgres);

  const generate = async (
    python: string,
    files: Files,
    wanted: Partial<GenerationRequest> = {},
  ): Promise<GeneratedMigrations & { folder: string }> => {
    const project = djangoShop(python, files);
    const before = readdirSync(project.folder, { recursive: true });
    const found = await runnerVerbs(project, await server.database()).generate({ name: 'notes', allow: [], ...wanted });
    expect(readdirSync(project.folder, { recursive: true })).toEqual(before);
    return { ...found, folder: project.folder };
  };
  const brief = ({ kept, held, files }: GeneratedMigrations): object => ({
    kept: kept.map(({ kind, subject }) => `${kind} ${subject}`),
    held: held.map(({ kind, subject, allow }) => `${kind} ${subject}: ${allow.join(' ')}`),
    files: files.map(one => one.migration),
  });

  describe.each(testedVersions)('%s', version => {
    const python = outside[version];

    test('what is new is written, and a field that would go is held back', async () => {
      const models = `${item(`${name}note = models.TextField(default="")\n`)}\n\nclass Shelf(models.Model):\n    pass\n`;
      const found = await generate(python, { 'shop/models.py': models }, { numbers: { shop: 5 } });
      expect(brief(found)).toEqual({
        kept: ['CreateModel shop.Shelf', 'AddField shop.item.note'],
        held: ['RemoveField shop.item.sku: drop_column:shop.item.sku'],
        files: ['shop.0005_notes'],
      });
      expect(found.files).toMatchObject([
        { path: join(found.folder, 'shop/migrations/0005_notes.py'), label: 'shop', parents: ['shop.0002_sku'] },
      ]);
      expect(found.files[0]?.text).toContain("name='note'");
      expect(found.files[0]?.text).not.toContain('RemoveField');
      expect(found.tangle).toBeNull();
    });

    test('each cost has its word', async () => {
      const models = item(`name = models.CharField(max_length=10)
sku = models.CharField(max_length=20)
price = models.IntegerField()
made = models.DateTimeField(auto_now_add=True)
`);
      const found = await generate(python, { 'shop/models.py': models });
      expect(found.held.flatMap(({ allow }) => allow).sort()).toEqual([
        'alter_type:shop.item.name',
        'drop_constraint:shop.item.sku',
        'not_null:shop.item.made',
        'not_null:shop.item.price',
      ]);
      expect(found.files).toEqual([]);
      const allowed = await generate(
        python,
        { 'shop/models.py': models },
        { allow: ['not_null', 'alter_type', 'drop_constraint'].map(one => [one, 'shop.*']) },
      );
      expect(allowed.held).toEqual([]);
      expect(allowed.files[0]?.text).toContain('default=django.utils.timezone.now');
      expect(allowed.files[0]?.text).not.toContain('default=None');
    });

    test('what is only wider is expected', async () => {
      const models = item('name = models.TextField()\nsku = models.CharField(max_length=200, unique=True)\n');
      expect(brief(await generate(python, { 'shop/models.py': models }))).toEqual({
        kept: ['AlterField shop.item.name', 'AlterField shop.item.sku'],
        held: [],
        files: ['shop.0003_notes'],
      });
    });

    test('where others depend on what is held back, nothing is written', async () => {
      const price = 'price = models.IntegerField()\n';
      const index = 'class Meta:\n    indexes = [models.Index(fields=["price"], name="prices")]\n';
      const found = await generate(python, { 'shop/models.py': item(name + sku + price + index) });
      expect(found.files).toEqual([]);
      expect(found.tangle).toBe('AddIndex of shop.item.prices depends on shop.item.price');
      const many = item(`${name}sku = models.ManyToManyField("self")\n`);
      expect((await generate(python, { 'shop/models.py': many })).tangle).toBe('AddField of shop.item.sku depends on shop.item.sku');
    });

    test('apps that need one another, the first migrations of both', async () => {
      const app = (own: string, other: string): string => `from django.db import models


class ${own}(models.Model):
    other = models.ForeignKey("${other}", models.CASCADE, null=True)
`;
      const files: Files = {
        'core/settings.py': settings.replace('"shop"]', '"shop", "pay", "stock"]'),
        'pay/__init__.py': '',
        'pay/models.py': app('Bill', 'stock.Shelf'),
        'pay/migrations/__init__.py': '',
        'stock/__init__.py': '',
        'stock/models.py': app('Shelf', 'pay.Bill'),
        'stock/migrations/__init__.py': '',
      };
      const found = await generate(python, files);
      expect(found.tangle).toBeNull();
      expect(brief(found)).toMatchObject({ held: [], files: ['pay.0001_notes', 'pay.0002_notes', 'stock.0001_notes'] });
    });

    test('apps without migrations get their first, and the file that makes it one; those that are to have none are left alone', async () => {
      const app = (label: string): Files => ({
        [`${label}/__init__.py`]: '',
        [`${label}/models.py`]: 'from django.db import models\n\n\nclass Shelf(models.Model):\n    pass\n',
      });
      const files: Files = {
        'core/settings.py': `import sys
sys.path.insert(0, "lib/site-packages")
MIGRATION_MODULES = {"test": None, "away": "elsewhere.away"}
${settings.replace('"shop"]', '"shop", "pay", "stock", "test", "away", "parts", "plain"]')}`,
        ...app('pay'),
        ...app('stock'),
        'stock/migrations/README': '',
        ...app('test'),
        ...app('away'),
        ...app('lib/site-packages/parts'),
        'plain/__init__.py': '',
      };
      const found = await generate(python, files, { name: 'initial' });
      const at = (...paths: readonly string[]): readonly string[] => paths.map(path => join(found.folder, path));
      expect(brief(found)).toMatchObject({ held: [], files: ['pay.0001_initial', 'stock.0001_initial'] });
      expect(found.files.map(({ path }) => path)).toEqual(at('pay/migrations/0001_initial.py', 'stock/migrations/0001_initial.py'));
      expect(found.packages).toEqual(at('pay/migrations/__init__.py', 'stock/migrations/__init__.py'));
      expect(found.files[0]?.text).toContain('initial = True');
      const { differences } = await runnerVerbs(djangoShop(python, files), await server.database()).drift();
      expect(differences.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['CreateModel pay.Shelf', 'CreateModel stock.Shelf']);
    });

    test('a model that nothing imports, and an installed package whose models differ', async () => {
      const box = migration('0002_sku', 'migrations.CreateModel(name="Box", fields=[("id", models.BigAutoField(primary_key=True))])');
      const files: Files = {
        'shop/migrations/0003_box.py': box,
        'shop/boxes.py': 'from django.db import models\n\n\nclass Box(models.Model):\n    pass\n',
        'core/settings.py': `import sys\nsys.path.insert(0, "lib/site-packages")\n${settings.replace('"shop"]', '"shop", "parts"]')}`,
        'lib/site-packages/parts/__init__.py': '',
        'lib/site-packages/parts/models.py': 'from django.db import models\n\n\nclass Part(models.Model):\n    pass\n',
        'lib/site-packages/parts/migrations/__init__.py': '',
      };
      const found = await generate(python, files);
      expect(found.installed).toEqual(['parts']);
      expect(found.held).toMatchObject([{ subject: 'shop.Box', allow: ['drop_table:shop.Box'], unimported: 'shop/boxes.py' }]);
      expect(found.files).toEqual([]);
    });
  });
});
