import { frameworkNamed } from '../testing/framework.js';
import { drawHistory, migration, refer } from '../testing/graph.js';
import type { HistoryContents } from '../graph/node.js';
import type { AppliedMigrations } from './applied-migrations.js';
import { orphanRows, undoCommand } from './orphan-rows.js';

const ALEMBIC = {
  id: 'pay',
  framework: frameworkNamed('alembic'),
  label: '',
  scope: 'pay',
  launch: { by: 'alembic', folder: '' },
} as const;
const tree = (...contents: readonly HistoryContents[]): { contents: ReadonlyMap<string, HistoryContents> } => ({
  contents: new Map(contents.map(one => [one.history.id, one])),
});

const shop = tree(drawHistory('a < b'));
const pay = tree(drawHistory('x < y', {}, ALEMBIC));

const rows: [name: string, at: typeof shop, applied: AppliedMigrations, expected: readonly string[]][] = [
  ['no table', shop, {}, []],
  ['all are here', shop, { django: [{ app: 'shop', name: 'a' }] }, []],
  ['one is not', shop, { django: [{ app: 'shop', name: 'c' }] }, ['shop c']],
  ['apps of other packages', shop, { django: [{ app: 'auth', name: '0001_initial' }] }, []],
  ['a revision', pay, { alembic: [{ table: 'alembic_version', version: 'z' }] }, ['alembic_version z']],
  ['a revision, and no Alembic here', shop, { alembic: [{ table: 'alembic_version', version: 'z' }] }, []],
];

test.each(rows)('unclaimed: %s', (_name, at, applied, expected) => {
  expect(orphanRows(at, applied).map(({ place, name }) => `${place} ${name}`)).toEqual(expected);
});

const c = migration('c', { parents: [refer('b')] });
const d = migration('d', { parents: [refer('c')] });
const { history } = drawHistory('a');

test('a chain is taken back to what it stands on', () => {
  const chain = [c, d];
  expect(undoCommand(shop, { tip: d, history, chain, hasOtherLeaves: false })).toEqual({
    command: 'python manage.py migrate shop b',
    forks: false,
  });
  expect(undoCommand(tree(), { tip: d, history, chain: [migration('c'), d], hasOtherLeaves: false }).command).toBe(
    'python manage.py migrate shop zero',
  );
});

test('with a second leaf Django would refuse', () => {
  expect(undoCommand(tree(drawHistory('a < b, a < other')), { tip: c, history, chain: [c], hasOtherLeaves: false }).forks).toBe(true);
  expect(undoCommand(tree(drawHistory('a < b < other')), { tip: c, history, chain: [c], hasOtherLeaves: false }).forks).toBe(true);
});

test('of several applied leaves Alembic takes back those above the named one alone', () => {
  const home = drawHistory('x', {}, ALEMBIC).history;
  const z = migration('z', { history: 'pay', parents: [refer('y')] });
  expect(undoCommand(pay, { tip: z, history: home, chain: [z], hasOtherLeaves: false }).command).toBe('alembic downgrade y');
  expect(undoCommand(pay, { tip: z, history: home, chain: [z], hasOtherLeaves: true }).command).toBe('alembic downgrade z@y');
  expect(undoCommand(pay, { tip: z, history: home, chain: [{ ...z, parents: [] }], hasOtherLeaves: true }).command).toBe(
    'alembic downgrade z@base',
  );
});
