import { cycles } from './cycles.js';
import { ancestors } from './ancestors.js';
import { buildGraph, leaves, roots } from './graph.js';
import { drawHistory, computedFact, drawGraph, migration, refer } from '../testing/graph.js';

const shapes: [name: string, drawing: string, leaves: string[], roots: string[]][] = [
  ['a line', 'a < b < c', ['c'], ['a']],
  ['a lone migration', 'a', ['a'], ['a']],
  ['a fork', 'a < b, b < c1, b < c2', ['c1', 'c2'], ['a']],
  ['a diamond', 'a < b1, a < b2, b1 + b2 < c', ['c'], ['a']],
  ['several bases joined by one', 'a1, a2, a1 + a2 < b', ['b'], ['a1', 'a2']],
  ['several bases and leaves', 'a < b, x < y', ['b', 'y'], ['a', 'x']],
  ['a squash in the place of what it replaces', 'a < b < c, s = a + b', ['c'], ['s']],
  ['a squash whose targets are gone, with a child that still names one', 'b < c, s = a + b', ['c'], ['s']],
  ['children of both a squash and a replaced leaf', 'a < b < c, s = a + b, s < d', ['c', 'd'], ['s']],
  ['a fork absorbed by a squash', 'a < x < y, x < y2, s = x + y2, a < s', ['y'], ['a']],
];

test.each(shapes)('%s', (_name, drawing, expectedLeaves, expectedRoots) => {
  const drawn = drawing.startsWith('b < c') ? buildGraph([withoutFile(drawHistory(drawing), 'b')]) : drawGraph(drawing);
  expect({ leaves: leaves(drawn, 'shop'), roots: roots(drawn, 'shop'), dangling: drawn.dangling }).toEqual({
    leaves: expectedLeaves,
    roots: expectedRoots,
    dangling: [],
  });
});

function withoutFile(whole: ReturnType<typeof drawHistory>, id: string): ReturnType<typeof drawHistory> {
  return { ...whole, migrations: whole.migrations.filter(one => one.id !== id && one.id !== 'a') };
}

test('run_before in the same history makes a parent', () => {
  const drawn = drawGraph('a < b, a < c', { c: { parents: [refer('a')], before: [refer('b')] } });
  expect(leaves(drawn, 'shop')).toEqual(['b']);
});

test('order across histories makes no leaf and no root', () => {
  const drawn = drawGraph('a < b, x', { x: { requires: [refer('b', { kind: 'label' })] } });
  expect({ leaves: leaves(drawn, 'shop'), roots: roots(drawn, 'shop') }).toEqual({ leaves: ['b', 'x'], roots: ['a', 'x'] });
  expect([...ancestors(drawn, 'x')].sort()).toEqual(['a', 'b']);
});

test('a label stands for the migrations that carry it', () => {
  const drawn = drawGraph('a < b, x', {
    b: { parents: [refer('a')], labels: ['cards'] },
    x: { requires: [refer('cards', { kind: 'label' })] },
  });
  expect({ needs: [...ancestors(drawn, 'x')].sort(), dangling: drawn.dangling }).toEqual({ needs: ['a', 'b'], dangling: [] });
});

test('an id that two files carry: the last one wins, the other stays on the list of leaves', () => {
  const first = migration('b', { parents: [refer('a')], path: 'shop/migrations/b1.py' });
  const second = migration('b', { parents: [refer('a')], path: 'shop/migrations/b2.py' });
  const whole = drawHistory('a < b < c');
  const drawn = buildGraph([{ ...whole, migrations: [...whole.migrations.filter(({ id }) => id !== 'b'), first, second] }]);
  expect({ leaves: leaves(drawn, 'shop'), shadowed: drawn.shadowed }).toEqual({ leaves: ['b', 'c'], shadowed: [first] });
});

test('the first migration of another app may be one that a squash has replaced', () => {
  const shop = drawHistory('b, s = a', { b: { parents: [refer('a')] } });
  const drawn = buildGraph([
    shop,
    drawHistory('pay.1', { 'pay.1': { requires: [refer('shop', { history: 'shop', kind: 'first' })] } }, { id: 'pay' }),
  ]);
  expect([...(drawn.nodes.get('pay.1')?.needs ?? [])]).toEqual(['s']);
});

test("the first migration of another app may be missing, which is that app's defect", () => {
  const shop = drawHistory('b', { b: { parents: [refer('a')] } });
  const drawn = buildGraph([
    shop,
    drawHistory('pay.1', { 'pay.1': { requires: [refer('shop', { history: 'shop', kind: 'first' })] } }, { id: 'pay' }),
  ]);
  expect(drawn.dangling.map(({ from }) => from.id)).toEqual(['b']);
  expect([...(drawn.nodes.get('pay.1')?.needs ?? [])]).toEqual(['a']);
});

