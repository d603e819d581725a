import type { Migration } from '../model/migration.js';
import type { HistoryContents } from '../graph/node.js';
import { drawHistory, unreadableFile, withUnreadable, computedFact } from '../testing/graph.js';
import { newNames } from './new-names.js';
import { relink, type RelinkContext } from './relink.js';
import { respellings } from './respellings.js';

interface Scene {
  readonly landed: string;
  /** The branch's tree; what is not in `landed` is its own. */
  readonly here: string;
  readonly given?: Readonly<Record<string, Partial<Migration>>>;
  readonly expected?: number;
  /** Own names that something else landed under too. */
  readonly twice?: readonly string[];
  /** Landed ones that the branch has never had, where that matters. */
  readonly since?: readonly string[];
  /** Names that the branch began with and the base has deleted. */
  readonly withdrawn?: readonly string[];
  readonly formerly?: Readonly<Record<string, string>>;
  readonly empty?: readonly string[];
  readonly released?: readonly string[];
}

const path = (id: string): string => `shop/migrations/${id}.py`;

function histories({ landed, here, given = {}, expected = 1, twice = [] }: Scene): { landed: HistoryContents; here: HistoryContents } {
  const rest = { expectedLeaves: expected };
  const there = drawHistory(landed, given, rest);
  const drawn = drawHistory(here, given, rest);
  const migrations = drawn.migrations.map(one => (twice.includes(one.id) ? { ...one, path: path(`${one.id}_mine`) } : one));
  return { landed: there, here: { ...drawn, migrations } };
}

/** What each history becomes: `d: c > x` for a migration whose parents are others now, or why it stays. */
function outcomes(scene: Scene): readonly string[] {
  const { landed, here } = histories(scene);
  const paths = new Set(landed.migrations.map(one => one.path));
  const branch = {
    landed: [landed],
    here: [here],
    ownPaths: new Set([...here.migrations, ...here.unreadable].map(one => one.path).filter(one => !paths.has(one))),
    unknownPaths: new Set((scene.since ?? []).map(path)),
    withdrawn: new Set(scene.withdrawn ?? []),
    formerNames: new Map(Object.entries(scene.formerly ?? {}).map(([old, now]) => [old, path(now)])),
  };
  const context: RelinkContext = {
    isEmpty: ({ id }) => scene.empty?.includes(id) === true,
    released: ({ id }) => (scene.released?.includes(id) === true ? 'v1' : undefined),
  };
  const { joined, relinked, refused } = relink(branch, context, () => true);
  const rename = ({ migration, clash }: { migration: Migration; clash: boolean }) => ({
    literal: clash ? `${migration.literal}2` : migration.literal,
    path: migration.path,
  });
  const names = newNames(joined, relinked, { rename }, () => 'abc');
  const changes = respellings(joined, relinked, names).map(({ migration, literal, references, added }) => {
    const respelled = references.map(({ reference, literal: next }) => `${reference.id} > ${next ?? 'nothing'}`);
    return `${migration.id}: ${[...(literal === undefined ? [] : [`is ${literal}`]), ...respelled, ...added.map(one => `+ ${one}`)].join(', ')}`;
  });
  const gone = relinked.flatMap(({ droppedMerges }) => [...droppedMerges].map(([id, heir]) => `${id} goes for ${heir}`));
  return [...changes, ...gone, ...refused.map(({ refusal }) => refusal.message)];
}

test.each<[string, Scene, readonly string[]]>([
  ['one behind one', { landed: 'a < b', here: 'a < c' }, ['c: a > b']],
  ['nothing where all stands right', { landed: 'a < b', here: 'a < b < c' }, []],
  ['nothing where the base is behind', { landed: 'a', here: 'a < c < d' }, []],
  ['a chain: only its first one names another parent', { landed: 'a < b', here: 'a < c < d < e' }, ['c: a > b']],
  ['both chains of the merged tree', { landed: 'a < b', here: 'a < b, a < c < d' }, ['c: a > b']],
  ['behind all that has landed', { landed: 'a < b < x < y', here: 'a < c' }, ['c: a > y']],
  ['two own chains one behind the other', { landed: 'a < b', here: 'a < c, a < d' }, ['c: a > b', 'd: a > c']],
  ['the one that stands right goes first', { landed: 'a < b', here: 'a < b < d, a < c' }, ['c: a > d']],
  ['an own fork within a chain', { landed: 'a < b', here: 'a < c < d, c < e' }, ['c: a > b', 'e: c > d']],
  ['an own diamond keeps its merge', { landed: 'a < b', here: 'a < c, a < d, c + d < e' }, ['c: a > b', 'd: a > b']],
  ['a droppedMerges merge goes', { landed: 'a < b < x', here: 'a < b, a < c, b + c < m', empty: ['m'] }, ['c: a > x', 'm goes for c']],
  [
    'what stands on a droppedMerges merge stands on its chain',
    { landed: 'a < b < x', here: 'a < b, a < c, b + c < m < n', empty: ['m'] },
    ['c: a > x', 'n: m > c', 'm goes for c'],
  ],
  [
    'a merge that waits for another history stays',
    {
      landed: 'a < b < x',
      here: 'a < b, a < c, b + c < m',
      given: {
        m: {
          parents: [
            { id: 'b', spans: [] },
            { id: 'c', spans: [] },
          ],
          requires: [{ id: 'pay.a', spans: [], history: 'pay' }],
        },
      },
      empty: ['m'],
    },
    ['c: a > x', 'm: b > nothing'],
  ],
  ['a merge that does something stays', { landed: 'a < b < x', here: 'a < b, a < c, b + c < m' }, ['c: a > x', 'm: b > nothing']],
  [
    'a second merge of the same leaves goes',
    { landed: 'a < b, a < c, b + c < m', here: 'a < b, a < c, b + c < n', empty: ['n'] },
    ['n goes for m'],
  ],
  ['an own root that another root has overtaken', { landed: 'a < b', here: 'c < d' }, ['c: + b']],
  ['a history of which nothing has landed', { landed: '', here: 'c, d' }, ['d: + c']],
  ['an own name that something else has', { landed: 'a < b', here: 'a < b < c', twice: ['b'] }, ['b: is b2, a > b', 'c: b > b2']],
  [
    'a parent that the base has deleted',
    { landed: 'a < b', here: 'a, d', given: { d: { parents: [{ id: 'c', spans: [] }] } }, withdrawn: ['c'] },
    ['d: c > b'],
  ],
  [
    'a parent by the name that it had before',
    { landed: 'a < b', here: 'a < b < c2, d', given: { d: { parents: [{ id: 'c', spans: [] }] } }, formerly: { c: 'c2' } },
    ['d: c > c2'],
  ],
])('%s', (_, scene, expected) => expect(outcomes(scene)).toEqual(expected));

