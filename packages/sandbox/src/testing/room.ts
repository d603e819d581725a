import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, chmodSync } from 'node:fs';
import { createConnection } from 'node:net';
import { once } from 'node:events';
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
  const processes = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(pid => isIn(pid, path));
  return [...readdirSync(path), ...processes.map(pid => `process ${pid} ${read(`/proc/${pid}/cmdline`)}`)];
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

/** Waits until it is so; the spec's own time limit ends a wait in vain. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(20);
}

export async function isListening(port: number): Promise<boolean> {
  const connection = createConnection(port, '127.0.0.1');
  try {
    await once(connection, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}
