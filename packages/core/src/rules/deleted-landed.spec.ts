import type { Draft } from '../finding.js';
import { buildGraph } from '../graph.js';
import type { Chapter } from '../node.js';
import { beside, changing, chapter, closed, migration } from '../testing/graph.js';
import { deletedLanded } from './deleted-landed.js';

const gone = migration('b');
const path = 'shop/migrations/b.py';
const deleted: Draft = {
  history: 'shop',
  message: 'b has landed and is deleted',
  location: { path },
  fix: { title: `bring ${path} back` },
};
const copy = migration('b2', { body: 'b' });
const empty = migration('b', { body: '' });

const rows: [name: string, drawn: Chapter, change: Parameters<typeof changing>[0] | undefined, expected: Draft[]][] = [
  ['nothing is known to have landed', chapter('a'), undefined, []],
  ['nothing is deleted', chapter('a < b'), {}, []],
  ['a migration that is gone', chapter('a'), { deleted: [gone] }, [deleted]],
  [
    'a migration under a new name',
    chapter('a < b2'),
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
    chapter('a < c'),
    { deleted: [empty], added: [migration('c', { body: '' })] },
    [deleted],
  ],
  [
    'the same operations in another history are no new name',
    chapter('a'),
    { deleted: [gone], added: [{ ...copy, history: 'pay' }] },
    [deleted],
  ],
  ['a squash stands for what it replaces', chapter('a, s = b'), { deleted: [gone], added: [migration('s')] }, []],
  ['the same id under another path', chapter('a < b', { b: { path: 'shop/migrations/b_renamed.py' } }), { deleted: [gone] }, []],
  ['a file that is there and cannot be read', beside(chapter('a'), closed('b')), { deleted: [gone] }, []],
];

test.each(rows)('%s', (_name, drawn, change, expected) => {
  const input = { graph: buildGraph([drawn]), ...(change ? { change: changing(change) } : {}) };
  expect([...deletedLanded.check(input)]).toEqual(expected);
});
