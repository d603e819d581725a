import type { BaseRef, BranchOutcome, PredictReport } from '@oneleaf/core';
import { bodyLines, branchLines, needsCare } from './branch.js';
import { BLANK, type Line } from './line.js';
import { ago, listed, said } from './wording.js';

/** What someone reads who pushes; nothing where nothing that is pushed changes a migration and the base is fresh. */
export function pushLines({ base, branches }: PredictReport, now: number): readonly Line[] {
  const onto = said(base.ref);
  const told = branches.filter(branch => (branch.verdict === 'clean' ? needsCare(branch) : branch.verdict !== 'landed'));
  const clean = branches.filter(branch => branch.verdict === 'clean' && !needsCare(branch));
  const elsewhere = clean.filter(({ target }) => target !== undefined);
  const here = clean.filter(({ target }) => target === undefined).map(({ ref }) => said(ref));
  return [
    ...told.flatMap(branch => [...(told.length > 1 ? branchLines(branch, { base: onto, now }) : bodyLines(branch, onto)), BLANK]),
    ...staleLines(base),
    ...[...told, ...elsewhere].map(branch => closing(branch, onto)),
    ...(here.length > 0 ? [[`${listed(here)} can land on ${onto} (${said(base.commit)})`]] : []),
  ];
}

export function staleLines({ ref, stale }: BaseRef): readonly Line[] {
  if (!stale) return [];
  // Git explains itself over several lines; the first one says what is wrong.
  const [reason = ''] = stale.reason.split('\n');
  const age = stale.ageSeconds === undefined ? 'as it was when it was last fetched' : `as it was ${ago(stale.ageSeconds)}`;
  return [[{ text: `${said(ref)} could not be fetched (${reason}): compared with it ${age}`, tone: 'doubtful' }]];
}

function closing(branch: BranchOutcome, base: string): Line {
  const onto = branch.target ? said(branch.target.ref) : base;
  return [{ text: said(branch.ref), tone: 'strong' }, ` ${outlook(branch, onto)}`];
}

function outlook({ verdict, histories }: BranchOutcome, onto: string): string {
  switch (verdict) {
    case 'conflict': {
      const forked = histories.filter(({ leaves, landedLeaves }) => leaves.length > landedLeaves.length).map(({ history }) => history);
      return `would give ${listed(forked) || 'a history'} a leaf too many on ${onto}`;
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
