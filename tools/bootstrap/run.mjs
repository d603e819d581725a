import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program from the root of the repository with its output shown; true when it ended well. */
export function succeeds(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

/** Runs a Node script of this repository, and ends this process with its exit code when it fails. */
export function node(args, environment = {}) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (status !== 0) process.exit(status ?? 1);
}
