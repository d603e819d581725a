import {
  recordPlanOf,
  type AppliedMigrations,
  type HistoryContents,
  type MigrationMove,
  type MigrationRelocation,
  type RecordPlan,
  type Reference,
} from '@oneleaf/core';
import { POSTGRESQL, SQLITE } from '@oneleaf/core/testing/engines';
import { drawHistory } from '@oneleaf/core/testing/graph';
import { alembic } from '../alembic/alembic.js';
import { django } from '../django/django.js';

const PAY = { id: 'pay', framework: alembic, label: '', scope: 'pay', launch: { by: 'alembic', folder: 'pay', section: 'pay' } } as const;
const FLASK = { ...PAY, launch: { by: 'flask', directory: 'pay' } } as const;

/** Ids as Django's are: with the label before the name. */
function app(label: string, drawing: string, requires: readonly string[] = []): HistoryContents {
  const launch = { by: 'manage.py', manage: 'backend/manage.py' };
  const { history, migrations } = drawHistory(drawing, {}, { id: label, framework: django, launch });
  const within = (references: readonly Reference[]): readonly Reference[] =>
    references.map(one => ({ ...one, id: `${label}.${one.id}`, history: label }));
  const labelled = migrations.map(one => ({
    ...one,
    id: `${label}.${one.id}`,
    parents: within(one.parents),
    replaces: within(one.replaces),
    requires: requires.map(id => ({ id, spans: [], history: id.split('.')[0] ?? '' })),
  }));
  return { history, migrations: labelled, unreadable: [] };
}

const shop = (drawing: string): HistoryContents => app('shop', drawing);
const pay = (drawing: string): HistoryContents => drawHistory(drawing, {}, PAY);

const snapshot = (...histories: readonly HistoryContents[]): MigrationRelocation['before'] => ({
  contents: new Map(histories.map(one => [one.history.id, one])),
});

function moves(history: string, text: string): readonly MigrationMove[] {
  return text.split(', ').map(one => {
    const [from = '', to = from] = one.split(' > ');
    return { history, from, to };
  });
}

const applied = (...names: readonly string[]): AppliedMigrations => ({
  django: names.map(name => ({ table: 'django_migrations', label: 'shop', name })),
});
const stamped = (...versions: readonly string[]): AppliedMigrations => ({
  alembic: versions.map(name => ({ table: 'alembic_version', name })),
});

/** What a person would read, and what would be written. */
function summary({ before, after, changes, rest, refusal }: RecordPlan): Record<string, unknown> {
  const rows = changes.rows.map(({ label = '', name, to }) => `${label}.${name} > ${String(to)}`);
  const tables = changes.tables.map(({ table, from, to }) => `${table}: ${from.join(' ')} > ${to.join(' ')}`);
  return { before, after, writes: [...rows, ...tables], rest, ...(refusal === undefined ? {} : { refusal }) };
}

const manage = (...commands: readonly string[]): readonly string[] => commands.map(one => `python backend/manage.py ${one}`);
const run = (...commands: readonly string[]): readonly string[] => commands.map(one => `cd pay && alembic -n pay ${one}`);
const shell = (code: string): string =>
  `shell -c 'from django.db.migrations.recorder import MigrationRecorder; rows = MigrationRecorder.Migration.objects; ${code}'`;

const BEFORE = snapshot(shop('a < b < sku'));
const AFTER = snapshot(shop('a < b < tax < sku3'));
const SKU = moves('shop', 'sku > sku3');

