import {
  LINK_PREFIX,
  mainFile,
  type ConfiguredHistory,
  readTreeHistories,
  type FileContentId,
  type FileTree,
  type Framework,
  type History,
  type TreeHistories,
  type HistorySearch,
} from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { TreeEntry, PathFilter, Repository } from '@oneleaf/git';
import type { Configuration, DeclaredHistory } from '../configuration/configuration.js';
import { excludedBy } from '../configuration/excluded-paths.js';
import { strayFolders } from './stray-folders.js';
import type { ContentReader } from '../session/content-reader.js';
import type { RepositoryPart } from '../session/session.js';

/** Everything that a command needs to read migrations out of one repository. */
export interface RepositoryView {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly interest: PathFilter;
  readonly survey: HistorySearch;
  readonly reader: ContentReader;
  readonly isExcluded: (path: string) => boolean;
  /** Whether a path lies in the part of the repository that is looked at. */
  readonly isInPart: (path: string) => boolean;
}

export interface ViewSources {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly reader: ContentReader;
  readonly part?: RepositoryPart;
}

/** `folders` are the folders of migrations that a configuration file names, `strays` those that only their contents give away. */
export function createView(
  { repository, configuration, reader }: ViewSources,
  folders: readonly string[] = [],
  strays: readonly ConfiguredHistory[] = [],
): RepositoryView {
  const configured = (configuration.histories ?? []).map(one => ({ ...one, folder: one.folder.replace(/\/+$/, '') }));
  const declared = [...configured, ...strays.filter(({ folder }) => !configured.some(one => one.folder === folder))];
  const included = [...configured.filter(one => one.exclude !== true), ...strays].map(({ folder }) => folder);
  const extra = [...new Set([...folders, ...included])].sort();
  const matches = excludedBy(configuration.exclude ?? []);
  // A migration is excluded with all of its files.
  const excluded = (path: string): boolean =>
    matches(path) || frameworks.some(({ recognise }) => recognise.migrationAt !== undefined && matches(mainFile(recognise, path)));
  const candidate = (path: string): boolean =>
    frameworks.some(framework => framework.recognise.mayBeMigration(path)) ||
    (extra.some(folder => path.startsWith(`${folder}/`)) && frameworks.some(({ recognise }) => recognise.isSource(path)));
  const wants = (path: string): boolean =>
    (candidate(path) ||
      frameworks.some(({ recognise }) => recognise.isConfiguration(path) || recognise.strays?.hasStrayName(path) === true)) &&
    !excluded(path);
  return {
    repository,
    configuration,
    reader,
    isExcluded: excluded,
    isInPart: () => true,
    interest: { key: JSON.stringify([frameworkVersions(frameworks), extra, configuration.exclude ?? []]), wants },
    survey: {
      frameworks,
      source: reader,
      declared,
      mayBeMigration: candidate,
      applyConfiguration: history => applyDeclaration(history, declared),
    },
  };
}

/** Whether a path lies in a part. */
export function partFilter(part: RepositoryPart | undefined): (path: string) => boolean {
  if (!part) return () => true;
  const isIn = (folder: string, path: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);
  return path => isIn(part.folder, path) && !part.except.some(folder => isIn(folder, path));
}

/** The world as if a part of the repository were all there is. Files are listed as before, so that nothing is listed again. */
export function narrowView(world: RepositoryView, part: RepositoryPart | undefined): RepositoryView {
  if (!part) return world;
  const { survey } = world;
  const holds = partFilter(part);
  const candidate = (path: string): boolean => survey.mayBeMigration(path) && holds(path);
  return {
    ...world,
    isInPart: holds,
    survey: {
      ...survey,
      mayBeMigration: candidate,
      applyConfiguration: history => (holds(history.folder) ? survey.applyConfiguration(history) : undefined),
    },
  };
}

/** The part of a snapshot that a narrowed world holds: what reading the files again would give. */
export function narrowSnapshot({ files, contents, historyByFolder }: TreeHistories, { isInPart }: RepositoryView): TreeHistories {
  return {
    files,
    contents: new Map([...contents].filter(([, { history }]) => isInPart(history.folder))),
    historyByFolder: new Map([...historyByFolder].filter(([, history]) => isInPart(history.folder))),
  };
}

