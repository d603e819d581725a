import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import type { PartTask } from '@oneleaf/workflows/api';
import { runBatch, type BatchTaskResult } from './batch.js';
import type { ExecutorOptions } from './task.js';
import { runExecutor, type ExecutorProcess } from './run-executor.js';

/** What a task asks. */
export type TaskFactory<Options> = (project: string, options: Options, context: ExecutorContext) => PartTask;

/** As Nx calls what runs one task. */
export function executor<Options extends ExecutorOptions>(
  question: TaskFactory<Options>,
  process: ExecutorProcess,
): (options: Options, context: ExecutorContext) => Promise<{ success: boolean }> {
  return (options, context) => runExecutor({ question: question(context.projectName ?? '', options, context), options }, context, process);
}

/** As Nx calls what runs many tasks of one executor. */
export function batchExecutor<Options extends ExecutorOptions>(
  question: TaskFactory<Options>,
  { env }: Pick<ExecutorProcess, 'env'>,
): (
  graph: TaskGraph,
  options: Readonly<Record<string, Options>>,
  overrides: Options,
  context: ExecutorContext,
) => AsyncGenerator<BatchTaskResult> {
  return (graph, options, _overrides, context) => runBatch({ graph, options, context }, question, env);
}
