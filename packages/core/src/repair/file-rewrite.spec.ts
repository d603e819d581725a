import { textFramework } from '../testing/branch-trees.js';
import { migration } from '../testing/graph.js';
import { lineEdits, rewriteFile } from './file-rewrite.js';

const text = 'one\n  two three\nfour';
const edit = (word: string, to: string) => ({ span: { start: text.indexOf(word), end: text.indexOf(word) + word.length }, text: to });

test.each([
  ['a line each', [edit('one', '1'), edit('four', '4')], ['1: one > 1', '3: four > 4']],
  ['two edits of one line are one', [edit('three', '3'), edit('two', '2')], ['2: two three > 2 3']],
  ['an edit over two lines', [edit('three\nfour', '34')], ['2: two three\nfour > two 34']],
  ['an insertion', [{ span: { start: 4, end: 4 }, text: '# ' }], ['2: two three > #   two three']],
  ['none', [], []],
])('edited lines: %s', (_, edits, expected) => {
  const lines = lineEdits({ path: 'notes', text }, edits);
  expect(lines.map(({ line, before, after }) => `${line}: ${before} > ${after}`)).toEqual(expected);
});

const respelling = { migration: migration('b'), label: 'shop', literal: 'c', references: [], added: ['a'] };

test('a file gets its new names', () => {
  expect(rewriteFile(textFramework, 'b after', respelling)).toMatchObject({ text: 'c after a', lines: [{ line: 1, before: 'b after' }] });
});

test.each([
  ['is not UTF-8', undefined, 'it is not UTF-8'],
  ['the framework cannot respell', 'b after computed', 'its parents are computed'],
])('a file that %s is refused', (_, content, reason) => {
  expect(rewriteFile(textFramework, content, respelling)).toEqual({ reason });
});
