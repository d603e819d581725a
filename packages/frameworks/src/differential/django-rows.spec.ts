import { agreeWithDjango } from '../testing/agreement.js';
import { dependenciesOn, appFiles, migration } from '../testing/django/migration-files.js';
import { DjangoOracle, readDjango } from '../testing/django/oracle.js';
import type { TreeFiles } from '../testing/oracle.js';
import { describeWithPython, versions } from '../testing/python.js';

/** A fact about Django, a tree that shows it, what Django answers, and the rules that Oneleaf finds broken. */
type Row = [fact: string, files: TreeFiles, django: object, findings?: readonly string[]];

const line = appFiles('shop', { '0001_a': [], '0002_b': [dependenciesOn('shop.0001_a')] });
const config = 'from django.apps import AppConfig\n\n\nclass Shop(AppConfig):\n    name = "shop"\n    label = "store"\n';
const whole = { stage: 'whole', error: null, conflicts: {} };

const files: Row[] = [
  [
    'names with dashes, spaces and copies are migrations; those that start with _ ~ or . and those with a dot are none',
    {
      ...appFiles('shop', { '0001_a': [], '0003-dash': [dependenciesOn('shop.0001_a')], '0004 space': [dependenciesOn('shop.0003-dash')] }),
      ...appFiles('shop', { _x: 'broken =', '~x': 'broken =', '.x': 'broken =', '0005.bak': 'broken =' }),
      ...appFiles('shop', { '0006_x': 'broken =' }, 'shop/migrations/sub'),
      'shop/migrations/0002_x copy.py': migration(dependenciesOn('shop.0004 space')),
    },
    { ...whole, loaded: { shop: ['0001_a', '0002_x copy', '0003-dash', '0004 space'] } },
  ],
  [
    'a copy is loaded beside its original',
    { ...line, 'shop/migrations/0002_b copy.py': migration(dependenciesOn('shop.0001_a')) },
    { ...whole, conflicts: { shop: ['0002_b', '0002_b copy'] } },
    ['multiple-leaves', 'stray-copy'],
  ],
  [
    'a module without a Migration is refused',
    { ...line, 'shop/migrations/utils.py': 'def forwards():\n    pass\n' },
    { stage: 'load', error: { type: 'BadMigrationError', message: 'Migration utils in app shop has no Migration class' } },
    ['unreadable-migration'],
  ],
  [
    'a folder without __init__.py is a namespace: the app has no migrations',
    { 'shop/migrations/0001_a.py': migration(), 'shop/migrations/0002_b.py': migration() },
    { ...whole, loaded: {} },
  ],
  [
    'the label is that of the AppConfig, and dependencies use it',
    { ...appFiles('shop', { '0001_a': [], '0002_b': [dependenciesOn('store.0001_a')] }), 'shop/apps.py': config },
    { ...whole, graph: { leaves: { store: ['0002_b'] }, roots: { store: ['0001_a'] } } },
  ],
  [
    'without a label the last part of the name is it',
    {
      ...appFiles('api/shop', { '0001_a': [], '0002_b': [dependenciesOn('shop.0001_a')] }),
      'settings.py': 'INSTALLED_APPS = ["api.shop"]\n',
    },
    { ...whole, loaded: { shop: ['0001_a', '0002_b'] } },
  ],
  [
    'MIGRATION_MODULES says where the migrations of a label are',
    {
      ...appFiles('shop', { '0001_a': [] }, 'shop/schema'),
      'conf/settings.py': 'INSTALLED_APPS = ["shop"]\nMIGRATION_MODULES = {"shop": "shop.schema"}\n',
    },
    { ...whole, loaded: { shop: ['0001_a'] } },
  ],
  [
    'MIGRATION_MODULES with None switches them off',
    {
      ...line,
      ...appFiles('pay', { '0001_a': [] }),
      'settings.py': 'INSTALLED_APPS = ["shop", "pay"]\nMIGRATION_MODULES = {"shop": None}\n',
    },
    { ...whole, loaded: { pay: ['0001_a'] } },
  ],
];

