import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { answerAll, type Ended } from '../../batch.js';
import { checkQuestion, type CheckOptions } from '../../question.js';

export default function checkBatch(
  graph: TaskGraph,
  options: Readonly<Record<string, CheckOptions>>,
  _overrides: CheckOptions,
  context: ExecutorContext,
): AsyncGenerator<Ended> {
  return answerAll({ graph, options, context }, checkQuestion, process.env);
}
