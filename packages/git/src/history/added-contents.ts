import type { Git } from '../process/git.js';
import type { Oid } from '../objects/oid.js';
import { decodePath, encodePath } from '../process/path-encoding.js';
import { zeroFields } from '../process/zero-fields.js';

/** Fewer bytes than any system allows for arguments. */
const ARGUMENT_BYTES = 60_000;

/** What each path held when the base's first-parent line last added it: a merge stands for all that it brought. One walk for many paths. */
export async function findAddedContents(git: Git, base: Oid, paths: readonly string[]): Promise<ReadonlyMap<string, Oid>> {
  // Arguments are strings, so a path that is not UTF-8 cannot be named in one.
  const named = [...new Set(paths)].filter(path => encodePath(path).toString() === path && !path.includes('\0'));
  const walk = ['--first-parent', '--diff-merges=first-parent', '--diff-filter=A', '--no-renames'];
  const format = ['--raw', '--no-abbrev', '-z', '--format=', '--no-color', '--no-show-signature', '--no-notes'];
  const found = new Map<string, Oid>();
  for (const some of inPortions(named)) {
    const { stdout } = await git.ask(['log', ...walk, ...format, base, '--', ...some]);
    // `:000000 100644 <zeros> <id> A` before each path.
    const fields = zeroFields(stdout);
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const content = fields[at]?.toString('latin1').split(' ')[3] ?? '';
      const path = decodePath(fields[at + 1] ?? Buffer.of());
      if (!found.has(path)) found.set(path, content);
    }
  }
  return found;
}

function inPortions(paths: readonly string[]): readonly (readonly string[])[] {
  const portions: string[][] = [];
  let room = 0;
  for (const path of paths) {
    room -= path.length * 3 + 1;
    if (room < 0 || portions.length === 0) {
      portions.push([]);
      room = ARGUMENT_BYTES;
    }
    portions.at(-1)?.push(path);
  }
  return portions;
}
