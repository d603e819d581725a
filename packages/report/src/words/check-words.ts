import type { CheckedHistory, CheckReport, ReportWording, Severity } from '@oneleaf/core';
import { historiesOf } from './finding-words.js';
import { count, shortRef } from './wording.js';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** How much is accepted; empty where nothing is. */
export function acceptedSummary({ accepted = 0 }: CheckReport): string {
  return accepted === 0 ? '' : `${count(accepted, 'finding')} accepted by oneleaf-baseline.json`;
}

/** What to do where nothing is found. */
export const NOTHING_FOUND_HINT =
  'if the migrations lie elsewhere, name their folder in oneleaf.json; if there are none, write "histories": [] there';

export function checkSummary(report: CheckReport, { nothingFound }: ReportWording): string {
  const { ref, commit, histories, findings } = report;
  const where = commit === null ? '' : ` at ${shortRef(ref)} (${shortRef(commit)})`;
  if (histories.length === 0 && findings.length === 0)
    return `${nothingFound}${where}${report.nothingFound ? `: ${NOTHING_FOUND_HINT}` : ''}`;
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
