import type { Report } from '@oneleaf/core';
import { renderJson } from './json/render-json.js';
import { renderMarkdown } from './markdown/render-markdown.js';
import { reportTypes, type ReportCommand } from './report-types.js';
import { renderText, type TextOptions } from './text/render-text.js';

export type FormatName = 'text' | 'json' | 'markdown';

/** One value of `--format`. */
export interface ReportFormat {
  readonly name: FormatName;
  /** What the help says of it behind its name; empty where the name says it. */
  readonly purpose: string;
  /** Whether the report of a command has this format. */
  readonly has: (command: ReportCommand) => boolean;
  readonly render: (report: Report, options: TextOptions) => string;
}

/** Every format of a report. The first is the usual one. */
export const formats: readonly ReportFormat[] = [
  { name: 'text', purpose: '', has: () => true, render: renderText },
  { name: 'json', purpose: '', has: () => true, render: renderJson },
  {
    name: 'markdown',
    purpose: 'for the summary of a job',
    has: command => reportTypes[command].section !== undefined || reportTypes[command].page !== undefined,
    render: renderMarkdown,
  },
];

/** The formats of one command's report. */
export function formatsOf(command: ReportCommand): readonly ReportFormat[] {
  return formats.filter(({ has }) => has(command));
}

/** The format of that name, if the command's report has it. */
export function formatNamed(command: ReportCommand, name: string): ReportFormat | undefined {
  return formatsOf(command).find(format => format.name === name);
}
