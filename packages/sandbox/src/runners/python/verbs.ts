import type { RunnerDatabase } from '../../sandbox.js';
import type { GeneratedMigrations, GenerationRequest } from './generated-migrations.js';
import type { MigrationFailure, VerbOutcome } from './result/verb-outcome.js';
import type { RunnerProject } from './runner-project.js';
import { runVerb, type RunnerRequest } from './session.js';

/** Ids are spelled as the framework spells them: `shop.0002_sku`, `ae1027a6acf`. */
type MigrationNames = readonly string[];

interface VerbWarnings {
  /** What does not keep the verb from its answer and may make it another one: an engine that is not the database's. */
  readonly warnings: readonly string[];
}

export interface MigrationRunResult extends VerbWarnings {
  /** The migrations that ran, in order. */
  readonly ran: MigrationNames;
  readonly failure?: MigrationFailure;
}

export interface UndoResult extends MigrationRunResult {
  /** Migrations that say themselves that they cannot be undone, each with its words. */
  readonly irreversible: readonly { readonly migration: string; readonly reason: string }[];
}

export interface StairwayResult extends UndoResult {
  /** Those whose undoing leaves something in the schema. */
  readonly left: MigrationNames;
}

/** One thing in which the models differ from what the migrations make. */
export interface DriftDifference {
  /** The framework's name of the operation that would level it: `RemoveField`, `DropConstraint`. */
  readonly kind: string;
  /** `shop.item.sku`, `users.uq_users_email`. */
  readonly subject: string;
  readonly words: string;
  /** What the operation would cost a database with rows: its data, a guarantee, an index; `rows`: it fails where there are any. */
  readonly risk: 'data' | 'constraint' | 'index' | 'rows' | 'none';
  /** Of a table that would be dropped: a file with a model of it that nothing imports, the likely reason. Relative to the project's folder. */
  readonly unimported?: string;
}

/** A line of the project's own code; the path is relative to the project's folder. */
export interface SourceLine {
  readonly path: string;
  readonly line: number;
}

/** What is wrong in the sources and does not show, or not yet, when the project runs. */
export type SourceProblem =
  | {
      readonly rule: 'circular-import' | 'repeated-init-app';
      /** What is wanted too early, or the extension. */
      readonly name: string;
      readonly at: SourceLine;
      /** The import that is not finished yet, or the first call. */
      readonly before: SourceLine;
    }
  | MismatchedKeyProblem
  | AsyncUrlProblem;

/** An asynchronous URL for a synchronous engine. */
export interface AsyncUrlProblem {
  readonly rule: 'async-url';
  /** `postgresql+asyncpg` */
  readonly name: string;
  /** The engine. */
  readonly at: SourceLine;
  readonly url: SourceLine;
  /** Whether no variable of the environment may give another one. */
  readonly certain: boolean;
}

/** A foreign key that does not fit what it refers to; nothing of the other end where there is none. */
export interface MismatchedKeyProblem {
  readonly rule: 'mismatched-key';
  /** `tutors.org_id` */
  readonly name: string;
  /** `organizations.id` */
  readonly target: string;
  readonly at: SourceLine;
  readonly end?: { readonly place: SourceLine; readonly types: readonly [own: string, other: string] };
}

export interface DriftResult extends VerbWarnings {
  readonly differences: readonly DriftDifference[];
  /** The migration that kept the database from its leaves, so that nothing was compared. */
  readonly failure?: MigrationFailure;
}

