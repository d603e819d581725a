import { drawHistory } from '../testing/graph.js';
import { drawTree, treeOf } from '../testing/branch-trees.js';
import { unmovableHistories } from './unmovable-histories.js';

const noPlan = { plans: [], changes: [], moves: [], flawed: [] };

function report(before: string, here: string, landed: string): readonly string[] {
  const trees = {
    here: drawTree(here),
    base: drawTree(before),
    before: drawTree(before).files,
    landed: new Map([['shop', drawHistory(landed)]]),
    baseName: 'origin/main',
  };
  return unmovableHistories(trees, noPlan, () => true).flatMap(({ refusal: { message, related = [], fix } }) => [
    message,
    ...related.map(one => one.message),
    fix?.command ?? '',
  ]);
}

test.each([
  [
    'a landed migration has another parent on the branch',
    ['a < b < c', 'a < b, a < c', 'a < b, a < c'],
    [
      'shop would still have 2 leaves: b, c',
      'has landed, but its parent in this branch is a',
      'git checkout origin/main -- shop/migrations/c.py',
    ],
  ],
  [
    'a landed migration is deleted on the branch',
    ['a < b, b < c', 'a < b', 'a < b, a < x'],
    ['shop would still have 2 leaves: b, x', 'has landed, and this branch deletes it', 'git checkout origin/main -- shop/migrations/c.py'],
  ],
  ['the branch leaves what has landed alone', ['a < b', 'a < b', 'a < b, a < c'], []],
  ['landing forks nothing', ['a < b < c', 'a < b, a < c', 'a < b < c'], []],
])('%s', (_, [before = '', here = '', landed = ''], expected) => expect(report(before, here, landed)).toEqual(expected));

test('a history that is flawed already keeps its reason', () => {
  const { history } = drawHistory('a');
  const base = treeOf(drawHistory('a'));
  const trees = { here: base, base, before: base.files, landed: base.contents, baseName: 'main' };
  const flawed = [{ history, refusal: { message: 'shop cannot be relinked' } }];
  expect(unmovableHistories(trees, { ...noPlan, flawed }, () => true)).toEqual(flawed);
});
