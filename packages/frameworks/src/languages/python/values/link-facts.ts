import type { FileFacts } from './file-facts.js';

/** The facts of a Python file without where in it they stand. */
export function linkFacts({ problem, names }: FileFacts): unknown {
  const facts = Object.entries(names).map(([name, fact]) => [name, 'value' in fact ? fact.value : fact.undecided.expression]);
  return [problem?.kind, facts.sort()];
}