/** What can be asked of a project with a throw-away database. Each verb is one process; each but `leaves`, `sources` and Django's `drift` connects. */
export interface RunnerVerbs {
  /**
   * Proves that the project uses the database; a `SandboxError` tells why it does not. Changes nothing.
   * `engines`: the kinds of database that a Django project's own settings ask for, by alias.
   */
  preflight(): Promise<VerbWarnings & { readonly engines: Readonly<Record<string, string>> }>;
  leaves(): Promise<VerbWarnings & { readonly leaves: MigrationNames }>;
  /** What the database says it has; `unknown`: of no file. */
  applied(): Promise<VerbWarnings & { readonly applied: MigrationNames; readonly unknown: MigrationNames }>;
  /** What `upgrade` would run. */
  check(): Promise<VerbWarnings & { readonly pending: MigrationNames }>;
  /** To all leaves, or to one migration (Django: `shop`, `shop.0002_sku`). */
  upgrade(to?: string): Promise<MigrationRunResult>;
  /** To one migration, `base`, or Django's `shop.zero`. */
  downgrade(to: string): Promise<MigrationRunResult>;
  /** Every migration, down to the first that says itself that it cannot be undone. */
  undo(): Promise<UndoResult>;
  /** From an empty database, each migration up, down and up again; ends at the first that fails. */
  stairway(): Promise<StairwayResult>;
  /** The same, as far as the framework can in one connection and transaction. Whatever fails there may be another failure by itself, on another database. */
  stairwayAtOnce(): Promise<StairwayResult>;
  /** Alembic brings the database to its leaves first. */
  drift(): Promise<DriftResult>;
  /** Like `drift`; tells the files that would level the differences, and writes none. */
  generate(wanted: GenerationRequest): Promise<GeneratedMigrations>;
  /** Read by Python's own parser: nothing of the project is imported. */
  sources(): Promise<VerbWarnings & { readonly slips: readonly SourceProblem[] }>;
}

const emptyGeneration = { files: [], packages: [], kept: [], held: [], idle: [], installed: [], hooks: [], emptied: false };

export function runnerVerbs(project: RunnerProject, database: RunnerDatabase): RunnerVerbs {
  const walked = (request: RunnerRequest): Promise<MigrationRunResult> =>
    verbResult(runVerb(project, database, request), hasValue<MigrationRunResult>('ran'), {});
  const read = <T extends VerbWarnings>(request: RunnerRequest, name: ValueName<T>): Promise<T> =>
    verbResult(runVerb(project, database, request), hasValue<T>(name), {});
  const climbed = (request: RunnerRequest): Promise<UndoResult> =>
    verbResult(runVerb(project, database, request), hasValue<UndoResult>('irreversible'), { irreversible: [] });
  const stairs = (request: RunnerRequest): Promise<StairwayResult> =>
    verbResult(runVerb(project, database, request), hasValue<StairwayResult>('left'), { irreversible: [], left: [] });
  return {
    preflight: () => read({ verb: 'preflight' }, 'engines'),
    leaves: () => read({ verb: 'leaves' }, 'leaves'),
    applied: () => read({ verb: 'applied' }, 'applied'),
    check: () => read({ verb: 'check' }, 'pending'),
    upgrade: to => walked({ verb: 'upgrade', to }),
    downgrade: to => walked({ verb: 'downgrade', to }),
    undo: () => climbed({ verb: 'undo' }),
    stairway: () => stairs({ verb: 'stairway' }),
    stairwayAtOnce: () => stairs({ verb: 'stairway', atOnce: true }),
    drift: () => verbResult(runVerb(project, database, { verb: 'drift' }), hasValue<DriftResult>('differences'), { differences: [] }),
    generate: wanted =>
      verbResult(
        runVerb(project, database, { verb: 'generate', generate: wanted }),
        hasValue<GeneratedMigrations>('files'),
        emptyGeneration,
      ),
    sources: () => read({ verb: 'sources' }, 'slips'),
  };
}

type ValueName<T> = Exclude<keyof T, keyof VerbWarnings> & string;

/** A guard for a value of the runner's: it has what this verb answers. */
function hasValue<T>(name: ValueName<T>): (value: unknown) => value is T {
  return (value): value is T => typeof value === 'object' && value !== null && name in value;
}

/** What a verb answers; `rest`: what it answers besides where a migration failed. */
async function verbResult<T extends VerbWarnings>(
  asked: Promise<VerbOutcome>,
  isValue: (value: unknown) => value is T,
  rest: object,
): Promise<T> {
  const { warnings, ...outcome } = await asked;
  const value = 'value' in outcome ? outcome.value : { ...outcome, ...rest };
  if (isValue(value)) return { ...value, warnings };
  throw new Error(`the runner gave no answer of the form that was asked for: ${JSON.stringify(outcome)}`);
}
