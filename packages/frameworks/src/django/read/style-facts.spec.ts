import { styleLines } from '../../testing/style-lines.js';
import { django } from '../django.js';

const header = `from django.db import migrations, models

SQL = "INSERT INTO a VALUES (1)"


def fill(apps, schema_editor):
    apps.get_model('shop', 'Item').objects.update(price=1)


class Migration(migrations.Migration):
    operations = [
`;

const read = (operations: string, before = ''): readonly string[] => styleLines(django, `${before}${header}        ${operations}\n    ]\n`);

test.each([
  ["migrations.AddField('item', 'born', models.DateField()),", []],
  ['migrations.RunPython(fill),', ['oneWay 12 RunPython without reverse_code']],
  ['migrations.RunPython(fill, migrations.RunPython.noop),', []],
  ['migrations.RunPython(migrations.RunPython.noop),', []],
  ['migrations.RunSQL(SQL),', ['oneWay 12 RunSQL without reverse_sql']],
  ["migrations.RunSQL('ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (d)', ''),", ['key 12 ALTER TABLE']],
  ["migrations.RemoveField('item', 'born'),", ['unannounced 12 RemoveField item born']],
  [
    "migrations.SeparateDatabaseAndState([migrations.DeleteModel('Item')], [migrations.DeleteModel('Other')]),",
    ['unannounced 12 DeleteModel Item'],
  ],
  [
    'migrations.RunSQL(sql=["CREATE INDEX i ON a (b)", ("UPDATE a SET b = %s", [1])], reverse_sql=migrations.RunSQL.noop),',
    ['unguarded 12 CREATE INDEX', 'mixed 12 UPDATE A', 'mixed 12 CREATE INDEX'],
  ],
  [
    "migrations.AddField('item', 'born', models.DateField()), migrations.RunPython(fill, fill)",
    ['mixed 12 RunPython', 'mixed 12 AddField item born'],
  ],
  ["migrations.AlterModelOptions('item', {}), migrations.RunPython(fill, fill)", []],
])('%s', (operations, expected) => {
  expect(read(operations)).toEqual(expected);
});

test('what the docstring announces', () => {
  expect(read("migrations.RemoveField('item', 'born'),", '"""BREAKING: no birthdays."""\n')).toEqual([]);
});

test('a file without a migration', () => {
  expect(styleLines(django, 'x = 1\n')).toEqual([]);
});