function frameworkVersions(all: readonly Framework[]): string {
  return all.map(({ name, version }) => `${name}${version}`).join(' ');
}

function applyDeclaration(history: History, declared: readonly DeclaredHistory[]): History | undefined {
  const said = declared.find(({ folder, framework }) => framework === history.framework.name && folder === history.folder);
  if (!said) return history;
  if (said.exclude === true) return undefined;
  const { name, expectedLeaves } = said;
  if (expectedLeaves === undefined) return { ...history, id: name ?? history.id };
  if (typeof expectedLeaves === 'number') return { ...history, id: name ?? history.id, expectedLeaves };
  const sum = Object.values(expectedLeaves).reduce((total, count) => total + count, 0);
  return { ...history, id: name ?? history.id, expectedLeaves: sum, expectedByLabel: expectedLeaves };
}

/** The migrations of some files, read in as few batches as their configuration allows. */
export async function readSnapshot(world: RepositoryView, entries: readonly TreeEntry[]): Promise<TreeHistories> {
  const files = fileTree(entries);
  let snapshot = readTreeHistories(files, world.survey);
  while (await world.reader.fetch()) snapshot = readTreeHistories(files, world.survey);
  return snapshot;
}

/** The view with the folders that configuration files name. `list` lists a tree, and is called again only if there are such folders. */
export async function listWithConfiguredFolders(
  parts: ViewSources,
  list: (interest: PathFilter) => Promise<readonly TreeEntry[]>,
): Promise<{ world: RepositoryView; entries: readonly TreeEntry[] }> {
  const first = createView(parts);
  const entries = await list(first.interest);
  const folders = await configuredFolders(first, entries);
  const declared = (parts.configuration.histories ?? []).filter(one => one.exclude !== true).map(one => one.folder.replace(/\/+$/, ''));
  const strays = await strayFolders({ view: first, entries, list });
  const isKnown = (folder: string): boolean =>
    frameworks.some(({ recognise }) => recognise.isUsualFolder(folder)) || declared.some(one => `${folder}/`.startsWith(`${one}/`));
  if (strays.length === 0 && folders.every(isKnown)) return { world: narrowView(first, parts.part), entries };
  const world = createView(parts, folders, strays);
  return { world: narrowView(world, parts.part), entries: await list(world.interest) };
}

async function configuredFolders({ reader }: RepositoryView, entries: readonly TreeEntry[]): Promise<readonly string[]> {
  const ask = (): string[] =>
    frameworks.flatMap(framework => {
      const files = entries.filter(({ path, link }) => !link && framework.recognise.isConfiguration(path));
      return [
        ...framework.recognise.configuredFolders(new Map(files.map(({ path, oid }) => [path, reader.settings(framework, path, oid)]))),
      ];
    });
  const known = ask();
  return (await reader.fetch()) ? ask() : known;
}

/** Entries of a tree by path; of several entries of one path the last one counts. */
export function fileTree(entries: readonly TreeEntry[]): FileTree {
  return new Map(entries.map(entry => [entry.path, contentKey(entry)]));
}

export function contentKey({ oid, link }: Pick<TreeEntry, 'oid' | 'link'>): string {
  return link ? `${LINK_PREFIX}${oid}` : oid;
}

/** The content id of one side of a change. */
export function changedContent(oid: string | null, link: boolean): FileContentId {
  return oid === null ? null : contentKey({ oid, link });
}

/** Asks for a content that will be read later, so that all are fetched together. */
export function requestContent({ survey, reader }: RepositoryView, path: string, content: FileContentId): void {
  if (content === null || content.startsWith(LINK_PREFIX)) return;
  for (const framework of survey.frameworks) {
    if (framework.recognise.isConfiguration(path)) reader.settings(framework, path, content);
  }
  const isOne = ({ recognise }: Framework): boolean =>
    (survey.mayBeMigration(path) && recognise.mayBeMigration(path)) || recognise.strays?.hasStrayName(path) === true;
  const framework = survey.frameworks.find(isOne);
  if (framework) reader.facts(framework, content);
}
