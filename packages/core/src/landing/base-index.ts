import { buildGraph, leaves } from '../graph/graph.js';
import { orderDoubt } from '../graph/order-doubt.js';
import type { Graph } from '../graph/node.js';
import type { HistoryContents } from '../graph/node.js';
import { scopeBaseOf, type ScopeBase } from './judge-scope.js';
import type { Migration, MigrationId, Reference } from '../model/migration.js';
import type { History } from '../adapter/framework.js';
import { scopeOf } from '../graph/scope.js';
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
  readonly base: (histories: readonly string[]) => ScopeBase;
  /** Undefined for a history that only its whole graph can tell about. */
  readonly soundHistory: (history: string) => SoundHistory | undefined;
  /** Whether a squash of the base replaces this id: it would take the place of a new migration too. */
  readonly isReplaced: (id: MigrationId) => boolean;
  /** Whether a plain reference to another history finds its target on the base, or none that could be here. */
  readonly knows: (from: Migration, reference: Reference) => boolean;
  /** The id that a plain reference to another history of the base means, whether a file there carries it or not. */
  readonly target: (from: Migration, reference: Reference) => MigrationId | undefined;
  /** Whether a migration of the base names this id of another history, and no file carries it. */
  readonly lacks: (id: MigrationId) => boolean;
  readonly dependents: (history: string) => ReadonlySet<string>;
  /** Whether a migration of the base names the first or the latest one of a history: a new one may be meant then. */
  readonly endIsNamed: (history: string) => boolean;
}

export function indexBase(snapshot: TreeHistories): BaseIndex {
  const names = once(
    () => new Map([...snapshot.contents.values()].map(one => [scopedLabel(one.history, one.history.label), namesOf(one)])),
  );
  const byLabel = once(() => new Map([...snapshot.contents.values()].map(({ history }) => [scopedLabel(history, history.label), history])));
  const dependents = once(() => dependentsIn(snapshot, byLabel()));
  const bases = oncePerKey(ids => scopeBaseOf(buildGraph(ids.split('\0').flatMap(id => snapshot.contents.get(id) ?? []))));
  const ends = once(() => namedEnds(snapshot, byLabel()));
  const absent = once(() => absentIn(snapshot, target));
  const replaced = once(() => replacedIn(snapshot, target));
  const foreign = once(() => replacedFromOutside(snapshot));
  const target = (from: Migration, { id, history, kind }: Reference): MigrationId | undefined => {
    const home = snapshot.contents.get(from.history)?.history;
    const other = home && history !== undefined && kind === undefined ? byLabel().get(scopedLabel(home, history)) : undefined;
    return other && history !== undefined ? `${other.id}${id.slice(history.length)}` : undefined;
  };
  return {
    tree: snapshot,
    target,
    lacks: id => absent().has(id),
    base: histories => bases(histories.join('\0')),
    soundHistory: oncePerKey(id => {
      const contents = snapshot.contents.get(id);
      return contents && !foreign().has(id) ? soundOf(contents) : undefined;
    }),
    endIsNamed: id => ends().has(id),
    isReplaced: id => replaced().has(id),
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

function soundOf(contents: HistoryContents): SoundHistory | undefined {
  const { history, migrations, unreadable } = contents;
  if (orderDoubt(history) !== undefined) return undefined;
  if (unreadable.length > 0 || history.expectedByLabel || migrations.some(({ undecided }) => undecided.length > 0)) return undefined;
  const graph = buildGraph([contents]);
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

function replacedIn({ contents }: TreeHistories, target: BaseIndex['target']): ReadonlySet<MigrationId> {
  const migrations = [...contents.values()].flatMap(one => one.migrations);
  return new Set(migrations.flatMap(one => one.replaces.map(reference => target(one, reference) ?? reference.id)));
}

/** Names that references may use: migrations, and what squashes have replaced. */
function namesOf({ migrations }: HistoryContents): ReadonlySet<string> {
  return new Set(migrations.flatMap(one => [one.literal, ...one.replaces.map(({ id }) => id.slice(id.indexOf('.') + 1))]));
}

function dependentsIn(snapshot: TreeHistories, byLabel: ReadonlyMap<string, History>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { history, migrations } of snapshot.contents.values()) {
    for (const { history: label } of migrations.flatMap(({ requires, before }) => [...requires, ...before])) {
      const target = label === undefined ? undefined : byLabel.get(scopedLabel(history, label))?.id;
      if (target !== undefined) found.set(target, (found.get(target) ?? new Set()).add(history.id));
    }
  }
  return found;
}

function namedEnds({ contents }: TreeHistories, byLabel: ReadonlyMap<string, History>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { history, migrations } of contents.values()) {
    for (const { history: label, kind } of migrations.flatMap(({ requires, before }) => [...requires, ...before])) {
      if (label === undefined || kind === undefined) continue;
      const target = byLabel.get(scopedLabel(history, label))?.id;
      if (target !== undefined) found.add(target);
    }
  }
  return found;
}

function absentIn({ contents }: TreeHistories, target: BaseIndex['target']): ReadonlySet<MigrationId> {
  const migrations = [...contents.values()].flatMap(contents => contents.migrations);
  const named = migrations.flatMap(one => [...one.requires, ...one.before].flatMap(reference => target(one, reference) ?? []));
  const carried = new Set(migrations.map(({ id }) => id));
  return new Set(named.filter(id => !carried.has(id)));
}

function scopedLabel(home: History, label: string): string {
  return `${scopeOf(home)}\0${label}`;
}
