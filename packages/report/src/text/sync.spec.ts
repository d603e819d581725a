import type { MarkerCheck } from '@oneleaf/core';
import { renderSync } from './sync.js';

const stale: MarkerCheck = {
  path: 'a/leaf.lock',
  text: 'b\n',
  stale: [{ history: 'shop', message: 'a names \x1b[31mc; the leaf is b' }],
  left: [],
};
const left: MarkerCheck = {
  path: 'd/leaf.lock',
  text: '',
  stale: [],
  left: [{ history: 'pay', message: 'd is left alone: pay has 2 leaves: x, y' }],
};
const right: MarkerCheck = { path: 'e/leaf.lock', text: '', stale: [], left: [] };

const rows: [name: string, markers: readonly MarkerCheck[], written: boolean, text: string][] = [
  ['no marker', [], false, 'no max_migration.txt, migrations_lockfile.txt or leaf.lock found\n'],
  ['all true', [right, right], true, '2 markers, all true\n'],
  [
    'a description among them',
    [right, { ...stale, path: 'README.md', describes: true }],
    false,
    String.raw`error stale-description  a names \x1b[31mc; the leaf is b
fix: npx oneleaf sync

1 marker, 1 description, 1 stale
`,
  ],
  [
    'looked at',
    [stale, left, right],
    false,
    String.raw`error stale-marker  a names \x1b[31mc; the leaf is b
fix: npx oneleaf sync
d is left alone: pay has 2 leaves: x, y

3 markers, 1 stale, 1 left alone
`,
  ],
  ['written', [stale], true, 'a names \\x1b[31mc; the leaf is b\n\n1 marker, 1 rewritten\n'],
];

test.each(rows)('%s', (_name, markers, written, text) => {
  expect(renderSync(markers, { color: false, written })).toBe(text);
});

test('in colour what is wrong is red', () => {
  expect(renderSync([stale], { color: true, written: false })).toContain('\x1b[31merror\x1b[0m');
});
