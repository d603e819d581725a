import type { ExecutorContext } from '@nx/devkit';
import { predictQuestion, type PredictOptions } from '../../question.js';
import { run } from '../../run.js';

export default function predict(options: PredictOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return run(predictQuestion(context.projectName ?? '', options, context), context, process);
}
