import type { Baseline } from './baseline.js';
import type { Severities } from './check.js';
import { hangsTheSame } from './compare.js';
import { buildGraph } from './graph.js';
import type { Chapter } from './node.js';
import { judge, type Judgement } from './judge.js';
import type { LandedSnapshot } from './landed.js';
import type { Migration, Reference } from './model.js';
import { judgePlain } from './plain.js';
import { byScope, scopeOf } from './scope.js';

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

function standsOnNames(migration: Migration, { baseline, ids }: { baseline: Baseline; ids: ReadonlySet<string> }): boolean {
  const { before, replaces, requires } = migration;
  const known = (reference: Reference): boolean =>
    reference.history === undefined || ids.has(reference.history) || baseline.knows(migration, reference);
  return before.length === 0 && replaces.length === 0 && requires.every(known);
}
