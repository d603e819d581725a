import type { Report, ReportWording } from '@oneleaf/core';
import { reportTypes, type ReportByCommand, type ReportCommand } from '../report-types.js';
import { printLines, type StyledLine } from './layout/line.js';

export interface TextOptions {
  readonly color: boolean;
  /** Columns to break lines at; absent where no terminal reads along. */
  readonly width?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly wording: ReportWording;
}

/** A report as people read it: empty, or lines that each end in a newline. Whatever a repository may smuggle into names is spelled out. */
export function renderText(report: Report, options: TextOptions): string {
  return printLines(reportLines(report.command, report, options), options);
}

function reportLines<C extends ReportCommand>(
  command: C,
  report: ReportByCommand[C],
  { now, wording }: TextOptions,
): readonly StyledLine[] {
  return reportTypes[command].text(report, now, wording);
}
