import { commandFix } from '../model/command-fix.js';
import type { FileTree } from '../landing/file-tree.js';
import type { History } from '../adapter/framework.js';
import type { HistoryContents } from '../graph/node.js';
import type { Migration } from '../model/migration.js';
import type { CommandRefusal } from '../reports/draft-report.js';
import type { RelatedLocation } from '../model/finding.js';
import type { RefusedHistory } from './relink.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { CheckedPlan } from './checked-plan.js';
import { landingFlaw } from './landing-flaw.js';

export interface LandingTrees {
  readonly here: TreeHistories;
  readonly base: TreeHistories;
  /** Files of the trees that the branch started from or has merged since. */
  readonly before: FileTree;
  readonly landed: ReadonlyMap<string, HistoryContents>;
  readonly baseName: string;
}

/** Histories that get a second leaf and that no plan can move, with the branch's changes of landed migrations. */
export function unmovableHistories(
  trees: LandingTrees,
  { plans, flawed }: CheckedPlan,
  isRequested: (history: History) => boolean,
): readonly RefusedHistory[] {
  const planned = plans.flatMap(({ relinked, refused }) => [...relinked.relinked, ...refused]);
  const known = new Set([...planned, ...flawed].map(({ history }) => history.id));
  const before = trees.base.contents;
  const silent = [...before.values()].flatMap(({ history }): readonly RefusedHistory[] => {
    const isOpen = isRequested(history) && !known.has(history.id);
    const isMoved = !trees.here.contents.has(history.id);
    const message =
      isOpen && (isMoved || changedMigrations(trees, history.id).length > 0) ? landingFlaw(before, trees.landed, history.id) : undefined;
    if (message === undefined) return [];
    const fix = commandFix(`${trees.baseName} has moved its folder: merge it into this branch first`, ['git', 'merge', trees.baseName]);
    return [{ history, refusal: { message, ...(isMoved ? { fix } : {}) } }];
  });
  return [...flawed, ...silent].map(({ history, refusal }) => ({ history, refusal: withChangedMigrations(trees, history, refusal) }));
}

/** A landed migration that the branch has changed is not moved. Its landed text has to be restored. */
function withChangedMigrations(trees: LandingTrees, { id }: History, refusal: CommandRefusal): CommandRefusal {
  const related = changedMigrations(trees, id);
  if (related.length === 0) return refusal;
  return {
    ...refusal,
    related,
    fix: commandFix('restore the landed files', ['git', 'checkout', trees.baseName, '--', ...related.map(({ path }) => path)]),
  };
}

/** Migrations that had landed when the branch started, and that it deletes or gives other parents. */
function changedMigrations({ here, base, before }: LandingTrees, id: string): readonly RelatedLocation[] {
  const own = new Map((here.contents.get(id)?.migrations ?? []).map(one => [one.path, one]));
  const landed = base.contents.get(id)?.migrations ?? [];
  return landed.flatMap(({ path, parents }): readonly RelatedLocation[] => {
    if (!before.has(path) || here.files.get(path) === before.get(path)) return [];
    const now = own.get(path);
    if (!now) return [{ path, message: 'has landed, and this branch deletes it' }];
    return parentNames(now) === parentNames({ parents })
      ? []
      : [{ path, message: `has landed, but its parent in this branch is ${parentNames(now)}` }];
  });
}

function parentNames({ parents }: Pick<Migration, 'parents'>): string {
  return parents.map(({ id }) => id).join(', ') || 'nothing';
}
