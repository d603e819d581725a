import { type HistoryContents, buildGraph, checkMarkers, currentLeavesOf, knownMarkers } from '@oneleaf/core';
import { alembic } from '../../alembic/alembic.js';
import { drawHistory } from '@oneleaf/core/testing/graph';
import { django } from '../django.js';

const kinds = knownMarkers([django]);

/** A drawn history of the real framework, which has markers of its own. */
function drawn(
  drawing: string,
  given: Parameters<typeof drawHistory>[1] = {},
  rest: Parameters<typeof drawHistory>[2] = {},
): HistoryContents {
  return drawHistory(drawing, given, { framework: django, ...rest });
}

const HEADER = `Django migrations lock file. This helps us avoid migration conflicts on master.
If you have a conflict in this file, it means that someone has committed a migration
ahead of you.

To resolve this, rebase against latest master and regenerate your migration.

`;

const pay = drawn('0001_pay < 0002_fee', {}, { id: 'pay' });
const shop = drawn('0001_shop < 0002_sku', {}, { id: 'shop' });

function judge(text: string, histories: readonly HistoryContents[] = [pay, shop], path = 'migrations_lockfile.txt') {
  const truths = currentLeavesOf(histories.map(one => buildGraph([one])));
  const [marker] = checkMarkers([{ path, text }], truths, kinds);
  return (
    marker && { text: marker.text, stale: marker.stale.map(({ message }) => message), left: marker.left.map(({ message }) => message) }
  );
}

const TIGHT = `${HEADER}pay: 0002_fee\nshop: 0002_sku\n`;
const SPACED = `${HEADER}pay: 0002_fee\n\nshop: 0002_sku\n`;

test.each([
  ['true', TIGHT],
  ['true, with blank lines', SPACED],
  ['true, without an end of line', TIGHT.trimEnd()],
  ['of apps that are not here', `${TIGHT}social: 0009_x\n`],
  ['without some apps', `${HEADER}pay: 0002_fee\n`],
  ['empty', ''],
])('nothing is stale in a lock file that is %s', (_, text) => {
  expect(judge(text)).toEqual({ text, stale: [], left: [] });
});

test.each([
  ['tight', TIGHT],
  ['with blank lines', SPACED],
  ['with Windows ends of lines', SPACED.replaceAll('\n', '\r\n')],
  ['with an app that is not here', `${TIGHT}social: 0009_x\n`],
])('only the stale line changes: %s', (_, text) => {
  expect(judge(text.replace('0002_fee', '0001_pay'))).toEqual({
    text,
    stale: ['migrations_lockfile.txt names 0001_pay for pay; the leaf is 0002_fee'],
    left: [],
  });
});

test('a fork in one app leaves its line alone and mends the others', () => {
  const fork = drawn('0001_pay < 0002_fee, 0001_pay < 0002_tax', {}, { id: 'pay' });
  expect(judge(`${HEADER}pay: 0001_pay\nshop: 0001_shop\n`, [fork, shop])).toEqual({
    text: `${HEADER}pay: 0001_pay\nshop: 0002_sku\n`,
    stale: ['migrations_lockfile.txt names 0001_shop for shop; the leaf is 0002_sku'],
    left: ['pay in migrations_lockfile.txt is not changed: pay has 2 leaves: 0002_fee, 0002_tax'],
  });
});

test('the name that sorts last is what Sentry writes, the leaf what houses write that copied it', () => {
  const squashed = drawn('0001_a < 0002_b, 0001_squashed_0002_b = 0001_a + 0002_b');
  const says = (name: string) => judge(`shop: ${name}\n`, [squashed])?.text;
  expect(['0001_squashed_0002_b', '0002_b', '0001_a'].map(says)).toEqual([
    'shop: 0001_squashed_0002_b\n',
    'shop: 0002_b\n',
    'shop: 0002_b\n',
  ]);
});

