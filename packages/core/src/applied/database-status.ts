import { buildGraph } from '../graph/graph.js';
import type { History } from '../adapter/framework.js';
import type { HistoryContents } from '../graph/node.js';
import { byScope, scopeOf } from '../graph/scope.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { StatusReport } from '../reports/status-report.js';
import { hasRows } from './orphan-rows.js';
import { evidenceOf } from './table-evidence.js';
import type { DatabaseState } from './database-state.js';
import { addToGroup } from '../model/grouping.js';

export function unrecordedHistories(
  { contents }: Pick<TreeHistories, 'contents'>,
  { applied }: Pick<DatabaseState, 'applied'>,
): readonly HistoryContents[] {
  return recordedContents(contents).filter(one => !hasRows(one, applied));
}

/**
 * What a database records of each history of a tree. A history that it records nothing of may belong to another project, so it becomes a
 * note.
 */
export function databaseStatus(
  { contents }: Pick<TreeHistories, 'contents'>,
  state: DatabaseState,
  requested: ReadonlySet<string> = new Set(),
): Pick<StatusReport, 'histories' | 'notes'> {
  const projects = projectsOf(recordedContents(contents));
  const isRequested = (project: readonly HistoryContents[]): boolean => project.some(({ history }) => requested.has(history.id));
  const known = projects.filter(project => (requested.size > 0 ? isRequested(project) : isKnown(project, state)));
  const reported = known.length > 0 ? projects.filter(project => known.includes(project) || isShared(project)) : projects;
  const scopes = [...byScope(reported.flat()).values()];
  const histories = scopes.flatMap(scope => scope[0]?.history.framework.record?.status(scope, state) ?? []);
  const strangers = requested.size > 0 ? [] : projects.filter(project => !reported.includes(project));
  return {
    histories: histories.filter(({ history }) => requested.size === 0 || requested.has(history)),
    notes: strangers.map(project => ({ title: `${namesOf(project)}: ${state.databaseName} records nothing of it` })),
  };
}

function recordedContents(contents: TreeHistories['contents']): readonly HistoryContents[] {
  return [...contents.values()].filter(({ history }) => history.framework.record);
}

function projectsOf(all: readonly HistoryContents[]): readonly (readonly HistoryContents[])[] {
  const projects = new Map<string, HistoryContents[]>();
  for (const one of all) {
    const key = `${scopeOf(one.history)}\0${projectOf(one.history) ?? ''}`;
    addToGroup(projects, key, one);
  }
  return [...projects.values()];
}

function projectOf(history: History): string | undefined {
  return history.framework.record?.project(history);
}

/** A history without a project, such as an installed package's, may be part of every project. */
function isShared(project: readonly HistoryContents[]): boolean {
  return project.every(({ history }) => projectOf(history) === undefined);
}

function isKnown(scope: readonly HistoryContents[], state: DatabaseState): boolean {
  const { applied, missingChains, nameMismatches } = state;
  const ids = new Set(scope.map(({ history }) => history.id));
  const isMeant =
    missingChains.some(({ history }) => history !== undefined && ids.has(history)) ||
    nameMismatches.some(({ history }) => ids.has(history.id));
  return isMeant || scope.some(one => hasRows(one, applied)) || evidenceOf(buildGraph(scope), state).hasRun.size > 0;
}

function namesOf(scope: readonly HistoryContents[]): string {
  return scope.map(({ history }) => history.id).join(', ');
}
