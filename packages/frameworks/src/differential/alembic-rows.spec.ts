import { after, labelled, needing, revision, script, versions as folder } from '../testing/alembic-files.js';
import { holdFacts, refusal, whole, type Fact } from '../testing/alembic-facts.js';

const base = [after()];

/** A reference to what is not there: a warning, and then a bare KeyError. */
function gone(id: string, from: string): object {
  const warning = expect.stringMatching(`^Revision ${id} referenced from .*${from}.* is not present$`) as string;
  return { error: { type: 'KeyError', message: `'${id}'` }, missing: [id], warnings: [warning] };
}

const files: Fact[] = [
  [
    'file set: names that start with . or _ and copies are loaded; .#b.py, __init__*, other endings and sub-folders are not',
    {
      ...script({ a1: base, '.b': revision('b2', after('a1')), _x: revision('c3', after('b2')), 'b copy': revision('d4', after('c3')) }),
      ...folder({ '.#b': 'broken =', __init__: 'broken =', __init__old: 'broken =', 'old/z9': 'broken =' }),
      'migrations/versions/b.txt': 'broken =',
      'migrations/versions/b.pyi': 'broken =',
    },
    {
      ...whole,
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
    script({ a1: base, b2: [after('a1')], 'b2 copy': revision('b2', after('a1')) }),
    { stage: 'whole', warnings: ['Revision b2 is present more than once'], graph: { leaves: ['b2', 'b2'] } },
    ['duplicate-id', 'multiple-leaves', 'stray-copy'],
  ],
  [
    'helper .py: a file without a revision is refused',
    script({ a1: base, helpers: 'def forwards():\n    pass\n' }),
    refusal(
      'CommandError',
      /^Could not determine revision id from filename helpers.py. Be sure the 'revision' variable is declared inside the script/,
    ),
    ['unreadable-migration'],
  ],
  [
    'a name of hexadecimal digits is a legacy id',
    script({ ab12: 'down_revision = None\n' }),
    { ...whole, loaded: [['ab12', 'migrations/versions/ab12.py']] },
  ],
  [
    'and is refused without a down_revision',
    script({ a1: base, ab12: '' }),
    refusal('AttributeError', /^module .* has no attribute 'down_revision'$/),
    ['unreadable-migration'],
  ],
  [
    'an id without a down_revision is refused',
    script({ a1: [] }),
    refusal('AttributeError', /has no attribute 'down_revision'$/),
    ['unreadable-migration'],
  ],
];

const spellings: Fact[] = [
  ['down_revision: a string', script({ a1: base, b2: ["down_revision = 'a1'"] }), { ...whole, graph: { parents: { b2: ['a1'] } } }],
  ['down_revision: (x,) is x', script({ a1: base, b2: ["down_revision = ('a1',)"] }), { ...whole, graph: { parents: { b2: ['a1'] } } }],
  [
    'down_revision: a tuple and a list',
    script({ a1: base, a2: ['down_revision = ()'], b2: ["down_revision = ('a1', 'a2')"], c3: ["down_revision = ['b2']"] }),
    { ...whole, graph: { roots: ['a1', 'a2'], leaves: ['c3'], parents: { b2: ['a1', 'a2'], c3: ['b2'] } } },
    ['several-roots'],
  ],
  ['down_revision: () is a base', script({ a1: ['down_revision = ()'] }), { ...whole, graph: { roots: ['a1'] } }],
  ['down_revision: [] is a base', script({ a1: ['down_revision = []'] }), { ...whole, graph: { roots: ['a1'] } }],
  [
    'down_revision: the same parent twice',
    script({ a1: base, b2: ["down_revision = ('a1', 'a1')"] }),
    { ...whole, graph: { parents: { b2: ['a1'] } } },
  ],
  [
    'down_revision: a partial id is none',
    script({ abcdef: base, b2: [after('abcd')] }),
    gone('abcd', 'b2'),
    ['missing-parent', 'multiple-leaves'],
  ],
  [
    'down_revision: a relative id is for the command line',
    script({ a1: base, b2: [after('a1')], c3: [after('b2-1')] }),
    gone('b2-1', 'c3'),
    ['missing-parent', 'multiple-leaves'],
  ],
  [
    'down_revision: a branch label is none',
    script({ a1: [after(), labelled('shop')], b2: [after('shop')] }),
    { error: { type: 'KeyError', message: "'shop'" } },
    ['missing-parent', 'multiple-leaves'],
  ],
  [
    'down_revision: a number is refused',
    script({ a1: base, b2: ['down_revision = 1'] }),
    { error: { type: 'TypeError' } },
    ['unreadable-migration'],
  ],
  [
    'depends_on: an id',
    script({ a1: base, b1: base, b2: [after('b1'), needing('a1')] }),
    { ...whole, graph: { leaves: ['a1', 'b2'], realLeaves: ['b2'], needs: { b2: ['a1'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'depends_on: a tuple',
    script({ a1: base, b1: base, c1: [after(), needing('a1', 'b1')] }),
    { ...whole, graph: { leaves: ['a1', 'b1', 'c1'], realLeaves: ['c1'], needs: { c1: ['a1', 'b1'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'depends_on: a branch label',
    script({ a1: base, a2: [after('a1'), labelled('shop')], a3: [after('a2')], b1: [after(), needing('shop')] }),
    { ...whole, graph: { leaves: ['a3', 'b1'], needs: { b1: ['a2'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'depends_on: a partial id is none',
    script({ abcdef: base, b1: [after('abcdef'), needing('abcd')] }),
    { error: { type: 'KeyError', message: "'abcd'" }, missing: ['abcd'], warnings: [] },
    ['missing-parent'],
  ],
  [
    'annotated, as in the template of today',
    script({
      a1: 'from typing import Sequence, Union\n\nrevision: str = "a1"\ndown_revision: Union[str, Sequence[str], None] = None\n',
      b2: 'revision: str = "b2"\ndown_revision: str = "a1"\nbranch_labels: str = None\ndepends_on: str = None\n',
    }),
    { ...whole, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } },
  ],
  [
    "a module is executed: down_revision = _base + '1111' is legal",
    script({ a1111: base, b2: ["_base = 'a'", "down_revision = _base + '1111'"] }),
    { ...whole, graph: { parents: { b2: ['a1111'] } } },
  ],
  [
    'the docstring is not read',
    script({
      a1: base,
      b2: `"""Add tax\n\nRevision ID: z9\nRevises: y8, x7\nCreate Date: 2026-01-20\n"""\n${revision('b2', after('a1'))}`,
    }),
    { ...whole, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } },
  ],
];

const ids: Fact[] = [
  ...['@', '-', '+'].map((char): Fact => [
    `id rules: ${char} is forbidden`,
    script({ a1: revision(`a${char}1`, after()) }),
    refusal('RevisionError', `^Character\\(s\\) '\\${char}' not allowed in revision identifier 'a\\${char}1'$`),
    ['unreadable-migration'],
  ]),
  [
    'id rules: all that are forbidden are told',
    script({ a1: revision('b+2-x', after()) }),
    refusal('RevisionError', /^Character\(s\) '\+, -' not allowed in revision identifier 'b\+2-x'$/),
    ['unreadable-migration'],
  ],
  [
    'id rules: a number',
    script({ a1: 'revision = 1\ndown_revision = None\n' }),
    refusal('TypeError', /not iterable/),
    ['unreadable-migration'],
  ],
  [
    'id rules: blanks, dots and other scripts are legal',
    script({ a1: revision('Déjà 1.0_é', after()) }),
    { ...whole, graph: { leaves: ['Déjà 1.0_é'] } },
  ],
];

const computed: Fact[] = [
  [
    'computed: alembic-git-revisions',
    {
      ...script({
        a1: ['from chain import get_down_revision', 'down_revision = get_down_revision(revision)'],
        b2: ['from chain import get_down_revision', 'down_revision = get_down_revision(revision)'],
      }),
      'chain.py': 'def get_down_revision(revision):\n    return {"a1": None, "b2": "a1"}[revision]\n',
    },
    { ...whole, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } },
    ['computed-reference', 'computed-reference'],
  ],
  [
    'computed: one file of a hybrid history',
    script({ a1: base, b2: ["down_revision = ''.join(['a', '1'])"], c3: [after('b2')] }),
    { ...whole, graph: { leaves: ['c3'], parents: { b2: ['a1'] } } },
    ['computed-reference'],
  ],
];

const nested = {
  ...script({ a1: base }, 'recursive_version_locations = true'),
  ...folder({ b2: [after('a1')], _c3: revision('c3', after('b2')) }, 'migrations/versions/2026/01'),
};

const archived = folder({ z9: base }, 'migrations/versions/old');

const differences: Fact[] = [
  [
    "down_revision: '' was a base, and is a KeyError",
    script({ a1: ["down_revision = ''"] }),
    {
      follows: 'oldest',
      newest: { stage: 'link', error: { type: 'KeyError', message: "''" } },
      oldest: { ...whole, graph: { roots: ['a1'] } },
    },
  ],
  [
    'id rules: : was legal',
    script({ a1: revision('a:1', after()) }),
    {
      follows: 'newest',
      newest: refusal('RevisionError', /^Character\(s\) ':' not allowed in revision identifier 'a:1'$/),
      oldest: { ...whole, graph: { leaves: ['a:1'] } },
    },
    ['unreadable-migration'],
  ],
  [
    'file set: recursive_version_locations = true',
    nested,
    { follows: 'newest', newest: { ...whole, graph: { leaves: ['c3'] } }, oldest: { ...whole, graph: { leaves: ['a1'] } } },
  ],
  [
    'file set: recursive_version_locations = True is none',
    { ...archived, ...script({ a1: base, a2: [after('a1')] }, 'recursive_version_locations = True') },
    { ...whole, graph: { leaves: ['a2'] } },
  ],
  ...['', '__pycache__/'].map((place): Fact => {
    const loaded = { ...whole, graph: { leaves: ['b2'] } };
    const compiled = { [`migrations/versions/${place}b2${place ? '.cpython-311' : ''}.pyc`]: revision('b2', after('a1')) };
    return [
      `sourceless: ${place}b2.pyc is loaded, which Oneleaf does not read`,
      { ...script({ a1: base }, 'sourceless = true'), ...compiled },
      { follows: 'neither', newest: loaded, oldest: loaded },
    ];
  }),
  [
    'sourceless: no .pyc without it',
    { ...script({ a1: base }), 'migrations/versions/b2.pyc': revision('b2', after('a1')) },
    { ...whole, graph: { leaves: ['a1'] } },
  ],
  ['file set: nor is its absence', { ...archived, ...script({ a1: base, a2: [after('a1')] }) }, { ...whole, graph: { leaves: ['a2'] } }],
];

holdFacts('facts about revision files', [...files, ...spellings, ...ids, ...computed, ...differences]);
