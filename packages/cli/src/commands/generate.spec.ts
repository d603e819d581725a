import type { GenerateReport } from '@oneleaf/core';
import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';
import { openStory } from '../testing/example-story.js';

const text = (repo: GitRepo, path: string): string => readFileSync(join(repo.path, path), 'utf8');

const MAX = 'shop/migrations/max_migration.txt';
const INITIAL = `from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            "Item",
            [("id", models.BigAutoField(primary_key=True, serialize=False)), ("sku", models.CharField(max_length=20))],
        )
    ]
`;

const models = (fields: string): string => `from django.db import models


class Item(models.Model):
    id = models.BigAutoField(primary_key=True)
${fields}`;

const SKU = '    sku = models.CharField(max_length=20)\n';
const NOTE = '    note = models.TextField(default="")\n';

/** A Django project with one migration, and a branch on it of one file. */
const shop = (fields: string): RepoFiles => ({
  'manage.py': `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
`,
  'settings.py': `SECRET_KEY = "x"
INSTALLED_APPS = ["shop", "pay"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "localhost", "PORT": "1", "NAME": "developer_db"}}
USE_TZ = True
`,
  'shop/__init__.py': '',
  'shop/models.py': models(fields),
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': INITIAL,
  [MAX]: '0001_initial\n',
  'pay/__init__.py': '',
  'pay/models.py': `from django.db import models


class Bill(models.Model):
    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey("shop.Item", models.CASCADE)
`,
  'pay/migrations/__init__.py': '',
});

describeWithPython('oneleaf generate', ({ newest }) => {
  const generate = (repo: GitRepo, ...more: readonly string[]): Promise<ProgramResult> =>
    oneleaf(repo, ['generate', '-m', 'add note', '--python', newest, ...more]);

  test('several apps of Django at once, their marker, and a number that another branch has', async () => {
    const files = shop(NOTE);
    const repo = gitRepo({ main: files, 'feat/tax': { 'shop/migrations/0002_tax.py': INITIAL } });
    const { output, exitCode } = await generate(repo);
    expect(output.slice(output.indexOf('wrote'))).toBe(`wrote pay/migrations/0001_add_note.py
  pay.0001_add_note is the first
wrote shop/migrations/0003_add_note.py
  shop.0003_add_note stands on shop.0001_initial (on main)
    CreateModel   pay.Bill
    AddField      shop.item.note
note  0002_tax is on feat/tax
wrote ${MAX}
  proved: a fresh install, the new one down and up again, and nothing else is missing

error held-back  RemoveField shop.item.sku is not written: its values would be lost
  change the models so that they match the database; if it is intended, allow it
fix: npx oneleaf generate -m 'add note' --allow drop_column:shop.item.sku
`);
    expect(exitCode).toBe(1);
    expect(text(repo, MAX)).toBe('0003_add_note\n');
    expect(repo.git('status', '--short', '--untracked-files=all').split('\n')).toEqual([
      ` M ${MAX}`,
      '?? pay/migrations/0001_add_note.py',
      '?? shop/migrations/0003_add_note.py',
    ]);
  });

  test('what fails is taken away again, with the marker as it was, and the database says why', async () => {
    const repo = openStory('recyclic');
    repo.write({
      'api/migrations/versions/leaf.lock': '8d2f60b1c4e7\n',
      'api/migrations/script.py.mako': text(repo, 'api/migrations/script.py.mako').replace(
        '${downgrades if downgrades',
        '${"op.drop_table(\'nothing\')" if downgrades',
      ),
    });
    const before = repo.git('status', '--short', '--untracked-files=all');
    const { output, exitCode } = await generate(repo);
    expect(output).toContain('removed again: api/migrations/versions/c0ffee123456_add_note.py');
    expect(output).toContain('error fresh-install  c0ffee123456 cannot be undone');
    expect(output).toContain('table "nothing" does not exist');
    expect([exitCode, repo.git('status', '--short', '--untracked-files=all')]).toEqual([1, before]);
    expect(text(repo, 'api/migrations/versions/leaf.lock')).toBe('8d2f60b1c4e7\n');
  });

  test('nothing runs where something has landed that is not here', async () => {
    const origin = gitRepo({ main: shop(NOTE) });
    const repo = origin.clone();
    repo.git('checkout', '--quiet', '-b', 'feat/note');
    const landed = INITIAL.replace('dependencies = []', 'dependencies = [("shop", "0001_initial")]').replace('initial = True', '');
    origin.commit('main', { 'shop/migrations/0002_tax.py': landed });
    const { output, exitCode } = await oneleaf(repo, ['generate', '-m', 'note', '--python', '/nowhere', '--format', 'json']);
    const { refusal, changes, ...rest } = JSON.parse(output) as GenerateReport;
    expect([exitCode, changes, 'database' in rest]).toEqual([1, [], false]);
    expect(refusal).toMatchObject({
      message: expect.stringContaining('shop.0002_tax is on origin/main and not in this branch yet') as string,
      fix: { command: 'git pull --no-rebase origin main' },
    });
  });

  test('where others depend on what is held back, nothing is written', async () => {
    const price =
      '    price = models.IntegerField()\n\n    class Meta:\n        indexes = [models.Index(fields=["price"], name="prices")]\n';
    const repo = gitRepo({ main: shop(SKU + price) });
    const { output, exitCode } = await generate(repo);
    expect(output).toContain(
      'error  an operation that is left out cannot be separated from the others, so nothing is written: AddIndex of shop.item.prices depends on shop.item.price\n',
    );
    expect([exitCode, repo.git('status', '--short')]).toEqual([1, '']);
  });

  test('no verdict without a Python', async () => {
    const { complaint, exitCode } = await oneleaf(gitRepo({ main: shop(SKU) }), ['generate', '-m', 'x', '--python', '/nowhere']);
    expect([exitCode, complaint]).toEqual([3, expect.stringContaining('/nowhere')]);
    expect(existsSync('/nowhere')).toBe(false);
  });
});

test.each([
  [['generate'], 'a migration needs a name'],
  [['generate', '-m', 'x', '--allow', 'users.email'], '--allow takes a kind and a subject, not users.email'],
  [['generate', '-m', 'x', '--allow', 'delete:users'], '--allow takes a kind and a subject, not delete:users'],
  [['generate', '-m', 'x', 'a', 'b'], 'there is one argument too many: b'],
  [['generate', '-m', 'x', 'elsewhere'], 'there is no project elsewhere'],
])('%j is wrong usage', async (args, complaint) => {
  const ended = await oneleaf(gitRepo({ main: shop(SKU) }), args);
  expect([ended.exitCode, ended.complaint]).toEqual([2, expect.stringContaining(complaint)]);
});
