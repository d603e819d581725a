/** An object id: 40 hex digits, or 64 in a SHA-256 repository. */
export type Oid = string;
