import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import type { HistoryContents } from '../../graph/node.js';
import { withUnreadable, drawHistory, unreadableFile, computedFact, refer } from '../../testing/graph.js';
import { missingParent } from './missing-parent.js';

function about(from: string, to: string, rest: Partial<FindingDraft> = {}): FindingDraft {
  return {
    history: 'shop',
    message: `${from} refers to ${to}, which no file carries`,
    location: { path: `shop/migrations/${from}.py` },
    fix: { title: `bring ${to} back, or refer to a migration that exists` },
    ...rest,
  };
}

function perhaps(from: string, to: string): FindingDraft {
  return about(from, to, { severity: 'warning', message: `${from} refers to ${to}, which no readable file carries` });
}

const pay = drawHistory('pay.0001', {}, { id: 'pay' });
const orphan = drawHistory('a, c', { c: { parents: [refer('b')] } });
const needing = (id: string): HistoryContents => drawHistory('a', { a: { requires: [refer(id, { history: id.split('.')[0] ?? '' })] } });

const rows: [name: string, histories: HistoryContents[], expected: FindingDraft[]][] = [
  ['every parent is there', [drawHistory('a < b')], []],
  ['a parent that is not there', [orphan], [about('c', 'b')]],
  ...(['20260621_merge', '20260621_merge.py'] as const).map((name): [string, HistoryContents[], FindingDraft[]] => [
    `a parent that is called as its file, ${name}`,
    [drawHistory('a, c', { a: { path: 'shop/versions/20260621_merge.py', literal: 'a' }, c: { parents: [refer(name)] } })],
    [
      about('c', name, {
        related: [{ path: 'shop/versions/20260621_merge.py', message: 'is a' }],
        fix: { title: `did you mean a? ${name} is the name of its file` },
      }),
    ],
  ]),
  [
    'the place of the reference',
    [drawHistory('c', { c: { parents: [refer('b', { spans: [{ start: 3, end: 6 }] })] } })],
    [about('c', 'b', { location: { path: 'shop/migrations/c.py', span: { start: 3, end: 6 } } })],
  ],
  [
    'two children of one missing parent',
    [drawHistory('c, d', { c: { parents: [refer('b')] }, d: { parents: [refer('b')] } })],
    [about('c', 'b'), about('d', 'b')],
  ],
  ['a migration of another app that is not there', [pay, needing('pay.0009')], [about('a', 'pay.0009')]],
  ['a migration of an installed package', [pay, needing('auth.0012')], []],
  ['a run_before that is not there', [drawHistory('a', { a: { before: [refer('b')] } })], [about('a', 'b')]],
  ['a label that nobody carries', [drawHistory('a', { a: { requires: [refer('cards', { kind: 'label' })] } })], [about('a', 'cards')]],
  ['a replaced migration whose file is gone', [drawHistory('b < c, s = a + b', { b: { parents: [refer('a')] } })], []],
  ['a parent in a file that cannot be read', [withUnreadable(orphan, unreadableFile('b'))], [perhaps('c', 'b')]],
  ['a parent in a file that the clone lacks', [withUnreadable(orphan, unreadableFile('b', { kind: 'missing-blob' }))], [perhaps('c', 'b')]],
  [
    'a parent beside a file that is no migration',
    [withUnreadable(orphan, unreadableFile('notes', { kind: 'not-a-migration' }))],
    [about('c', 'b')],
  ],
  [
    'a parent where an id is computed',
    [
      drawHistory('a, shop/migrations/x.py, c', {
        c: { parents: [refer('b')] },
        'shop/migrations/x.py': { path: 'shop/migrations/x.py', ...computedFact('revision') },
      }),
    ],
    [perhaps('c', 'b')],
  ],
  [
    'a parent that a squash may replace which computes its targets',
    [drawHistory('a, c', { c: { parents: [refer('b')] } }), drawHistory('pay.s', { 'pay.s': computedFact('replaces') }, { id: 'pay' })],
    [about('c', 'b', { severity: 'warning' })],
  ],
  [
    'a parent that a squash may replace whose other line joins',
    [drawHistory('s < d, c, c + d < e', { c: { parents: [refer('b')] }, s: computedFact('replaces') })],
    [about('c', 'b', { severity: 'warning' })],
  ],
  [
    'a parent that a squash cannot replace without a second leaf',
    [drawHistory('s < d, c', { c: { parents: [refer('b')] }, s: computedFact('replaces') })],
    [about('c', 'b')],
  ],
  [
    'a requirement in another app where a file cannot be read',
    [withUnreadable(pay, unreadableFile('0009')), needing('pay.0009')],
    [perhaps('a', 'pay.0009')],
  ],
];

test.each(rows)('%s', (_name, histories, expected) => {
  expect(plainDrafts(missingParent.check({ graph: buildGraph(histories) }))).toEqual(expected);
});
