import type { ExecutorContext } from '@nx/devkit';
import { checkQuestion, type CheckOptions } from '../../question.js';
import { run } from '../../run.js';

export default function check(options: CheckOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return run(checkQuestion(context.projectName ?? '', options, context), context, process);
}
