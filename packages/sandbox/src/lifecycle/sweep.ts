import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isListening } from './listener-check.js';
import { removeMarked } from '../providers/docker/removal.cjs';
import type { ProcessEnvironment } from '../environment.js';
import { type FolderProcess, folderProcesses } from './folder-processes.js';
import type { MarkedResources } from './keeper.js';
import { freeMemory } from './shared-memory.cjs';
import { SANDBOX_FOLDER } from './sandbox-folders.js';

interface SandboxFolder {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
}

/** Removes the folders of runs whose keeper was killed as well, and stops their servers; returns their paths. Those of living runs stay. */
export async function sweepSandboxFolders(places: readonly string[], env: ProcessEnvironment = {}): Promise<string[]> {
  const left: string[] = [];
  // Windows has no sockets in folders, by which a living keeper answers.
  if (process.platform === 'win32') return left;
  for (const folder of [...new Set(places.flatMap(sandboxFoldersIn))].flatMap(ownFolder)) {
    const { path } = folder;
    if (await isListening({ path: join(path, 'keeper') })) continue;
    if (!(await clearEngine(path, env))) continue;
    await stopServer(folder);
    freeMemory(path);
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    left.push(path);
  }
  return left;
}

function sandboxFoldersIn(place: string): string[] {
  return readdirSync(place)
    .filter(name => SANDBOX_FOLDER.test(name))
    .map(name => join(place, name));
}

/** Of this user, and with the token that a keeper writes once it answers. */
function ownFolder(path: string): SandboxFolder[] {
  try {
    const { uid, gid, mode } = lstatSync(path);
    const owner = join(path, 'OWNER');
    const own = (mode & 0o777) === 0o700 && lstatSync(owner).uid === process.getuid?.() && readFileSync(owner, 'utf8') === 'oneleaf\n';
    return own ? [{ path, uid, gid }] : [];
  } catch {
    // The folder belongs to another user or was just removed.
    return [];
  }
}

/** False when there is something in an engine that does not answer now. */
async function clearEngine(path: string, env: ProcessEnvironment): Promise<boolean> {
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

function isMarked(value: unknown): value is MarkedResources {
  return typeof value === 'object' && value !== null && 'token' in value && 'env' in value;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** How long initdb and what a server left may take to end by themselves, in tries of 20 ms. */
const STOP_TRIES = 500;

async function stopServer(folder: SandboxFolder): Promise<void> {
  const { path } = folder;
  const servers = folderProcesses(path).filter(({ command }) => /\/postgres -D /.test(command));
  signal(folder, 'QUIT', servers);
  // Without its keeper initdb ends at its next output. If it were killed, it would leave shared memory (keeper-program.cjs).
  for (let left = STOP_TRIES; left > 0 && folderProcesses(path).length > 0; left -= 1) await pause(20);
  signal(folder, 'KILL', folderProcesses(path));
}

/** As the server's own user: root could end anything. */
function signal({ uid, gid }: SandboxFolder, name: 'QUIT' | 'KILL', to: readonly FolderProcess[]): void {
  const pids = to.map(({ pid }) => pid);
  if (pids.length > 0) spawnSync('sh', ['-c', `kill -${name} "$@"`, 'sh', ...pids], { uid, gid });
}
