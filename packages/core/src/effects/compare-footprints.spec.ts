import { compareFootprints } from './compare-footprints.js';
import { footprint } from '../testing/footprint.js';

/** The verdict on one own operation behind one that has landed, and what is said of it. */
function met(own: string, landed: string): readonly string[] {
  const { verdict, concerns } = compareFootprints([footprint('0004_own', [own])], [footprint('0003_landed', [landed])], 'main');
  return [verdict, ...concerns.map(({ severity, message }) => `${severity}: ${message}`)];
}

const behind = '0003_landed on main';

test.each([
  ['add field shop.item/a (CharField)', 'add field shop.item/b (CharField)', ['commute']],
  [
    'add field shop.item/a (CharField)',
    'add field shop.item/a (CharField)',
    ['contradiction', `error: 0004_own adds shop.item.a, which ${behind} has added already`],
  ],
  [
    'add field shop.item/a (CharField)',
    'add field shop.item/a (TextField)',
    ['contradiction', `error: 0004_own adds shop.item.a (CharField), which ${behind} has added already (TextField)`],
  ],
  ['add field shop.item/a', 'add field shop.team/a', ['commute']],
  [
    'remove field shop.item/a',
    'remove field shop.item/a',
    ['contradiction', `error: 0004_own removes shop.item.a, which ${behind} has removed already`],
  ],
  [
    'alter field shop.item/a',
    'remove field shop.item/a',
    ['contradiction', `error: 0004_own alters shop.item.a, which ${behind} has removed`],
  ],
  [
    'remove field shop.item/a',
    'alter field shop.item/a',
    ['contradiction', `warning: 0004_own removes shop.item.a, which ${behind} has altered`],
  ],
  [
    'alter field shop.item/a',
    'alter field shop.item/a',
    [
      'same',
      `warning: 0004_own alters shop.item.a, which ${behind} has altered too: each side writes the whole definition and undoes the other one; generate it again from the models`,
    ],
  ],
  ['alter field shop.item/a', 'alter field shop.item/b', ['commute']],
  [
    'alter field shop.item/a',
    'rename field shop.item/a -> b, add field shop.item/b',
    ['contradiction', `error: 0004_own alters shop.item.a, which ${behind} has renamed to b`],
  ],
  [
    'rename field shop.item/a -> b, add field shop.item/b',
    'rename field shop.item/a -> c, add field shop.item/c',
    ['contradiction', `error: 0004_own renames shop.item.a, which ${behind} has renamed already to c`],
  ],
  [
    'rename field shop.item/a -> b, add field shop.item/b',
    'add index shop.item/ix, use field shop.item/a',
    ['contradiction', `warning: 0004_own renames shop.item.a to b, which ${behind} uses`],
  ],
  [
    'add index shop.item/ix, use field shop.item/a',
    'rename field shop.item/a -> b, add field shop.item/b',
    ['contradiction', `error: 0004_own uses shop.item.a, which ${behind} has renamed to b`],
  ],
  [
    'add index shop.item/ix, use field shop.item/a',
    'add index shop.item/ix2, use field shop.item/a',
    ['commute', expect.stringMatching(/^note: .*under two names\?$/)],
  ],
  ['add index shop.item/ix, use field shop.item/a', 'add index shop.item/ix2, use field shop.item/b', ['commute']],
  [
    'add index shop.item/ix, use field shop.item/a',
    'add constraint shop.team/ix, use field shop.team/a',
    ['contradiction', `error: 0004_own adds the index ix of shop.item, which ${behind} has added already`],
  ],
  [
    'add index shop.item/ix, use field shop.item/a',
    'alter field shop.item/a',
    ['same', `note: 0004_own uses shop.item.a, which ${behind} has altered`],
  ],
  ['add constraint shop.item/ck, use field shop.item/*', 'add field shop.item/a', ['commute']],
  [
    'add constraint shop.item/ck, use field shop.item/*',
    'remove field shop.item/a',
    ['same', `warning: Operation in 0004_own may use shop.item.a, which ${behind} has removed`],
  ],
  [
    'remove field shop.item/a',
    'remove constraint shop.item/ck, use field shop.item/*',
    ['same', `warning: Operation in ${behind} may use shop.item.a, which 0004_own removes`],
  ],
  ['remove index */ix, use column */*', 'add column users/a', ['commute']],
  [
    'remove index */ix, use column */*',
    'remove column users/a',
    ['same', `warning: Operation in 0004_own may use users.a, which ${behind} has removed`],
  ],
  [
    'remove index */ix, use column */*',
    'remove index users/ix, use column users/*',
    ['contradiction', `error: 0004_own removes the index ix, which ${behind} has removed already`],
  ],
  [
    'add field shop.item/a',
    'remove model shop.item',
    ['contradiction', `error: 0004_own adds shop.item.a, but ${behind} has removed shop.item`],
  ],
  [
    'add field shop.item/a',
    'rename model shop.item -> shop.thing, add model shop.thing',
    ['contradiction', `error: 0004_own adds shop.item.a, but ${behind} has renamed shop.item to shop.thing`],
  ],
  [
    'remove model shop.item',
    'add field shop.item/a',
    ['contradiction', `warning: 0004_own removes shop.item, but ${behind} adds shop.item.a`],
  ],
  ['remove model shop.item', 'remove model shop.team', ['commute']],
  [
    'add model shop.tag, add table tags',
    'add model shop.label, add table tags',
    ['contradiction', `error: 0004_own adds the table tags, which ${behind} has added already`],
  ],
  [
    'add field shop.item/team (ForeignKey to shop.team), use model shop.team',
    'remove model shop.team',
    ['contradiction', `error: 0004_own uses shop.team, which ${behind} has removed`],
  ],
  [
    'alter option shop.item/unique_together, use field shop.item/a',
    'alter option shop.item/unique_together, use field shop.item/b',
    ['same', expect.stringMatching(/^warning: 0004_own alters unique_together of shop\.item, which /)],
  ],
  ['alter option shop.item/options', 'alter option shop.item/managers', ['commute']],
  ['alter option shop.item/options', 'alter field shop.item/a', ['commute']],
  ['alter type status', 'alter type status', ['same', expect.stringMatching(/^warning: 0004_own alters the type status, which /)]],
  [
    'opaque: runs SQL',
    'add field shop.item/a',
    ['opaque', 'note: 0004_own has Operation, which runs SQL: it is unknown whether this fits what has landed on main'],
  ],
  [
    'add field shop.item/a',
    'opaque: runs SQL',
    ['opaque', `note: ${behind} has Operation, which runs SQL: it is unknown whether the branch fits it`],
  ],
  [
    'opaque: stands in `if`, remove field shop.item/a',
    'remove field shop.item/a',
    [
      'contradiction',
      `warning: 0004_own, where Operation stands in \`if\`, removes shop.item.a, which ${behind} has removed already`,
      'note: 0004_own has Operation, which stands in `if`: it is unknown whether this fits what has landed on main',
    ],
  ],
  [
    'add field shop.item/birth_date (DateField)',
    'add field shop.item/date_naissance (DateField)',
    [
      'commute',
      `note: 0004_own adds DateField birth_date to shop.item; ${behind} has added DateField date_naissance to shop.item: are these one thing under two names?`,
    ],
  ],
  ['add field shop.item/phone (CharField)', 'add field shop.item/group (CharField)', ['commute']],
  ['add field shop.item/tax_2024 (CharField)', 'add field shop.item/fee_2024 (CharField)', ['commute']],
  ['add field shop.item/home_phone (CharField)', 'add field shop.item/phone (CharField)', ['commute', expect.stringMatching(/^note: /)]],
])('%s behind %s', (own, landed, expected) => expect(met(own, landed)).toEqual(expected));

