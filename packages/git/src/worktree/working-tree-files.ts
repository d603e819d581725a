import { lstatSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { blobId, unixLineEnds } from '../objects/blob-id.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { GitError } from '../process/git-error.js';
import { isRegularMode } from '../trees/ls-tree.js';
import { lineSink } from '../process/line-sink.js';
import type { Oid } from '../objects/oid.js';
import type { TreeEntry, PathFilter } from '../trees/tree-entry.js';
import { decodePath, encodePath } from '../process/path-encoding.js';

const TAB = 0x09;

/** A line of `ls-files`: from the index, or untracked (then without an id). */
interface ListedFile {
  readonly path: string;
  /** `H` tracked, `S` tracked but left out of a sparse checkout, `M` unmerged, `?` untracked. */
  readonly tag: string;
  readonly oid: Oid | null;
  readonly stage: number;
  readonly link: boolean;
}

/** Stage 0 of the index; a path that a merge stopped at is flagged. */
export async function listIndex(git: Git, filter: PathFilter): Promise<readonly TreeEntry[]> {
  const listed = await listFiles(git, ['--cached'], filter);
  return onePerPath(listed).flatMap(({ path, oid, link, stage }): TreeEntry[] => {
    if (oid === null) return [];
    return [stage === 0 ? { path, oid, link } : { path, oid, link, unmerged: true }];
  });
}

/** Files as they are on disk, and the contents of those that git does not have. */
export interface WorkingTreeFiles {
  readonly entries: readonly TreeEntry[];
  readonly contents: ReadonlyMap<Oid, Uint8Array>;
}

export async function listWorkingTree(git: Git, location: RepositoryLocation, filter: PathFilter): Promise<WorkingTreeFiles> {
  const listed = await listFiles(git, ['--cached', '--others', '--exclude-standard'], filter);
  const disk = new WorkingTreeReader(location);
  const entries = onePerPath(listed).flatMap(one => disk.entry(one) ?? []);
  return { entries, contents: disk.contents };
}

async function listFiles(git: Git, which: readonly string[], filter: PathFilter): Promise<readonly ListedFile[]> {
  const listed: ListedFile[] = [];
  const take = (bytes: Buffer, from: number, to: number): void => {
    const one = parseListedFile(bytes.subarray(from, to));
    if (filter.wants(one.path)) listed.push(one);
  };
  await git.run(['ls-files', '-z', '-t', '--stage', '--full-name', ...which], { sink: lineSink(0, take) });
  return listed;
}

/** `<tag> SP <mode> SP <id> SP <stage> TAB <path>`, or `? SP <path>`. */
function parseListedFile(line: Buffer): ListedFile {
  const tag = line.toString('latin1', 0, 1);
  if (tag === '?') return { path: decodePath(line.subarray(2)), tag, oid: null, stage: 0, link: false };
  const tab = line.indexOf(TAB);
  const [, , oid = '', stage] = line.toString('latin1', 0, tab).split(' ');
  return { path: decodePath(line.subarray(tab + 1)), tag, oid, stage: Number(stage), link: !isRegularMode(line.subarray(2)) };
}

/** Of the stages of an unmerged path ours (2), else theirs (3), else what both had (1). Sorted by code unit. */
function onePerPath(listed: readonly ListedFile[]): readonly ListedFile[] {
  const rank = ({ stage }: ListedFile): number => [0, 3, 1, 2][stage] ?? 4;
  const kept = new Map<string, ListedFile>();
  for (const one of listed) {
    const other = kept.get(one.path);
    if (other === undefined || rank(one) < rank(other)) kept.set(one.path, one);
  }
  return [...kept.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Looks at files without following any symbolic link, and names contents as git would. */
class WorkingTreeReader {
  readonly contents = new Map<Oid, Uint8Array>();
  readonly #folders = new Map<string, boolean>();

  constructor(readonly location: RepositoryLocation) {}

  entry(listed: ListedFile): TreeEntry | undefined {
    const { path, oid, link } = listed;
    const stats = this.#isRealFolder(path) ? lstat(this.#full(path)) : undefined;
    if (oid !== null && (isSparse(listed) || (link && isFolder(stats)))) return { path, oid, link };
    if (stats?.isSymbolicLink() === true) return { path, oid: this.#keep(readlinkSync(this.#full(path), 'buffer')), link: true };
    return stats?.isFile() === true ? this.#file(listed) : undefined;
  }

  #file({ path, oid, link }: ListedFile): TreeEntry {
    const bytes = this.#bytes(path);
    const unix = unixLineEnds(bytes);
    return { path, oid: this.#name(unix) === oid ? this.#keep(unix) : this.#keep(bytes), link };
  }

  #bytes(path: string): Buffer {
    try {
      return readFileSync(this.#full(path));
    } catch (cause) {
      throw new GitError(`${path} cannot be read`, `ls -l ${JSON.stringify(path)}`, { cause });
    }
  }

  #keep(bytes: Uint8Array): Oid {
    const oid = this.#name(bytes);
    this.contents.set(oid, bytes);
    return oid;
  }

  #full(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.location.top}/`), encodePath(path)]);
  }

  /** Git does not look behind a symbolic link that stands where a tracked folder was. */
  #isRealFolder(path: string): boolean {
    const slash = path.lastIndexOf('/');
    if (slash === -1) return true;
    const folder = path.slice(0, slash);
    let real = this.#folders.get(folder);
    if (real === undefined) {
      real = this.#isRealFolder(folder) && isFolder(lstat(this.#full(folder)));
      this.#folders.set(folder, real);
    }
    return real;
  }

  #name(bytes: Uint8Array): Oid {
    return blobId(bytes, this.location.width);
  }
}

/** A file that a sparse checkout leaves out is not deleted. */
function isSparse({ tag }: ListedFile): boolean {
  return tag === 'S';
}

function isFolder(stats: Stats | undefined): boolean {
  return stats?.isDirectory() === true;
}

function lstat(path: Buffer): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
