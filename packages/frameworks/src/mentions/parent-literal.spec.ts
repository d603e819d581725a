import { alembicRenaming, keptNames, djangoRenaming, respellFile } from '../testing/renamings.js';
import { mentionFinder } from '../index.js';

const parent = { from: '0001_a', to: '0002_sku' };
const finder = mentionFinder([{ ...djangoRenaming('shop', '0002_tax', '0003_tax'), parent }], () => []);
const why = '0003_tax has the parent 0002_sku now';

test.each([
  ['forwards', 'class T(TestMigrations):\n    migrate_from = "0001_a"\n    migrate_to = "0002_tax"'],
  ['backwards', 'class T(TestMigrations):\n    migrate_from = "0002_tax"\n    migrate_to = "0001_a"'],
  ['of pairs', 'class T:\n    migrate_from = [("shop", "0001_a")]\n    migrate_to = [("shop", "0002_tax")]'],
  ['in constants', 'MIGRATE_FROM = ("shop", "0001_a")\nMIGRATE_TO = ("shop", "0002_tax")'],
  ['in a function', 'def test():\n    migrate_from: str = "0001_a"\n    executor.migrate([("shop", "0002_tax")])'],
])('a test goes from the parent: %s', (_, text) => {
  const expected = text.replace('0001_a', '0002_sku').replace('0002_tax', '0003_tax');
  expect(respellFile(finder, 'tests.py', text)).toEqual({ text: expected, listed: [] });
});

test('where more than the two ends is said, a person has to look', () => {
  const text =
    'def test(migrator):\n    migrator.apply_initial_migration(("shop", "0001_a"))\n    migrator.apply_tested_migration(("shop", "0002_tax"))';
  expect(respellFile(finder, 'tests.py', text)).toEqual({
    text: text.replace('0002_tax', '0003_tax'),
    listed: [`2: migrator.apply_initial_migration(("shop", "0001_a")) (${why})`],
  });
});

test.each([
  ['another class', 'class A:\n    migrate_to = "0002_tax"\n\nclass B:\n    migrate_from = "0001_a"\n    migrate_to = "0002_other"'],
  [
    'another app',
    'class A:\n    migrate_from = [("pay", "0001_a")]\n    migrate_to = [("pay", "0002_b")]\n\ndef test():\n    migrate("0002_tax")',
  ],
  ['no statement about migrations', 'migrate_to = "0002_tax"\nx = "0001_a"'],
  ['a longer text', 'migrate_to = "0002_tax"\nmigrate_from = "0001_a" + x'],
  ['a document', '# migrate shop 0002_tax, migrate shop 0001_a'],
])('the parent stays in %s', (_, text) => {
  expect(respellFile(finder, 'tests.py', text).text).toContain('0001_a');
  expect(respellFile(finder, 'tests.py', text).listed).toEqual([]);
});

test('the parent stays where the migration itself is in doubt', () => {
  const doubtful = mentionFinder([{ ...djangoRenaming('shop', '0002_tax', '0003_tax'), parent }], keptNames('pay.0002_tax'));
  const text = 'migrate_from = "0001_a"\nmigrate_to = "0002_tax"';
  expect(respellFile(doubtful, 'tests.py', text)).toEqual({ text, listed: [expect.stringMatching(/^2: /)] });
});

test('a file that names only the parent is not looked at', () => {
  expect(finder.mayMention({ path: 'tests.py', text: 'migrate_to = "0001_a"' })).toBe(false);
});

test('what Alembic stood on is listed', () => {
  const zones = mentionFinder([{ ...alembicRenaming('003_zones', '004_zones'), parent: { from: '002_a', to: '003_sku' } }], () => []);
  const text = 'def test():\n    command.upgrade(cfg, "002_a")\n    command.upgrade(cfg, "003_zones")';
  expect(respellFile(zones, 'tests.py', text)).toEqual({
    text: text.replace('003_zones', '004_zones'),
    listed: ['2: command.upgrade(cfg, "002_a") (004_zones has the parent 003_sku now)'],
  });
});
