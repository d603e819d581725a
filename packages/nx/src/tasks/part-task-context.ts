import { randomBytes } from 'node:crypto';
import type { PartTaskContext } from '@oneleaf/workflows/api';
import { version } from '../../package.json';

/** What part tasks need to know of this process. */
export function partTaskContext(path: string, env: PartTaskContext['env']): PartTaskContext {
  return {
    path,
    env,
    now: Math.floor(Date.now() / 1000),
    version,
    nodeVersion: process.version,
    chance: () => randomBytes(6).toString('hex'),
  };
}
