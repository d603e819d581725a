import { UsageError } from '@oneleaf/core/errors';
import { excludedBy } from './excluded-paths.js';
import { globMatcher } from './glob-matcher.js';

test.each([
  ['vendor/**', 'vendor/shop/migrations/0001_a.py', true],
  ['**/vendor/**', 'lib/vendor/a.py', true],
  ['*_old_*.py', 'a_old_b.py', true],
  ['{legacy,old}/**', 'old/a.py', true],
  ['!(shop)/a.py', 'stock/a.py', true],
  ['vendor/*', 'shop/a.py', false],
])('%s and %s', (glob, path, expected) => expect(globMatcher('exclude', [glob])(path)).toBe(expected));

test.each([
  ['vendor', 'vendor/shop/0001_a.py', true],
  ['vendor/', 'vendor/shop/0001_a.py', true],
  ['**/a/**/b', 'x/a/y/b/0001_a.py', true],
  ['vendor', 'vendors/0001_a.py', false],
])('%s leaves out %s: %s', (glob, path, expected) => expect(excludedBy([glob])(path)).toBe(expected));

test.each([
  ['+(a|a)', 'repeats a group: write each name, or use *'],
  ['*(a|aa)b', 'repeats a group: write each name, or use *'],
  ['a/**/b/**/c/**/d/**', 'has ** more than 3 times'],
  ['*a*a*a*a', 'has more than 3 * between two slashes'],
  ['a'.repeat(1001), 'has more than 1000 characters'],
])('%s is refused', (glob, problem) => {
  const message = `oneleaf.json: the glob ${glob.slice(0, 80)} in exclude ${problem}`;
  expect(() => globMatcher('exclude', [glob])).toThrow(new UsageError(message));
});

test('a list that nobody writes by hand is refused', () => {
  expect(() =>
    globMatcher(
      'exclude',
      Array.from({ length: 1001 }, (_, at) => `f${at}`),
    ),
  ).toThrow(UsageError);
});

// What is allowed is done in time, also for the worst names: jest's patience is the bound.
test.each(['***a***a***a', '**/a/**/a/**', '*aaaa*aaaa*'])('%s is done in time for hostile names', glob => {
  const names = Array.from({ length: 50 }, (_, at) => `${'a'.repeat(54)}b${at}/${'a/'.repeat(2000)}x`);
  const flat = Array.from({ length: 50 }, (_, at) => `${'a'.repeat(250)}${at}`);
  expect([...names, ...flat].filter(globMatcher('exclude', [glob, 'x'])).length).toBeLessThan(101);
});
