import { buildGraph, leaves } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import type { HistoryContents } from '../graph/node.js';
import { scopeBaseOf, type ScopeBase } from './judge-scope.js';
import type { Migration, MigrationId, Reference } from '../model/migration.js';
import type { History } from '../adapter/framework.js';
import { byScope, scopeOf } from '../graph/scope.js';
import type { TreeHistories } from '../adapter/tree-histories.js';

/** A history of the base with nothing undecided and nothing missing in it. */
export interface SoundHistory {
  readonly history: History;
  readonly graph: Graph;
  readonly leaves: readonly MigrationId[];
}

/** What is known of the base, worked out when it is first asked for and then kept for all branches. */
export interface BaseIndex {
  readonly tree: TreeHistories;
  readonly base: (scope: string) => ScopeBase;
  /** Undefined for a history that only its whole graph can tell about. */
  readonly sound: (history: string) => SoundHistory | undefined;
  /** Whether a plain reference to another history finds its target on the base, or none that could be here. */
  readonly knows: (from: Migration, reference: Reference) => boolean;
  /** Histories whose migrations name migrations of a history. */
  readonly dependents: (history: string) => ReadonlySet<string>;
}

export function indexBase(snapshot: TreeHistories): BaseIndex {
  const names = once(
    () => new Map([...snapshot.contents.values()].map(one => [scopedLabel(one.history, one.history.label), namesOf(one)])),
  );
  const scopes = once(() => byScope(snapshot.contents.values()));
  const dependents = once(() => dependentsIn(snapshot));
  const foreign = once(() => replacedFromOutside(snapshot));
  return {
    tree: snapshot,
    base: oncePerKey(scope => scopeBaseOf(buildGraph(scopes().get(scope) ?? []))),
    sound: oncePerKey(id => {
      const chapter = snapshot.contents.get(id);
      return chapter && !foreign().has(id) ? soundOf(chapter) : undefined;
    }),
    dependents: id => dependents().get(id) ?? new Set(),
    knows: (from, { id, history, kind }) => {
      const home = snapshot.contents.get(from.history)?.history;
      if (!home || history === undefined || kind !== undefined) return false;
      const known = names().get(scopedLabel(home, history));
      return known === undefined || known.has(id.slice(history.length + 1));
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function oncePerKey<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return key => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}

function soundOf(chapter: HistoryContents): SoundHistory | undefined {
  const { history, migrations, unreadable } = chapter;
  if (unreadable.length > 0 || history.expectedByLabel || migrations.some(({ undecided }) => undecided.length > 0)) return undefined;
  const graph = buildGraph([chapter]);
  const trouble = graph.dangling.length + graph.shadowed.length + graph.ambiguous.length;
  return trouble > 0 ? undefined : { history, graph, leaves: leaves(graph, history.id) };
}

/** Histories of which a squash in another one replaces migrations: their own graph does not show that. */
function replacedFromOutside({ contents }: TreeHistories): ReadonlySet<string> {
  const squashes = [...contents.values()].flatMap(({ migrations }) => migrations.filter(({ replaces }) => replaces.length > 0));
  const owners = new Map(
    [...contents.values()].flatMap(({ migrations, history }) => migrations.map(({ id }) => [id, history.id] as const)),
  );
  const targets = squashes.flatMap(({ history, replaces }) => replaces.map(({ id }) => ({ history, owner: owners.get(id) })));
  return new Set(targets.flatMap(({ history, owner }) => (owner === undefined || owner === history ? [] : [owner])));
}

/** Names that references may use: migrations, and what squashes have replaced. */
function namesOf({ migrations }: HistoryContents): ReadonlySet<string> {
  return new Set(migrations.flatMap(one => [one.literal, ...one.replaces.map(({ id }) => id.slice(id.indexOf('.') + 1))]));
}

/** Histories whose migrations name migrations of a history, by that history. */
function dependentsIn(snapshot: TreeHistories): ReadonlyMap<string, ReadonlySet<string>> {
  const byLabel = new Map([...snapshot.contents.values()].map(({ history }) => [scopedLabel(history, history.label), history.id]));
  const found = new Map<string, Set<string>>();
  for (const { history, migrations } of snapshot.contents.values()) {
    for (const { history: label } of migrations.flatMap(({ requires, before }) => [...requires, ...before])) {
      const target = label === undefined ? undefined : byLabel.get(scopedLabel(history, label));
      if (target !== undefined) found.set(target, (found.get(target) ?? new Set()).add(history.id));
    }
  }
  return found;
}

function scopedLabel(home: History, label: string): string {
  return `${scopeOf(home)}\0${label}`;
}
