import type { TableRows } from './catalog.js';
import { type DatabaseAddress, withReadErrors } from './read-catalog.js';
import type { ReadOptions } from './read-options.js';

/**
 * The rows of every table but the frameworks' own version tables, by hash: the same whatever order rows and columns have. `without` names columns
 * that are left out: `public.users.joined`.
 */
export function readRows(
  { engine, url }: DatabaseAddress,
  options: ReadOptions,
  without: readonly string[] = [],
): Promise<readonly TableRows[]> {
  return withReadErrors(() => engine.rows(url, options, without));
}
