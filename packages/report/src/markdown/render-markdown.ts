import type { Report, ReportWording } from '@oneleaf/core';
import { reportTypes, type ReportByCommand, type ReportCommand, type ReviewedCommand } from '../report-types.js';
import { MARK_SYMBOLS, type ReportSection, type SectionMark } from './section.js';
import { fitSections } from './fit-sections.js';
import { code, prose } from './inline.js';
import type { TextOptions } from '../text/render-text.js';
import { grouped, count } from '../words/wording.js';

/** A report that a reviewer reads. */
export type ReviewedReport = ReportByCommand[ReviewedCommand];

/** A file in which a report was expected. */
export interface MissingReport {
  readonly file: string;
  readonly reason: string;
}

export function isReviewedReport(report: Report): report is ReviewedReport {
  return reportTypes[report.command].section !== undefined;
}

/** One report for people who review a change, in the Markdown of GitHub and GitLab. Whatever it quotes comes out as text; empty where a command has no Markdown. */
export function renderMarkdown(report: Report, options: Pick<TextOptions, 'wording'>): string {
  return markdownOf(report.command, report, options.wording);
}

function markdownOf<C extends ReportCommand>(command: C, report: ReportByCommand[C], wording: ReportWording): string {
  const section = sectionOf(command, report, wording);
  return section ? fitSections('', [section]) : (reportTypes[command].page?.(report) ?? '');
}

/** Several reports as one comment, worst first. No date and no order of files makes it another one. */
export function renderComment(reports: readonly (ReviewedReport | MissingReport)[], wording: ReportWording, longest?: number): string {
  const accounts = reports
    .flatMap(report => ('command' in report ? (sectionOf(report.command, report, wording) ?? []) : missingReportSection(report)))
    .sort(worstFirst);
  const harmless = accounts.filter(({ mark, blocks }) => mark === 'good' && blocks.length > 0);
  const shown = accounts.map(account => (harmless.includes(account) && accounts.length > 1 ? { ...account, blocks: [] } : account));
  return fitSections(shown.length === 1 ? '' : commentHeading(shown), shown, longest);
}

function sectionOf<C extends ReportCommand>(command: C, report: ReportByCommand[C], wording: ReportWording): ReportSection | undefined {
  return reportTypes[command].section?.(report, wording);
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
    return number > 0 ? [`${grouped(number)} ${MARK_WORDS[mark]}`] : [];
  });
  return `## ${MARK_SYMBOLS[worst.mark]} Migrations: ${count(accounts.length, 'report')}, ${counts.join(', ')}\n\n`;
}
