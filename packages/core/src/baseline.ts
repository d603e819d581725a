import { buildGraph, leaves, type Graph } from './graph.js';
import type { Chapter } from './node.js';
import { baseOf, type Base } from './judge.js';
import type { History, Migration, MigrationId, Reference } from './model.js';
import { byScope, scopeOf } from './scope.js';
import type { Snapshot } from './snapshot.js';

/** A history of the base with nothing undecided and nothing missing in it. */
export interface Sound {
  readonly history: History;
  readonly graph: Graph;
  readonly leaves: readonly MigrationId[];
}

/** What is known of the base, worked out when it is first asked for and then kept for all branches. */
export interface Baseline {
  readonly snapshot: Snapshot;
  readonly base: (scope: string) => Base;
  /** Undefined for a history that only its whole graph can tell about. */
  readonly sound: (history: string) => Sound | undefined;
  /** Whether a plain reference to another history finds its target on the base, or none that could be here. */
  readonly knows: (from: Migration, reference: Reference) => boolean;
  /** Histories whose migrations name migrations of a history. */
  readonly dependents: (history: string) => ReadonlySet<string>;
}

export function baselineOf(snapshot: Snapshot): Baseline {
  const names = once(() => new Map([...snapshot.chapters.values()].map(one => [named(one.history, one.history.label), namesOf(one)])));
  const scopes = once(() => byScope(snapshot.chapters.values()));
  const dependents = once(() => dependentsIn(snapshot));
  const foreign = once(() => replacedFromOutside(snapshot));
  return {
    snapshot,
    base: each(scope => baseOf(buildGraph(scopes().get(scope) ?? []))),
    sound: each(id => {
      const chapter = snapshot.chapters.get(id);
      return chapter && !foreign().has(id) ? soundOf(chapter) : undefined;
    }),
    dependents: id => dependents().get(id) ?? new Set(),
    knows: (from, { id, history, kind }) => {
      const home = snapshot.chapters.get(from.history)?.history;
      if (!home || history === undefined || kind !== undefined) return false;
      const known = names().get(named(home, history));
      return known === undefined || known.has(id.slice(history.length + 1));
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function each<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return key => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}

function soundOf(chapter: Chapter): Sound | undefined {
  const { history, migrations, unreadable } = chapter;
  if (unreadable.length > 0 || history.expectedByLabel || migrations.some(({ undecided }) => undecided.length > 0)) return undefined;
  const graph = buildGraph([chapter]);
  const trouble = graph.dangling.length + graph.shadowed.length + graph.ambiguous.length;
  return trouble > 0 ? undefined : { history, graph, leaves: leaves(graph, history.id) };
}

/** Histories of which a squash in another one replaces migrations: their own graph does not show that. */
function replacedFromOutside({ chapters }: Snapshot): ReadonlySet<string> {
  const squashes = [...chapters.values()].flatMap(({ migrations }) => migrations.filter(({ replaces }) => replaces.length > 0));
  const owners = new Map(
    [...chapters.values()].flatMap(({ migrations, history }) => migrations.map(({ id }) => [id, history.id] as const)),
  );
  const targets = squashes.flatMap(({ history, replaces }) => replaces.map(({ id }) => ({ history, owner: owners.get(id) })));
  return new Set(targets.flatMap(({ history, owner }) => (owner === undefined || owner === history ? [] : [owner])));
}

/** Names that references may use: migrations, and what squashes have replaced. */
function namesOf({ migrations }: Chapter): ReadonlySet<string> {
  return new Set(migrations.flatMap(one => [one.literal, ...one.replaces.map(({ id }) => id.slice(id.indexOf('.') + 1))]));
}

/** Histories whose migrations name migrations of a history, by that history. */
function dependentsIn(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const byLabel = new Map([...snapshot.chapters.values()].map(({ history }) => [named(history, history.label), history.id]));
  const found = new Map<string, Set<string>>();
  for (const { history, migrations } of snapshot.chapters.values()) {
    for (const { history: label } of migrations.flatMap(({ requires, before }) => [...requires, ...before])) {
      const target = label === undefined ? undefined : byLabel.get(named(history, label));
      if (target !== undefined) found.set(target, (found.get(target) ?? new Set()).add(history.id));
    }
  }
  return found;
}

function named(home: History, label: string): string {
  return `${scopeOf(home)}\0${label}`;
}
