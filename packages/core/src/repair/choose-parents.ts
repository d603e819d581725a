import { commandFix } from '../model/command-fix.js';
import type { CommandRefusal } from '../reports/draft-report.js';
import type { Fix, RelatedLocation } from '../model/finding.js';
import { orderDoubt } from '../graph/order-doubt.js';
import { ancestorsAmong } from '../graph/ancestors.js';
import { leaves } from '../graph/graph.js';
import { loadingProblems } from '../rules/loading.js';
import { countLeaves, labelsOf } from '../graph/leaf-count.js';
import type { Graph } from '../graph/node.js';
import type { Migration } from '../model/migration.js';
import type { History } from '../adapter/framework.js';

export interface HistoryAfterLanding {
  readonly history: History;
  readonly graph: Graph;
  readonly landedPaths: ReadonlySet<string>;
  readonly workingTreePaths: ReadonlySet<string>;
  readonly base?: { readonly name: string; readonly bringCommand: string };
}

export type ChosenParents = { readonly parents: readonly Migration[] } | { readonly refusal: CommandRefusal };

export function chooseParents(after: HistoryAfterLanding, onto: string | undefined): ChosenParents {
  const { history, graph } = after;
  const doubt = orderDoubt(history);
  if (doubt !== undefined) return refusalOf(doubt, {});
  const found = leavesOf(graph, history.id);
  if (onto !== undefined) {
    const chosen = found.find(leaf => isCalled(leaf, onto)) ?? onlyUnder(onto, graph, found);
    return chosen
      ? { parents: [chosen] }
      : refusalOf(`${onto} would not be a leaf of ${history.id} after landing`, { related: relatedFiles(found, after) });
  }
  if (found.length === 0)
    return refusalOf(`${history.id} would have no leaf after landing`, {
      fix: { title: 'see what is wrong with it', command: 'npx oneleaf check' },
    });
  const certain = certainLeavesOf(graph, history.id);
  const [only, ...others] = certain;
  if (!only) return refuseDoubt(after, graph, `which migration is the leaf of ${history.id}`);
  return others.length === 0 ? { parents: [only] } : refuseFork(after, certain);
}

/** Leaves whatever the undecided files of the history turn out to be: a migration may stand on them. */
export function certainLeavesOf(graph: Graph, history: string): readonly Migration[] {
  const { certain } = countLeaves(graph, history);
  return leavesOf(graph, history).filter(({ id }) => certain.includes(id));
}

function refuseDoubt({ history }: HistoryAfterLanding, graph: Graph, question: string): ChosenParents {
  const { undecided } = countLeaves(graph, history.id);
  const problem = loadingProblems(graph).find(one => one.history === history.id);
  if (undecided.length === 0 && problem) {
    const { location, related = [], fix } = problem;
    return refusalOf(`cannot tell ${question}: ${problem.message}`, {
      related: [...(location ? [{ path: location.path, message: '' }] : []), ...related],
      ...(fix ? { fix } : {}),
    });
  }
  return refusalOf(`cannot tell ${question}`, {
    related: undecided.map(path => ({ path, message: 'cannot be read without running it' })),
    fix: { title: 'see why', command: 'npx oneleaf check' },
  });
}

export function chooseMergeParents(after: HistoryAfterLanding, here: Graph, named: readonly string[]): ChosenParents {
  const { history, landedPaths, base } = after;
  const doubt = orderDoubt(history);
  if (doubt !== undefined) return refusalOf(doubt, {});
  const chosen = named.length > 0 ? namedLeaves(after, here, named) : unnamedLeaves(after, here);
  if ('refusal' in chosen) return chosen;
  const { parents } = chosen;
  const merge = mergeOf(after, parents);
  if (merge)
    return refusalOf(`${merge.id} joins these leaves already`, { related: relatedFiles([merge], after), fix: bringBaseFix(after) });
  const own = parents.filter(({ path }) => !landedPaths.has(path));
  if (named.length > 0 || own.length === 0 || !base) return { parents };
  return refusalOf(tooMany(history, parents, 'here'), { related: relatedFiles(parents, after), fix: rebaseFix(after, parents) });
}

/** The leaf of a branch label. */
function onlyUnder(label: string, graph: Graph, found: readonly Migration[]): Migration | undefined {
  const [only, ...others] = found.filter(({ id }) => labelsOf(graph, id).has(label));
  return others.length === 0 ? only : undefined;
}

