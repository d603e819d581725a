import type { CheckReport, DriftReport, PredictReport, ProveReport, Report, VerifyReport } from '@oneleaf/core';
import { MARKS, type Account, type Mark } from './markdown/account.js';
import { checkAccount } from './markdown/check.js';
import { fitted } from './markdown/fitted.js';
import { code, prose } from './markdown/inline.js';
import { predictAccount } from './markdown/predict.js';
import { driftAccount, verifyAccount } from './markdown/proved.js';
import { proveAccount } from './markdown/prove.js';
import { count } from './text/wording.js';

/** What a reviewer is told of. */
export type Reviewed = CheckReport | (PredictReport & { readonly command: 'predict' }) | VerifyReport | DriftReport | ProveReport;

/** A file in which a report was expected. */
export interface Missing {
  readonly file: string;
  readonly reason: string;
}

export const REVIEWED = ['check', 'predict', 'verify', 'drift', 'prove'] as const;

export function isReviewed(report: Report): report is Reviewed {
  return REVIEWED.some(command => command === report.command);
}

/** One report for people who review a change, in GitHub's and GitLab's Markdown. Whatever it quotes comes out as text. */
export function renderMarkdown(report: Reviewed): string {
  return fitted('', [accountOf(report)]);
}

/** Several reports as one comment, worst first. No date and no order of files makes it another one. */
export function renderComment(told: readonly (Reviewed | Missing)[], longest?: number): string {
  const accounts = told.map(one => ('command' in one ? accountOf(one) : missingAccount(one))).sort(worstFirst);
  const harmless = accounts.filter(({ mark, blocks }) => mark === 'good' && blocks.length > 0);
  const shown = accounts.map(account => (harmless.includes(account) && accounts.length > 1 ? { ...account, blocks: [] } : account));
  return fitted(shown.length === 1 ? '' : opening(shown), shown, longest);
}

function accountOf(report: Reviewed): Account {
  switch (report.command) {
    case 'check':
      return checkAccount(report);
    case 'predict':
      return predictAccount(report);
    case 'verify':
      return verifyAccount(report);
    case 'drift':
      return driftAccount(report);
    case 'prove':
      return proveAccount(report);
  }
}

function missingAccount({ file, reason }: Missing): Account {
  return { mark: 'doubtful', headline: `**no report** in ${code(file)}: ${prose(reason)}`, blocks: [] };
}

const WORST_FIRST = Object.keys(MARKS);

function worstFirst(a: Account, b: Account): number {
  return WORST_FIRST.indexOf(a.mark) - WORST_FIRST.indexOf(b.mark) || (a.headline < b.headline ? -1 : 1);
}

const SAID: Readonly<Record<Mark, string>> = { bad: 'with errors', doubtful: 'to look at', good: 'without harm' };

function opening(accounts: readonly Account[]): string {
  const [worst] = accounts;
  if (!worst)
    return '## Migrations: nothing was run\n\nThere is no report: nothing with migrations is affected, or what should have written one has not come to its end.\n';
  const counts = (['bad', 'doubtful', 'good'] as const).flatMap(mark => {
    const number = accounts.filter(account => account.mark === mark).length;
    return number > 0 ? [`${number.toLocaleString('en-US')} ${SAID[mark]}`] : [];
  });
  return `## ${MARKS[worst.mark]} Migrations: ${count(accounts.length, 'report')}, ${counts.join(', ')}\n\n`;
}
