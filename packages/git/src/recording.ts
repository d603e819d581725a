import { randomBytes } from 'node:crypto';
import type { Git } from './git.js';
import { type Ground, type Known, refusal, rewritten } from './ground.js';
import { readIndex } from './index-entries.js';
import type { Recorded, Swap } from './journal.js';
import { resolve } from './refs.js';
import type { Rewriting } from './rewriting.js';
import { Staging } from './staging.js';
import { readStatus } from './status.js';

/** Looks at all that a rewriting meets, and writes nothing but blobs; a `GitError` when something stands in its way. */
export async function record(git: Git, ground: Ground, { changes, moves, note }: Rewriting): Promise<Recorded> {
  const paths = new Set(changes.map(({ path }) => path));
  const known = new Map<string, Known>(changes.map(({ path }) => [path, ground.known(path)]));
  const stand = { index: readIndex(git, paths), status: await readStatus(git), seen: ground.seen };
  const staging = new Staging(git, stand, moves);
  const origins = new Map(moves.map(({ from, to }) => [to, from]));
  const swaps: Swap[] = [];
  for (const change of changes) {
    const { path, text } = change;
    const file = rewritten(known.get(origins.get(path) ?? path), text);
    const before = { file: known.get(path)?.file ?? null, staged: staging.before(path) };
    swaps.push({ path, before, after: { file, staged: await staging.after(change, file) } });
  }
  const folders = new Set(changes.flatMap(({ path, text }) => (text === null ? [] : ground.missingFolders(path))));
  const both = changes.find(({ path }) => folders.has(path));
  if (both !== undefined) throw refusal(both.path, 'is to be a file and a folder');
  const head = (await resolve(git, 'HEAD')) ?? null;
  return { key: randomBytes(6).toString('hex'), head, note, folders: [...folders], swaps };
}
