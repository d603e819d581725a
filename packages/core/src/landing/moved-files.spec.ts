import { movedFiles, movedFolders, pathAfter } from './moved-files.js';

type Files = Readonly<Record<string, string>>;
const tree = (files: Files) => new Map(Object.entries(files));
const SHOP = { 'shop/__init__': '', 'shop/0001': 'a', 'shop/0002': 'b' };
const MOVED = { 'lib/shop/__init__': '', 'lib/shop/0001': 'a', 'lib/shop/0002': 'b' };
const ALL = ['lib/shop/0001 shop/0001', 'lib/shop/0002 shop/0002', 'lib/shop/__init__ shop/__init__'];

/** Each new path with the old one, and then each folder that moved. */
function movesBetween(before: Files, after: Files): readonly string[] {
  const moved = movedFiles(tree(before), tree(after));
  const files = [...moved].map(pair => pair.join(' ')).sort();
  return [...files, ...[...movedFolders(moved, tree(after))].map(([from, to]) => `${from} -> ${to}`).sort()];
}

test.each<[what: string, before: Files, after: Files, moves: readonly string[]]>([
  ['nothing', SHOP, SHOP, []],
  ['a folder', SHOP, MOVED, [...ALL, 'shop -> lib/shop']],
  ['a folder whose files were edited too', SHOP, { ...MOVED, 'lib/shop/0002': 'other' }, [...ALL, 'shop -> lib/shop']],
  ['most of a folder, and a new file', SHOP, { ...MOVED, 'lib/shop/0003': 'c' }, [...ALL, 'shop -> lib/shop']],
  ['another name', { 'shop/0001': 'a', 'shop/0002': 'b' }, { 'shop/0001': 'a', 'shop/0003': 'b' }, ['shop/0003 shop/0002']],
  ['part of a folder', SHOP, { 'shop/__init__': '', 'shop/0001': 'a', 'pay/0002': 'b' }, ['pay/0002 shop/0002']],
  ['half of a folder each way', SHOP, { 'x/0001': 'a', 'y/0002': 'b' }, ['x/0001 shop/0001', 'y/0002 shop/0002']],
  [
    'two folders of equal files',
    { 'shop/0001': 'a', 'pay/0001': 'a', 'shop/0002': 's', 'pay/0002': 'p' },
    { 'x/shop/0001': 'a', 'x/pay/0001': 'a', 'x/shop/0002': 's', 'x/pay/0002': 'p' },
    ['x/pay/0001 pay/0001', 'x/pay/0002 pay/0002', 'x/shop/0001 shop/0001', 'x/shop/0002 shop/0002', 'pay -> x/pay', 'shop -> x/shop'],
  ],
  [
    'the folder around',
    { 'a/m/0001': '1', 'a/m/0002': '2' },
    { 'b/m/0001': '1', 'b/m/0002': '2' },
    ['b/m/0001 a/m/0001', 'b/m/0002 a/m/0002', 'a -> b', 'a/m -> b/m'],
  ],
  ['to the top', { 'shop/0001': 'a' }, { '0001': 'a' }, ['0001 shop/0001', 'shop -> ']],
  ['a copy is no move', { 'shop/0001': 'a' }, { 'shop/0001': 'a', 'pay/0001': 'a' }, []],
  ['two equal files are nobody in particular', { 'a/x': '1', 'b/y': '1' }, { 'c/p': '1', 'c/q': '1' }, []],
])('%s', (_, before, after, moves) => expect(movesBetween(before, after)).toEqual(moves));

test.each([
  ['shop/0003', 'lib/shop/0003'],
  ['shop/sub/0003', 'lib/shop/sub/0003'],
  ['pay/0001', '0001'],
  ['shops/0001', 'shops/0001'],
])('%s belongs to %s', (path, expected) => {
  const folders = tree({ shop: 'lib/shop', pay: '' });
  expect(pathAfter(folders, path)).toBe(expected);
});
