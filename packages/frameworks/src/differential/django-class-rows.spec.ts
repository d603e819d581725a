import { agreeWithDjango } from '../testing/agreement.js';
import { expectAllowedLeaves } from '../testing/claim-checks.js';
import { dependenciesOn, appFiles, migration } from '../testing/django/migration-files.js';
import { DjangoOracle, readDjango } from '../testing/django/oracle.js';
import type { TreeFiles } from '../testing/oracle.js';
import { describeWithPython, versions } from '../testing/python.js';

/** A fact, a tree, what Django answers, and the rules that Oneleaf finds broken. */
type Row = [fact: string, files: TreeFiles, django: object, findings?: readonly string[]];

const whole = { stage: 'whole', error: null, conflicts: {} };
const second = { ...whole, graph: { leaves: { shop: ['0002_b'] }, parents: { 'shop.0002_b': ['shop.0001_a'] } } };
const from = 'from django.db import migrations\n\n\n';

/** Two migrations, the second of which is this text. */
function with2(text: string): TreeFiles {
  return appFiles('shop', { '0001_a': [], '0002_b': text });
}

const classes: Row[] = [
  [
    'which class: the base under another name',
    with2(`from django.db.migrations import Migration as Base\n\n\nclass Migration(Base):\n    ${dependenciesOn('shop.0001_a')}\n`),
    second,
  ],
  [
    'which class: the base under the same name',
    with2(`from django.db.migrations import Migration\n\n\nclass Migration(Migration):\n    ${dependenciesOn('shop.0001_a')}\n`),
    second,
  ],
  [
    'which class: one that inherits what it depends on',
    with2(`${from}class Base(migrations.Migration):\n    ${dependenciesOn('shop.0001_a')}\n\n\nclass Migration(Base):\n    pass\n`),
    second,
    ['computed-reference', 'computed-reference', 'computed-reference'],
  ],
  [
    'which class: one from another module',
    { ...with2('from shop.base import Migration\n'), 'shop/__init__.py': '', 'shop/base.py': migration(dependenciesOn('shop.0001_a')) },
    second,
    ['computed-reference'],
  ],
  [
    'which class: made by a call',
    with2(`${from}Migration = type("Migration", (migrations.Migration,), {"dependencies": [("shop", "0001_a")]})\n`),
    second,
    ['computed-reference'],
  ],
  [
    'dependencies: computed',
    with2(`${from}class Migration(migrations.Migration):\n    dependencies = [("shop", name) for name in ["0001_a"]]\n`),
    second,
    ['computed-reference'],
  ],
  [
    'dependencies: appended in the class',
    with2(`${from}class Migration(migrations.Migration):\n    dependencies = []\n    dependencies.append(("shop", "0001_a"))\n`),
    second,
    ['computed-reference'],
  ],
  [
    'dependencies: appended after the class',
    with2(`${migration('dependencies = []')}\n\nMigration.dependencies.append(("shop", "0001_a"))\n`),
    second,
    ['computed-reference'],
  ],
];

const user = 'migrations.swappable_dependency(settings.AUTH_USER_MODEL)';

/** A migration of `pay` that depends on the user model, which belongs to `shop` or to `auth`. */
function swapped(dependency: string, settings: string): TreeFiles {
  const text = `from django.conf import settings\n${migration(`dependencies = [${dependency}]`)}`;
  return {
    ...appFiles('shop', { '0001_a': [], '0002_b': [dependenciesOn('shop.0001_a')] }),
    ...appFiles('pay', { '0001_a': text }),
    'shop/__init__.py': '',
    'shop/models.py': 'from django.contrib.auth.models import AbstractUser\n\n\nclass User(AbstractUser):\n    pass\n',
    'settings.py': `INSTALLED_APPS = ["shop", "pay"]\n${settings}`,
  };
}

const references: Row[] = [
  [
    'swappable_dependency: the first migration of whichever app has the model',
    swapped(user, ''),
    { ...whole, graph: { leaves: { shop: ['0002_b'], pay: ['0001_a'] }, parents: { 'pay.0001_a': [] } } },
  ],
  [
    'swappable_dependency: a literal',
    swapped('migrations.swappable_dependency("shop.User")', ''),
    { ...whole, graph: { parents: { 'pay.0001_a': ['shop.0001_a'] } } },
  ],
  [
    '__first__ of an app that is not there',
    appFiles('pay', { '0001_a': [dependenciesOn('zzz.__first__')] }),
    { stage: 'link', error: { type: 'ValueError', message: 'Dependency on unknown app: zzz' } },
  ],
  [
    '__latest__ of an app that is not there',
    appFiles('pay', { '0001_a': [dependenciesOn('zzz.__latest__')] }),
    { stage: 'link', error: { type: 'ValueError', message: 'Dependency on unknown app: zzz' } },
  ],
  [
    'a migration of an app that is not there',
    appFiles('pay', { '0001_a': [dependenciesOn('zzz.0001_initial')] }),
    { error: { type: 'NodeNotFoundError', message: expect.stringContaining("('zzz', '0001_initial')") as string } },
  ],
  [
    'initial = False on a root, and none on a second one',
    appFiles('shop', { '0001_a': ['initial = False'], '0002_b': [dependenciesOn('shop.0001_a')] }),
    { ...whole, graph: { roots: { shop: ['0001_a'] } } },
  ],
];

/** What Django sees and Oneleaf does not: a tree, what Django answers, and what Oneleaf says all the same. */
const unseen: [fact: string, files: TreeFiles, django: object, oneleaf: object][] = [
  [
    // Only order between apps: no leaf depends on it, and the setting may come from anywhere.
    'swappable_dependency: the setting is not looked up',
    swapped(user, 'AUTH_USER_MODEL = "shop.User"\n'),
    { ...whole, graph: { leaves: { shop: ['0002_b'], pay: ['0001_a'] }, parents: { 'pay.0001_a': ['shop.0001_a'] } } },
    { findings: [], graph: { leaves: { shop: ['0002_b'], pay: ['0001_a'] }, parents: { 'pay.0001_a': [] } } },
  ],
  [
    'file set: a .pyc beside the others is loaded',
    { ...appFiles('shop', { '0001_a': [] }), 'shop/migrations/0002_b.pyc': migration(dependenciesOn('shop.0001_a')) },
    { ...whole, loaded: { shop: ['0001_a', '0002_b'] } },
    { findings: [], loaded: { shop: ['0001_a'] } },
  ],
];

describeWithPython('facts about Migration classes and what they refer to', python => {
  for (const version of versions) {
    const django = new DjangoOracle(python[version]);
    afterAll(() => django.close());

    test.each<Row>([...classes, ...references])(`${version}: %s`, async (_fact, files, expected, findings = []) => {
      const theirs = await django.ask({ files });
      expect(theirs).toMatchObject(expected);
      const ours = readDjango(files);
      expect(ours.findings.map(({ rule }) => rule)).toEqual(findings);
      if (theirs.error) return;
      if (ours.undecided.length === 0) agreeWithDjango(ours, theirs);
      for (const [label, count] of Object.entries(ours.counts)) {
        expectAllowedLeaves(
          count,
          (theirs.graph?.leaves[label] ?? []).map(name => `${label}.${name}`),
        );
      }
    });

    test.each(unseen)(`${version}: %s`, async (_fact, files, theirs, ours) => {
      expect(await django.ask({ files })).toMatchObject(theirs);
      expect(readDjango(files)).toMatchObject(ours);
    });
  }
});
