import { folderOf } from '../model/paths.js';
import { landChanges, type FileContentId, type BaseFiles } from './land-changes.js';

const path = 'shop/migrations/0002_sku.py';

function ours(files: Readonly<Record<string, string>>): BaseFiles {
  return {
    content: name => files[name] ?? null,
    hasFolder: folder => Object.keys(files).some(name => name.startsWith(`${folder}/`)),
    filesIn: folder => Object.keys(files).filter(name => folderOf(name) === folder),
  };
}

type Row = [
  name: string,
  sides: [before: FileContentId, after: FileContentId, base: FileContentId],
  expected: { files: [string, FileContentId][]; contested: string[] },
];

const rows: Row[] = [
  ['a new file is added', [null, 'a', null], { files: [[path, 'a']], contested: [] }],
  ['a new file that has landed already stays', [null, 'a', 'a'], { files: [], contested: [] }],
  ['a new file that landed with another text is contested', [null, 'a', 'b'], { files: [[path, 'a']], contested: ['both-added'] }],
  ['an edit of a file that the base left alone is taken', ['o', 'a', 'o'], { files: [[path, 'a']], contested: [] }],
  ['the same edit on both sides is no change', ['o', 'a', 'a'], { files: [], contested: [] }],
  ['different edits are contested', ['o', 'a', 'b'], { files: [[path, 'a']], contested: ['both-changed'] }],
  ['an edit of what the base deleted is contested', ['o', 'a', null], { files: [[path, 'a']], contested: ['changed-and-deleted'] }],
  ['a deletion is taken', ['o', null, 'o'], { files: [[path, null]], contested: [] }],
  ['a deletion of what the base edited is contested', ['o', null, 'b'], { files: [[path, null]], contested: ['changed-and-deleted'] }],
  ['a deletion on both sides may be a renaming', ['o', null, null], { files: [], contested: ['both-deleted'] }],
];

test.each(rows)('%s', (_name, [before, after, base], expected) => {
  const landing = landChanges(
    [{ path, before, after }],
    ours({ 'shop/migrations/0001_initial.py': 'i', ...(base === null ? {} : { [path]: base }) }),
  );
  expect({ files: [...landing.files], contested: landing.contested.map(({ why }) => why) }).toEqual(expected);
});

test('a file added to a folder that the base does not have may follow a renamed folder', () => {
  const landing = landChanges([{ path, before: null, after: 'a' }], ours({ 'store/migrations/0001_initial.py': 'i' }));
  expect(landing.contested).toEqual([{ path, why: 'folder-gone', base: null, branch: 'a' }]);
});

test.each<[what: string, base: Readonly<Record<string, string>>, contested: readonly string[]]>([
  ['the base has added nothing', { 'shop/a': '1', 'shop/b': '2' }, []],
  ['the base has added a file to the folder', { 'shop/a': '1', 'shop/b': '2', 'shop/c': '3' }, ['shop/c folder-moved']],
  ['the base has added a file to another folder', { 'shop/a': '1', 'shop/b': '2', 'pay/c': '3' }, []],
])('a branch that moves a folder, where %s', (_, base, contested) => {
  const moves = [
    { path: 'lib/shop/a', before: null, after: '1' },
    { path: 'lib/shop/b', before: null, after: '2' },
    { path: 'shop/a', before: '1', after: null },
    { path: 'shop/b', before: '2', after: null },
  ];
  const landing = landChanges(moves, ours({ ...base, 'lib/x': '', 'lib/shop/x': '' }));
  expect(landing.contested.map(one => `${one.path} ${one.why}`)).toEqual(contested);
});
