import { folderOf } from '@oneleaf/core';
import { join } from '../paths.js';
import type { NameBearer, MentionReading } from './renaming.js';

/** The folder or package that is spelled right before a name, step by step from the outermost. */
export interface SpelledPath {
  readonly steps: readonly string[];
  /** The same as a path from the file's folder, where it may be one. */
  readonly relative?: string;
  /** Whether nothing comes before the first step: `/app/shop/migrations`. */
  readonly rooted: boolean;
}

const onlyPathEnd = 'only the end of its path';

/** Whose folder that is; undefined when it is none of theirs. */
export function readingByPath(bearers: readonly NameBearer[], where: SpelledPath, path: string): MentionReading | undefined {
  const here = where.relative === undefined ? undefined : join(folderOf(path), where.relative);
  const fits = bearers.map(bearer => ({ bearer, fit: bearer.folder === here ? 3 : pathFit(where, bearer.folder) }));
  const best = Math.max(...fits.map(one => one.fit));
  if (best === 0) return undefined;
  const closest = fits.filter(one => one.fit === best).map(one => one.bearer);
  return best === 1 ? { bearers: closest, doubt: onlyPathEnd } : { bearers: closest };
}

/** 3: the folder itself; 2: its end with two steps or more, or the folder from a root further up; 1: less than that; 0: another folder. */
function pathFit({ steps, rooted }: SpelledPath, folder: string): number {
  const spelled = steps.join('/');
  if (spelled === folder) return 3;
  if (`/${folder}`.endsWith(`/${spelled}`)) return steps.length > 1 ? 2 : 1;
  if (!`/${spelled}`.endsWith(`/${folder}`)) return 0;
  return rooted ? 2 : 1;
}
