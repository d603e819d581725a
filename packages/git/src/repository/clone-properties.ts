import { join, resolve } from 'node:path';
import type { SimpleGit } from 'simple-git';
import type { GitProcessContext } from '../process/git.js';
import { withPorcelain } from '../process/porcelain.js';
import type { Config } from './config.js';
import type { RepositoryLocation } from './repository-location.js';

/** What a clone is like, beside what it holds. */
export interface CloneProperties {
  readonly hooks: {
    /** `core.hooksPath` as it is configured, if it is. */
    readonly configured?: string;
    /** Where git looks for hooks: absolute, and it need not exist. */
    readonly folder: string;
  };
  /** Contents were left out, to be fetched when they are asked for. */
  readonly partial: boolean;
  /** `2.39.5` */
  readonly gitVersion: string;
}

interface CloneContext {
  readonly context: GitProcessContext;
  readonly config: Config;
  readonly location: RepositoryLocation;
}

export async function readCloneProperties({ context, config, location }: CloneContext): Promise<CloneProperties> {
  const promisor = await config.promisor();
  return withPorcelain(context, async git => {
    const [configured, version] = await Promise.all([configuredHooksPath(git), git.version()]);
    // git-config(1): a relative core.hooksPath starts where hooks are run, at a working tree's top or in a bare repository.
    const folder = configured === undefined ? join(location.commonDir, 'hooks') : resolve(location.top, configured);
    return {
      hooks: { ...(configured === undefined ? {} : { configured }), folder },
      partial: promisor !== undefined,
      gitVersion: `${version.major}.${version.minor}.${version.patch}`,
    };
  });
}

/** `<scope> NUL <value> NUL`, the last one holds; what one command line says is no configuration of the clone. */
async function configuredHooksPath(git: SimpleGit): Promise<string | undefined> {
  const listed = await git.raw('config', '-z', '--show-scope', '--type=path', '--get-all', 'core.hooksPath');
  const fields = listed.split('\0').slice(0, -1);
  return fields.filter((_, index) => index % 2 === 1 && fields[index - 1] !== 'command').at(-1);
}
