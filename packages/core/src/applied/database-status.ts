import { buildGraph } from '../graph/graph.js';
import type { History } from '../adapter/framework.js';
import type { HistoryContents } from '../graph/node.js';
import { byScope, scopeOf } from '../graph/scope.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { StatusReport } from '../reports/status-report.js';
import { alembicStatus } from './alembic/status.js';
import { djangoStatus } from './django/status.js';
import { evidenceOf } from './table-evidence.js';
import type { DatabaseState } from './database-state.js';

/** Histories that the database records nothing of: only its tables may know them. */
export function unrecordedHistories(
  { contents }: Pick<TreeHistories, 'contents'>,
  { applied }: Pick<DatabaseState, 'applied'>,
): readonly HistoryContents[] {
  return [...contents.values()].filter(chapter => !isRecorded(chapter, applied));
}

/**
 * What a database says of each history of a tree. Histories of which it knows nothing are only noted where it knows others, unless they were asked for:
 * it may well be another project's.
 */
export function databaseStatus(
  { contents }: Pick<TreeHistories, 'contents'>,
  sighting: DatabaseState,
  asked: ReadonlySet<string> = new Set(),
): Pick<StatusReport, 'histories' | 'notes'> {
  const projects = projectsOf([...contents.values()]);
  const isAsked = (project: readonly HistoryContents[]): boolean => project.some(({ history }) => asked.has(history.id));
  const known = projects.filter(project => (asked.size > 0 ? isAsked(project) : isKnown(project, sighting)));
  const told = known.length > 0 ? projects.filter(project => known.includes(project) || isShared(project)) : projects;
  const scopes = [...byScope(told.flat()).values()];
  const histories = scopes.flatMap(scope =>
    scope[0]?.history.framework.name === 'django' ? djangoStatus(scope, sighting) : alembicStatus(scope, sighting),
  );
  const strangers = asked.size > 0 ? [] : projects.filter(project => !told.includes(project));
  return {
    histories: histories.filter(({ history }) => asked.size === 0 || asked.has(history)),
    notes: strangers.map(project => ({ title: `${namesOf(project)}: ${sighting.databaseName} knows nothing of it` })),
  };
}

/** Histories that share a database: those of one manage.py, or one script directory. */
function projectsOf(chapters: readonly HistoryContents[]): readonly (readonly HistoryContents[])[] {
  const projects = new Map<string, HistoryContents[]>();
  for (const chapter of chapters) {
    const { history } = chapter;
    const key = `${scopeOf(history)}\0${managePath(history) ?? ''}`;
    projects.set(key, [...(projects.get(key) ?? []), chapter]);
  }
  return [...projects.values()];
}

function managePath({ launch }: History): string | undefined {
  return launch.by === 'manage.py' ? launch.manage : undefined;
}

/** Apps that belong to no manage.py may be installed in every project. */
function isShared(project: readonly HistoryContents[]): boolean {
  return project.every(({ history }) => history.framework.name === 'django' && managePath(history) === undefined);
}

function isKnown(scope: readonly HistoryContents[], sighting: DatabaseState): boolean {
  const { applied, astray, misnamed } = sighting;
  const ids = new Set(scope.map(({ history }) => history.id));
  const isMeant =
    astray.some(({ history }) => history !== undefined && ids.has(history)) || misnamed.some(({ history }) => ids.has(history.id));
  return isMeant || scope.some(chapter => isRecorded(chapter, applied)) || evidenceOf(buildGraph(scope), sighting).run.size > 0;
}

function isRecorded({ history, migrations }: HistoryContents, { django = [], alembic = [] }: DatabaseState['applied']): boolean {
  if (history.framework.name === 'django') return django.some(({ app }) => app === history.label);
  return alembic.some(({ version }) => migrations.some(({ id }) => id === version));
}

function namesOf(scope: readonly HistoryContents[]): string {
  return scope.map(({ history }) => history.id).join(', ');
}