test('a root that two files carry stands on the list of roots twice', () => {
  const whole = drawHistory('a < b');
  const copy = migration('a', { path: 'shop/migrations/a copy.py' });
  expect(roots(buildGraph([{ ...whole, migrations: [copy, ...whole.migrations] }]), 'shop')).toEqual(['a', 'a']);
});

test('a parent that no file carries dangles', () => {
  const drawn = drawGraph('a', { a: { parents: [refer('nope')] } });
  expect(drawn.dangling.map(({ from, reference }) => [from.id, reference.id])).toEqual([['a', 'nope']]);
  expect(leaves(drawn, 'shop')).toEqual(['a']);
});

describe('across histories of one scope', () => {
  const pay = drawHistory('pay.0001', {}, { id: 'pay' });
  const naming = (requires: ReturnType<typeof refer>[]): ReturnType<typeof buildGraph> =>
    buildGraph([pay, drawHistory('shop.0001', { 'shop.0001': { requires } })]);
  const rows: [string, ReturnType<typeof refer>, string[], string[]][] = [
    ['a name', refer('pay.0001', { history: 'pay' }), ['pay.0001'], []],
    ['the first root', refer('pay.__first__', { history: 'pay', kind: 'first' }), ['pay.0001'], []],
    ['the first leaf', refer('pay.__latest__', { history: 'pay', kind: 'latest' }), ['pay.0001'], []],
    ['a name that is not there', refer('pay.0009', { history: 'pay' }), ['pay.0009'], ['pay.0009']],
    ['an app that is not in the repository', refer('auth.0012', { history: 'auth' }), [], []],
  ];
  test.each(rows)('%s', (_name, reference, needs, dangling) => {
    const drawn = naming([reference]);
    expect([...ancestors(drawn, 'shop.0001')]).toEqual(needs);
    expect(drawn.dangling.map(({ reference: { id } }) => id)).toEqual(dangling);
    expect(leaves(drawn, 'shop')).toEqual(['shop.0001']);
  });
});

test.each(['first', 'latest'] as const)('the %s migration of a history in which that is computed is nobody', kind => {
  const pay = drawHistory('pay.0001, pay.0002', { 'pay.0002': computedFact('dependencies') }, { id: 'pay' });
  const requires = [refer(`pay.__${kind}__`, { history: 'pay', kind })];
  const drawn = buildGraph([pay, drawHistory('shop.0001', { 'shop.0001': { requires } })]);
  expect([...ancestors(drawn, 'shop.0001')]).toEqual([]);
});

const loops: [string, string, string[][]][] = [
  ['none', 'a < b < c', []],
  ['a self-loop', 'a < a', [['a']]],
  ['a loop of three with a tail on either side', 'x < a < b < c < a, c < y', [['a', 'b', 'c']]],
  [
    'two loops',
    'a < b < a, c < d < c, b < c',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
];

test.each(loops)('cycles: %s', (_name, drawing, expected) => {
  expect(cycles(drawGraph(drawing))).toEqual(expected);
});

test('a cycle through order across histories', () => {
  const drawn = drawGraph('a < b', { a: { requires: [refer('b', { kind: 'label' })] } });
  expect(cycles(drawn)).toEqual([['a', 'b']]);
});

test('the ones that Django folds in the order of a set are named', () => {
  const drawn = drawGraph('a < b < c, s = a + b, t = s + c');
  expect(drawn.ambiguous.map(({ id }) => id).sort()).toEqual(['s', 't']);
});

test('a squash that stands on what it replaces waits for itself', () => {
  const drawn = drawGraph('a < s, s = a');
  expect({ cycles: cycles(drawn), leaves: leaves(drawn, 'shop') }).toEqual({ cycles: [['s']], leaves: [] });
});

test('a hole under a migration that a squash replaces is a hole under the squash', () => {
  const drawn = drawGraph('a, s = a', { a: { parents: [refer('nope')] } });
  expect(drawn.dangling.map(({ from, reference }) => [from.id, reference.id])).toEqual([['a', 'nope']]);
});

test('a squash that replaces a migration of another history takes its edges, and stays a leaf and a root', () => {
  const pay = drawHistory('pay.1 < pay.2 < pay.3', {}, { id: 'pay' });
  const drawn = buildGraph([pay, drawHistory('s', { s: { replaces: [refer('pay.2')] } })]);
  expect({ shop: [leaves(drawn, 'shop'), roots(drawn, 'shop')], pay: [leaves(drawn, 'pay'), roots(drawn, 'pay')] }).toEqual({
    shop: [['s'], ['s']],
    pay: [
      ['pay.1', 'pay.3'],
      ['pay.1', 'pay.3'],
    ],
  });
  expect([...ancestors(drawn, 'pay.3')].sort()).toEqual(['pay.1', 's']);
});

test('a migration before a missing one of another history is a leaf all the same', () => {
  const drawn = buildGraph([
    drawHistory('pay.1', {}, { id: 'pay' }),
    drawHistory('a', { a: { before: [refer('pay.9', { history: 'pay' })] } }),
  ]);
  expect(leaves(drawn, 'shop')).toEqual(['a']);
});
