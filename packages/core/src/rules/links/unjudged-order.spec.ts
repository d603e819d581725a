import { plainDrafts } from '../../testing/plain-drafts.js';
import { buildGraph } from '../../graph/graph.js';
import type { Admission } from '../../model/migration.js';
import { drawHistory } from '../../testing/graph.js';
import { multipleLeaves } from './multiple-leaves.js';
import { severalRoots } from './several-roots.js';
import { unjudgedOrder } from './unjudged-order.js';

test.each<[Admission['kind'], number]>([
  ['graph', 0],
  ['set', 1],
  ['watermark', 1],
  ['prefix', 1],
])('a history of the order %s', (kind, findings) => {
  const graph = buildGraph([drawHistory('a, b', {}, { order: { kind } })]);
  const message = 'the names of its migrations order shop, and Oneleaf cannot judge such an order yet';
  expect(plainDrafts(unjudgedOrder.check({ graph }))).toEqual(Array<unknown>(findings).fill({ history: 'shop', message }));
  // Without links everything would be a leaf and a root.
  expect([...multipleLeaves.check({ graph }), ...severalRoots.check({ graph })]).toHaveLength(2 - 2 * findings);
});
