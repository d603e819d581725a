import type { ExecutorContext } from '@nx/devkit';
import { ask, type Question } from 'oneleaf';
import type { PartOptions } from './question.js';
import { keepReport } from './report-folder.js';

/** The parts of the process that an executor hands on. */
export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Task {
  readonly question: Question;
  readonly options: PartOptions;
}

/** Asks one question and prints the answer as the program does: findings are answers, what stops a command is a complaint. */
export async function run(
  { question, options }: Task,
  { root }: ExecutorContext,
  { env, stdout, stderr }: Process,
): Promise<{ success: boolean }> {
  let success = false;
  for await (const { text, exitCode, json } of ask([question], { path: root, env, now: now() })) {
    keepReport(root, options, json);
    (exitCode > 1 ? stderr : stdout).write(text);
    success = exitCode === 0;
  }
  return { success };
}

/** Seconds since the epoch. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
