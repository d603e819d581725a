import type { Draft } from '../finding.js';
import { buildGraph } from '../graph.js';
import type { Problem } from '../model.js';
import { beside, chapter, closed } from '../testing/graph.js';
import { unreadableMigration } from './unreadable-migration.js';

const path = 'shop/migrations/b.py';

const rows: [kind: Problem['kind'], severity: Draft['severity']][] = [
  ['encoding', undefined],
  ['conflict-markers', undefined],
  ['syntax', undefined],
  ['not-a-migration', undefined],
  ['missing-blob', 'warning'],
  ['link', 'warning'],
];

test.each(rows)('%s', (kind, severity) => {
  const drawn = beside(chapter('a'), closed('b', { kind, reason: 'the reason', span: { start: 1, end: 2 } }));
  expect([...unreadableMigration.check({ graph: buildGraph([drawn]) })]).toEqual([
    {
      ...(severity ? { severity } : {}),
      history: 'shop',
      message: `${path} cannot be read: the reason`,
      location: { path, span: { start: 1, end: 2 } },
    },
  ]);
});

test('a problem without a place, and files that can be read', () => {
  const drawn = beside(chapter('a < c'), closed('b'));
  expect([...unreadableMigration.check({ graph: buildGraph([drawn]) })]).toEqual([
    { history: 'shop', message: `${path} cannot be read: not Python`, location: { path } },
  ]);
});
