import fc from 'fast-check';
import { ancestorLine, ancestors, ancestorsAmong, isAcyclic } from './ancestors.js';
import { buildGraph } from './graph.js';
import type { Graph } from './node.js';
import { drawGraph, drawHistory, migration, refer } from '../testing/graph.js';

/** For each migration the indexes of those that it stands on, anywhere in the list or nowhere (-1). */
const links = fc.array(fc.array(fc.integer({ min: -1, max: 11 }), { maxLength: 3 }), { minLength: 1, maxLength: 12 });

function graphOf(sketch: readonly (readonly number[])[]): Graph {
  const name = (at: number): string => (at < 0 ? 'nowhere' : `m${at % sketch.length}`);
  const migrations = sketch.map((parents, index) => migration(`m${index}`, { parents: parents.map(at => refer(name(at))) }));
  return buildGraph([{ ...drawHistory('x'), migrations }]);
}

test('some ancestors are found without walking to the ground, in cycles too', () => {
  let cyclic = 0;
  fc.assert(
    fc.property(links, fc.array(fc.nat(11), { maxLength: 4 }), (sketch, picked) => {
      const graph = graphOf(sketch);
      const ids = [...graph.nodes.keys()];
      const some = [...new Set(picked.flatMap(at => ids[at % ids.length] ?? []))];
      cyclic += isAcyclic(graph) ? 0 : 1;
      expect(isAcyclic(graph)).toBe(!ids.some(id => ancestors(graph, id).has(id)));
      for (const id of ids) expect(ancestorsAmong(graph, id, some)).toEqual(some.filter(one => ancestors(graph, id).has(one)));
    }),
  );
  expect(cyclic).toBeGreaterThan(10);
});

test('a line keeps to its own history, and holds where it begins', () => {
  const graph = drawGraph('a < b, x', { x: { requires: [refer('b', { kind: 'label' })] } });
  expect([...ancestorLine(graph, 'b')]).toEqual(['b', 'a']);
  expect([...ancestorLine(graph, 'x')]).toEqual(['x']);
});
