import type { Engine } from './engines/engine.js';

/** A throw-away database, for one check. */
export interface Lease {
  readonly engine: Engine;
  /** Of the database; the stem of the file's name where databases are files. */
  readonly name: string;
  /** Of a server: with `?host=/folder&port=5432` for a socket's folder, or with user, password, host and port. */
  readonly url: string;
  /** The database over TCP, for drivers that cannot use a socket; undefined unless requested. */
  readonly tcpUrl?: string | undefined;
  /** What the database answers when it is asked whose it is; empty where databases are files. */
  readonly token: string;
  /** Ends all connections. May be called twice. */
  drop(): Promise<void>;
}

/** A throw-away database as a runner uses it. */
export type RunnerDatabase = Pick<Lease, 'engine' | 'url' | 'tcpUrl' | 'token'>;

/** Throw-away databases. All of them are removed when it is closed, or when the process ends in any way. */
export interface Sandbox {
  readonly engine: Engine;
  /** For reports: the engine, its version, and where the server is from. */
  readonly provider: string;
  /** How its server differs from the one that it was copied from. */
  readonly notes?: readonly string[];
  /** A new database: empty, or a copy of `from`, which must have no connections. */
  lease(purpose: string, from?: Lease): Promise<Lease>;
  /** The database that `fill` has made for this key. It accepts no connections, only copies. */
  template(key: string, fill: (lease: Lease) => Promise<void>): Promise<Lease>;
  close(): Promise<void>;
}

/** Milliseconds; 0 is without end. Defaults of every database that is leased; a client may overrule them. */
export interface DatabaseLimits {
  readonly lock: number;
  readonly statement: number;
  /** For a transaction that was begun and left alone. */
  readonly idle: number;
}
