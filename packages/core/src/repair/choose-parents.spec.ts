import { buildGraph } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { chooseMergeParents, chooseParents, type ChosenParents, type HistoryAfterLanding } from './choose-parents.js';
import { drawHistory, history } from '../testing/graph.js';

const path = (id: string): string => `shop/migrations/${id}.py`;

/** What will be, which of it has landed and which is in the working tree; all of it unless said. */
function scene(drawing: string, { landed = '', absent = '', base = true, expected = 1 } = {}): HistoryAfterLanding {
  const graph = buildGraph([drawHistory(drawing, {}, { expectedLeaves: expected })]);
  const all = [...graph.nodes.keys()];
  return {
    history: history({ expectedLeaves: expected }),
    graph,
    landedPaths: new Set(landed.split(' ').map(path)),
    workingTreePaths: new Set(all.filter(id => !absent.split(' ').includes(id)).map(path)),
    ...(base ? { base: { name: 'origin/main', bringCommand: 'git pull' } } : {}),
  };
}

function told(found: ChosenParents): string {
  if ('parents' in found) return found.parents.map(({ id }) => id).join(' + ');
  const { message, fix } = found.refusal;
  return [message, ...(fix ? [fix.title, ...(fix.command === undefined ? [] : [fix.command])] : [])].join(' | ');
}

const TWO = 'shop would have 2 leaves after landing: b, c';

test.each([
  ['the only leaf', scene('a < b', { landed: 'a b' }), undefined, 'b'],
  ['the end of the own chain', scene('a < b < c', { landed: 'a b' }), undefined, 'c'],
  [
    'the own chain beside the landed leaf',
    scene('a < b, a < c', { landed: 'a c' }),
    undefined,
    `${TWO} | put your migrations behind c | npx oneleaf rebase shop`,
  ],
  [
    'the same, where the landed leaf is not here',
    scene('a < b, a < c', { landed: 'a c', absent: 'c' }),
    undefined,
    `${TWO} | put your migrations behind c | npx oneleaf rebase shop`,
  ],
  [
    'a long own chain: its first one has to be put behind',
    scene('a < b < d, a < c', { landed: 'a c' }),
    undefined,
    `shop would have 2 leaves after landing: d, c | put your migrations behind c | npx oneleaf rebase shop`,
  ],
  ['two landed leaves', scene('a < b, a < c', { landed: 'a b c' }), undefined, `${TWO} | join them first | npx oneleaf merge shop`],
  [
    'two landed leaves, one of them not here',
    scene('a < b, a < c', { landed: 'a b c', absent: 'b' }),
    undefined,
    `${TWO} | merge origin/main into this branch first | git pull`,
  ],
  [
    'two own leaves',
    scene('a < b, a < c', { landed: 'a' }),
    undefined,
    `${TWO} | put your migrations one behind the other | npx oneleaf rebase shop`,
  ],
  [
    'two leaves, where nobody knows what has landed',
    scene('a < b, a < c', { base: false }),
    undefined,
    `${TWO} | join them first | npx oneleaf merge shop`,
  ],
  [
    'as many leaves as are right',
    scene('a < b, a < c', { landed: 'a b c', expected: 2 }),
    undefined,
    `${TWO} | choose the parent of the new migration | npx oneleaf new shop NAME --onto b`,
  ],
  ['the leaf that was asked for', scene('a < b, a < c', { landed: 'a b c' }), 'c', 'c'],
  ['no leaf that was asked for', scene('a < b', { landed: 'a b' }), 'a', 'a would not be a leaf of shop after landing'],
  ['a circle', scene('a < b < a'), undefined, 'shop would have no leaf after landing | see what is wrong with it | npx oneleaf check'],
])('a new one stands on: %s', (_, succession, onto, expected) => expect(told(chooseParents(succession, onto))).toBe(expected));

const HERE = 'shop has 2 leaves here: b, c';

test.each([
  ['two that have landed', scene('a < b, a < c', { landed: 'a b c' }), [], 'b + c'],
  ['where nobody knows what has landed', scene('a < b, a < c', { base: false }), [], 'b + c'],
  ['an own one', scene('a < b, a < c', { landed: 'a c' }), [], `${HERE} | put your migrations behind c | npx oneleaf rebase shop`],
  ['an own one, by name', scene('a < b, a < c', { landed: 'a c' }), ['b', 'c'], 'b + c'],
  [
    'two own ones',
    scene('a < b, a < c', { landed: 'a' }),
    [],
    `${HERE} | put your migrations one behind the other | npx oneleaf rebase shop`,
  ],
  ['two of three, by name', scene('a < b, a < c, a < d', { landed: 'a b c d' }), ['b', 'd'], 'b + d'],
  [
    'what is joined on the base',
    scene('a < b, a < c, b + c < m', { landed: 'a b c m', absent: 'm' }),
    [],
    'm joins these leaves already | merge origin/main into this branch first | git pull',
  ],
  [
    'what is joined further down',
    scene('a < b, a < c, b + c < m < n', { landed: 'a b c m n', absent: 'm n' }),
    [],
    'm joins these leaves already | merge origin/main into this branch first | git pull',
  ],
  [
    'one alone',
    scene('a < b, a < c', { landed: 'a c', absent: 'c' }),
    [],
    `${TWO} | put your migrations behind c | npx oneleaf rebase shop`,
  ],
  ['one by name', scene('a < b, a < c'), ['b'], 'name at least two leaves to join them'],
  ['none that is there', scene('a < b, a < c'), ['b', 'x'], 'x is not a leaf of shop here'],
])('a merge joins: %s', (_, succession, named, expected) => {
  expect(told(chooseMergeParents(succession, graphHere(succession), named))).toBe(expected);
});

/** The graph of what is in the working tree. */
function graphHere({ graph, workingTreePaths: here }: HistoryAfterLanding): Graph {
  const [whole] = graph.contents.values();
  if (!whole) throw new Error('no history');
  return buildGraph([{ ...whole, migrations: whole.migrations.filter(one => here.has(one.path)) }]);
}

test('a name of the repository stays one word of the command', () => {
  const id = 'shop; rm -rf x';
  const drawn = drawHistory('a < b, a < c');
  const own = { ...drawn.history, id };
  const migrations = drawn.migrations.map(migration => ({ ...migration, history: id }));
  const graph = buildGraph([{ ...drawn, history: own, migrations }]);
  const found = chooseParents({ ...scene('a < b, a < c', { base: false }), history: own, graph }, undefined);
  expect('refusal' in found ? found.refusal.fix : undefined).toEqual({
    title: 'join them first',
    command: "npx oneleaf merge 'shop; rm -rf x'",
    arguments: ['npx', 'oneleaf', 'merge', id],
  });
});