const djangoRows: [name: string, relocation: Omit<MigrationRelocation, 'engine'>, expected: Record<string, unknown>][] = [
  [
    'not applied: nothing to do',
    { before: BEFORE, after: AFTER, moves: SKU, applied: applied('a', 'b') },
    { before: [], after: [], writes: [], rest: [] },
  ],
  [
    'what landed is not applied',
    { before: BEFORE, after: AFTER, moves: SKU, applied: applied('a', 'b', 'sku') },
    {
      before: manage('migrate shop b'),
      after: manage('migrate shop tax', 'migrate --fake shop sku3', 'migrate --prune shop'),
      writes: ['shop.sku > null'],
      rest: manage('migrate shop tax', 'migrate --fake shop sku3'),
    },
  ],
  [
    'what landed is applied: another name is enough',
    { before: BEFORE, after: AFTER, moves: SKU, applied: applied('a', 'b', 'sku', 'tax') },
    {
      before: manage('migrate shop b'),
      after: manage('migrate --fake shop sku3', 'migrate --prune shop'),
      writes: ['shop.sku > sku3'],
      rest: [],
    },
  ],
  [
    'rows of other branches are not pruned along',
    { before: BEFORE, after: AFTER, moves: SKU, applied: applied('a', 'b', 'sku', 'tax', 'other') },
    { before: manage('migrate shop b'), after: manage('migrate --fake shop sku3'), writes: ['shop.sku > sku3'], rest: [] },
  ],
  [
    'a chain of which the first is applied',
    {
      before: snapshot(shop('a < sku < vat')),
      after: snapshot(shop('a < tax < sku3 < vat4')),
      moves: moves('shop', 'sku > sku3, vat > vat4'),
      applied: applied('a', 'sku'),
    },
    {
      before: manage('migrate shop a'),
      after: manage('migrate shop tax', 'migrate --fake shop sku3', 'migrate --prune shop'),
      writes: ['shop.sku > null'],
      rest: manage('migrate shop tax', 'migrate --fake shop sku3'),
    },
  ],
  [
    'relinked and not renamed: Django would not start',
    { before: BEFORE, after: snapshot(shop('a < b < tax < sku')), moves: moves('shop', 'sku'), applied: applied('a', 'b', 'sku') },
    {
      before: manage('migrate shop b'),
      after: manage(shell('rows.filter(app="shop", name="sku").delete()'), 'migrate shop tax', 'migrate --fake shop sku'),
      writes: ['shop.sku > null'],
      rest: manage('migrate shop tax', 'migrate --fake shop sku'),
    },
  ],
  [
    'a landed twin of the same name is not taken for the moved one',
    {
      before: snapshot(shop('a < tax')),
      after: snapshot(shop('a < tax < tax3')),
      moves: moves('shop', 'tax > tax3'),
      applied: applied('a', 'tax'),
    },
    {
      before: manage('migrate shop a'),
      after: manage(shell('rows.filter(app="shop", name="tax").delete()'), 'migrate shop tax', 'migrate --fake shop tax3'),
      writes: ['shop.tax > null'],
      rest: manage('migrate shop tax', 'migrate --fake shop tax3'),
    },
  ],
  [
    'two leaves are here already: Django would not unapply',
    { before: snapshot(shop('a < sku, a < tax')), after: snapshot(shop('a < tax < sku3')), moves: SKU, applied: applied('a', 'sku') },
    {
      before: [],
      after: manage('migrate shop tax', 'migrate --fake shop sku3', 'migrate --prune shop'),
      writes: ['shop.sku > null'],
      rest: manage('migrate shop tax', 'migrate --fake shop sku3'),
    },
  ],
  [
    'the first of all',
    { before: snapshot(shop('sku')), after: snapshot(shop('tax < sku2')), moves: moves('shop', 'sku > sku2'), applied: applied('sku') },
    {
      before: manage('migrate shop zero'),
      after: manage('migrate shop tax', 'migrate --fake shop sku2', 'migrate --prune shop'),
      writes: ['shop.sku > null'],
      rest: manage('migrate shop tax', 'migrate --fake shop sku2'),
    },
  ],
  [
    'a squash applied in part',
    { before: BEFORE, after: snapshot(shop('a < b < s < sku3, s = x + y')), moves: SKU, applied: applied('a', 'b', 'x', 'sku') },
    {
      before: manage('migrate shop b'),
      after: [],
      writes: [],
      rest: [],
      refusal: 'shop.s is a squash, and the database has applied only a part of it',
    },
  ],
];

test.each(djangoRows)('Django: %s', (_name, relocation, expected) => {
  expect(summary(recordPlanOf({ ...relocation, engine: POSTGRESQL }))).toEqual(expected);
});

test('Django on SQLite: a rebuilt table would lose what has moved, and a new name costs nothing', () => {
  const relocation = { before: BEFORE, after: AFTER, moves: SKU, engine: SQLITE } as const;
  expect(recordPlanOf({ ...relocation, applied: applied('a', 'b', 'sku') })).toMatchObject({
    before: manage('migrate shop b'),
    after: [],
    refusal: expect.stringContaining('SQLite') as string,
  });
  expect(recordPlanOf({ ...relocation, applied: applied('a', 'b', 'sku', 'tax') })).toMatchObject({
    rest: [],
    changes: { rows: [{ to: 'sku3' }] },
  });
});

