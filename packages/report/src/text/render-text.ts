import type { DriftReport, GenerateReport, ProveReport, Report, VerifyReport } from '@oneleaf/core';
import { checkLines } from './check.js';
import { describeLines } from './describe.js';
import { doctorLines } from './doctor.js';
import { draftLines } from './draft.js';
import { generateLines } from './generate.js';
import { printLines, type StyledLine } from './layout/line.js';
import { predictLines } from './predict.js';
import { prePushLines } from './pre-push.js';
import { driftLines, verifyLines } from './verify-drift.js';
import { proveLines } from './prove.js';
import { rebaseLines } from './rebase.js';
import { statusLines } from './status.js';

export interface TextOptions {
  readonly color: boolean;
  /** Columns to break lines at; absent where no terminal reads along. */
  readonly width?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A report as people read it: empty, or lines that each end in a newline. Whatever a repository may smuggle into names is spelled out. */
export function renderText(report: Report, options: TextOptions): string {
  return printLines(reportLines(report, options.now), options);
}

function reportLines(report: Report, now: number): readonly StyledLine[] {
  return isDatabaseReport(report) ? databaseReportLines(report) : staticReportLines(report, now);
}

/** What the files of a repository have told. */
function staticReportLines(report: Exclude<Report, DatabaseReport>, now: number): readonly StyledLine[] {
  switch (report.command) {
    case 'check':
      return checkLines(report);
    case 'describe':
      return describeLines(report);
    case 'doctor':
      return doctorLines(report);
    case 'predict':
      return predictLines(report, now);
    case 'pre-push':
      return prePushLines(report, now);
    case 'rebase':
      return rebaseLines(report);
    case 'status':
      return statusLines(report);
    case 'new':
    case 'merge':
      return draftLines(report);
  }
}

/** What throw-away databases have told. */
type DatabaseReport = VerifyReport | DriftReport | GenerateReport | ProveReport;

function isDatabaseReport(report: Report): report is DatabaseReport {
  return ['verify', 'drift', 'generate', 'prove'].includes(report.command);
}

function databaseReportLines(report: DatabaseReport): readonly StyledLine[] {
  switch (report.command) {
    case 'drift':
      return driftLines(report);
    case 'generate':
      return generateLines(report);
    case 'verify':
      return verifyLines(report);
    case 'prove':
      return proveLines(report);
  }
}
