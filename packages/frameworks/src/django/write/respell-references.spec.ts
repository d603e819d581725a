import { applyEdits, type Migration, type MigrationName } from '@oneleaf/core';
import { appFiles } from '../../testing/django/migration-files.js';
import { migrationsIn } from '../../testing/migrations-by-path.js';
import { django } from '../django.js';

const HEAD = 'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n';
const file = (body: string): string => `${HEAD}${body}\n    operations = []\n`;

/** The body with parents and other names respelled: `{ '0002_a': '0003_a' }`; null where one goes. */
function respelled(body: string, names: Readonly<Record<string, string | null>>, added: readonly string[] = []): string {
  const path = 'shop/migrations/0004_x.py';
  const text = file(body);
  const migration = migrationsIn(django, { ...appFiles('shop', { '0001_initial': [] }), [path]: text }).get(path);
  if (!migration) throw new Error('not read');
  const { parents, requires, before, replaces } = migration;
  const references = [...parents, ...requires, ...before, ...replaces].flatMap(reference => {
    const name = names[reference.id.slice(reference.id.indexOf('.') + 1)];
    return name === undefined ? [] : [{ reference, literal: name }];
  });
  const edits = django.write.respell(text, { migration, label: 'shop', references, added });
  return 'reason' in edits
    ? edits.reason
    : applyEdits(text, edits)
        .slice(HEAD.length)
        .replace(/\n {4}operations = \[\]\n$/, '');
}

test.each([
  ['single quotes', "    dependencies = [('shop', '0002_a')]", "    dependencies = [('shop', '0003_a')]"],
  ['double quotes', '    dependencies = [("shop", "0002_a")]', '    dependencies = [("shop", "0003_a")]'],
  ['a tuple', "    dependencies = (('shop', '0002_a'),)", "    dependencies = (('shop', '0003_a'),)"],
  ['an annotation', "    dependencies: list = [('shop', '0002_a')]", "    dependencies: list = [('shop', '0003_a')]"],
  ['two strings', "    dependencies = [('shop', '0002' '_a')]", "    dependencies = [('shop', '0003_a')]"],
  ['an escape', "    dependencies = [('shop', '0002\\x5fa')]", "    dependencies = [('shop', '0003_a')]"],
  ['a comment', "    dependencies = [('shop', '0002_a')]  # 0002_a", "    dependencies = [('shop', '0003_a')]  # 0002_a"],
  ['another app', "    dependencies = [('pay', '0002_a')]", "    dependencies = [('pay', '0003_a')]"],
  [
    'run_before',
    "    dependencies = []\n    run_before = [('pay', '0002_a')]",
    "    dependencies = []\n    run_before = [('pay', '0003_a')]",
  ],
  ['replaces', "    replaces = [('shop', '0002_a')]\n    dependencies = []", "    replaces = [('shop', '0003_a')]\n    dependencies = []"],
  [
    'Windows ends of lines',
    "    dependencies = [\r\n        ('shop', '0002_a'),\r\n    ]",
    "    dependencies = [\r\n        ('shop', '0003_a'),\r\n    ]",
  ],
])('one name changes and nothing else: %s', (_, before, after) => expect(respelled(before, { '0002_a': '0003_a' })).toBe(after));

const lines = (...elements: readonly string[]): string => `    dependencies = [\n${elements.map(one => `        ${one}\n`).join('')}    ]`;
const A = "('shop', '0002_a'),";
const B = "('shop', '0002_b'),";
const AUTH = "('auth', '0001_initial'),";

