import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { shell } from '../testing/example-story.js';

const MAX = 'shop/migrations/max_migration.txt';

const PROJECT: RepoFiles = {
  ...SHOP,
  ...django('0001_initial < 0002_sku < 0003_tax'),
  'shop/migrations/0001_initial.py': `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.CreateModel('item', [('id', models.AutoField(primary_key=True))])]
`,
  'manage.py': `import os
import sys

from django.core.management import execute_from_command_line

os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
execute_from_command_line(sys.argv)
`,
  'settings.py': `SECRET_KEY = 'x'
INSTALLED_APPS = ['shop', 'django_linear_migrations']
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
`,
};

const texts: [name: string, text: string][] = [
  ['true', '0003_tax\n'],
  ['true without an end of line', '0003_tax'],
  ['true with the end of line of Windows', '0003_tax\r\n'],
  ['true with blanks around it', ' \n0003_tax\t\n\n'],
  ['true with form feeds around it', '\f0003_tax\v'],
  ['of an older migration', '0002_sku\n'],
  ['of none', '0004_gone\n'],
  ['of two', '0002_sku\n0003_tax\n'],
  ['torn by git', '<<<<<<< HEAD\n0003_sku\n=======\n0003_tax\n>>>>>>> feat\n'],
  ['with a byte order mark', '\ufeff0003_tax\n'],
  ['empty', ''],
];

const squash = `from django.db import migrations


class Migration(migrations.Migration):
    replaces = [('shop', '0001_initial'), ('shop', '0002_sku'), ('shop', '0003_tax')]
    dependencies = []
    operations = []
`;

describeWithPython('max_migration.txt as django-linear-migrations checks it', ({ newest }) => {
  const accepts = (repo: GitRepo) => shell(repo, newest, 'python manage.py check').status === 0;
  const upToDate = async (repo: GitRepo) => (await oneleaf(repo, ['sync', '--check'])).exitCode === 0;

  test.each(texts)('%s', async (_, text) => {
    const repo = gitRepo({ main: { ...PROJECT, [MAX]: text } });
    expect(await upToDate(repo)).toBe(accepts(repo));
    await oneleaf(repo, ['sync']);
    expect([await upToDate(repo), accepts(repo)]).toEqual([true, true]);
  });

  test('a squash beside what it replaces', async () => {
    const repo = gitRepo({ main: { ...PROJECT, 'shop/migrations/0001_squashed_0003_tax.py': squash, [MAX]: '0003_tax\n' } });
    expect([await upToDate(repo), accepts(repo)]).toEqual([false, false]);
    await oneleaf(repo, ['sync']);
    expect([await upToDate(repo), accepts(repo)]).toEqual([true, true]);
  });

  test('two leaves are nothing that a marker could mend', async () => {
    const repo = gitRepo({ main: { ...PROJECT, ...django('0002_sku < 0003_fee'), [MAX]: '0003_tax\n' } });
    expect([await upToDate(repo), accepts(repo)]).toEqual([false, false]);
    await oneleaf(repo, ['sync']);
    expect([await upToDate(repo), accepts(repo)]).toEqual([false, false]);
  });
});
