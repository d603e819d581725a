import type { LocatedHistory } from '@oneleaf/core';
import { frameworks } from './index.js';

// A megabyte of one thing: what looked at every pair of them would not be done when jest's patience is over.
const MANY = 20_000;
const each = (line: (at: number) => string): string => Array.from({ length: MANY }, (_, at) => line(at)).join('');

const revision = (before: string, upgrade: string): string =>
  `from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\n${before}def upgrade():\n${upgrade}`;
const sql = (text: string): string => revision('', `    op.execute("""${text}""")\n`);
const migration = (before: string, operations: string): string =>
  `from django.db import migrations, models\n${before}\n\nclass Migration(migrations.Migration):\n    operations = [\n${operations}    ]\n`;
const PASSWORD = `    apps.get_model('a', 'b').objects.create(password='x')\n`;

const alembicFiles = {
  'functions, each called': revision(
    each(at => `def f${at}():\n    pass\n`),
    each(at => `    f${at}()\n`),
  ),
  'functions, each calling the next': revision(
    each(at => `def f${at}():\n    f${at + 1}()\n`),
    '    f0()\n',
  ),
  'calls beside functions': revision(
    each(() => 'f()\n'),
    '    pass\n',
  ),
  'columns, each without a guard': revision(
    '',
    each(at => `    op.add_column('t', sa.Column('c${at}', sa.Integer))\n`),
  ),
  'passwords in rows': revision('', `    op.bulk_insert(users, [${each(() => `{'password': 'x'},`)}])\n`),
  'uses of a long list': revision(`rows = [${each(() => `{'a': 1},`)}]\n`, '    op.bulk_insert(users, rows)\n'.repeat(1000)),
  'comments that do not end': sql('/* '.repeat(10 * MANY)),
  'strings that do not end': sql(each(() => "E'a ")),
  'quotes of dollars': sql(each(at => `$a${at}$ `)),
  'brackets that do not end': sql(`CREATE TABLE t (${'REFERENCES a ('.repeat(MANY)}`),
};
const djangoFiles = {
  'functions with a password': migration(
    each(at => `def f${at}(apps, editor):\n${PASSWORD}`),
    each(at => `        migrations.RunPython(f${at}),\n`),
  ),
  'uses of a long function': migration(`def f(apps, editor):\n${PASSWORD.repeat(MANY)}`, '        migrations.RunPython(f),\n'.repeat(500)),
  'statements of SQL': migration(
    '',
    each(() => `        migrations.RunSQL("INSERT INTO t (password) VALUES ('x')"),\n`),
  ),
};

const history: LocatedHistory = {
  id: 'shop',
  folder: 'shop',
  files: [],
  order: { kind: 'graph' },
  expectedLeaves: 1,
  launch: { by: 'manage.py' },
  label: 'shop',
  scope: '',
};

describe.each([
  ['alembic', alembicFiles],
  ['django', djangoFiles],
])('a long file of %s is read to its end', (name, files) => {
  const framework = frameworks.find(one => one.name === name);
  test.each(Object.entries<string>(files))('%s', (_, text) => {
    const bytes = Buffer.from(text);
    expect(framework?.read.extract(bytes)).not.toHaveProperty('problem');
    expect(framework?.read.operations(bytes, history)).not.toBe('opaque');
    expect(framework?.read.styleFacts(bytes)).toEqual(expect.any(Object));
  });
});
