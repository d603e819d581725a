import { plainDrafts } from '../../testing/plain-drafts.js';
import type { Fix } from '../../model/finding.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import type { HistoryContents } from '../../graph/node.js';
import { withUnreadable, refChange, drawHistory, unreadableFile, computedFact, migration, refer } from '../../testing/graph.js';
import { multipleLeaves } from './multiple-leaves.js';

const join = { title: 'join them', command: 'npx oneleaf merge shop' };

function about(message: string, files: string[], fix: Fix = join): FindingDraft {
  return {
    history: 'shop',
    message,
    related: files.map(file => ({ path: `shop/migrations/${file}.py`, message: 'a leaf' })),
    fix,
  };
}

const line = drawHistory('a < b');
const twice = { ...line, migrations: [...line.migrations, migration('b', { parents: [refer('a')], path: 'shop/migrations/b2.py' })] };
const labels = { pre: { parents: [refer('a')], labels: ['pre'] } };

const rows: [name: string, drawn: HistoryContents, expected: FindingDraft[]][] = [
  ['a line', line, []],
  ['a fork', drawHistory('a < c, a < b'), [about('shop has 2 leaves: b, c', ['c', 'b'])]],
  ['two roots that never meet', drawHistory('a < b, x < y'), [about('shop has 2 leaves: b, y', ['b', 'y'])]],
  ['a fork that is joined', drawHistory('a < b, a < c, b + c < d'), []],
  [
    'a fork that stays beside one that is joined',
    drawHistory('a < b, a < c, b + c < d, a < e'),
    [about('shop has 2 leaves: d, e', ['d', 'e'])],
  ],
  ['as many leaves as are right', drawHistory('a < b, a < c', {}, { expectedLeaves: 2 }), []],
  [
    'more leaves than are right',
    drawHistory('a < b, a < c, a < d', {}, { expectedLeaves: 2 }),
    [about('shop has 3 leaves instead of 2: b, c, d', ['b', 'c', 'd'])],
  ],
  [
    'a label with a leaf too many',
    drawHistory('a < pre < b, pre < c', labels, { expectedLeaves: 2, expectedByLabel: { pre: 1, post: 1 } }),
    [about('shop has more leaves under pre than are right: b, c', ['b', 'c'])],
  ],
  [
    'an id that two files carry cannot be joined with itself',
    twice,
    [about('shop has 2 leaves: b, b', ['b', 'b2'], { title: 'give each file an id of its own' })],
  ],
  [
    'a stray copy is not to be joined',
    drawHistory('a < b, a < b copy'),
    [about('shop has 2 leaves: b, b copy', ['b', 'b copy'], { title: 'delete the copy' })],
  ],
  ['a stray copy beside a fork', drawHistory('a < b, a < b copy, a < c'), [about('shop has 3 leaves: b, b copy, c', ['b', 'b copy', 'c'])]],
  ['a fork absorbed by a squash', drawHistory('a < x < y, x < y2, s = x + y2, a < s'), []],
  ['a fork that a computed migration may join', drawHistory('a < b, a < c, d', { d: computedFact('dependencies') }), []],
  ['a fork that an unreadable file may join', withUnreadable(drawHistory('a < b, a < c'), unreadableFile('d')), []],
];

test.each(rows)('%s', (_name, drawn, expected) => {
  expect(plainDrafts(multipleLeaves.check({ graph: buildGraph([drawn]) }))).toEqual(expected);
});

test('each history is counted for itself', () => {
  const pay = drawHistory('p < q, p < r', {}, { id: 'pay' });
  const found = plainDrafts(multipleLeaves.check({ graph: buildGraph([drawHistory('a < b'), pay]) }));
  expect(found.map(({ history, fix }) => [history, fix?.command])).toEqual([['pay', 'npx oneleaf merge pay']]);
});

test.each([
  ['what the branch adds goes behind what has landed', ['c'], 'put yours behind what has landed'],
  ['of two that the branch adds, one goes behind the other', ['b', 'c'], 'put one behind the other'],
])('%s', (_, own, title) => {
  const fork = drawHistory('a < b, a < c');
  const change = refChange({ added: fork.migrations.filter(({ id }) => own.includes(id)) });
  const found = plainDrafts(multipleLeaves.check({ graph: buildGraph([fork]), change }));
  expect(found.map(({ fix }) => fix)).toEqual([{ title, command: 'npx oneleaf rebase shop' }]);
});
