import { alembicRenaming, keptNames, djangoRenaming, respellFile, taxFinder } from '../testing/renamings.js';
import { mentionFinder } from '../index.js';

const certain: readonly (readonly [path: string, text: string])[] = [
  ['README.md', 'Run `python manage.py migrate shop 0002_tax`.'],
  ['README.md', '| app | migration |\n|---|---|\n| shop | 0002_tax |'],
  ['README.md', 'Written by [0002_tax](shop/migrations/0002_tax.py).'],
  ['shop/README.md', 'Written by [the migration](migrations/0002_tax.py) of shop.'],
  ['shop/docs/a/b.md', '[it](../../migrations/0002_tax.py)'],
  ['docs/tax.rst', 'See :file:`shop/migrations/0002_tax.py`, then ``shop.0002_tax``.'],
  ['docs/deploy.txt', './manage.py migrate shop --fake --database=old 0002_tax'],
  ['docs/deploy.txt', './manage.py squashmigrations shop 0001_a 0002_tax'],
  ['Makefile', 'back:\n\tpython manage.py migrate shop 0002_tax'],
  ['Dockerfile', 'RUN ["python", "manage.py", "migrate", "shop", "0002_tax"]'],
  ['Dockerfile', 'COPY . /app\nRUN test -f /app/shop/migrations/0002_tax.py'],
  ['ci.yml', 'target:\n  shop: 0002_tax'],
  ['setup.cfg', '[isort]\nskip = shop/migrations/0002_tax.py'],
  ['pyproject.toml', 'module = "shop.migrations.0002_tax"'],
  ['fixture.json', '{"shop": "0002_tax", "all": ["shop", "0002_tax"]}'],
  ['seed.sql', "INSERT INTO django_migrations (app, name) VALUES ('shop', '0002_tax');"],
  ['settings.spec.ts', "latest_migration: 'shop.0002_tax',"],
  ['baseline.txt', 'shop/migrations/0002_tax.py:12:1: error'],
  ['notes.ipynb', '"source": ["call_command(\\"migrate\\")\\n", "# shop.0002_tax"]'],
];

test.each(certain)('respelled in %s: %s', (path, text) => {
  expect(respellFile(taxFinder, path, text)).toEqual({ text: text.replaceAll('0002_tax', '0003_tax'), listed: [] });
});

const doubtful: readonly (readonly [path: string, text: string, reason: string])[] = [
  ['README.md', 'The work is done in 0002_tax.', 'the name stands alone'],
  ['README.md', 'migrations/\n  0002_tax.py', 'the name stands alone'],
  ['docs/a.md', '[it](../migrations/0002_tax.py)', 'only the end of its path'],
  ['docs/a.md', 'mono/shop/migrations/0002_tax.py', 'only the end of its path'],
  ['docs/a.md', 'https://forge.example/o/r/blob/v1/shop/migrations/0002_tax.py', 'a URL of another site'],
  ['deploy.sh', 'python manage.py migrate shop 0002', 'only its number, which may belong to another migration afterwards'],
  ['README.md', 'Since shop.0002 there are taxes.', 'only its number, which may belong to another migration afterwards'],
  ['CHANGELOG.md', '- `shop.0002_tax` adds taxes', 'it describes the past'],
  ['docs/releases/2.1.rst', '- shop/migrations/0002_tax.py', 'it describes the past'],
  ['docs/release-notes/version-4.5.md', '- `shop.0002_tax`', 'it describes the past'],
  ['README.md', '<<<<<<< HEAD\nshop.0002_tax\n=======\n>>>>>>> other', 'the file has a conflict marker: <<<<<<< HEAD'],
];

test.each(doubtful)('left to a person in %s: %s', (path, text, reason) => {
  const found = respellFile(taxFinder, path, text);
  expect(found.text).toBe(text);
  expect(found.listed).toEqual([expect.stringContaining(`(${reason})`)]);
});

test.each([
  ['longer names', 'shop.0002_tax_rates, shop.x0002_tax, shop 0002_tax-old, shop/migrations/0002_taxes.py'],
  ['others', 'pay.0002_tax, auth.0002, pay/migrations/0002_tax.py, v1.0002'],
  ['other files', 'shop/migrations/0002_tax.sql, shop/migrations/0002_tax/up, notes/shop.0002_tax'],
  ['numbers', 'migrate pay 0002, order 0002 of the shop, 2024-0002'],
])('nobody means it: %s', (_, text) => expect(respellFile(taxFinder, 'README.md', text)).toEqual({ text, listed: [] }));

test('a file called after a migration is listed', () => {
  const path = 'tests/test_0002_tax.py';
  expect(taxFinder.mayMention({ path, text: '' })).toBe(true);
  expect(respellFile(taxFinder, path, '').listed).toEqual(['1: test_0002_tax.py (the file is named after it)']);
  expect(respellFile(taxFinder, 'tests/test_10002_tax.py', '').listed).toEqual([]);
  expect(respellFile(taxFinder, 'tests/test_0002_taxes.py', '').listed).toEqual([]);
});

