import { addToGroup } from '../model/grouping.js';
import { sameMeaning, type RefChange } from '../model/ref-change.js';
import type { HistoryContents } from '../graph/node.js';
import type { FileContentId } from './land-changes.js';
import type { Migration, Unreadable } from '../model/migration.js';
import type { History } from '../adapter/framework.js';
import { baseName, folderOf } from '../model/paths.js';
import { filesOf, groupFiles, historyAt, type MigrationFiles } from '../adapter/migration-files.js';
import { findHistories, isMigration, isUnreadable, LINK_PREFIX, readHistory, readMigration } from '../adapter/tree-histories.js';
import type { ContentId, MigrationSource, TreeHistories, HistorySearch } from '../adapter/tree-histories.js';

export interface LandedHistories {
  /** All histories after landing; those of untouched histories are the base's own. */
  readonly contents: ReadonlyMap<string, HistoryContents>;
  readonly touched: readonly string[];
  readonly change: RefChange;
}

/** Puts changed files onto a snapshot. Histories are only looked for again when a change can move them. */
export function landHistories(base: TreeHistories, changed: ReadonlyMap<string, FileContentId>, survey: HistorySearch): LandedHistories {
  const histories = mayMoveHistories(base, changed, survey) ? searchAgain(base, changed, survey) : patchHistories(base, changed, survey);
  const ids = new Set([...base.contents.keys(), ...histories.keys()]);
  const touched = [...ids].filter(id => !isUntouched(base.contents.get(id), histories.get(id), changed));
  return { contents: histories, touched: touched.sort(), change: changeOf(base, histories, { changed, touched }) };
}

function mayMoveHistories(base: TreeHistories, changed: ReadonlyMap<string, FileContentId>, survey: HistorySearch): boolean {
  return [...changed].some(([path, content]) => {
    if (changesSettings(base, { path, content }, survey)) return true;
    if (!survey.mayBeMigration(path)) return false;
    if (survey.frameworks.some(({ recognise }) => recognise.isFolderMarker(baseName(path))))
      return base.files.has(path) !== (content !== null) && hasSiblings(base, path);
    if (!historyAt(base, path)) return content !== null && startsHistory(base, { path, content, changed }, survey);
    return content === null && isLast(base, path, changed);
  });
}

function hasSiblings({ files, historyByFolder }: TreeHistories, path: string): boolean {
  const folder = folderOf(path);
  return historyByFolder.has(folder) || [...files.keys()].some(other => other !== path && folderOf(other) === folder);
}

function startsHistory(
  base: TreeHistories,
  { path, content, changed }: { path: string; content: string; changed: ReadonlyMap<string, FileContentId> },
  { frameworks, source, declared }: HistorySearch,
): boolean {
  if (declared.some(({ folder }) => path.startsWith(`${folder}/`))) return true;
  const has = (other: string): boolean => (changed.has(other) ? changed.get(other) !== null : base.files.has(other));
  return frameworks.some(framework => {
    const facts = content.startsWith(LINK_PREFIX) ? undefined : source.facts(framework, content);
    return facts !== undefined && framework.recognise.startsHistory(path, facts, has);
  });
}

function changesSettings(base: TreeHistories, { path, content }: { path: string; content: FileContentId }, survey: HistorySearch): boolean {
  const before = base.files.get(path);
  // The empty id is that of no file: it has no settings.
  const say = (id: FileContentId | undefined): string =>
    JSON.stringify(
      survey.frameworks.map(one => (one.recognise.isConfiguration(path) ? survey.source.settings(one, path, id ?? '') : null)),
    );
  return (before ?? null) !== content && say(before) !== say(content);
}

function isLast(base: TreeHistories, path: string, changed: ReadonlyMap<string, FileContentId>): boolean {
  const home = historyAt(base, path);
  return home?.files.every(file => changed.get(file) === null) ?? true;
}

function searchAgain(
  base: TreeHistories,
  changed: ReadonlyMap<string, FileContentId>,
  survey: HistorySearch,
): ReadonlyMap<string, HistoryContents> {
  const files = new Map(base.files);
  for (const [path, content] of changed) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  const histories = findHistories(files, survey).map(history => {
    const before = base.contents.get(history.id);
    if (!before || historyKey(before.history) !== historyKey(history)) return readHistory(history, files, survey);
    if (isUntouched(before, { ...before, history }, changed)) return before;
    return rereadHistory(before, history, { changed, content: path => files.get(path), source: survey.source });
  });
  return new Map(histories.map(contents => [contents.history.id, contents]));
}

/** Everything of a history that a migration's reading depends on. */
function historyKey({ id, framework, scope, label, folder }: History): string {
  return [id, framework.name, scope, label, folder].join('\0');
}

interface ChangedSource extends MigrationSource {
  readonly changed: ReadonlyMap<string, FileContentId>;
}

