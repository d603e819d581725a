import { django } from '../index.js';
import { chain, migrationOf, baseMigration } from '../testing/django/migration-chains.js';
import { testPairs, type PairRow } from '../testing/pair-table.js';

const alter = (name: string, length: number): string => `migrations.AlterField('item', '${name}', models.CharField(max_length=${length}))`;

/** What Oneleaf says of an own chain behind another, and what either order gives. */
const rows: readonly PairRow[] = [
  [
    'two new fields',
    ["migrations.AddField('item', 'a', models.DateField(null=True))"],
    ["migrations.AddField('item', 'b', models.TextField(null=True))"],
    'commute: equal',
  ],
  ['rename and alter', [alter('note', 20)], ["migrations.RenameField('item', 'note', 'remark')"], 'contradiction: behind fails'],
  [
    'alter and rename',
    ["migrations.RenameField('tag', 'size', 'width')"],
    ["migrations.AlterField('tag', 'size', models.TextField())"],
    'contradiction: before fails',
  ],
  [
    'remove and alter',
    [alter('sku', 20)],
    ["migrations.RemoveIndex('item', 'ix_a')", "migrations.RemoveConstraint('item', 'uq_a')", "migrations.RemoveField('item', 'sku')"],
    'contradiction: behind fails',
  ],
  [
    'a field twice',
    ["migrations.AddField('item', 'a', models.DateField(null=True))"],
    ["migrations.AddField('item', 'a', models.DateField(null=True))"],
    'contradiction: both fail',
  ],
  ['state that is baked in twice', [alter('sku', 20)], [alter('sku', 30)], 'same: different'],
  [
    'a key to a model that goes',
    ["migrations.AddField('item', 'tag', models.ForeignKey('shop.Tag', models.CASCADE, null=True))"],
    ["migrations.DeleteModel('tag')"],
    'contradiction: both fail',
  ],
  [
    'a key to a model that is renamed',
    ["migrations.AddField('item', 'tag', models.ForeignKey('shop.Tag', models.CASCADE, null=True))"],
    ["migrations.RenameModel('tag', 'Label')"],
    'contradiction: behind fails',
  ],
  [
    'ordering of two kinds',
    ["migrations.AlterOrderWithRespectTo('item', 'team')"],
    ["migrations.AlterModelOptions('item', {'ordering': ['size']})"],
    'same: both fail',
  ],
];

testPairs('two chains of Django operations', {
  framework: django,
  label: 'shop',
  oracle: 'django_pairs_oracle.py',
  schema: baseMigration,
  rows,
  written: migrationOf,
  any: chain,
  count: 100,
});
