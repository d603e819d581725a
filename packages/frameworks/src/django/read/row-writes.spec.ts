import { operationsIn } from '../../testing/operation-lines.js';
import { rowWriteLines } from '../../testing/row-write-lines.js';
import { django } from '../django.js';

const header = `from django.db import migrations

NAMES = ['a', 'b']

`;
const klass = (operation: string) => `class Migration(migrations.Migration):
    """Seeds of all kinds"""
    operations = [${operation}]
`;

const ran = (body: string) => {
  const lines = ["Tag = apps.get_model('shop', 'Tag')", ...body.split('\n')].map(line => `    ${line}`);
  const text = `${header}def add(apps, schema_editor):\n${lines.join('\n')}\n\n\n${klass('migrations.RunPython(add)')}`;
  return rowWriteLines(operationsIn(django, text));
};
const sql = (argument: string) => rowWriteLines(operationsIn(django, header + klass(`migrations.RunSQL(${argument})`)));

test.each([
  ["Tag.objects.create(name='a')", ['insert shop.tag: 1']],
  ['tag = Tag.objects.create(name=NAMES[0])', ['insert shop.tag: 1']],
  ["Tag.objects.bulk_create([Tag(name='a'), Tag(name='b')])", ['insert shop.tag: 2']],
  ["tags = [Tag(name='a')]\nTag.objects.bulk_create(tags)", ['insert shop.tag: 1']],
  ["Tag.objects.bulk_create([Tag(name='a')], ignore_conflicts=True)", ['insert shop.tag: ?']],
  ['Tag.objects.bulk_create(Tag(name=n) for n in NAMES)', ['insert shop.tag: ?']],
  ['for name in NAMES:\n    Tag.objects.create(name=name)', ['insert shop.tag: ? (stands in `for`)']],
  ["Tag.objects.get_or_create(name='a')", ['insert shop.tag: ?']],
  ["Tag.objects.filter(name='a').update(name='b')", ['update shop.tag: ?']],
  ['Tag.objects.all().delete()', ['delete shop.tag: ?']],
  ["Tag.objects.create(name='a')\nrecount(Tag)", ['insert shop.tag: 1', 'and more']],
  ["Tag(name='a').save()", []],
  ["Other.objects.create(name='a')", []],
])('RunPython: %s', (body, expected) => expect(ran(body)).toEqual(expected));

test.each([
  ['"INSERT INTO shop_tag (name) VALUES (\'a\')"', ['insert shop_tag: 1']],
  [
    "[\"INSERT INTO shop_tag (name) VALUES ('a')\", ('DELETE FROM x WHERE a = %s', [1]), 'VACUUM']",
    ['insert shop_tag: 1', 'delete x: ?', 'and more'],
  ],
  ["['CREATE TABLE x (a int)', 'INSERT INTO x VALUES (1)']", ['add table x (a int)', 'insert x: 1']],
  ["open('x.sql').read()", []],
])('RunSQL: %s', (argument, expected) => expect(sql(argument)).toEqual(expected));

test('what a migration says of itself', () => {
  expect(django.read.summary(Buffer.from(header + klass('')))).toBe('Seeds of all kinds');
  expect(django.read.summary(Buffer.from(`"""Of the module."""\n${header}${klass('').replace(/ +""".*\n/, '')}`))).toBe('Of the module.');
  expect(django.read.summary(Buffer.from('x = 1\n'))).toBe('');
});
