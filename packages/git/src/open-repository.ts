import { locateRepository } from './repository/repository-location.js';
import { GitRepository } from './git-repository.js';
import type { Repository } from './repository.js';
import type { RepositoryOptions } from './repository/repository-options.js';

/** Opens the repository that a folder is in (or is, for a bare clone); a `GitError` when there is none. */
export async function openRepository(path: string, options: RepositoryOptions): Promise<Repository> {
  return new GitRepository(await locateRepository(path, options), options);
}
