import {
  LINK_PREFIX,
  addToGroup,
  baseName,
  findHistories,
  folderOf,
  type ConfiguredHistory,
  type Framework,
  type HistorySearch,
  type StrayMigrations,
} from '@oneleaf/core';
import type { PathFilter, Repository, TreeEntry } from '@oneleaf/git';
import type { ContentReader } from '../session/content-reader.js';

type ListTree = (interest: PathFilter) => Promise<readonly TreeEntry[]>;

interface SearchedView {
  readonly repository: Pick<Repository, 'read'>;
  readonly survey: HistorySearch;
  readonly reader: ContentReader;
  readonly interest: PathFilter;
  readonly isExcluded: (path: string) => boolean;
}

interface StraySearch {
  readonly view: SearchedView;
  readonly entries: readonly TreeEntry[];
  readonly list: ListTree;
}

/** Folders of migrations that no configuration and no usual name gives away, found by what their files say. */
export async function strayFolders(search: StraySearch): Promise<readonly ConfiguredHistory[]> {
  const found: ConfiguredHistory[] = [];
  for (const framework of search.view.survey.frameworks) {
    const { strays } = framework.recognise;
    if (strays) found.push(...(await strayFoldersOf(framework, strays, search)));
  }
  return found;
}

async function strayFoldersOf(framework: Framework, strays: StrayMigrations, search: StraySearch): Promise<readonly ConfiguredHistory[]> {
  const { view } = search;
  const named = search.entries.filter(({ path, link }) => !link && strays.hasStrayName(path));
  if (named.length === 0) return [];
  const isWide = strays.needsSearch(named.map(({ path }) => path)) && !(await hasHistory(framework, search));
  const entries = isWide ? await sourcesWith(strays.word, framework, search) : named;
  const folders = new Map<string, TreeEntry[]>();
  for (const entry of entries) addToGroup(folders, folderOf(entry.path), entry);
  const markers = await markersNear([...folders.keys()], framework, search);
  const hasMarker = (path: string): boolean => markers.includes(path);
  const isMigration = ({ path, oid }: TreeEntry): boolean => {
    const facts = view.reader.facts(framework, oid);
    return facts !== undefined && strays.isMigration(path, facts);
  };
  const isRead = (folder: string): boolean =>
    !strays.isArchive(folder, hasMarker) && (!strays.needsMarker || markers.some(path => folderOf(path) === folder));
  const pick = (): readonly string[] =>
    [...folders].filter(([folder, files]) => isRead(folder) && files.some(isMigration)).map(([folder]) => folder);
  const first = pick();
  const picked = (await view.reader.fetch()) ? pick() : first;
  return picked.map(folder => ({ framework: framework.name, folder }));
}

/** Whether the framework finds a history without further search. */
async function hasHistory(framework: Framework, { view, entries }: StraySearch): Promise<boolean> {
  const files = new Map(entries.map(({ path, oid, link }) => [path, link ? `${LINK_PREFIX}${oid}` : oid]));
  const ask = (): boolean => findHistories(files, { ...view.survey, frameworks: [framework] }).length > 0;
  let found = ask();
  while (await view.reader.fetch()) found = ask();
  return found;
}

/** All sources of a tree that hold a word: for a repository in which nothing else tells. */
async function sourcesWith(word: string, { name, recognise }: Framework, { view, list }: StraySearch): Promise<readonly TreeEntry[]> {
  const wants = (path: string): boolean => recognise.isSource(path) && !view.isExcluded(path);
  const all = (await list({ key: `sources of ${name} ${view.interest.key}`, wants })).filter(({ link }) => !link);
  const contents = await view.repository.read([...new Set(all.map(({ oid }) => oid))]);
  return all.filter(({ oid }) => Buffer.from(contents.get(oid) ?? []).includes(word));
}

/** The folder markers in some folders and beside them. */
async function markersNear(
  folders: readonly string[],
  { name, recognise }: Framework,
  { view, list }: StraySearch,
): Promise<readonly string[]> {
  const near = [...new Set(folders.map(folderOf))].sort();
  const isNear = (path: string): boolean => near.some(folder => folder === '' || path.startsWith(`${folder}/`));
  const wants = (path: string): boolean => recognise.isFolderMarker(baseName(path)) && isNear(path) && !view.isExcluded(path);
  return (await list({ key: `markers of ${name} near ${JSON.stringify(near)}`, wants })).map(({ path }) => path);
}
