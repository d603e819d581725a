import { plainDrafts } from '../../testing/plain-drafts.js';
import { buildGraph } from '../../graph/graph.js';
import type { MarkerCheck } from '../../markers/marker.js';
import { drawHistory } from '../../testing/graph.js';
import { staleMarker } from './stale-marker.js';

test('a marker of a history here that names another leaf, once for each remark', () => {
  const graph = buildGraph([drawHistory('a < b', {}, { id: 'shop' })]);
  const remark = (history: string) => ({ history, message: `shop/leaf.txt names a, and the leaf of ${history} is b` });
  const markers: readonly MarkerCheck[] = [
    { path: 'shop/leaf.txt', text: 'b\n', stale: [remark('shop'), remark('elsewhere')], left: [remark('shop')] },
    { path: 'pay/leaf.txt', text: 'c\n', stale: [], left: [] },
  ];
  expect(plainDrafts(staleMarker.check({ graph, markers }))).toEqual([
    {
      history: 'shop',
      message: 'shop/leaf.txt names a, and the leaf of shop is b',
      location: { path: 'shop/leaf.txt' },
      fix: { title: 'write the leaf', command: 'npx oneleaf sync' },
    },
  ]);
  expect(plainDrafts(staleMarker.check({ graph }))).toEqual([]);
});
