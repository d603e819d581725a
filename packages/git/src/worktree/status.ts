import type { Git } from '../process/git.js';
import { lineSink } from '../process/line-sink.js';
import { decodePath } from '../process/path-encoding.js';

const SPACE = 0x20;
const HASH = 0x23;

/** How a tracked path differs, by git's letters (git-status(1), short format); `.` where it does not, `U` twice where it is unmerged. */
export interface PathStatus {
  /** The index from HEAD. */
  readonly staged: string;
  /** The working tree from the index, after git's own conversions. */
  readonly unstaged: string;
}

/** Every tracked path that differs. */
export async function readStatus(git: Git): Promise<ReadonlyMap<string, PathStatus>> {
  const differences = new Map<string, PathStatus>();
  const take = (bytes: Buffer, from: number, to: number): void => {
    // Headers that the configuration asks for (status.showStash).
    if (bytes[from] === HASH) return;
    const unmerged = bytes.toString('latin1', from, from + 1) === 'u';
    // `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path`
    const path = decodePath(bytes.subarray(skipFields(bytes, from, unmerged ? 10 : 8), to));
    const [staged = '', unstaged = ''] = unmerged ? 'UU' : bytes.toString('latin1', from + 2, from + 4);
    differences.set(path, { staged, unstaged });
  };
  const options = ['--porcelain=v2', '-z', '--no-renames', '--untracked-files=no', '--ignore-submodules=all'];
  await git.run(['status', ...options], { sink: lineSink(0, take) });
  return differences;
}

function skipFields(bytes: Buffer, from: number, count: number): number {
  let at = from;
  for (let passed = 0; passed < count; passed++) at = bytes.indexOf(SPACE, at) + 1;
  return at;
}
