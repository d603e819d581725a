import { plainDrafts } from '../../testing/plain-drafts.js';
import type { FindingDraft } from '../rule.js';
import { buildGraph } from '../../graph/graph.js';
import { drawHistory, migration } from '../../testing/graph.js';
import { strayCopy } from './stray-copy.js';

const original = '0002_sku';
const at = (name: string, folder = 'shop/migrations'): string => `${folder}/${name}.py`;

function about(path: string, of = at(original), quoted = path): FindingDraft {
  return {
    history: 'shop',
    message: `${path} looks like a copy of ${of}, and the framework loads it`,
    location: { path },
    related: [{ path: of, message: 'the original' }],
    fix: { title: 'delete the copy', command: `git rm -f -- '${quoted}'` },
  };
}

function found(...paths: string[]): readonly FindingDraft[] {
  const drawn = { ...drawHistory('a'), migrations: paths.map(path => migration(path, { path })) };
  return plainDrafts(strayCopy.check({ graph: buildGraph([drawn]) }));
}

const copies = [
  '0002_sku copy',
  '0002_sku copy 2',
  '0002_sku 2',
  '0002_sku (1)',
  '0002_sku (copy)',
  '0002_sku - Copy',
  '0002_sku - Copy (2)',
  'Copy of 0002_sku',
];

test.each(copies)('%j is a copy', name => {
  expect(found(at(original), at(name))).toEqual([about(at(name))]);
});

test.each(['0002_sku_copy', '0002_sku2', '0003_copy of 0002_sku', '0002_tax copy', '0002_sku_2'])('%j is none', name => {
  expect(found(at(original), at(name))).toEqual([]);
});

test('a copy without its original', () => {
  expect(found(at('0002_sku copy'))).toEqual([]);
});

test('a name that has its original in another folder', () => {
  expect(found(at(original, 'shop/migrations/2023'), at('0002_sku 2', 'shop/migrations/2024'))).toEqual([]);
});

test('the command survives a quote in the path', () => {
  const path = at("it's copy");
  expect(found(at("it's"), path)).toEqual([about(path, at("it's"), String.raw`shop/migrations/it'\''s copy.py`)]);
});
