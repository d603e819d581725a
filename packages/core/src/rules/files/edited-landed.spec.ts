import { plainDrafts } from '../../testing/plain-drafts.js';
import type { RefChange } from '../../model/ref-change.js';
import type { FindingDraft } from '../rule.js';
import { refChange, computedFact, drawGraph, migration, refer } from '../../testing/graph.js';
import { editedLanded } from './edited-landed.js';

const landed = migration('b', { parents: [refer('a'), refer('z')] });

const edited: FindingDraft = {
  history: 'shop',
  message: 'b has landed and is edited: databases that have applied it will not see the change',
  location: { path: 'shop/migrations/b.py' },
  fix: { title: 'leave the landed file as it is and put the change into a new migration' },
};
const cosmetic: FindingDraft = { ...edited, severity: 'note', message: 'b has landed and is edited, in comments or layout only' };

const rows: [name: string, now: Partial<typeof landed>, expected: FindingDraft][] = [
  ['other operations', { body: 'something else' }, edited],
  ['comments', {}, cosmetic],
  ['the parents in another order', { parents: [refer('z'), refer('a')] }, cosmetic],
  ['another parent', { parents: [refer('a')] }, edited],
  ['another id', { id: 'c', literal: 'c' }, edited],
  ['another label', { labels: ['cards'] }, edited],
  ['a requirement', { requires: [refer('pay.0001')] }, edited],
  ['a parent that is now computed', computedFact('dependencies'), edited],
];

test.each(rows)('%s', (_name, now, expected) => {
  const change: RefChange = refChange({ edited: [{ landed, now: { ...landed, ...now } }] });
  expect(plainDrafts(editedLanded.check({ graph: drawGraph('a < b'), change }))).toEqual([expected]);
});

test('nothing is edited, or nothing is known to have landed', () => {
  expect([
    ...editedLanded.check({ graph: drawGraph('a'), change: refChange({}) }),
    ...editedLanded.check({ graph: drawGraph('a') }),
  ]).toEqual([]);
});
