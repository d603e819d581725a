/** An object id: 40 hex digits, or 64 in a SHA-256 repository. */
export type Oid = string;

/** A whole object id. */
export const oidPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
