import { drawTree, judgingInput, landDrawing, textSearch } from '../testing/branch-trees.js';
import { judgeBranch, type JudgedBranch } from './branch-outcome.js';
import { landingCandidates, planLandings, type BranchPlan } from './landing-plan.js';
import { rehearsal } from './pair-clash.js';

const base = drawTree('a < b');
const judged = (drawing: string, name = drawing): JudgedBranch => {
  const landed = landDrawing(base, drawing);
  return judgeBranch({ ...landed, branch: { name, commit: name } }, judgingInput(base));
};

function plan(...drawings: readonly string[]): BranchPlan {
  const candidates = landingCandidates(
    drawings.map(drawing => judged(drawing)),
    new Map(),
  );
  return planLandings(candidates, rehearsal({ histories: base, search: textSearch }, new Map()), base);
}

test.each([
  ['one branch alone', ['a < b < c'], [], [['a < b < c', []]]],
  [
    'two behind the same leaf: the second is relinked',
    ['a < b < c', 'a < b < d'],
    [['a < b < c', 'a < b < d']],
    [
      ['a < b < c', []],
      ['a < b < d', ['d']],
    ],
  ],
  [
    'one built on the other lands after it',
    ['a < b < c < d', 'a < b < c'],
    [],
    [
      ['a < b < c', []],
      ['a < b < c < d', []],
    ],
  ],
  [
    'one that forks the base lands last, relinked',
    ['a < d', 'a < b < c'],
    [['a < d', 'a < b < c']],
    [
      ['a < b < c', []],
      ['a < d', ['d']],
    ],
  ],
])('%s', (_, drawings, groups, landing) => {
  const planned = plan(...drawings);
  expect(planned.groups.map(({ refs }) => refs)).toEqual(groups);
  expect(planned.landing.map(({ ref, relink }) => [ref, relink])).toEqual(landing);
});

test('a copy of what has landed under another name is a twin', () => {
  const landed = landDrawing(base, 'a < b < c');
  const copy = {
    ...landed.landed,
    change: { ...landed.landed.change, added: landed.landed.change.added.map(one => ({ ...one, body: 'b' })) },
  };
  const candidates = landingCandidates([judgeBranch({ ...landed, landed: copy }, judgingInput(base))], new Map());
  expect(planLandings(candidates, () => false, base).twins).toEqual([
    { kind: 'landed', history: 'shop', refs: ['a < b < c'], migrations: ['c', 'b'] },
  ]);
});

test('of more than 200 branches the open pull requests and the youngest are planned', () => {
  const branch = judged('a < b < c');
  const named = (name: string, open?: true): JudgedBranch => ({
    ...branch,
    report: { ...branch.report, commit: name, ...(open && { open }) },
  });
  const all = [named('open', true), named('old'), ...Array.from({ length: 199 }, (_, at) => named(`young ${String(at)}`))];
  const dates = new Map(all.map(({ report }) => [report.commit, report.commit.startsWith('young') ? 2 : 1]));
  const kept = [...landingCandidates(all, dates).values()].map(({ report }) => report.commit);
  expect([kept.length, kept.includes('open'), kept.includes('old')]).toEqual([200, true, false]);
});
