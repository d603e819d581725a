import { agreeWithDjango } from '../testing/agreement.js';
import { dependenciesOn, appFiles, replacesNames } from '../testing/django/migration-files.js';
import { DjangoOracle, readDjango, type DjangoRequest } from '../testing/django/oracle.js';
import type { TreeFiles } from '../testing/oracle.js';
import { describeWithPython, versions } from '../testing/python.js';

/** A fact, a tree, what Django answers where nothing is applied, and the rules that Oneleaf finds broken. */
type Row = [fact: string, files: TreeFiles, django: object, findings?: readonly string[]];

const whole = { stage: 'whole', error: null, conflicts: {} };
const initial = { '0001_a': [], '0002_b': [dependenciesOn('shop.0001_a')] };
const squash = { '0001_squashed_0002_b': [replacesNames('shop.0001_a', 'shop.0002_b')] };
const fork = appFiles('shop', {
  '0001_a': [],
  '0002_x': [dependenciesOn('shop.0001_a')],
  '0003_y': [dependenciesOn('shop.0002_x')],
  '0003_y2': [dependenciesOn('shop.0002_x')],
  '0002_squashed_0003_y2': [dependenciesOn('shop.0001_a'), replacesNames('shop.0002_x', 'shop.0003_y2')],
});
const halfGone = appFiles('shop', { '0001_a': [], ...squash, '0003_c': [dependenciesOn('shop.0002_b')] });

const rows: Row[] = [
  [
    'a squash stands for what it replaces',
    appFiles('shop', { ...initial, ...squash, '0003_c': [dependenciesOn('shop.0002_b')] }),
    { ...whole, graph: { leaves: { shop: ['0003_c'] }, roots: { shop: ['0001_squashed_0002_b'] } } },
  ],
  [
    'its targets need no files, and a child may still name one',
    appFiles('shop', { ...squash, '0003_c': [dependenciesOn('shop.0002_b')] }),
    { ...whole, graph: { missing: [], parents: { 'shop.0003_c': ['shop.0001_squashed_0002_b'] } } },
  ],
  [
    'children of the squash and of a replaced leaf are two leaves',
    appFiles('shop', {
      ...initial,
      ...squash,
      '0003_c': [dependenciesOn('shop.0002_b')],
      '0003_d': [dependenciesOn('shop.0001_squashed_0002_b')],
    }),
    { ...whole, conflicts: { shop: ['0003_c', '0003_d'] } },
    ['multiple-leaves'],
  ],
  ['a squash can hide a fork', fork, { ...whole, graph: { leaves: { shop: ['0003_y'] } } }, ['squash-hides-fork']],
  [
    'a squash that stands on what it replaces ends up behind itself',
    appFiles('shop', { '0001_a': [], '0002_s': [dependenciesOn('shop.0001_a'), replacesNames('shop.0001_a')] }),
    { error: { type: 'CircularDependencyError', message: 'shop.0002_s' } },
    ['cycle'],
  ],
  [
    'a hole under a replaced migration stays a hole',
    appFiles('shop', { '0001_a': [dependenciesOn('shop.0000_gone')], '0001_s': [replacesNames('shop.0001_a')] }),
    { error: { type: 'NodeNotFoundError', message: expect.stringContaining("('shop', '0000_gone')") as string } },
    ['missing-parent'],
  ],
  [
    'a migration of another app can be replaced, which makes no parent and no leaf',
    {
      ...appFiles('shop', { '0001_s': [replacesNames('pay.0002_b')] }),
      ...appFiles('pay', { '0001_a': [], '0002_b': [dependenciesOn('pay.0001_a')], '0003_c': [dependenciesOn('pay.0002_b')] }),
    },
    { ...whole, conflicts: { pay: ['0001_a', '0003_c'] }, graph: { parents: { 'shop.0001_s': ['pay.0001_a'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    '__first__ may name what is replaced',
    {
      ...appFiles('shop', { '0002_s': [replacesNames('shop.0001_a')], '0003_b': [dependenciesOn('shop.0001_a')] }),
      ...appFiles('pay', { '0001_a': [dependenciesOn('shop.__first__')] }),
    },
    { ...whole, graph: { parents: { 'pay.0001_a': ['shop.0002_s'] } } },
  ],
];

/** What the same trees are where a database has applied a part of them. */
const applied: [fact: string, request: DjangoRequest, django: object][] = [
  [
    'all targets: the squash stays',
    {
      files: halfGone,
      applied: [
        ['shop', '0001_a'],
        ['shop', '0002_b'],
      ],
    },
    whole,
  ],
  [
    'a part of the targets: the squash is taken away, and the deleted target is missed',
    { files: halfGone, applied: [['shop', '0001_a']] },
    {
      error: {
        type: 'NodeNotFoundError',
        message: expect.stringContaining('Django tried to replace migration shop.0002_b with any of [shop.0001_squashed_0002_b]') as string,
      },
    },
  ],
  [
    'a part of the targets: the hidden fork comes out',
    {
      files: fork,
      applied: [
        ['shop', '0001_a'],
        ['shop', '0002_x'],
      ],
    },
    { ...whole, conflicts: { shop: ['0003_y', '0003_y2'] } },
  ],
];

/** Where the order of a set decides, with the outcomes that eight hash seeds bring about. */
const ambiguous: [fact: string, files: TreeFiles, outcomes: readonly string[]][] = [
  [
    'nested squashes',
    appFiles('shop', {
      ...initial,
      ...squash,
      '0001_squashed_0003_c': [replacesNames('shop.0001_squashed_0002_b', 'shop.0003_c')],
      '0003_c': [dependenciesOn('shop.0002_b')],
    }),
    ['0001_squashed_0003_c', 'NodeNotFoundError'],
  ],
  [
    'overlapping squashes',
    appFiles('shop', {
      ...initial,
      ...squash,
      '0003_c': [dependenciesOn('shop.0002_b')],
      '0002_squashed_0003_c': [dependenciesOn('shop.0001_a'), replacesNames('shop.0002_b', 'shop.0003_c')],
    }),
    ['0002_squashed_0003_c'],
  ],
];

describeWithPython('facts about squashes', python => {
  for (const version of versions) {
    const django = new DjangoOracle(python[version]);
    afterAll(() => django.close());

    test.each(rows)(`${version}: %s`, async (_fact, files, expected, findings = []) => {
      const theirs = await django.ask({ files });
      expect(theirs).toMatchObject(expected);
      const ours = readDjango(files);
      expect(ours.findings.map(({ rule }) => rule)).toEqual(findings);
      agreeWithDjango(ours, theirs);
    });

    test.each(applied)(`${version}, with a database that has applied %s`, async (_fact, request, expected) => {
      expect(await django.ask(request)).toMatchObject(expected);
    });
  }

  // Django 6 orders nested squashes; the older one runs in teams that wait.
  test.each(ambiguous)('%s: the order of a set decides', async (_fact, files, outcomes) => {
    const seeds = [0, 1, 2, 3, 4, 5, 6, 7].map(hashes => new DjangoOracle(python.oldest, hashes));
    const answers = await Promise.all(seeds.map(django => django.ask({ files })));
    seeds.forEach(django => django.close());
    const seen = answers.map(({ error, graph }) => error?.type ?? graph?.leaves.shop?.join(', '));
    expect([...new Set(seen)].sort()).toEqual(outcomes);
    expect(readDjango(files).findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['ambiguous-squash']));
  });
});
