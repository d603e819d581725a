import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { answerAll, type Ended } from '../../batch.js';
import { predictQuestion, type PredictOptions } from '../../question.js';

export default function predictBatch(
  graph: TaskGraph,
  options: Readonly<Record<string, PredictOptions>>,
  _overrides: PredictOptions,
  context: ExecutorContext,
): AsyncGenerator<Ended> {
  return answerAll({ graph, options, context }, predictQuestion, process.env);
}
