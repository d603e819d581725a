import { keptNames, djangoRenaming, respellFile, taxFinder } from '../testing/renamings.js';
import { mentionFinder } from '../index.js';

const certain: readonly (readonly [form: string, text: string])[] = [
  ['a pair', 'executor.migrate([("shop", "0002_tax")])'],
  ['a pair among others', 'x = [("pay", "0001_a"), ("shop", "0002_tax"), ("shop", "0002_tax_rates")]'],
  ['a pair over several lines, with comments', "x = (\n    'shop',  # ours\n    '0002_tax',\n)"],
  ['a list pair', 'x = ["shop", "0002_tax"]'],
  ['a raw string', 'x = ("shop", r"0002_tax")'],
  ['three quotes', 'x = ("shop", """0002_tax""")'],
  ['the state at a pair', 'executor.loader.project_state(("shop", "0002_tax")).apps'],
  ['a node of the graph', 'loader.graph.nodes["shop", "0002_tax"]'],
  ['django-test-migrations', 'migrator.apply_initial_migration(("shop", "0002_tax"))'],
  ['its class', 'class T(MigratorTestCase):\n    migrate_from = ("shop", "0001_a")\n    migrate_to = ("shop", "0002_tax")'],
  ['a pytest marker', '@pytest.mark.migration(app_label="shop", migration_name="0002_tax")\ndef test(state): ...'],
  ['a management command', 'call_command("migrate", "shop", "0002_tax", verbosity=0)'],
  ['a management command with an option before', 'call_command("migrate", "shop", "--fake", "0002_tax")'],
  ['a management command for an app that is computed', 'call_command("migrate", self.label, "0002_tax")'],
  ['a range', 'call_command("squashmigrations", "shop", "0001_a", "0002_tax")'],
  ['a process', 'run([sys.executable, "manage.py", "migrate", "shop", "0002_tax"])'],
  ['keywords', 'call_command("migrate", app_label="shop", migration_name="0002_tax")'],
  ['keywords the other way round', 'Migration.objects.filter(name="0002_tax", app="shop")'],
  ['a mapping from labels', 'x = {"pay": "0001_a", "shop": "0002_tax"}'],
  ['a mapping from labels to lists', 'x = {"shop": ["0001_a", "0002_tax"]}'],
  ['a record', 'x = {"app": "shop", "name": "0002_tax"}'],
  ['a class attribute', 'class T(TestMigrations):\n    app = "shop"\n    migrate_from = "0001_a"\n    migrate_to = "0002_tax"'],
  ['a class attribute before the app', 'class T(TestMigrations):\n    migrate_to = "0002_tax"\n    app_name: str = "shop"'],
  [
    'a property',
    'class T(TestMigrations):\n    migrate_to = "0002_tax"\n\n    @property\n    def app(self) -> str:\n        return "shop"',
  ],
  ['an app set in a method', 'def setUp(self):\n    self.app = "shop"\n    self.migrate("0002_tax")'],
  ['a class after one of another app', 'class A:\n    app = "pay"\n\nclass B(TestMigrations):\n    migrate_to = "0002_tax"'],
  ['a constant', 'APP = "shop"\n\ndef test():\n    executor.migrate([(APP, "0002_tax")])'],
  ['a constant by any name', 'OURS = "shop"\nx = [(OURS, "0002_tax")]'],
  ['an inherited app', 'class T(TestMigrations):\n    migrate_from = "0001_a"\n    migrate_to = "0002_tax"'],
  ['an app that is computed', 'executor.migrate([(self.app, "0002_tax")])'],
  ['a constant that is called a migration', 'DATA_MIGRATION = "0002_tax"'],
  ['a module', 'import_module("shop.migrations.0002_tax")'],
  ['an attribute of a module', 'mock.patch("shop.migrations.0002_tax.now")'],
  ['a path', 'open(BASE / "shop/migrations/0002_tax.py")'],
  ['a path from the root', 'x = "/app/shop/migrations/0002_tax.py"'],
  ['its label and name', 'assert str(migration) == "shop.0002_tax"'],
  ['a comment', 'x = 1  # see shop.0002_tax and shop/migrations/0002_tax.py'],
  ['a docstring', '"""Runs ``migrate shop 0002_tax`` and back."""'],
];

