import { SandboxError } from '../../sandbox-error.js';

/** The absolute path of a throw-away database. */
export function sqliteFile(url: string): string {
  return url.replace(/^sqlite:\/\/\//, '');
}

/** A path of the user's, or that of a URL. As SQLAlchemy counts slashes: three before a relative path, four before an absolute one. */
export function sqlitePath(url: string): string {
  if (!/^[a-z][a-z0-9]+(?:\+\w+)?:/i.test(url)) return url;
  const [, path = ''] = /^[^:]+:\/\/\/([^?]*)/.exec(url) ?? [];
  if (path !== '' && path !== ':memory:') return path;
  throw new SandboxError('an SQLite database in memory exists only in the process that created it', 'sqlite:///db.sqlite3');
}
