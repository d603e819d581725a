import { UsageError } from '@oneleaf/core/errors';
import picomatch from 'picomatch';
import { CONFIGURATION_FILE } from './configuration.js';

/** Wildcards of a glob between two slashes, and parts `**`: what picomatch tries grows with a power of them. */
const MAX_STARS = 3;
const MAX_GLOBSTARS = 3;
const MAX_LENGTH = 1000;
const MAX_GLOBS = 1000;
/** Parts of a path that are held against globs; a deeper path matches none. */
const MAX_DEPTH = 50;

/** Whether a text matches one of the globs that oneleaf.json lists under a key. A glob that could keep picomatch busy for ever is a UsageError. */
export function globMatcher(key: string, globs: readonly string[]): (text: string) => boolean {
  if (globs.length > MAX_GLOBS) throw new UsageError(`${CONFIGURATION_FILE} has more than ${MAX_GLOBS} globs in ${key}`);
  for (const glob of globs) {
    const problem = complexity(glob);
    if (problem !== undefined) throw new UsageError(`${CONFIGURATION_FILE}: the glob ${glob.slice(0, 80)} in ${key} ${problem}`);
  }
  const matches = picomatch([...globs], { dot: true });
  return text => text.split('/', MAX_DEPTH + 1).length <= MAX_DEPTH && matches(text);
}

function complexity(glob: string): string | undefined {
  if (glob.length > MAX_LENGTH) return `has more than ${MAX_LENGTH} characters`;
  if (/[+*]\(/.test(glob)) return 'repeats a group: write each name, or use *';
  const parts = glob.split('/');
  if (parts.filter(part => part.includes('**')).length > MAX_GLOBSTARS) return `has ** more than ${MAX_GLOBSTARS} times`;
  const stars = (part: string): number => part.replaceAll(/\*+/g, '*').split('*').length - 1;
  return parts.some(part => stars(part) > MAX_STARS) ? `has more than ${MAX_STARS} * between two slashes` : undefined;
}
