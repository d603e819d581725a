import { buildGraph, checkMarkers, currentLeavesOf, knownMarkers, messageText, rules, type MessagePart } from '@oneleaf/core';
import { drawHistory } from '@oneleaf/core/testing/graph';
import { django } from '../django.js';

const kinds = knownMarkers([django]);
const staleMarker = rules.find(({ name }) => name === 'stale-marker');

const shop = buildGraph([drawHistory('a < b', {}, { framework: django })]);
const pay = buildGraph([drawHistory('a < c', {}, { id: 'pay', framework: django })]);

const rows: [name: string, path: string, text: string, messages: string[]][] = [
  ['a marker that names the leaf', 'shop/migrations/max_migration.txt', 'b\n', []],
  [
    'one that names another migration',
    'shop/migrations/max_migration.txt',
    'a\n',
    ['shop/migrations/max_migration.txt names a; the leaf is b'],
  ],
  ['one of another scope', 'pay/migrations/leaf.lock', 'a\n', []],
  ['one for several', 'migrations_lockfile.txt', 'pay: a\nshop: a\n', ['migrations_lockfile.txt names a for shop; the leaf is b']],
];

const textOf = (message: string | readonly MessagePart[]): string => (typeof message === 'string' ? message : messageText(message));

test.each(rows)('%s', (_name, path, text, messages) => {
  const markers = checkMarkers([{ path, text }], currentLeavesOf([shop, pay]), kinds);
  const drafts = [...(staleMarker?.check({ graph: shop, markers }) ?? [])];
  expect(
    drafts.map(({ message, fix, ...draft }) => ({ ...draft, message: textOf(message), fix: { title: fix?.title, command: fix?.command } })),
  ).toEqual(
    messages.map(message => ({
      history: 'shop',
      message,
      location: { path },
      fix: { title: 'write the leaf', command: 'npx oneleaf sync' },
    })),
  );
});

test('nothing is known of markers where nobody has read them', () => {
  expect([...(staleMarker?.check({ graph: shop }) ?? [])]).toEqual([]);
});
