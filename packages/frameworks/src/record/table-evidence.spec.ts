import {
  buildGraph,
  evidenceOf,
  type Graph,
  type KnownOperations,
  type ObservedTable,
  type Operation,
  type SchemaEffect,
} from '@oneleaf/core';
import { drawHistory } from '@oneleaf/core/testing/graph';
import { django } from '../django/django.js';

const drawGraph = (drawing: string): Graph => buildGraph([drawHistory(drawing, {}, { framework: django })]);
const table = (does: SchemaEffect['does'], name: string, to?: string): SchemaEffect => ({
  does,
  thing: 'table',
  name,
  ...(to === undefined ? {} : { to }),
});
const column = (does: SchemaEffect['does'], name: string, of = 'item'): SchemaEffect => ({ does, thing: 'column', name, of });
const model = (name: string, home?: string): readonly SchemaEffect[] => [
  { does: 'add', thing: 'model', name },
  ...(home === undefined ? [] : [table('add', home)]),
];
const field = (name: string, type = 'IntegerField', of = 'shop.item'): SchemaEffect => ({ does: 'add', thing: 'field', name, of, type });

function operations(of: Readonly<Record<string, readonly SchemaEffect[] | 'runs Python' | 'opaque'>>): KnownOperations {
  const span = { start: 0, end: 0 };
  const operations = (touches: readonly SchemaEffect[] | 'runs Python' | 'opaque'): readonly Operation[] | 'opaque' => {
    if (touches === 'opaque') return touches;
    return [{ kind: 'any', span, ...(touches === 'runs Python' ? { touches: [], opaque: touches } : { touches }) }];
  };
  return new Map(Object.entries(of).map(([id, touches]) => [id, operations(touches)]));
}

const item = (...columns: readonly string[]): ObservedTable => ({ name: 'item', columns });
const chain = { a: [table('add', 'item')], b: [column('add', 'tax')], c: [column('add', 'sku')] };

const rows: [
  name: string,
  of: Parameters<typeof operations>[0],
  tables: readonly ObservedTable[],
  run: string,
  contradiction: string | undefined,
][] = [
  ['an empty database', chain, [], '', undefined],
  ['tables of another project', chain, [{ name: 'other', columns: ['tax'] }], '', undefined],
  ['the first', chain, [item('id')], 'a', undefined],
  ['a part', chain, [item('id', 'tax')], 'a b', undefined],
  ['all', chain, [item('id', 'tax', 'sku')], 'a b c', undefined],
  ['a gap', chain, [item('id', 'sku')], 'a b c', 'there is no column tax of item'],
  ['half of one', { a: [table('add', 'item'), table('add', 'bill')] }, [item()], '', 'there is no table bill'],
  ['what came and went says nothing', { ...chain, b: [table('add', 'old')], c: [table('remove', 'old')] }, [item()], 'a', undefined],
  [
    'what got another name is looked for by that',
    { ...chain, c: [table('rename', 'item', 'article'), table('add', 'article')] },
    [{ name: 'article', columns: [] }],
    'a b c',
    undefined,
  ],
  ['what only rows show, behind what is there', { ...chain, c: 'runs Python' }, [item('tax')], 'a b', undefined],
  ['what only rows show, below what is there', { ...chain, b: 'runs Python' }, [item('sku')], 'a b c', undefined],
  ['a file that says nothing', { ...chain, b: 'opaque' }, [item('sku')], 'a b c', undefined],
  [
    'a model',
    { a: model('shop.item', 'shop_item'), b: [field('tax')], c: [field('owner', 'ForeignKey to shop.user')] },
    [{ name: 'shop_item', columns: ['tax', 'owner_id'] }],
    'a b c',
    undefined,
  ],
  [
    'a model with a table of another name',
    { a: model('shop.item', 'goods'), b: [field('tax')], c: [field('tags', 'ManyToManyField')] },
    [{ name: 'goods', columns: ['tax'] }],
    'a b',
    undefined,
  ],
  [
    'a model that got another table',
    {
      a: model('shop.item', 'shop_item'),
      b: [field('tax')],
      c: [{ does: 'alter', thing: 'option', name: 'db_table', of: 'shop.item' }, table('add', 'goods')],
    },
    [{ name: 'goods', columns: ['tax'] }],
    'a b',
    undefined,
  ],
  [
    'a model without a table',
    { a: model('shop.item'), b: [field('tax')], c: model('shop.bill', 'shop_bill') },
    [{ name: 'shop_bill', columns: [] }],
    'a b c',
    undefined,
  ],
];

test.each(rows)('%s', (_name, ...[of, tables, run, contradiction]) => {
  const found = evidenceOf(drawGraph('a < b < c'), { operations: operations(of), tables });
  expect([[...found.hasRun].sort().join(' '), found.contradiction]).toEqual([run, contradiction]);
});

test('what has run and does more than tables show is named', () => {
  const of = operations({ ...chain, b: 'runs Python' });
  expect(evidenceOf(drawGraph('a < b < c'), { operations: of, tables: [item('sku')] }).unproven).toEqual(['b']);
  expect(evidenceOf(drawGraph('a < b < c'), { operations: of, tables: [item()] }).unproven).toEqual([]);
});

test('only what is asked for is looked for', () => {
  const found = evidenceOf(drawGraph('a < b < c'), { operations: operations(chain), tables: [item('sku')] }, id => id === 'c');
  expect([[...found.hasRun].sort(), found.contradiction]).toEqual([['a', 'b', 'c'], undefined]);
});
