import type { Operation } from '@oneleaf/core';
import { operationLines, operationsIn } from '../../testing/operation-lines.js';
import { django } from '../django.js';

const header = `from django.contrib.postgres.operations import AddIndexConcurrently
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import AddField as Add
import django.db.models.deletion
from shop.operations import Vacuum


def fill(apps, schema_editor):
    Item = apps.get_model('shop', 'Item')
    Team = apps.get_model("orgs.Team")


LATER = models.DateField()
`;

function read(operations: string, before = header): readonly Operation[] | 'opaque' {
  return operationsIn(django, `${before}\n\nclass Migration(migrations.Migration):\n    operations = ${operations}\n`);
}

test.each([
  ["migrations.AddField('Item', 'born', models.DateField(null=True))", ['add field shop.item/born (DateField)']],
  ["migrations.AddField(model_name='item', name='born', field=models.DateField())", ['add field shop.item/born (DateField)']],
  ["migrations.AddField('item', field=models.DateField(), name='born')", ['add field shop.item/born (DateField)']],
  ["Add('item', 'born', LATER)", ['add field shop.item/born (DateField)']],
  [
    "migrations.AddField('item', 'team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='orgs.Team'))",
    ['add field shop.item/team (ForeignKey to orgs.team)', 'use model orgs.team'],
  ],
  [
    "migrations.AddField('item', 'team', models.ForeignKey('Team', models.CASCADE, to_field='code'))",
    ['add field shop.item/team (ForeignKey to shop.team)', 'use model shop.team', 'use field shop.team/code'],
  ],
  [
    "migrations.AddField('item', 'tags', models.ManyToManyField(to='self', through='shop.Tagging'))",
    ['add field shop.item/tags (ManyToManyField to shop.item)', 'use model shop.item', 'use model shop.tagging'],
  ],
  [
    "migrations.AddField('item', 'owner', models.ForeignKey(to=settings.AUTH_USER_MODEL, on_delete=models.CASCADE))",
    ['add field shop.item/owner (ForeignKey to settings.AUTH_USER_MODEL)', 'use model settings.AUTH_USER_MODEL'],
  ],
  [
    "migrations.AddField('item', 'owner', models.ForeignKey(to=owner(), on_delete=models.CASCADE))",
    ['add field shop.item/owner (ForeignKey to *)', 'use model *'],
  ],
  ["migrations.AlterField('item', 'sku', models.CharField(max_length=9))", ['alter field shop.item/sku (CharField)']],
  ["migrations.RemoveField('item', 'sku')", ['remove field shop.item/sku with its data']],
  [
    "migrations.RenameField(model_name='item', old_name='sku', new_name='code')",
    ['rename field shop.item/sku -> code', 'add field shop.item/code'],
  ],
  ["migrations.RenameModel('Item', 'Thing')", ['rename model shop.item -> shop.thing', 'add model shop.thing', 'add table shop_thing']],
  ["migrations.RenameModel('Item', 'ITEM')", ['alter option shop.item/name']],
  ["migrations.DeleteModel('Item')", ['remove model shop.item with its data']],
  [
    "migrations.CreateModel('Tag', [('id', models.AutoField(primary_key=True)), ('up', models.ForeignKey('self', models.CASCADE)), ('item', models.ForeignKey('shop.Item', models.CASCADE))], bases=('shop.base', Mixin))",
    ['add model shop.tag', 'add table shop_tag', 'use model shop.item', 'use model shop.base'],
  ],
  [
    "migrations.CreateModel(name='Tag', fields=[], options={'db_table': 'tags', 'indexes': [models.Index(fields=['id'], name='ix')], 'constraints': [models.UniqueConstraint(fields=('id',), name='uq')]})",
    ['add model shop.tag', 'add table tags', 'add index shop.tag/ix', 'add constraint shop.tag/uq'],
  ],
  ["migrations.AlterModelTable('item', 'things')", ['alter option shop.item/db_table', 'add table things']],
  ["migrations.AlterModelTableComment('item', 'Things')", ['alter option shop.item/db_table_comment']],
  [
    "migrations.AlterModelOptions('item', {'ordering': ['-sku', 'team__code']})",
    ['alter option shop.item/options', 'use field shop.item/sku', 'use field shop.item/team'],
  ],
  ["migrations.AlterModelOptions('item', {'verbose_name': 'thing'})", ['alter option shop.item/options']],
  [
    "migrations.AlterModelOptions('item', {'ordering': [models.F('sku').desc()]})",
    ['alter option shop.item/options', 'use field shop.item/*'],
  ],
  ["migrations.AlterModelManagers(name='item', managers=[])", ['alter option shop.item/managers']],
  [
    "migrations.AlterUniqueTogether(name='item', unique_together={('sku', 'team'), ('name',)})",
    ['alter option shop.item/unique_together', 'use field shop.item/sku', 'use field shop.item/team', 'use field shop.item/name'],
  ],
  ["migrations.AlterUniqueTogether('item', set())", ['alter option shop.item/unique_together', 'use field shop.item/*']],
  ["migrations.AlterIndexTogether('item', None)", ['alter option shop.item/index_together']],
  [
    "migrations.AlterOrderWithRespectTo('item', 'team')",
    ['alter option shop.item/order_with_respect_to', 'alter option shop.item/options', 'use field shop.item/team'],
  ],
  [
    "migrations.AddIndex('item', models.Index(fields=['sku', '-born'], name='ix'))",
    ['add index shop.item/ix', 'use field shop.item/sku', 'use field shop.item/born'],
  ],
  ["AddIndexConcurrently('item', models.Index(fields=['sku'], name='ix'))", ['add index shop.item/ix', 'use field shop.item/sku']],
  ["migrations.AddIndex('item', models.Index(Lower('sku'), name='ix'))", ['add index shop.item/ix', 'use field shop.item/*']],
  ["migrations.RemoveIndex('item', 'ix')", ['remove index shop.item/ix', 'use field shop.item/*']],
  [
    "migrations.RenameIndex('item', new_name='ix2', old_name='ix')",
    ['rename index shop.item/ix -> ix2', 'add index shop.item/ix2', 'use field shop.item/*'],
  ],
  [
    "migrations.RenameIndex('item', new_name='ix2', old_fields=('sku', 'born'))",
    ['alter option shop.item/index_together', 'add index shop.item/ix2', 'use field shop.item/*'],
  ],
  [
    "migrations.AddConstraint('item', models.UniqueConstraint(fields=('sku',), include=['born'], name='uq'))",
    ['add constraint shop.item/uq', 'use field shop.item/sku', 'use field shop.item/born'],
  ],
  [
    "migrations.AddConstraint('item', models.CheckConstraint(check=models.Q(('size__gt', 0)), name='positive'))",
    ['add constraint shop.item/positive', 'use field shop.item/*'],
  ],
  ["migrations.RemoveConstraint('item', 'uq')", ['remove constraint shop.item/uq', 'use field shop.item/*']],
  [
    "migrations.AlterConstraint('item', 'uq', models.UniqueConstraint(fields=('sku',), name='uq'))",
    ['alter constraint shop.item/uq', 'use field shop.item/*'],
  ],
  [
    "migrations.SeparateDatabaseAndState([migrations.RunSQL('DROP TABLE x')], state_operations=[migrations.DeleteModel('Item')])",
    ['RunSQL runs SQL', 'remove model shop.item with its data'],
  ],
  [
    'migrations.RunPython(fill, migrations.RunPython.noop)',
    ['RunPython runs Python', 'use model shop.item', 'use field shop.item/*', 'use model orgs.team', 'use field orgs.team/*'],
  ],
  ['migrations.RunPython(code=somewhere_else)', ['RunPython runs Python']],
  ['migrations.RunPython(migrations.RunPython.noop, back)', []],
  ["migrations.RunSQL('SET LOCAL lock_timeout = 100')", []],
  ['migrations.RunSQL(migrations.RunSQL.noop, "DROP TABLE x")', []],
  [
    "migrations.RunSQL('SELECT 1', state_operations=[migrations.DeleteModel('Item')])",
    ['RunSQL runs SQL', 'remove model shop.item with its data'],
  ],
  ["Vacuum('item')", ['Vacuum is no operation of Django itself']],
  ["migrations.Frobnicate('item')", ['Frobnicate is not read']],
  ["migrations.RemoveField('item', NAME)", ['RemoveField has arguments that are computed']],
  ['migrations.RemoveField(*both)', ['RemoveField has arguments that are computed']],
  ["migrations.RemoveField('item', **rest)", ['RemoveField has arguments that are computed']],
  ["migrations.AddField('item', 'born', make())", ['AddField has arguments that are computed']],
  ["migrations.AddField('item', 'born', make().field)", ['AddField has arguments that are computed']],
  ['*more', ['operations is computed']],
])('%s', (operation, expected) => expect(operationLines(read(`[${operation}]`))).toEqual(expected));

test.each([
  ['no class', '', 'opaque'],
  ['a computed list', `${header}\nclass Migration(migrations.Migration):\n    operations = make()\n`, 'opaque'],
  ['no list', `${header}\nclass Migration(migrations.Migration):\n    pass\n`, []],
])('%s', (_, text, expected) => expect(operationsIn(django, text)).toEqual(expected));

test('a span is the call, wherever it stands', () => {
  const text = `${header}\nFIRST = migrations.DeleteModel('A')\n\n\nclass Migration(migrations.Migration):\n    operations = [FIRST] + [\n        # two\n        migrations.DeleteModel('B'),\n    ]\n`;
  const read = operationsIn(django, text);
  expect(read === 'opaque' || read.map(({ span }) => text.slice(span.start, span.end))).toEqual([
    "migrations.DeleteModel('A')",
    "migrations.DeleteModel('B')",
  ]);
});