describe('of several projects', () => {
  const here = drawn('0001_a', {}, { id: 'one/shop', label: 'shop', folder: 'one/shop/migrations', scope: 'one' });
  const there = drawn('0001_a < 0002_b', {}, { id: 'two/shop', label: 'shop', folder: 'two/shop/migrations', scope: 'two' });

  test('each lock file is about the apps of its folder', () => {
    expect(judge('shop: 0001_a\n', [here, there], 'one/migrations_lockfile.txt')?.stale).toEqual([]);
    expect(judge('shop: 0001_a\n', [here, there], 'two/migrations_lockfile.txt')?.text).toBe('shop: 0002_b\n');
  });

  test('a label that two of them have says nothing', () => {
    expect(judge('shop: 0001_a\n', [here, there])).toEqual({
      text: 'shop: 0001_a\n',
      stale: [],
      left: ['shop in migrations_lockfile.txt is not changed: several projects have an app shop'],
    });
  });
});

test('Alembic has no place in it', () => {
  expect(judge('shop: x\n', [drawn('a', {}, { framework: alembic })])).toEqual({
    text: 'shop: x\n',
    stale: [],
    left: [],
  });
});

describe('with a conflict of git', () => {
  const torn = (ours: string, theirs: string, base = '') => `<<<<<<< HEAD\n${ours}${base}=======\n${theirs}>>>>>>> feat/fee\n`;
  const about = (app: string) => `migrations_lockfile.txt has a git conflict about ${app}`;

  test.each([
    ['in one line', `${torn('pay: 0002_a\n', 'pay: 0002_b\n')}shop: 0002_sku\n`, TIGHT, ['pay']],
    ['in one line among blank ones', `${torn('pay: 0002_a\n', 'pay: 0002_b\n')}\nshop: 0002_sku\n`, SPACED, ['pay']],
    ['in both', torn('pay: 0002_a\nshop: 0002_sku\n', 'pay: 0002_b\nshop: 0002_x\n'), TIGHT, ['pay', 'shop']],
    ['with what both had', `${torn('pay: 0002_a\n', 'pay: 0002_b\n', '||||||| base\npay: 0001_pay\n')}shop: 0002_sku\n`, TIGHT, ['pay']],
    ['in a line that one side added', `${torn('pay: 0002_fee\n', '')}shop: 0002_sku\n`, TIGHT, ['pay']],
    ['and a stale line elsewhere', `${torn('pay: 0002_a\n', 'pay: 0002_b\n')}shop: 0001_shop\n`, TIGHT, ['pay']],
  ])('%s', (_, text, right, apps) => {
    const judged = judge(`${HEADER}${text}`);
    expect(judged?.text).toBe(right);
    expect(judged?.stale).toEqual(expect.arrayContaining(apps.map(about)));
  });

  test('with Windows ends of lines', () => {
    const text = `${HEADER}${torn('pay: 0002_a\n', 'pay: 0002_b\n')}shop: 0002_sku\n`;
    expect(judge(text.replaceAll('\n', '\r\n'))?.text).toBe(TIGHT.replaceAll('\n', '\r\n'));
  });

  const fork = drawn('0001_pay < 0002_a, 0001_pay < 0002_b', {}, { id: 'pay' });
  test.each([
    ['while the app has two leaves', torn('pay: 0002_a\n', 'pay: 0002_b\n'), [fork, shop], 'pay has 2 leaves: 0002_a, 0002_b'],
    ['about an app that is not here', torn('social: 0001_a\n', 'social: 0001_b\n'), [shop], 'there is no app social here'],
    [
      'in the header',
      `${torn('Some words.\n', 'Others.\n')}\nshop: 0002_sku\n`,
      [shop],
      'the git conflict is in lines that name no migration',
    ],
    ['in something else', `shop: 0002_sku\n${torn('Some words.\n', '')}`, [shop], 'the git conflict is in lines that name no migration'],
  ])('is left %s', (_, text, histories, doubt) => {
    expect(judge(text, histories)).toEqual({ text, stale: [], left: [`migrations_lockfile.txt is not changed: ${doubt}`] });
  });
});

test('a file of another encoding is left alone', () => {
  expect(judge('caf\ufffd\nshop: x\n')?.left).toEqual(['migrations_lockfile.txt is not changed: it is not UTF-8']);
});
