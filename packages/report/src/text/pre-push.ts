import type { BaseRef, BranchOutcome, PredictReport } from '@oneleaf/core';
import { needsAttention } from '../words/predict-words.js';
import { branchBodyLines, branchLines } from './branch.js';
import { BLANK_LINE, type StyledLine } from './layout/line.js';
import { ago, joinNames, shortRef } from '../words/wording.js';

/** What someone reads who pushes; nothing where nothing that is pushed changes a migration and the base is fresh. */
export function prePushLines({ base, branches }: PredictReport, now: number): readonly StyledLine[] {
  const onto = shortRef(base.ref);
  const told = branches.filter(branch => (branch.verdict === 'clean' ? needsAttention(branch) : branch.verdict !== 'landed'));
  const clean = branches.filter(branch => branch.verdict === 'clean' && !needsAttention(branch));
  const elsewhere = clean.filter(({ target }) => target !== undefined);
  const here = clean.filter(({ target }) => target === undefined).map(({ ref }) => shortRef(ref));
  return [
    ...told.flatMap(branch => [
      ...(told.length > 1 ? branchLines(branch, { base: onto, now }) : branchBodyLines(branch, onto)),
      BLANK_LINE,
    ]),
    ...staleBaseLines(base),
    ...[...told, ...elsewhere].map(branch => landingSummary(branch, onto)),
    ...(here.length > 0 ? [[`${joinNames(here)} can land on ${onto} (${shortRef(base.commit)})`]] : []),
  ];
}

export function staleBaseLines({ ref, stale }: BaseRef): readonly StyledLine[] {
  if (!stale) return [];
  // Git explains itself over several lines; the first one says what is wrong.
  const [reason = ''] = stale.reason.split('\n');
  const age = stale.ageSeconds === undefined ? 'as it was when it was last fetched' : `as it was ${ago(stale.ageSeconds)}`;
  return [[{ text: `${shortRef(ref)} could not be fetched (${reason}): compared with it ${age}`, tone: 'doubtful' }]];
}

function landingSummary(branch: BranchOutcome, base: string): StyledLine {
  const onto = branch.target ? shortRef(branch.target.ref) : base;
  return [{ text: shortRef(branch.ref), tone: 'strong' }, ` ${verdictText(branch, onto)}`];
}

function verdictText({ verdict, histories }: BranchOutcome, onto: string): string {
  switch (verdict) {
    case 'conflict': {
      const forked = histories.filter(({ leaves, landedLeaves }) => leaves.length > landedLeaves.length).map(({ history }) => history);
      return `would give ${joinNames(forked) || 'a history'} a leaf too many on ${onto}`;
    }
    case 'broken':
      return `would break the migrations on ${onto}`;
    case 'unknown':
      return `cannot be judged against ${onto}`;
    case 'clean':
    case 'landed':
      return `can land on ${onto}`;
  }
}