test('what cannot be read at all', () => {
  const { verdict, concerns } = compareFootprints([footprint('0004', 'opaque')], [footprint('0003', ['add field shop.item/a'])], 'main');
  expect(verdict).toBe('opaque');
  expect(concerns.map(({ message }) => message)).toEqual(['0004 cannot be read: it is unknown whether this fits what has landed on main']);
});

test('where nothing has landed, nothing is opaque', () => {
  const own = [footprint('0004', ['opaque: runs SQL'])];
  expect(compareFootprints(own, [], 'main')).toEqual({ verdict: 'commute', concerns: [], more: 0 });
  expect(compareFootprints(own, [footprint('0003', [])], 'main').verdict).toBe('commute');
});

test('another history is not behind: only what is certain is told, by whole names', () => {
  const own = [footprint('0002_team', ['opaque: runs SQL', 'add field shop.item/team, use model orgs.team'])];
  const landed = [footprint('0009_gone', ['remove model orgs.team'], 'orgs')];
  expect(compareFootprints(own, landed, 'main').concerns.map(({ message }) => message)).toEqual([
    'shop.0002_team uses orgs.team, which orgs.0009_gone on main has removed',
  ]);
});

test('the same names of another scope are others', () => {
  const other = { ...footprint('0003', ['remove field shop.item/a']), scope: 'another project' };
  expect(compareFootprints([footprint('0004', ['remove field shop.item/a'])], [other], 'main').verdict).toBe('commute');
});

test('the most important first, twenty of them, and the places of both', () => {
  const names = Array.from({ length: 30 }, (_, at) => `f${at}`);
  const own = footprint('0004', [...names.map(name => `alter field shop.item/${name}`), 'remove field shop.item/gone']);
  const landed = names.map(name => footprint(`0003_${name}`, [`alter field shop.item/${name}`]));
  const { verdict, concerns, more } = compareFootprints(
    [own],
    [...landed, footprint('0003_gone', ['remove field shop.item/gone'])],
    'main',
  );
  expect([verdict, concerns.length, more]).toEqual(['contradiction', 20, 11]);
  expect(concerns[0]).toEqual({
    verdict: 'contradiction',
    severity: 'error',
    own: { migration: 'shop.0004', path: 'shop/migrations/0004.py', span: { start: 0, end: 27 } },
    landed: { migration: 'shop.0003_gone', path: 'shop/migrations/0003_gone.py', span: { start: 0, end: 27 } },
    message: '0004 removes shop.item.gone, which 0003_gone on main has removed already',
  });
});

test('one operation against one migration is one concern, the worst', () => {
  const landed = footprint('0003', ['alter field shop.item/a', 'remove model shop.item', 'add field shop.item/b']);
  const { concerns } = compareFootprints([footprint('0004', ['alter field shop.item/a'])], [landed], 'main');
  expect(concerns.map(({ message }) => message)).toEqual(['0004 alters shop.item.a, but 0003 on main has removed shop.item']);
});
