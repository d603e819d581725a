import { ago, count, joinIds, joinNames, shortRef } from './wording.js';

test.each([
  ['refs/heads/feat/tax', 'feat/tax'],
  ['refs/remotes/origin/feat/tax', 'origin/feat/tax'],
  ['refs/tags/v2.1', 'v2.1'],
  ['refs/pull/12/head', '#12'],
  ['refs/pull/12/merge', '#12'],
  ['refs/merge-requests/7/head', '!7'],
  ['refs/heads/refs/heads/x', 'refs/heads/x'],
  ['refs/heads/3f2c1ab', '3f2c1ab'],
  ['3f2c1ab'.padEnd(40, '0'), '3f2c1ab'],
  ['3f2c1ab'.padEnd(64, '0'), '3f2c1ab'],
  ['refs/heads/a\nb', 'a\nb'],
  ['HEAD', 'HEAD'],
  ['working tree', 'working tree'],
])('%j is said %j', (ref, name) => {
  expect(shortRef(ref)).toBe(name);
});

test.each([
  [-5, 'just now'],
  [59, 'just now'],
  [60, '1 minute ago'],
  [7200, '2 hours ago'],
  [86_400 * 29, '29 days ago'],
  [86_400 * 400, '1 year ago'],
])('%d seconds are %s', (seconds, words) => {
  expect(ago(seconds)).toBe(words);
});

test('numbers of things', () => {
  expect([count(1, 'error'), count(0, 'error'), count(1417, 'migration'), count(3, 'history', 'histories')]).toEqual([
    '1 error',
    '0 errors',
    '1,417 migrations',
    '3 histories',
  ]);
});

test.each([
  [[], '', ''],
  [['a'], 'a', 'a'],
  [['a', 'b'], 'a and b', 'a, b'],
  [['a', 'b', 'c'], 'a, b and c', 'a, b, c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more', 'a, b, c and 1 more'],
])('%j as a list of at most three, and as ids', (names, list, copied) => {
  expect(joinNames(names, 3)).toBe(list);
  expect(joinIds(names, 3)).toBe(copied);
});
