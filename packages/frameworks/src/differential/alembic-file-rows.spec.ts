import {
  downRevision,
  branchLabels,
  dependsOn,
  revision,
  scriptDirectory,
  versionFiles as folder,
} from '../testing/alembic/revision-files.js';
import { testFacts, loadRefusal, wholeAnswer, type AlembicFactRow } from '../testing/alembic/fact-rows.js';

const base = [downRevision()];

/** A reference to what is not there: a warning, and then a bare KeyError. */
function gone(id: string, from: string): object {
  const warning = expect.stringMatching(`^Revision ${id} referenced from .*${from}.* is not present$`) as string;
  return { error: { type: 'KeyError', message: `'${id}'` }, missing: [id], warnings: [warning] };
}

const files: AlembicFactRow[] = [
  [
    'file set: names that start with . or _ and copies are loaded; .#b.py, __init__*, other endings and sub-folders are not',
    {
      ...scriptDirectory({
        a1: base,
        '.b': revision('b2', downRevision('a1')),
        _x: revision('c3', downRevision('b2')),
        'b copy': revision('d4', downRevision('c3')),
      }),
      ...folder({ '.#b': 'broken =', __init__: 'broken =', __init__old: 'broken =', 'old/z9': 'broken =' }),
      'migrations/versions/b.txt': 'broken =',
      'migrations/versions/b.pyi': 'broken =',
    },
    {
      ...wholeAnswer,
      loaded: [
        ['b2', 'migrations/versions/.b.py'],
        ['c3', 'migrations/versions/_x.py'],
        ['a1', 'migrations/versions/a1.py'],
        ['d4', 'migrations/versions/b copy.py'],
      ],
    },
  ],
  [
    'a copy beside its original carries the same id: the last one wins, and heads lists it twice',
    scriptDirectory({ a1: base, b2: [downRevision('a1')], 'b2 copy': revision('b2', downRevision('a1')) }),
    { stage: 'whole', warnings: ['Revision b2 is present more than once'], graph: { leaves: ['b2', 'b2'] } },
    ['duplicate-id', 'multiple-leaves', 'stray-copy'],
  ],
  [
    'helper .py: a file without a revision is refused',
    scriptDirectory({ a1: base, helpers: 'def forwards():\n    pass\n' }),
    loadRefusal(
      'CommandError',
      /^Could not determine revision id from filename helpers.py. Be sure the 'revision' variable is declared inside the script/,
    ),
    ['unreadable-migration'],
  ],
  [
    'a name of hexadecimal digits is a legacy id',
    scriptDirectory({ ab12: 'down_revision = None\n' }),
    { ...wholeAnswer, loaded: [['ab12', 'migrations/versions/ab12.py']] },
  ],
  [
    'and is refused without a down_revision',
    scriptDirectory({ a1: base, ab12: '' }),
    loadRefusal('AttributeError', /^module .* has no attribute 'down_revision'$/),
    ['unreadable-migration'],
  ],
  [
    'an id without a down_revision is refused',
    scriptDirectory({ a1: [] }),
    loadRefusal('AttributeError', /has no attribute 'down_revision'$/),
    ['unreadable-migration'],
  ],
];

