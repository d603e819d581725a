import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import type { Graph } from '../../graph/node.js';
import { drawHistory, drawGraph, refer } from '../../testing/graph.js';
import { cycle } from './cycle.js';

const fix = { title: 'take one of the references away' };
const at = (name: string, history = 'shop'): string => `${history}/migrations/${name}.py`;
const part = (name: string): { path: string; message: string } => ({ path: at(name), message: 'part of the cycle' });

const acrossApps = buildGraph([
  drawHistory('pay.0001', { 'pay.0001': { requires: [refer('shop.0001', { history: 'shop' })] } }, { id: 'pay' }),
  drawHistory('shop.0001', { 'shop.0001': { requires: [refer('pay.0001', { history: 'pay' })] } }),
]);

const rows: [name: string, drawn: Graph, expected: FindingDraft[]][] = [
  ['a line', drawGraph('a < b < c'), []],
  ['a diamond', drawGraph('a < b, a < c, b + c < d'), []],
  [
    'its own parent',
    drawGraph('a < a'),
    [{ history: 'shop', message: 'a is its own parent', location: { path: at('a') }, related: [], fix }],
  ],
  [
    'three in a circle, and a migration on top',
    drawGraph('a < b < c < a, c < d'),
    [
      {
        history: 'shop',
        message: 'migrations wait for each other: a, b, c',
        location: { path: at('a') },
        related: [part('b'), part('c')],
        fix,
      },
    ],
  ],
  [
    'two circles',
    drawGraph('a < b < a, c < d < c'),
    [
      { history: 'shop', message: 'migrations wait for each other: a, b', location: { path: at('a') }, related: [part('b')], fix },
      { history: 'shop', message: 'migrations wait for each other: c, d', location: { path: at('c') }, related: [part('d')], fix },
    ],
  ],
  [
    'two apps that need each other',
    acrossApps,
    [
      {
        history: 'pay',
        message: 'migrations wait for each other: pay.0001, shop.0001',
        location: { path: at('pay.0001', 'pay') },
        related: [part('shop.0001')],
        fix,
      },
    ],
  ],
];

test.each(rows)('%s', (_name, drawn, expected) => {
  expect(plainDrafts(cycle.check({ graph: drawn }))).toEqual(expected);
});
