/** A throw-away database, for one check. */
export interface Lease {
  readonly kind: 'postgresql' | 'sqlite';
  /** Of the database; the stem of the file's name for SQLite. */
  readonly name: string;
  /** `postgresql://user@/name?host=/folder&port=5432` (a socket's folder) or `postgresql://user:password@host:port/name`; `sqlite:////absolute/path`. */
  readonly url: string;
  /** The same database over TCP, for drivers and settings that cannot speak to a socket; undefined when that was not asked for. */
  readonly tcpUrl: string | undefined;
  /** What `SHOW oneleaf.token` answers in it; unused by SQLite, where the file tells. */
  readonly token: string;
  /** Ends whoever is still connected. Dropping twice is dropping once. */
  drop(): Promise<void>;
}

/** A place for throw-away databases; everything in it is gone when it is closed, or when the process ends in any other way. */
export interface Sandbox {
  readonly kind: 'postgresql' | 'sqlite';
  /** For reports: `PostgreSQL 15.18 of /usr/lib/postgresql/15/bin`. */
  readonly provider: string;
  /** What is other than where its server was copied from: `compose.yaml: volumes.data: a new, empty volume instead of one of others`. */
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
