import type { Finding, Fix } from '../model/finding.js';
import type { MigrationId } from '../model/migration.js';
import type { PairProofs } from './prove-report.js';

/**
 * `clean`: lands without harm. `conflict`: some history would get a leaf too many. `broken`: the landed migrations would not load, or git
 * itself stops inside one. `landed`: nothing left to land. `unknown`: cannot tell; the reasons say why and what helps.
 */
export type Verdict = 'clean' | 'conflict' | 'broken' | 'landed' | 'unknown';

export interface HistoryOutcome {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  /** After landing; an id carried by two files stands twice. */
  readonly leaves: readonly string[];
  readonly landedLeaves: readonly string[];
  readonly added: readonly string[];
  readonly findings: readonly Finding[];
}

/** The line that a branch is compared with, when it is not the base ref. */
export interface TargetRef {
  readonly ref: string;
  readonly commit: string;
  /** `configured`: by the configuration's lines; `inferred`: the line with the fewest commits missing. */
  readonly how: 'configured' | 'inferred';
}

/** Where git stops inside migration files, and the verdict with either side's file. */
export interface MigrationFileConflict {
  readonly paths: readonly string[];
  readonly ifBase: SideVerdict;
  readonly ifBranch: SideVerdict;
}

export interface SideVerdict {
  readonly verdict: Verdict;
  /** Whether some history would get a leaf too many, whatever else is wrong. */
  readonly secondLeaf: boolean;
}

export interface BranchOutcome {
  /** Full refname, or the commit where one was given. */
  readonly ref: string;
  readonly commit: string;
  readonly verdict: Verdict;
  /** False where only git's own merge could tell what becomes of a file and it was not asked. */
  readonly exact: boolean;
  readonly reasons: readonly string[];
  readonly histories: readonly HistoryOutcome[];
  readonly target?: TargetRef;
  readonly standstill?: MigrationFileConflict;
  /** What makes an `unknown` branch one that can be judged; a reason says it too. */
  readonly fix?: Fix;
  /** Committer time of the tip, seconds since the epoch. */
  readonly time?: number;
  /** Whether the forge still offers a merge of it (refs/pull/N/merge): absent where no such refs are here. */
  readonly open?: boolean;
}

export interface BranchGroup {
  readonly history: string;
  readonly refs: readonly string[];
}

/**
 * Branches that do the same thing. `fix`: each mends the same surplus leaves of the base; the second one would fork it again.
 * `same`: the same operations under two names; `landed`: under another name on the base already.
 */
export interface TwinBranches {
  readonly kind: 'fix' | 'same' | 'landed';
  readonly history: string;
  readonly refs: readonly string[];
  readonly migrations: readonly MigrationId[];
}

export interface LandingStep {
  readonly ref: string;
  readonly relink: readonly MigrationId[];
}

export interface PredictReport {
  readonly schema: 1;
  readonly command: 'predict' | 'pre-push';
  readonly base: BaseRef;
  readonly branches: readonly BranchOutcome[];
  readonly groups: readonly BranchGroup[];
  readonly twins: readonly TwinBranches[];
  readonly landing: readonly LandingStep[];
  /** Where that was asked for: the branches of each group, two by two, on throw-away databases. */
  readonly proofs?: PairProofs;
  /** Neither the base nor a branch has a history, and oneleaf.json does not say that this is right. */
  readonly nothingFound?: true;
  readonly omitted: { readonly untouched: number; readonly landed: number; readonly old: number };
}

export interface BaseRef {
  readonly ref: string;
  readonly commit: string;
  /** Pre-push only: why the remote's current state could not be read, and how old the known one is in seconds. */
  readonly stale?: { readonly reason: string; readonly ageSeconds?: number };
}

export interface CheckedHistory {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  readonly migrations: number;
  readonly leaves: readonly string[];
  readonly roots: readonly string[];
  /** Paths of the files because of which leaves or roots may be others. */
  readonly undecided: readonly string[];
}

export interface CheckReport {
  readonly schema: 1;
  readonly command: 'check';
  /** The ref; `index` or `working tree` where no commit was asked for. */
  readonly ref: string;
  /** Null for the index and the working tree. */
  readonly commit: string | null;
  readonly histories: readonly CheckedHistory[];
  readonly findings: readonly Finding[];
  /** The tree has no history, and neither oneleaf.json nor the caller says that this is right. */
  readonly nothingFound?: true;
  /** How many findings the baseline accepts and the report leaves out; absent without a baseline. */
  readonly accepted?: number;
}
