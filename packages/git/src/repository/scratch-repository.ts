import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepositoryLocation } from './repository-location.js';
import { beforeExit } from '../process/on-exit.js';
import { Git } from '../process/git.js';

/** A folder for the time of one task, removed however it ends. */
export async function inTemporaryFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `oneleaf-${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const removed = beforeExit(remove);
  try {
    return await task(folder);
  } finally {
    remove();
    removed();
  }
}

/**
 * An empty repository that reads the objects of a real one and writes its own elsewhere.
 * Nothing of the real one's configuration holds in it: no merge drivers, no promisor remotes, no filters.
 */
export function createScratchRepository(folder: string, location: RepositoryLocation, git: Git): Git {
  const format = location.width === 32 ? '[extensions]\n\tobjectFormat = sha256\n' : '';
  for (const name of ['objects', 'refs']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(
    join(folder, 'config'),
    `[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n\tfsync = none\n\tcompression = 0\n\tattributesFile = /dev/null\n${format}`,
  );
  // Without it, git would look for parents that a shallow clone does not have.
  if (location.shallow) copyFileSync(location.shallowFile, join(folder, 'shallow'));
  const env = location.env;
  const alternates = [
    quoteAlternatePath(location.objects),
    ...(env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] === undefined ? [] : [env['GIT_ALTERNATE_OBJECT_DIRECTORIES']]),
  ];
  const own = {
    GIT_WORK_TREE: undefined,
    GIT_INDEX_FILE: undefined,
    GIT_QUARANTINE_PATH: undefined,
    // The answer must not depend on the user's merge.renames, merge drivers or attributes.
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: undefined,
    GIT_CONFIG_PARAMETERS: undefined,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_DIR: folder,
    GIT_OBJECT_DIRECTORY: join(folder, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates.join(':'),
  };
  return new Git({ ...git.context, cwd: folder, env: { ...env, ...own } });
}

/** The place of an annex, to open it as a repository of its own. */
export function scratchLocation(folder: string, location: RepositoryLocation, git: Git): RepositoryLocation {
  return {
    ...location,
    top: folder,
    bare: true,
    gitDir: folder,
    commonDir: folder,
    objects: join(folder, 'objects'),
    shallowFile: join(folder, 'shallow'),
    env: git.context.env,
  };
}

/** Git reads a colon or a leading quote in this list only inside double quotes (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function quoteAlternatePath(path: string): string {
  return /^"|[:\n]/.test(path) ? JSON.stringify(path) : path;
}
