import fc from 'fast-check';
import { alembic } from '../index.js';
import { inBatch, revision, revisionOf, schema } from '../testing/alembic-chains.js';
import { compared, outcome, Pairs } from '../testing/pairs.js';
import { describeWithPython, versions } from '../testing/python.js';
import { seed } from '../testing/seed.js';

const pairs = 200;

const add = (column: string): string => `op.add_column('users', sa.Column('${column}', sa.Integer()))`;
const widen = (length: number): string => inBatch('users', `alter_column('note', type_=sa.String(${length}))`);

/** What Oneleaf says of an own revision behind another, and what either order gives. */
const rows: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
  ['two new columns', [add('a')], [add('b')], 'commute: equal'],
  ['two tables', [add('a')], ["op.drop_column('teams', 'note')"], 'commute: equal'],
  ['the last type wins', [widen(40)], [widen(200)], 'same: different'],
  [
    'rename, and an index on it',
    ["op.create_index('ix', 'users', ['note'])"],
    [inBatch('users', "alter_column('note', new_column_name='text')")],
    'contradiction: behind fails',
  ],
  ['a column twice', [add('a')], [add('a')], 'contradiction: both fail'],
  [
    'INSERT and UPDATE',
    ['op.execute("UPDATE tags SET note = \'b\'")'],
    ['op.execute("INSERT INTO tags (id, note) VALUES (2, \'c\')")'],
    'opaque: different',
  ],
];

test('labels of an enumeration, which PostgreSQL keeps in the order of their coming', () => {
  const label = (name: string): string => revisionOf([`op.execute("ALTER TYPE status ADD VALUE '${name}'")`]);
  expect(compared(alembic, '', [label('a'), label('b')]).verdict).toBe('same');
});

describeWithPython('two Alembic revisions', python => {
  describe.each(versions)('%s', version => {
    const oracle = new Pairs(python[version], 'alembic_pairs_oracle.py');
    afterAll(() => oracle.close());

    const judged = async (own: string, landed: string): Promise<string> => {
      const answer = await oracle.ask({ files: { 'base.py': schema, 'own.py': own, 'landed.py': landed }, label: '' });
      return `${compared(alembic, '', [own, landed]).verdict}: ${outcome(answer)}`;
    };

    test.each(rows)('%s', async (_, own, landed, expected) => {
      expect(await judged(revisionOf(own), revisionOf(landed))).toBe(expected);
    });

    test(`${pairs} pairs, seed ${seed}: what commutes gives the same schema in either order`, async () => {
      const counts = new Map<string, number>();
      const property = fc.asyncProperty(revision, revision, async (own, landed) => {
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
