import type { CheckReport, DriftReport, PredictReport, ProveReport, Report, VerifyReport } from '@oneleaf/core';
import { MARK_SYMBOLS, type ReportSection, type SectionMark } from './section.js';
import { checkSection } from './check.js';
import { fitSections } from './fit-sections.js';
import { code, prose } from './inline.js';
import { predictSection } from './predict.js';
import { driftSection, verifySection } from './verify-drift.js';
import { proveSection } from './prove.js';
import { count } from '../words/wording.js';

/** What a reviewer is told of. */
export type ReviewedReport = CheckReport | (PredictReport & { readonly command: 'predict' }) | VerifyReport | DriftReport | ProveReport;

/** A file in which a report was expected. */
export interface MissingReport {
  readonly file: string;
  readonly reason: string;
}

export const REVIEWED_COMMANDS = ['check', 'predict', 'verify', 'drift', 'prove'] as const;

export function isReviewedReport(report: Report): report is ReviewedReport {
  return REVIEWED_COMMANDS.some(command => command === report.command);
}

/** One report for people who review a change, in GitHub's and GitLab's Markdown. Whatever it quotes comes out as text. */
export function renderMarkdown(report: ReviewedReport): string {
  return fitSections('', [sectionOf(report)]);
}

/** Several reports as one comment, worst first. No date and no order of files makes it another one. */
export function renderComment(told: readonly (ReviewedReport | MissingReport)[], longest?: number): string {
  const accounts = told.map(one => ('command' in one ? sectionOf(one) : missingReportSection(one))).sort(worstFirst);
  const harmless = accounts.filter(({ mark, blocks }) => mark === 'good' && blocks.length > 0);
  const shown = accounts.map(account => (harmless.includes(account) && accounts.length > 1 ? { ...account, blocks: [] } : account));
  return fitSections(shown.length === 1 ? '' : commentHeading(shown), shown, longest);
}

function sectionOf(report: ReviewedReport): ReportSection {
  switch (report.command) {
    case 'check':
      return checkSection(report);
    case 'predict':
      return predictSection(report);
    case 'verify':
      return verifySection(report);
    case 'drift':
      return driftSection(report);
    case 'prove':
      return proveSection(report);
  }
}

function missingReportSection({ file, reason }: MissingReport): ReportSection {
  return { mark: 'doubtful', headline: `**no report** in ${code(file)}: ${prose(reason)}`, blocks: [] };
}

const WORST_FIRST = Object.keys(MARK_SYMBOLS);

function worstFirst(a: ReportSection, b: ReportSection): number {
  return WORST_FIRST.indexOf(a.mark) - WORST_FIRST.indexOf(b.mark) || (a.headline < b.headline ? -1 : 1);
}

const MARK_WORDS: Readonly<Record<SectionMark, string>> = { bad: 'with errors', doubtful: 'to look at', good: 'without harm' };

function commentHeading(accounts: readonly ReportSection[]): string {
  const [worst] = accounts;
  if (!worst)
    return '## Migrations: nothing was run\n\nThere is no report: nothing with migrations is affected, or what should have written one has not come to its end.\n';
  const counts = (['bad', 'doubtful', 'good'] as const).flatMap(mark => {
    const number = accounts.filter(account => account.mark === mark).length;
    return number > 0 ? [`${number.toLocaleString('en-US')} ${MARK_WORDS[mark]}`] : [];
  });
  return `## ${MARK_SYMBOLS[worst.mark]} Migrations: ${count(accounts.length, 'report')}, ${counts.join(', ')}\n\n`;
}
