import {
  folderOf,
  joinPath,
  type HistoryContents,
  type History,
  type Launch,
  type TestedProject,
  type UnstartedProject,
} from '@oneleaf/core';
import { UsageError } from '@oneleaf/core/errors';
import type { DeclaredProject } from '../configuration/project-declaration.js';

/** What is run as one: a Django project with its apps, an Alembic environment, a Flask application. */
export interface FoundProject {
  readonly framework: TestedProject['framework'];
  /** Where its framework's commands run, from the repository's top; `''` there. */
  readonly folder: string;
  readonly launch: Launch;
  /** None where nobody has written a migration of a Django project. */
  readonly chapters: readonly HistoryContents[];
  readonly declared: Partial<DeclaredProject>;
}

const FRAMEWORKS = { 'manage.py': 'django', alembic: 'alembic', flask: 'flask-migrate' } as const;

/** What a tree has that projects are made of; `unbegun`: what nobody has written a migration of, where that is looked for. */
export interface ProjectSources {
  readonly chapters: Iterable<HistoryContents>;
  readonly unbegun?: readonly UnstartedProject[];
}

/** The projects of a tree: apps that one manage.py leads to are one, script directories one each. */
export function findProjects(
  { chapters, unbegun = [] }: ProjectSources,
  declared: readonly DeclaredProject[] = [],
): readonly FoundProject[] {
  const said = declared.map(one => ({ ...one, folder: plainFolder(one.folder) }));
  const groups = new Map<string, [HistoryContents, ...HistoryContents[]]>();
  for (const chapter of chapters) {
    const key = projectKey(chapter.history);
    const known = groups.get(key);
    if (known) known.push(chapter);
    else groups.set(key, [chapter]);
  }
  const begun = [...groups.values()].map(group => projectOf(group, said));
  const first = unbegun.filter(({ launch, history }) => !groups.has(projectKey(history ?? { launch, id: '', scope: '' })));
  const found = [...begun, ...first.map(one => newProject(one, said))];
  const idle = said.find(one => !found.some(({ declared: { folder } }) => folder === one.folder));
  if (idle)
    throw new UsageError(`no migrations belong to the project that oneleaf.json calls ${projectName(idle)}`, 'oneleaf check --format json');
  return found;
}

/** Whether a history is run with a project. */
export function belongsTo({ launch, chapters: [first] }: FoundProject, history: History): boolean {
  return projectKey(history) === projectKey(first?.history ?? { launch, id: '', scope: '' });
}

function projectKey({ id, launch, scope }: Pick<History, 'id' | 'launch' | 'scope'>): string {
  return launch.by === 'manage.py' ? `django ${launch.manage ?? scope}` : `alembic ${id}`;
}

function projectOf(chapters: readonly [HistoryContents, ...HistoryContents[]], declared: readonly DeclaredProject[]): FoundProject {
  const [{ history }] = chapters;
  return projectIn(launchFolder(history.launch, history.scope), { launch: history.launch, chapters }, declared);
}

function newProject({ launch, history }: UnstartedProject, declared: readonly DeclaredProject[]): FoundProject {
  const chapters = history ? [{ history, migrations: [], unreadable: [] }] : [];
  return projectIn(launchFolder(launch, ''), { launch, chapters }, declared);
}

function projectIn(
  home: string,
  { launch, chapters }: Pick<FoundProject, 'launch' | 'chapters'>,
  declared: readonly DeclaredProject[],
): FoundProject {
  const own = declared.filter(({ folder }) => isIn(home, folder)).sort((one, other) => other.folder.length - one.folder.length)[0];
  return { framework: FRAMEWORKS[launch.by], folder: own?.folder ?? home, launch, chapters, declared: own ?? {} };
}

function launchFolder(launch: Launch, scope: string): string {
  switch (launch.by) {
    case 'manage.py':
      return launch.manage === undefined ? scope : folderOf(launch.manage);
    case 'alembic':
      return launch.folder;
    case 'flask':
      return folderOf(launch.directory);
  }
}

/** Those that somebody means: by their folder, or by a history of theirs; all when nothing is asked for. */
export function selectProjects(all: readonly FoundProject[], asked: readonly string[]): readonly FoundProject[] {
  if (all.length === 0) throw new UsageError('no Django app with migrations and no Alembic script directory found');
  if (asked.length === 0) return all;
  const found = asked.map(name => {
    const named = all.filter(project => isNamed(project, plainFolder(name)));
    if (named.length > 0) return named;
    throw new UsageError(
      `there is no project ${name}, only ${[...new Set(all.map(projectName))].join(', ')}`,
      'oneleaf check --format json',
    );
  });
  return all.filter(project => found.flat().includes(project));
}

/** The one that somebody means: where there are several, that in whose folder they are, or the only one below. */
export function selectOneProject(projects: readonly FoundProject[], folder: string): FoundProject {
  const around = projects.length > 1 ? projects.filter(project => isIn(folder, project.folder)) : projects;
  const [one, ...others] = around.length > 0 ? around : projects.filter(project => isIn(project.folder, folder));
  if (one && others.length === 0) return one;
  throw new UsageError(
    `there are several projects, name one: ${[...new Set(projects.map(projectName))].join(', ')}`,
    'oneleaf generate -m NAME PROJECT',
  );
}

function isNamed({ folder, chapters }: FoundProject, name: string): boolean {
  return folder === name || chapters.some(({ history }) => [history.id, history.folder, history.label].includes(name));
}

/** As reports spell it: its folder, `.` for the repository's top. */
export function projectName({ folder }: Pick<FoundProject, 'folder'>): string {
  return folder === '' ? '.' : folder;
}

/** A path of the repository as it is spelled in the project's folder. */
export function toProjectPath({ folder }: FoundProject, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** The other way round. */
export function toRepositoryPath({ folder }: FoundProject, path: string): string {
  return joinPath(folder, path);
}

function plainFolder(folder: string): string {
  const steps = folder.replace(/^(?:\.\/)+|\/+$/g, '');
  return steps === '.' ? '' : steps;
}

function isIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
