import { findNameMismatches, type HistoryContents } from '@oneleaf/core';
import { drawHistory, migration } from '@oneleaf/core/testing/graph';
import { alembic } from '../alembic/alembic.js';
import { django } from '../django/django.js';

const tree = (drawing: string, rest: Parameters<typeof drawHistory>[2] = {}): { contents: ReadonlyMap<string, HistoryContents> } => ({
  contents: new Map([['shop', drawHistory(drawing, {}, { framework: django, ...rest })]]),
});
const ALEMBIC = { framework: alembic, label: '' } as const;

const rows: [name: string, row: string, here: string, meant: string | undefined, body: string | undefined][] = [
  ['the first words', '002_core', '001_base < 002_core_entities', '002_core_entities', undefined],
  ['more words', '002_core_entities_v2', '001_base < 002_core_entities', '002_core_entities', undefined],
  ['the number alone', '002', '001_base < 002_core_entities', '002_core_entities', undefined],
  ['the same number and other words', '0002_tax', '0001_initial < 0002_sku', undefined, undefined],
  ['a part of a word', '002_cor', '001_base < 002_core_entities', undefined, undefined],
  ['a name that every app has', '0002_initial', '0001_initial', undefined, undefined],
  ['two that it may mean', '002', '002_tax, 002_sku', undefined, undefined],
  ['no number', 'c0ffee12', 'c0ffee13', undefined, undefined],
  ['a branch has a file of that name that does the same', '0002_sku', '0001_initial < 0003_label', '0003_label', '0003_label'],
  ['a branch has a file of that name that does something else', '0002_sku', '0001_initial < 0003_sku', undefined, 'else'],
];

test.each(rows)('%s', (_name, ...[name, here, meant, body]) => {
  const row = { alembic: { table: 'alembic_version' }, django: { table: 'django_migrations', label: 'shop' } };
  for (const framework of ['django', 'alembic'] as const) {
    const suspect = {
      row: { framework, name, ...row[framework] },
      ...(body === undefined ? {} : { formerMigration: migration('was', { body }) }),
    };
    const found = findNameMismatches(tree(here, framework === 'alembic' ? ALEMBIC : {}), {}, [suspect]);
    expect(found.map(one => one.migration.literal)).toEqual(meant === undefined ? [] : [meant]);
  }
});

test('what is recorded by its own name has no other one', () => {
  const suspect = { row: { framework: 'django', table: 'django_migrations', label: 'shop', name: '0002_sku' } } as const;
  const applied = { django: [{ table: 'django_migrations', label: 'shop', name: '0003_sku' }] };
  expect(findNameMismatches(tree('0001_initial < 0003_sku'), applied, [suspect])).toEqual([]);
  expect(findNameMismatches(tree('0001_initial < 0003_sku', { id: 'cart' }), {}, [suspect])).toEqual([]);
});

test('the name of the file instead of the id', () => {
  const path = 'versions/ae10_add_tax.py';
  const contents = new Map([['shop', drawHistory('ae10', { ae10: { path } }, ALEMBIC)]]);
  const row = { framework: 'alembic', name: 'ae10_add_tax', table: 'alembic_version' } as const;
  expect(findNameMismatches({ contents: contents }, {}, [{ row }]).map(({ migration }) => migration.id)).toEqual(['ae10']);
});

test('another number, of which a row of Alembic does not say what landed below it', () => {
  const row = { table: 'any', name: '0002_sku' };
  const meant = (framework: 'django' | 'alembic', rest = {}) =>
    findNameMismatches(tree('0001_initial < 0002_tax < 0003_sku', rest), {}, [{ row: { ...row, framework } }]).map(
      one => one.migration.literal,
    );
  expect([meant('django'), meant('alembic', ALEMBIC)]).toEqual([['0003_sku'], []]);
});
