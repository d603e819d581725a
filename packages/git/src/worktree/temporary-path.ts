import { folderOf, joinPath } from '@oneleaf/core';
import { isNativeError } from 'node:util/types';
import { GitError } from '../process/git-error.js';

/** Where new content waits, in the same folder. The ending keeps a killed run's file from being taken for source code. */
export function temporaryPath(path: string, key: string): string {
  return joinPath(folderOf(path), `.oneleaf-${key}.tmp`);
}

/** `so`: what it led to, `, so nothing was`. */
export function writeFailure(path: string, cause: unknown, so = ''): GitError {
  if (cause instanceof GitError) return cause;
  const folder = folderOf(path) === '' ? '.' : folderOf(path);
  return new GitError(`${path} cannot be written${so}: ${reasonOf(cause)}`, `ls -ld ${JSON.stringify(folder)}`, { cause });
}

/** `EACCES: permission denied` of what Node says, which goes on with the call and the absolute path. */
function reasonOf(cause: unknown): string {
  return isNativeError(cause) ? (cause.message.split(',')[0] ?? '') : String(cause);
}
