import type { FileChange } from '../model/file-change.js';
import type { HistoryContents } from '../graph/node.js';
import { drawHistory } from '../testing/graph.js';
import { drawTree, onlyScope, planContext, rebaseTrees } from '../testing/branch-trees.js';
import { planChecked, type CheckedPlan } from './checked-plan.js';

/** The plan where what is read back after writing is as drawn. */
async function plan(here: string, after: string, texts: Readonly<Record<string, string>> = {}): Promise<CheckedPlan> {
  const [landed, own] = [drawTree('a < b < x'), drawTree(here, texts)];
  const preview = {
    before: landed.contents,
    after: (): Promise<ReadonlyMap<string, HistoryContents>> => Promise.resolve(new Map([['shop', drawHistory(after)]])),
  };
  return planChecked(preview, { scopes: [onlyScope(rebaseTrees('a', landed, own))], ...planContext(own) });
}

const spelled = (changes: readonly FileChange[]): readonly string[] =>
  changes.map(({ path, text }) => `${path.replace(/^.*\//, '')}: ${text ?? 'gone'}`);

test('a chain is written behind what has landed', async () => {
  const { changes, moves, flawed } = await plan('a < c < d', 'a < b < x < c < d');
  expect([spelled(changes), moves, flawed]).toEqual([['c.py: c after x'], [], []]);
});

test('a migration whose name something else landed under is moved to a path of its own', async () => {
  const { changes, moves } = await plan('a < b', 'a < b < x < b2', { b: 'another b' });
  expect(spelled(changes)).toEqual(['b.py: gone', 'b2.py: b2 after x']);
  expect(moves).toEqual([{ from: 'shop/migrations/b.py', to: 'shop/migrations/b2.py' }]);
});

test('a merge that nothing is left for is deleted', async () => {
  const { changes } = await plan('a < b, a < c, b + c < m', 'a < b < x < c', { m: 'nothing' });
  expect(spelled(changes)).toEqual(['m.py: gone', 'c.py: c after x']);
});

test('nothing is changed where what would be written has a leaf too many', async () => {
  const { changes, flawed } = await plan('a < c', 'a < b < x, a < c');
  expect([changes, flawed.map(({ refusal }) => refusal.message)]).toEqual([
    [],
    ['shop cannot be relinked: shop would still have 2 leaves: c, x'],
  ]);
});
