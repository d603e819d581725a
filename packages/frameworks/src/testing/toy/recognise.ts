import { baseName, folderOf, type LocatedHistory, type SourceTree } from '@oneleaf/core';

export function isLoaded(name: string): boolean {
  return /^\d{3}\.toy$/.test(name);
}

export function mayBeMigration(path: string): boolean {
  return isLoaded(baseName(path)) && baseName(folderOf(path)) === 'migrations';
}

/** The number of a migration: `002`. */
export function stem(path: string): string {
  return baseName(path).replace(/\.toy$/, '');
}

export function locate({ paths }: SourceTree): readonly LocatedHistory[] {
  const migrations = paths.filter(mayBeMigration);
  return [...new Set(migrations.map(folderOf))].map(folder => ({
    id: folder,
    folder,
    files: migrations.filter(path => folderOf(path) === folder),
    order: { kind: 'graph' },
    expectedLeaves: 1,
    label: folder,
    scope: '',
  }));
}
