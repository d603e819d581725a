import { type HistoryContents, buildGraph, checkMarkers, currentLeavesOf, isMarker, markerChanges, knownMarkers } from '@oneleaf/core';
import { alembic } from '../../alembic/alembic.js';
import { withUnreadable, drawHistory, unreadableFile, computedFact, refer } from '@oneleaf/core/testing/graph';
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

const MAX = 'shop/migrations/max_migration.txt';
const LOCK = 'shop/migrations/leaf.lock';

function judge(path: string, text: string, ...histories: readonly HistoryContents[]) {
  const markers = checkMarkers([{ path, text }], currentLeavesOf([buildGraph(histories)]), kinds);
  return {
    changes: Object.fromEntries(markerChanges(markers).map(change => [change.path, change.text])),
    stale: markers.flatMap(({ stale }) => stale.map(({ message }) => message)),
    left: markers.flatMap(({ left }) => left.map(({ message }) => message)),
  };
}

const TRUE = { changes: {}, stale: [], left: [] };
const line = drawn('0001_a < 0002_b');
const torn = '<<<<<<< HEAD\n0002_b\n=======\n0002_c\n>>>>>>> feat/c\n';

describe.each([MAX, LOCK])('%s', path => {
  test.each([
    ['as the framework writes it', '0002_b\n'],
    ['without an end of line', '0002_b'],
    ['with a Windows end of line', '0002_b\r\n'],
    ['with blanks around it', '\n 0002_b \n\n'],
  ])('is true %s', (_, text) => {
    expect(judge(path, text, line)).toEqual(TRUE);
  });

  test.each([
    ['names an older migration', '0001_a\n', 'names 0001_a', '0002_b\n'],
    ['names one that is gone', '0002_gone', 'names 0002_gone', '0002_b\n'],
    ['is empty', '', 'is empty', '0002_b\n'],
    ['has Windows ends of lines', '0001_a\r\n', 'names 0001_a', '0002_b\r\n'],
    ['has a line too many', '0001_a\n0002_b\n', 'names 0001_a, 0002_b', '0002_b\n'],
    ['holds a conflict', torn, 'has a git conflict', '0002_b\n'],
    ['holds a conflict with Windows ends', torn.replaceAll('\n', '\r\n'), 'has a git conflict', '0002_b\r\n'],
    ['holds a conflict in the style of diff3', torn.replace('===', '||||||| base\n0001_a\n==='), 'has a git conflict', '0002_b\n'],
    ['begins with a byte order mark', '\ufeff0002_b\n', 'names \ufeff0002_b', '0002_b\n'],
    ['holds something long', 'x'.repeat(99), `names ${'x'.repeat(80)}…`, '0002_b\n'],
  ])('is stale when it %s', (_, text, told, right) => {
    expect(judge(path, text, line)).toEqual({ changes: { [path]: right }, stale: [`${path} ${told}; the leaf is 0002_b`], left: [] });
  });

  test.each([
    ['two leaves', drawn('a < b, a < c'), 'shop has 2 leaves: b, c'],
    [
      'a computed parent',
      drawn('a < b, c', { c: computedFact('dependencies') }),
      'the leaves of shop depend on files that cannot be read: shop/migrations/c.py',
    ],
    [
      'a file that cannot be read',
      withUnreadable(drawn('a < b'), unreadableFile('c')),
      'the leaves of shop depend on files that cannot be read: shop/migrations/c.py',
    ],
    [
      'nothing but what the framework refuses',
      withUnreadable({ ...line, migrations: [] }, unreadableFile('x', { kind: 'not-a-migration' })),
      'shop has no leaf',
    ],
    ['a cycle', drawn('a < b, b < a'), 'shop has no leaf'],
  ])('is left alone beside %s', (_, drawn, doubt) => {
    expect(judge(path, torn, drawn)).toEqual({ changes: {}, stale: [], left: [`${path} is not changed: ${doubt}`] });
  });

  test.each([
    ['a file that cannot be read below the leaf', withUnreadable(drawn('c', { c: { parents: [refer('b')] } }), unreadableFile('b')), 'c'],
    ['a squash', drawn('a < b < c, s = a + b + c'), 's'],
  ])('names the leaf above %s', (_, drawn, leaf) => {
    expect(judge(path, '', drawn).changes).toEqual({ [path]: `${leaf}\n` });
  });

  test('of no history here is passed over', () => {
    expect(judge(`old/${path}`, 'x', line)).toEqual(TRUE);
  });
});

test('max_migration.txt is of Django alone, and names one leaf alone', () => {
  expect(judge(MAX, 'x', drawn('a', {}, { framework: alembic }))).toEqual(TRUE);
  expect(judge(MAX, 'x', drawn('a < b, a < c', {}, { expectedLeaves: 2 }))).toEqual(TRUE);
});

describe('leaf.lock', () => {
  const versions = { id: 'versions', framework: alembic, folder: 'versions', expectedLeaves: 2 };
  const two = drawn('a < b, a < c', {}, versions);

  test('names every leaf of a history that is to have several', () => {
    expect(judge('versions/leaf.lock', 'b\r\nc\r\n', two)).toEqual(TRUE);
    expect(judge('versions/leaf.lock', 'b\n', two)).toEqual({
      changes: { 'versions/leaf.lock': 'b\nc\n' },
      stale: ['versions/leaf.lock names b; the leaves are b, c'],
      left: [],
    });
  });

  test('is left alone when one of them may be none', () => {
    const unsure = drawn('a < b, a < c', { b: computedFact('down_revision') }, versions);
    expect(judge('versions/leaf.lock', '', unsure).left).toHaveLength(1);
  });

  test('of a history without migrations is empty', () => {
    const empty = { ...two, migrations: [] };
    expect(judge('versions/leaf.lock', '', empty)).toEqual(TRUE);
    expect(judge('versions/leaf.lock', 'b\n', empty).changes).toEqual({ 'versions/leaf.lock': '' });
  });
});

test('markers are known by name', () => {
  expect(
    ['leaf.lock', 'a/max_migration.txt', 'migrations_lockfile.txt', 'a/x.py', 'poetry.lock', 'leaf.lock/x'].filter(path =>
      isMarker(path, kinds),
    ),
  ).toEqual(['leaf.lock', 'a/max_migration.txt', 'migrations_lockfile.txt']);
});
