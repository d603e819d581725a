import type { Database } from './database.js';
import type { Generated, Generation } from './generated.js';
import type { Failure, Outcome } from './judgement.js';
import type { Project } from './project.js';
import { ask, type Request } from './session.js';

/** Ids are spelled as the framework spells them: `shop.0002_sku`, `ae1027a6acf`. */
type Ids = readonly string[];

interface Remarks {
  /** What does not keep the verb from its answer and may make it another one: an engine that is not the database's. */
  readonly warnings: readonly string[];
}

export interface Ran extends Remarks {
  /** The migrations that ran, in order. */
  readonly ran: Ids;
  readonly failure?: Failure;
}

export interface Climbed extends Ran {
  /** Migrations that say themselves that they cannot be undone, each with its words. */
  readonly irreversible: readonly { readonly migration: string; readonly reason: string }[];
}

export interface Stairs extends Climbed {
  /** Those whose undoing leaves something in the schema. */
  readonly left: Ids;
}

/** One thing in which the models differ from what the migrations make. */
export interface Difference {
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
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** What is wrong in the sources and does not show, or not yet, when the project runs. */
export type Slip =
  | {
      readonly rule: 'circular-import' | 'repeated-init-app';
      /** What is wanted too early, or the extension. */
      readonly name: string;
      readonly at: Place;
      /** The import that is not finished yet, or the first call. */
      readonly before: Place;
    }
  | MismatchedKey
  | AsyncUrl;

/** An asynchronous URL for a synchronous engine. */
export interface AsyncUrl {
  readonly rule: 'async-url';
  /** `postgresql+asyncpg` */
  readonly name: string;
  /** The engine. */
  readonly at: Place;
  readonly url: Place;
  /** Whether no variable of the environment may give another one. */
  readonly certain: boolean;
}

/** A foreign key that does not fit what it refers to; nothing of the other end where there is none. */
export interface MismatchedKey {
  readonly rule: 'mismatched-key';
  /** `tutors.org_id` */
  readonly name: string;
  /** `organizations.id` */
  readonly target: string;
  readonly at: Place;
  readonly end?: { readonly place: Place; readonly types: readonly [own: string, other: string] };
}

export interface Drifted extends Remarks {
  readonly differences: readonly Difference[];
  /** The migration that kept the database from its leaves, so that nothing was compared. */
  readonly failure?: Failure;
}

/** What can be asked of a project with a throw-away database. Each verb is one process; each but `leaves`, `sources` and Django's `drift` connects. */
export interface Verbs {
  /**
   * Proves that the project uses the database; a `SandboxError` tells why it does not. Changes nothing.
   * `engines`: the kinds of database that a Django project's own settings ask for, by alias.
   */
  preflight(): Promise<Remarks & { readonly engines: Readonly<Record<string, string>> }>;
  leaves(): Promise<Remarks & { readonly leaves: Ids }>;
  /** What the database says it has; `unknown`: of no file. */
  applied(): Promise<Remarks & { readonly applied: Ids; readonly unknown: Ids }>;
  /** What `upgrade` would run. */
  check(): Promise<Remarks & { readonly pending: Ids }>;
  /** To all leaves, or to one migration (Django: `shop`, `shop.0002_sku`). */
  upgrade(to?: string): Promise<Ran>;
  /** To one migration, `base`, or Django's `shop.zero`. */
  downgrade(to: string): Promise<Ran>;
  /** Every migration, down to the first that says itself that it cannot be undone. */
  undo(): Promise<Climbed>;
  /** From an empty database, each migration up, down and up again; ends at the first that fails. */
  stairway(): Promise<Stairs>;
  /** The same, as far as the framework can in one connection and transaction. Whatever fails there may be another failure by itself, on another database. */
  stairwayAtOnce(): Promise<Stairs>;
  /** Alembic brings the database to its leaves first. */
  drift(): Promise<Drifted>;
  /** Like `drift`; tells the files that would level the differences, and writes none. */
  generate(wanted: Generation): Promise<Generated>;
  /** Read by Python's own parser: nothing of the project is imported. */
  sources(): Promise<Remarks & { readonly slips: readonly Slip[] }>;
}

const nothing = { files: [], packages: [], kept: [], held: [], idle: [], installed: [], hooks: [], emptied: false };

export function verbs(project: Project, database: Database): Verbs {
  const walked = (request: Request): Promise<Ran> => answer(ask(project, database, request), holds<Ran>('ran'), {});
  const read = <T extends Remarks>(request: Request, name: Name<T>): Promise<T> =>
    answer(ask(project, database, request), holds<T>(name), {});
  const climbed = (request: Request): Promise<Climbed> =>
    answer(ask(project, database, request), holds<Climbed>('irreversible'), { irreversible: [] });
  const stairs = (request: Request): Promise<Stairs> =>
    answer(ask(project, database, request), holds<Stairs>('left'), { irreversible: [], left: [] });
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
    drift: () => answer(ask(project, database, { verb: 'drift' }), holds<Drifted>('differences'), { differences: [] }),
    generate: wanted => answer(ask(project, database, { verb: 'generate', generate: wanted }), holds<Generated>('files'), nothing),
    sources: () => read({ verb: 'sources' }, 'slips'),
  };
}

type Name<T> = Exclude<keyof T, keyof Remarks> & string;

/** A guard for a value of the runner's: it has what this verb answers. */
function holds<T>(name: Name<T>): (value: unknown) => value is T {
  return (value): value is T => typeof value === 'object' && value !== null && name in value;
}

/** What a verb answers; `rest`: what it answers besides where a migration failed. */
async function answer<T extends Remarks>(asked: Promise<Outcome>, isValue: (value: unknown) => value is T, rest: object): Promise<T> {
  const { warnings, ...outcome } = await asked;
  const value = 'value' in outcome ? outcome.value : { ...outcome, ...rest };
  if (isValue(value)) return { ...value, warnings };
  throw new Error(`the runner gave no answer of the form that was asked for: ${JSON.stringify(outcome)}`);
}
