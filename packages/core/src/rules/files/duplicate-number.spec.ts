import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { drawGraph } from '../../testing/graph.js';
import { duplicateNumber } from './duplicate-number.js';

function about(number: string, names: string[]): FindingDraft {
  return {
    history: 'shop',
    message: `shop has ${names.length} migrations numbered ${number}: ${names.join(', ')}`,
    related: names.map(name => ({ path: `shop/migrations/${name}.py`, message: `number ${number}` })),
  };
}

const rows: [name: string, drawing: string, expected: FindingDraft[]][] = [
  ['one number each', '0001_initial < 0002_sku < 0003_tax', []],
  ['a number twice in a line', '0001_initial < 0002_sku < 0002_tax', [about('0002', ['0002_sku', '0002_tax'])]],
  ['a number three times', '001_a < 001_b < 001_c', [about('001', ['001_a', '001_b', '001_c'])]],
  ['two numbers twice', '01_a < 01_b < 02_c < 02_d', [about('01', ['01_a', '01_b']), about('02', ['02_c', '02_d'])]],
  ['the sides of a fork', '1_a < 0002_sku, 1_a < 0002_tax', []],
  ['the sides of a fork that is joined', '1_a < 0002_sku, 1_a < 0002_tax, 0002_sku + 0002_tax < 0003_merge', []],
  ['a line beside a fork', '1_a < 0002_sku < 0002_tax, 1_a < 0002_label', [about('0002', ['0002_sku', '0002_tax'])]],
  ['a circle with two migrations of one number, of which one is alone in it', '0001_a < 0002_b < 0001_a, 0001_c', []],
  ['ids are no numbers', 'ae1027a6acf_sku < 1027ae_tax < 123456_x < 123456_y', []],
  ['days are no numbers', '20240115_sku < 20240115_tax', []],
  ['years are no numbers', '2024_01_15_sku < 2024_02_01_tax < 2024_03-x', []],
  ['a squash carries the number of its first migration', '0001_initial < 0002_sku, 0001_squashed_0002_sku = 0001_initial + 0002_sku', []],
];

test.each(rows)('%s', (_name, drawing, expected) => {
  expect(plainDrafts(duplicateNumber.check({ graph: drawGraph(drawing) }))).toEqual(expected);
});
