import { buildGraph } from '../../graph/graph.js';
import { checkMarkers } from '../../markers/check-markers.js';
import { currentLeavesOf } from '../../markers/current-leaves.js';
import { drawHistory } from '../../testing/graph.js';
import { staleMarker } from './stale-marker.js';

const shop = buildGraph([drawHistory('a < b')]);
const pay = buildGraph([drawHistory('a < c', {}, { id: 'pay' })]);

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

test.each(rows)('%s', (_name, path, text, messages) => {
  const markers = checkMarkers([{ path, text }], currentLeavesOf([shop, pay]));
  expect([...staleMarker.check({ graph: shop, markers })]).toEqual(
    messages.map(message => ({
      history: 'shop',
      message,
      location: { path },
      fix: { title: 'write the leaf', command: 'npx oneleaf sync' },
    })),
  );
});

test('nothing is known of markers where nobody has read them', () => {
  expect([...staleMarker.check({ graph: shop })]).toEqual([]);
});
