import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withoutEngineVariables } from '../../engines/engine-variables.js';
import type { ProcessEnvironment } from '../../environment.js';
import type { SystemUser } from '../../lifecycle/keeper.js';

/** The folder of initdb and postgres, and the version that postgres says it is. */
export interface ServerBinaries {
  readonly folder: string;
  /** `15.18` */
  readonly version: string;
  readonly major: number;
  /** How reports call the folder. */
  readonly label: string;
}

/** Who asks: the environment that names folders, and the user that must be able to run what is found. */
export interface LaunchContext {
  readonly env: ProcessEnvironment;
  readonly user: SystemUser | undefined;
}

// Debian and Ubuntu, Red Hat's and PGDG's packages, Homebrew on both kinds of Mac, Postgres.app: all keep one folder a major version.
const packageFolders: readonly (readonly [folder: string, name: RegExp, bin: string])[] = [
  ['/usr/lib/postgresql', /^\d+$/, 'bin'],
  ['/usr', /^pgsql-\d+$/, 'bin'],
  ['/opt/homebrew/opt', /^postgresql@\d+$/, 'bin'],
  ['/usr/local/opt', /^postgresql@\d+$/, 'bin'],
  ['/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin'],
];

/** The servers installed on this machine: newest major of the usual folders first, then what pg_config and PATH name. */
export function installedServers(asker: LaunchContext): ServerBinaries[] {
  const named = [pgConfig(asker.env), ...(asker.env['PATH'] ?? '').split(delimiter)].filter(folder => folder !== '');
  const usual = packageFolders.flatMap(serversIn).sort((one, other) => majorOf(other) - majorOf(one));
  const folders = [...usual, ...named].filter(holdsServer).map(folder => dirname(realpathSync(join(folder, 'postgres'))));
  return [...new Set(folders)].flatMap(folder => inspectBinaries(folder, asker).binaries ?? []);
}

function serversIn([folder, name, bin]: (typeof packageFolders)[number]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(entry => name.test(entry))
    .map(entry => join(folder, entry, bin));
}

function majorOf(folder: string): number {
  return Number(/(\d+)\/bin$/.exec(folder)?.[1]);
}

function pgConfig(env: ProcessEnvironment): string {
  const { stdout, status } = spawnSync('pg_config', ['--bindir'], { env, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

function holdsServer(folder: string): boolean {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
}

/** Asks the binaries for their version as the user that will run them; `said` is why they gave none. */
export function inspectBinaries(
  folder: string,
  { env, user }: LaunchContext,
  place = folder,
): { readonly binaries?: ServerBinaries; readonly said: string } {
  const { stdout, stderr, error } = spawnSync(join(folder, 'postgres'), ['--version'], {
    ...{ env: { ...withoutEngineVariables(env), LC_ALL: 'C' }, ...user, cwd: '/' },
    encoding: 'utf8',
  });
  const version = /\(PostgreSQL\) ((\d+)\S*)/.exec(stdout);
  if (version?.[1] === undefined) return { said: error?.message ?? stderr.trim() };
  return { binaries: { folder, version: version[1], major: Number(version[2]), label: place }, said: '' };
}
