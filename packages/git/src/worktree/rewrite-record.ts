import type { Git } from '../process/git.js';
import { type WritableWorkingTree, type CurrentFile, writeRefusal, withText } from './writable-working-tree.js';
import { readIndex } from './index-entries.js';
import type { RewriteRecord, FileSwap } from './rewrite-journal.js';
import { resolveCommit } from '../refs/refs.js';
import type { FileRewrite } from './worktree.js';
import { IndexPlan } from './index-plan.js';
import { readStatus } from './status.js';

/** Looks at all that a rewriting meets, and writes nothing but blobs; a `GitError` when something stands in its way. */
export async function recordRewrite(
  git: Git,
  workingTree: WritableWorkingTree,
  { changes, moves, note }: FileRewrite,
): Promise<RewriteRecord> {
  const paths = new Set(changes.map(({ path }) => path));
  const known = new Map<string, CurrentFile>(changes.map(({ path }) => [path, workingTree.known(path)]));
  const state = { index: readIndex(git, paths), status: await readStatus(git), seen: workingTree.seen };
  const staging = new IndexPlan(git, state, moves);
  const origins = new Map(moves.map(({ from, to }) => [to, from]));
  const swaps: FileSwap[] = [];
  for (const change of changes) {
    const { path, text } = change;
    const file = withText(known.get(origins.get(path) ?? path), text);
    const before = { file: known.get(path)?.file ?? null, staged: staging.before(path) };
    swaps.push({ path, before, after: { file, staged: await staging.after(change, file) } });
  }
  const folders = new Set(changes.flatMap(({ path, text }) => (text === null ? [] : workingTree.missingFolders(path))));
  const both = changes.find(({ path }) => folders.has(path));
  if (both !== undefined) throw writeRefusal(both.path, 'would be a file and a folder');
  const head = (await resolveCommit(git, 'HEAD')) ?? null;
  return { key: Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex'), head, note, folders: [...folders], swaps };
}
