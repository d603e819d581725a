import type { Git } from '../process/git.js';
import { type Oid, oidPattern } from './oid.js';

/** The ids of `<id>^{type}` expressions, in order. */
export async function lookUpObjects(git: Git, expressions: readonly string[]): Promise<readonly (Oid | undefined)[]> {
  if (expressions.length === 0) return [];
  const output = await git.run(['cat-file', '--batch-check=%(objectname)', '--buffer'], { input: `${expressions.join('\n')}\n` });
  return output
    .toString()
    .split('\n')
    .slice(0, -1)
    .map(line => (oidPattern.test(line) ? line : undefined));
}
