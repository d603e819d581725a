import { globMatcher } from './glob-matcher.js';

/** Whether a path matches one of the globs; a bare folder stands for all below it. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const below = globs.filter(glob => !glob.endsWith('**')).map(glob => `${glob.replace(/\/$/, '')}/**`);
  return globMatcher('exclude', [...globs, ...below]);
}
