import { drawTree, judgingInput, landDrawing, textSearch } from '../testing/branch-trees.js';
import { judgeBranch } from './branch-outcome.js';
import type { LandingCandidate } from './branch-pairs.js';
import { landingCandidates } from './landing-plan.js';
import { isPartOf, pairsWithDifferentContents, rehearsal } from './pair-clash.js';

const base = drawTree('a < b');

function candidate(drawing: string, texts: Readonly<Record<string, string>> = {}): LandingCandidate {
  const [only] = landingCandidates([judgeBranch(landDrawing(base, drawing, texts), judgingInput(base))], new Map()).keys();
  if (!only) throw new Error(`${drawing} lands nothing`);
  return only;
}

const rows: readonly (readonly [string, LandingCandidate, LandingCandidate, boolean])[] = [
  ['two behind the same leaf', candidate('a < b < c'), candidate('a < b < d'), true],
  ['one built on the other', candidate('a < b < c'), candidate('a < b < c < d'), false],
  ['another content for one file', candidate('a < b < c'), candidate('a < b < c', { c: 'c after b, a' }), true],
  ['two forks beside the same leaf', candidate('a < c'), candidate('a < d'), true],
];

test.each(rows)('%s', (_, first, second, expected) => {
  expect(rehearsal({ histories: base, search: textSearch }, new Map())(first, second)).toBe(expected);
});

test.each(rows)('%s, where so many pairs were rehearsed that leaves are counted by sets', (_, first, second, expected) => {
  const rehearse = rehearsal({ histories: base, search: textSearch }, new Map());
  for (let pair = 0; pair < 101; pair++) rehearse(first, second);
  expect(rehearse(first, second)).toBe(expected);
});

test("the answer of git's own merge counts", () => {
  const [first, second] = [candidate('a < b < c'), candidate('a < b < d')];
  const rehearse = rehearsal({ histories: base, search: textSearch }, new Map([[first, new Map([[second, false]])]]));
  expect([rehearse(first, second), rehearse(second, first)]).toEqual([false, true]);
});

test('only branches with another content for one file are pairs to merge', () => {
  const [one, edited, other] = [candidate('a < b < c'), candidate('a < b < c', { c: 'c after b, a' }), candidate('a < b < d')];
  expect([...pairsWithDifferentContents([one, { ...edited, commit: 'edited' }, other]).values()].map(seconds => seconds.length)).toEqual([
    1, 1,
  ]);
});

test.each([
  ['fewer of the same files', 'a < b < c', 'a < b < c < d', true],
  ['the same files', 'a < b < c', 'a < b < c', false],
  ['more files', 'a < b < c < d', 'a < b < c', false],
  ['other files', 'a < b < c', 'a < b < d < e', false],
])('one is a part of the other: %s', (_, first, second, expected) => {
  expect(isPartOf(candidate(first), candidate(second))).toBe(expected);
});
