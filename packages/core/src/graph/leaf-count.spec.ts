import { buildGraph } from './graph.js';
import type { Graph, HistoryContents } from './node.js';
import { countLeaves, type LeafCount } from './leaf-count.js';
import { withUnreadable, drawHistory, unreadableFile, computedFact, migration, refer } from '../testing/graph.js';

type Row = [name: string, drawn: HistoryContents, answer: LeafCount['answer'], leaves: string[], undecided?: string[], certain?: string[]];

function count(drawn: HistoryContents, tolerated?: number): LeafCount {
  return countLeaves(buildGraph([drawn]), 'shop', tolerated);
}

const decided: Row[] = [
  ['a line', drawHistory('a < b'), 'right', ['b']],
  ['a fork', drawHistory('a < b, a < c'), 'more', ['b', 'c']],
  ['an empty history', { ...drawHistory('a'), migrations: [] }, 'right', []],
  ['two leaves where two are right', drawHistory('a < b, a < c', {}, { expectedLeaves: 2 }), 'right', ['b', 'c']],
  ['three leaves where two are right', drawHistory('a < b, a < c, a < d', {}, { expectedLeaves: 2 }), 'more', ['b', 'c', 'd']],
];

const PY = (name: string): string => `shop/migrations/${name}.py`;

const computed: Row[] = [
  [
    'a line of which the end is computed',
    drawHistory('a < b, c', { c: computedFact('dependencies') }),
    'undecided',
    ['b', 'c'],
    [PY('c')],
    ['c'],
  ],
  [
    'a computed middle, known by name',
    drawHistory('a, b < c', { b: computedFact('dependencies') }),
    'undecided',
    ['a', 'c'],
    [PY('b')],
    ['c'],
  ],
  ['a computed root', drawHistory('a < b', { a: computedFact('dependencies') }), 'right', ['b'], [PY('a')]],
  [
    'a fork beside a computed migration',
    drawHistory('a < b, a < c, d', { d: computedFact('dependencies') }),
    'undecided',
    ['b', 'c', 'd'],
    [PY('d')],
    ['d'],
  ],
  ['a fork above a computed migration', drawHistory('a < b, a < c', { a: computedFact('dependencies') }), 'more', ['b', 'c'], [PY('a')]],
  [
    'a fork above one computed migration, beside another',
    drawHistory('a < b, a < c, d', { a: computedFact('dependencies'), d: computedFact('dependencies') }),
    'undecided',
    ['b', 'c', 'd'],
    [PY('a'), PY('d')],
    [],
  ],
  [
    'an order that is computed hides no leaf',
    drawHistory('a < b, a < c', { b: { parents: [refer('a')], ...computedFact('depends_on', 'order') } }),
    'more',
    ['b', 'c'],
  ],
  [
    'a label that is computed hides no leaf',
    drawHistory('a < b', { b: { parents: [refer('a')], ...computedFact('branch_labels', 'label') } }),
    'right',
    ['b'],
  ],
];

const unreadable: Row[] = [
  ['a file that may be a second leaf', withUnreadable(drawHistory('a < b'), unreadableFile('c')), 'undecided', ['b'], [PY('c')], []],

  [
    'a file that may join the leaves',
    withUnreadable(drawHistory('a < b, a < c'), unreadableFile('d')),
    'undecided',
    ['b', 'c'],
    [PY('d')],
    [],
  ],

  [
    'a file on which a migration stands',
    withUnreadable(drawHistory('a, c', { c: { parents: [refer('b')] } }), unreadableFile('b')),
    'undecided',
    ['a', 'c'],
    [PY('b')],
    [],
  ],
  [
    'the first file, on which all stand',
    withUnreadable(drawHistory('b < c', { b: { parents: [refer('a')] } }), unreadableFile('a')),
    'right',
    ['c'],
    [PY('a')],
    [],
  ],
  [
    'two files, of which one is stood on',
    withUnreadable(drawHistory('b < c', { b: { parents: [refer('a')] } }), unreadableFile('a'), unreadableFile('d')),
    'undecided',
    ['c'],
    [PY('a'), PY('d')],
    [],
  ],
  [
    'a file that may be a second leaf where two are right',
    withUnreadable(drawHistory('a < b', {}, { expectedLeaves: 2 }), unreadableFile('c')),
    'right',
    ['b'],
    [PY('c')],
    [],
  ],
  [
    'a file without content in a partial clone',
    withUnreadable(drawHistory('a < b'), unreadableFile('c', { kind: 'missing-blob' })),
    'undecided',
    ['b'],
    [PY('c')],
    [],
  ],
  [
    'a file that the framework refuses is no leaf',
    withUnreadable(drawHistory('a < b'), unreadableFile('notes', { kind: 'not-a-migration' })),
    'right',
    ['b'],
  ],
];

