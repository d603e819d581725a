import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import type { HistoryContents } from '../../graph/node.js';
import { withUnreadable, refChange, drawHistory, unreadableFile, migration } from '../../testing/graph.js';
import { deletedLanded } from './deleted-landed.js';

const gone = migration('b');
const path = 'shop/migrations/b.py';
const deleted: FindingDraft = {
  history: 'shop',
  message: 'b has landed and is deleted',
  location: { path },
  fix: { title: `bring ${path} back` },
};
const copy = migration('b2', { body: 'b' });
const empty = migration('b', { body: '' });

const rows: [name: string, drawn: HistoryContents, change: Parameters<typeof refChange>[0] | undefined, expected: FindingDraft[]][] = [
  ['nothing is known to have landed', drawHistory('a'), undefined, []],
  ['nothing is deleted', drawHistory('a < b'), {}, []],
  ['a migration that is gone', drawHistory('a'), { deleted: [gone] }, [deleted]],
  [
    'a migration under a new name',
    drawHistory('a < b2'),
    { deleted: [gone], added: [copy] },
    [
      {
        ...deleted,
        message: 'b has landed and is renamed to b2: databases that have applied it will run it again',
        related: [{ path: 'shop/migrations/b2.py', message: 'the same operations under a new name' }],
      },
    ],
  ],
  [
    'an empty one beside another empty one is not renamed',
    drawHistory('a < c'),
    { deleted: [empty], added: [migration('c', { body: '' })] },
    [deleted],
  ],
  [
    'the same operations in another history are no new name',
    drawHistory('a'),
    { deleted: [gone], added: [{ ...copy, history: 'pay' }] },
    [deleted],
  ],
  ['a squash stands for what it replaces', drawHistory('a, s = b'), { deleted: [gone], added: [migration('s')] }, []],
  ['the same id under another path', drawHistory('a < b', { b: { path: 'shop/migrations/b_renamed.py' } }), { deleted: [gone] }, []],
  ['a file that is there and cannot be read', withUnreadable(drawHistory('a'), unreadableFile('b')), { deleted: [gone] }, []],
];

test.each(rows)('%s', (_name, drawn, change, expected) => {
  const input = { graph: buildGraph([drawn]), ...(change ? { change: refChange(change) } : {}) };
  expect(plainDrafts(deletedLanded.check(input))).toEqual(expected);
});
