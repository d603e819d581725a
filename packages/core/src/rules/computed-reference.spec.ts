import type { Draft } from '../finding.js';
import type { Migration } from '../model.js';
import { computing, graph, refer } from '../testing/graph.js';
import { computedReference } from './computed-reference.js';

function about(name: string, fact: string): Draft {
  const path = `shop/migrations/${name}.py`;
  return {
    history: 'shop',
    message: `${fact} of ${path} cannot be decided without running code: a call`,
    location: { path, span: { start: 10, end: 20 } },
    fix: { title: `write ${fact} as a literal instead of previous()` },
  };
}

const both: Partial<Migration> = { undecided: [...computing('down_revision').undecided, ...computing('branch_labels', 'label').undecided] };

const rows: [name: string, given: Readonly<Record<string, Partial<Migration>>>, expected: Draft[]][] = [
  ['literals', {}, []],
  ['parents that are computed', { b: computing('dependencies') }, [about('b', 'dependencies')]],
  ['parents that are partly computed', { b: { parents: [refer('a')], ...computing('dependencies') } }, [about('b', 'dependencies')]],
  [
    'an order that is computed is no more than a note',
    { b: computing('depends_on', 'order') },
    [{ severity: 'note', ...about('b', 'depends_on') }],
  ],
  ['several attributes of one file', { b: both }, [about('b', 'down_revision'), { severity: 'note', ...about('b', 'branch_labels') }]],
];

test.each(rows)('%s', (_name, given, expected) => {
  expect([...computedReference.check({ graph: graph('a < b', given) })]).toEqual(expected);
});
