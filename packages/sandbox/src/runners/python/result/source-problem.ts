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
  /** Dialect and driver. */
  readonly name: string;
  /** The engine. */
  readonly at: SourceLine;
  readonly url: SourceLine;
  /** Whether no variable of the environment may give another one. */
  readonly certain: boolean;
}

/** A foreign key that does not fit its target. The target is absent if no model has it. */
export interface MismatchedKeyProblem {
  readonly rule: 'mismatched-key';
  /** `tutors.org_id` */
  readonly name: string;
  /** `organizations.id` */
  readonly target: string;
  readonly at: SourceLine;
  readonly end?: { readonly place: SourceLine; readonly types: readonly [own: string, other: string] };
}
