import type { ProcessEnvironment } from '../environment.js';
import type { Sandbox } from '../sandbox.js';
import { Keeper } from './keeper.js';
import { sandboxParents } from './sandbox-folders.js';
import { sweepSandboxFolders } from './sweep.js';

/** Opens a sandbox with a keeper, which ends again when opening fails. What killed runs left is removed first. */
export async function withKeeper(env: ProcessEnvironment, open: (keeper: Keeper) => Promise<Sandbox>): Promise<Sandbox> {
  const keeper = new Keeper(env);
  try {
    await sweepSandboxFolders(sandboxParents(env), env);
    return await open(keeper);
  } catch (error) {
    await (keeper.lost ? sweepSandboxFolders(sandboxParents(env)) : keeper.close());
    throw error;
  }
}
