import type { BaseIndex } from './base-index.js';
import type { RuleSeverities } from '../rules/run-rules.js';
import { sameLinks } from '../model/ref-change.js';
import { buildGraph } from '../graph/graph.js';
import type { HistoryContents } from '../graph/node.js';
import { judgeScope, type LandingJudgement } from './judge-scope.js';
import type { LandedHistories } from './landed-histories.js';
import type { Migration, Reference } from '../model/migration.js';
import { judgeByLeaves } from './fast-path.js';
import { byScope, scopeOf } from '../graph/scope.js';

/** Judges what has landed, over all scopes that it touches. */
export function judgeLanding(landed: LandedHistories, baseline: BaseIndex, severities: RuleSeverities): LandingJudgement {
  return judgeByLeaves(landed, baseline, severities) ?? judgeByGraph(landed, baseline, severities);
}

/** The same by building the graph, whatever happens. */
export function judgeByGraph(landed: LandedHistories, baseline: BaseIndex, severities: RuleSeverities): LandingJudgement {
  const touched = landed.touched.flatMap(id => landed.contents.get(id) ?? baseline.tree.contents.get(id) ?? []);
  const judgements = [...byScope(touched)].map(([scope, chapters]) => {
    const ids = new Set(chapters.map(({ history }) => history.id));
    return judgeScope({
      base: baseline.base(scope),
      landed: buildGraph(historiesToJudge(landed, baseline, { scope, ids })),
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
    verdict: WORST_FIRST.find(verdict => judgements.some(one => one.verdict === verdict)) ?? 'clean',
    secondLeaf: judgements.some(one => one.secondLeaf),
    reasons: judgements.flatMap(({ reasons }) => reasons),
    histories: judgements.flatMap(({ histories }) => histories),
  };
}

/** Worst first. */
const WORST_FIRST: readonly LandingJudgement['verdict'][] = ['broken', 'conflict', 'unknown', 'clean'];

/**
 * The chapters that the judgement needs. New migrations that stand on names which are there cannot break other histories,
 * so the touched ones are enough; with those whose migrations name something that went away. References that an edit changes
 * may close a cycle through any history: then the whole scope is judged.
 */
function historiesToJudge(
  { contents, change }: LandedHistories,
  baseline: BaseIndex,
  { scope, ids }: { scope: string; ids: ReadonlySet<string> },
): readonly HistoryContents[] {
  const closed =
    change.edited.every(edit => sameLinks(edit.landed, edit.now)) && change.added.every(one => hasKnownParents(one, { baseline, ids }));
  const gone = change.deleted.map(({ history }) => history);
  const near = new Set([...ids, ...gone.flatMap(id => [...baseline.dependents(id)])]);
  const all = [...contents.values()].filter(({ history }) => scopeOf(history) === scope);
  return closed ? all.filter(({ history }) => near.has(history.id)) : all;
}

function hasKnownParents(migration: Migration, { baseline, ids }: { baseline: BaseIndex; ids: ReadonlySet<string> }): boolean {
  const { before, replaces, requires } = migration;
  const known = (reference: Reference): boolean =>
    reference.history === undefined || ids.has(reference.history) || baseline.knows(migration, reference);
  return before.length === 0 && replaces.length === 0 && requires.every(known);
}
