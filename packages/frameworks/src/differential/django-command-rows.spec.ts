import { dependenciesOn, appFiles, migration } from '../testing/django/migration-files.js';
import { DjangoOracle, readDjango } from '../testing/django/oracle.js';
import type { TreeFiles } from '../testing/oracle.js';
import { describeWithPython, versions } from '../testing/python.js';

const forked = appFiles('shop', { '0001_a': [], '0002_x': [dependenciesOn('shop.0001_a')], '0002_y': [dependenciesOn('shop.0001_a')] });
const alsoForked = appFiles('pay', { '0001_a': [], '0002_b': [dependenciesOn('pay.0001_a')], '0002_c': [dependenciesOn('pay.0001_a')] });
const conflict =
  'CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_x, 0002_y in shop).\n' +
  "To fix them run 'python manage.py makemigrations --merge'";

/** A fact, a tree, a management command, and the error that it ends with, or what it prints. */
type Row = [fact: string, files: TreeFiles, command: string[], says: string | RegExp];

const rows: Row[] = [
  ['migrate reports a conflict', forked, ['migrate'], conflict],
  ['makemigrations reports it', forked, ['makemigrations'], conflict],
  ['makemigrations --check reports it', forked, ['makemigrations', '--check'], conflict],
  ['check does not', forked, ['check'], 'System check identified no issues'],
  ['showmigrations does not', forked, ['showmigrations', 'shop'], /^shop\n.*0001_a\n.*0002_x\n.*0002_y/],
  [
    'several apps are joined with "; ", in any order',
    { ...forked, ...alsoForked },
    ['migrate'],
    /\((?:0002_x, 0002_y in shop; 0002_b, 0002_c in pay|0002_b, 0002_c in pay; 0002_x, 0002_y in shop)\)/,
  ],
  [
    'an app without migrations cannot be waited for by migrate',
    { 'empty/migrations/__init__.py': '', ...appFiles('pay', { '0001_a': [dependenciesOn('empty.__first__')] }) },
    ['migrate'],
    'ValueError: Dependency on app with no migrations: empty',
  ],
  [
    'leaves without a common ancestor cannot be merged',
    appFiles('shop', { '0001_x': [], '0001_y': [] }),
    ['makemigrations', '--merge', '--noinput'],
    'ValueError: Could not find common ancestor of ',
  ],
  [
    'migrate with a prefix that two names share',
    appFiles('shop', { '0001_a': [], '0002_x': [dependenciesOn('shop.0001_a')], '0002_y': [dependenciesOn('shop.0002_x')] }),
    ['migrate', 'shop', '0002'],
    "CommandError: More than one migration matches '0002' in app 'shop'. Please be more specific.",
  ],
];

/** The next number, after a leaf of that name. */
const next: [leaf: string, written: string][] = [
  ['0007_b', '0008_next'],
  ['0001_squashed_0004_y', '0005_next'],
  ['12_b', '0013_next'],
  ['b', '0001_next'],
];

const merges: [names: readonly [string, string], written: RegExp][] = [
  [['0002_x', '0002_y'], /^0003_merge_0002_x_0002_y$/],
  [['0002_x', '0005_y'], /^0006_merge_0002_x_0005_y$/],
  // Up to 47 characters of names; else the date.
  [[`0002_${'a'.repeat(18)}`, `0002_${'b'.repeat(18)}`], /^0003_merge_0002_a{18}_0002_b{18}$/],
  [[`0002_${'a'.repeat(18)}`, `0002_${'b'.repeat(19)}`], /^0003_merge_\d{8}_\d{4}$/],
];

describeWithPython("facts about Django's commands", python => {
  for (const version of versions) {
    const django = new DjangoOracle(python[version]);
    afterAll(() => django.close());

    test.each(rows)(`${version}: %s`, async (_fact, files, command, says) => {
      const { ran } = await django.ask({ files, command });
      expect(ran?.error ? `${ran.error.type}: ${ran.error.message}` : ran?.out).toMatch(says);
    });

    test.each(next)(`${version}: what follows %s is %s`, async (leaf, written) => {
      const files = appFiles('shop', { [leaf]: [] });
      const answer = await django.ask({ files, command: ['makemigrations', 'shop', '--empty', '-n', 'next'] });
      expect(Object.keys(answer.written)).toEqual([`shop/migrations/${written}.py`]);
    });

    test.each(merges)(`${version}: the merge of %j`, async ([one, other], written) => {
      const files = appFiles('shop', { '0001_a': [], [one]: [dependenciesOn('shop.0001_a')], [other]: [dependenciesOn('shop.0001_a')] });
      const answer = await django.ask({ files, command: ['makemigrations', '--merge', '--noinput'] });
      const [path = ''] = Object.keys(answer.written);
      const name = path.slice('shop/migrations/'.length, -'.py'.length);
      expect(name).toMatch(written);
      const { graph, findings } = readDjango({ ...files, ...answer.written });
      expect([graph.leaves, graph.parents[`shop.${name}`], findings]).toEqual([
        { shop: [name] },
        [`shop.${one}`, `shop.${other}`].sort(),
        [],
      ]);
    });
  }

  test('what makemigrations writes is read without a finding', async () => {
    const django = new DjangoOracle(python.newest);
    const files = { ...appFiles('shop', { '0001_a': migration() }), 'shop/models.py': '' };
    const { written } = await django.ask({ files, command: ['makemigrations', 'shop', '--empty', '-n', 'next'] });
    django.close();
    expect(readDjango({ ...files, ...written })).toMatchObject({ findings: [], graph: { leaves: { shop: ['0002_next'] } } });
  });
});
