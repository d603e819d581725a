export type MigrationId = string;

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Spans are half-open ranges of UTF-16 code units. */
export interface Reference {
  readonly id: MigrationId;
  readonly spans: readonly Span[];
  /** `first` and `latest` mean the first root or leaf of the history `id`, `label` every migration with the branch label `id`, or else the migration `id`. */
  readonly kind?: 'first' | 'latest' | 'label';
  /** The label of the target's history, or the id of the own one; `id` starts with it. */
  readonly history?: string;
}

/** Settings of a framework's command line that only the framework reads. Paths start at the repository's top. */
export interface Launch {
  readonly by: string;
  readonly [setting: string]: string | undefined;
}

/** How a framework decides what to run; in a `graph` migrations name their parents. */
export type Admission =
  | { readonly kind: 'graph' }
  /** Runs whatever is not applied. */
  | { readonly kind: 'set' }
  /** Runs only what comes after all that is applied. */
  | { readonly kind: 'watermark' }
  /** Refuses what comes before something that is applied. */
  | { readonly kind: 'prefix' };

export interface LocatedHistory {
  /** Unique in the repository. */
  readonly id: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly order: Admission;
  readonly expectedLeaves: number;
  /** The folders that the configuration names, where it names several: lines that share nothing may have a leaf in each. */
  readonly locations?: readonly string[];
  readonly expectedByLabel?: Readonly<Record<string, number>>;
  readonly launch?: Launch;
  /** How other histories name this one; empty where they name migrations alone. */
  readonly label: string;
  /** Histories of one scope see each other's names. */
  readonly scope: string;
}

export interface UndecidedFact {
  readonly fact: string;
  readonly expression: string;
  readonly reason: string;
  readonly span: Span;
  readonly hides: 'leaves' | 'order' | 'label';
}

export interface Migration {
  readonly id: MigrationId;
  readonly history: string;
  readonly path: string;
  /** All of its files, `path` first; absent where it is one file. */
  readonly files?: readonly string[];
  /** How other files spell it: `0003_add_tax`, `ae1027a6acf`. */
  readonly literal: string;
  readonly parents: readonly Reference[];
  /** Order only: they never make or remove a leaf. */
  readonly requires: readonly Reference[];
  /** Migrations that must come after this one. */
  readonly before: readonly Reference[];
  readonly replaces: readonly Reference[];
  readonly labels: readonly string[];
  readonly undecided: readonly UndecidedFact[];
  /** Equal for migrations that do the same, whatever their comments and layout. */
  readonly body: string;
}

export interface Unreadable {
  readonly history: string;
  readonly path: string;
  readonly problem: ReadingFailure;
}

export interface ReadingFailure {
  /** The framework itself refuses a `not-a-migration`, the clone lacks the content of a `missing-blob`, and a `link` is a symbolic link or submodule. */
  readonly kind: 'encoding' | 'conflict-markers' | 'syntax' | 'not-a-migration' | 'missing-blob' | 'link';
  readonly reason: string;
  readonly span?: Span;
}

/** What one file says, whatever its path: JSON that is cached by content and that only the framework reads. */
export type Facts = object;
