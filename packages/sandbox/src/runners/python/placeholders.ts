import type { RunnerDatabase } from '../../sandbox.js';

/** `{url}`, `{async_url}`, `{host}`, `{port}`, `{user}`, `{password}` and `{name}` of a text that the user has written for the project's environment. */
export function fillPlaceholders(template: string, database: RunnerDatabase): string {
  const { engine, url: socketUrl, tcpUrl: url = socketUrl } = database;
  const { host, port, user, password, name } = engine.connection(url);
  const asyncUrl = url.replace(/^\w+/, engine.asyncDriver);
  const values: Readonly<Record<string, string>> = { url, async_url: asyncUrl, host, port, user, password, name };
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
