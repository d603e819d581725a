export type { Lease, DatabaseLimits, RunnerDatabase, Sandbox } from './sandbox.js';
export type { SandboxOptions } from './sandbox-options.js';
export type { Engine } from './engines/engine.js';
export { engineNamed, engines } from './engines/index.js';
export type { MigrationRecord, RecordOptions } from './engines/record.js';
export type { DockerOptions } from './providers/docker/docker-options.js';
export { EngineMismatchError, SandboxError } from './sandbox-error.js';
export { applyRecordChanges, openRecord } from './engines/open-record.js';
export { type ProviderChoice, openSandbox } from './open-sandbox.js';
export type { ProcessEnvironment } from './environment.js';
export type { PythonError, MigrationStep } from './runners/python/result/runner-messages.js';
export type { GeneratedMigrations, GeneratedFile, GenerationRequest, HeldOperation } from './runners/python/generated-migrations.js';
export { findInterpreter, type Interpreter, type InterpreterSearch } from './runners/python/interpreter/interpreter.js';
export type { MigrationFailure } from './runners/python/result/verb-outcome.js';
export type { MigrationOverlay, RunnerProject } from './runners/python/runner-project.js';
export { proveGenerated, type GeneratedProof } from './runners/python/prove-generated.js';
export {
  findSourceReader,
  readSources,
  type SourceReader,
  type SourceReadRequest,
  type SourceCheckResult,
} from './runners/python/sources/read-sources.js';
export { runnerVerbs, type RunnerVerbs } from './runners/python/verbs.js';
export type { AsyncUrlProblem, MismatchedKeyProblem, SourceProblem } from './runners/python/result/source-problem.js';
export type { DriftDifference, DriftResult, MigrationRunResult, StairwayResult, UndoResult } from './runners/python/result/verb-results.js';
export type { Catalog, CatalogObject, TableRows } from './engines/catalog.js';
export { COLUMN_ORDER, compareCatalogs } from './engines/compare-catalogs.js';
export { readRows } from './engines/read-rows.js';
export { readCatalog, type DatabaseAddress } from './engines/read-catalog.js';
export { prove } from './proof/prove.js';
export type { LandingOrder, LandingStage, ProofTrial } from './proof/trial.js';
