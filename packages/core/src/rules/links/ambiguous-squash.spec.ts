import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { drawGraph } from '../../testing/graph.js';
import { ambiguousSquash } from './ambiguous-squash.js';

function about(name: string): FindingDraft {
  return {
    history: 'shop',
    message: `${name} and another squash of shop overlap or nest: which one wins depends on the order of a Python set`,
    location: { path: `shop/migrations/${name}.py` },
    fix: { title: 'take the replaces of the older squash away once every database has applied it' },
  };
}

const rows: [name: string, drawing: string, squashes: string[]][] = [
  ['no squash', 'a < b < c', []],
  ['one squash', 'a < b < c, s = a + b', []],
  ['two squashes side by side', 'a < b < c < d, s = a + b, t = c + d, s < t', []],
  ['a squash of a squash', 'a < b < c, s = a + b, t = s + c', ['s', 't']],
  ['two squashes that share a migration', 'a < b < c, s = a + b, t = b + c', ['s', 't']],
  ['a squash of one whose file is gone', 'c, t = s + c', []],
];

test.each(rows)('%s', (_name, drawing, squashes) => {
  expect(plainDrafts(ambiguousSquash.check({ graph: drawGraph(drawing) }))).toEqual(squashes.map(about));
});
