import type { Git } from '../process/git.js';
import type { LandingCommit } from './commit-relation.js';
import type { Oid } from '../objects/oid.js';
import { encodePath } from '../process/path-encoding.js';

/** The newest commit on the base's first-parent line that added the path: a merge stands for all that it brought. */
export async function findLandingCommit(git: Git, base: Oid, path: string): Promise<LandingCommit | undefined> {
  const bytes = encodePath(path);
  // Arguments are strings, so a path that is not UTF-8 cannot be named in one.
  if (bytes.toString() !== path || path.includes('\0')) return undefined;
  const only = [
    '--max-count=1',
    '--first-parent',
    '--diff-merges=first-parent',
    '--diff-filter=A',
    '--no-renames',
    '--raw',
    '--no-abbrev',
    '-z',
  ];
  const format = ['--format=%H%x00%an%x00%ct%x00%s', '--encoding=UTF-8', '--no-color', '--no-show-signature', '--no-notes', '--no-mailmap'];
  const { stdout } = await git.ask(['log', ...only, ...format, base, '--', path]);
  const [commit, author, time, subject, change] = stdout.toString().split('\0');
  // `:000000 100644 <zeros> <id> A`
  const content = change?.split(' ')[3];
  if (commit === undefined || author === undefined || subject === undefined || content === undefined) return undefined;
  return { commit, author, time: Number(time), subject, content };
}
