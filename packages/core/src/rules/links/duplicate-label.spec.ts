import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { drawGraph } from '../../testing/graph.js';
import { duplicateLabel } from './duplicate-label.js';

function about(name: string, other: string, label = 'cards'): FindingDraft {
  return {
    history: 'shop',
    message: `${name} has the branch label ${label}, which names ${other} already`,
    location: { path: `shop/migrations/${name}.py` },
    related: [{ path: `shop/migrations/${other}.py`, message: `named ${label} too` }],
    fix: { title: `take the label ${label} away from one of them: a label reaches all descendants by itself` },
  };
}

const rows: [name: string, labels: Record<string, string[]>, expected: FindingDraft[]][] = [
  ['no labels', {}, []],
  ['a label each', { a: ['cards'], c: ['cash'] }, []],
  ['one label on two migrations', { a: ['cards'], c: ['cards'] }, [about('c', 'a')]],
  ['one label on three migrations', { a: ['cards'], b: ['cards'], c: ['cards'] }, [about('b', 'a'), about('c', 'a')]],
  ['a label that is an id', { a: ['c'] }, [about('a', 'c', 'c')]],
];

test.each(rows)('%s', (_name, labels, expected) => {
  const given = Object.fromEntries(Object.entries(labels).map(([name, carried]) => [name, { labels: carried }]));
  expect(plainDrafts(duplicateLabel.check({ graph: drawGraph('a, b, c', given) }))).toEqual(expected);
});
