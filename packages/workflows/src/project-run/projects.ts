import { wording } from '@oneleaf/frameworks';
import {
  joinPath,
  type Framework,
  type FrameworkRunner,
  type History,
  type HistoryContents,
  type Launch,
  type UnstartedProject,
} from '@oneleaf/core';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';
import type { DeclaredProject } from '../configuration/project-declaration.js';

/** The histories that are run together, such as the apps of one settings module, or the revisions of one script directory. */
export interface FoundProject {
  readonly framework: Framework;
  readonly run: FrameworkRunner;
  /** The name of the sandbox's runner. Reports give it as the framework. */
  readonly runner: string;
  /** Where its framework's commands run, from the repository's top; `''` there. */
  readonly folder: string;
  readonly launch: Launch;
  /** Empty for a project without a migration. */
  readonly histories: readonly HistoryContents[];
  readonly declared: Partial<DeclaredProject>;
}

/** What a tree has that projects are made of; `unbegun`: projects without a migration, where those are looked for. */
export interface ProjectSources {
  readonly histories: Iterable<HistoryContents>;
  readonly withoutMigrations?: readonly UnstartedProject[];
}

/** What a project is made of. */
type ProjectParts = Pick<FoundProject, 'framework' | 'run' | 'launch' | 'histories'>;

/** The projects of a tree. Histories of a framework that cannot be run are left out. */
export function findProjects(
  { histories, withoutMigrations = [] }: ProjectSources,
  declarations: readonly DeclaredProject[] = [],
): readonly FoundProject[] {
  const declared = declarations.map(one => ({ ...one, folder: plainFolder(one.folder) }));
  const groups = new Map<string, [HistoryContents, ...HistoryContents[]]>();
  for (const contents of histories) {
    const key = projectKey(contents.history);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(contents);
    else groups.set(key, [contents]);
  }
  const begun = [...groups.values()].flatMap(group => projectOf(group, declared));
  const first = withoutMigrations.filter(one => !groups.has(projectKey(one.history ?? { ...one, id: '', scope: '' }) ?? ''));
  const found = [...begun, ...first.flatMap(one => newProject(one, declared))];
  const idle = declared.find(one => !found.some(({ declared: { folder } }) => folder === one.folder));
  if (idle)
    throw new UsageError(`no migrations belong to the project that oneleaf.json calls ${projectName(idle)}`, 'oneleaf check --format json');
  return found;
}

/** Whether a history is run with a project. */
export function belongsTo({ run, launch, histories: [first] }: FoundProject, history: History): boolean {
  return projectKey(history) === run.projectKey({ ...(first?.history ?? { id: '', scope: '' }), launch });
}

/** Undefined for a history that Oneleaf cannot run. */
function projectKey({ id, scope, launch, framework }: Pick<History, 'id' | 'scope' | 'launch' | 'framework'>): string | undefined {
  return launch && framework.run?.projectKey({ id, scope, launch });
}

function projectOf(
  histories: readonly [HistoryContents, ...HistoryContents[]],
  declared: readonly DeclaredProject[],
): readonly FoundProject[] {
  const [{ history }] = histories;
  const { framework, launch, scope } = history;
  const { run } = framework;
  return run && launch ? [projectIn(run.folder({ launch, scope }), { framework, run, launch, histories }, declared)] : [];
}

function newProject({ framework, launch, history }: UnstartedProject, declared: readonly DeclaredProject[]): readonly FoundProject[] {
  const { run } = framework;
  const histories = history ? [{ history, migrations: [], unreadable: [] }] : [];
  return run ? [projectIn(run.folder({ launch, scope: '' }), { framework, run, launch, histories }, declared)] : [];
}

function projectIn(home: string, parts: ProjectParts, declared: readonly DeclaredProject[]): FoundProject {
  const own = declared.filter(({ folder }) => isIn(home, folder)).sort((one, other) => other.folder.length - one.folder.length)[0];
  return { ...parts, runner: parts.run.runner(parts.launch), folder: own?.folder ?? home, declared: own ?? {} };
}

/** Fails where there is no project to run among some histories. */
export function requireProjects(all: readonly FoundProject[], histories: readonly History[]): void {
  if (all.length > 0) return;
  if (histories.length === 0) throw new UsageError(wording.nothingFound);
  const names = [...new Set(histories.map(({ framework }) => framework.name))].sort().join(' or ');
  throw new EnvironmentError(`Oneleaf reads the migrations of ${names} and cannot run them`, 'oneleaf check');
}

/** The projects of a folder or a history; all without a selection. */
export function selectProjects(all: readonly FoundProject[], requested: readonly string[]): readonly FoundProject[] {
  if (requested.length === 0) return all;
  const found = requested.map(name => {
    const named = all.filter(project => isNamed(project, plainFolder(name)));
    if (named.length > 0) return named;
    throw new UsageError(
      `there is no project ${name}, only ${[...new Set(all.map(projectName))].join(', ')}`,
      'oneleaf check --format json',
    );
  });
  return all.filter(project => found.flat().includes(project));
}

/** The one selected project; of several the one that contains the current folder, or the only one below it. */
export function selectOneProject(projects: readonly FoundProject[], folder: string): FoundProject {
  const around = projects.length > 1 ? projects.filter(project => isIn(folder, project.folder)) : projects;
  const [one, ...others] = around.length > 0 ? around : projects.filter(project => isIn(project.folder, folder));
  if (one && others.length === 0) return one;
  throw new UsageError(
    `there are several projects, name one: ${[...new Set(projects.map(projectName))].join(', ')}`,
    'oneleaf generate -m NAME PROJECT',
  );
}

function isNamed({ folder, histories }: FoundProject, name: string): boolean {
  return folder === name || histories.some(({ history }) => [history.id, history.folder, history.label].includes(name));
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
