import type { TableRows } from './catalog.js';
import { type DatabaseAddress, withReadErrors } from './read-catalog.js';
import type { ReadOptions } from './read-options.js';

/**
 * A hash of the rows of each table, without the frameworks' own tables. The order of rows and columns does not matter. `without` names
 * columns to leave out: `public.users.joined`.
 */
export function readRows(
  { engine, url }: DatabaseAddress,
  options: ReadOptions,
  without: readonly string[] = [],
): Promise<readonly TableRows[]> {
  return withReadErrors(() => engine.rows(url, options, without));
}
