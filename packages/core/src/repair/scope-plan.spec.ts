import { drawTree, onlyScope, planContext, rebaseTrees } from '../testing/branch-trees.js';
import { planScope, type ScopePlan } from './scope-plan.js';

function plan(here: string, texts: Readonly<Record<string, string>> = {}): ScopePlan {
  const tree = drawTree(here, texts);
  return planScope(onlyScope(rebaseTrees('a', drawTree('a < b < x'), tree)), planContext(tree));
}

const texts = ({ rewritten }: ScopePlan): readonly string[] => rewritten.map(({ text }) => text);
const refusals = ({ refused }: ScopePlan): readonly string[] => refused.map(({ refusal }) => refusal.message);

test.each([
  ['only the first of a chain', 'a < c < d', ['c after x']],
  ['two chains one behind the other', 'a < c, a < d', ['c after x', 'd after c']],
])('%s is written anew', (_, here, expected) => expect(texts(plan(here))).toEqual(expected));

test('a merge that does nothing goes, and is not written', () => {
  const planned = plan('a < b, a < c, b + c < m', { m: 'nothing' });
  expect(planned.relinked.relinked.flatMap(({ droppedMerges }) => [...droppedMerges])).toEqual([['m', 'c']]);
  expect(texts(planned)).toEqual(['c after x']);
});

test.each([
  ['cannot be respelled', 'c after computed', 'c has to be edited by hand: its parents are computed'],
  ['is not UTF-8', 'bytes', 'c has to be edited by hand: it is not UTF-8'],
])('a history with a file that %s stays as it is', (_, c, message) => {
  const planned = plan('a < c < d', { c });
  expect([texts(planned), refusals(planned)]).toEqual([[], [message]]);
});
