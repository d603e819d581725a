import type { Framework } from './framework.js';
import type { HistoryContents } from '../graph/node.js';
import type { Facts, Migration, Unreadable } from '../model/migration.js';
import type { History } from './framework.js';
import { baseName } from '../model/paths.js';
import { groupFiles, historyFolder, type MigrationFiles } from './migration-files.js';
import type { ConfiguredHistory, SourceTree } from './source-tree.js';

/** LINK_PREFIX stands before the id of a symbolic link or submodule. */
export type ContentId = string;

export const LINK_PREFIX = 'link ';

/** Answers from contents at hand; it notes what is missing, to fetch that. */
export interface FactSource {
  readonly settings: (framework: Framework, path: string, content: ContentId) => unknown;
  readonly facts: (framework: Framework, content: ContentId) => Facts | undefined;
}

export interface HistorySearch {
  readonly frameworks: readonly Framework[];
  readonly source: FactSource;
  readonly declared: readonly ConfiguredHistory[];
  readonly mayBeMigration: (path: string) => boolean;
  /** Undefined for a history that the configuration excludes. */
  readonly applyConfiguration: (history: History) => History | undefined;
}

export interface TreeHistories {
  readonly files: ReadonlyMap<string, ContentId>;
  readonly contents: ReadonlyMap<string, HistoryContents>;
  /** History by folder of its migrations; see `historyAt`. */
  readonly historyByFolder: ReadonlyMap<string, History>;
}

export function readTreeHistories(files: ReadonlyMap<string, ContentId>, search: HistorySearch): TreeHistories {
  const kept = findHistories(files, search);
  return {
    files,
    contents: new Map(kept.map(history => [history.id, readHistory(history, files, search)])),
    historyByFolder: new Map(
      kept.flatMap(history => history.files.map(path => [historyFolder(history.framework.recognise, path), history] as const)),
    ),
  };
}

export function findHistories(files: ReadonlyMap<string, ContentId>, search: HistorySearch): readonly History[] {
  const paths = [...files.keys()].sort();
  const histories = search.frameworks.flatMap(framework =>
    framework.recognise.locate(sourceTree(framework, files, { paths, search })).map(history => ({ ...history, framework })),
  );
  return histories.flatMap(history => search.applyConfiguration(history) ?? []);
}

export function sourceTree(
  framework: Framework,
  files: ReadonlyMap<string, ContentId>,
  { paths, search }: { paths: readonly string[]; search: HistorySearch },
): SourceTree {
  const ask = <T>(path: string, answer: (content: ContentId) => T): T | undefined => {
    const content = files.get(path);
    return content === undefined || content.startsWith(LINK_PREFIX) ? undefined : answer(content);
  };
  return {
    paths,
    declared: search.declared.filter(one => one.framework === framework.name),
    settings: path => ask(path, content => search.source.settings(framework, path, content)),
    facts: path => ask(path, content => search.source.facts(framework, content)),
  };
}

export function readHistory(history: History, files: ReadonlyMap<string, ContentId>, search: HistorySearch): HistoryContents {
  const read = groupFiles(history).flatMap(
    one => readMigration(history, one, { content: path => files.get(path), source: search.source }) ?? [],
  );
  return { history, migrations: read.filter(isMigration), unreadable: read.filter(isUnreadable) };
}

export interface MigrationSource {
  readonly content: (path: string) => ContentId | undefined;
  readonly source: FactSource;
}

/** Undefined while a content is not at hand. */
export function readMigration(
  history: History,
  { path, files }: MigrationFiles,
  { content, source }: MigrationSource,
): Migration | Unreadable | undefined {
  const { framework } = history;
  const refuse = (kind: 'link' | 'syntax', reason: string): Unreadable => ({ history: history.id, path, problem: { kind, reason } });
  const facts = new Map<string, Facts>();
  for (const file of files) {
    const id = content(file);
    if (id === undefined) return files.length > 1 ? refuse('syntax', `its ${baseName(file)} is missing`) : undefined;
    if (id.startsWith(LINK_PREFIX)) return refuse('link', 'it is a symbolic link or a submodule');
    const found = source.facts(framework, id);
    if (found) facts.set(file, found);
  }
  const own = facts.get(path);
  if (!own || facts.size < files.length) return undefined;
  if (files.length === 1) return framework.read.interpret(path, own, history);
  facts.delete(path);
  return withFiles(framework.read.interpret(path, own, history, facts), files);
}

function withFiles(read: Migration | Unreadable, files: readonly string[]): Migration | Unreadable {
  return isMigration(read) ? { ...read, files } : read;
}

export function isMigration(one: Migration | Unreadable): one is Migration {
  return 'parents' in one;
}

export function isUnreadable(one: Migration | Unreadable): one is Unreadable {
  return 'problem' in one;
}
