import type { SilencedCommand } from './silenced-commands.js';
import { optionsOf } from './shell-command.js';

const TEST_NAMES = /(?:^|[^a-z])(?:tests?|(?:ci|e2e|te?mp)(?![a-z]))/i;
/** A file that starts PostgreSQL for itself. */
const STARTS_SERVER = /\bimage:\s*["']?[\w.:/-]*(?:postgres|postgis|pgvector|timescale)/;

/** Whether a database may be dropped: its name says what it is for, or it lies on a server that the file starts. */
export function isTestDatabase(name: string, file: { readonly text: string; readonly one: SilencedCommand } | undefined): boolean {
  if (TEST_NAMES.test(name)) return true;
  if (!file || !STARTS_SERVER.test(file.text)) return false;
  const { words } = file.one;
  const hosts = optionsOf(words, 'h', 'host').map(({ value }) => value.text);
  return (
    hosts.every(host => /^["']?[\w-]+["']?$|^["']?127\./.test(host)) && !words.some(({ text }) => /:\/\/|\bhost=|URL|URI|DSN/i.test(text))
  );
}
