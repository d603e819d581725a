import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxOptions } from '../open-sandbox.js';

const made: string[] = [];
afterAll(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A fresh folder that others may pass through, removed after the spec file; its path leaves room for a socket's. */
export function room(): string {
  const path = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'oneleaf-spec-'));
  chmodSync(path, 0o711);
  made.push(path);
  return path;
}

/** Options of a sandbox whose folders are all in one room. */
export function within(path: string): Pick<SandboxOptions, 'project' | 'env'> {
  return { project: __dirname, env: { ...process.env, TMPDIR: path } };
}

/** What is in a room, and which processes are at home or busy there. */
export function left(path: string): string[] {
  return [...readdirSync(path), ...processesIn(path).map(pid => `process ${pid} ${read(`/proc/${pid}/cmdline`)}`)];
}

/** Their ids. */
function processesIn(path: string): string[] {
  return processes()
    .filter(pid => Number(pid) !== process.pid)
    .filter(pid => isIn(pid, path));
}

/** Those of this machine; elsewhere than on Linux none can be seen. */
function processes(): string[] {
  return existsSync('/proc') ? readdirSync('/proc').filter(name => /^\d+$/.test(name)) : [];
}

export function keepersIn(path: string): string[] {
  return processesIn(path).filter(pid => read(`/proc/${pid}/cmdline`).includes('keeper-program.cjs'));
}

/** PostgreSQL writes its title over its first environment; its home is its data then. */
function isIn(pid: string, path: string): boolean {
  const told = `${read(`/proc/${pid}/cmdline`)}\0${read(`/proc/${pid}/environ`)}`;
  return told.includes(path) || home(pid).startsWith(path);
}

function home(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Waits until a room is empty and no shared memory is left; when it stays full, fails with what is in it. */
export async function emptied(path: string): Promise<void> {
  const now = (): string[] => [...left(path), ...abandonedMemory().filter(segment => !atFirst.has(segment))];
  for (let tries = 0; tries < 1500 && now().length > 0; tries += 1) await pause(20);
  expect(now()).toEqual([]);
}

/** Shared memory of PostgreSQL that no process has any more, of both kinds; nobody says whose it was. */
function abandonedMemory(): string[] {
  if (!existsSync('/dev/shm')) return [];
  const mapped = processes()
    .map(pid => read(`/proc/${pid}/maps`))
    .join('\n');
  const posix = readdirSync('/dev/shm').filter(name => name.startsWith('PostgreSQL.') && !mapped.includes(name));
  const columns = read('/proc/sysvipc/shm')
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  // key, shmid, perms, size, cpid, lpid, nattch; PostgreSQL's are of 56 bytes.
  return [...posix, ...columns.filter(row => row[3] === '56' && row[6] === '0').map(row => `shared memory ${row[1] ?? ''}`)];
}

const atFirst = new Set(abandonedMemory());
