import type { ExecutorContext } from '@nx/devkit';
import { runPartTasks, type PartTask } from '@oneleaf/workflows/api';
import type { ExecutorOptions } from './task.js';
import { partTaskContext } from './part-task-context.js';
import { writeReport } from './report-folder.js';

/** The parts of the process that an executor hands on. */
export interface ExecutorProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface ExecutorTask {
  readonly question: PartTask;
  readonly options: ExecutorOptions;
}

/** Asks one question and prints the answer as the program does: findings are answers, what stops a command is a complaint. */
export async function runExecutor(
  { question, options }: ExecutorTask,
  { root }: ExecutorContext,
  { env, stdout, stderr }: ExecutorProcess,
): Promise<{ success: boolean }> {
  let success = false;
  for await (const { text, exitCode, json } of runPartTasks([question], partTaskContext(root, env))) {
    writeReport(root, options, json);
    (exitCode > 1 ? stderr : stdout).write(text);
    success = exitCode === 0;
  }
  return { success };
}
