import { createHash, randomBytes } from 'node:crypto';

/** The only names that are ever created or dropped. */
const DATABASE_NAME = /^oneleaf_[a-z0-9]{1,20}_[0-9a-f]{12}$/;

/** A name for a new database; nobody else has the twelve hexadecimal digits. */
export function newDatabaseName(purpose: string): string {
  const said = purpose
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20);
  return `oneleaf_${said === '' ? 'db' : said}_${randomBytes(6).toString('hex')}`;
}

export function newToken(): string {
  return randomBytes(8).toString('hex');
}

/** What the comment of a database of ours says; `token` only is compared. */
export function ownershipComment(token: string, at: Date): string {
  return `oneleaf ${token} pid=${process.pid} at=${at.toISOString()}`;
}

/** Of this run when `token` is given, of any run of ours otherwise. */
export function isOwnDatabase(name: string, comment: string | null, token = '[0-9a-f]{16}'): boolean {
  return DATABASE_NAME.test(name) && comment !== null && new RegExp(`^oneleaf ${token} pid=\\d+ at=\\S+$`).test(comment);
}

/** The two halves of the advisory lock that says that the owner of a database is alive (pg_locks shows them as classid and objid). */
export function lockKeys(name: string): readonly [number, number] {
  const digest = createHash('sha256').update(name).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
}
