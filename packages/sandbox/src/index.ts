export type { Lease, Limits, Sandbox } from './sandbox.js';
export type { Ledger, LedgerOptions } from './ledger/ledger.js';
export { SandboxError } from './sandbox-error.js';
export { applyLedger, openLedger } from './ledger/open-ledger.js';
export { type Choice, openSandbox, type SandboxOptions } from './open-sandbox.js';
export { type Environment, withoutPostgres } from './environment.js';
export { withPostgres } from './connection.js';