const spellings: AlembicFactRow[] = [
  [
    'down_revision: a string',
    scriptDirectory({ a1: base, b2: ["down_revision = 'a1'"] }),
    { ...wholeAnswer, graph: { parents: { b2: ['a1'] } } },
  ],
  [
    'down_revision: (x,) is x',
    scriptDirectory({ a1: base, b2: ["down_revision = ('a1',)"] }),
    { ...wholeAnswer, graph: { parents: { b2: ['a1'] } } },
  ],
  [
    'down_revision: a tuple and a list',
    scriptDirectory({ a1: base, a2: ['down_revision = ()'], b2: ["down_revision = ('a1', 'a2')"], c3: ["down_revision = ['b2']"] }),
    { ...wholeAnswer, graph: { roots: ['a1', 'a2'], leaves: ['c3'], parents: { b2: ['a1', 'a2'], c3: ['b2'] } } },
    ['several-roots'],
  ],
  ['down_revision: () is a base', scriptDirectory({ a1: ['down_revision = ()'] }), { ...wholeAnswer, graph: { roots: ['a1'] } }],
  ['down_revision: [] is a base', scriptDirectory({ a1: ['down_revision = []'] }), { ...wholeAnswer, graph: { roots: ['a1'] } }],
  [
    'down_revision: the same parent twice',
    scriptDirectory({ a1: base, b2: ["down_revision = ('a1', 'a1')"] }),
    { ...wholeAnswer, graph: { parents: { b2: ['a1'] } } },
  ],
  [
    'down_revision: a partial id is none',
    scriptDirectory({ abcdef: base, b2: [downRevision('abcd')] }),
    gone('abcd', 'b2'),
    ['missing-parent'],
  ],
  [
    'down_revision: a relative id is for the command line',
    scriptDirectory({ a1: base, b2: [downRevision('a1')], c3: [downRevision('b2-1')] }),
    gone('b2-1', 'c3'),
    ['missing-parent'],
  ],
  [
    'down_revision: a branch label is none',
    scriptDirectory({ a1: [downRevision(), branchLabels('shop')], b2: [downRevision('shop')] }),
    { error: { type: 'KeyError', message: "'shop'" } },
    ['missing-parent'],
  ],
  [
    'down_revision: a number is refused',
    scriptDirectory({ a1: base, b2: ['down_revision = 1'] }),
    { error: { type: 'TypeError' } },
    ['unreadable-migration'],
  ],
  [
    'depends_on: an id',
    scriptDirectory({ a1: base, b1: base, b2: [downRevision('b1'), dependsOn('a1')] }),
    { ...wholeAnswer, graph: { leaves: ['a1', 'b2'], realLeaves: ['b2'], needs: { b2: ['a1'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'depends_on: a tuple',
    scriptDirectory({ a1: base, b1: base, c1: [downRevision(), dependsOn('a1', 'b1')] }),
    { ...wholeAnswer, graph: { leaves: ['a1', 'b1', 'c1'], realLeaves: ['c1'], needs: { c1: ['a1', 'b1'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'depends_on: a branch label',
    scriptDirectory({
      a1: base,
      a2: [downRevision('a1'), branchLabels('shop')],
      a3: [downRevision('a2')],
      b1: [downRevision(), dependsOn('shop')],
    }),
    { ...wholeAnswer, graph: { leaves: ['a3', 'b1'], needs: { b1: ['a2'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'depends_on: a partial id is none',
    scriptDirectory({ abcdef: base, b1: [downRevision('abcdef'), dependsOn('abcd')] }),
    { error: { type: 'KeyError', message: "'abcd'" }, missing: ['abcd'], warnings: [] },
    ['missing-parent'],
  ],
  [
    'annotated, as in the template of today',
    scriptDirectory({
      a1: 'from typing import Sequence, Union\n\nrevision: str = "a1"\ndown_revision: Union[str, Sequence[str], None] = None\n',
      b2: 'revision: str = "b2"\ndown_revision: str = "a1"\nbranch_labels: str = None\ndepends_on: str = None\n',
    }),
    { ...wholeAnswer, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } },
  ],
  [
    "a module is executed: down_revision = _base + '1111' is legal",
    scriptDirectory({ a1111: base, b2: ["_base = 'a'", "down_revision = _base + '1111'"] }),
    { ...wholeAnswer, graph: { parents: { b2: ['a1111'] } } },
  ],
  [
    'the docstring is not read',
    scriptDirectory({
      a1: base,
      b2: `"""Add tax\n\nRevision ID: z9\nRevises: y8, x7\nCreate Date: 2026-01-20\n"""\n${revision('b2', downRevision('a1'))}`,
    }),
    { ...wholeAnswer, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } },
  ],
];

const ids: AlembicFactRow[] = [
  ...['@', '-', '+'].map((char): AlembicFactRow => [
    `id rules: ${char} is forbidden`,
    scriptDirectory({ a1: revision(`a${char}1`, downRevision()) }),
    loadRefusal('RevisionError', `^Character\\(s\\) '\\${char}' not allowed in revision identifier 'a\\${char}1'$`),
    ['unreadable-migration'],
  ]),
  [
    'id rules: all that are forbidden are told',
    scriptDirectory({ a1: revision('b+2-x', downRevision()) }),
    loadRefusal('RevisionError', /^Character\(s\) '\+, -' not allowed in revision identifier 'b\+2-x'$/),
    ['unreadable-migration'],
  ],
  [
    'id rules: a number',
    scriptDirectory({ a1: 'revision = 1\ndown_revision = None\n' }),
    loadRefusal('TypeError', /not iterable/),
    ['unreadable-migration'],
  ],
  [
    'id rules: blanks, dots and other scripts are legal',
    scriptDirectory({ a1: revision('Déjà 1.0_é', downRevision()) }),
    { ...wholeAnswer, graph: { leaves: ['Déjà 1.0_é'] } },
  ],
];

const computed: AlembicFactRow[] = [
  [
    'computed: alembic-git-revisions',
    {
      ...scriptDirectory({
        a1: ['from chain import get_down_revision', 'down_revision = get_down_revision(revision)'],
        b2: ['from chain import get_down_revision', 'down_revision = get_down_revision(revision)'],
      }),
      'chain.py': 'def get_down_revision(revision):\n    return {"a1": None, "b2": "a1"}[revision]\n',
    },
    { ...wholeAnswer, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } },
    ['computed-reference', 'computed-reference'],
  ],
  [
    'computed: one file of a hybrid history',
    scriptDirectory({ a1: base, b2: ["down_revision = ''.join(['a', '1'])"], c3: [downRevision('b2')] }),
    { ...wholeAnswer, graph: { leaves: ['c3'], parents: { b2: ['a1'] } } },
    ['computed-reference'],
  ],
];

const nested = {
  ...scriptDirectory({ a1: base }, 'recursive_version_locations = true'),
  ...folder({ b2: [downRevision('a1')], _c3: revision('c3', downRevision('b2')) }, 'migrations/versions/2026/01'),
};

const archived = folder({ z9: base }, 'migrations/versions/old');

const differences: AlembicFactRow[] = [
  [
    "down_revision: '' was a base, and is a KeyError",
    scriptDirectory({ a1: ["down_revision = ''"] }),
    {
      follows: 'oldest',
      newest: { stage: 'link', error: { type: 'KeyError', message: "''" } },
      oldest: { ...wholeAnswer, graph: { roots: ['a1'] } },
    },
  ],
  [
    'id rules: : was legal',
    scriptDirectory({ a1: revision('a:1', downRevision()) }),
    {
      follows: 'newest',
      newest: loadRefusal('RevisionError', /^Character\(s\) ':' not allowed in revision identifier 'a:1'$/),
      oldest: { ...wholeAnswer, graph: { leaves: ['a:1'] } },
    },
    ['unreadable-migration'],
  ],
  [
    'file set: recursive_version_locations = true',
    nested,
    { follows: 'newest', newest: { ...wholeAnswer, graph: { leaves: ['c3'] } }, oldest: { ...wholeAnswer, graph: { leaves: ['a1'] } } },
  ],
  [
    'file set: recursive_version_locations = True is none',
    { ...archived, ...scriptDirectory({ a1: base, a2: [downRevision('a1')] }, 'recursive_version_locations = True') },
    { ...wholeAnswer, graph: { leaves: ['a2'] } },
  ],
  ...['', '__pycache__/'].map((place): AlembicFactRow => {
    const loaded = { ...wholeAnswer, graph: { leaves: ['b2'] } };
    const compiled = { [`migrations/versions/${place}b2${place ? '.cpython-311' : ''}.pyc`]: revision('b2', downRevision('a1')) };
    return [
      `sourceless: ${place}b2.pyc is loaded, which Oneleaf does not read`,
      { ...scriptDirectory({ a1: base }, 'sourceless = true'), ...compiled },
      { follows: 'neither', newest: loaded, oldest: loaded },
    ];
  }),
  [
    'sourceless: no .pyc without it',
    { ...scriptDirectory({ a1: base }), 'migrations/versions/b2.pyc': revision('b2', downRevision('a1')) },
    { ...wholeAnswer, graph: { leaves: ['a1'] } },
  ],
  [
    'file set: nor is its absence',
    { ...archived, ...scriptDirectory({ a1: base, a2: [downRevision('a1')] }) },
    { ...wholeAnswer, graph: { leaves: ['a2'] } },
  ],
];

testFacts('facts about revision files', [...files, ...spellings, ...ids, ...computed, ...differences]);
