import type { CheckedHistory, CheckReport, Finding, Severity } from '@oneleaf/core';
import { findingLines } from './finding.js';
import { BLANK, type Line } from './line.js';
import { count, listed, said } from './wording.js';

/** Findings of one rule that are shown in full. */
const SHOWN = 10;

export function checkLines(report: CheckReport): readonly Line[] {
  const blocks = SEVERITIES.flatMap(severity => blocksOf(report.findings.filter(finding => finding.severity === severity)));
  return [...blocks.flatMap(block => [...block, BLANK]), [closing(report)]];
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

function blocksOf(findings: readonly Finding[]): readonly (readonly Line[])[] {
  return [...new Set(findings.map(({ rule }) => rule))].flatMap(rule => {
    const same = findings.filter(finding => finding.rule === rule);
    const rest = same.slice(SHOWN);
    const more = `and ${count(rest.length, `more ${rule}`, `more ${rule}`)} in ${listed(historiesOf(rest))} (--format json lists all)`;
    return [...same.slice(0, SHOWN).map(findingLines), ...(rest.length > 0 ? [[[more]]] : [])];
  });
}

function closing({ ref, commit, histories, findings }: CheckReport): string {
  const where = commit === null ? '' : ` at ${said(ref)} (${said(commit)})`;
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

function historiesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ history }) => history))].filter(history => history !== '');
}
