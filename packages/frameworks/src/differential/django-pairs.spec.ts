import fc from 'fast-check';
import { django } from '../index.js';
import { chain, migrationOf, shop } from '../testing/django-chains.js';
import { compared, outcome, Pairs } from '../testing/pairs.js';
import { describeWithPython, versions } from '../testing/python.js';
import { seed } from '../testing/seed.js';

const pairs = 100;

const alter = (name: string, length: number): string => `migrations.AlterField('item', '${name}', models.CharField(max_length=${length}))`;

/** What Oneleaf says of an own chain behind another, and what either order gives. */
const rows: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
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

describeWithPython('two chains of Django operations', python => {
  describe.each(versions)('%s', version => {
    const oracle = new Pairs(python[version], 'django_pairs_oracle.py');
    afterAll(() => oracle.close());

    const judged = async (own: string, landed: string): Promise<string> => {
      const answer = await oracle.ask({ files: { 'base.py': shop, 'own.py': own, 'landed.py': landed }, label: 'shop' });
      return `${compared(django, 'shop', [own, landed]).verdict}: ${outcome(answer)}`;
    };

    test.each(rows)('%s', async (_, own, landed, expected) => {
      expect(await judged(migrationOf(own), migrationOf(landed))).toBe(expected);
    });

    test(`${pairs} pairs, seed ${seed}: what commutes gives the same state and schema in either order`, async () => {
      const counts = new Map<string, number>();
      const property = fc.asyncProperty(chain, chain, async (own, landed) => {
        const found = await judged(own, landed);
        counts.set(found, (counts.get(found) ?? 0) + 1);
        expect(found).not.toMatch(/^commute: (?!equal|invalid)/);
      });
      await fc.assert(property, { seed, numRuns: pairs });
      // Silence would agree with everything.
      expect(counts.get('commute: equal')).toBeGreaterThan(pairs / 10);
      expect(counts.get('contradiction: behind fails')).toBeGreaterThan(0);
    }, 600_000);
  });
});
