import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import type { ReadingFailure } from '../../model/migration.js';
import { withUnreadable, drawHistory, unreadableFile } from '../../testing/graph.js';
import { unreadableMigration } from './unreadable-migration.js';

const path = 'shop/migrations/b.py';

const rows: [kind: ReadingFailure['kind'], severity: FindingDraft['severity']][] = [
  ['encoding', undefined],
  ['conflict-markers', undefined],
  ['syntax', undefined],
  ['not-a-migration', undefined],
  ['missing-blob', 'warning'],
  ['link', 'warning'],
];

test.each(rows)('%s', (kind, severity) => {
  const drawn = withUnreadable(drawHistory('a'), unreadableFile('b', { kind, reason: 'the reason', span: { start: 1, end: 2 } }));
  expect(plainDrafts(unreadableMigration.check({ graph: buildGraph([drawn]) }))).toEqual([
    {
      ...(severity ? { severity } : {}),
      history: 'shop',
      message: `${path} cannot be read: the reason`,
      location: { path, span: { start: 1, end: 2 } },
    },
  ]);
});

test('a problem without a place, and files that can be read', () => {
  const drawn = withUnreadable(drawHistory('a < c'), unreadableFile('b'));
  expect(plainDrafts(unreadableMigration.check({ graph: buildGraph([drawn]) }))).toEqual([
    { history: 'shop', message: `${path} cannot be read: not Python`, location: { path } },
  ]);
});
