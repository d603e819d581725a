import { drawTree, judgingInput, landDrawing } from '../testing/branch-trees.js';
import { judgeBranch } from './branch-outcome.js';
import type { LandedBranch } from './landed-branch.js';

const base = drawTree('a < b');
const c = 'shop/migrations/c.py';
const contest = { path: c, why: 'both-added', base: 'c after a', branch: 'c after b' } as const;

/** The branch as git stops at it. */
function stopped(drawing: string, rest: Partial<LandedBranch>): LandedBranch {
  return { ...landDrawing(base, drawing), ...rest };
}

test.each<[string, LandedBranch, object]>([
  ['one behind the leaf', landDrawing(base, 'a < b < c'), { verdict: 'clean', reasons: [], histories: [{ leaves: ['c'] }] }],
  ['one beside the leaf', landDrawing(base, 'a < c'), { verdict: 'conflict', histories: [{ leaves: ['b', 'c'] }] }],
  [
    'what has landed by a squash merge',
    stopped('a < b < c', { absorbed: true }),
    { verdict: 'landed', reasons: ['all its changes of migrations are on the base'], histories: [] },
  ],
  [
    'a text conflict in a migration',
    stopped('a < b < c', { conflicts: [c], landing: { files: new Map(), contested: [contest] } }),
    {
      verdict: 'broken',
      exact: true,
      reasons: [`git stops at ${c}: both sides added it`],
      histories: [{ history: 'shop', findings: [{ rule: 'text-conflict', location: { path: c } }] }],
    },
  ],
  [
    'a contest that git was not asked about, where both sides give the same',
    stopped('a < b < c', { exact: false, landing: { files: new Map([[c, 'c after b']]), contested: [contest] } }),
    { verdict: 'clean', exact: false, reasons: [`both sides changed ${c}`], standstill: { paths: [c], ifBase: { verdict: 'clean' } } },
  ],
  [
    'a contest in which one side adds a leaf',
    stopped('a < c', {
      exact: false,
      landing: { files: new Map([[c, 'c after a']]), contested: [contest] },
      branchContents: new Map([[c, 'c after a']]),
    }),
    {
      verdict: 'unknown',
      standstill: { ifBase: { verdict: 'clean', secondLeaf: false }, ifBranch: { verdict: 'conflict', secondLeaf: true } },
    },
  ],
  [
    'a branch that git could not merge',
    stopped('a < b < c', { exact: false, failed: 'no common history' }),
    { verdict: 'clean', reasons: ['git could not merge it: no common history'] },
  ],
])('%s', (_, landed, expected) => expect(judgeBranch(landed, judgingInput(base)).report).toMatchObject(expected));
