import { join, resolve } from 'node:path';
import type { Config } from './config.js';
import type { RepositoryLocation } from './repository-location.js';
import type { Git } from '../process/git.js';
import type { CloneProperties } from '../model.js';

export interface CloneContext {
  readonly git: Git;
  readonly config: Config;
  readonly place: RepositoryLocation;
}

export async function readCloneProperties({ git, config, place }: CloneContext): Promise<CloneProperties> {
  const configured = await configuredHooksPath(git);
  // git-config(1): a relative core.hooksPath starts where hooks are run, at a working tree's top or in a bare repository.
  const folder = configured === undefined ? join(place.commonDir, 'hooks') : resolve(place.top, configured);
  return {
    hooks: { ...(configured === undefined ? {} : { configured }), folder },
    partial: (await config.promisor()) !== undefined,
    gitVersion: await place.version.text(),
  };
}

/** `<scope> NUL <value> NUL`, the last one holds; what our own command line says is no configuration. */
async function configuredHooksPath(git: Git): Promise<string | undefined> {
  const { stdout } = await git.ask(['config', '-z', '--show-scope', '--type=path', '--get-all', 'core.hooksPath']);
  const said = stdout.toString().split('\0').slice(0, -1);
  return said.filter((_, index) => index % 2 === 1 && said[index - 1] !== 'command').at(-1);
}