function namedLeaves(after: HistoryAfterLanding, here: Graph, named: readonly string[]): ChosenParents {
  const { id } = after.history;
  const all = leavesOf(here, id);
  const missing = named.find(name => !all.some(leaf => isCalled(leaf, name)));
  if (missing !== undefined) return refusalOf(`${missing} is not a leaf of ${id} here`, { related: relatedFiles(all, after) });
  const parents = all.filter(leaf => named.some(name => isCalled(leaf, name)));
  return parents.length < 2 ? refusalOf('name at least two leaves to join them', {}) : { parents };
}

function unnamedLeaves(after: HistoryAfterLanding, here: Graph): ChosenParents {
  const { id } = after.history;
  const parents = certainLeavesOf(here, id);
  if (parents.length > 1) return { parents };
  if (parents.length < leavesOf(here, id).length) return refuseDoubt(after, here, `which leaves ${id} has`);
  return refuseFork(after, leavesOf(after.graph, id));
}

function isCalled({ id, literal }: Migration, name: string): boolean {
  return [id, literal].includes(name);
}

/** The leaves in the order in which the framework reads them. */
export function leavesOf(graph: Graph, history: string): readonly Migration[] {
  const ends = new Set(leaves(graph, history));
  return (graph.contents.get(history)?.migrations ?? []).filter(({ id }) => ends.has(id));
}

export function relatedFiles(
  migrations: readonly Migration[],
  { landedPaths, base }: Pick<HistoryAfterLanding, 'landedPaths' | 'base'>,
): readonly RelatedLocation[] {
  return migrations.map(({ path }) => ({ path, message: landedPaths.has(path) && base ? `on ${base.name}` : 'yours' }));
}

function refusalOf(message: string, more: Omit<CommandRefusal, 'message'>): { readonly refusal: CommandRefusal } {
  return { refusal: { message, ...more } };
}

function refuseFork(after: HistoryAfterLanding, found: readonly Migration[]): ChosenParents {
  const message = tooMany(after.history, found, 'after landing');
  return refusalOf(message, { related: relatedFiles(found, after), fix: forkFix(after, found) });
}

function tooMany({ id }: History, found: readonly Migration[], when: string): string {
  const has = when === 'here' ? 'has' : 'would have';
  return `${id} ${has} ${found.length} leaves ${when}: ${found.map(leaf => leaf.id).join(', ')}`;
}

/** The first migration that joins all of them. It is on the base, because they are leaves in the working tree. */
function mergeOf({ history, graph }: HistoryAfterLanding, parents: readonly Migration[]): Migration | undefined {
  const found = graph.contents.get(history.id)?.migrations ?? [];
  const ids = parents.map(({ id }) => id);
  const all = found.filter(({ id }) => ancestorsAmong(graph, id, ids).length === ids.length).map(({ id }) => id);
  const [first] = all.filter(id => ancestorsAmong(graph, id, all).length === 0);
  return found.find(({ id }) => id === first);
}

function forkFix(after: HistoryAfterLanding, found: readonly Migration[]): Fix {
  const { history, landedPaths, workingTreePaths, base } = after;
  const own = found.filter(({ path }) => !landedPaths.has(path));
  if (found.length <= countLeaves(after.graph, history.id).expected) {
    return commandFix('choose the parent of the new migration', [
      'npx',
      'oneleaf',
      'new',
      history.id,
      'NAME',
      '--onto',
      found[0]?.literal ?? '',
    ]);
  }
  if (own.length > 0 && base) return rebaseFix(after, found);
  const isHere = found.every(({ path }) => workingTreePaths.has(path));
  return isHere ? commandFix('join them first', ['npx', 'oneleaf', 'merge', history.id]) : bringBaseFix(after);
}

function bringBaseFix({ base }: HistoryAfterLanding): Fix {
  return base ? { title: `merge ${base.name} into this branch first`, command: base.bringCommand } : { title: 'merge the branches first' };
}

function rebaseFix({ history, landedPaths }: HistoryAfterLanding, found: readonly Migration[]): Fix {
  const onto = found.filter(({ path }) => landedPaths.has(path)).map(({ id }) => id);
  const behind = onto.length > 0 ? `behind ${onto.join(', ')}` : 'one behind the other';
  return commandFix(`put your migrations ${behind}`, ['npx', 'oneleaf', 'rebase', history.id]);
}
