import { drawTree, onlyScope, planContext, rebaseTrees } from '../testing/branch-trees.js';
import { findRenamings } from './renamings.js';
import { planScope } from './scope-plan.js';

interface Branch {
  readonly landed: string;
  readonly here: string;
  readonly texts?: Readonly<Record<string, string>>;
}

function renamings({ landed, here, texts = {} }: Branch): readonly string[] {
  const tree = drawTree(here, texts);
  const plan = planScope(onlyScope(rebaseTrees('a', drawTree(landed), tree)), planContext(tree));
  return findRenamings(plan).map(({ from, to, isDropped, parent }) =>
    [`${from} > ${to}`, ...(isDropped ? ['dropped'] : []), ...(parent ? [`parent ${parent.from} > ${parent.to}`] : [])].join(', '),
  );
}

test.each([
  ['one that keeps its name', { landed: 'a < b', here: 'a < c' }, []],
  ['one whose name something else landed under', { landed: 'a < b', here: 'a < b', texts: { b: 'another b' } }, ['b > b2, parent a > b']],
  ['a merge that goes', { landed: 'a < b < x', here: 'a < b, a < c, b + c < m', texts: { m: 'nothing' } }, ['m > c, dropped']],
])('%s', (_, branch, expected) => expect(renamings(branch)).toEqual(expected));
