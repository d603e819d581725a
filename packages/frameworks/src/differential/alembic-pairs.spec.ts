import { alembic } from '../index.js';
import { batchStatement, revision, revisionOf, baseRevision } from '../testing/alembic/revision-chains.js';
import { testPairs, type PairRow } from '../testing/pair-table.js';
import { comparePair } from '../testing/pair-oracle.js';

const add = (column: string): string => `op.add_column('users', sa.Column('${column}', sa.Integer()))`;
const widen = (length: number): string => batchStatement('users', `alter_column('note', type_=sa.String(${length}))`);

/** What Oneleaf says of an own revision behind another, and what either order gives. */
const rows: readonly PairRow[] = [
  ['two new columns', [add('a')], [add('b')], 'commute: equal'],
  ['two tables', [add('a')], ["op.drop_column('teams', 'note')"], 'commute: equal'],
  ['the last type wins', [widen(40)], [widen(200)], 'same: different'],
  [
    'rename, and an index on it',
    ["op.create_index('ix', 'users', ['note'])"],
    [batchStatement('users', "alter_column('note', new_column_name='text')")],
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
  expect(comparePair(alembic, '', [label('a'), label('b')]).verdict).toBe('same');
});

testPairs('two Alembic revisions', {
  framework: alembic,
  label: '',
  oracle: 'alembic_pairs_oracle.py',
  schema: baseRevision,
  rows,
  written: revisionOf,
  any: revision,
  count: 200,
});
