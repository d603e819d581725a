import type { Severities } from './check.js';
import { buildGraph, type Chapter } from './graph.js';
import { baseOf, judge, type Base, type Judgement } from './judge.js';
import type { LandedSnapshot } from './landed.js';
import type { History, Migration } from './model.js';
import type { Snapshot } from './snapshot.js';

/** The base's graphs, scope by scope, built once for all branches. */
export interface Baseline {
  readonly snapshot: Snapshot;
  readonly scopes: ReadonlyMap<string, Base>;
  /** Names that references may use, by scope and label: migrations and what squashes have replaced. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

export function baselineOf(snapshot: Snapshot): Baseline {
  const scopes = new Map([...byScope(snapshot.chapters.values())].map(([scope, chapters]) => [scope, baseOf(buildGraph(chapters))]));
  const names = [...snapshot.chapters.values()].map(
    ({ history, migrations }) =>
      [
        named(history, history.label),
        new Set(migrations.flatMap(one => [one.literal, ...one.replaces.map(({ id }) => id.slice(id.indexOf('.') + 1))])),
      ] as const,
  );
  return { snapshot, scopes, names: new Map(names) };
}

/** Judges what has landed, over all scopes that it touches. */
export function assess(landed: LandedSnapshot, baseline: Baseline, severities: Severities): Judgement {
  const touched = landed.touched.flatMap(id => landed.chapters.get(id) ?? baseline.snapshot.chapters.get(id) ?? []);
  const judgements = [...byScope(touched)].map(([scope, chapters]) => {
    const ids = new Set(chapters.map(({ history }) => history.id));
    return judge({
      base: baseline.scopes.get(scope) ?? NOTHING,
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

const NOTHING = baseOf(buildGraph([]));

/** Worst first. */
const RANKED: readonly Judgement['verdict'][] = ['broken', 'conflict', 'unknown', 'clean'];

/**
 * The chapters that the judgement needs. New migrations that stand on names which are there cannot break other histories,
 * so the touched ones are enough; everything else is judged with the whole scope.
 */
function inView(
  { chapters, change }: LandedSnapshot,
  baseline: Baseline,
  { scope, ids }: { scope: string; ids: ReadonlySet<string> },
): readonly Chapter[] {
  const closed =
    change.edited.length === 0 && change.deleted.length === 0 && change.added.every(one => standsOnNames(one, chapters, { baseline, ids }));
  const all = [...chapters.values()].filter(({ history }) => scopeOf(history) === scope);
  return closed ? all.filter(({ history }) => ids.has(history.id)) : all;
}

function standsOnNames(
  migration: Migration,
  chapters: ReadonlyMap<string, Chapter>,
  { baseline, ids }: { baseline: Baseline; ids: ReadonlySet<string> },
): boolean {
  const home = chapters.get(migration.history)?.history;
  return (
    migration.before.length === 0 &&
    migration.replaces.length === 0 &&
    migration.requires.every(({ id, history, kind }) => {
      if (!home || history === undefined || ids.has(history)) return true;
      const known = baseline.names.get(named(home, history));
      return kind === undefined && (known === undefined || known.has(id.slice(history.length + 1)));
    })
  );
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