function rereadHistory({ migrations, unreadable }: HistoryContents, history: History, around: ChangedSource): HistoryContents {
  const known = new Map([...migrations, ...unreadable].map(one => [one.path, one]));
  const isKept = (one: Migration | Unreadable, files: readonly string[]): boolean =>
    ![...files, ...(isMigration(one) ? filesOf(one) : [])].some(path => around.changed.has(path));
  const reread = (group: MigrationFiles): Migration | Unreadable | readonly [] => {
    const before = known.get(group.path);
    return before && isKept(before, group.files) ? before : (readMigration(history, group, around) ?? []);
  };
  // Thousands of branches change few files of a long history each.
  const rereadFile = (path: string): Migration | Unreadable | readonly [] =>
    (around.changed.has(path) ? undefined : known.get(path)) ?? readMigration(history, { path, files: [path] }, around) ?? [];
  const read = history.framework.recognise.migrationAt ? groupFiles(history).flatMap(reread) : history.files.flatMap(rereadFile);
  return { history, migrations: read.filter(isMigration), unreadable: read.filter(isUnreadable) };
}

function patchHistories(
  base: TreeHistories,
  changed: ReadonlyMap<string, FileContentId>,
  survey: HistorySearch,
): ReadonlyMap<string, HistoryContents> {
  const byHistory = new Map<History, [string, FileContentId][]>();
  for (const [path, content] of changed) {
    const home = historyAt(base, path);
    const known = home && (base.files.has(path) ? home.files.includes(path) : isLoadedFile(home, path));
    if (home && known) addToGroup(byHistory, home, [path, content]);
  }
  const histories = new Map(base.contents);
  for (const [history, changes] of byHistory) {
    const contents = base.contents.get(history.id);
    if (contents) histories.set(history.id, patchHistory(contents, new Map(changes), { base, source: survey.source }));
  }
  return histories;
}

function isLoadedFile({ framework }: History, path: string): boolean {
  return framework.recognise.isLoaded(baseName(path));
}

function patchHistory(
  contents: HistoryContents,
  changed: ReadonlyMap<string, FileContentId>,
  { base, source }: { readonly base: TreeHistories; readonly source: HistorySearch['source'] },
): HistoryContents {
  const files = [...contents.history.files.filter(path => !changed.has(path)), ...presentPaths(changed)].sort();
  const content = (path: string): ContentId | undefined => (changed.has(path) ? (changed.get(path) ?? undefined) : base.files.get(path));
  return rereadHistory(contents, { ...contents.history, files }, { changed, content, source });
}

function presentPaths(changed: ReadonlyMap<string, FileContentId>): string[] {
  return [...changed].flatMap(([path, content]) => (content === null ? [] : [path]));
}

function isUntouched(a: HistoryContents | undefined, b: HistoryContents | undefined, changed: ReadonlyMap<string, FileContentId>): boolean {
  if (!a || !b) return false;
  return a === b || (historyAndFilesKey(a.history) === historyAndFilesKey(b.history) && !b.history.files.some(path => changed.has(path)));
}

function historyAndFilesKey(history: History): string {
  return [historyKey(history), ...history.files].join('\0');
}

function changeOf(
  base: TreeHistories,
  histories: ReadonlyMap<string, HistoryContents>,
  { changed, touched }: { changed: ReadonlyMap<string, FileContentId>; touched: readonly string[] },
): RefChange {
  const migrationsIn = (contents: ReadonlyMap<string, HistoryContents>): readonly Migration[] =>
    touched.flatMap(id => contents.get(id)?.migrations ?? []);
  const [landed, current] = [migrationsIn(base.contents), migrationsIn(histories)];
  const [before, now] = [byPath(landed), byPath(current)];
  const paths = mainPaths(changed, [landed, current]);
  const gone = landed.filter(({ path }) => !now.has(path));
  // A migration is the same wherever its file lies.
  const moved = new Map(gone.map(one => [one.id, one]));
  const formerly = (one: Migration): Migration | undefined => before.get(one.path) ?? moved.get(one.id);
  const present = new Set(gone.length === 0 ? [] : current.map(({ id }) => id));
  return {
    added: paths.flatMap(path => now.get(path) ?? []).filter(one => !formerly(one)),
    edited: paths.flatMap(path => {
      const edited = now.get(path);
      const was = edited && formerly(edited);
      return was && (was.path === path || !sameMeaning(was, edited)) ? [{ landed: was, now: edited }] : [];
    }),
    deleted: paths
      .flatMap(path => (now.has(path) || changed.get(path) !== null ? [] : (before.get(path) ?? [])))
      .filter(({ id }) => !present.has(id)),
  };
}

const NO_FILES: readonly string[] = [];

/** The changed paths, with the migration's own for each of its other files. */
function mainPaths(changed: ReadonlyMap<string, FileContentId>, lists: readonly (readonly Migration[])[]): readonly string[] {
  const mains = new Map<string, string>();
  for (const migrations of lists) for (const { path, files } of migrations) for (const file of files ?? NO_FILES) mains.set(file, path);
  return [...new Set([...changed.keys()].map(path => mains.get(path) ?? path))].sort();
}

function byPath(migrations: readonly Migration[]): Map<string, Migration> {
  return new Map(migrations.map(migration => [migration.path, migration]));
}
