import { gitFailure, type Git } from '../process/git.js';
import type { GitVersion } from '../process/git-version.js';
import type { Oid } from '../objects/oid.js';
import { decodePath } from '../process/path-encoding.js';
import { zeroFields } from '../process/zero-fields.js';

/** What `git merge-tree` makes of two commits. */
export interface MergedTree {
  readonly tree: Oid;
  /** Paths that git stops at. */
  readonly conflicts: readonly string[];
}

const mergeTreeOptions = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages'];

/** Why this git can merge nothing here. */
export async function mergeObstacle(version: GitVersion): Promise<string | undefined> {
  if (await version.isAtLeast(2, 38)) return undefined;
  return `git ${await version.text()} cannot merge without a working tree (2.38 can)`;
}

/** Merges many pairs of commits; an answer that is a string says why git could not. */
export async function mergeTrees(
  git: Git,
  version: GitVersion,
  pairs: readonly (readonly [Oid, Oid])[],
): Promise<readonly (MergedTree | string)[]> {
  const merged: (MergedTree | string)[] = [];
  if (!(await version.isAtLeast(2, 39))) {
    for (const [ours, theirs] of pairs) merged.push(await mergeOne(git, ours, theirs));
    return merged;
  }
  while (merged.length < pairs.length) {
    const rest = pairs.slice(merged.length);
    const { stdout, stderr } = await git.ask([...mergeTreeOptions, '--stdin'], {
      input: rest.map(([ours, theirs]) => `${ours} ${theirs}\n`).join(''),
    });
    merged.push(...parseRecords(stdout));
    // The first merge that git cannot do ends the child.
    if (merged.length < pairs.length) merged.push(gitFailure(['merge-tree'], stderr).message);
  }
  return merged;
}

async function mergeOne(git: Git, ours: Oid, theirs: Oid): Promise<MergedTree | string> {
  const { code, stdout, stderr } = await git.ask([...mergeTreeOptions, ours, theirs]);
  if (code > 1) return gitFailure(['merge-tree'], stderr).message;
  const [tree = '', ...conflicts] = zeroFields(stdout).filter(field => field.length > 0);
  return { tree: tree.toString(), conflicts: conflicts.map(decodePath) };
}

/** With --stdin: `<status> NUL <tree> NUL (<path> NUL)* NUL` for each pair. */
function parseRecords(bytes: Buffer): readonly MergedTree[] {
  const found: MergedTree[] = [];
  let open: Buffer[] = [];
  for (const field of zeroFields(bytes)) {
    if (field.length > 0) {
      open.push(field);
      continue;
    }
    const [, tree = '', ...conflicts] = open;
    found.push({ tree: tree.toString(), conflicts: conflicts.map(decodePath) });
    open = [];
  }
  return found;
}
