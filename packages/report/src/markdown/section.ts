import type { Finding, Severity } from '@oneleaf/core';
import { count } from '../words/wording.js';
import { printItem, type ListItem } from './list-item.js';

/** Worst first. */
export const MARK_SYMBOLS = { bad: '❌', doubtful: '⚠️', good: '✅' } as const;

export type SectionMark = keyof typeof MARK_SYMBOLS;

/** What one report comes to, for somebody who reviews the change. All texts are Markdown. */
export interface ReportSection {
  readonly mark: SectionMark;
  readonly headline: string;
  readonly blocks: readonly SectionBlock[];
}

/** Pieces that belong together and can each be left out; what is around them goes with the last of them. */
export interface SectionBlock {
  /** What is told first where there is not room for all: the smallest. */
  readonly rank: number;
  readonly before?: string;
  readonly pieces: readonly string[];
  readonly after?: string;
}

export const RANKS = { error: 0, warning: 1, summary: 2, note: 3, detail: 4 } as const;

export function listBlock(rank: number, items: readonly ListItem[]): SectionBlock {
  return { rank, pieces: items.map(item => printItem(item)) };
}

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** `1 error, 2 notes`; empty where there is nothing. */
export function countBySeverity(findings: readonly Finding[]): string {
  const counts = SEVERITIES.map(severity => [severity, findings.filter(one => one.severity === severity).length] as const);
  return counts.flatMap(([severity, number]) => (number > 0 ? [count(number, severity)] : [])).join(', ');
}

/** `unknown`: whether something could not be found out. */
export function markOfFindings(findings: readonly Finding[], unknown: boolean): SectionMark {
  if (findings.some(({ severity }) => severity === 'error')) return 'bad';
  return unknown || findings.some(({ severity }) => severity === 'warning') ? 'doubtful' : 'good';
}
