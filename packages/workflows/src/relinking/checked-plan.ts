import type { HistoryContents, FileChange, History, RefusedHistory } from '@oneleaf/core';
import { planScope, type PlanContext, type ScopePlan } from './scope-plan.js';
import type { RebaseScope } from './rebase-scopes.js';
import { decodeExactly } from './file-rewrite.js';
import { landingFlaw } from './landing-flaw.js';

/** A file that goes on under another name. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/** Plans that were read back and found right. */
export interface CheckedPlan {
  readonly plans: readonly ScopePlan[];
  readonly changes: readonly FileChange[];
  readonly moves: readonly FileMove[];
  /** Histories that stay as they are, because what would be written would not be right. */
  readonly flawed: readonly RefusedHistory[];
}

/** The base's histories as they are, and as landing leaves them once changes are written. */
export interface PlanPreview {
  readonly before: ReadonlyMap<string, HistoryContents>;
  readonly after: (changes: readonly FileChange[]) => Promise<ReadonlyMap<string, HistoryContents>>;
}

/** Plans every scope, reads what would be written, and leaves alone what would not come out right. */
export async function planChecked(
  { before, after }: PlanPreview,
  { scopes, ...circumstances }: PlanContext & { readonly scopes: readonly RebaseScope[] },
): Promise<CheckedPlan> {
  const flawed = new Map<string, RefusedHistory>();
  const isAsked = (history: History): boolean => circumstances.isAsked(history) && !flawed.has(history.id);
  for (;;) {
    const plans = scopes.map(scope => planScope(scope, { ...circumstances, isAsked }));
    const changes = changesIn(plans, circumstances.bytes);
    const found = changes.length === 0 ? [] : planFlaws(plans, before, await after(changes));
    if (found.length === 0) return { plans, changes, moves: plans.flatMap(movesIn), flawed: [...flawed.values()] };
    for (const one of found) flawed.set(one.history.id, one);
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
  return [...relinked.joined.own].flatMap(([id, { path }]) => {
    const to = names.get(id)?.path ?? path;
    return to === path ? [] : [{ from: path, to }];
  });
}

/** Each path once: one that a file leaves may be another's new one. */
function changesIn(plans: readonly ScopePlan[], bytes: ReadonlyMap<string, Uint8Array>): readonly FileChange[] {
  const gone = plans.flatMap(plan => [...movesIn(plan).map(({ from }) => from), ...droppedPaths(plan)]);
  const written = plans.flatMap(plan => textsIn(plan, bytes));
  return [...new Map([...gone.map(path => [path, null] as const), ...written])].map(([path, text]) => ({ path, text }));
}

function droppedPaths({ relinked: { joined, relinked } }: ScopePlan): readonly string[] {
  return relinked.flatMap(({ droppedMerges }) => [...droppedMerges.keys()].flatMap(id => joined.own.get(id)?.path ?? []));
}

/** Files that get another text or another name, by their new paths. */
function textsIn(plan: ScopePlan, bytes: ReadonlyMap<string, Uint8Array>): readonly (readonly [string, string])[] {
  const targets = new Map(movesIn(plan).map(({ from, to }) => [from, to]));
  const rewritten = new Map(plan.rewritten.map(({ path, text }) => [path, text]));
  const textOf = (path: string): string => rewritten.get(path) ?? decodeExactly(bytes.get(path) ?? new Uint8Array()) ?? '';
  return [...new Set([...targets.keys(), ...rewritten.keys()])].map(path => [targets.get(path) ?? path, textOf(path)] as const);
}
