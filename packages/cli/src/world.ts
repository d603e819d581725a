import { LINK, takeSnapshot, type Content, type Framework, type History, type Snapshot, type Survey } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { TreeEntry, PathFilter, Repository } from '@oneleaf/git';
import type { Configuration, DeclaredHistory } from './configuration.js';
import { excluder } from './exclude.js';
import type { Reader } from './reader.js';
import type { Part } from './session.js';

/** Everything that a command needs to read migrations out of one repository. */
export interface World {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly interest: PathFilter;
  readonly survey: Survey;
  readonly reader: Reader;
  /** Whether a path lies in the part of the repository that is looked at. */
  readonly holds: (path: string) => boolean;
}

export interface WorldParts {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly reader: Reader;
  readonly part?: Part;
}

/** `folders`: where migrations lie besides the usual places, as some configuration says. */
export function createWorld({ repository, configuration, reader }: WorldParts, folders: readonly string[] = []): World {
  const declared = (configuration.histories ?? []).map(one => ({ ...one, folder: one.folder.replace(/\/+$/, '') }));
  const extra = [...new Set([...folders, ...declared.filter(one => one.exclude !== true).map(({ folder }) => folder)])].sort();
  const excluded = excluder(configuration.exclude ?? []);
  const candidate = (path: string): boolean =>
    frameworks.some(framework => framework.candidate(path)) || extra.some(folder => path.startsWith(`${folder}/`) && path.endsWith('.py'));
  const wants = (path: string): boolean =>
    (candidate(path) || frameworks.some(framework => framework.configuration(path))) && !excluded(path);
  return {
    repository,
    configuration,
    reader,
    holds: () => true,
    interest: { key: JSON.stringify([versions(frameworks), extra, configuration.exclude ?? []]), wants },
    survey: {
      frameworks,
      source: reader,
      declared,
      candidate,
      adjust: history => adjust(history, declared),
    },
  };
}

/** Whether a path lies in a part. */
export function holder(part: Part | undefined): (path: string) => boolean {
  if (!part) return () => true;
  const isIn = (folder: string, path: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);
  return path => isIn(part.folder, path) && !part.except.some(folder => isIn(folder, path));
}

/** The world as if a part of the repository were all there is. Files are listed as before, so that nothing is listed again. */
export function narrowed(world: World, part: Part | undefined): World {
  if (!part) return world;
  const { survey } = world;
  const holds = holder(part);
  const candidate = (path: string): boolean => survey.candidate(path) && holds(path);
  return {
    ...world,
    holds,
    survey: { ...survey, candidate, adjust: history => (holds(history.folder) ? survey.adjust(history) : undefined) },
  };
}

/** The part of a snapshot that a narrowed world holds: what reading the files again would give. */
export function narrowedSnapshot({ files, chapters, homes }: Snapshot, { holds }: World): Snapshot {
  return {
    files,
    chapters: new Map([...chapters].filter(([, { history }]) => holds(history.folder))),
    homes: new Map([...homes].filter(([, history]) => holds(history.folder))),
  };
}

function versions(all: readonly Framework[]): string {
  return all.map(({ name, version }) => `${name}${version}`).join(' ');
}

function adjust(history: History, declared: readonly DeclaredHistory[]): History | undefined {
  const said = declared.find(({ folder, framework }) => framework === history.framework && folder === history.folder);
  if (!said) return history;
  if (said.exclude === true) return undefined;
  const { name, expectedLeaves } = said;
  if (expectedLeaves === undefined) return { ...history, id: name ?? history.id };
  if (typeof expectedLeaves === 'number') return { ...history, id: name ?? history.id, expectedLeaves };
  const sum = Object.values(expectedLeaves).reduce((total, count) => total + count, 0);
  return { ...history, id: name ?? history.id, expectedLeaves: sum, expectedByLabel: expectedLeaves };
}

/** The migrations of some files, read in as few batches as their configuration allows. */
export async function snapshotOf(world: World, entries: readonly TreeEntry[]): Promise<Snapshot> {
  const files = new Map(entries.map(entry => [entry.path, contentOf(entry)]));
  let snapshot = takeSnapshot(files, world.survey);
  while (await world.reader.fetch()) snapshot = takeSnapshot(files, world.survey);
  return snapshot;
}

/**
 * The same world, knowing the folders that configuration files name.
 * `list` lists a tree by interest; it is asked a second time only when there are such folders.
 */
export async function settle(
  parts: WorldParts,
  list: (interest: PathFilter) => Promise<readonly TreeEntry[]>,
): Promise<{ world: World; entries: readonly TreeEntry[] }> {
  const first = createWorld(parts);
  const entries = await list(first.interest);
  const folders = await namedFolders(first, entries);
  if (folders.every(folder => first.interest.wants(`${folder}/x.py`))) return { world: narrowed(first, parts.part), entries };
  const world = createWorld(parts, folders);
  return { world: narrowed(world, parts.part), entries: await list(world.interest) };
}

async function namedFolders({ reader }: World, entries: readonly TreeEntry[]): Promise<readonly string[]> {
  const ask = (): string[] =>
    frameworks.flatMap(framework => {
      const files = entries.filter(({ path, link }) => !link && framework.configuration(path));
      return [...framework.folders(new Map(files.map(({ path, oid }) => [path, reader.settings(framework, path, oid)])))];
    });
  ask();
  await reader.fetch();
  return ask();
}

export function contentOf({ oid, link }: Pick<TreeEntry, 'oid' | 'link'>): string {
  return link ? `${LINK}${oid}` : oid;
}

/** The same for one side of a change. */
export function sideOf(oid: string | null, link: boolean): Content {
  return oid === null ? null : contentOf({ oid, link });
}

/** Asks for a content that will be read later, so that all are fetched together. */
export function ask({ survey, reader }: World, path: string, content: Content): void {
  if (content === null || content.startsWith(LINK)) return;
  for (const framework of survey.frameworks) {
    if (framework.configuration(path)) reader.settings(framework, path, content);
  }
  const framework = survey.candidate(path) ? survey.frameworks.find(one => one.candidate(path)) : undefined;
  if (framework) reader.facts(framework, content);
}
