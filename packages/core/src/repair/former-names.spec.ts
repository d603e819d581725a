import type { Migration } from '../model/migration.js';
import { drawHistory, migration, refer } from '../testing/graph.js';
import { treeOf } from '../testing/branch-trees.js';
import { missingParents, successorPaths } from './former-names.js';

const base = treeOf(drawHistory('a'));

/** The branch as drawn, with bodies for single migrations. */
function here(drawing: string, bodies: Readonly<Record<string, string>> = {}) {
  return treeOf(drawHistory(drawing, Object.fromEntries(Object.entries(bodies).map(([id, body]) => [id, { body }]))));
}

const past = (id: string, rest: Partial<Migration> = {}, isEmpty = false) => ({ migration: migration(id, rest), isEmpty });

test('parents for which there is no file', () => {
  const tree = treeOf(drawHistory('a, d', { d: { parents: [refer('c'), refer('a')] } }));
  expect([...missingParents({ here: tree, base })]).toEqual(['c']);
});

test.each([
  ['one with the same body under another name', here('a < c2', { c2: 'add sku' }), [past('c', { body: 'add sku' })], 'c2'],
  ['none with another body', here('a < c2', { c2: 'add tax' }), [past('c', { body: 'add sku' })], undefined],
  ['two with the same body', here('a < c2 < c3', { c2: 'add sku', c3: 'add sku' }), [past('c', { body: 'add sku' })], undefined],
  ['a merge: what its parents became', here('a < c2'), [past('c', { body: '', parents: [refer('c2'), refer('a')] }, true)], 'c2'],
  [
    'a merge whose parents became two',
    here('a < c2, a < c3'),
    [past('c', { body: '', parents: [refer('c2'), refer('c3')] }, true)],
    undefined,
  ],
  ['a merge that does something', here('a < c2'), [past('c', { body: 'x', parents: [refer('c2'), refer('a')] })], undefined],
  ['nothing that was ever called so', here('a < c2'), [], undefined],
])('the successor of a missing parent: %s', (_, tree, known, expected) => {
  const found = successorPaths({ here: tree, base }, new Set(['c']), known);
  expect(found.get('c')).toBe(expected && `shop/migrations/${expected}.py`);
});
