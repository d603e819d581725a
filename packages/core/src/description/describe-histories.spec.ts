import type { Operation } from '../effects/operation.js';
import { buildGraph } from '../graph/graph.js';
import type { RowWrite } from '../effects/data-changes.js';
import { footprint } from '../testing/footprint.js';
import { drawHistory } from '../testing/graph.js';
import { describeHistories as describeGraph, type MigrationActions } from './describe-histories.js';

const silent: MigrationActions = { summary: '', operations: [] };
const span = { start: 0, end: 0 };

/** The order of one history, with what stands before each. */
function chain(drawing: string): readonly string[] {
  const graph = buildGraph([drawHistory(drawing, {}, { id: 'shop' })]);
  const [history] = describeGraph(
    graph,
    () => true,
    () => silent,
  );
  return (history?.migrations ?? []).map(({ name, parents, replaces }) =>
    [name, ...parents.map(one => `< ${one}`), ...replaces.map(one => `= ${one}`)].join(' '),
  );
}

test.each([
  ['a < b < c', ['a', 'b < a', 'c < b']],
  ['c < b < a', ['c', 'b < c', 'a < b']],
  ['a < b1, a < b2, b1 < m, b2 < m', ['a', 'b2 < a', 'b1 < a', 'm < b1 < b2']],
  ['a < b, a < c', ['a', 'b < a', 'c < a']],
  ['a < b < c, s = a + b', ['s = a = b', 'c < s']],
])('%s', (drawing, expected) => expect(chain(drawing)).toEqual(expected));

test('a cycle comes to an end', () => expect(chain('a < b < c < a')).toHaveLength(3));

/** What operations come to. */
function told(operations: MigrationActions['operations']) {
  const graph = buildGraph([drawHistory('a', {}, { id: 'shop' })]);
  const [history] = describeGraph(
    graph,
    () => true,
    () => ({ summary: 'Add it', operations }),
  );
  const [{ deeds, seeds, opaque } = { deeds: [], seeds: [], opaque: [] }] = history?.migrations ?? [];
  return { deeds, seeds, opaque };
}

const drawn = (...lines: readonly string[]): readonly Operation[] => {
  const { operations } = footprint('a', lines);
  return operations === 'opaque' ? [] : operations;
};
const seed = (rows?: number): RowWrite => ({ does: 'insert', table: 'roles', ...(rows === undefined ? {} : { rows }) });
const writing = (seeds: readonly RowWrite[], isAll: boolean): Operation => ({
  kind: 'execute',
  span,
  touches: [],
  opaque: 'runs SQL',
  data: { seeds, isAll },
});

test('what is used is not told, and a new name is no addition', () => {
  expect(told(drawn('rename column users/a -> b, add column users/b, use table users', 'add index users/ix, use column users/b'))).toEqual({
    deeds: [
      { does: 'rename', thing: 'column', name: 'a', of: 'users', to: 'b' },
      { does: 'add', thing: 'index', name: 'ix', of: 'users' },
    ],
    seeds: [],
    opaque: [],
  });
});

test('a table that a model brings is told with it', () => {
  expect(told(drawn('add model shop.item, add table items')).deeds).toEqual([
    { does: 'add', thing: 'model', name: 'shop.item', table: 'items' },
  ]);
});

test('rows of several operations are added up, unless one is not certain', () => {
  expect(told([writing([seed(2)], true), writing([seed(1)], true)])).toEqual({
    deeds: [],
    seeds: [{ does: 'insert', table: 'roles', rows: 3 }],
    opaque: [],
  });
  expect(told([writing([seed(2)], true), writing([seed()], false)])).toEqual({
    deeds: [],
    seeds: [{ does: 'insert', table: 'roles' }],
    opaque: ['execute runs SQL'],
  });
});

test('what may not run is told with its doubt, what says nothing once', () => {
  expect(told(drawn('opaque: stands in `if`, remove column users/a', 'opaque: runs SQL', 'opaque: runs SQL'))).toEqual({
    deeds: [{ does: 'remove', thing: 'column', name: 'a', of: 'users', doubt: 'stands in `if`' }],
    seeds: [],
    opaque: ['Operation runs SQL'],
  });
  expect(told('opaque').opaque).toEqual(['it cannot be read']);
});
