import { randomBytes } from 'node:crypto';

/** A name for a new database, with twelve random hexadecimal digits. */
export function newDatabaseName(purpose: string): string {
  const words = purpose
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20);
  return `oneleaf_${words === '' ? 'db' : words}_${randomBytes(6).toString('hex')}`;
}

/** Whether a database may be of any run of ours: no other name is ever created or dropped. */
export function isDatabaseName(name: string): boolean {
  return /^oneleaf_[a-z0-9]{1,20}_[0-9a-f]{12}$/.test(name);
}

/** Sixteen hexadecimal digits that tell a run from all others. */
export function newToken(): string {
  return randomBytes(8).toString('hex');
}
