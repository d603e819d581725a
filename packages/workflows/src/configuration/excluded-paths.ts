import picomatch from 'picomatch';

/** Whether a path matches one of the globs; a bare folder stands for all below it. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  return picomatch([...globs, ...globs.map(glob => `${glob.replace(/\/$/, '')}/**`)], { dot: true });
}