test.each([...decided, ...computed, ...unreadable])('%s', (...[, drawn, answer, leaves, undecided = [], certain = leaves]) => {
  expect(count(drawn)).toEqual({ answer, leaves, certain, undecided, expected: drawn.history.expectedLeaves });
});

test.each([
  ['a fork above a computed migration of the base', 'a, b < c', 'a, b < c, b < f', 'more'],
  ['a migration on a doubtful leaf of the base', 'a, b < c', 'a < f, b < c', 'undecided'],
  ['a second computed migration', 'a, b < c', 'a, b < c, b < f, x', 'undecided'],
] as const)('%s, compared with the base', (_, before, after, answer) => {
  const computedIn = (drawing: string): Graph =>
    buildGraph([
      drawHistory(drawing, { b: computedFact('dependencies'), ...(drawing.includes('x') ? { x: computedFact('dependencies') } : {}) }),
    ]);
  expect(countLeaves(computedIn(after), 'shop', 2, computedIn(before)).answer).toBe(answer);
});

test.each([
  ['a misspelt parent may be the other leaf', 'a < b, c', { c: { parents: [refer('lost')] } }, ['c']],
  ['a fork above a missing parent is one in any case', 'a < c, a < d', { a: { parents: [refer('lost')] } }, ['c', 'd']],
] as const)('%s', (_, drawing, given, certain) => {
  expect(count(drawHistory(drawing, given))).toMatchObject({ answer: 'more', certain });
});

describe('leaves by label', () => {
  const forked = (given: Parameters<typeof drawHistory>[1]): HistoryContents =>
    drawHistory('a < pre < pre1, a < post < post1, pre < pre2', given, { expectedLeaves: 3, expectedByLabel: { pre: 1, post: 1 } });
  const pre = { pre: { parents: [refer('a')], labels: ['pre'] } };
  const post = { post: { parents: [refer('a')], labels: ['post'] } };

  test('a second leaf under one label is one too many though the sum is right', () => {
    expect(count(forked({ ...pre, ...post })).answer).toBe('more');
  });

  test('without labels in the files the sum decides', () => {
    expect(count(forked({})).answer).toBe('right');
  });

  test('a leaf under each label is right', () => {
    const each = drawHistory(
      'a < pre < pre1, a < post < post1',
      { ...pre, ...post },
      { expectedLeaves: 2, expectedByLabel: { pre: 1, post: 1 } },
    );
    expect(count(each).answer).toBe('right');
  });

  test('depends_on hands no label on', () => {
    const needing = { post1: { parents: [refer('post')], requires: [refer('pre1', { kind: 'label' })] } };
    const each = drawHistory(
      'a < pre < pre1, a < post < post1',
      { ...pre, ...post, ...needing },
      { expectedLeaves: 2, expectedByLabel: { pre: 1, post: 1 } },
    );
    expect(count(each).answer).toBe('right');
  });

  test('what the base has already is no news', () => {
    expect(count(forked({ ...pre, ...post }), 3).answer).toBe('right');
  });
});

test('as many leaves as the base has are tolerated, one more is not', () => {
  expect([count(drawHistory('a < b, a < c'), 2).answer, count(drawHistory('a < b, a < c, a < d'), 2).answer]).toEqual(['right', 'more']);
});

test('an id that two files carry counts twice', () => {
  const whole = drawHistory('a < b');
  const twice = { ...whole, migrations: [...whole.migrations, migration('b', { parents: [refer('a')], path: PY('b2') })] };
  expect(count(twice)).toMatchObject({ answer: 'more', leaves: ['b', 'b'] });
});
