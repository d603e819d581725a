import { orphanRows, undoCommand, type AppliedMigrations, type HistoryContents } from '@oneleaf/core';
import { drawHistory, migration, refer } from '@oneleaf/core/testing/graph';
import { alembic } from '../alembic/alembic.js';
import { django } from '../django/django.js';

const ALEMBIC = {
  id: 'pay',
  framework: alembic,
  label: '',
  scope: 'pay',
  launch: { by: 'alembic', folder: '' },
} as const;
const DJANGO = { framework: django } as const;
const tree = (...contents: readonly HistoryContents[]): { contents: ReadonlyMap<string, HistoryContents> } => ({
  contents: new Map(contents.map(one => [one.history.id, one])),
});

const shop = tree(drawHistory('a < b', {}, DJANGO));
const pay = tree(drawHistory('x < y', {}, ALEMBIC));

const rows: [name: string, at: typeof shop, applied: AppliedMigrations, expected: readonly string[]][] = [
  ['no table', shop, {}, []],
  ['all are here', shop, { django: [{ table: 'django_migrations', label: 'shop', name: 'a' }] }, []],
  ['one is not', shop, { django: [{ table: 'django_migrations', label: 'shop', name: 'c' }] }, ['shop c']],
  ['apps of other packages', shop, { django: [{ table: 'django_migrations', label: 'auth', name: '0001_initial' }] }, []],
  ['a revision', pay, { alembic: [{ table: 'alembic_version', name: 'z' }] }, ['alembic_version z']],
  ['a revision, and no Alembic here', shop, { alembic: [{ table: 'alembic_version', name: 'z' }] }, []],
];

test.each(rows)('unclaimed: %s', (_name, at, applied, expected) => {
  expect(orphanRows(at, applied).map(({ table, label = table, name }) => `${label} ${name}`)).toEqual(expected);
});

const c = migration('c', { parents: [refer('b')] });
const d = migration('d', { parents: [refer('c')] });
const { history } = drawHistory('a', {}, DJANGO);

test('a chain is taken back to what it stands on', () => {
  const chain = [c, d];
  expect(undoCommand(shop, { tip: d, history, chain, hasOtherRows: false })).toEqual({
    command: 'python manage.py migrate shop b',
    forks: false,
  });
  expect(undoCommand(tree(), { tip: d, history, chain: [migration('c'), d], hasOtherRows: false })?.command).toBe(
    'python manage.py migrate shop zero',
  );
});

test('with a second leaf Django would refuse', () => {
  expect(undoCommand(tree(drawHistory('a < b, a < other', {}, DJANGO)), { tip: c, history, chain: [c], hasOtherRows: false })?.forks).toBe(
    true,
  );
  expect(undoCommand(tree(drawHistory('a < b < other', {}, DJANGO)), { tip: c, history, chain: [c], hasOtherRows: false })?.forks).toBe(
    true,
  );
});

test('of several applied leaves Alembic takes back those above the named one alone', () => {
  const home = drawHistory('x', {}, ALEMBIC).history;
  const z = migration('z', { history: 'pay', parents: [refer('y')] });
  expect(undoCommand(pay, { tip: z, history: home, chain: [z], hasOtherRows: false })?.command).toBe('alembic downgrade y');
  expect(undoCommand(pay, { tip: z, history: home, chain: [z], hasOtherRows: true })?.command).toBe('alembic downgrade z@y');
  expect(undoCommand(pay, { tip: z, history: home, chain: [{ ...z, parents: [] }], hasOtherRows: true })?.command).toBe(
    'alembic downgrade z@base',
  );
});
