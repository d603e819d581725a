export type { Cache } from './cache.js';
export { GitError } from './git-error.js';
export type * from './model.js';
export { openRepository } from './open-repository.js';
export { decodePath, encodePath } from './path.js';
export type * from './rewriting.js';
