export type { Lease, Limits, Sandbox } from './sandbox.js';
export type { Ledger, LedgerOptions } from './ledger/ledger.js';
export type { DockerOptions } from './docker/docker-sandbox.js';
export { OtherEngine, SandboxError } from './sandbox-error.js';
export { applyLedger, openLedger } from './ledger/open-ledger.js';
export { type Choice, openSandbox, type SandboxOptions } from './open-sandbox.js';
export { type Environment, withoutPostgres } from './environment.js';
export type { PythonError, Step } from './python/answers.js';
export type { Database } from './python/database.js';
export type { Generated, GeneratedFile, Generation, Held } from './python/generated.js';
export { findInterpreter, type Interpreter, type Wanted } from './python/interpreter.js';
export type { Failure } from './python/judgement.js';
export type { AlembicProject, DjangoProject, FlaskProject, Overlay, Project } from './python/project.js';
export { proveGenerated, type Proof } from './python/prove-generated.js';
export { findReader, readSources, type Reader, type Reading, type SourcesRead } from './python/read-sources.js';
export {
  verbs,
  type AsyncUrl,
  type Climbed,
  type Difference,
  type Drifted,
  type MismatchedKey,
  type Ran,
  type Slip,
  type Stairs,
  type Verbs,
} from './python/verbs.js';
export { withPostgres } from './connection.js';
export type { Catalog, CatalogObject, TableRows } from './snapshot/catalog.js';
export { COLUMN_ORDER, compareSnapshots } from './snapshot/compare.js';
export { dataOf } from './snapshot/rows.js';
export { takeSnapshot, type Place } from './snapshot/take.js';
export { prove } from './prove/prove.js';
export type { Order, Stage, Trial } from './prove/trial.js';
