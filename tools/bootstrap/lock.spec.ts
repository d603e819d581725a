import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

const root = join(__dirname, '..', '..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };

/** The folders that Node searches from a package, nearest first: a/node_modules/b, then a, then the root. */
function moduleFolders(folder: string): string[] {
  const parent = folder.lastIndexOf('/node_modules/');
  return folder === '' ? [''] : [`${folder}/`, ...moduleFolders(parent < 0 ? '' : folder.slice(0, parent))];
}

// npm ci refuses a lock file that lacks one of them, on every platform.
test('every optional platform package is locked', () => {
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(name => !moduleFolders(folder).some(at => `${at}node_modules/${name}` in packages)),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry', () => {
  const hosted = Object.entries(packages).filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(hosted).toEqual([]);
});
