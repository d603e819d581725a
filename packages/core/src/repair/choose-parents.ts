import type { CommandRefusal } from '../reports/draft-report.js';
import type { Fix, RelatedLocation } from '../model/finding.js';
import { orderDoubt } from '../graph/order-doubt.js';
import { ancestorsAmong } from '../graph/ancestors.js';
import { leaves } from '../graph/graph.js';
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
    const chosen = found.find(leaf => isCalled(leaf, onto));
    return chosen
      ? { parents: [chosen] }
      : refusalOf(`${onto} would not be a leaf of ${history.id} after landing`, { related: relatedFiles(found, after) });
  }
  const [only, ...others] = found;
  if (!only)
    return refusalOf(`${history.id} would have no leaf after landing`, {
      fix: { title: 'see what is wrong with it', command: 'npx oneleaf check' },
    });
  if (others.length === 0) return { parents: [only] };
  return refuseFork(after, found);
}

export function chooseMergeParents(after: HistoryAfterLanding, here: Graph, named: readonly string[]): ChosenParents {
  const { history, landedPaths, base } = after;
  const doubt = orderDoubt(history);
  if (doubt !== undefined) return refusalOf(doubt, {});
  const all = leavesOf(here, history.id);
  const missing = named.find(name => !all.some(leaf => isCalled(leaf, name)));
  if (missing !== undefined) return refusalOf(`${missing} is not a leaf of ${history.id} here`, { related: relatedFiles(all, after) });
  const parents = named.length === 0 ? all : all.filter(leaf => named.some(name => isCalled(leaf, name)));
  if (parents.length < 2) return tooFew(after, named);
  const merge = mergeOf(after, parents);
  if (merge)
    return refusalOf(`${merge.id} joins these leaves already`, { related: relatedFiles([merge], after), fix: bringBaseFix(after) });
  const own = parents.filter(({ path }) => !landedPaths.has(path));
  if (named.length > 0 || own.length === 0 || !base) return { parents };
  return refusalOf(tooMany(history, parents, 'here'), { related: relatedFiles(parents, after), fix: rebaseFix(after, parents) });
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

function tooFew(after: HistoryAfterLanding, named: readonly string[]): ChosenParents {
  const { history, graph } = after;
  if (named.length > 0) return refusalOf('name at least two leaves to join them', {});
  return refuseFork(after, leavesOf(graph, history.id));
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
  if (found.length <= history.expectedLeaves) {
    return {
      title: 'choose the parent of the new migration',
      command: `npx oneleaf new ${history.id} NAME --onto ${found[0]?.literal ?? ''}`,
    };
  }
  if (own.length > 0 && base) return rebaseFix(after, found);
  const isHere = found.every(({ path }) => workingTreePaths.has(path));
  return isHere ? { title: 'join them first', command: `npx oneleaf merge ${history.id}` } : bringBaseFix(after);
}

function bringBaseFix({ base }: HistoryAfterLanding): Fix {
  return base ? { title: `merge ${base.name} into this branch first`, command: base.bringCommand } : { title: 'merge the branches first' };
}

function rebaseFix({ history, landedPaths }: HistoryAfterLanding, found: readonly Migration[]): Fix {
  const onto = found.filter(({ path }) => landedPaths.has(path)).map(({ id }) => id);
  const behind = onto.length > 0 ? `behind ${onto.join(', ')}` : 'one behind the other';
  return { title: `put your migrations ${behind}`, command: `npx oneleaf rebase ${history.id}` };
}
