import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import type { Graph } from '../../graph/node.js';
import { computedFact, drawGraph, refer } from '../../testing/graph.js';
import { severalRoots } from './several-roots.js';

function about(names: string[]): FindingDraft {
  return {
    history: 'shop',
    message: `shop has ${names.length} roots: ${names.join(', ')}`,
    related: names.map(name => ({ path: `shop/migrations/${name}.py`, message: 'a root' })),
  };
}

const rows: [name: string, drawn: Graph, expected: FindingDraft[]][] = [
  ['one root', drawGraph('a < b'), []],
  ['two roots that meet', drawGraph('a, x, a + x < b'), [about(['a', 'x'])]],
  ['two lines', drawGraph('a < b, x < y'), [about(['a', 'x'])]],
  [
    'a requirement of another history is no parent',
    drawGraph('a, x', { x: { requires: [refer('a', { kind: 'label' })] } }),
    [about(['a', 'x'])],
  ],
  ['a parent that no file carries', drawGraph('a < b, c', { c: { parents: [refer('nope')] } }), []],
  ['a second root whose parents are computed', drawGraph('a < b, c', { c: computedFact('dependencies') }), []],
];

test.each(rows)('%s', (_name, drawn, expected) => {
  expect(plainDrafts(severalRoots.check({ graph: drawn }))).toEqual(expected);
});
