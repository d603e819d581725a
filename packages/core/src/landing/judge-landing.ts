import type { BaseIndex } from './base-index.js';
import type { RuleSeverities } from '../rules/run-rules.js';
import { sameLinks } from '../model/ref-change.js';
import { buildGraph } from '../graph/graph.js';
import type { HistoryContents } from '../graph/node.js';
import { judgeScope, type LandingJudgement } from './judge-scope.js';
import type { LandedHistories } from './landed-histories.js';
import type { Migration } from '../model/migration.js';
import { judgeByLeaves } from './judge-by-leaves.js';
import { byScope, scopeOf } from '../graph/scope.js';

export function judgeLanding(landed: LandedHistories, baseline: BaseIndex, severities: RuleSeverities): LandingJudgement {
  return judgeByLeaves(landed, baseline, severities) ?? judgeByGraph(landed, baseline, severities);
}

export function judgeByGraph(landed: LandedHistories, baseline: BaseIndex, severities: RuleSeverities): LandingJudgement {
  const touched = landed.touched.flatMap(id => landed.contents.get(id) ?? baseline.tree.contents.get(id) ?? []);
  const judgements = [...byScope(touched)].map(([scope, histories]) => {
    const ids = new Set(histories.map(({ history }) => history.id));
    const judged = historiesToJudge(landed, baseline, { scope, ids });
    return judgeScope({
      // What landing takes away altogether is on the base alone.
      base: baseline.base([...new Set([...judged.map(({ history }) => history.id), ...ids])]),
      landed: buildGraph(judged),
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

const WORST_FIRST: readonly LandingJudgement['verdict'][] = ['broken', 'conflict', 'unknown', 'clean'];

/**
 * The histories that the judgement needs: those that are touched, those whose migrations name something that went away, and those in
 * which a new migration names something that is not there. All of the scope where a cycle may close through any of them.
 */
function historiesToJudge(
  { contents, change }: LandedHistories,
  baseline: BaseIndex,
  { scope, ids }: { scope: string; ids: ReadonlySet<string> },
): readonly HistoryContents[] {
  const all = [...contents.values()].filter(({ history }) => scopeOf(history) === scope);
  const sought = new Set(change.added.flatMap(one => unknownLabels(one, baseline)));
  const isOpen =
    !change.edited.every(edit => sameLinks(edit.landed, edit.now)) ||
    change.added.some(one => mayCloseCycle(one, baseline)) ||
    (sought.size > 0 && [...ids].some(id => baseline.endIsNamed(id)));
  const gone = change.deleted.map(({ history }) => history);
  const near = new Set([...ids, ...gone.flatMap(id => [...baseline.dependents(id)])]);
  return isOpen ? all : all.filter(({ history }) => near.has(history.id) || sought.has(history.label));
}

/** Whether a migration of the base may wait for a new one: it names its id already, or the new one has links that put it there. */
function mayCloseCycle({ id, before, replaces, requires }: Migration, baseline: BaseIndex): boolean {
  if (before.length + replaces.length > 0 || baseline.lacks(id)) return true;
  return requires.some(({ history, kind }) => history !== undefined && kind !== undefined);
}

/** Labels of the histories in which a migration names something that the base does not have. */
function unknownLabels(migration: Migration, baseline: BaseIndex): readonly string[] {
  return migration.requires.flatMap(reference =>
    reference.history === undefined || baseline.knows(migration, reference) ? [] : [reference.history],
  );
}
