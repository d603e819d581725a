import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import type { Question } from 'oneleaf';
import { answerAll, type Ended } from './batch.js';
import type { PartOptions } from './question.js';
import { run, type Process } from './run.js';

/** What a task asks. */
export type Asking<Options> = (project: string, options: Options, context: ExecutorContext) => Question;

/** As Nx calls what runs one task. */
export function executor<Options extends PartOptions>(
  question: Asking<Options>,
  process: Process,
): (options: Options, context: ExecutorContext) => Promise<{ success: boolean }> {
  return (options, context) => run({ question: question(context.projectName ?? '', options, context), options }, context, process);
}

/** As Nx calls what runs many tasks of one executor. */
export function batchExecutor<Options extends PartOptions>(
  question: Asking<Options>,
  { env }: Pick<Process, 'env'>,
): (graph: TaskGraph, options: Readonly<Record<string, Options>>, overrides: Options, context: ExecutorContext) => AsyncGenerator<Ended> {
  return (graph, options, _overrides, context) => answerAll({ graph, options, context }, question, env);
}
