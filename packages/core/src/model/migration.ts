/** A migration's name across the repository: `shop.0003_add_tax`, `ae1027a6acf`. */
export type MigrationId = string;

/** Half-open range of UTF-16 code units in a file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Another migration (or a symbolic name for one), and every place in the file that spells it. */
export interface Reference {
  readonly id: MigrationId;
  readonly spans: readonly Span[];
  /**
   * How the id is to be read; absent for a plain id.
   * `first` / `latest`: the first root or first leaf of the history `id`.
   * `label`: every migration that carries the branch label `id`, or else the migration `id`.
   */
  readonly kind?: 'first' | 'latest' | 'label';
  /** The label of the target's history where the reference names one; `id` is then `label.name`. Same-history references carry the history's own id. */
  readonly history?: string;
}

/** How the framework's own commands are called for a history: plain settings that only the framework itself reads. Paths are relative to the repository's top. */
export interface Launch {
  /** What is called. */
  readonly by: string;
  readonly [setting: string]: string | undefined;
}

/** How a framework decides what to run; the verdicts depend on nothing else. */
export type Admission =
  /** Migrations name their parents. */
  | { readonly kind: 'graph' }
  /** Runs whatever the database has not applied. */
  | { readonly kind: 'set' }
  /** Runs only what comes after the greatest that is applied. */
  | { readonly kind: 'watermark' }
  /** Refuses unless what is applied comes before all that is not. */
  | { readonly kind: 'prefix' };

/** A history as its framework finds it. */
export interface LocatedHistory {
  /** The framework's own name for it: an app's label, a folder of versions. Unique in the repository. */
  readonly id: string;
  /** Where a new migration goes, relative to the repository's top, without a trailing slash. */
  readonly folder: string;
  /** Paths of the migration files, in the order in which the framework reads them. */
  readonly files: readonly string[];
  readonly order: Admission;
  /** Leaves that are right here: 1 unless configured. */
  readonly expectedLeaves: number;
  /** The leaves that are right under each branch label, where configured. */
  readonly expectedByLabel?: Readonly<Record<string, number>>;
  /** Absent where the framework has no command to call. */
  readonly launch?: Launch;
  /** How references in other files name this history; empty where they name migrations alone. Equals `id` unless two projects share the label. */
  readonly label: string;
  /** Histories with the same scope see each other's names: those of one project, or of one environment. */
  readonly scope: string;
}

/** A fact that only running the file could tell. */
export interface UndecidedFact {
  /** The attribute: `dependencies`, `down_revision`, … */
  readonly fact: string;
  /** The source text of the expression, at most 80 characters. */
  readonly expression: string;
  readonly reason: string;
  readonly span: Span;
  /** What cannot be said because of it: which migrations are leaves, only their order across histories, or only a label. */
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
  /** Same history: these make leaves. */
  readonly parents: readonly Reference[];
  /** Order across histories: never makes or removes a leaf. */
  readonly requires: readonly Reference[];
  /** Migrations that must come after this one (`run_before`); same-history ones make leaves. */
  readonly before: readonly Reference[];
  /** Squashed migrations. */
  readonly replaces: readonly Reference[];
  /** Branch labels that the migration carries. */
  readonly labels: readonly string[];
  /** What the file cannot say without being run. */
  readonly undecided: readonly UndecidedFact[];
  /** Digest of what the migration does: header, comments and layout left out. Equal bodies do the same thing. */
  readonly body: string;
}

/** A file in a history that is not readable as a migration. */
export interface Unreadable {
  readonly history: string;
  readonly path: string;
  readonly problem: ReadingFailure;
}

export interface ReadingFailure {
  /**
   * `encoding`: not the encoding it declares; `conflict-markers`; `syntax`; `not-a-migration`: the framework itself refuses it;
   * `missing-blob`: the clone has no content for it; `link`: a symbolic link or submodule.
   */
  readonly kind: 'encoding' | 'conflict-markers' | 'syntax' | 'not-a-migration' | 'missing-blob' | 'link';
  readonly reason: string;
  readonly span?: Span;
}

/** What one file says, whatever its path: plain JSON that only its framework reads, so that it can be cached by blob id. */
export type Facts = object;