test('Django: what another app stands on takes its row along', () => {
  const recordPlan = recordPlanOf({
    before: snapshot(shop('a < sku'), app('cart', 'x', ['shop.sku'])),
    after: snapshot(shop('a < tax < sku3'), app('cart', 'x', ['shop.sku3'])),
    moves: SKU,
    applied: { django: [...(applied('a', 'sku').django ?? []), { table: 'django_migrations', label: 'cart', name: 'x' }] },
    engine: POSTGRESQL,
  });
  const rest = manage('migrate shop tax', 'migrate --fake cart x');
  expect(summary(recordPlan)).toEqual({
    before: manage('migrate shop a'),
    after: [...manage(shell('rows.filter(app="cart", name="x").delete(); rows.filter(app="shop", name="sku").delete()')), ...rest],
    writes: ['shop.sku > null', 'cart.x > null'],
    rest,
  });
});

const TREE = { before: snapshot(pay('a < c < d')), after: snapshot(pay('a < b < c < d')), moves: moves('pay', 'c, d') };

const alembicRows: [name: string, relocation: Omit<MigrationRelocation, 'engine'>, expected: Record<string, unknown>][] = [
  ['not applied: nothing to do', { ...TREE, applied: stamped('a') }, { before: [], after: [], writes: [], rest: [] }],
  [
    'the same ids: the landed one would never run',
    { ...TREE, applied: stamped('d') },
    {
      before: run('downgrade a'),
      after: run('stamp a', 'upgrade b', 'stamp d'),
      writes: ['alembic_version: d > a'],
      rest: run('upgrade b', 'stamp d'),
    },
  ],
  [
    'a part of the chain',
    { ...TREE, applied: stamped('c') },
    {
      before: run('downgrade a'),
      after: run('stamp a', 'upgrade b', 'stamp c'),
      writes: ['alembic_version: c > a'],
      rest: run('upgrade b', 'stamp c'),
    },
  ],
  [
    'another id',
    { ...TREE, after: snapshot(pay('a < b < c4 < d5')), moves: moves('pay', 'c > c4, d > d5'), applied: stamped('d') },
    {
      before: run('downgrade a'),
      after: run('stamp --purge a', 'upgrade b', 'stamp d5'),
      writes: ['alembic_version: d > a'],
      rest: run('upgrade b', 'stamp d5'),
    },
  ],
  [
    'both are applied: one row is too many',
    { ...TREE, applied: stamped('b', 'd') },
    { before: [], after: run('stamp --purge d'), writes: ['alembic_version: b d > d'], rest: [] },
  ],
  [
    'from the very first',
    { before: snapshot(pay('c')), after: snapshot(pay('b < c')), moves: moves('pay', 'c'), applied: stamped('c') },
    {
      before: run('downgrade base'),
      after: run('stamp base', 'upgrade b', 'stamp c'),
      writes: ['alembic_version: c > '],
      rest: run('upgrade b', 'stamp c'),
    },
  ],
  [
    'the table holds what no file is about',
    { ...TREE, applied: stamped('d', 'lost') },
    { before: run('downgrade a'), after: [], writes: [], rest: [], refusal: 'alembic_version holds lost, which has no file in this tree' },
  ],
  [
    'several tables',
    {
      ...TREE,
      applied: {
        alembic: [
          { table: 'one.alembic_version', name: 'd' },
          { table: 'two.alembic_version', name: 'd' },
        ],
      },
    },
    { before: [], after: [], writes: [], rest: [], refusal: 'there are several version tables: one.alembic_version, two.alembic_version' },
  ],
];

test.each(alembicRows)('Alembic: %s', (_name, relocation, expected) => {
  expect(summary(recordPlanOf({ ...relocation, engine: SQLITE }))).toEqual(expected);
});

test('Flask-Migrate is told where its folder is', () => {
  const before = snapshot(drawHistory('a < c', {}, FLASK));
  const after = snapshot(drawHistory('a < b < c', {}, FLASK));
  const { after: commands } = recordPlanOf({ before, after, moves: moves('pay', 'c'), applied: stamped('c'), engine: POSTGRESQL });
  expect(commands).toEqual(['stamp a', 'upgrade b', 'stamp c'].map(one => `flask db ${one} --directory pay`));
});

test('a name that a shell would obey stays a word', () => {
  const evil = 'sku $(reboot)';
  const recordPlan = recordPlanOf({
    before: BEFORE,
    after: snapshot(shop(`a < b < tax < ${evil}`)),
    moves: moves('shop', `sku > ${evil}`),
    applied: applied('a', 'b', 'sku'),
    engine: POSTGRESQL,
  });
  expect(recordPlan.rest).toEqual(manage('migrate shop tax', "migrate --fake shop 'sku $(reboot)'"));
});
