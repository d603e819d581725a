import { readFileSync } from 'node:fs';
import type { SystemUser } from '../../lifecycle/keeper.js';
import { SandboxError } from '../../sandbox-error.js';

/** The user for the server, because PostgreSQL refuses root. Undefined if we are not root. */
export function serverUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(([first]) => first === name) ?? [];
    // macOS writes -2 for the user nobody, and the system reads it as 2^32 - 2.
    if (uid !== undefined) return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  throw new SandboxError(
    'PostgreSQL does not run as root, and there is no user postgres or nobody',
    'run oneleaf as another user than root',
  );
}
