import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import type { Migration } from '../../model/migration.js';
import { computedFact, drawGraph, refer } from '../../testing/graph.js';
import { computedReference } from './computed-reference.js';

function about(name: string, fact: string): FindingDraft {
  const path = `shop/migrations/${name}.py`;
  return {
    history: 'shop',
    message: `${fact} of ${path} cannot be decided without running code: a call`,
    location: { path, span: { start: 10, end: 20 } },
    fix: { title: `write ${fact} as a literal instead of previous()` },
  };
}

const both: Partial<Migration> = {
  undecided: [...computedFact('down_revision').undecided, ...computedFact('branch_labels', 'label').undecided],
};

const rows: [name: string, given: Readonly<Record<string, Partial<Migration>>>, expected: FindingDraft[]][] = [
  ['literals', {}, []],
  ['parents that are computed', { b: computedFact('dependencies') }, [about('b', 'dependencies')]],
  ['parents that are partly computed', { b: { parents: [refer('a')], ...computedFact('dependencies') } }, [about('b', 'dependencies')]],
  [
    'an order that is computed is no more than a note',
    { b: computedFact('depends_on', 'order') },
    [{ severity: 'note', ...about('b', 'depends_on') }],
  ],
  ['several attributes of one file', { b: both }, [about('b', 'down_revision'), { severity: 'note', ...about('b', 'branch_labels') }]],
];

test.each(rows)('%s', (_name, given, expected) => {
  expect(plainDrafts(computedReference.check({ graph: drawGraph('a < b', given) }))).toEqual(expected);
});
