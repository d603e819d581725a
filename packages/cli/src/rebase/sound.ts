import type { Chapter, FileChange, History, Unrelinked } from '@oneleaf/core';
import { planScope, type Circumstances, type ScopePlan } from './plan.js';
import type { Scope } from './scopes.js';
import { exactly } from './texts.js';
import { flaw } from './verify.js';

/** A file that goes on under another name. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Plans that were read back and found right. */
export interface Sound {
  readonly plans: readonly ScopePlan[];
  readonly changes: readonly FileChange[];
  readonly moves: readonly Move[];
  /** Histories that stay as they are, because what would be written would not be right. */
  readonly flawed: readonly Unrelinked[];
}

/** The base's histories as they are, and as landing leaves them once changes are written. */
export interface Prospect {
  readonly before: ReadonlyMap<string, Chapter>;
  readonly after: (changes: readonly FileChange[]) => Promise<ReadonlyMap<string, Chapter>>;
}

/** Plans every scope, reads what would be written, and leaves alone what would not come out right. */
export async function soundPlans(
  { before, after }: Prospect,
  { scopes, ...circumstances }: Circumstances & { readonly scopes: readonly Scope[] },
): Promise<Sound> {
  const flawed = new Map<string, Unrelinked>();
  const isAsked = (history: History): boolean => circumstances.isAsked(history) && !flawed.has(history.id);
  for (;;) {
    const plans = scopes.map(scope => planScope(scope, { ...circumstances, isAsked }));
    const changes = changesIn(plans, circumstances.bytes);
    const found = changes.length === 0 ? [] : flaws(plans, before, await after(changes));
    if (found.length === 0) return { plans, changes, moves: plans.flatMap(movesIn), flawed: [...flawed.values()] };
    for (const one of found) flawed.set(one.history.id, one);
  }
}

function flaws(
  plans: readonly ScopePlan[],
  before: ReadonlyMap<string, Chapter>,
  after: ReadonlyMap<string, Chapter>,
): readonly Unrelinked[] {
  return plans.flatMap(({ relinked }) =>
    relinked.relinked.flatMap(({ history }) => {
      const message = flaw(before, after, history.id);
      return message === undefined ? [] : [{ history, refusal: { message: `${history.id} cannot be relinked: ${message}` } }];
    }),
  );
}

function movesIn({ relinked, names }: ScopePlan): readonly Move[] {
  return [...relinked.joined.own].flatMap(([id, { path }]) => {
    const to = names.get(id)?.path ?? path;
    return to === path ? [] : [{ from: path, to }];
  });
}

/** Each path once: one that a file leaves may be another's new one. */
function changesIn(plans: readonly ScopePlan[], bytes: ReadonlyMap<string, Uint8Array>): readonly FileChange[] {
  const gone = plans.flatMap(plan => [...movesIn(plan).map(({ from }) => from), ...dropped(plan)]);
  const written = plans.flatMap(plan => textsIn(plan, bytes));
  return [...new Map([...gone.map(path => [path, null] as const), ...written])].map(([path, text]) => ({ path, text }));
}

function dropped({ relinked: { joined, relinked } }: ScopePlan): readonly string[] {
  return relinked.flatMap(({ needless }) => [...needless.keys()].flatMap(id => joined.own.get(id)?.path ?? []));
}

/** Files that get another text or another name, by their new paths. */
function textsIn(plan: ScopePlan, bytes: ReadonlyMap<string, Uint8Array>): readonly (readonly [string, string])[] {
  const targets = new Map(movesIn(plan).map(({ from, to }) => [from, to]));
  const rewritten = new Map(plan.rewritten.map(({ path, text }) => [path, text]));
  const textOf = (path: string): string => rewritten.get(path) ?? exactly(bytes.get(path) ?? new Uint8Array()) ?? '';
  return [...new Set([...targets.keys(), ...rewritten.keys()])].map(path => [targets.get(path) ?? path, textOf(path)] as const);
}
