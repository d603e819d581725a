import { LineIndex } from './line-index.js';

const rows: [name: string, text: string, offset: number, position: readonly [line: number, column: number]][] = [
  ['the beginning', 'a = 1\nb = 2\n', 0, [1, 1]],
  ['the end of a line', 'a = 1\nb = 2\n', 5, [1, 6]],
  ['the beginning of the next line', 'a = 1\nb = 2\n', 6, [2, 1]],
  ['inside the next line', 'a = 1\nb = 2\n', 10, [2, 5]],
  ['behind the last line', 'a = 1\nb = 2\n', 12, [3, 1]],
  ['lines of Windows', 'a\r\nb\r\nc', 7, [3, 2]],
  ['lines of an old Mac', 'a\rb\rc', 4, [3, 1]],
  ['an empty text', '', 0, [1, 1]],
  ['behind a character of two code units', '\u{1f600}b', 2, [1, 3]],
];

test.each(rows)('%s', (_name, text, offset, [line, column]) => {
  expect(new LineIndex(text).position(offset)).toEqual({ line, column });
});
