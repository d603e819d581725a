import { after, labelled, needing, revision, script } from '../testing/alembic-files.js';
import { holdFacts, refusal, whole, type Fact } from '../testing/alembic-facts.js';

const base = [after()];
const twice = (id: string): object => ({ stage: 'whole', error: null, warnings: [`Revision ${id} is present more than once`] });

/** A reference to what is not there: a warning, and then a bare KeyError. */
function gone(id: string, from: string): object {
  const warning = expect.stringMatching(`^Revision ${id} referenced from .*${from}.* is not present$`) as string;
  return { error: { type: 'KeyError', message: `'${id}'` }, missing: [id], warnings: [warning] };
}

const edges: Fact[] = [
  [
    'heads: nobody stands on them; depends_on takes no head away, only a real one',
    script({ a1: base, b2: [after('a1')], c2: [after('a1'), needing('b2')] }),
    { ...whole, graph: { leaves: ['b2', 'c2'], realLeaves: ['c2'] } },
    ['multiple-leaves'],
  ],
  [
    'a merge has two parents',
    script({ a1: base, b2: [after('a1')], c2: [after('a1')], d3: [after('b2', 'c2')] }),
    { ...whole, graph: { leaves: ['d3'], parents: { d3: ['b2', 'c2'] } } },
  ],
  [
    'several bases are legal, and so are two permanent heads',
    script({ a1: [after(), labelled('pre')], a2: [after('a1')], b1: [after(), labelled('post')], b2: [after('b1'), needing('a2')] }),
    { ...whole, graph: { roots: ['a1', 'b1'], leaves: ['a2', 'b2'], realLeaves: ['b2'] } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'duplicates: a twin without children is listed twice',
    script({ a1: base, b2: [after('a1')], x: revision('b2', after('a1')) }),
    { stage: 'whole', error: null, warnings: ['Revision b2 is present more than once'], graph: { leaves: ['b2', 'b2'] } },
    ['duplicate-id', 'multiple-leaves'],
  ],
  [
    'duplicates: a twin that is shadowed is a head with a child on top',
    script({ a1: base, b2: [after('a1')], x: revision('b2', after('a1')), z3: [after('b2')] }),
    { stage: 'whole', error: null, warnings: ['Revision b2 is present more than once'], graph: { leaves: ['b2', 'z3'] } },
    ['duplicate-id', 'multiple-leaves'],
  ],
  [
    'duplicates: two bases of one id',
    script({ a1: base, x: revision('a1', after()) }),
    { stage: 'whole', error: null, graph: { leaves: ['a1', 'a1'], roots: ['a1', 'a1'] } },
    ['duplicate-id', 'multiple-leaves', 'several-roots'],
  ],
  ['a missing parent', script({ a1: base, b2: [after('a1', 'nope1111')] }), gone('nope1111', 'b2'), ['missing-parent']],
  [
    'a missing dependency',
    script({ a1: base, b2: [after('a1'), needing('nope1111')] }),
    { error: { type: 'KeyError', message: "'nope1111'" }, missing: ['nope1111'] },
    ['missing-parent'],
  ],
  [
    'a loop: its own parent',
    script({ a1: [after('a1')] }),
    refusal('LoopDetected', /^Self-loop is detected in revisions \(a1\)$/),
    ['cycle'],
  ],
  [
    'a loop: depends on itself',
    script({ a1: [after(), needing('a1')] }),
    refusal('DependencyLoopDetected', /^Dependency self-loop is detected in revisions \(a1\)$/),
    ['cycle'],
  ],
  [
    'a cycle',
    script({ a1: [after('b2')], b2: [after('a1')] }),
    { stage: 'link', error: { type: 'CycleDetected', message: 'Cycle is detected in revisions (a1, b2)' }, cycle: ['a1', 'b2'] },
    ['cycle'],
  ],
  [
    'a cycle behind a base and before a head',
    script({ a1: base, b2: [after('c3', 'a1')], c3: [after('b2')], d4: [after('c3')] }),
    { stage: 'whole', error: null },
    ['cycle'],
  ],
  [
    'a cycle of dependencies',
    script({ a1: [after(), needing('b1')], b1: [after(), needing('a1')] }),
    {
      stage: 'link',
      error: { type: 'DependencyCycleDetected', message: 'Dependency cycle is detected in revisions (a1, b1)' },
      cycle: ['a1', 'b1'],
    },
    ['cycle', 'multiple-leaves', 'several-roots'],
  ],
];

const labels: Fact[] = [
  [
    'branch_labels: they go to all descendants, and down to the branch point',
    script({
      a1: base,
      b2: [after('a1')],
      b3: [after('b2'), labelled('shop')],
      b4: [after('b3')],
      b5: [after('b4')],
      c2: [after('a1'), labelled('pay', 'bank')],
    }),
    {
      ...whole,
      graph: { leaves: ['b5', 'c2'], labels: { a1: [], b2: ['shop'], b3: ['shop'], b4: ['shop'], b5: ['shop'], c2: ['bank', 'pay'] } },
    },
    ['multiple-leaves'],
  ],
  [
    'branch_labels: through a merge, and not along depends_on',
    script({
      a1: [after(), labelled('shop')],
      b1: [after(), labelled('pay')],
      c2: [after('a1', 'b1')],
      d1: [after(), labelled('bank'), needing('c2')],
    }),
    { ...whole, graph: { leaves: ['c2', 'd1'], labels: { c2: ['pay', 'shop'], d1: ['bank'] } } },
    ['multiple-leaves', 'several-roots'],
  ],
  [
    'branch_labels: one that is taken',
    script({ b2: [after(), labelled('lab')], z3: [after('b2'), labelled('lab')] }),
    {
      stage: 'link',
      error: {
        type: 'RevisionError',
        message: expect.stringMatching(
          /^Branch name 'lab' in revision (?:z3 already used by revision b2|b2 already used by revision z3)$/,
        ) as string,
      },
    },
    ['duplicate-label'],
  ],
  [
    'branch_labels: one that is an id',
    script({ a1: base, b2: [after('a1'), labelled('a1')] }),
    { stage: 'link', error: { type: 'RevisionError', message: "Branch name 'a1' in revision b2 already used by revision a1" } },
    ['duplicate-label'],
  ],
];

const twin = script({ a1: base, b2: [after('a1')], c2: [after('a1')], x: revision('b2', after('c2')) });

const order: Fact[] = [
  [
    'duplicates: the last file wins',
    twin,
    { ...twice('b2'), graph: { leaves: ['b2', 'b2'], parents: { b2: ['c2'] } } },
    ['duplicate-id', 'multiple-leaves'],
  ],
  [
    'duplicates: the last file of the disk won',
    { files: twin, listing: 'reversed' },
    {
      follows: 'newest',
      newest: { ...twice('b2'), graph: { leaves: ['b2', 'b2'], parents: { b2: ['c2'] } } },
      oldest: { ...twice('b2'), graph: { leaves: ['b2', 'b2', 'c2'], parents: { b2: ['a1'] } } },
    },
    ['duplicate-id', 'multiple-leaves'],
  ],
];

holdFacts('facts about graphs of revisions', [...edges, ...labels, ...order]);
