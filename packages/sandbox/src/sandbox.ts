import type { Engine } from './engines/engine.js';

/** A throw-away database, for one check. */
export interface Lease {
  readonly engine: Engine;
  /** Of the database; the stem of the file's name where databases are files. */
  readonly name: string;
  /** Of a server: with `?host=/folder&port=5432` for a socket's folder, or with user, password, host and port. */
  readonly url: string;
  /** The same database over TCP, for drivers and settings that cannot speak to a socket; undefined when that was not asked for. */
  readonly tcpUrl?: string | undefined;
  /** What the database answers when it is asked whose it is; empty where databases are files. */
  readonly token: string;
  /** Ends whoever is still connected. Dropping twice is dropping once. */
  drop(): Promise<void>;
}

/** A throw-away database as a runner uses it. */
export type RunnerDatabase = Pick<Lease, 'engine' | 'url' | 'tcpUrl' | 'token'>;

/** A place for throw-away databases; everything in it is gone when it is closed, or when the process ends in any other way. */
export interface Sandbox {
  readonly engine: Engine;
  /** For reports: the engine, its version, and where the server is from. */
  readonly provider: string;
  /** How its server differs from the one that it was copied from. */
  readonly notes?: readonly string[];
  /** A new database, empty or a copy of `from`, to which nobody may be connected. */
  lease(purpose: string, from?: Lease): Promise<Lease>;
  /** The database that `fill` made for this key before, or makes now. It takes no connections: lease copies of it. */
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
