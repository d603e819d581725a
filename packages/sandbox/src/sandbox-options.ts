import type { ProcessEnvironment } from './environment.js';
import type { DockerOptions } from './providers/docker/docker-options.js';
import type { DatabaseLimits } from './sandbox.js';

export interface SandboxOptions {
  /** The project's folder: its node_modules may hold PostgreSQL. */
  readonly project: string;
  readonly env: ProcessEnvironment;
  /** The folder of initdb and postgres. */
  readonly pgBin?: string;
  /** The major version of PostgreSQL that is wanted. */
  readonly major?: number;
  /** A server of our own listens on a port of 127.0.0.1 as well, with a password: for drivers and settings that cannot speak to a socket. */
  readonly tcp?: boolean;
  /** An existing server, with any of its databases that the role may connect to. */
  readonly url?: string;
  readonly allowRemote?: boolean;
  /** Roles that migrations expect: made on a server of our own, and nowhere else. */
  readonly roles?: readonly string[];
  /** The copy of a compose project, or a container of an image; the project's own compose files when nothing is said. */
  readonly docker?: DockerOptions;
  readonly limits?: Partial<DatabaseLimits>;
  /** Closes the sandbox when it aborts; opening one, leasing and copying then reject with its reason. */
  readonly signal?: AbortSignal;
}

const defaultLimits: DatabaseLimits = { lock: 15_000, statement: 600_000, idle: 60_000 };

/** The limits of a database: the defaults where the options name none. */
export function limitsOf({ limits }: Pick<SandboxOptions, 'limits'>): DatabaseLimits {
  return { ...defaultLimits, ...limits };
}
