import { existsSync, mkdtempSync, readdirSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxOptions } from '../sandbox-options.js';
import { abandonedMemory, commandOf, isTold, memoryOf, processes } from './machine.cjs';

const made: string[] = [];
const seenMemory = new Set<string>();
/** Notes the shared memory of all that works in rooms: whose it was can be known only while somebody has it. */
const watch = setInterval(() => {
  for (const one of memoryOf(processes().filter(pid => Number(pid) !== process.pid && isTold(pid, made)))) seenMemory.add(one);
}, 200).unref();
afterAll(() => {
  clearInterval(watch);
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** Where the whole run keeps what is worth being in memory (tools/jest/leftovers.cjs). */
const memory = process.env['ONELEAF_MEMORY'] ?? (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** A fresh folder that others may pass through, removed after the spec file; its path leaves room for a socket's. */
export function specFolder(): string {
  const path = mkdtempSync(join(memory, 'oneleaf-spec-'));
  chmodSync(path, 0o711);
  made.push(path);
  return path;
}

/** Options of a sandbox whose folders are all in one room. */
export function folderOptions(path: string): Pick<SandboxOptions, 'project' | 'env'> {
  return { project: __dirname, env: { ...process.env, TMPDIR: path } };
}

/** What is in a room, and which processes are at home or busy there. */
export function folderLeftovers(path: string): string[] {
  return [...readdirSync(path), ...processesIn(path).map(pid => `process ${pid} ${commandOf(pid)}`)];
}

/** Their ids. */
export function processesIn(path: string): string[] {
  return processes().filter(pid => Number(pid) !== process.pid && isTold(pid, [path]));
}

export function keepersIn(path: string): string[] {
  return processesIn(path).filter(pid => commandOf(pid).includes('keeper-program.cjs'));
}

/** Waits until a room is empty, and nothing is left of the shared memory of any; when it stays full, fails with what is in it. */
export async function expectEmpty(path: string): Promise<void> {
  const now = (): string[] => [...folderLeftovers(path), ...abandonedMemory().filter(one => seenMemory.has(one))];
  // What somebody takes away between the list of segments and that of their users looks abandoned for an instant: one look without any will do.
  let there = now();
  for (let tries = 0; tries < 1500 && there.length > 0; tries += 1) {
    await pause(20);
    there = now();
  }
  expect(there).toEqual([]);
}