const shapes: Row[] = [
  ['a list of pairs', appFiles('shop', { '0001_a': [], '0002_b': ['dependencies = [("shop", "0001_a")]'] }), whole],
  ['a tuple of pairs', appFiles('shop', { '0001_a': [], '0002_b': ['dependencies = (("shop", "0001_a"),)'] }), whole],
  ['implicit concatenation', appFiles('shop', { '0001_a': [], '0002_b': ['dependencies = [("sh" "op", "0001" "_a")]'] }), whole],
  [
    'an annotated assignment',
    appFiles('shop', { '0001_a': [], '0002_b': ['dependencies: list[tuple[str, str]] = [("shop", "0001_a")]'] }),
    whole,
  ],
  [
    'an annotation without a value sets nothing',
    appFiles('shop', { '0001_a': [], '0002_b': ['dependencies: list'] }),
    { ...whole, conflicts: { shop: ['0001_a', '0002_b'] } },
    ['multiple-leaves', 'several-roots'],
  ],
  ['an odd target of replaces is none', appFiles('shop', { '0001_a': ['replaces = [("shop",), None, (b"shop", "0000_x")]'] }), whole],
];

/** Written out, and no pair: Django fails, each time in another way. */
const refused: [written: string, error: string, message: string][] = [
  ['[["shop", "0001_a"]]', 'TypeError', "unhashable type: 'list'"],
  ['[("shop", "0001_a", "x")]', 'NodeNotFoundError', "('shop', '0001_a', 'x')"],
  ['[("shop",)]', 'IndexError', 'tuple index out of range'],
  ['[("shop", None)]', 'NodeNotFoundError', "('shop', None)"],
  ['[(b"shop", "0001_a")]', 'NodeNotFoundError', "(b'shop', '0001_a')"],
  ['("shop", "0001_a")', 'NodeNotFoundError', "'shop'"],
  ['["shop.0001_a"]', 'NodeNotFoundError', "'shop.0001_a'"],
  ['[None]', 'TypeError', "'NoneType' object is not subscriptable"],
  ['None', 'TypeError', "'NoneType' object is not iterable"],
  ['"shop"', 'IndexError', 'string index out of range'],
];

