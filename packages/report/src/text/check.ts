import type { CheckedHistory, CheckReport, ReportWording, Severity } from '@oneleaf/core';
import { findingBlocks, historiesOf } from './layout/finding.js';
import { BLANK_LINE, type StyledLine } from './layout/line.js';
import { count, shortRef } from '../words/wording.js';

export function checkLines(report: CheckReport, wording: ReportWording): readonly StyledLine[] {
  const blocks = SEVERITIES.flatMap(severity => findingBlocks(report.findings.filter(finding => finding.severity === severity)));
  return [...blocks.flatMap(block => [...block, BLANK_LINE]), [checkSummary(report, wording)], ...acceptedLines(report)];
}

function acceptedLines(report: CheckReport): readonly StyledLine[] {
  const told = acceptedSummary(report);
  return told === '' ? [] : [[told]];
}

/** How much is accepted; empty where nothing is. */
export function acceptedSummary({ accepted = 0 }: CheckReport): string {
  return accepted === 0 ? '' : `${count(accepted, 'finding')} accepted by oneleaf-baseline.json`;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

export function checkSummary({ ref, commit, histories, findings }: CheckReport, { nothingFound }: ReportWording): string {
  const where = commit === null ? '' : ` at ${shortRef(ref)} (${shortRef(commit)})`;
  if (histories.length === 0 && findings.length === 0) return `${nothingFound}${where}`;
  if (findings.length === 0) return `${historyCounts(histories)}, no finding${where}`;
  const counts = SEVERITIES.map(severity => [severity, findings.filter(finding => finding.severity === severity).length] as const);
  const total = counts.filter(([, number]) => number > 0).map(([severity, number]) => count(number, severity));
  const inside = historiesOf(findings);
  return `${total.join(', ')}${inside.length > 0 ? ` in ${inside.join(', ')}` : ''}${where}`;
}

function historyCounts(histories: readonly CheckedHistory[]): string {
  const migrations = histories.reduce((sum, history) => sum + history.migrations, 0);
  return `${count(histories.length, 'history', 'histories')}, ${count(migrations, 'migration')}`;
}
