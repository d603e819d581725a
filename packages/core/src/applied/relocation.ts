import { graphsOf, scopeOf } from '../graph/scope.js';
import type { Graph } from '../graph/node.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { AppliedMigrations } from './applied-migrations.js';
import { EMPTY_PLAN, type RecordPlan, type MigrationMove, type ScopeMoves, type DatabaseKind } from './record-plan.js';

export interface MigrationRelocation extends DatabaseKind {
  readonly moves: readonly MigrationMove[];
  readonly before: Pick<TreeHistories, 'contents'>;
  readonly after: Pick<TreeHistories, 'contents'>;
  readonly applied: AppliedMigrations;
}

export function recordPlanOf(relocation: MigrationRelocation): RecordPlan {
  return movesByScope(relocation)
    .flatMap(moving => planWithinScope(moving, relocation) ?? [])
    .reduce(mergePlans, EMPTY_PLAN);
}

function planWithinScope(moves: ScopeMoves, { applied, engine }: MigrationRelocation): RecordPlan | undefined {
  const framework = [...moves.before.contents.values()][0]?.history.framework;
  const rows = applied[framework?.name ?? ''];
  return rows && framework?.record?.plan(moves, rows, engine);
}

function movesByScope({ moves, before, after }: MigrationRelocation): readonly ScopeMoves[] {
  const later = new Map(graphsOf(after).map(graph => [scopeKey(graph), graph]));
  return graphsOf(before).flatMap(graph => {
    const moved = moves.flatMap(move => {
      const from = findMigration(graph, move.history, move.from);
      const to = findMigration(later.get(scopeKey(graph)), move.history, move.to);
      return from && to ? [{ move, from, to }] : [];
    });
    const then = later.get(scopeKey(graph));
    return then && moved.length > 0 ? [{ before: graph, after: then, moved }] : [];
  });
}

function findMigration(graph: Graph | undefined, history: string, name: string): ScopeMoves['moved'][number]['from'] | undefined {
  return graph?.contents.get(history)?.migrations.find(({ literal }) => literal === name);
}

function scopeKey({ contents }: Graph): string {
  const [history] = [...contents.values()].map(one => one.history);
  return history ? scopeOf(history) : '';
}

function mergePlans(one: RecordPlan, other: RecordPlan): RecordPlan {
  const refusal = [one.refusal, other.refusal].filter(reason => reason !== undefined).join('; ');
  return {
    applied: [...one.applied, ...other.applied],
    before: [...one.before, ...other.before],
    after: [...one.after, ...other.after],
    changes: {
      rows: [...one.changes.rows, ...other.changes.rows],
      tables: [...one.changes.tables, ...other.changes.tables],
    },
    rest: [...one.rest, ...other.rest],
    ...(refusal === '' ? {} : { refusal }),
  };
}