test.each(certain)('respelled: %s', (_, text) => {
  const path = 'shop/tests.py';
  expect(respellFile(taxFinder, path, text)).toEqual({ text: text.replaceAll(/0002_tax(?!_)/g, '0003_tax'), listed: [] });
});

const doubtful: readonly (readonly [form: string, text: string, listed: string])[] = [
  ['a string that says nothing', 'x = "0002_tax"', '1: x = "0002_tax" (the name stands alone)'],
  ['a comment', '# after 0002_tax', '1: # after 0002_tax (the name stands alone)'],
  [
    'a relative module',
    'import_module(".migrations.0002_tax", package)',
    '1: import_module(".migrations.0002_tax", package) (only the end of its path)',
  ],
  ['the end of a module', 'import_module("migrations.0002_tax")', '1: import_module("migrations.0002_tax") (only the end of its path)'],
  [
    'a module below something else',
    'x = "old.shop.migrations.0002_tax"',
    '1: x = "old.shop.migrations.0002_tax" (only the end of its path)',
  ],
  ['an f-string', 'x = f"{base}/shop/migrations/0002_tax.py"', '1: x = f"{base}/shop/migrations/0002_tax.py" (within an f-string)'],
  ['two strings in one', 'migrate("0002_tax" "_rates")', '1: migrate("0002_tax" "_rates") (part of a longer text)'],
  ['a sum', 'migrate("0002_tax" + x)', '1: migrate("0002_tax" + x) (part of a longer text)'],
  ['bytes', 'migrate(b"0002_tax")', '1: migrate(b"0002_tax") (the name stands alone)'],
  ['a number', 'call_command("migrate", "shop", "0002")', `1: call_command("migrate", "shop", "0002") (${number()})`],
  ['a number in a pair', 'executor.migrate([("shop", "0002")])', `1: executor.migrate([("shop", "0002")]) (${number()})`],
  ['a number in a class', 'class T:\n    app = "shop"\n    migrate_to = "0002"', `3: migrate_to = "0002" (${number()})`],
  ['a number without an app', 'migrate_to = "0002"', `1: migrate_to = "0002" (${number()})`],
  ['a number in a comment', '# manage.py migrate shop 0002', `1: # manage.py migrate shop 0002 (${number()})`],
];

function number(): string {
  return 'only its number, which may belong to another migration afterwards';
}

test.each(doubtful)('left to a person: %s', (_, text, listed) => {
  expect(respellFile(taxFinder, 'tests.py', text)).toEqual({ text, listed: [listed] });
});

test.each([
  ['a longer name', 'x = [("shop", "0002_tax_rates"), ("shop", "x0002_tax"), ("shop", "0002_tax-old"), ("shop", "0002_taxé")]'],
  ['another app', 'executor.migrate([("pay", "0002_tax")])'],
  ["another app's node", 'loader.graph.nodes["pay", "0002_tax"]'],
  ['another app in a command', 'call_command("migrate", "pay", "0002_tax")'],
  ['another app of a class', 'class T(TestMigrations):\n    app = "pay"\n    migrate_to = "0002_tax"'],
  ['another module', 'import_module("pay.migrations.0002_tax")'],
  ['another path', 'x = "pay/migrations/0002_tax.py", "shop/migrations/0002_tax.sql", "shop/migrations/0002_tax/a"'],
  ['a number of something else', 'x = {"0002": 2, "code": "0002"}; y = [("pay", "0002")]; n = 0o0002'],
  ['a name in code', 'x0002_tax = 0002_tax'],
])('nobody means it: %s', (_, text) => expect(respellFile(taxFinder, 'tests.py', text)).toEqual({ text, listed: [] }));

