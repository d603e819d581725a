import { GitError, openRepository } from '@oneleaf/git';
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { SetupOptions } from './setup-options.js';

/** What git says of the place of a workspace. A workspace that is in no repository yet is taken for the top of one. */
export async function locateWorkspace(
  workspace: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Pick<SetupOptions, 'within' | 'hooksPath'>> {
  try {
    const repository = await openRepository(workspace, { env, ambient: false });
    const { configured } = (await repository.cloneProperties()).hooks;
    const within = relative(repository.top, realpathSync(workspace)).split(sep).join('/');
    return { within, ...(configured === undefined ? {} : { hooksPath: configured }) };
  } catch (error) {
    if (error instanceof GitError) return { within: '' };
    throw error;
  }
}
