export type { Cache } from './repository/cache.js';
export { GitError } from './process/git-error.js';
export type * from './model.js';
export { openRepository } from './open-repository.js';
export { decodePath, encodePath } from './process/path-encoding.js';
export type * from './worktree/worktree.js';
