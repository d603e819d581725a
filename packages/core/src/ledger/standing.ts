import { buildGraph } from '../graph.js';
import type { History } from '../model.js';
import type { Chapter } from '../node.js';
import { byScope, scopeOf } from '../scope.js';
import type { Snapshot } from '../snapshot.js';
import type { StatusReport } from '../status-report.js';
import { alembicStanding } from './alembic-standing.js';
import { djangoStanding } from './django-standing.js';
import { evidenceOf } from './evidence.js';
import type { Sighting } from './sighting.js';

/** Histories that the database records nothing of: only its tables may know them. */
export function unmarked({ chapters }: Pick<Snapshot, 'chapters'>, { applied }: Pick<Sighting, 'applied'>): readonly Chapter[] {
  return [...chapters.values()].filter(chapter => !isMarked(chapter, applied));
}

/**
 * What a database says of each history of a tree. Histories of which it knows nothing are only noted where it knows others, unless they were asked for:
 * it may well be another project's.
 */
export function standing(
  { chapters }: Pick<Snapshot, 'chapters'>,
  sighting: Sighting,
  asked: ReadonlySet<string> = new Set(),
): Pick<StatusReport, 'histories' | 'notes'> {
  const projects = projectsOf([...chapters.values()]);
  const isAsked = (project: readonly Chapter[]): boolean => project.some(({ history }) => asked.has(history.id));
  const known = projects.filter(project => (asked.size > 0 ? isAsked(project) : isKnown(project, sighting)));
  const told = known.length > 0 ? projects.filter(project => known.includes(project) || isShared(project)) : projects;
  const scopes = [...byScope(told.flat()).values()];
  const histories = scopes.flatMap(scope =>
    scope[0]?.history.framework === 'django' ? djangoStanding(scope, sighting) : alembicStanding(scope, sighting),
  );
  const strangers = asked.size > 0 ? [] : projects.filter(project => !told.includes(project));
  return {
    histories: histories.filter(({ history }) => asked.size === 0 || asked.has(history)),
    notes: strangers.map(project => ({ title: `${namesOf(project)}: ${sighting.named} knows nothing of it` })),
  };
}

/** Histories that share a database: those of one manage.py, or one script directory. */
function projectsOf(chapters: readonly Chapter[]): readonly (readonly Chapter[])[] {
  const projects = new Map<string, Chapter[]>();
  for (const chapter of chapters) {
    const { history } = chapter;
    const key = `${scopeOf(history)}\0${managed(history) ?? ''}`;
    projects.set(key, [...(projects.get(key) ?? []), chapter]);
  }
  return [...projects.values()];
}

function managed({ launch }: History): string | undefined {
  return launch.by === 'manage.py' ? launch.manage : undefined;
}

/** Apps that belong to no manage.py may be installed in every project. */
function isShared(project: readonly Chapter[]): boolean {
  return project.every(({ history }) => history.framework === 'django' && managed(history) === undefined);
}

function isKnown(scope: readonly Chapter[], sighting: Sighting): boolean {
  const { applied, astray, misnamed } = sighting;
  const ids = new Set(scope.map(({ history }) => history.id));
  const isMeant =
    astray.some(({ history }) => history !== undefined && ids.has(history)) || misnamed.some(({ history }) => ids.has(history.id));
  return isMeant || scope.some(chapter => isMarked(chapter, applied)) || evidenceOf(buildGraph(scope), sighting).run.size > 0;
}

function isMarked({ history, migrations }: Chapter, { django = [], alembic = [] }: Sighting['applied']): boolean {
  if (history.framework === 'django') return django.some(({ app }) => app === history.label);
  return alembic.some(({ version }) => migrations.some(({ id }) => id === version));
}

function namesOf(scope: readonly Chapter[]): string {
  return scope.map(({ history }) => history.id).join(', ');
}
