import type { Draft } from '../finding.js';
import { buildGraph } from '../graph.js';
import type { Chapter } from '../node.js';
import { beside, chapter, closed, computing, refer } from '../testing/graph.js';
import { missingParent } from './missing-parent.js';

function about(from: string, to: string, rest: Partial<Draft> = {}): Draft {
  return {
    history: 'shop',
    message: `${from} refers to ${to}, which no file carries`,
    location: { path: `shop/migrations/${from}.py` },
    fix: { title: `bring ${to} back, or refer to a migration that exists` },
    ...rest,
  };
}

function perhaps(from: string, to: string): Draft {
  return about(from, to, { severity: 'warning', message: `${from} refers to ${to}, which no readable file carries` });
}

const pay = chapter('pay.0001', {}, { id: 'pay' });
const orphan = chapter('a, c', { c: { parents: [refer('b')] } });
const needing = (id: string): Chapter => chapter('a', { a: { requires: [refer(id, { history: id.split('.')[0] ?? '' })] } });

const rows: [name: string, chapters: Chapter[], expected: Draft[]][] = [
  ['every parent is there', [chapter('a < b')], []],
  ['a parent that is not there', [orphan], [about('c', 'b')]],
  [
    'the place of the reference',
    [chapter('c', { c: { parents: [refer('b', { spans: [{ start: 3, end: 6 }] })] } })],
    [about('c', 'b', { location: { path: 'shop/migrations/c.py', span: { start: 3, end: 6 } } })],
  ],
  [
    'two children of one missing parent',
    [chapter('c, d', { c: { parents: [refer('b')] }, d: { parents: [refer('b')] } })],
    [about('c', 'b'), about('d', 'b')],
  ],
  ['a migration of another app that is not there', [pay, needing('pay.0009')], [about('a', 'pay.0009')]],
  ['a migration of an installed package', [pay, needing('auth.0012')], []],
  ['a run_before that is not there', [chapter('a', { a: { before: [refer('b')] } })], [about('a', 'b')]],
  ['a label that nobody carries', [chapter('a', { a: { requires: [refer('cards', { kind: 'label' })] } })], [about('a', 'cards')]],
  ['a replaced migration whose file is gone', [chapter('b < c, s = a + b', { b: { parents: [refer('a')] } })], []],
  ['a parent in a file that cannot be read', [beside(orphan, closed('b'))], [perhaps('c', 'b')]],
  ['a parent in a file that the clone lacks', [beside(orphan, closed('b', { kind: 'missing-blob' }))], [perhaps('c', 'b')]],
  ['a parent beside a file that is no migration', [beside(orphan, closed('notes', { kind: 'not-a-migration' }))], [about('c', 'b')]],
  [
    'a parent where an id is computed',
    [
      chapter('a, shop/migrations/x.py, c', {
        c: { parents: [refer('b')] },
        'shop/migrations/x.py': { path: 'shop/migrations/x.py', ...computing('revision') },
      }),
    ],
    [perhaps('c', 'b')],
  ],
  [
    'a parent that a squash may replace which computes its targets',
    [chapter('a, c', { c: { parents: [refer('b')] } }), chapter('pay.s', { 'pay.s': computing('replaces') }, { id: 'pay' })],
    [about('c', 'b', { severity: 'warning' })],
  ],
  [
    'a parent that a squash may replace whose other line joins',
    [chapter('s < d, c, c + d < e', { c: { parents: [refer('b')] }, s: computing('replaces') })],
    [about('c', 'b', { severity: 'warning' })],
  ],
  [
    'a parent that a squash cannot replace without a second leaf',
    [chapter('s < d, c', { c: { parents: [refer('b')] }, s: computing('replaces') })],
    [about('c', 'b')],
  ],
  [
    'a requirement in another app where a file cannot be read',
    [beside(pay, closed('0009')), needing('pay.0009')],
    [perhaps('a', 'pay.0009')],
  ],
];

test.each(rows)('%s', (_name, chapters, expected) => {
  expect([...missingParent.check({ graph: buildGraph(chapters) })]).toEqual(expected);
});
