import { databaseStatus, type DatabaseState, type HistoryContents } from '@oneleaf/core';
import { POSTGRESQL } from '@oneleaf/core/testing/engines';
import { drawHistory } from '@oneleaf/core/testing/graph';
import { alembic } from '../alembic/alembic.js';
import { django } from '../django/django.js';

const tree = (...contents: readonly HistoryContents[]): { contents: ReadonlyMap<string, HistoryContents> } => ({
  contents: new Map(contents.map(one => [one.history.id, one])),
});
const ALEMBIC = {
  id: 'pay',
  framework: alembic,
  label: '',
  scope: 'pay',
  launch: { by: 'alembic', folder: '' },
} as const;
const managed = (manage: string | undefined) =>
  ({ framework: django, launch: { by: 'manage.py', ...(manage === undefined ? {} : { manage }) } }) as const;

function sighting(rest: Partial<DatabaseState>): DatabaseState {
  return {
    engine: POSTGRESQL,
    databaseName: 'it',
    applied: {},
    missingChains: [],
    nameMismatches: [],
    tables: [],
    operations: new Map(),
    ...rest,
  };
}

const summary = (at: ReturnType<typeof tree>, rest: Partial<DatabaseState>, ...asked: readonly string[]): readonly string[] => {
  const { histories, notes } = databaseStatus(at, sighting(rest), new Set(asked));
  const lines = histories.map(({ history, deviations }) => [history, ...deviations.map(({ kind }) => kind)].join(' '));
  return [...lines, ...notes.map(({ title }) => title)];
};

const row = { django: [{ table: 'django_migrations', label: 'shop', name: 'a' }] };

describe('a repository with several projects', () => {
  const shop = drawHistory('a', {}, managed('store/manage.py'));
  const bill = drawHistory('b', {}, { id: 'bill', ...managed('billing/manage.py') });
  const lib = drawHistory('c', {}, { id: 'lib', ...managed(undefined) });

  test('the one that the database does not know is only noted', () => {
    expect(summary(tree(shop, bill), { applied: row })).toEqual(['shop', 'bill: it records nothing of it']);
    expect(summary(tree(shop, drawHistory('x', {}, ALEMBIC)), { applied: row })).toEqual(['shop', 'pay: it records nothing of it']);
  });

  test('unless it was asked for, or the database knows none', () => {
    expect(summary(tree(shop, bill), { applied: row }, 'bill')).toEqual(['bill behind']);
    expect(summary(tree(shop, bill), {})).toEqual(['shop unmigrated', 'bill unmigrated']);
  });

  test('an app of no project may be of every one', () => {
    expect(summary(tree(shop, bill, lib), { applied: row })).toEqual(['shop', 'lib behind', 'bill: it records nothing of it']);
  });
});

test('tables that contradict the chain get no command', () => {
  const span = { start: 0, end: 0 };
  const makes = (name: string) => [{ kind: 'create_table', span, touches: [{ does: 'add', thing: 'table', name } as const] }];
  const operations = new Map([
    ['x', makes('item')],
    ['y', makes('bill')],
  ]);
  const { histories } = databaseStatus(
    tree(drawHistory('x < y', {}, ALEMBIC)),
    sighting({ operations, tables: [{ name: 'bill', columns: [] }] }),
  );
  expect(histories[0]?.deviations).toEqual([
    {
      kind: 'unrecorded',
      message: 'there is no version table in it, some tables of the history are there, and there is no table item',
      names: ['x', 'y'],
      fix: { title: 'compare the tables with the revisions, and stamp the revision that they match' },
    },
  ]);
});
