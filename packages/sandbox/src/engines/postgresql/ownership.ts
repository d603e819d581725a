import { createHash } from 'node:crypto';
import { isDatabaseName } from '../database-name.js';

/** The comment of a database of ours. */
export function ownershipComment(token: string, at: Date): string {
  return `oneleaf ${token} pid=${process.pid} at=${at.toISOString()}`;
}

/** Whether a database is of the run of `token`, or of any run of ours where none is given. */
export function isOwnDatabase(name: string, comment: string | null, token = '[0-9a-f]{16}'): boolean {
  return isDatabaseName(name) && comment !== null && new RegExp(`^oneleaf ${token} pid=\\d+ at=\\S+$`).test(comment);
}

/** The two halves of the advisory lock that says that the owner of a database is alive (pg_locks shows them as classid and objid). */
export function lockKeys(name: string): readonly [number, number] {
  const digest = createHash('sha256').update(name).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
}
