import type { Git } from '../process/git.js';
import { lineSink } from '../process/line-sink.js';
import type { Oid } from '../objects/oid.js';
import type { TreeEntry, PathFilter } from './tree-entry.js';
import type { ObjectStore } from '../objects/object-store.js';
import { decodePath } from '../process/path-encoding.js';

const SPACE = 0x20;
const TAB = 0x09;

/** Every file of interest of a commit's tree, in tree order. */
export async function listTree(git: Git, commit: Oid, filter: PathFilter): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  const take = (line: Buffer, from: number, to: number): void => {
    const entry = parseTreeLine(line.subarray(from, to));
    if (filter.wants(entry.path)) entries.push(entry);
  };
  await git.run(['ls-tree', '-r', '-z', '--full-tree', commit], { sink: lineSink(0, take) });
  return entries;
}

/** Every folder of a commit's tree, with a slash at its end. */
export async function listFolders(store: ObjectStore, commit: Oid): Promise<ReadonlySet<string>> {
  const paths = await store.withoutFetching(git => git.run(['ls-tree', '-r', '-d', '-z', '--full-tree', commit]));
  const folders = new Set<string>();
  const take = (bytes: Buffer, from: number, to: number): unknown => folders.add(`${parseTreeLine(bytes.subarray(from, to)).path}/`);
  lineSink(0, take)(paths);
  return folders;
}

/** `<mode> SP <type> SP <id> TAB <path>` */
function parseTreeLine(line: Buffer): TreeEntry {
  const tab = line.indexOf(TAB);
  const oid = line.toString('latin1', line.lastIndexOf(SPACE, tab) + 1, tab);
  return { path: decodePath(line.subarray(tab + 1)), oid, link: !isRegularMode(line) };
}

/** 100644 and 100755; 120000 is a symbolic link, 160000 a submodule. */
export function isRegularMode(mode: Uint8Array): boolean {
  return mode[0] === 0x31 && mode[1] === 0x30;
}