describe('when others have the name', () => {
  const finder = mentionFinder([djangoRenaming('shop', '0002_tax', '0003_tax')], keptNames('pay.0002_tax'));
  const listed = (text: string): readonly string[] => respellFile(finder, 'tests.py', text).listed;

  test('a pair says whose', () => {
    const text = 'x = [("shop", "0002_tax"), ("pay", "0002_tax")]';
    expect(respellFile(finder, 'tests.py', text)).toEqual({ text: 'x = [("shop", "0003_tax"), ("pay", "0002_tax")]', listed: [] });
  });
  test.each([
    ['a class', 'class T(TestMigrations):\n    app = "shop"\n    migrate_to = "0002_tax"'],
    ['a method', 'class T(TestMigrations):\n    def setUp(self):\n        self.app = "shop"\n        self.migrate("0002_tax")'],
    ['a coroutine', 'async def one():\n    app = "pay"\n\nasync def other():\n    app = "shop"\n    migrate("0002_tax")'],
  ])('%s says whose', (_, text) => {
    expect(respellFile(finder, 'tests.py', text)).toEqual({ text: text.replace('0002_tax', '0003_tax'), listed: [] });
  });
  test('one that is about several apps does not', () => {
    expect(listed('class T:\n    app = "pay"\n    app = "shop"\n    migrate_to = "0002_tax"')).toEqual([
      '4: migrate_to = "0002_tax" (migrations of pay and shop have that name)',
    ]);
  });
  test('nor does it where something else may be meant', () => {
    expect(listed('app = "shop"\nx = "0002_tax"')).toEqual(['2: x = "0002_tax" (the name stands alone)']);
  });
  test('where nothing does, a person has to', () => {
    expect(listed('migrate_to = "0002_tax"')).toEqual(['1: migrate_to = "0002_tax" (migrations of pay and shop have that name)']);
  });
});

test('when main has one of the same name in the same app, nothing is certain', () => {
  const finder = mentionFinder([djangoRenaming('shop', '0002_tax', '0003_tax')], keptNames('shop.0002_tax'));
  const text = 'executor.migrate([("shop", "0002_tax")])';
  expect(respellFile(finder, 'tests.py', text)).toEqual({
    text,
    listed: [`1: ${text} (another migration of shop has that name)`],
  });
});

test('what is dropped is only listed', () => {
  const finder = mentionFinder([{ ...djangoRenaming('shop', '0003_merge_tax', '0004_tax'), isDropped: true }], () => []);
  const text = 'executor.migrate([("shop", "0003_merge_tax")])';
  expect(respellFile(finder, 'tests.py', text)).toEqual({ text, listed: [`1: ${text} (it is removed)`] });
});

test('of two with one number a number is still a number', () => {
  const finder = mentionFinder([djangoRenaming('shop', '0002_a', '0003_a'), djangoRenaming('shop', '0002_b', '0004_b')], () => []);
  expect(respellFile(finder, 'tests.py', 'x = {"shop": {"0001", "0002"}}').listed).toEqual([
    `1: x = {"shop": {"0001", "0002"}} (${number()})`,
  ]);
});

test('a name that any app may have needs more than a statement about migrations', () => {
  const finder = mentionFinder([djangoRenaming('shop', '0001_initial', '0002_initial')], () => []);
  expect(respellFile(finder, 'tests.py', 'migrate_to = "0001_initial"').listed).toHaveLength(1);
});

test('a file that is no Python is only listed', () => {
  const text = 'executor.migrate([("shop", "0002_tax")]\nx = "';
  expect(respellFile(taxFinder, 'tests.py', text)).toEqual({
    text,
    listed: ['1: executor.migrate([("shop", "0002_tax")] (the file cannot be read: unterminated string literal)'],
  });
});
