import type { RunnerDatabase } from '../../sandbox.js';
import type { GeneratedMigrations, GenerationRequest } from './generated-migrations.js';
import type { VerbOutcome } from './result/verb-outcome.js';
import type { SourceProblem } from './result/source-problem.js';
import type { DriftResult, MigrationNames, MigrationRunResult, StairwayResult, UndoResult, VerbWarnings } from './result/verb-results.js';
import type { RunnerProject } from './runner-project.js';
import { runVerb, type RunnerRequest } from './session.js';

/** What can be asked of a project with a throw-away database. Each verb is one process. All connect but `leaves`, `sources`, and `drift` where the framework compares models with migrations. */
export interface RunnerVerbs {
  /**
   * Proves that the project uses the database, or rejects with a `SandboxError`. Changes nothing. `engines` are the engines of the
   * project's own settings, by alias.
   */
  preflight(): Promise<VerbWarnings & { readonly engines: Readonly<Record<string, string>> }>;
  leaves(): Promise<VerbWarnings & { readonly leaves: MigrationNames }>;
  /** What the database says it has; `unknown`: of no file. */
  applied(): Promise<VerbWarnings & { readonly applied: MigrationNames; readonly unknown: MigrationNames }>;
  /** What `upgrade` would run. */
  check(): Promise<VerbWarnings & { readonly pending: MigrationNames }>;
  /** To all leaves, or to one migration or history. */
  upgrade(to?: string): Promise<MigrationRunResult>;
  /** To one migration, or to the runner's `emptyTarget`. */
  downgrade(to: string): Promise<MigrationRunResult>;
  /** Every migration, down to the first that says itself that it cannot be undone. */
  undo(): Promise<UndoResult>;
  /** From an empty database, each migration up, down and up again; ends at the first that fails. */
  stairway(): Promise<StairwayResult>;
  /**
   * A stairway in one connection and one transaction, if the framework can do that. A failure must be repeated by `stairway` on another
   * database.
   */
  stairwayAtOnce(): Promise<StairwayResult>;
  /** The database is brought to the leaves first where the framework compares models with a database. */
  drift(): Promise<DriftResult>;
  /** The files that would level the differences of `drift`. None is written. */
  generate(request: GenerationRequest): Promise<GeneratedMigrations>;
  /** Read by Python's own parser: nothing of the project is imported. */
  sources(): Promise<VerbWarnings & { readonly problems: readonly SourceProblem[] }>;
}

const emptyGeneration = { files: [], packages: [], kept: [], held: [], idle: [], installed: [], hooks: [], emptied: false };

export function runnerVerbs(project: RunnerProject, database: RunnerDatabase): RunnerVerbs {
  const walk = (request: RunnerRequest): Promise<MigrationRunResult> =>
    verbResult(runVerb(project, database, request), hasValue<MigrationRunResult>('ran'), {});
  const read = <T extends VerbWarnings>(request: RunnerRequest, name: ValueName<T>): Promise<T> =>
    verbResult(runVerb(project, database, request), hasValue<T>(name), {});
  const undo = (request: RunnerRequest): Promise<UndoResult> =>
    verbResult(runVerb(project, database, request), hasValue<UndoResult>('irreversible'), { irreversible: [] });
  const stairway = (request: RunnerRequest): Promise<StairwayResult> =>
    verbResult(runVerb(project, database, request), hasValue<StairwayResult>('left'), { irreversible: [], left: [] });
  return {
    preflight: () => read({ verb: 'preflight' }, 'engines'),
    leaves: () => read({ verb: 'leaves' }, 'leaves'),
    applied: () => read({ verb: 'applied' }, 'applied'),
    check: () => read({ verb: 'check' }, 'pending'),
    upgrade: to => walk({ verb: 'upgrade', to }),
    downgrade: to => walk({ verb: 'downgrade', to }),
    undo: () => undo({ verb: 'undo' }),
    stairway: () => stairway({ verb: 'stairway' }),
    stairwayAtOnce: () => stairway({ verb: 'stairway', atOnce: true }),
    drift: () => verbResult(runVerb(project, database, { verb: 'drift' }), hasValue<DriftResult>('differences'), { differences: [] }),
    generate: request =>
      verbResult(
        runVerb(project, database, { verb: 'generate', generate: request }),
        hasValue<GeneratedMigrations>('files'),
        emptyGeneration,
      ),
    sources: () => read({ verb: 'sources' }, 'problems'),
  };
}

type ValueName<T> = Exclude<keyof T, keyof VerbWarnings> & string;

/** Whether a value of the runner's has the key that every answer of a verb has. */
function hasValue<T>(name: ValueName<T>): (value: unknown) => value is T {
  return (value): value is T => typeof value === 'object' && value !== null && name in value;
}

/** The answer of a verb; `rest` is added to it where a migration failed. */
async function verbResult<T extends VerbWarnings>(
  running: Promise<VerbOutcome>,
  isValue: (value: unknown) => value is T,
  rest: object,
): Promise<T> {
  const { warnings, ...outcome } = await running;
  const value = 'value' in outcome ? outcome.value : { ...outcome, ...rest };
  if (isValue(value)) return { ...value, warnings };
  throw new Error(`the answer of the runner has an unknown form: ${JSON.stringify(outcome)}`);
}
