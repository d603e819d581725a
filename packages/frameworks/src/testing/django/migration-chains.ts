import fc, { type Arbitrary } from 'fast-check';

/** A Django migration with these operations. */
export function migrationOf(operations: readonly string[]): string {
  return `from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    operations = [${operations.join(', ')}]\n`;
}

const note = "('note', models.CharField(max_length=9, null=True))";
const id = "('id', models.AutoField(primary_key=True))";

/** Two models, one of which refers to the other, with an index, constraints and options: what both chains start from. */
export const baseMigration = migrationOf([
  `migrations.CreateModel('Team', [${id}, ('code', models.CharField(max_length=9, unique=True)), ('label', models.CharField(max_length=9)), ${note}])`,
  `migrations.CreateModel('Item', [${note}, ${id}, ('sku', models.CharField(max_length=9)), ('size', models.IntegerField(null=True)), ('born', models.DateField(null=True)), ('team', models.ForeignKey('shop.Team', models.CASCADE, null=True, related_name='+'))])`,
  `migrations.CreateModel('Tag', [${id}, ('label', models.CharField(max_length=9)), ('size', models.IntegerField(null=True)), ${note}])`,
  "migrations.AddIndex('item', models.Index(fields=['sku', 'size'], name='ix_a'))",
  "migrations.AddConstraint('item', models.UniqueConstraint(fields=['sku', 'born'], name='uq_a'))",
  "migrations.AlterUniqueTogether('tag', {('label', 'size')})",
]);

const model = fc.constantFrom('Item', 'Team', 'Tag');
const target = fc.constantFrom('shop.Team', 'shop.Item', 'shop.Tag', 'self');
/** Of each model, fields that are there; what a constraint of the base stands on can be altered and no more. */
const freeField = fc.constantFrom("'Item', 'note'", "'Item', 'team'", "'Team', 'note'", "'Team', 'label'", "'Tag', 'note'");
const field = fc.oneof(
  { weight: 3, arbitrary: freeField },
  { weight: 1, arbitrary: fc.constantFrom("'Item', 'size'", "'Tag', 'label'", "'Team', 'extra'") },
);
const newField = fc.constantFrom('extra', 'other');
const index = fc.constantFrom('ix_a', 'ix_b', 'ix_c');
const constraint = fc.constantFrom('uq_b', 'uq_c');

const kind = fc.constantFrom(
  'models.CharField(max_length=9, null=True)',
  'models.CharField(max_length=20, null=True)',
  'models.IntegerField(null=True)',
);

function operationText(name: string, ...parts: readonly Arbitrary<string>[]): Arbitrary<string> {
  return fc.tuple(...parts).map(args => `migrations.${name}(${args.join(', ')})`);
}

function quotedText(text: Arbitrary<string>): Arbitrary<string> {
  return text.map(one => `'${one}'`);
}

/** An index or constraint on a field of the model that has it. */
function partOperation(name: string, make: (field: string, name: string) => string, names: Arbitrary<string>): Arbitrary<string> {
  return fc.tuple(field, names).map(([place, called]) => {
    const [of = '', on = ''] = place.split(', ');
    return `migrations.${name}(${of}, ${make(on, called)})`;
  });
}

const foreignKey = target.map(to => `models.ForeignKey('${to}', models.CASCADE, null=True, related_name='+')`);

const operation = fc.oneof(
  { weight: 4, arbitrary: operationText('AddField', quotedText(model), quotedText(newField), kind) },
  { weight: 2, arbitrary: operationText('AddField', quotedText(model), quotedText(newField), foreignKey) },
  { weight: 4, arbitrary: operationText('AlterField', field, kind) },
  { weight: 4, arbitrary: operationText('RemoveField', freeField) },
  { weight: 4, arbitrary: operationText('RenameField', freeField, quotedText(newField)) },
  { weight: 2, arbitrary: partOperation('AddIndex', (on, name) => `models.Index(fields=[${on}], name='${name}')`, index) },
  { weight: 1, arbitrary: fc.constant("migrations.RemoveIndex('item', 'ix_a')") },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ix_b', 'ix_c').map(name => `migrations.RenameIndex('item', new_name='${name}', old_name='ix_a')`),
  },
  {
    weight: 2,
    arbitrary: partOperation('AddConstraint', (on, name) => `models.UniqueConstraint(fields=[${on}], name='${name}')`, constraint),
  },
  {
    weight: 1,
    arbitrary: partOperation(
      'AddConstraint',
      on => `models.CheckConstraint(check=models.Q((${on.replace(/'$/, "__isnull'")}, False)), name='ck')`,
      constraint,
    ),
  },
  { weight: 1, arbitrary: fc.constant("migrations.RemoveConstraint('item', 'uq_a')") },
  { weight: 2, arbitrary: operationText('RenameModel', quotedText(model), quotedText(fc.constantFrom('New', 'Newer'))) },
  { weight: 2, arbitrary: fc.constantFrom('Tag', 'Tag', 'Team').map(name => `migrations.DeleteModel('${name}')`) },
  {
    weight: 2,
    arbitrary: operationText(
      'CreateModel',
      fc.constantFrom("'New'", "'Newer'"),
      foreignKey.map(key => `[${id}, ('up', ${key})]`),
    ),
  },
  { weight: 1, arbitrary: operationText('AlterModelTable', quotedText(model), fc.constantFrom("'shop_new'", "'things'")) },
  {
    weight: 2,
    arbitrary: operationText(
      'AlterModelOptions',
      quotedText(model),
      fc.constantFrom("{'ordering': ['note']}", "{'verbose_name': 'thing'}"),
    ),
  },
  { weight: 1, arbitrary: operationText('AlterUniqueTogether', fc.constant("'tag'"), fc.constantFrom("{('label', 'note')}", 'set()')) },
  { weight: 1, arbitrary: operationText('AlterOrderWithRespectTo', fc.constant("'item'"), fc.constantFrom("'team'", 'None')) },
  { weight: 1, arbitrary: operationText('AlterModelManagers', quotedText(model), fc.constant("[('objects', models.Manager())]")) },
);

/** One or two operations; not every chain is one that Django can run. */
export const chain = fc.array(operation, { minLength: 1, maxLength: 2 }).map(migrationOf);
