import { commandFix } from '../model/command-fix.js';
import type { CommandRefusal } from '../reports/draft-report.js';
import { leaves } from '../graph/graph.js';
import { countLeaves } from '../graph/leaf-count.js';
import type { Migration, MigrationId } from '../model/migration.js';
import type { History } from '../adapter/framework.js';
import { historyLines } from './history-lines.js';
import { ancestorLine } from '../graph/ancestors.js';
import { ChainPlacer, type ChainPlacements, type Placement } from './placement.js';
import { joinBranch, type JoinedGraph, type BranchHistories } from './branch-histories.js';

export interface RelinkContext {
  readonly isEmpty: (migration: Migration) => boolean;
  /** The tag or release branch that has an own migration. A released migration is never rewritten. */
  readonly released: (migration: Migration) => string | undefined;
}

export interface RelinkedHistory extends ChainPlacements {
  readonly history: History;
  readonly onto: readonly MigrationId[];
}

export interface RefusedHistory {
  readonly history: History;
  readonly refusal: CommandRefusal;
}

export interface RelinkPlan {
  readonly joined: JoinedGraph;
  readonly relinked: readonly RelinkedHistory[];
  readonly refused: readonly RefusedHistory[];
}

/**
 * Puts the branch's own chains behind what has landed, in every history of one scope that would get too many leaves. Landed and released
 * migrations never change.
 */
export function relink(branch: BranchHistories, context: RelinkContext, isRequested: (history: History) => boolean): RelinkPlan {
  const joined = joinBranch(branch);
  const all = [...joined.graph.contents.values()].map(({ history }) => history);
  const outcomes = all
    .filter(history => isRequested(history) && needsRelink(joined, history))
    .map(history => relinkHistory(joined, history, context));
  return {
    joined,
    relinked: outcomes.filter((one): one is RelinkedHistory => 'placements' in one && one.placements.length + one.droppedMerges.size > 0),
    refused: outcomes.filter((one): one is RefusedHistory => 'refusal' in one),
  };
}

function needsRelink({ graph, landed, own, clashing, outdated, capturing }: JoinedGraph, { id }: History): boolean {
  const mine = [...own].filter(([, migration]) => migration.history === id).map(([key]) => key);
  if (mine.some(key => clashing.has(key) || outdated.has(key) || capturing.has(key))) return true;
  const before = new Set(leaves(landed, id)).size;
  return mine.length > 0 && countLeaves(graph, id, Math.max(1, before)).answer !== 'right';
}

function relinkHistory(joined: JoinedGraph, history: History, context: RelinkContext): RelinkedHistory | RefusedHistory {
  const doubt = undecidedIn(joined, history) ?? capturedIn(joined, history);
  if (doubt) return { history, refusal: doubt };
  const lines = historyLines(joined, history.id);
  if ('message' in lines) return { history, refusal: lines };
  const isEmpty = (id: MigrationId): boolean => joinsOnly(joined.own.get(id), context);
  const placed = lines.map(one => {
    const placing = new ChainPlacer(joined, one, isEmpty);
    for (const leaf of one.leaves) placing.add(leaf);
    return placing.result();
  });
  const placements = placed.flatMap(one => one.placements);
  const droppedMerges = new Map(placed.flatMap(one => [...one.droppedMerges]));
  const refusal = refusalToMove(joined, history, placements, context);
  const onto = lines.filter((_, at) => (placed[at]?.placements.length ?? 0) > 0).flatMap(one => one.onto ?? []);
  return refusal ? { history, refusal: refusal } : { history, placements, droppedMerges, onto };
}

function joinsOnly(migration: Migration | undefined, { isEmpty }: RelinkContext): boolean {
  if (!migration) return false;
  const { requires, before, labels } = migration;
  return requires.length + before.length + labels.length === 0 && isEmpty(migration);
}

/** A computed reference has no literal that could be replaced. */
function undecidedIn({ graph }: JoinedGraph, { id }: History): CommandRefusal | undefined {
  const { answer, undecided, doubt } = countLeaves(graph, id);
  if (answer !== 'undecided') return undefined;
  if (doubt !== undefined) return { message: doubt };
  return {
    message: `the leaves of ${id} depend on files that cannot be read`,
    related: undecided.map(path => ({ path, message: 'cannot be read without running it' })),
    fix: { title: 'see why', command: 'npx oneleaf check' },
  };
}

/** A squash replaces every migration of the name, whoever wrote it. */
function capturedIn({ own, capturing }: JoinedGraph, history: History): CommandRefusal | undefined {
  const [found] = [...capturing].flatMap(([key, captured]) => {
    const squash = own.get(key);
    return squash?.history === history.id ? [{ squash, captured }] : [];
  });
  return (
    found && {
      message: `${found.squash.id} would replace ${found.captured}, which is another migration: it has landed under this name since`,
      related: [{ path: found.squash.path, message: 'names it in replaces' }],
      fix: { title: 'remove the name from replaces' },
    }
  );
}

function refusalToMove(
  joined: JoinedGraph,
  history: History,
  placements: readonly Placement[],
  { released }: RelinkContext,
): CommandRefusal | undefined {
  const gone = placements
    .flatMap(({ id }) => [...ancestorLine(joined.graph, id)])
    .find(id => !joined.graph.nodes.get(id)?.migration && !joined.own.has(id));
  if (gone !== undefined) {
    return {
      message: `no file of ${history.id} is called ${gone}`,
      fix: { title: 'see which migration names it', command: 'npx oneleaf check' },
    };
  }
  const out = placements.flatMap(({ id }) => {
    const migration = joined.own.get(id);
    const where = migration && released(migration);
    return migration && where !== undefined ? [{ path: migration.path, message: `released with ${where}` }] : [];
  });
  if (out.length === 0) return undefined;
  const ends = [...new Set(leaves(joined.graph, history.id))];
  const names = ends.map(id => joined.own.get(id)?.literal ?? joined.graph.nodes.get(id)?.migration?.literal ?? id);
  return {
    message: `both sides of ${history.id} are released: ${ends.map(id => joined.own.get(id)?.id ?? id).join(', ')}`,
    related: out,
    fix: commandFix('join them, because released migrations are not rewritten', ['npx', 'oneleaf', 'merge', history.id, ...names]),
  };
}
