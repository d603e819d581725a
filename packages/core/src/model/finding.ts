import type { RefChange } from './ref-change.js';
import type { Graph } from '../graph/node.js';
import type { MarkerCheck } from '../markers/marker.js';
import type { Migration, Span } from './migration.js';
import type { StyleFacts } from './style-facts.js';

export type Severity = 'error' | 'warning' | 'note';

export interface Location {
  readonly path: string;
  readonly span?: Span;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 code units; only beside a line. */
  readonly column?: number;
}

/** A location that explains a finding: the other file, the migration on main. */
export interface RelatedLocation extends Location {
  /** What it has to do with the finding; empty where the location says enough. */
  readonly message: string;
  /** Where a landing takes the place from; absent where the message says more. */
  readonly side?: 'base' | 'branch';
}

/** What mends a finding: one sentence, and the command to copy where there is one. */
export interface Fix {
  readonly title: string;
  readonly command?: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The history's id; empty for a finding about the whole tree. */
  readonly history: string;
  readonly message: string;
  readonly location?: Location;
  readonly related?: readonly RelatedLocation[];
  readonly fix?: Fix;
}

/** What a rule yields; its name and severity are the rule's unless it says otherwise. */
export type FindingDraft = Omit<Finding, 'rule' | 'severity'> & { readonly severity?: Severity };

export interface RuleInput {
  readonly graph: Graph;
  /** What the tree changes of what has landed; absent where nothing is known to have landed. */
  readonly change?: RefChange;
  /** The files of the tree that name leaves; absent where nobody has read them. */
  readonly markers?: readonly MarkerCheck[];
  /** What the file of a migration does; absent where nobody has read that. */
  readonly practices?: (migration: Migration) => StyleFacts | undefined;
  /** The files of the tree that describe histories, likewise. */
  readonly descriptions?: readonly MarkerCheck[];
}

/** One thing that can be wrong. The page docs/rules/<name>.md explains it. */
export interface Rule {
  readonly name: string;
  /** `off`: it finds something only where a team configures a severity. */
  readonly severity: Severity | 'off';
  readonly summary: string;
  /** Set where an error of it keeps the framework from loading the migrations. */
  readonly breaking?: true;
  /** Set where a baseline may accept its findings: nothing that keeps the framework from loading or applying migrations, or rewrites what has landed. */
  readonly acceptable?: true;
}

/** A rule that the migrations of one tree decide. */
export interface MigrationRule extends Rule {
  /** Set where it looks into what each migration does, which is read only where such a rule is on. */
  readonly reads?: 'practices';
  check(input: RuleInput): Iterable<FindingDraft>;
}
