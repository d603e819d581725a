import type { Severities } from './check.js';
import { hangsTheSame } from './compare.js';
import { buildGraph, leaves, type Chapter, type Graph } from './graph.js';
import { baseOf, judge, type Base, type Judgement } from './judge.js';
import type { LandedSnapshot } from './landed.js';
import type { History, Migration, MigrationId, Reference } from './model.js';
import { judgePlain } from './plain.js';
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

/** The graphs of a tree, one for each scope. */
export function graphsOf({ chapters }: Pick<Snapshot, 'chapters'>): readonly Graph[] {
  return [...byScope(chapters.values()).values()].map(buildGraph);
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

/** Judges what has landed, over all scopes that it touches. */
export function assess(landed: LandedSnapshot, baseline: Baseline, severities: Severities): Judgement {
  return judgePlain(landed, baseline, severities) ?? assessByGraph(landed, baseline, severities);
}

/** The same by building the graph, whatever happens. */
export function assessByGraph(landed: LandedSnapshot, baseline: Baseline, severities: Severities): Judgement {
  const touched = landed.touched.flatMap(id => landed.chapters.get(id) ?? baseline.snapshot.chapters.get(id) ?? []);
  const judgements = [...byScope(touched)].map(([scope, chapters]) => {
    const ids = new Set(chapters.map(({ history }) => history.id));
    return judge({
      base: baseline.base(scope),
      landed: buildGraph(inView(landed, baseline, { scope, ids })),
      touched: [...ids],
      change: {
        added: landed.change.added.filter(({ history }) => ids.has(history)),
        edited: landed.change.edited.filter(({ now }) => ids.has(now.history)),
        deleted: landed.change.deleted.filter(({ history }) => ids.has(history)),
      },
      severities,
    });
  });
  return {
    verdict: RANKED.find(verdict => judgements.some(one => one.verdict === verdict)) ?? 'clean',
    secondLeaf: judgements.some(one => one.secondLeaf),
    reasons: judgements.flatMap(({ reasons }) => reasons),
    histories: judgements.flatMap(({ histories }) => histories),
  };
}

/** Worst first. */
const RANKED: readonly Judgement['verdict'][] = ['broken', 'conflict', 'unknown', 'clean'];

/**
 * The chapters that the judgement needs. New migrations that stand on names which are there cannot break other histories,
 * so the touched ones are enough; with those whose migrations name something that went away. References that an edit changes
 * may close a cycle through any history: then the whole scope is judged.
 */
function inView(
  { chapters, change }: LandedSnapshot,
  baseline: Baseline,
  { scope, ids }: { scope: string; ids: ReadonlySet<string> },
): readonly Chapter[] {
  const closed =
    change.edited.every(edit => hangsTheSame(edit.landed, edit.now)) && change.added.every(one => standsOnNames(one, { baseline, ids }));
  const gone = change.deleted.map(({ history }) => history);
  const near = new Set([...ids, ...gone.flatMap(id => [...baseline.dependents(id)])]);
  const all = [...chapters.values()].filter(({ history }) => scopeOf(history) === scope);
  return closed ? all.filter(({ history }) => near.has(history.id)) : all;
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

function standsOnNames(migration: Migration, { baseline, ids }: { baseline: Baseline; ids: ReadonlySet<string> }): boolean {
  const { before, replaces, requires } = migration;
  const known = (reference: Reference): boolean =>
    reference.history === undefined || ids.has(reference.history) || baseline.knows(migration, reference);
  return before.length === 0 && replaces.length === 0 && requires.every(known);
}

function byScope(chapters: Iterable<Chapter>): Map<string, Chapter[]> {
  const found = new Map<string, Chapter[]>();
  for (const chapter of chapters) {
    const scope = scopeOf(chapter.history);
    const members = found.get(scope);
    if (members) members.push(chapter);
    else found.set(scope, [chapter]);
  }
  return found;
}

/** Histories of one framework that see each other's names. */
export function scopeOf({ framework, scope }: History): string {
  return `${framework}\0${scope}`;
}

function named(home: History, label: string): string {
  return `${scopeOf(home)}\0${label}`;
}
