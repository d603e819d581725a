import { downRevision, branchLabels, dependsOn, revision, scriptDirectory } from '../testing/alembic/revision-files.js';
import { testFacts, loadRefusal, wholeAnswer, type AlembicFactRow } from '../testing/alembic/fact-rows.js';

const base = [downRevision()];
const twice = (id: string): object => ({ stage: 'whole', error: null, warnings: [`Revision ${id} is present more than once`] });

/** A reference to what is not there: a warning, and then a bare KeyError. */
function gone(id: string, from: string): object {
  const warning = expect.stringMatching(`^Revision ${id} referenced from .*${from}.* is not present$`) as string;
  return { error: { type: 'KeyError', message: `'${id}'` }, missing: [id], warnings: [warning] };
}

const edges: AlembicFactRow[] = [
  [
    'heads: nobody stands on them; depends_on takes no head away, only a real one',
    scriptDirectory({ a1: base, b2: [downRevision('a1')], c2: [downRevision('a1'), dependsOn('b2')] }),
    { ...wholeAnswer, graph: { leaves: ['b2', 'c2'], realLeaves: ['c2'] } },
    ['multiple-leaves'],
  ],
  [
    'a merge has two parents',
    scriptDirectory({ a1: base, b2: [downRevision('a1')], c2: [downRevision('a1')], d3: [downRevision('b2', 'c2')] }),
    { ...wholeAnswer, graph: { leaves: ['d3'], parents: { d3: ['b2', 'c2'] } } },
  ],
  [
    'several bases are legal, and so are two permanent heads under labels of their own',
    scriptDirectory({
      a1: [downRevision(), branchLabels('pre')],
      a2: [downRevision('a1')],
      b1: [downRevision(), branchLabels('post')],
      b2: [downRevision('b1'), dependsOn('a2')],
    }),
    { ...wholeAnswer, graph: { roots: ['a1', 'b1'], leaves: ['a2', 'b2'], realLeaves: ['b2'] } },
    ['several-roots'],
  ],
  [
    'duplicates: a twin without children is listed twice',
    scriptDirectory({ a1: base, b2: [downRevision('a1')], x: revision('b2', downRevision('a1')) }),
    { stage: 'whole', error: null, warnings: ['Revision b2 is present more than once'], graph: { leaves: ['b2', 'b2'] } },
    ['duplicate-id', 'multiple-leaves'],
  ],
  [
    'duplicates: a twin that is shadowed is a head with a child on top',
    scriptDirectory({ a1: base, b2: [downRevision('a1')], x: revision('b2', downRevision('a1')), z3: [downRevision('b2')] }),
    { stage: 'whole', error: null, warnings: ['Revision b2 is present more than once'], graph: { leaves: ['b2', 'z3'] } },
    ['duplicate-id', 'multiple-leaves'],
  ],
  [
    'duplicates: two bases of one id',
    scriptDirectory({ a1: base, x: revision('a1', downRevision()) }),
    { stage: 'whole', error: null, graph: { leaves: ['a1', 'a1'], roots: ['a1', 'a1'] } },
    ['duplicate-id', 'multiple-leaves', 'several-roots'],
  ],
  ['a missing parent', scriptDirectory({ a1: base, b2: [downRevision('a1', 'nope1111')] }), gone('nope1111', 'b2'), ['missing-parent']],
  [
    'a missing dependency',
    scriptDirectory({ a1: base, b2: [downRevision('a1'), dependsOn('nope1111')] }),
    { error: { type: 'KeyError', message: "'nope1111'" }, missing: ['nope1111'] },
    ['missing-parent'],
  ],
  [
    'a loop: its own parent',
    scriptDirectory({ a1: [downRevision('a1')] }),
    loadRefusal('LoopDetected', /^Self-loop is detected in revisions \(a1\)$/),
    ['cycle'],
  ],
  [
    'a loop: depends on itself',
    scriptDirectory({ a1: [downRevision(), dependsOn('a1')] }),
    loadRefusal('DependencyLoopDetected', /^Dependency self-loop is detected in revisions \(a1\)$/),
    ['cycle'],
  ],
  [
    'a cycle',
    scriptDirectory({ a1: [downRevision('b2')], b2: [downRevision('a1')] }),
    { stage: 'link', error: { type: 'CycleDetected', message: 'Cycle is detected in revisions (a1, b2)' }, cycle: ['a1', 'b2'] },
    ['cycle'],
  ],
  [
    'a cycle behind a base and before a head',
    scriptDirectory({ a1: base, b2: [downRevision('c3', 'a1')], c3: [downRevision('b2')], d4: [downRevision('c3')] }),
    { stage: 'whole', error: null },
    ['cycle'],
  ],
  [
    'a cycle of dependencies',
    scriptDirectory({ a1: [downRevision(), dependsOn('b1')], b1: [downRevision(), dependsOn('a1')] }),
    {
      stage: 'link',
      error: { type: 'DependencyCycleDetected', message: 'Dependency cycle is detected in revisions (a1, b1)' },
      cycle: ['a1', 'b1'],
    },
    ['cycle', 'multiple-leaves', 'several-roots'],
  ],
];

const labels: AlembicFactRow[] = [
  [
    'branch_labels: they go to all descendants, and down to the branch point',
    scriptDirectory({
      a1: base,
      b2: [downRevision('a1')],
      b3: [downRevision('b2'), branchLabels('shop')],
      b4: [downRevision('b3')],
      b5: [downRevision('b4')],
      c2: [downRevision('a1'), branchLabels('pay', 'bank')],
    }),
    {
      ...wholeAnswer,
      graph: { leaves: ['b5', 'c2'], labels: { a1: [], b2: ['shop'], b3: ['shop'], b4: ['shop'], b5: ['shop'], c2: ['bank', 'pay'] } },
    },
    [],
  ],
  [
    'branch_labels: through a merge, and not along depends_on',
    scriptDirectory({
      a1: [downRevision(), branchLabels('shop')],
      b1: [downRevision(), branchLabels('pay')],
      c2: [downRevision('a1', 'b1')],
      d1: [downRevision(), branchLabels('bank'), dependsOn('c2')],
    }),
    { ...wholeAnswer, graph: { leaves: ['c2', 'd1'], labels: { c2: ['pay', 'shop'], d1: ['bank'] } } },
    ['several-roots'],
  ],
  [
    'branch_labels: one that is taken',
    scriptDirectory({ b2: [downRevision(), branchLabels('lab')], z3: [downRevision('b2'), branchLabels('lab')] }),
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
    scriptDirectory({ a1: base, b2: [downRevision('a1'), branchLabels('a1')] }),
    { stage: 'link', error: { type: 'RevisionError', message: "Branch name 'a1' in revision b2 already used by revision a1" } },
    ['duplicate-label'],
  ],
];

const twin = scriptDirectory({ a1: base, b2: [downRevision('a1')], c2: [downRevision('a1')], x: revision('b2', downRevision('c2')) });

const order: AlembicFactRow[] = [
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

testFacts('facts about graphs of revisions', [...edges, ...labels, ...order]);
