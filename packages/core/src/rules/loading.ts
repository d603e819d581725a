import type { Finding } from '../model/finding.js';
import type { Graph } from '../graph/node.js';
import { catalogue } from './catalogue.js';
import { runRulesExceptNotes } from './run-rules.js';

const breakingRules: ReadonlySet<string> = new Set(catalogue.flatMap(({ name, breaking }) => (breaking ? [name] : [])));

/** Whether a finding means that the framework would not load the migrations. */
export function preventsLoading({ rule, severity }: Finding): boolean {
  return breakingRules.has(rule) && severity === 'error';
}

/** Why the framework would not load the histories of a graph, most severe first; none where it would. */
export function loadingProblems(graph: Graph): readonly Finding[] {
  return runRulesExceptNotes({ graph }).filter(preventsLoading);
}
