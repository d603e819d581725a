import type { Migration, Reference } from '@oneleaf/core';
import { locateHistories } from '../../testing/tree.js';
import { django } from '../django.js';

const first = { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': 'class Migration(migrations.Migration): pass' };
const apps = { 'shop/apps.py': `class C(AppConfig):\n    name = 'shop'\n    label = 'store'\n` };

function readOne(source: string, files: Readonly<Record<string, string>> = {}): ReturnType<typeof django.read.interpret> | undefined {
  const path = 'shop/migrations/0002_tax.py';
  const all = { ...first, ...files, [path]: source };
  const [history] = locateHistories(django, all);
  return history && django.read.interpret(path, django.read.extract(Buffer.from(source)), history);
}

/** A migration's references as one writes them: `shop.0001_initial < 0002_tax; needs pay.0001`; a refusal in the framework's words. */
function told(source: string, files: Readonly<Record<string, string>> = {}): string {
  const read = readOne(source, files);
  if (!read) return 'no history';
  if ('problem' in read) return `${read.problem.kind}: ${read.problem.reason}`;
  const undecided = read.undecided.map(one => `${one.fact} undecided, ${one.reason}: ${one.expression}, hides ${one.hides}`);
  const parts = [
    `${read.parents.map(({ id }) => id).join(' ') || 'root'} < ${read.literal}`,
    ...read.requires.map(one => `needs ${spell(one)}`),
    ...read.before.map(one => `before ${spell(one)}`),
    ...read.replaces.map(one => `replaces ${spell(one)}`),
  ];
  return [...parts, ...undecided].join('; ');
}

function spell({ id, kind }: Reference): string {
  return kind ? `${kind} ${id}` : id;
}

const mig = (body: string): string => `class Migration(migrations.Migration):\n    ${body.replaceAll('\n', '\n    ')}\n`;

test('a migration, complete', () => {
  const source = mig(
    `dependencies = [('shop', '0001_initial'), ('pay', '__first__'), ('shop', '0001_initial')]\nrun_before = [('stock', '0003')]\nreplaces = [('shop', '0001_a')]`,
  );
  const at = (text: string, from = 0): { start: number; end: number } => {
    const start = source.indexOf(text, from);
    return { start, end: start + text.length };
  };
  const expected: Omit<Migration, 'body'> = {
    id: 'shop.0002_tax',
    history: 'shop',
    path: 'shop/migrations/0002_tax.py',
    literal: '0002_tax',
    parents: [{ id: 'shop.0001_initial', history: 'shop', spans: [at('0001_initial'), at('0001_initial', at('0001_initial').end)] }],
    requires: [{ id: 'pay', history: 'pay', kind: 'first', spans: [at('__first__')] }],
    before: [{ id: 'stock.0003', history: 'stock', spans: [at('0003')] }],
    replaces: [{ id: 'shop.0001_a', history: 'shop', spans: [at('0001_a')] }],
    labels: [],
    undecided: [],
  };
  expect(readOne(source)).toEqual({ ...expected, body: expect.stringMatching(/^[\da-f]{16}$/) as string });
});

test.each([
  ['a list of tuples', `[('shop', '0001_initial')]`, 'shop.0001_initial < 0002_tax'],
  ['a tuple of tuples', `(('shop', '0001_initial'),)`, 'shop.0001_initial < 0002_tax'],
  ['a set of tuples', `{('shop', '0001_initial')}`, 'shop.0001_initial < 0002_tax'],
  [
    'a list pair: TypeError unhashable',
    `[['shop', '0001_initial']]`,
    "not-a-migration: a list cannot be a dependency: Django raises TypeError: unhashable type, in dependencies: ['shop', '0001_initial']",
  ],
  ['implicit string concatenation', `[('sh' 'op', '0001_' 'initial')]`, 'shop.0001_initial < 0002_tax'],
  ['another app', `[('shop', '0001_initial'), ('pay', '0001')]`, 'shop.0001_initial < 0002_tax; needs pay.0001'],
  ['__first__ of another app', `[('pay', '__first__')]`, 'root < 0002_tax; needs first pay'],
  ['__first__ of the same app is ignored', `[('shop', '__first__')]`, 'root < 0002_tax'],
  ['__latest__ of another app', `[('pay', '__latest__')]`, 'root < 0002_tax; needs latest pay'],
  ['__latest__ of the same app is not special', `[('shop', '__latest__')]`, 'shop.__latest__ < 0002_tax'],
  ['swappable_dependency(settings.X)', `[migrations.swappable_dependency(settings.AUTH_USER_MODEL)]`, 'root < 0002_tax'],
  ['swappable_dependency of a literal', `[migrations.swappable_dependency('pay.Card')]`, 'root < 0002_tax; needs first pay'],
  ['swappable_dependency of the same app', `[migrations.swappable_dependency('shop.Shop')]`, 'root < 0002_tax'],
  [
    'bytes are another key on Python 3',
    `[(b'shop', '0001_initial')]`,
    "not-a-migration: not a pair (app, name), in dependencies: (b'shop', '0001_initial')",
  ],
  [
    'a computed dependency',
    `[('shop', '0001_initial'), get()]`,
    'shop.0001_initial < 0002_tax; dependencies undecided, a call: get(), hides leaves',
  ],
  ['a computed list', `base.dependencies`, 'root < 0002_tax; dependencies undecided, an attribute: base.dependencies, hides leaves'],
  [
    'three parts',
    `[('shop', '0001_initial', 'x')]`,
    "not-a-migration: not a pair (app, name), in dependencies: ('shop', '0001_initial', 'x')",
  ],
  ['None', 'None', 'not-a-migration: not a list of (app, name), in dependencies: None'],
])('dependencies: %s', (_, dependencies, expected) => expect(told(mig(`dependencies = ${dependencies}`))).toBe(expected));

test.each([
  [
    'dependencies use the label, not the folder',
    `[('store', '0001_initial'), ('shop', '0001')]`,
    'store.0001_initial < 0002_tax; needs shop.0001',
  ],
])('label: %s', (_, dependencies, expected) => expect(told(mig(`dependencies = ${dependencies}`), apps)).toBe(expected));

test.each([
  ['annotated', `dependencies: list[tuple[str, str]] = [('shop', '0001_initial')]`, 'shop.0001_initial < 0002_tax'],
  ['no dependencies', 'operations = []', 'root < 0002_tax'],
  ['run_before in the same app', `run_before = [('shop', '0003_x')]`, 'root < 0002_tax; before shop.0003_x'],
  ['run_before __first__', `run_before = [('pay', '__first__'), ('shop', '__first__')]`, 'root < 0002_tax; before first pay'],
  ['replaces', `replaces = [('shop', '0001_a'), ('pay', '0001_b')]`, 'root < 0002_tax; replaces shop.0001_a; replaces pay.0001_b'],
  [
    'replaces in bytes, which Python 3 finds nowhere',
    `replaces = [(b'shop', '0001_a'), ('shop', '0001_b')]`,
    'root < 0002_tax; replaces shop.0001_b',
  ],
  [
    'replaces computed',
    `replaces = squashed.replaces(30)`,
    'root < 0002_tax; replaces undecided, a call: squashed.replaces(30), hides leaves',
  ],
  [
    'appended in an if, another app',
    `dependencies = [('shop', '0001_initial')]\nif x:\n    dependencies.append(('pay', '0001'))`,
    "shop.0001_initial < 0002_tax; dependencies undecided, changed after it is made: dependencies.append(('pay', '0001')), hides order",
  ],
  [
    'replaces appended in an if',
    `replaces = []\nif x:\n    replaces.append(('pay', '0001'))`,
    "root < 0002_tax; replaces undecided, changed after it is made: replaces.append(('pay', '0001')), hides leaves",
  ],
  [
    'appended in an if, the same app',
    `dependencies = []\nif x:\n    dependencies.append(('shop', '0001_initial'))`,
    "root < 0002_tax; dependencies undecided, changed after it is made: dependencies.append(('shop', '0001_initial')), hides leaves",
  ],
  [
    '+= of other apps',
    `dependencies = [('shop', '0001_initial')]\ndependencies += [('pay', '0001')]`,
    'shop.0001_initial < 0002_tax; dependencies undecided, changed by +=: dependencies, hides order',
  ],
  [
    'removed',
    `dependencies = [('shop', '0001_initial')]\ndependencies.pop()`,
    'root < 0002_tax; dependencies undecided, changed after it is made: dependencies.pop(), hides leaves',
  ],
  [
    'a property',
    `@property\ndef dependencies(self): return []`,
    'root < 0002_tax; dependencies undecided, a function: def dependencies, hides leaves',
  ],
  [
    '__init__',
    `dependencies = []\ndef __init__(self, *args):\n    self.dependencies = [1]`,
    'root < 0002_tax; dependencies undecided, used in a method of the class: def __init__(self, *args): self.dependencies = [1], hides leaves',
  ],
])('class body: %s', (_, body, expected) => expect(told(mig(body))).toBe(expected));

test.each([
  ['no Migration class', 'x = 1', 'not-a-migration: Migration 0002_tax in app shop has no Migration class'],
  ['a class without a base', 'class Migration: pass', 'not-a-migration: TypeError: Migration() takes no arguments: the class has no base'],
  ['South', 'class Migration(DataMigration): pass', 'not-a-migration: a migration of South, which Django cannot load'],
  [
    'type()',
    `Migration = type('Migration', (migrations.Migration,), {})`,
    "root < 0002_tax; Migration undecided, not a class statement: Migration = type('Migration', (migrations.Migration,), {}), hides leaves",
  ],
  ['imported', 'from base import Migration', 'root < 0002_tax; Migration undecided, imported: from base import Migration, hides leaves'],
  [
    'a star import',
    'from base import *',
    'root < 0002_tax; Migration undecided, may come from a star import: from base import *, hides leaves',
  ],
  [
    'inside an if',
    'if x:\n    class Migration(migrations.Migration): pass',
    'root < 0002_tax; Migration undecided, bound inside `if`: class Migration(migrations.Migration):, hides leaves',
  ],
  [
    'decorated',
    '@x\nclass Migration(migrations.Migration): pass',
    'root < 0002_tax; Migration undecided, a decorated class: class Migration(migrations.Migration):, hides leaves',
  ],
  [
    'twice',
    `${mig('pass')}${mig('pass')}`,
    'root < 0002_tax; Migration undecided, assigned more than once: class Migration(migrations.Migration):, hides leaves',
  ],
  [
    'of a local base',
    `class Base(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\nclass Migration(Base): pass`,
    'root < 0002_tax; dependencies undecided, may be inherited from this base: Base, hides leaves; run_before undecided, may be inherited from this base: Base, hides leaves; replaces undecided, may be inherited from this base: Base, hides leaves',
  ],
  [
    'of an imported base, dependencies its own',
    `class Migration(CheckedMigration):\n    dependencies = [('shop', '0001_initial')]`,
    'shop.0001_initial < 0002_tax',
  ],
  [
    'of an imported base, none its own',
    'class Migration(CheckedMigration): pass',
    'root < 0002_tax; dependencies undecided, may be inherited from this base: CheckedMigration, hides leaves',
  ],
  [
    "Django's own under its name",
    `from django.db.migrations import Migration\nclass Migration(Migration):\n    dependencies = [('shop', '0001_initial')]`,
    'shop.0001_initial < 0002_tax',
  ],
  [
    'changed afterwards',
    `${mig('dependencies = []')}Migration.dependencies.append(('shop', '0001_initial'))`,
    "root < 0002_tax; dependencies undecided, changed after the class is made: Migration.dependencies.append(('shop', '0001_initial')), hides leaves",
  ],
  [
    'operations changed afterwards',
    `${mig(`dependencies = [('shop', '0001_initial')]`)}Migration.operations.pop()`,
    'shop.0001_initial < 0002_tax',
  ],
  [
    'one line',
    `class Migration(migrations.Migration): dependencies = [('shop', '0001_initial')]; operations = []`,
    'shop.0001_initial < 0002_tax',
  ],
  ['a broken file', 'class Migration(', 'syntax: a bracket was never closed'],
])('file: %s', (_, source, expected) => expect(told(source)).toBe(expected));

describe('body', () => {
  const body = (source: string): string => django.read.extract(Buffer.from(source)).body;
  const plain = mig(`dependencies = [('shop', '0001_initial')]\noperations = [AddField('shop', 'tax')]`);
  test.each([
    ['another parent', plain.replace('0001_initial', '0002_sku'), true],
    [
      'initial, replaces and a docstring',
      `"""x"""\n${plain.replace('    dependencies', `    """y"""\n    initial = True\n    replaces = []\n    dependencies`)}`,
      true,
    ],
    ['layout', plain.replace(/ {4}/g, '  ').replace(', ', ',  # c\n    '), true],
    ['another field', plain.replace('tax', 'sku'), false],
  ])('%s', (_, source, same) => expect(body(source) === body(plain)).toBe(same));
});
