import type { RefChange } from './compare.js';
import type { Chapter } from './node.js';
import type { Content } from './land.js';
import type { History, Migration } from './model.js';
import { baseName, folderOf } from './paths.js';
import { findHistories, isMigration, isUnreadable, LINK, readChapter, readFile } from './snapshot.js';
import type { ContentId, Snapshot, Survey } from './snapshot.js';

/** What becomes of the base's histories when some files change. */
export interface LandedSnapshot {
  /** All chapters after landing; those of untouched histories are the base's own. */
  readonly chapters: ReadonlyMap<string, Chapter>;
  /** Histories whose migrations change, appear or go away. */
  readonly touched: readonly string[];
  readonly change: RefChange;
}

/** Puts changed files onto a snapshot. Histories are only looked for again when a change can move them. */
export function landSnapshot(base: Snapshot, changed: ReadonlyMap<string, Content>, survey: Survey): LandedSnapshot {
  const chapters = movesHistories(base, changed, survey) ? surveyAgain(base, changed, survey) : patch(base, changed, survey);
  const ids = new Set([...base.chapters.keys(), ...chapters.keys()]);
  const touched = [...ids].filter(id => !isSame(base.chapters.get(id), chapters.get(id), changed));
  return { chapters, touched: touched.sort(), change: changeOf(base, chapters, { changed, touched }) };
}

function movesHistories(base: Snapshot, changed: ReadonlyMap<string, Content>, survey: Survey): boolean {
  return [...changed].some(([path, content]) => {
    if (changesSettings(base, { path, content }, survey)) return true;
    if (!survey.candidate(path)) return false;
    if (path.endsWith('/__init__.py')) return base.files.has(path) !== (content !== null) && hasSiblings(base, path);
    if (!base.homes.has(folderOf(path))) return content !== null && beginsHistory(base, { path, content, changed }, survey);
    return content === null && isLast(base, path, changed);
  });
}

function hasSiblings({ files, homes }: Snapshot, path: string): boolean {
  const folder = folderOf(path);
  return homes.has(folder) || [...files.keys()].some(other => other !== path && folderOf(other) === folder);
}

function beginsHistory(
  base: Snapshot,
  { path, content, changed }: { path: string; content: string; changed: ReadonlyMap<string, Content> },
  { frameworks, source }: Survey,
): boolean {
  const has = (other: string): boolean => (changed.has(other) ? changed.get(other) !== null : base.files.has(other));
  return frameworks.some(framework => {
    const facts = content.startsWith(LINK) ? undefined : source.facts(framework, content);
    return facts !== undefined && framework.begins(path, facts, has);
  });
}

function changesSettings(base: Snapshot, { path, content }: { path: string; content: Content }, survey: Survey): boolean {
  const before = base.files.get(path);
  // The empty id is that of no file: it has no settings.
  const say = (id: Content | undefined): string =>
    JSON.stringify(survey.frameworks.map(one => (one.configuration(path) ? survey.source.settings(one, path, id ?? '') : null)));
  return (before ?? null) !== content && say(before) !== say(content);
}

/** Whether a deletion leaves its folder without migrations. */
function isLast(base: Snapshot, path: string, changed: ReadonlyMap<string, Content>): boolean {
  const home = base.homes.get(folderOf(path));
  return home?.files.every(file => changed.get(file) === null) ?? true;
}

function surveyAgain(base: Snapshot, changed: ReadonlyMap<string, Content>, survey: Survey): ReadonlyMap<string, Chapter> {
  const files = new Map(base.files);
  for (const [path, content] of changed) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  const chapters = findHistories(files, survey).map(history => {
    const before = base.chapters.get(history.id);
    if (!before || nameOf(before.history) !== nameOf(history)) return readChapter(history, files, survey);
    if (isSame(before, { ...before, history }, changed)) return before;
    return rereadChapter(before, history, { changed, files }, survey);
  });
  return new Map(chapters.map(chapter => [chapter.history.id, chapter]));
}

