import type { Draft } from '../finding.js';
import type { Graph } from '../graph.js';
import { computing, graph, refer } from '../testing/graph.js';
import { severalRoots } from './several-roots.js';

function about(names: string[]): Draft {
  return {
    history: 'shop',
    message: `shop has ${names.length} roots: ${names.join(', ')}`,
    related: names.map(name => ({ path: `shop/migrations/${name}.py`, message: 'a root' })),
  };
}

const rows: [name: string, drawn: Graph, expected: Draft[]][] = [
  ['one root', graph('a < b'), []],
  ['two roots that meet', graph('a, x, a + x < b'), [about(['a', 'x'])]],
  ['two lines', graph('a < b, x < y'), [about(['a', 'x'])]],
  [
    'a requirement of another history is no parent',
    graph('a, x', { x: { requires: [refer('a', { kind: 'label' })] } }),
    [about(['a', 'x'])],
  ],
  ['a parent that no file carries', graph('a < b, c', { c: { parents: [refer('nope')] } }), []],
  ['a second root whose parents are computed', graph('a < b, c', { c: computing('dependencies') }), []],
];

test.each(rows)('%s', (_name, drawn, expected) => {
  expect([...severalRoots.check({ graph: drawn })]).toEqual(expected);
});