test.each([
  ['the first line', lines(A, B), { '0002_a': null }, lines(B)],
  ['the last line', lines(A, B), { '0002_b': null }, lines(A)],
  ['the last line, which has no comma', lines(A, "('shop', '0002_b')"), { '0002_b': null }, lines(A)],
  ['a line with its comment', lines(A, `${B}  # why`, AUTH), { '0002_b': null }, lines(A, AUTH)],
  ['a line, and not the comment of another', lines(`${A}  # why`, B), { '0002_b': null }, lines(`${A}  # why`)],
  ['all lines', lines(A, B), { '0002_a': null, '0002_b': null }, lines()],
  [
    'one of a row',
    "    dependencies = [('shop', '0002_a'), ('shop', '0002_b')]",
    { '0002_a': null },
    "    dependencies = [('shop', '0002_b')]",
  ],
  [
    'the last of a row',
    "    dependencies = [('shop', '0002_a'), ('shop', '0002_b')]",
    { '0002_b': null },
    "    dependencies = [('shop', '0002_a')]",
  ],
  [
    'the middle of a row',
    "    dependencies = [('shop', '0002_a'), ('auth', '0001_initial'), ('shop', '0002_b')]",
    { '0001_initial': null },
    "    dependencies = [('shop', '0002_a'), ('shop', '0002_b')]",
  ],
  [
    'two neighbours in a row',
    "    dependencies = [('auth', '0001_initial'), ('shop', '0002_a'), ('shop', '0002_b')]",
    { '0002_a': null, '0002_b': null },
    "    dependencies = [('auth', '0001_initial')]",
  ],
  ['the only one', "    dependencies = [('shop', '0002_a')]", { '0002_a': null }, '    dependencies = []'],
  [
    'the last of a tuple',
    "    dependencies = (('shop', '0002_a'), ('shop', '0002_b'))",
    { '0002_b': null },
    "    dependencies = (('shop', '0002_a'),)",
  ],
  [
    'the first of a tuple',
    "    dependencies = (('shop', '0002_a'), ('shop', '0002_b'))",
    { '0002_a': null },
    "    dependencies = (('shop', '0002_b'),)",
  ],
])('an element goes: %s', (_, before, names, after) => expect(respelled(before, names)).toBe(after));

test('one of two parents takes the place of both', () => {
  expect(respelled(lines(A, B, AUTH), { '0002_a': '0003_c', '0002_b': null })).toBe(lines("('shop', '0003_c'),", AUTH));
});

test.each([
  ['into an empty list', '    dependencies = []', "    dependencies = [('shop', '0003_c'),]"],
  ['into empty lines', lines(), lines("('shop', '0003_c'),")],
  ['before others', lines(AUTH), lines("('shop', '0003_c'),", AUTH)],
  ['into a row', '    dependencies = [("auth", "0001_initial")]', '    dependencies = [("shop", "0003_c"), ("auth", "0001_initial")]'],
])('a parent comes %s', (_, before, after) => expect(respelled(before, {}, ['0003_c'])).toBe(after));

test.each([
  [
    'a constant',
    "    NAME = '0002_a'\n    dependencies = [('shop', NAME)]",
    { '0002_a': '0003_a' },
    'its name is in a constant, in line 5',
  ],
])('is left to a person: %s', (_, before, names, reason) => expect(respelled(before, names)).toBe(reason));

describe('a name', () => {
  const called = (literal: string): MigrationName => ({ literal, path: `shop/migrations/${literal}.py` });
  const rename = (literal: string, parents: readonly string[], { others = parents, clash = false } = {}): string => {
    const migration: Migration = {
      ...(migrationsIn(django, appFiles('shop', { [literal]: [] })).get(called(literal).path) ?? neverRead()),
    };
    const name = django.write.rename({ migration, parents, others: others.map(called), clash, randomHex: '' });
    expect(name.path).toBe(called(name.literal).path);
    return name.literal;
  };

  test.each([
    ['the next number', rename('0002_b', ['0002_a']), '0003_b'],
    ['its own number where it is greater', rename('0007_b', ['0002_a']), '0007_b'],
    ['the next that is free', rename('0002_b', ['0002_a'], { others: ['0002_a', '0003_z'] }), '0004_b'],
    ['another where somebody has its number', rename('0003_b', ['0002_a'], { others: ['0002_a', '0003_c'] }), '0004_b'],
    ['as many digits', rename('002_b', ['002_a']), '003_b'],
    ['one digit more', rename('9999_b', ['9999_a']), '10000_b'],
    ['both numbers of a squash', rename('0002_squashed_0004_b', ['0005_a']), '0004_squashed_0006_b'],
    ['one after a squash', rename('0002_b', ['0001_squashed_0005_a']), '0006_b'],
    ['no number where it has none', rename('tax', ['0002_a']), 'tax'],
    ['another word where it has no number', rename('tax', [], { others: ['tax', 'tax_2'], clash: true }), 'tax_3'],
    ['the number of what is a date', rename('20240501_b', ['0002_a']), '20240501_b'],
    ['the words with a number in them', rename('0002_rename_0002_a', ['0002_a']), '0003_rename_0002_a'],
  ])('is given %s', (_, given, expected) => expect(given).toBe(expected));
});

function neverRead(): never {
  throw new Error('not read');
}

test('a parent that would have to join what is computed is left to a person', () => {
  expect(respelled('    dependencies = others()', {}, ['0003_c'])).toBe('its dependencies are not a plain list');
});
