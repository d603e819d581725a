import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GitRepo } from './git-repo.js';

/** Folders, files with permissions and bytes, and all that the index has. */
export interface WorkingTreeSnapshot {
  readonly files: Readonly<Record<string, string>>;
  readonly index: readonly string[];
}

export function snapshotWorkingTree(repo: Pick<GitRepo, 'path' | 'run'>): WorkingTreeSnapshot {
  const entries = readdirSync(repo.path, { recursive: true, withFileTypes: true });
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(repo.path.length + 1));
  const own = paths.filter(path => path !== '.git' && !path.startsWith('.git/')).sort();
  const files = own.map((path): readonly [string, string] => {
    const stats = statSync(join(repo.path, path));
    const mode = (stats.mode & 0o7777).toString(8);
    return [path, stats.isDirectory() ? mode : `${mode} ${readFileSync(join(repo.path, path), 'latin1')}`];
  });
  const index = repo.run(['ls-files', '--stage', '-z']).toString('latin1').split('\0').slice(0, -1);
  return { files: Object.fromEntries(files), index };
}
