import { escapeIdentifier, escapeLiteral } from 'pg';
import type { PendingDrop } from '../../lifecycle/keeper.js';
import { SandboxError } from '../../sandbox-error.js';
import type { Lease, DatabaseLimits } from '../../sandbox.js';
import { type PostgresAddress, addressUrl } from './address.js';
import { newDatabaseName, newToken } from '../database-name.js';
import { ownershipComment, isOwnDatabase, lockKeys } from './ownership.js';
import { postgresql } from './postgresql.js';
import { clientConfig, type PostgresSession } from './session.js';

const COMMENT_QUERY = `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`;

/** Is informed before a database is made and after it was dropped, so that it can drop the database when this process cannot. */
export interface DropGuard {
  promise(name: string, promised: PendingDrop): Promise<unknown>;
  kept(name: string): Promise<unknown>;
}

export interface LeaseOptions {
  readonly session: PostgresSession;
  readonly limits: DatabaseLimits;
  /** The server over TCP, where the session does not speak over it. */
  readonly tcp?: PostgresAddress;
  /** For a server that continues to run. */
  readonly guard?: DropGuard;
}

/** Creates, copies and drops databases of our own on one server, and touches no other. */
export class DatabaseLeases {
  readonly token = newToken();
  readonly #open = new Set<Lease>();

  constructor(
    readonly options: LeaseOptions,
    /** As in server_version_num: 150018. */
    readonly version: number,
  ) {}

  async create(purpose: string, from?: Lease): Promise<Lease> {
    const { session, guard } = this.options;
    const name = newDatabaseName(purpose);
    await guard?.promise(name, this.#promised(name));
    await session.ask(`SELECT pg_advisory_lock(${lockKeys(name).join(', ')})`);
    const strategy = this.version >= 150_000 ? ' STRATEGY FILE_COPY' : '';
    await session.ask(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(from?.name ?? 'template0')}${strategy}`);
    const lease = this.#lease(name);
    this.#open.add(lease);
    try {
      for (const statement of this.#settings(name)) await session.ask(statement);
    } catch (error) {
      await this.#remove(name);
      throw error;
    }
    return lease;
  }

  /** PostgreSQL copies a database only if nobody is connected to it. */
  async seal({ name }: Lease): Promise<void> {
    await this.#mustBeOurs(name);
    await this.options.session.ask(`ALTER DATABASE ${escapeIdentifier(name)} ALLOW_CONNECTIONS false`);
    // PostgreSQL 14 can wait for their end; CREATE DATABASE itself waits as long for those who are still at its template.
    const end = this.version >= 140_000 ? 'pg_terminate_backend(pid, 5000)' : 'pg_terminate_backend(pid)';
    await this.options.session.ask(`SELECT ${end} FROM pg_stat_activity WHERE datname = $1`, [name]);
  }

  /** All that can be; rejects with the first that could not. */
  async dropAll(): Promise<void> {
    const dropped = await Promise.allSettled([...this.#open].map(lease => lease.drop()));
    for (const one of dropped) if (one.status === 'rejected') throw one.reason;
  }

  /** Refuses whatever is not of this run, by name and by comment. */
  async drop(name: string): Promise<void> {
    if (await this.#mustBeOurs(name)) await this.#remove(name);
  }

  async #remove(name: string): Promise<void> {
    const { session, guard } = this.options;
    await session.ask(dropStatement(name));
    await session.ask(`SELECT pg_advisory_unlock(${lockKeys(name).join(', ')})`);
    await guard?.kept(name);
  }

  /** False when it is not there at all. */
  async #mustBeOurs(name: string): Promise<boolean> {
    const [found] = await this.options.session.ask<{ comment: string | null }>(COMMENT_QUERY, [name]);
    if (found !== undefined && !isOwnDatabase(name, found.comment, this.token)) {
      throw new SandboxError(`the database ${name} does not belong to this run, so it was not dropped`, 'drop it yourself if it is yours');
    }
    return found !== undefined;
  }

  #lease(name: string): Lease {
    const { session, tcp } = this.options;
    const lease: Lease = {
      engine: postgresql,
      name,
      url: addressUrl({ ...session.address, database: name }),
      tcpUrl: tcp && addressUrl({ ...tcp, database: name }),
      token: this.token,
      drop: async () => {
        if (!this.#open.delete(lease)) return;
        await this.drop(name);
      },
    };
    return lease;
  }

  #settings(name: string): string[] {
    const database = escapeIdentifier(name);
    const { lock, statement, idle } = this.options.limits;
    const settings = {
      'oneleaf.token': escapeLiteral(this.token),
      lock_timeout: lock,
      statement_timeout: statement,
      idle_in_transaction_session_timeout: idle,
    };
    return [
      `COMMENT ON DATABASE ${database} IS ${escapeLiteral(ownershipComment(this.token, new Date()))}`,
      ...Object.entries(settings).map(([setting, value]) => `ALTER DATABASE ${database} SET ${setting} = ${value}`),
    ];
  }

  #promised(name: string): PendingDrop {
    const ours = escapeLiteral(`oneleaf ${this.token} %`);
    return {
      connection: { ...clientConfig(this.options.session.address), options: '-c statement_timeout=0 -c lock_timeout=60s' },
      lock: `SELECT pg_advisory_lock(${lockKeys(name).join(', ')})`,
      // Between its creation and its comment a database has none; its name is known to us alone.
      check: `SELECT 1 FROM pg_database WHERE datname = ${escapeLiteral(name)} AND coalesce(shobj_description(oid, 'pg_database') LIKE ${ours}, true)`,
      drop: dropStatement(name),
    };
  }
}

function dropStatement(name: string): string {
  return `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`;
}