test.each<[string, Scene, string]>([
  ['a leaf too many on the base', { landed: 'a < b, a < c', here: 'a < d' }, 'shop has 2 leaves on the base of d: b, c'],
  ['what is out', { landed: 'a < b', here: 'a < c < d', released: ['c'] }, 'both sides of shop are released: b, d'],
  [
    'what is out under a name that has landed',
    { landed: 'a < b', here: 'a < b', twice: ['b'], released: ['b'] },
    'both sides of shop are released: b, b',
  ],
  [
    'a leaf too many for a name that has landed',
    { landed: 'a < b, a < c', here: 'a < b', twice: ['b'] },
    'shop has 2 leaves on the base of b: b, c',
  ],
  [
    'an unknown parent',
    { landed: 'a < b', here: 'a < c, d', given: { d: { parents: [{ id: 'gone', spans: [] }] } } },
    'no file of shop is called gone',
  ],
  [
    'a squash of files that are gone, where one has landed under the name of such a file',
    { landed: 'a < b', here: 'a < s, s = b + c', since: ['b'] },
    's would replace b, which is another migration: it has landed under this name since',
  ],
  ['two lines that keep a leaf each', { landed: 'a < b, a < c', here: 'a < d', expected: 2 }, 'd can go behind any of b, c'],
  [
    'leaves that are computed',
    { landed: 'a < b', here: 'a < c', given: { c: computedFact('dependencies') } },
    'the leaves of shop depend on files that cannot be read',
  ],
])('%s stays as it is', (_, scene, message) => expect(outcomes(scene)).toEqual([message]));

test('each line of a history that keeps two goes on by itself', () => {
  const given = { pre: { labels: ['pre'] }, post: { labels: ['post'] } };
  const drawn = 'a < pre, a < post, pre < p, post < q';
  expect(outcomes({ landed: drawn, here: 'a < pre, a < post, pre < x, post < y', given, expected: 2 })).toEqual([
    'x: pre > p',
    'y: post > q',
  ]);
});

test('a squash moves with what it replaces', () => {
  const scene = { landed: 'a < b', here: 'a < c < d, a < s, s = c + d, s < e' };
  expect(outcomes(scene)).toEqual(['c: a > b', 's: a > b']);
});

test('a name that a landed squash has replaced still means it', () => {
  const scene = { landed: 'a < b, s = a + b', here: 'a < b < c' };
  expect(outcomes(scene)).toEqual([]);
  expect(outcomes({ landed: 'a < b, s = a + b, s < x', here: 'a < b < c' })).toEqual(['c: b > x']);
});

test('a migration that is called as one which a landed squash has replaced gets another name', () => {
  const scene = { landed: 'a < s, s = b + c', here: 'a < b < c < d' };
  expect(outcomes(scene)).toEqual(['b: is b2, a > s', 'c: is c2, b > b2', 'd: c > c2']);
});

test('a name that another one has just taken is not kept', () => {
  const scene = { landed: 'a < b', here: 'a < b < b2', twice: ['b'] };
  expect(outcomes(scene)).toEqual(['b: is b2, a > b', 'b2: is b22, b > b2']);
});

test('a file that cannot be read keeps all as it is', () => {
  const { landed, here } = histories({ landed: 'a < b', here: 'a < c' });
  const branch = {
    landed: [withUnreadable(landed, unreadableFile('odd'))],
    here: [here],
    ownPaths: new Set([path('c')]),
    unknownPaths: new Set<string>(),
    withdrawn: new Set<string>(),
    formerNames: new Map<string, string>(),
  };
  const { refused } = relink(branch, { isEmpty: () => false, released: () => undefined }, () => true);
  expect(refused.map(({ refusal }) => refusal.related?.map(one => one.path))).toEqual([[path('odd')]]);
});
