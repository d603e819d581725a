import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinPath } from '@oneleaf/core';
import type { ExecutorOptions } from './task.js';

/** The folder of a target's report in the workspace. Each has its own, because Nx stores and restores whole outputs. */
export function reportFolder(root: string, target: string): string {
  return joinPath('.oneleaf', joinPath(root, target.replaceAll('/', '__').replace(/[^\w.-]+/g, '-')));
}

/** What targets with a report have for outputs. */
export const REPORT_OUTPUTS = ['{options.report}'];

/** Writes a report; the folder hides itself from git, in a fresh clone as well, where a cache has filled it. */
export function writeReport(workspace: string, { report }: ExecutorOptions, json: string): void {
  if (report === undefined) return;
  const folder = join(workspace, report);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  writeFileSync(join(folder, 'report.json'), json);
}
