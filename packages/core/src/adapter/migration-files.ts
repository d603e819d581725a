import type { History, Recogniser } from './framework.js';
import type { Migration } from '../model/migration.js';
import { folderOf, foldersAround } from '../model/paths.js';

export interface MigrationFiles {
  readonly path: string;
  readonly files: readonly string[];
}

export function filesOf({ path, files }: Pick<Migration, 'path' | 'files'>): readonly string[] {
  return files ?? [path];
}

/** The files of a history by migration, in the order of the first file of each. */
export function groupFiles({ framework: { recognise }, files }: History): readonly MigrationFiles[] {
  if (!recognise.migrationAt) return files.map(path => ({ path, files: [path] }));
  const groups = new Map<string, string[]>();
  for (const path of files) {
    const main = mainFile(recognise, path);
    groups.set(main, [...(groups.get(main) ?? []), path]);
  }
  return [...groups].map(([path, all]) => ({ path, files: [path, ...all.filter(one => one !== path)] }));
}

export function mainFile({ migrationAt }: Recogniser, path: string): string {
  return migrationAt?.(path)?.main ?? path;
}

export function historyFolder({ migrationAt }: Recogniser, path: string): string {
  return migrationAt?.(path)?.historyFolder ?? folderOf(path);
}

/** The history of a tree that a file belongs to, or would belong to. */
export function historyAt(
  { historyByFolder }: { readonly historyByFolder: ReadonlyMap<string, History> },
  path: string,
): History | undefined {
  const folder = folderOf(path);
  const direct = historyByFolder.get(folder);
  if (direct) return direct;
  const home = foldersAround(folder).find(one => historyByFolder.get(one)?.framework.recognise.migrationAt?.(path)?.historyFolder === one);
  return home === undefined ? undefined : historyByFolder.get(home);
}
