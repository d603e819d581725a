import type { Framework } from './framework.js';
import type { Chapter } from './node.js';
import type { Facts, History, Migration, Unreadable } from './model.js';
import { folderOf } from './paths.js';
import type { Declared, SourceTree } from './source-tree.js';

/** A file's content id; a symbolic link or submodule is spelled with LINK before it. */
export type ContentId = string;

export const LINK = 'link ';

/** What is known of file contents. An answer that is still missing is noted by the source, to be had in the next round. */
export interface Source {
  readonly settings: (framework: Framework, path: string, content: ContentId) => unknown;
  readonly facts: (framework: Framework, content: ContentId) => Facts | undefined;
}

/** How histories are found and adjusted. */
export interface Survey {
  readonly frameworks: readonly Framework[];
  readonly source: Source;
  readonly declared: readonly Declared[];
  /** Whether a path may be a migration: as the frameworks say, or because it lies in a folder that a configuration names. */
  readonly candidate: (path: string) => boolean;
  /** Names, expectations and exclusions of the team's configuration, put on what a framework has found. */
  readonly adjust: (history: History) => History | undefined;
}

/** The migrations of one tree. */
export interface Snapshot {
  /** Every file that a framework may ask about. */
  readonly files: ReadonlyMap<string, ContentId>;
  readonly chapters: ReadonlyMap<string, Chapter>;
  /** History by folder of its files. */
  readonly homes: ReadonlyMap<string, History>;
}

/** Finds the histories of a tree and reads them. */
export function takeSnapshot(files: ReadonlyMap<string, ContentId>, survey: Survey): Snapshot {
  const kept = findHistories(files, survey);
  return {
    files,
    chapters: new Map(kept.map(history => [history.id, readChapter(history, files, survey)])),
    homes: new Map(kept.flatMap(history => history.files.map(path => [folderOf(path), history] as const))),
  };
}

export function findHistories(files: ReadonlyMap<string, ContentId>, survey: Survey): readonly History[] {
  const paths = [...files.keys()].sort();
  const histories = survey.frameworks.flatMap(framework => [...framework.locate(sourceTree(framework, files, { paths, survey }))]);
  return histories.flatMap(history => survey.adjust(history) ?? []);
}

/** Files as a framework is shown them; `paths`: all of them, sorted. */
export function sourceTree(
  framework: Framework,
  files: ReadonlyMap<string, ContentId>,
  { paths, survey }: { paths: readonly string[]; survey: Survey },
): SourceTree {
  const ask = <T>(path: string, answer: (content: ContentId) => T): T | undefined => {
    const content = files.get(path);
    return content === undefined || content.startsWith(LINK) ? undefined : answer(content);
  };
  return {
    paths,
    declared: survey.declared.filter(one => one.framework === framework.name),
    settings: path => ask(path, content => survey.source.settings(framework, path, content)),
    facts: path => ask(path, content => survey.source.facts(framework, content)),
  };
}

/** Reads the files of one history, in its own order. */
export function readChapter(history: History, files: ReadonlyMap<string, ContentId>, survey: Survey): Chapter {
  const framework = survey.frameworks.find(({ name }) => name === history.framework);
  const read = history.files.flatMap(path => {
    const content = files.get(path);
    return framework && content !== undefined ? [readFile(framework, { path, content, history }, survey.source) ?? []].flat() : [];
  });
  return { history, migrations: read.filter(isMigration), unreadable: read.filter(isUnreadable) };
}

/** One file as its framework reads it; undefined while its content is not at hand. */
export function readFile(
  framework: Framework,
  { path, content, history }: { path: string; content: ContentId; history: History },
  source: Source,
): Migration | Unreadable | undefined {
  if (content.startsWith(LINK)) {
    return { history: history.id, path, problem: { kind: 'link', reason: 'it is a symbolic link or a submodule' } };
  }
  const facts = source.facts(framework, content);
  return facts && framework.interpret(path, facts, history);
}

export function isMigration(one: Migration | Unreadable): one is Migration {
  return 'parents' in one;
}

export function isUnreadable(one: Migration | Unreadable): one is Unreadable {
  return 'problem' in one;
}
