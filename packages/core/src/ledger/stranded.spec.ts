import { chapter, migration, refer } from '../testing/graph.js';
import type { Chapter } from '../node.js';
import type { Applied } from './applied.js';
import { unclaimed, undoing } from './stranded.js';

const ALEMBIC = { id: 'pay', framework: 'alembic', label: '', scope: 'pay', launch: { by: 'alembic', folder: '' } } as const;
const tree = (...chapters: readonly Chapter[]): { chapters: ReadonlyMap<string, Chapter> } => ({
  chapters: new Map(chapters.map(one => [one.history.id, one])),
});

const shop = tree(chapter('a < b'));
const pay = tree(chapter('x < y', {}, ALEMBIC));

const rows: [name: string, at: typeof shop, applied: Applied, expected: readonly string[]][] = [
  ['no table', shop, {}, []],
  ['all are here', shop, { django: [{ app: 'shop', name: 'a' }] }, []],
  ['one is not', shop, { django: [{ app: 'shop', name: 'c' }] }, ['shop c']],
  ['apps of other packages', shop, { django: [{ app: 'auth', name: '0001_initial' }] }, []],
  ['a revision', pay, { alembic: [{ table: 'alembic_version', version: 'z' }] }, ['alembic_version z']],
  ['a revision, and no Alembic here', shop, { alembic: [{ table: 'alembic_version', version: 'z' }] }, []],
];

test.each(rows)('unclaimed: %s', (_name, at, applied, expected) => {
  expect(unclaimed(at, applied).map(({ place, name }) => `${place} ${name}`)).toEqual(expected);
});

const c = migration('c', { parents: [refer('b')] });
const d = migration('d', { parents: [refer('c')] });
const { history } = chapter('a');

test('a chain is taken back to what it stands on', () => {
  const chain = [c, d];
  expect(undoing(shop, { tip: d, history, chain, besides: false })).toEqual({ command: 'python manage.py migrate shop b', forks: false });
  expect(undoing(tree(), { tip: d, history, chain: [migration('c'), d], besides: false }).command).toBe(
    'python manage.py migrate shop zero',
  );
});

test('with a second leaf Django would refuse', () => {
  expect(undoing(tree(chapter('a < b, a < other')), { tip: c, history, chain: [c], besides: false }).forks).toBe(true);
  expect(undoing(tree(chapter('a < b < other')), { tip: c, history, chain: [c], besides: false }).forks).toBe(true);
});

test('of several applied leaves Alembic takes back those above the named one alone', () => {
  const home = chapter('x', {}, ALEMBIC).history;
  const z = migration('z', { history: 'pay', parents: [refer('y')] });
  expect(undoing(pay, { tip: z, history: home, chain: [z], besides: false }).command).toBe('alembic downgrade y');
  expect(undoing(pay, { tip: z, history: home, chain: [z], besides: true }).command).toBe('alembic downgrade z@y');
  expect(undoing(pay, { tip: z, history: home, chain: [{ ...z, parents: [] }], besides: true }).command).toBe('alembic downgrade z@base');
});
