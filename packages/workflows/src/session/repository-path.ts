import type { Repository } from '@oneleaf/git';
import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

/**
 * The path of a file or folder from the repository's top, `''` for the top itself; undefined when it lies outside. A path that is not absolute is one
 * in the folder. Git names the real top, so the folder is resolved through symbolic links; the path itself may not exist yet.
 */
export function repositoryPath({ top }: Pick<Repository, 'top'>, folder: string, path = '.'): string | undefined {
  const steps = relative(realpathSync(top), resolve(realpathSync(folder), path)).split(sep);
  return steps[0] === '..' || /^[A-Za-z]:$/.test(steps[0] ?? '') ? undefined : steps.join('/');
}
