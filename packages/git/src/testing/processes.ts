import { spawnSync } from 'node:child_process';

/** Whether a process still runs; one that ended and that its parent has not waited for does not. */
export function isAlive(pid: number | string): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}