const edges: Row[] = [
  [
    'only children in the same app take a leaf away',
    { ...line, ...appFiles('pay', { '0001_a': [dependenciesOn('shop.0001_a', 'shop.0002_b')] }) },
    { ...whole, graph: { leaves: { shop: ['0002_b'], pay: ['0001_a'] } } },
  ],
  [
    'two leaves are a conflict, its names sorted',
    appFiles('shop', { '0001_a': [], '0003_c': [dependenciesOn('shop.0001_a')], '0002_b': [dependenciesOn('shop.0001_a')] }),
    { ...whole, conflicts: { shop: ['0002_b', '0003_c'] } },
    ['multiple-leaves'],
  ],
  [
    '__first__ of another app is its first root',
    { ...line, ...appFiles('pay', { '0001_a': [dependenciesOn('shop.__first__')] }) },
    { ...whole, graph: { parents: { 'pay.0001_a': ['shop.0001_a'] } } },
  ],
  [
    '__first__ of the same app is ignored, so that the app has two leaves',
    appFiles('pay', { '0001_a': [], '0002_b': [dependenciesOn('pay.__first__')] }),
    { ...whole, conflicts: { pay: ['0001_a', '0002_b'] } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    '__first__ of an app without a migrations package is ignored',
    {
      'plain/__init__.py': '',
      ...appFiles('pay', { '0001_a': [dependenciesOn('plain.__first__')] }),
      'settings.py': 'INSTALLED_APPS = ["plain", "pay"]\n',
    },
    { ...whole, graph: { parents: { 'pay.0001_a': [] } } },
  ],
  [
    '__first__ of an app without migrations is ignored with ignore_no_migrations',
    { 'empty/migrations/__init__.py': '', ...appFiles('pay', { '0001_a': [dependenciesOn('empty.__first__')] }) },
    { ...whole, graph: { parents: { 'pay.0001_a': [] } } },
  ],
  [
    '__latest__ of another app is its first leaf',
    {
      ...appFiles('shop', { '0001_a': [], '0002_c': [dependenciesOn('shop.0001_a')], '0002_b': [dependenciesOn('shop.0001_a')] }),
      ...appFiles('pay', { '0001_a': [dependenciesOn('shop.__latest__')] }),
    },
    { ...whole, conflicts: { shop: ['0002_b', '0002_c'] }, graph: { parents: { 'pay.0001_a': ['shop.0002_b'] } } },
    ['multiple-leaves'],
  ],
  [
    '__latest__ of the same app is a name like any other, and missing',
    appFiles('pay', { '0001_a': [], '0002_b': [dependenciesOn('pay.__latest__')] }),
    {
      error: {
        type: 'NodeNotFoundError',
        message: "Migration pay.0002_b dependencies reference nonexistent parent node ('pay', '__latest__')",
      },
    },
    ['missing-parent'],
  ],
  [
    '__latest__ and run_before can make a cycle',
    { ...line, ...appFiles('pay', { '0001_a': [dependenciesOn('shop.__latest__'), 'run_before = [("shop", "0001_a")]'] }) },
    { stage: 'whole', error: { type: 'CircularDependencyError' } },
    ['cycle'],
  ],
  [
    'run_before of the same app counts for leaves and roots',
    appFiles('shop', {
      '0001_a': [],
      '0002_b': [dependenciesOn('shop.0001_a')],
      '0003_c': [dependenciesOn('shop.0001_a'), 'run_before = [("shop", "0002_b")]'],
    }),
    { ...whole, graph: { leaves: { shop: ['0002_b'] }, parents: { 'shop.0002_b': ['shop.0001_a', 'shop.0003_c'] } } },
  ],
  [
    'run_before of another app makes order only',
    { ...appFiles('shop', { '0001_a': ['run_before = [("pay", "0001_a")]'] }), ...appFiles('pay', { '0001_a': [] }) },
    { ...whole, graph: { leaves: { shop: ['0001_a'], pay: ['0001_a'] }, parents: { 'pay.0001_a': ['shop.0001_a'] } } },
  ],
  [
    'run_before of a missing migration of another app hides no leaf',
    { ...appFiles('shop', { '0001_a': ['run_before = [("pay", "0009_x")]'] }), ...appFiles('pay', { '0001_a': [] }) },
    { error: { message: "Migration shop.0001_a dependencies reference nonexistent child node ('pay', '0009_x')" } },
    ['missing-parent'],
  ],
  [
    'a missing parent',
    appFiles('b', { '0002_m': [dependenciesOn('b.0001_nope')] }),
    {
      error: { type: 'NodeNotFoundError', message: "Migration b.0002_m dependencies reference nonexistent parent node ('b', '0001_nope')" },
    },
    ['missing-parent'],
  ],
  [
    'a cycle, in the whole graph',
    {
      ...appFiles('shop', { '0001_a': [dependenciesOn('pay.0001_a')] }),
      ...appFiles('pay', { '0001_a': [dependenciesOn('shop.0001_a')] }),
    },
    {
      error: {
        type: 'CircularDependencyError',
        message: expect.stringMatching(/^(?:pay.0001_a, shop.0001_a|shop.0001_a, pay.0001_a)$/) as string,
      },
    },
    ['cycle'],
  ],
  [
    'a migration that is its own parent',
    appFiles('shop', { '0001_a': [dependenciesOn('shop.0001_a')] }),
    { error: { type: 'CircularDependencyError', message: 'shop.0001_a' } },
    ['cycle'],
  ],
  [
    'numbers are decoration: two of one number on one line',
    appFiles('shop', { '0001_a': [], '0001_b': [dependenciesOn('shop.0001_a')] }),
    whole,
    ['duplicate-number'],
  ],
  [
    'initial = True makes no root',
    appFiles('shop', { '0001_a': [], '0002_b': ['initial = True', dependenciesOn('shop.0001_a')] }),
    { ...whole, graph: { roots: { shop: ['0001_a'] } } },
  ],
  [
    'the graph holds the apps of installed packages',
    appFiles('shop', { '0001_a': [dependenciesOn('auth.0012_alter_user_first_name_max_length')] }),
    whole,
  ],
];

describeWithPython('facts about Django', python => {
  for (const version of versions) {
    const django = new DjangoOracle(python[version]);
    afterAll(() => django.close());

    test.each<Row>([...files, ...shapes, ...edges])(`${version}: %s`, async (_fact, tree, expected, findings = []) => {
      const theirs = await django.ask({ files: tree });
      expect(theirs).toMatchObject(expected);
      const ours = readDjango(tree);
      expect(ours.findings.map(({ rule }) => rule)).toEqual(findings);
      if (theirs.stage === 'whole') agreeWithDjango(ours, theirs);
    });

    test.each(refused)(`${version}: dependencies = %s`, async (written, type, message) => {
      const tree = appFiles('shop', { '0001_a': [], '0002_b': [`dependencies = ${written}`] });
      const { error } = await django.ask({ files: tree });
      expect(error).toEqual({ type, message: expect.stringContaining(message) as string });
      expect(readDjango(tree).findings).toMatchObject([{ rule: 'unreadable-migration', severity: 'error' }]);
    });
  }
});
