import { drawTree, onlyScope, rebaseTrees } from '../testing/branch-trees.js';
import { rebaseScopes } from './rebase-scopes.js';

const stems = (paths: ReadonlySet<string>): string => [...paths].map(path => path.replace(/^.*\/|\.\w+$/g, '')).join(' ');

test.each([
  ['one on each side', ['a', 'a < b', 'a < c'], { own: 'c', since: 'b' }],
  ['a file that the branch began with is not its own', ['a < x', 'a', 'a < x < c'], { own: 'c', since: '' }],
  ['what landed as the branch has it is not its own', ['a', 'a < b', 'a < b < c'], { own: 'c', since: 'b' }],
])('%s', (_, [before = '', landed = '', here = ''], expected) => {
  const { branch } = onlyScope(rebaseTrees(before, drawTree(landed), drawTree(here)));
  expect({ own: stems(branch.ownPaths), since: stems(branch.unknownPaths) }).toEqual(expected);
});

test("a migration that landed with another content is the branch's own too", () => {
  const { branch } = onlyScope(rebaseTrees('a', drawTree('a < b'), drawTree('a < b', { b: 'b as the branch has it' })));
  expect(stems(branch.ownPaths)).toBe('b');
});

test.each([
  ['no base is known', { here: drawTree('a < b') }],
  ['the branch brings nothing', rebaseTrees('a', drawTree('a < b'), drawTree('a'))],
  ['the branch has only renamed a file', rebaseTrees('a < b', drawTree('a < b'), drawTree('a < c', { c: 'b after a' }))],
  ['the branch brings only a symbolic link', rebaseTrees('a', drawTree('a'), drawTree('a < b', { b: 'link 17' }))],
])('there is no scope where %s', (_, trees) => expect(rebaseScopes(trees)).toEqual([]));
