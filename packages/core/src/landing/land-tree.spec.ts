import { changedPaths, landTree } from './land-tree.js';

type Files = Readonly<Record<string, string>>;
const tree = (files: Files) => new Map(Object.entries(files));

test.each<[string, Files, Files, readonly string[]]>([
  ['a new file', {}, { 'shop/b': '1' }, ['shop/b: null > 1']],
  ['a deleted file', { 'shop/b': '1' }, {}, ['shop/b: 1 > null']],
  ['an edited file', { 'shop/b': '1' }, { 'shop/b': '2' }, ['shop/b: 1 > 2']],
  ['the same file', { 'shop/b': '1' }, { 'shop/b': '1' }, []],
  ['in the order of paths', { b: '1' }, { c: '1', a: '1', b: '2' }, ['a: null > 1', 'b: 1 > 2', 'c: null > 1']],
])('changed: %s', (_, before, after, expected) => {
  const spelled = changedPaths(tree(before), tree(after)).map(one => `${one.path}: ${one.before ?? 'null'} > ${one.after ?? 'null'}`);
  expect(spelled).toEqual(expected);
});

test.each<[string, { onto: Files; before: Files; after: Files }, Files, readonly string[]]>([
  [
    'files of both sides',
    { onto: { 'shop/a': '1', 'shop/b': '1' }, before: { 'shop/a': '1' }, after: { 'shop/a': '1', 'shop/c': '1' } },
    { 'shop/a': '1', 'shop/b': '1', 'shop/c': '1' },
    [],
  ],
  ['a file that the branch deletes', { onto: { 'shop/a': '1' }, before: { 'shop/a': '1' }, after: {} }, {}, []],
  [
    'a file that both sides changed',
    { onto: { 'shop/a': '2' }, before: { 'shop/a': '1' }, after: { 'shop/a': '3' } },
    { 'shop/a': '3' },
    ['shop/a both-changed'],
  ],
  ['a folder that only the branch has', { onto: {}, before: {}, after: { 'pay/a': '1' } }, { 'pay/a': '1' }, []],
  [
    'a folder that the tree has given up',
    { onto: {}, before: { 'pay/a': '1' }, after: { 'pay/a': '1', 'pay/b': '1' } },
    { 'pay/b': '1' },
    ['pay/b folder-gone'],
  ],
  [
    'what the branch adds to a folder that the tree has moved, in its new place',
    { onto: { 'lib/shop/a': '1', 'lib/shop/b': '2' }, before: { 'shop/a': '1' }, after: { 'shop/a': '1', 'shop/c': '3' } },
    { 'lib/shop/a': '1', 'lib/shop/b': '2', 'lib/shop/c': '3' },
    ['lib/shop/c folder-gone'],
  ],
  [
    'what the tree has added to a folder that the branch has moved, in its new place',
    { onto: { 'shop/a': '1', 'shop/b': '2' }, before: { 'shop/a': '1' }, after: { 'lib/shop/a': '1', 'lib/shop/c': '3' } },
    { 'lib/shop/a': '1', 'lib/shop/b': '2', 'lib/shop/c': '3' },
    ['lib/shop/b folder-moved'],
  ],
  [
    'an edit of a file that the tree has moved',
    { onto: { 'lib/shop/a': '1', 'lib/shop/b': '2' }, before: { 'shop/a': '1', 'shop/b': '2' }, after: { 'shop/a': '1', 'shop/b': '3' } },
    { 'lib/shop/a': '1', 'lib/shop/b': '3' },
    [],
  ],
  [
    'an edit by the tree of a file that the branch has moved',
    { onto: { 'shop/a': '1', 'shop/b': '3' }, before: { 'shop/a': '1', 'shop/b': '2' }, after: { 'lib/shop/a': '1', 'lib/shop/b': '2' } },
    { 'lib/shop/a': '1', 'lib/shop/b': '3' },
    [],
  ],
  [
    'a file that one side has moved and both have edited',
    { onto: { 'shop/a': '1', 'shop/b': '3' }, before: { 'shop/a': '1', 'shop/b': '2' }, after: { 'lib/shop/a': '1', 'lib/shop/b': '4' } },
    { 'lib/shop/a': '1', 'lib/shop/b': '4' },
    ['lib/shop/b both-changed'],
  ],
  [
    'a folder that both sides have moved to one place',
    { onto: { 'lib/shop/a': '1', 'lib/shop/b': '2' }, before: { 'shop/a': '1' }, after: { 'lib/shop/a': '1', 'lib/shop/c': '3' } },
    { 'lib/shop/a': '1', 'lib/shop/b': '2', 'lib/shop/c': '3' },
    [],
  ],
])('landing gives %s', (_, { onto, before, after }, expected, contested) => {
  const landed = landTree(tree(onto), { before: tree(before), after: tree(after) });
  expect(Object.fromEntries(landed.tree)).toEqual(expected);
  expect(landed.contested.map(({ path, why }) => `${path} ${why}`)).toEqual(contested);
});
