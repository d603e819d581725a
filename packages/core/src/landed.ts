import type { RefChange } from './compare.js';
import type { Chapter } from './graph.js';
import type { Content } from './land.js';
import type { History, Migration } from './model.js';
import { folderOf, isMigration, isUnreadable, readFile, takeSnapshot, type Snapshot, type Survey } from './snapshot.js';

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
    const appears = base.files.has(path) !== (content !== null);
    return (
      !base.homes.has(folderOf(path)) || (appears && path.endsWith('/__init__.py')) || (content === null && isLast(base, path, changed))
    );
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
  return takeSnapshot(files, survey).chapters;
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
  return frameworks.some(framework => framework.name === history.framework && framework.loads(path.slice(path.lastIndexOf('/') + 1)));
}

function patchChapter({ history, migrations, unreadable }: Chapter, changed: ReadonlyMap<string, Content>, survey: Survey): Chapter {
  const framework = survey.frameworks.find(({ name }) => name === history.framework);
  const files = [...history.files.filter(path => changed.get(path) !== null && !changed.has(path)), ...present(changed)].sort();
  const next: History = { ...history, files };
  const read = [...changed].flatMap(([path, content]) =>
    framework && content !== null ? [readFile(framework, { path, content, history: next }, survey.source) ?? []].flat() : [],
  );
  const kept = [...migrations, ...unreadable].filter(({ path }) => !changed.has(path));
  const rank = new Map(files.map((path, index) => [path, index]));
  const all = [...kept, ...read].sort((a, b) => (rank.get(a.path) ?? 0) - (rank.get(b.path) ?? 0));
  return { history: next, migrations: all.filter(isMigration), unreadable: all.filter(isUnreadable) };
}

function present(changed: ReadonlyMap<string, Content>): string[] {
  return [...changed].flatMap(([path, content]) => (content === null ? [] : [path]));
}

function isSame(a: Chapter | undefined, b: Chapter | undefined, changed: ReadonlyMap<string, Content>): boolean {
  if (!a || !b) return false;
  return a === b || (identity(a.history) === identity(b.history) && !b.history.files.some(path => changed.has(path)));
}

function identity({ id, framework, scope, files }: History): string {
  return [id, framework, scope, ...files].join('\0');
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
