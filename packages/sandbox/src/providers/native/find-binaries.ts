import { SandboxError } from '../../sandbox-error.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import { type LaunchContext, type ServerBinaries, inspectBinaries, installedServers } from './installed-servers.js';
import { npmCommand, findNpmBinaries } from './npm-binaries.js';
import { cacheFolder, npmRuntime } from './npm-runtime.js';

export type { ServerBinaries } from './installed-servers.js';

export interface BinarySearch extends LaunchContext {
  /** The project's folder, whose node_modules may hold npm's binaries. */
  readonly project: string;
  /** The folder of initdb and postgres; nowhere else is looked then. */
  readonly folder?: string;
  /** Any when not given. */
  readonly major?: number;
  /** Where runtimes of npm's binaries are kept; in the user's cache when not given. */
  readonly cache?: string;
}

/** The folder that was configured, else a server that is installed, else npm's binaries. */
export async function findBinaries(wanted: BinarySearch, keeper: Keeper): Promise<ServerBinaries> {
  if (process.platform === 'win32')
    throw new SandboxError('the provider native does not work on Windows yet', 'give a running server with --database-url');
  if (wanted.folder !== undefined) return configuredBinaries(wanted, wanted.folder);
  const here = installedServers(wanted);
  const found = here.find(({ major }) => wanted.major === undefined || major === wanted.major);
  return found ?? (await npmServer(wanted, keeper)) ?? failWithoutServer(wanted, here);
}

function configuredBinaries(wanted: BinarySearch, folder: string): ServerBinaries {
  const { binaries, said } = inspectBinaries(folder, wanted);
  if (binaries === undefined) {
    const barred = wanted.user !== undefined && said.includes('EACCES');
    const who = barred ? ` as the user ${wanted.user.uid}, since PostgreSQL does not run as root` : '';
    throw new SandboxError(
      `no PostgreSQL runs from ${folder}${who}: ${said}`,
      'give the folder that holds initdb and postgres with --pg-bin',
    );
  }
  if (wanted.major !== undefined && binaries.major !== wanted.major) {
    const message = `PostgreSQL ${wanted.major} is required, but ${folder} has ${binaries.version}`;
    throw new SandboxError(message, `give the folder of PostgreSQL ${wanted.major} with --pg-bin`);
  }
  return binaries;
}

async function npmServer(wanted: BinarySearch, keeper: Keeper): Promise<ServerBinaries | undefined> {
  const packed = findNpmBinaries(wanted.project);
  if (packed === undefined) return undefined;
  if (wanted.major !== undefined && Number.parseInt(packed.version, 10) !== wanted.major) return undefined;
  const place = `${packed.name}@${packed.version}`;
  const { binaries, said } = inspectBinaries(await npmRuntime(packed, wanted.cache ?? cacheFolder(wanted.env), keeper), wanted, place);
  // These packages need glibc. Alpine does not have it, and npm installs them there anyway.
  if (binaries === undefined) throw new SandboxError(`PostgreSQL of ${place} does not run here: ${said}`, installCommand(wanted.major));
  return binaries;
}

function failWithoutServer({ major }: BinarySearch, here: readonly ServerBinaries[]): never {
  const others = here.map(({ version, folder }) => `${version} in ${folder}`).join(', ');
  const message = major === undefined ? 'no PostgreSQL server is installed here' : `no PostgreSQL ${major} is installed here`;
  throw new SandboxError(
    others === '' ? message : `${message}, but ${others}`,
    [installCommand(major), npmCommand(major) ?? []].flat().join(', or '),
  );
}

function installCommand(major: number | undefined): string {
  const name = `postgresql${major === undefined ? '' : `${process.platform === 'darwin' ? '@' : '-'}${major}`}`;
  return process.platform === 'darwin' ? `brew install ${name}` : `apt-get install ${name}`;
}
