import { Socket } from 'node:net';
import { Client, type ClientConfig, escapeIdentifier, type QueryResultRow } from 'pg';
import { errorCode } from '../../error-code.js';
import { SandboxError } from '../../sandbox-error.js';
import { type PostgresAddress, addressLabel } from './address.js';

/** What is taken from the environment unless it is said: PGOPTIONS, PGSSLMODE. */
export function clientConfig(address: PostgresAddress): ClientConfig {
  const { host, port, user, password, database, sslmode = 'disable' } = address;
  const ssl = ['disable', 'allow', 'prefer'].includes(sslmode) ? false : { rejectUnauthorized: sslmode.startsWith('verify') };
  return {
    ...{ host, port, user, password, database, ssl },
    application_name: 'oneleaf',
    options: '-c statement_timeout=0 -c lock_timeout=0',
    connectionTimeoutMillis: 10_000,
  };
}

/** One connection for the life of a sandbox. Its locks end with it, and it does not keep the process alive. */
export class PostgresSession {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  private constructor(
    readonly address: PostgresAddress,
    private readonly client: Client,
    private readonly socket: Socket,
  ) {}

  static async open(address: PostgresAddress): Promise<PostgresSession> {
    const socket = new Socket();
    const client = new Client({ ...clientConfig(address), stream: () => socket });
    // A server that ends reports this here and to the next query.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (cause) {
      throw connectionError(address, cause);
    }
    socket.unref();
    return new PostgresSession(address, client, socket);
  }

  /** Statements run one after the other. */
  async ask<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    this.#hold(1);
    const answer = this.#last.then(() => this.client.query<Row>(sql, [...values]));
    this.#last = answer.catch(() => undefined);
    try {
      return (await answer).rows;
    } catch (cause) {
      throw queryError(this.address, cause);
    } finally {
      this.#hold(-1);
    }
  }

  async close(): Promise<void> {
    this.#hold(1);
    await this.client.end();
  }

  #hold(more: number): void {
    this.#waiting += more;
    if (this.#waiting === 0) this.socket.unref();
    else this.socket.ref();
  }
}

function connectionError(address: PostgresAddress, cause: unknown): SandboxError {
  const message = `no connection to PostgreSQL at ${addressLabel(address)}: ${causeText(cause)}`;
  return new SandboxError(message, 'start the server, or correct the URL', { cause });
}

const hints: Readonly<Record<string, (address: PostgresAddress) => string>> = {
  '42501': ({ user }) => `ALTER ROLE ${escapeIdentifier(user)} CREATEDB`,
  '55006': () => 'close the connections to the database that is copied',
  '53300': () => 'raise max_connections of the server',
  '25006': () => 'give the URL of a server that is not a standby',
};

function queryError(address: PostgresAddress, cause: unknown): SandboxError {
  const hint = hints[errorCode(cause) ?? '']?.(address) ?? 'see the log of the server';
  return new SandboxError(`PostgreSQL at ${addressLabel(address)}: ${causeText(cause)}`, hint, { cause });
}

/** Node gives one error for all addresses of a name, without a message of its own. */
function causeText(cause: unknown): string {
  const message = String(cause).replace(/^\w*(error)?: ?/i, '');
  const code = errorCode(cause);
  return message.includes(code ?? '') ? message : `${message} (${code ?? ''})`.trim();
}
