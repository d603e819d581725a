import { parseAddress } from '../../engines/postgresql/address.js';

/** A throw-away database, as the sandbox's providers make them. */
export interface RunnerDatabase {
  readonly kind: 'postgresql' | 'sqlite';
  /** `postgresql://user@/name?host=/folder&port=5433` (a socket's folder) or `postgresql://user:password@host:port/name`; `sqlite:////absolute/path`. */
  readonly url: string;
  /** The same database by TCP, for projects that cannot take a socket: `postgresql://user:password@127.0.0.1:5433/name`. */
  readonly tcpUrl?: string | undefined;
  /** What `SHOW oneleaf.token` answers in it; unused by SQLite, where the file tells. */
  readonly token: string;
}

/** One way to a database, as the runner is told it. For SQLite only `name` is set: the file's absolute path. */
export interface ConnectionParameters {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

export function connectionParameters(url: string): ConnectionParameters {
  if (url.startsWith('sqlite:')) return { host: '', port: '', user: '', password: '', name: url.replace(/^sqlite:\/\/\//, '') };
  const { host, port, user, password, database } = parseAddress(url);
  return { host, port: String(port), user, password, name: database };
}

/** `{url}`, `{async_url}`, `{host}`, `{port}`, `{user}`, `{password}` and `{name}` of a text that the user has written for the project's environment. */
export function fillPlaceholders(template: string, database: RunnerDatabase): string {
  const url = database.tcpUrl ?? database.url;
  const { host, port, user, password, name } = connectionParameters(url);
  const driver = database.kind === 'sqlite' ? 'sqlite+aiosqlite' : 'postgresql+asyncpg';
  const values: Readonly<Record<string, string>> = { url, async_url: url.replace(/^\w+/, driver), host, port, user, password, name };
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
