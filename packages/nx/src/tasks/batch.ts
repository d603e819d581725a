import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { runPartTasks, type PartTask, type PartTaskResult, type PartTaskContext } from '@oneleaf/workflows/api';
import type { ExecutorOptions } from './task.js';
import { writeReport } from './report-folder.js';
import { partTaskContext } from './part-task-context.js';

/** What Nx wants to know of each task of a batch. Times are in milliseconds. */
export interface BatchTaskResult {
  readonly task: string;
  readonly result: { readonly success: boolean; readonly terminalOutput: string; readonly startTime: number; readonly endTime: number };
}

export interface ExecutorBatch<Options> {
  readonly graph: TaskGraph;
  /** By task. */
  readonly options: Readonly<Record<string, Options>>;
  readonly context: ExecutorContext;
}

/** Answers all tasks of a batch from one reading of the repository, dependencies first. What depends on a failed task fails with it. */
export async function* runBatch<Options extends ExecutorOptions>(
  { graph, options, context }: ExecutorBatch<Options>,
  question: (project: string, options: Options, context: ExecutorContext) => PartTask,
  env: PartTaskContext['env'],
): AsyncGenerator<BatchTaskResult> {
  const steps = dependencyOrder(graph).flatMap(task => {
    const [known, own] = [graph.tasks[task], options[task]];
    return known && own ? [{ task, own, question: question(known.target.project, own, context) }] : [];
  });
  const waiting = steps.values();
  const failed = new Set<string>();
  let startTime = Date.now();
  for await (const reply of runPartTasks(
    steps.map(step => step.question),
    partTaskContext(context.root, env),
  )) {
    const { task, own } = waiting.next().value ?? { task: '', own: {} };
    writeReport(context.root, own, reply.json);
    const { success, terminalOutput } = resultOf(
      reply,
      graph.dependencies[task]?.find(id => failed.has(id)),
    );
    if (!success) failed.add(task);
    const endTime = Date.now();
    yield { task, result: { success, terminalOutput, startTime, endTime } };
    startTime = endTime;
  }
}

function resultOf({ text, exitCode }: PartTaskResult, missing: string | undefined): { success: boolean; terminalOutput: string } {
  return missing === undefined
    ? { success: exitCode === 0, terminalOutput: text }
    : { success: false, terminalOutput: `not reported, because ${missing} failed\n` };
}

/** Every task after those that it depends on. */
function dependencyOrder({ tasks, dependencies }: TaskGraph): readonly string[] {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id) || !tasks[id]) return;
    for (const before of dependencies[id] ?? []) visit(before);
    found.add(id);
  };
  for (const id of Object.keys(tasks)) visit(id);
  return [...found];
}
