export { withPostgres } from './connection.js';
export type { Ledger, LedgerOptions } from './ledger/ledger.js';
export { applyLedger, openLedger } from './ledger/open-ledger.js';
export { SandboxError } from './sandbox-error.js';
