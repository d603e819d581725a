import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answers } from './answers.js';
import { removeMarked } from './docker/removal.cjs';
import type { Environment } from './environment.js';
import type { Marked } from './keeper.js';
import { FOLDER } from './shelter.js';

interface Folder {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
}

/** Removes the folders of runs whose keeper was killed as well, and stops their servers; returns their paths. Those of living runs stay. */
export async function sweep(places: readonly string[], env: Environment = {}): Promise<string[]> {
  const left: string[] = [];
  // Windows has no sockets in folders, by which a living keeper answers.
  if (process.platform === 'win32') return left;
  for (const folder of [...new Set(places.flatMap(foldersIn))].flatMap(ownFolder)) {
    const { path } = folder;
    if (await answers({ path: join(path, 'keeper') })) continue;
    if (!(await clearEngine(path, env))) continue;
    await stopServer(folder);
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    left.push(path);
  }
  return left;
}

function foldersIn(place: string): string[] {
  return readdirSync(place)
    .filter(name => FOLDER.test(name))
    .map(name => join(place, name));
}

/** Of this user, and with the token that a keeper writes once it answers. */
function ownFolder(path: string): Folder[] {
  try {
    const { uid, gid, mode } = lstatSync(path);
    const owner = join(path, 'OWNER');
    const own = (mode & 0o777) === 0o700 && lstatSync(owner).uid === process.getuid?.() && readFileSync(owner, 'utf8') === 'oneleaf\n';
    return own ? [{ path, uid, gid }] : [];
  } catch {
    // Somebody else's, or gone in this moment.
    return [];
  }
}

/** False when there is something in an engine that does not answer now. */
async function clearEngine(path: string, env: Environment): Promise<boolean> {
  const [text = ''] = linesOf(join(path, 'engine'));
  if (text === '') return true;
  try {
    const marked: unknown = JSON.parse(text);
    if (!isMarked(marked)) return false;
    await removeMarked({ ...marked, env: { ...env, ...marked.env } });
    return true;
  } catch {
    return false;
  }
}

function isMarked(value: unknown): value is Marked {
  return typeof value === 'object' && value !== null && 'token' in value && 'env' in value;
}

async function stopServer({ path, uid, gid }: Folder): Promise<void> {
  const [pid = '', , , port = ''] = linesOf(join(path, 'data', 'postmaster.pid'));
  const socket = { path: join(path, `.s.PGSQL.${port}`) };
  // Whoever answers in our folder is our server; without an answer the number may be of another process by now.
  if (!(await answers(socket))) return;
  // As the server's own user: the file is of its making, and root could end anything.
  spawnSync('sh', ['-c', 'kill -QUIT "$1"', 'sh', pid], { uid, gid });
  while (await answers(socket)) await pause(20);
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
