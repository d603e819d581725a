import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { drawGraph, refer } from '../../testing/graph.js';
import { squashHidesFork } from './squash-hides-fork.js';

function about(...names: string[]): FindingDraft {
  return {
    history: 'shop',
    message: `a squash in shop hides a fork: a database that has applied a part of it has ${names.length} leaves, ${names.join(', ')}`,
    location: { path: 'shop/migrations' },
  };
}

const rows: [name: string, drawing: string, expected: FindingDraft[]][] = [
  ['no squash', 'a < b < c', []],
  ['a squash of a line', 'a < b < c, s = a + b', []],
  ['a squash that absorbs one side of a fork', 'a < x < y, x < y2, s = x + y2, a < s', [about('y', 'y2')]],
  ['a squash of both sides of a fork', 'a < x, a < y, s = a + x + y', [about('x', 'y')]],
  ['a squash whose targets are gone', 's = x + y, s < z', []],
  ['a squash of one, of which no part can be applied', 'a < s, s = a', []],
  ['a hidden fork beside one that everybody sees', 'a < x < y, x < y2, s = x + y2, a < s, a < z', []],
  ['a fork that everybody sees', 'a < b < c, b < d, s = a + b', []],
];

test.each(rows)('%s', (_name, drawing, expected) => {
  expect(plainDrafts(squashHidesFork.check({ graph: drawGraph(drawing) }))).toEqual(expected);
});

test('a child that names a target without a file hangs on the squash, or Django fails', () => {
  const drawn = drawGraph('z, s = x + y', { z: { parents: [refer('y')] } });
  expect(plainDrafts(squashHidesFork.check({ graph: drawn }))).toEqual([]);
});
