import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import type { Graph } from '../../graph/node.js';
import type { Migration } from '../../model/migration.js';
import { drawHistory, migration, refer } from '../../testing/graph.js';
import { duplicateId } from './duplicate-id.js';

const at = (file: string): string => `shop/migrations/${file}.py`;
const carrying = (file: string): Migration => migration('ae10', { parents: [refer('a')], path: at(file) });

function about(forgotten: string, kept: string): FindingDraft {
  return {
    history: 'shop',
    message: 'shop has two migrations with the id ae10; the framework keeps one and forgets the other',
    location: { path: at(forgotten) },
    related: [{ path: at(kept), message: 'the one that is kept' }],
    fix: { title: `give ${at(forgotten)} an id of its own` },
  };
}

const rows: [name: string, files: string[], expected: FindingDraft[]][] = [
  ['an id of its own for each', ['ae10_sku'], []],
  ['two files with one id: the last one is kept', ['ae10_sku', 'ae10_tax'], [about('ae10_sku', 'ae10_tax')]],
  ['three files with one id', ['ae10_a', 'ae10_b', 'ae10_c'], [about('ae10_a', 'ae10_c'), about('ae10_b', 'ae10_c')]],
];

function drawn(files: readonly string[]): Graph {
  const whole = drawHistory('a');
  return buildGraph([{ ...whole, migrations: [...whole.migrations, ...files.map(carrying)] }]);
}

test.each(rows)('%s', (_name, files, expected) => {
  expect(plainDrafts(duplicateId.check({ graph: drawn(files) }))).toEqual(expected);
});

test.each(['ae10_sku', 'ae10_tax'])('the new one, %s, is to change its id, not the landed one', file => {
  const change = { added: [carrying(file)], edited: [], deleted: [] };
  const fix = { title: `give ${at(file)} an id of its own` };
  expect(plainDrafts(duplicateId.check({ graph: drawn(['ae10_sku', 'ae10_tax']), change }))).toEqual([
    { ...about('ae10_sku', 'ae10_tax'), fix },
  ]);
});
