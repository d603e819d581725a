import type { CheckedHistory, CheckReport, Severity } from '@oneleaf/core';
import { findingBlocks, historiesOf } from './finding.js';
import { BLANK, type Line } from './line.js';
import { count, said } from './wording.js';

export function checkLines(report: CheckReport): readonly Line[] {
  const blocks = SEVERITIES.flatMap(severity => findingBlocks(report.findings.filter(finding => finding.severity === severity)));
  return [...blocks.flatMap(block => [...block, BLANK]), [closing(report)], ...acceptedLines(report)];
}

function acceptedLines(report: CheckReport): readonly Line[] {
  const told = acceptance(report);
  return told === '' ? [] : [[told]];
}

/** How much is accepted; empty where nothing is. */
export function acceptance({ accepted = 0 }: CheckReport): string {
  return accepted === 0 ? '' : `${count(accepted, 'finding')} accepted by oneleaf-baseline.json`;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

export function closing({ ref, commit, histories, findings }: CheckReport): string {
  const where = commit === null ? '' : ` at ${said(ref)} (${said(commit)})`;
  if (histories.length === 0 && findings.length === 0) return `no Django app with migrations and no Alembic script directory found${where}`;
  if (findings.length === 0) return `${size(histories)}, no finding${where}`;
  const counts = SEVERITIES.map(severity => [severity, findings.filter(finding => finding.severity === severity).length] as const);
  const total = counts.filter(([, number]) => number > 0).map(([severity, number]) => count(number, severity));
  const inside = historiesOf(findings);
  return `${total.join(', ')}${inside.length > 0 ? ` in ${inside.join(', ')}` : ''}${where}`;
}

function size(histories: readonly CheckedHistory[]): string {
  const migrations = histories.reduce((sum, history) => sum + history.migrations, 0);
  return `${count(histories.length, 'history', 'histories')}, ${count(migrations, 'migration')}`;
}