describe('Alembic', () => {
  const zones = mentionFinder([alembicRenaming('003_zones', '004_zones'), alembicRenaming('004_rates', '005_rates')], () => []);

  test.each([
    ['tests.py', 'command.upgrade(cfg, "003_zones")'],
    ['tests.py', 'from alembic.command import downgrade\ndowngrade(config=cfg, revision="003_zones")'],
    ['tests.py', 'alembic_runner.migrate_up_to("003_zones")'],
    ['tests.py', 'assert rev == "003_zones"  # alembic'],
    ['tests.py', 'run(["alembic", "-c", "alembic.ini", "upgrade", "003_zones"])'],
    ['tests.py', 'import_module("alembic.versions.003_zones")'],
    ['README.md', '`alembic upgrade 003_zones`'],
    ['README.md', 'alembic -c a.ini upgrade --sql 002_a:003_zones'],
    ['Makefile', 'flask db downgrade 003_zones'],
    ['README.md', 'alembic/versions/003_zones.py'],
  ])('respelled in %s: %s', (path, text) => {
    expect(respellFile(zones, path, text)).toEqual({ text: text.replaceAll('003_zones', '004_zones'), listed: [] });
  });

  test.each([
    ['tests.py', 'x = "003_zones"'],
    ['tests.py', 'command.upgrade(cfg, "002_a:003_zones", sql=True)'],
    ['README.md', 'The zones come with 003_zones.'],
  ])('left to a person in %s: %s', (path, text) => {
    expect(respellFile(zones, path, text)).toEqual({ text, listed: [`1: ${text} (the name stands alone)`] });
  });

  const numbers = mentionFinder(
    [alembicRenaming('003', '004', '003_zones', '004_zones'), alembicRenaming('004', '005', '004_rates', '005_rates')],
    () => [],
  );

  test('a bare number is one in a call or command of Alembic only', () => {
    const text =
      'from alembic import command\ncommand.upgrade(cfg, "003")\nassert rev == "004"\nx = {"003": 3}\nrun(["alembic", "upgrade", "004"])';
    expect(respellFile(numbers, 'tests.py', text)).toEqual({
      text: text.replace('cfg, "003"', 'cfg, "004"').replace('"upgrade", "004"', '"upgrade", "005"'),
      listed: ['3: assert rev == "004" (only a number)'],
    });
    expect(respellFile(numbers, 'README.md', 'alembic upgrade 003; room 003, 004; revision 003')).toEqual({
      text: 'alembic upgrade 004; room 003, 004; revision 003',
      listed: ['1: alembic upgrade 003; room 003, 004; revision 003 (the name stands alone)'],
    });
    for (const other of ['client.upgrade("003")', 'from alembic import x\nx["003"]']) {
      expect(respellFile(numbers, 'x.py', other)).toEqual({ text: other, listed: [] });
    }
    expect(respellFile(numbers, 'x.py', 'import alembic\nupgrade["003"]').listed).toEqual(['2: upgrade["003"] (only a number)']);
  });

  test('a file may be called by more than its id', () => {
    expect(respellFile(numbers, 'README.md', 'alembic/versions/003_zones.py').text).toBe('alembic/versions/004_zones.py');
  });

  test('of two revisions with one id neither is certain, but for their files', () => {
    const kept = { framework: 'alembic', label: '', folder: 'alembic/versions' };
    const finder = mentionFinder([alembicRenaming('ae10', 'be20', 'ae10_zones', 'be20_zones')], name => (name === 'ae10' ? [kept] : []));
    const text = 'alembic upgrade ae10\nalembic/versions/ae10_zones.py';
    expect(respellFile(finder, 'README.md', text)).toEqual({
      text: 'alembic upgrade ae10\nalembic/versions/be20_zones.py',
      listed: ['1: alembic upgrade ae10 (another migration of alembic/versions has that name)'],
    });
  });
});

test('two apps with one name are told apart', () => {
  const both = mentionFinder([djangoRenaming('shop', '0002_tax', '0003_tax'), djangoRenaming('pay', '0002_tax', '0005_tax')], keptNames());
  const text = 'shop.0002_tax pay.0002_tax pay/migrations/0002_tax.py\n0002_tax';
  expect(respellFile(both, 'README.md', text)).toEqual({
    text: 'shop.0003_tax pay.0005_tax pay/migrations/0005_tax.py\n0002_tax',
    listed: ['2: 0002_tax (migrations of pay and shop have that name)'],
  });
});

test('a path of which only the end is in sight', () => {
  const text = `webshop/migrations/${'./'.repeat(142)}0002_tax.py`;
  expect(respellFile(taxFinder, 'README.md', text).text).toBe(text);
});

test('lines are counted with any line ends', () => {
  expect(respellFile(taxFinder, 'README.md', 'a\r\nb\rc\n0002_tax').listed).toEqual(['4: 0002_tax (the name stands alone)']);
});

test('the folder that is spelled in full goes before one that ends alike', () => {
  const both = mentionFinder(
    [djangoRenaming('shop', '0002_tax', '0003_tax'), djangoRenaming('old', '0002_tax', '0009_tax', 'old/shop/migrations')],
    keptNames(),
  );
  expect(respellFile(both, 'README.md', 'shop/migrations/0002_tax.py old/shop/migrations/0002_tax.py').text).toBe(
    'shop/migrations/0003_tax.py old/shop/migrations/0009_tax.py',
  );
  const inOld = respellFile(both, 'old/README.md', 'shop/migrations/0002_tax.py');
  expect(inOld.listed).toEqual([expect.stringContaining('migrations of old and shop have that name')]);
});
