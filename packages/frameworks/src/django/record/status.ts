import {
  buildGraphWithPartialSquashes,
  countLeaves,
  type History,
  type MigrationId,
  type HistoryContents,
  stemOf,
  type Deviation,
  type HistoryStatus,
  joinCommands,
  missingFileDeviations,
  forkDeviations,
  nameDeviations,
  undecidedDeviations,
  evidenceOf,
  parentsFirst,
  lastOf,
  nodesOf,
  type DatabaseState,
} from '@oneleaf/core';
import { manageCommandLine } from '../run/command-line.js';
import { inconsistentHistory } from './inconsistent-history.js';
import { partialSquashes } from './partial-squash.js';
import { migrationTable, rowKey } from './migration-table.js';
import { missingPartOf, recordedIn } from './record-plan.js';
import type { RecordedProject } from './recorded-project.js';
import { labelChange } from './label-change.js';

/** What `django_migrations` says of the apps of one project. */
export function projectStatus(scope: readonly HistoryContents[], state: DatabaseState): readonly HistoryStatus[] {
  const rows = new Set((state.applied['django'] ?? []).map(rowKey));
  const graph = buildGraphWithPartialSquashes(scope, squash => missingPartOf(squash, rows).length > 0);
  const project: RecordedProject = { graph, rows, recorded: recordedIn(graph, rows) };
  const found = withoutBlockedFixes(scope.map(one => deviationsOf(one, project, state)));
  const isBlocked = found.some(some => some.some(({ kind }) => kind !== 'ahead' && kind !== 'unknown'));
  return scope.map(({ history }, at) => ({
    history: history.id,
    framework: history.framework.name,
    folder: history.folder,
    ...(state.applied['django'] ? { table: migrationTable.name } : {}),
    recorded: recordedOf(history, project),
    deviations: [...(found[at] ?? []), ...behindDeviations(history, project, { state, isBlocked, deviations: found.flat() })],
  }));
}

function recordedOf({ id: history }: History, { graph, recorded }: RecordedProject): readonly string[] {
  return nodesOf(graph, lastOf(graph, recorded, history)).flatMap(({ migration }) => migration?.literal ?? []);
}

/** What is in the way of `migrate`, or is in the database and not here. */
function deviationsOf(contents: HistoryContents, project: RecordedProject, state: DatabaseState): readonly Deviation[] {
  const { history } = contents;
  const missingChains = state.missingChains.filter(({ row }) => row.framework === history.framework.name && row.label === history.label);
  const isUnmarked = ![...project.rows].some(key => key.startsWith(`${history.label}.`));
  const other = isUnmarked ? labelChange(contents, project.graph, state) : [];
  const count = countLeaves(project.graph, history.id);
  return [
    ...undecidedDeviations(count),
    ...missingFileDeviations(missingChains, state.databaseName).map(one =>
      one.on === undefined ? { ...one, ...pruneFix(contents, project, missingChains) } : one,
    ),
    ...other,
    ...nameDeviations(
      state.nameMismatches.filter(one => one.history.id === history.id),
      project.graph,
      state,
    ),
    ...inconsistentHistory(history, project, state),
    ...partialSquashes(contents, project, state.databaseName),
    ...(isUnmarked && other.length === 0 ? unrecordedDeviations(history, project, state) : []),
    ...forkDeviations(count),
  ];
}

/** While one migration is applied too early, Django refuses every command but that which mends it. */
function withoutBlockedFixes(found: readonly (readonly Deviation[])[]): readonly (readonly Deviation[])[] {
  if (!found.flat().some(({ kind }) => kind === 'inconsistent')) return found;
  return found.map(some =>
    some.map(one => {
      const { fix, ...rest } = one;
      return one.kind === 'inconsistent' ? one : rest;
    }),
  );
}

/** Django ignores rows that no file carries. `--prune`, of Django 4.1 and newer, takes out all of an app's. */
function pruneFix(
  { history }: HistoryContents,
  { rows }: RecordedProject,
  missingChains: DatabaseState['missingChains'],
): Pick<Deviation, 'fix'> {
  const files = new Set(history.files.map(path => `${history.label}.${stemOf(path)}`));
  const ghosts = [...rows].filter(key => key.startsWith(`${history.label}.`) && !files.has(key));
  const title = 'Django ignores its row: fetch the branch that has it';
  if (ghosts.length !== missingChains.length || missingChains.some(({ on }) => on !== undefined))
    return { fix: { title, command: 'git fetch --all' } };
  return {
    fix: {
      title: `${title}; if no branch has it, delete the row`,
      command: manageCommandLine(history, 'migrate', '--prune', history.label),
    },
  };
}

/** The tables of an app are there, and no row of it. */
function unrecordedDeviations(history: History, { graph }: RecordedProject, state: DatabaseState): readonly Deviation[] {
  const isOwn = (id: MigrationId): boolean => graph.nodes.get(id)?.history === history.id;
  const { hasRun, unproven, contradiction } = evidenceOf(graph, state, isOwn);
  const names = parentsFirst(graph).filter(id => hasRun.has(id) && isOwn(id));
  const message = `tables of ${history.label} are in ${state.databaseName}, but no row records a migration`;
  if (contradiction !== undefined) {
    const title = `compare them with the migrations, and fake those that they show: ${contradiction}`;
    return [{ kind: 'unrecorded', message, names, fix: { title } }];
  }
  if (names.length === 0) return [];
  const isInitial = names.every(id => graph.nodes.get(id)?.parents.size === 0);
  const targets = nodesOf(graph, lastOf(graph, names, history.id)).flatMap(({ migration }) => migration?.literal ?? []);
  const doubt =
    unproven.length === 0 ? '' : `; tables do not show everything that ${unproven.join(', ')} ${unproven.length === 1 ? 'does' : 'do'}`;
  const faked = targets.map(target => manageCommandLine(history, 'migrate', '--fake', history.label, target));
  const command = isInitial ? manageCommandLine(history, 'migrate', '--fake-initial') : joinCommands(faked);
  return [{ kind: 'unrecorded', message, names, fix: { title: `record the applied migrations${doubt}`, command } }];
}

interface BehindContext {
  readonly state: DatabaseState;
  readonly isBlocked: boolean;
  readonly deviations: readonly Deviation[];
}

/** What is not applied and has no other deviation. */
function behindDeviations(
  history: History,
  { graph, recorded }: RecordedProject,
  { state, isBlocked, deviations }: BehindContext,
): readonly Deviation[] {
  const known = new Set(deviations.flatMap(({ kind, names }) => (kind === 'forked' ? [] : names)));
  const names = parentsFirst(graph).filter(id => graph.nodes.get(id)?.history === history.id && !recorded.has(id) && !known.has(id));
  if (names.length === 0) return [];
  const kind = state.applied['django'] ? 'behind' : 'unmigrated';
  const message = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not applied to ${state.databaseName}`;
  const fix = { title: 'run the rest', command: manageCommandLine(history, 'migrate') };
  return [{ kind, message, names, ...(isBlocked ? {} : { fix }) }];
}
