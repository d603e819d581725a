import { randomBytes } from 'node:crypto';
import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProcessEnvironment } from '../environment.js';

/** The names of folders of ours. */
export const SANDBOX_FOLDER = /^oneleaf-sandbox-[0-9a-f]{12}$/;

// Docker gives 64 MB by default, and a server with a few databases needs 100.
const NEEDED_MEMORY = 512 * 2 ** 20;
// sun_path holds 104 bytes with its end on macOS, 108 on Linux.
const SOCKET_PATH_LIMIT = 103;

/** Folders for our files, the best first: TMPDIR if it is set, then memory, then `/tmp`. */
export function sandboxParents(env: ProcessEnvironment, memory = '/dev/shm'): string[] {
  const { TMPDIR: chosen } = env;
  const first = chosen ?? (freeBytes(memory) >= NEEDED_MEMORY ? memory : '/tmp');
  return [first, '/tmp'].filter(place => isPassable(place));
}

function freeBytes(path: string): number {
  if (!existsSync(path)) return 0;
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Whether other users come through: a server that root starts is one of them. */
function isPassable(path: string): boolean {
  if (!existsSync(path)) return false;
  const through = process.getuid?.() !== 0 || (statSync(path).mode & 0o001) !== 0;
  return through && (dirname(path) === path || isPassable(dirname(path)));
}

/** A new folder's path, short enough for a socket in it. */
export function newSandboxFolder(places: readonly string[]): string {
  const name = `oneleaf-sandbox-${randomBytes(6).toString('hex')}`;
  const short = places.find(place => Buffer.byteLength(join(place, name, '.s.PGSQL.65535')) <= SOCKET_PATH_LIMIT);
  return join(short ?? '/tmp', name);
}
