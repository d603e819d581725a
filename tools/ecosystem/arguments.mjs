import { parseArgs } from 'node:util';
import api from '../../packages/cli/dist/api.cjs';

/** The options of ecosystem.mjs and rebase.mjs. */
export const { values: options } = parseArgs({
  options: {
    clone: { type: 'string' },
    repo: { type: 'string' },
    cases: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});

export function openClone(path) {
  return api.openSession({ path, env: process.env, named: true, now: Math.floor(Date.now() / 1000), progress: () => undefined });
}