/** Everything of a history that a migration's reading depends on. */
function nameOf({ id, framework, scope, label, folder }: History): string {
  return [id, framework, scope, label, folder].join('\0');
}

/** Reads again only what has changed. */
function rereadChapter(
  { migrations, unreadable }: Chapter,
  history: History,
  { changed, files }: { changed: ReadonlyMap<string, Content>; files: ReadonlyMap<string, ContentId> },
  survey: Survey,
): Chapter {
  const framework = survey.frameworks.find(({ name }) => name === history.framework);
  const known = new Map([...migrations, ...unreadable].map(one => [one.path, one]));
  const read = history.files.flatMap(path => {
    const kept = changed.has(path) ? undefined : known.get(path);
    const content = files.get(path);
    return kept ?? (framework && content !== undefined ? (readFile(framework, { path, content, history }, survey.source) ?? []) : []);
  });
  return { history, migrations: read.filter(isMigration), unreadable: read.filter(isUnreadable) };
}

function patch(base: Snapshot, changed: ReadonlyMap<string, Content>, survey: Survey): ReadonlyMap<string, Chapter> {
  const byHistory = new Map<History, [string, Content][]>();
  for (const [path, content] of changed) {
    const home = base.homes.get(folderOf(path));
    const known = home && (base.files.has(path) ? home.files.includes(path) : isMember(home, path, survey));
    if (home && known) byHistory.set(home, [...(byHistory.get(home) ?? []), [path, content]]);
  }
  const chapters = new Map(base.chapters);
  for (const [history, changes] of byHistory) {
    const chapter = base.chapters.get(history.id);
    if (chapter) chapters.set(history.id, patchChapter(chapter, new Map(changes), survey));
  }
  return chapters;
}

function isMember(history: History, path: string, { frameworks }: Survey): boolean {
  return frameworks.some(framework => framework.name === history.framework && framework.loads(baseName(path)));
}

function patchChapter(chapter: Chapter, changed: ReadonlyMap<string, Content>, survey: Survey): Chapter {
  const files = [...chapter.history.files.filter(path => !changed.has(path)), ...present(changed)].sort();
  const contents = new Map([...changed].flatMap(([path, content]) => (content === null ? [] : [[path, content] as const])));
  return rereadChapter(chapter, { ...chapter.history, files }, { changed, files: contents }, survey);
}

function present(changed: ReadonlyMap<string, Content>): string[] {
  return [...changed].flatMap(([path, content]) => (content === null ? [] : [path]));
}

function isSame(a: Chapter | undefined, b: Chapter | undefined, changed: ReadonlyMap<string, Content>): boolean {
  if (!a || !b) return false;
  return a === b || (identity(a.history) === identity(b.history) && !b.history.files.some(path => changed.has(path)));
}

function identity(history: History): string {
  return [nameOf(history), ...history.files].join('\0');
}

function changeOf(
  base: Snapshot,
  chapters: ReadonlyMap<string, Chapter>,
  { changed, touched }: { changed: ReadonlyMap<string, Content>; touched: readonly string[] },
): RefChange {
  const before = byPath(touched.flatMap(id => base.chapters.get(id)?.migrations ?? []));
  const now = byPath(touched.flatMap(id => chapters.get(id)?.migrations ?? []));
  const paths = [...changed.keys()].sort();
  return {
    added: paths.flatMap(path => (before.has(path) ? [] : (now.get(path) ?? []))),
    edited: paths.flatMap(path => {
      const [landed, edited] = [before.get(path), now.get(path)];
      return landed && edited ? [{ landed, now: edited }] : [];
    }),
    deleted: paths.flatMap(path => (now.has(path) || changed.get(path) !== null ? [] : (before.get(path) ?? []))),
  };
}

function byPath(migrations: readonly Migration[]): Map<string, Migration> {
  return new Map(migrations.map(migration => [migration.path, migration]));
}
