import type { HistoryContents } from '../graph/node.js';
import type { FileChange } from '../model/file-change.js';
import type { History } from '../adapter/framework.js';
import { filesOf } from '../adapter/migration-files.js';
import type { RefusedHistory } from './relink.js';
import { planScope, type PlanContext, type ScopePlan } from './scope-plan.js';
import type { RebaseScope } from './rebase-scopes.js';
import { landingFlaw } from './landing-flaw.js';

export interface FileMove {
  readonly from: string;
  readonly to: string;
}

export interface CheckedPlan {
  readonly plans: readonly ScopePlan[];
  readonly changes: readonly FileChange[];
  readonly moves: readonly FileMove[];
  /** Histories that keep their files, because the plan would give them a second leaf or a cycle. */
  readonly flawed: readonly RefusedHistory[];
}

/** The histories of the base, and of the base with the planned changes. */
export interface PlanPreview {
  readonly before: ReadonlyMap<string, HistoryContents>;
  readonly after: (changes: readonly FileChange[]) => Promise<ReadonlyMap<string, HistoryContents>>;
}

/** Plans every scope and reads the planned files back. A history with a flaw is left out, and the others are planned again. */
export async function planChecked(
  { before, after }: PlanPreview,
  { scopes, ...context }: PlanContext & { readonly scopes: readonly RebaseScope[] },
): Promise<CheckedPlan> {
  const flawed = new Map<string, RefusedHistory>();
  const isRequested = (history: History): boolean => context.isRequested(history) && !flawed.has(history.id);
  for (;;) {
    const plans = scopes.map(scope => planScope(scope, { ...context, isRequested }));
    const changes = changesIn(plans, context.files);
    const flaws = changes.length === 0 ? [] : planFlaws(plans, before, await after(changes));
    if (flaws.length === 0) return { plans, changes, moves: plans.flatMap(movesIn), flawed: [...flawed.values()] };
    for (const flaw of flaws) flawed.set(flaw.history.id, flaw);
  }
}

function planFlaws(
  plans: readonly ScopePlan[],
  before: ReadonlyMap<string, HistoryContents>,
  after: ReadonlyMap<string, HistoryContents>,
): readonly RefusedHistory[] {
  return plans.flatMap(({ relinked }) =>
    relinked.relinked.flatMap(({ history }) => {
      const message = landingFlaw(before, after, history.id);
      return message === undefined ? [] : [{ history, refusal: { message: `${history.id} cannot be relinked: ${message}` } }];
    }),
  );
}

function movesIn({ relinked, names }: ScopePlan): readonly FileMove[] {
  return [...relinked.joined.own].flatMap(([id, migration]) => {
    const name = names.get(id);
    const targets = name ? filesOf(name) : [];
    return filesOf(migration).flatMap((from, at) => {
      const to = targets[at] ?? from;
      return to === from ? [] : [{ from, to }];
    });
  });
}

/** The changes of all plans, each path once. A file may move to the path of another moved file. */
function changesIn(plans: readonly ScopePlan[], files: PlanContext['files']): readonly FileChange[] {
  const gone = plans.flatMap(plan => [...movesIn(plan).map(({ from }) => from), ...droppedPaths(plan)]);
  const written = plans.flatMap(plan => textsIn(plan, files));
  return [...new Map([...gone.map(path => [path, null] as const), ...written])].map(([path, text]) => ({ path, text }));
}

function droppedPaths({ relinked: { joined, relinked } }: ScopePlan): readonly string[] {
  const dropped = relinked.flatMap(({ droppedMerges }) => [...droppedMerges.keys()].flatMap(id => joined.own.get(id) ?? []));
  return dropped.flatMap(filesOf);
}

function textsIn(plan: ScopePlan, files: PlanContext['files']): readonly (readonly [string, string])[] {
  const targets = new Map(movesIn(plan).map(({ from, to }) => [from, to]));
  const rewritten = new Map(plan.rewritten.map(({ path, text }) => [path, text]));
  const textOf = (path: string): string => rewritten.get(path) ?? files.get(path)?.text ?? '';
  return [...new Set([...targets.keys(), ...rewritten.keys()])].map(path => [targets.get(path) ?? path, textOf(path)] as const);
}
